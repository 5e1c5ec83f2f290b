// Put into a game page before its own scripts: notes when each frame came, when the home team's points changed in the
// document of the page, and when the picture with them was painted. Times are epoch ms.
(() => {
  const now = () => performance.timeOrigin + performance.now();
  const noted = { frames: [], points: [] };
  window.noted = noted;

  window.WebSocket = class extends WebSocket {
    constructor(...rest) {
      super(...rest);
      this.addEventListener("message", (event) => noted.frames.push([now(), event.data]));
    }
  };

  // A message posted within an animation frame is delivered after the frame was painted.
  const { port1: painted, port2: painting } = new MessageChannel();
  let unpainted = [];
  painted.onmessage = () => {
    const at = now();
    for (const entry of unpainted.splice(0)) entry.push(at);
  };

  addEventListener("DOMContentLoaded", () => {
    let shown = "";
    const look = () => {
      const text = document.querySelector("score-board .team.home .points")?.textContent ?? "";
      if (text === shown) return;
      shown = text;
      const entry = [Number(text), now()];
      noted.points.push(entry);
      requestAnimationFrame(() => {
        unpainted.push(entry);
        painting.postMessage(null);
      });
    };
    new MutationObserver(look).observe(document.querySelector("score-board"), { subtree: true, childList: true, characterData: true });
  });

  // How far the clock of the system is ahead of this one. It tells whole ms, cut off, so the greatest difference counts.
  window.clockError = () => {
    let most = -Infinity;
    for (let count = 0; count < 20_000; count++) most = Math.max(most, Date.now() - now());
    return most;
  };
})();
