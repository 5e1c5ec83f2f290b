// What the server has painted is seen first, and comes alive after.

/** How long a window that does not draw is waited for, ms. */
const PATIENCE = 300;

/** Resolve when the page as it is now has been painted, or is not going to be. */
export const painted = () =>
  new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
    setTimeout(resolve, document.hidden ? 0 : PATIENCE);
  });
