// Parts of a page that must not take each other down.

/** Throw a fault where nothing else ends by it: it reaches the console, and whoever listens for errors. @param {unknown} error */
export const report = (error) =>
  queueMicrotask(() => {
    throw error;
  });

/** Do the work of one part: a fault in it is reported, and keeps nothing from the others. @param {() => void} work */
export function alone(work) {
  try {
    work();
  } catch (error) {
    report(error);
  }
}
