// A JSON value as the lines of a tree that folds: made line by line as they are unfolded, so that an answer of many
// megabytes costs no more than what is looked at. Pure; components/json-view.js shows it.

/** @typedef {{key: string | number | null, value: any, parent: Node | null, depth: number, open: boolean, index: number, size: number}} Node one line; `size` is how many children it has, -1 for a single value */
/** @typedef {(string | number)[]} Path */
/** @typedef {{paths: Path[], more: boolean}} Found the places that hold a text; `more` where there are still more */

/** Lines that are unfolded at first. */
const BEGIN = 120;
/** A list or object with more in it stays folded at first, unless it is the whole. */
const LONG = 60;
/** A browser lays out no more than this many lines of a tree in one box. */
export const MOST_LINES = 400_000;
const MOST_FOUND = 10_000;

/** What may be an integer beyond 2^53, which JSON.parse would round. */
const LARGE = /(?:^|[:[,\s])-?\d{16,}(?:[,\]}\s]|$)/;

/** Parse JSON; integers beyond 2^53 keep all of their digits where the browser can. @param {string} text */
export function parseExact(text) {
  if (!LARGE.test(text)) return JSON.parse(text);
  return JSON.parse(text, /** @type {any} */ (
    (/** @type {string} */ _, /** @type {any} */ value, /** @type {{source?: string} | undefined} */ context) =>
      typeof value === "number" && context?.source && /^-?\d+$/.test(context.source) && !Number.isSafeInteger(value) ? BigInt(context.source) : value
  ));
}

/** JSON of a value that may hold such integers. @param {any} value @param {number} [indent] */
export function write(value, indent = 2) {
  /** @type {string[]} */
  const large = [];
  const mark = `\u0001${Math.random().toString(36).slice(2)}:`;
  const text = JSON.stringify(value, (_, each) => (typeof each === "bigint" ? `${mark}${large.push(`${each}`) - 1}` : each), indent) ?? "";
  return large.length ? text.replace(new RegExp(`"\\\\u0001${mark.slice(1)}(\\d+)"`, "g"), (_, number) => large[number]) : text;
}

/** @param {any} value */
export const isContainer = (value) => typeof value === "object" && value !== null;

/** @param {any} value */
const sizeOf = (value) => (Array.isArray(value) ? value.length : isContainer(value) ? Object.keys(value).length : -1);

/** `games[0].home_team_id`, and `$` for the whole. @param {Path} path */
export function pathText(path) {
  if (!path.length) return "$";
  let text = "";
  for (const key of path)
    if (typeof key === "number") text += `[${key}]`;
    else if (/^[A-Za-z_]\w*$/.test(key)) text += text ? `.${key}` : key;
    else text += `[${JSON.stringify(key)}]`;
  return text;
}

/** What a folded line says of what is in it. @param {any} value @param {number} [most] characters */
export function preview(value, most = 90) {
  if (!isContainer(value)) return write(value, 0);
  const list = Array.isArray(value);
  const parts = [];
  let length = 0;
  for (const key in value) {
    const each = value[key];
    const shown = isContainer(each) ? (Array.isArray(each) ? "[…]" : "{…}") : short(each);
    const part = list ? shown : `${key}: ${shown}`;
    length += part.length + 2;
    if (length > most) {
      parts.push("…");
      break;
    }
    parts.push(part);
  }
  return list ? `[${parts.join(", ")}]` : `{${parts.join(", ")}}`;
}

/** @param {any} value */
const short = (value) => (typeof value === "string" ? JSON.stringify(value.length > 28 ? `${value.slice(0, 27)}…` : value) : `${value}`);

export class Tree {
  /** @param {any} value */
  constructor(value) {
    this.value = value;
    const root = this.node(null, value, null, 0);
    /** The lines to be seen, from the first to the last. @type {Node[]} */
    this.lines = [root];
    /** Whether some lines stay folded because there would be too many. */
    this.cut = false;
    this.open(0);
    this.begin();
  }

  /** @param {string | number | null} key @param {any} value @param {Node | null} parent @param {number} index @returns {Node} */
  node(key, value, parent, index) {
    return { key, value, parent, depth: parent ? parent.depth + 1 : 0, open: false, index, size: sizeOf(value) };
  }

  /** @param {Node} node */
  children(node) {
    const { value } = node;
    if (Array.isArray(value)) return value.map((each, index) => this.node(index, each, node, index));
    return Object.keys(value).map((key, index) => this.node(key, value[key], node, index));
  }

