// Runs in an overlay page before its own scripts. It notes what the page shows, looking at each of its frames, and
// every frame that its socket brings, with the machine's time; the page does not know of it. What a test reads:
// `air.shown` [time, seen] at each change, `air.heard` [time, text], `air.closed` [time, code], `air.seen` the newest that
// was seen, and `air.stalls` [from, to]: when the machine was too busy to draw.

(() => {
  const STALL = 100;
  const air = (window.air = { shown: [], heard: [], closed: [], stalls: [], seen: null });

  window.WebSocket = class extends WebSocket {
    constructor(...rest) {
      super(...rest);
      this.addEventListener("message", ({ data }) => air.heard.push([Date.now(), String(data)]));
      this.addEventListener("close", ({ code }) => air.closed.push([Date.now(), code]));
    }
  };

  const textOf = (root, selector) => root.querySelector(selector)?.textContent ?? "";

  /** What a score bug says. A text that its state hides is not said. */
  function bugOf(root) {
    const labelled = root.querySelector(".centre").classList.contains("labelled");
    const [first, second] = [...root.querySelectorAll(".team")].map((team) => [textOf(team, ".name"), textOf(team, ".score")]);
    const shot = root.querySelector(".chip.shown")?.textContent ?? "";
    const centre = labelled
      ? { label: textOf(root, ".label"), time: "", period: "", shot: "" }
      : { label: "", time: textOf(root, ".time"), period: textOf(root, ".period"), shot };
    return { first, second, ...centre };
  }

  /** All words of a graphic, its styles left out. */
  function wordsOf(root) {
    const found = [];
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode())
      if (node.parentElement?.tagName !== "STYLE" && node.data.trim()) found.push(node.data.trim());
    return found.join(" ");
  }

  function look() {
    const seen = { bug: null, graphics: {}, stray: "" };
    const stage = document.getElementById("stage");
    for (const part of stage?.children ?? []) {
      const graphic = part.firstElementChild;
      if (!part.classList.contains("air")) seen.stray += part.textContent || part.tagName;
      else if (part.style.visibility === "hidden" || !graphic || graphic.hidden) continue;
      else if (part.dataset.zone === "bug") seen.bug = bugOf(graphic.shadowRoot);
      else seen.graphics[part.dataset.graphic] = wordsOf(graphic.shadowRoot);
    }
    for (const other of document.body?.children ?? []) if (other !== stage && other.tagName !== "SCRIPT") seen.stray += other.tagName;
    return seen;
  }

  let before = "";
  let at = Date.now();
  (function watch() {
    const now = Date.now();
    if (now - at > STALL) air.stalls.push([at, now]);
    at = now;
    const seen = look();
    const said = JSON.stringify(seen);
    if (said !== before) air.shown.push([now, seen]);
    before = said;
    air.seen = seen;
    requestAnimationFrame(watch);
  })();
})();
