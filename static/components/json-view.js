// A JSON value as a tree that folds, is searched and copied. Only the lines in sight are in the page, whatever the size of
// the value. Fires nothing; `link` says where a value leads.
import { html, nothing } from "lit";
import { Tree, pathText, preview, write } from "../js/json-tree.js";
import { momentOf } from "../js/answer.js";
import { gettext, grouped } from "../js/text.js";
import { BoardElement } from "./board-element.js";

/** @typedef {import("../js/json-tree.js").Node} Node */
/** @typedef {(key: string, holder: string, value: any) => string} Link the address that a value leads to, or nothing */

const LINE = 22;
const AROUND = 12;
const SEARCH_AFTER = 150;
/** Characters of a text that its line shows, and that the box below shows of it. */
const MOST_IN_LINE = 400;
const MOST_IN_BOX = 100_000;

let views = 0;

export class JsonView extends BoardElement {
  static properties = {
    value: { attribute: false },
    text: { attribute: false },
    link: { attribute: false },
    label: {},
    at: { state: true },
    found: { state: true },
    match: { state: true },
    said: { state: true },
  };

  constructor() {
    super();
    /** @type {any} */
    this.value = undefined;
    /** The text that the value was parsed from, to be copied as it came. @type {string | undefined} */
    this.text = undefined;
    /** @type {Link} */
    this.link = () => "";
    this.label = "JSON";
    this.at = 0;
    /** @type {import("../js/json-tree.js").Found | null} */
    this.found = null;
    this.match = -1;
    this.said = "";
    this.id_ = `json-${++views}`;
    this.top_ = 0;
    this.height_ = 600;
    /** Where in the box the chosen line is to be after the next painting: a share of its height, 0 for just in sight. @type {number | null} */
    this.seek = null;
    this.wanted = "";
    /** @type {Tree} */
    this.tree = new Tree(null);
    /** @type {Set<Node>} */
    this.marked = new Set();
    this.scheduled = 0;
    this.timer = 0;
  }

  get ready() {
    return this.value !== undefined;
  }

  /** @param {import("lit").PropertyValues} changed */
  willUpdate(changed) {
    if (!changed.has("value")) return;
    this.tree = new Tree(this.value);
    this.at = 0;
    this.top_ = 0;
    this.said = "";
    this.search(this.wanted, false);
    const box = this.box;
    if (box) box.scrollTop = 0;
  }

  get box() {
    return /** @type {HTMLElement | null} */ (this.querySelector(".json-lines"));
  }

  render() {
    const { tree, found } = this;
    const { lines } = tree;
    const from = Math.max(0, Math.floor(this.top_ / LINE) - AROUND);
    const to = Math.min(lines.length, Math.ceil((this.top_ + this.height_) / LINE) + AROUND);
    const chosen = lines[this.at];
    const total = found ? `${grouped(found.paths.length)}${found.more ? "+" : ""}` : "";
    const count = found?.paths.length ? gettext("%(number)s of %(total)s", { number: this.match + 1, total }) : total;
    return html`<div class="json-tools" @keydown=${this.toolKey}>
        <label class="find"><span class="visually-hidden">${gettext("Search in it")}</span><input type="search" placeholder=${gettext("Search")} autocomplete="off" spellcheck="false" .value=${this.wanted} @input=${this.type} /></label>
        <span class="count" role="status">${count}</span>
        <button type="button" aria-label=${gettext("Previous match")} ?disabled=${!found?.paths.length} @click=${() => this.go(-1)}><svg viewBox="0 0 12 12" aria-hidden="true"><path d="M2 8l4-4 4 4" /></svg></button>
        <button type="button" aria-label=${gettext("Next match")} ?disabled=${!found?.paths.length} @click=${() => this.go(1)}><svg viewBox="0 0 12 12" aria-hidden="true"><path d="M2 4l4 4 4-4" /></svg></button>
        <span class="gap"></span>
        <button type="button" @click=${this.openAll}>${gettext("Unfold all")}</button>
        <button type="button" @click=${this.closeAll}>${gettext("Fold all")}</button>
        <button type="button" @click=${this.copyAll}>${gettext("Copy all")}</button>
      </div>
      <div class="json-lines scroll" role="tree" tabindex="0" aria-label=${this.label} aria-activedescendant=${from <= this.at && this.at < to ? `${this.id_}-${this.at}` : nothing} style="--lines: ${lines.length}" @scroll=${this.scrolled} @keydown=${this.key} @click=${this.point}>
        <div class="json-sizer" role="none" style="height: ${lines.length * LINE}px">${lines.slice(from, to).map((node, index) => this.line(node, from + index))}</div>
      </div>
      <div class="json-foot">
        <code class="path">${chosen ? pathText(tree.path(chosen)) : ""}</code>
        <button type="button" @click=${() => this.copyPath()}>${gettext("Copy path")} <kbd>P</kbd></button>
        <button type="button" @click=${() => this.copyValue()}>${gettext("Copy value")} <kbd>C</kbd></button>
        <span class="said" role="status">${tree.cut ? gettext("Not all of it is unfolded: it is too much for a browser.") : ""} ${this.said}</span>
      </div>
      ${typeof chosen?.value === "string" && chosen.value.length > 100 ? html`<pre class="json-text scroll" tabindex="0" aria-label=${gettext("The whole text")}>${chosen.value.slice(0, MOST_IN_BOX)}</pre>` : nothing}`;
  }

