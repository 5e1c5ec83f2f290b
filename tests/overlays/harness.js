// What the tests of the OGraf rules do with a graphic in the page: make it, look at what can be seen of it, and count
// what it holds of the page. Loaded by tests/overlays/test_ograf.py.

/** What is alive in the page by name of its kind: timers, frames, listeners, observers. */
export const alive = { timers: new Set(), frames: new Set(), listeners: new Map(), observers: new Set() };
let counting = false;

function countTimers(start, stop, kind, repeats) {
  const [realStart, realStop] = [window[start], window[stop]];
  window[start] = (callback, ...rest) => {
    const id = realStart.call(
      window,
      (...values) => {
        if (!repeats) alive[kind].delete(id);
        callback(...values);
      },
      ...rest,
    );
    if (counting) alive[kind].add(id);
    return id;
  };
  window[stop] = (id) => {
    alive[kind].delete(id);
    realStop.call(window, id);
  };
}

/** Count from now on. Listeners on elements of a graphic go with them; those on the page would stay. */
export function count() {
  counting = true;
  if (count.done) return;
  count.done = true;
  countTimers("setTimeout", "clearTimeout", "timers", false);
  countTimers("setInterval", "clearInterval", "timers", true);
  countTimers("requestAnimationFrame", "cancelAnimationFrame", "frames", false);
  const { addEventListener: add, removeEventListener: remove } = EventTarget.prototype;
  const isPage = (target) => target === undefined || target === window || target === document || target === document.fonts || target instanceof MediaQueryList;
  EventTarget.prototype.addEventListener = function (type, listener, ...rest) {
    if (counting && isPage(this) && listener) alive.listeners.set(listener, type);
    return add.call(this ?? window, type, listener, ...rest);
  };
  EventTarget.prototype.removeEventListener = function (type, listener, ...rest) {
    alive.listeners.delete(listener);
    return remove.call(this ?? window, type, listener, ...rest);
  };
  for (const name of ["ResizeObserver", "MutationObserver", "IntersectionObserver"]) {
    const { observe, disconnect } = window[name].prototype;
    window[name].prototype.observe = function (...rest) {
      if (counting) alive.observers.add(this);
      return observe.apply(this, rest);
    };
    window[name].prototype.disconnect = function () {
      alive.observers.delete(this);
      return disconnect.call(this);
    };
  }
}

/** How many of each kind are alive. */
export const left = () => Object.fromEntries(Object.entries(alive).map(([kind, those]) => [kind, those.size]));

/** Forget what is alive. */
export const forget = () => Object.values(alive).forEach((those) => those.clear());

const made = new Set();

/** Dispose of every element that was made, and empty the stage. */
export async function reset() {
  const answers = [...made].map((element) => element.dispose({}));
  made.clear();
  await Promise.all(answers);
  document.getElementById("stage").replaceChildren();
}

/** A new element of a graphic on the stage. */
export async function make(id, main) {
  const { default: constructor } = await import(`/static/dist/graphics/${id}/${main}`);
  const tag = `under-test-${id}`;
  if (!customElements.get(tag)) customElements.define(tag, constructor);
  const element = document.createElement(tag);
  made.add(element);
  document.getElementById("stage").append(element);
  return element;
}

/** A graphic that was loaded with these data. */
export async function loaded(id, main, data) {
  const element = await make(id, main);
  const result = await element.load({ data, renderType: "realtime", renderCharacteristics: {} });
  if (result !== undefined && result.statusCode !== 200) throw new Error(JSON.stringify(result));
  return element;
}

/** Everything that can be read of a graphic: texts in order, but for those that are hidden in whatever way. */
export function seen(element) {
  const texts = [];
  const look = (node) => {
    if (node.nodeType === Node.TEXT_NODE && node.data.trim()) texts.push(node.data.trim());
    if (node instanceof Element) {
      if (node.localName === "style") return;
      const { display, visibility, opacity, clipPath } = getComputedStyle(node);
      if (display === "none" || visibility === "hidden" || opacity === "0" || /^inset\((100%|[^)]* 50%)/.test(clipPath)) return;
    }
    for (const child of (node.shadowRoot ?? node).childNodes) look(child);
  };
  look(element);
  return texts.join("|");
}

/** Counts how often the box of an element or of a part of a text is asked for, which is how texts are measured. */
export function measured() {
  const counted = { count: 0, stop: () => kinds.forEach(([kind, real]) => (kind.prototype.getBoundingClientRect = real)) };
  const kinds = [Element, Range].map((kind) => /** @type {const} */ ([kind, kind.prototype.getBoundingClientRect]));
  for (const [kind, real] of kinds)
    kind.prototype.getBoundingClientRect = function () {
      counted.count += 1;
      return real.call(this);
    };
  return counted;
}

/** Two frames later: what was drawn has been painted. */
export const frames = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));

/** A small generator of chance, so that a failure can be had again. */
export function chance(seed) {
  let state = seed * 2654435761 + 1;
  const next = () => (state = (state * 48271) % 2147483647) / 2147483647;
  return { next, pick: (list) => list[Math.floor(next() * list.length)] };
}