  /** Unfold what is small, level by level, while there is room for it at a first look. */
  begin() {
    for (let depth = 1; depth < 6; depth++) {
      const level = this.lines.filter((node) => node.depth === depth && node.size > 0 && node.size <= LONG);
      for (const node of level) {
        if (this.lines.length + node.size > BEGIN) return;
        this.open(this.lines.indexOf(node));
      }
    }
  }

  /** Unfold a line. @param {number} at @returns {boolean} whether anything has changed */
  open(at) {
    const node = this.lines[at];
    if (!node || node.open || node.size <= 0) return false;
    if (this.lines.length + node.size > MOST_LINES) {
      this.cut = true;
      return false;
    }
    node.open = true;
    this.lines = [...this.lines.slice(0, at + 1), ...this.children(node), ...this.lines.slice(at + 1)];
    return true;
  }

  /** Fold a line. @param {number} at */
  close(at) {
    const node = this.lines[at];
    if (!node?.open) return false;
    node.open = false;
    let end = at + 1;
    while (end < this.lines.length && this.lines[end].depth > node.depth) end++;
    this.lines = [...this.lines.slice(0, at + 1), ...this.lines.slice(end)];
    return true;
  }

  /** Fold or unfold. @param {number} at */
  toggle(at) {
    return this.lines[at]?.open ? this.close(at) : this.open(at);
  }

  /** Unfold everything, up to the most lines that a browser lays out. */
  openAll() {
    const [root] = this.lines;
    /** @type {Node[]} */
    const lines = [];
    /** @type {Node[]} */
    const waiting = [root];
    this.cut = false;
    while (waiting.length) {
      const node = /** @type {Node} */ (waiting.pop());
      lines.push(node);
      if (node.size <= 0) continue;
      node.open = lines.length + waiting.length + node.size <= MOST_LINES;
      if (!node.open) this.cut = true;
      else for (const child of this.children(node).reverse()) waiting.push(child);
    }
    this.lines = lines;
  }

  /** Fold everything but the whole. */
  closeAll() {
    const [root] = this.lines;
    root.open = false;
    this.lines = [root];
    this.cut = false;
    this.open(0);
  }

  /** @param {Node} node @returns {Path} */
  path(node) {
    /** @type {Path} */
    const path = [];
    for (let each = /** @type {Node | null} */ (node); each?.parent; each = each.parent) path.unshift(/** @type {string | number} */ (each.key));
    return path;
  }

  /** Unfold the way to a place, and return its line. @param {Path} path @returns {number} -1 where there is none */
  reveal(path) {
    let at = 0;
    for (const key of path) {
      const node = this.lines[at];
      if (!node || node.size <= 0) return -1;
      this.open(at);
      if (!node.open) return at;
      let next = at + 1;
      while (next < this.lines.length && !(this.lines[next].depth === node.depth + 1 && this.lines[next].key === key)) {
        if (this.lines[next].depth <= node.depth) return -1;
        next++;
      }
      if (next >= this.lines.length) return -1;
      at = next;
    }
    return at;
  }

  /** Find a text in keys and single values, in any case, in the order of the document. @param {string} text @returns {Found} */
  search(text) {
    const wanted = text.toLowerCase();
    /** @type {Path[]} */
    const paths = [];
    if (!wanted) return { paths, more: false };
    /** @typedef {{key: string | number, up: Step | null}} Step */
    /** @type {{value: any, step: Step | null}[]} */
    const waiting = [{ value: this.value, step: null }];
    while (waiting.length) {
      const { value, step } = /** @type {{value: any, step: Step | null}} */ (waiting.pop());
      const inKey = typeof step?.key === "string" && step.key.toLowerCase().includes(wanted);
      if (inKey || (!isContainer(value) && `${value}`.toLowerCase().includes(wanted))) {
        if (paths.length === MOST_FOUND) return { paths, more: true };
        /** @type {Path} */
        const path = [];
        for (let each = step; each; each = each.up) path.push(each.key);
        paths.push(path.reverse());
      }
      if (Array.isArray(value)) for (let index = value.length - 1; index >= 0; index--) waiting.push({ value: value[index], step: { key: index, up: step } });
      else if (isContainer(value)) for (const key of Object.keys(value).reverse()) waiting.push({ value: value[key], step: { key, up: step } });
    }
    return { paths, more: false };
  }
}