  /** @param {Node} node @param {number} at */
  line(node, at) {
    const { key, value, size, open, depth } = node;
    const holder = this.holder(node);
    const href = size < 0 ? this.link(`${key ?? ""}`, holder, value) : "";
    const siblings = node.parent?.size ?? 1;
    return html`<div id="${this.id_}-${at}" class="json-line ${at === this.at ? "chosen" : ""} ${this.marked.has(node) ? "match" : ""}" role="treeitem" data-at=${at} aria-level=${depth + 1} aria-setsize=${siblings} aria-posinset=${node.index + 1} aria-selected=${at === this.at} aria-expanded=${size > 0 ? `${open}` : nothing} style="top: ${at * LINE}px; padding-left: ${depth * 1.125 + 1.25}rem">${size > 0 ? html`<svg class="fold" viewBox="0 0 12 12" aria-hidden="true" style="left: ${depth * 1.125 + 0.25}rem"><path d=${open ? "M2 4l4 4 4-4" : "M4 2l4 4-4 4"} /></svg>` : nothing}${key === null ? nothing : html`<span class=${typeof key === "number" ? "index" : "key"}>${key}</span>: `}${this.shown(node, href)}</div>`;
  }

  /** @param {Node} node @param {string} href */
  shown({ key, value, size, open }, href) {
    if (size >= 0) {
      const count = Array.isArray(value) ? `[${size}]` : `{${size}}`;
      return html`<span class="count">${count}</span>${open || !size ? nothing : html` <span class="preview">${preview(value)}</span>`}`;
    }
    const kind = value === null ? "null" : typeof value;
    const text = typeof value === "string" ? JSON.stringify(value.length > MOST_IN_LINE ? `${value.slice(0, MOST_IN_LINE)}…` : value) : `${value}`;
    const moment = momentOf(`${key}`, value);
    const shown = href ? html`<a class=${kind} href=${href} tabindex="-1">${text}</a>` : html`<span class=${kind}>${text}</span>`;
    return moment ? html`${shown} <span class="preview">${moment}</span>` : shown;
  }

  /** The key of the list or object that the object of a line is in. @param {Node} node */
  holder(node) {
    let above = node.parent?.parent ?? null;
    let key = node.parent?.key;
    while (typeof key === "number" && above) [key, above] = [above.key, above.parent];
    return `${key ?? ""}`;
  }

  updated() {
    const box = this.box;
    // Only now is the box as high as its lines, and can be scrolled to any of them.
    if (box && this.seek !== null) {
      const [top, share] = [this.at * LINE, this.seek];
      this.seek = null;
      if (share) box.scrollTop = top - box.clientHeight * share;
      else if (top < box.scrollTop) box.scrollTop = top;
      else if (top + LINE > box.scrollTop + box.clientHeight) box.scrollTop = top + LINE - box.clientHeight;
      if (box.scrollTop !== this.top_) {
        this.top_ = box.scrollTop;
        this.requestUpdate();
      }
    }
    if (box && box.clientHeight && box.clientHeight !== this.height_) {
      this.height_ = box.clientHeight;
      this.requestUpdate();
    }
  }

  scrolled() {
    cancelAnimationFrame(this.scheduled);
    this.scheduled = requestAnimationFrame(() => {
      this.top_ = this.box?.scrollTop ?? 0;
      this.requestUpdate();
    });
  }

