// What the server has painted is seen first, and comes alive after.

/** How long a window that draws nothing is waited for, ms. */
const PATIENCE = 1000;

/**
 * Resolve when what the server has painted is on the screen, or is not going to be. The frame is drawn by other threads
 * after the page has handed it over: what the page computes meanwhile, and what it loads, would hold it up.
 */
export const painted = () =>
  new Promise((resolve) => {
    const drawn = new PerformanceObserver((seen) => seen.getEntriesByName("first-contentful-paint").length && done());
    const done = () => {
      drawn.disconnect();
      resolve(undefined);
    };
    drawn.observe({ type: "paint", buffered: true });
    setTimeout(done, document.hidden ? 0 : PATIENCE);
  });
