// Parts of a page that must not take each other down.

/** Do the work of one part: a fault in it is reported, and keeps nothing from the others. @param {() => void} work */
export function alone(work) {
  try {
    work();
  } catch (error) {
    reportError(error);
  }
}