  /** Choose a line and bring it into sight: just so, or so far down the box. @param {number} at @param {number} [share] */
  choose(at, share = 0) {
    this.at = Math.max(0, Math.min(at, this.tree.lines.length - 1));
    this.seek = share;
    this.requestUpdate();
  }

  /** @param {MouseEvent} event */
  point(event) {
    const target = /** @type {Element} */ (event.target);
    const line = /** @type {HTMLElement | null} */ (target.closest(".json-line"));
    if (!line || target.closest("a")) return;
    const at = Number(line.dataset.at);
    const folds = target.closest(".fold, .key, .index, .count, .preview") && !getSelection()?.toString();
    if (folds) this.tree.toggle(at);
    this.choose(at);
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { tree, at } = this;
    const node = tree.lines[at];
    const page = Math.max(1, Math.floor(this.height_ / LINE) - 1);
    const moves = /** @type {{[key: string]: number}} */ ({ ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + page, PageUp: at - page, Home: 0, End: tree.lines.length - 1 });
    if (event.key in moves) this.choose(moves[event.key]);
    else if (event.key === "ArrowRight") {
      if (tree.open(at)) this.choose(at);
      else if (node?.open) this.choose(at + 1);
    } else if (event.key === "ArrowLeft") {
      if (tree.close(at)) this.choose(at);
      else if (node?.parent) this.choose(tree.lines.indexOf(node.parent));
    } else if (event.key === "Enter" || event.key === " ") {
      const link = /** @type {HTMLAnchorElement | null} */ (this.querySelector(`.json-line[data-at="${at}"] a`));
      if (link && event.key === "Enter") link.click();
      else if (tree.toggle(at)) this.choose(at);
    } else if (event.key === "p" || event.key === "P") this.copyPath();
    else if (event.key === "c" || event.key === "C") this.copyValue();
    else return;
    event.preventDefault();
  }

  /** @param {KeyboardEvent} event */
  toolKey(event) {
    if (event.key !== "Enter" || !(event.target instanceof HTMLInputElement) || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    if (this.timer) this.searchNow();
    else this.go(event.shiftKey ? -1 : 1);
  }

  /** @param {InputEvent} event */
  type(event) {
    this.wanted = /** @type {HTMLInputElement} */ (event.target).value;
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.searchNow(), SEARCH_AFTER);
  }

  searchNow() {
    clearTimeout(this.timer);
    this.timer = 0;
    this.search(this.wanted, true);
  }

  /** @param {string} text @param {boolean} show */
  search(text, show) {
    this.marked = new Set();
    this.found = text.trim() ? this.tree.search(text.trim()) : null;
    this.match = -1;
    if (show && this.found?.paths.length) this.go(1);
  }

  /** Go to the next match or the one before. @param {number} way */
  go(way) {
    const paths = this.found?.paths ?? [];
    if (!paths.length) return;
    this.match = (this.match + way + paths.length) % paths.length;
    const at = this.tree.reveal(paths[this.match]);
    if (at < 0) return;
    this.marked = new Set([this.tree.lines[at]]);
    this.choose(at, 1 / 3);
  }

  openAll() {
    const node = this.tree.lines[this.at];
    this.tree.openAll();
    this.choose(node === this.tree.lines[0] ? 0 : this.tree.reveal(this.tree.path(node)));
  }

  closeAll() {
    this.tree.closeAll();
    this.choose(0);
  }

  copyAll() {
    this.copy(this.text ?? write(this.value), gettext("All of it is copied."));
  }

  copyPath() {
    const text = pathText(this.tree.path(this.tree.lines[this.at]));
    this.copy(text, gettext("%(text)s is copied.", { text }));
  }

  copyValue() {
    const { value } = this.tree.lines[this.at];
    this.copy(typeof value === "string" ? value : write(value), gettext("The value is copied."));
  }

  /** @param {string} text @param {string} said */
  async copy(text, said) {
    try {
      await copyText(text);
      this.said = said;
    } catch {
      this.said = gettext("The browser does not let it be copied.");
    }
  }
}
customElements.define("json-view", JsonView);

/** Copy a text; where the page is not secure, the old way. @param {string} text */
export async function copyText(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const field = document.createElement("textarea");
  field.value = text;
  document.body.append(field);
  field.select();
  const copied = document.execCommand("copy");
  field.remove();
  if (!copied) throw new Error("not copied");
}
