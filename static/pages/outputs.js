// The page of one output: the list and the places follow what is live, addresses are copied, and the colors of a theme
// are seen in the preview before they are kept. The page works without it.
import "../js/confirm.js";
import "../js/menus.js";
import { live } from "../js/live.js";
import { gettext } from "../js/text.js";

const AT_MOST = 1000;
const ANYWAY = 10_000;

const column = /** @type {HTMLElement | null} */ (document.querySelector("[data-output]"));
const part = /** @type {HTMLElement | null} */ (document.querySelector("[data-part=state]"));

/** Offer to copy addresses, where the browser can. */
function offerCopies() {
  for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll("[data-copy]"))) button.hidden = !navigator.clipboard;
}

document.addEventListener("click", async (event) => {
  const button = /** @type {HTMLElement} */ (event.target).closest("[data-copy]");
  if (!(button instanceof HTMLElement)) return;
  await navigator.clipboard.writeText(button.dataset.copy ?? "");
  button.textContent = gettext("Copied");
});

let asking = false;
let due = false;

/** Have the part painted again by the server. What a person is in the middle of stays. */
async function paint() {
  if (asking) return void (due = true);
  asking = true;
  due = false;
  const answer = await fetch("?part=state", { cache: "no-store" }).then(
    (response) => (response.ok ? response.text() : ""),
    () => "",
  );
  if (answer && part && !part.contains(document.activeElement)) {
    part.innerHTML = answer;
    offerCopies();
  }
  setTimeout(() => {
    asking = false;
    if (due) void paint();
  }, AT_MOST);
}

offerCopies();
if (column && part) {
  const { output, event } = column.dataset;
  live.watch(`renderers:${output}`, {}, () => void paint());
  live.watch(`output:${output}`, { topics: ["output", "access"] }, () => void paint());
  if (event) live.watch(`game:${event}`, { topics: ["game"] }, () => void paint());
  setInterval(() => void paint(), ANYWAY);
}

const form = document.querySelector("form.settings");
const preview = /** @type {HTMLIFrameElement | null} */ (document.querySelector("iframe.preview"));
form?.addEventListener("input", (event) => {
  const { type, name, value } = /** @type {HTMLInputElement} */ (event.target);
  if (type === "color") preview?.contentDocument?.getElementById("stage")?.style.setProperty(`--${name}`, value);
});
