// Lines to set a picture up by: title safe (5 %) and action safe (3.5 %) of EBU R 95, the middle, and the zones.

/** @type {[string, number, number, number, number][]} */
const ZONES = [
  ["bug", 504, 938, 912, 88],
  ["bug", 96, 54, 320, 168],
  ["lower", 504, 722, 912, 200],
  ["left", 96, 88, 600, 802],
  ["right", 1104, 88, 720, 802],
  ["full", 192, 134, 1536, 812],
];

/** A drawing as large as the stage. @param {boolean} [withZones] */
export function guides(withZones = true) {
  const holder = document.createElement("div");
  holder.className = "guides";
  const zones = ZONES.map(
    ([name, x, y, width, height]) => `<rect x="${x}" y="${y}" width="${width}" height="${height}"/><text x="${x + 12}" y="${y + 30}">${name}</text>`,
  );
  holder.innerHTML = `<svg viewBox="0 0 1920 1080" aria-hidden="true">
    <g class="safe"><rect x="96" y="54" width="1728" height="972"/><rect x="67" y="38" width="1786" height="1004"/></g>
    <path class="middle" d="M960 480v120M900 540h120M0 540h40M1880 540h40M960 0v40M960 1040v40"/>
    <g class="zones">${withZones ? zones.join("") : ""}</g>
  </svg>`;
  return holder;
}
