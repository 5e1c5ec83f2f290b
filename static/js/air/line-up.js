// The line-up card: what a mixer is set up with. Over the transparent page: corners, safe areas, steps of alpha, a bar
// that moves evenly (a frame that is dropped is a jump), a flash with each second of the server, and what the page
// measures of itself.

import { guides } from "./guides.js";

/** @typedef {import("../live.js").Live} Live */
/** @typedef {import("../document.js").OutputSettings} OutputSettings */

const STEPS = [0, 25, 50, 75, 100];
/** px a second: eight at each of 60 frames, so that every jump is as long as the other. */
const SPEED = 480;
const TRACK = 1728 - 48;
const FLASH = 100;

export class LineUp {
  element = document.createElement("div");
  #name = "";
  #second = -1;

  /** @param {Live} live @param {{fps: number}} measured */
  constructor(live, measured) {
    this.live = live;
    this.measured = measured;
    this.element.className = "line-up";
    const steps = STEPS.map((step) => `<li><i style="opacity: ${step / 100}"></i>${step} %</li>`).join("");
    this.element.innerHTML = `
      <h1></h1><p class="facts"></p><p class="clock"><span></span><i class="flash"></i></p>
      <ul class="steps">${steps}</ul><div class="track"><i></i></div>`;
    this.element.prepend(guides(false));
  }

  /** @param {Partial<OutputSettings>} settings */
  learn({ name = "" }) {
    this.#name = name;
    this.#second = -1;
  }

  /** Draw each frame from now on. */
  start() {
    const bar = /** @type {HTMLElement} */ (this.element.querySelector(".track i"));
    const flash = /** @type {HTMLElement} */ (this.element.querySelector(".flash"));
    const draw = (/** @type {number} */ at) => {
      const now = this.live.now();
      bar.style.transform = `translateX(${((at * SPEED) / 1000) % TRACK}px)`;
      flash.style.opacity = now % 1000 < FLASH ? "1" : "0";
      const second = Math.floor(now / 1000);
      if (second !== this.#second) {
        this.#second = second;
        this.#write(now);
      }
      requestAnimationFrame(draw);
    };
    requestAnimationFrame(draw);
  }

  /** @param {number} now */
  #write(now) {
    const time = new Date(now);
    const size = `${innerWidth}x${innerHeight}`;
    const facts = [`${size}${size === "1920x1080" ? "" : " (set 1920x1080)"}`, this.measured.fps ? `${this.measured.fps} frames/s` : ""];
    set(this.element, "h1", this.#name);
    set(this.element, ".facts", facts.filter(Boolean).join(" · "));
    set(this.element, ".clock span", [time.getHours(), time.getMinutes(), time.getSeconds()].map((part) => String(part).padStart(2, "0")).join(":"));
  }
}

/** @param {Element} parent @param {string} selector @param {string} text */
function set(parent, selector, text) {
  const element = parent.querySelector(selector);
  if (element) element.textContent = text;
}
