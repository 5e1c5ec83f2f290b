// An output's theme: tokens for the graphics, which inherit them, and the output's own style sheet, held to the stage.

import { themeOf } from "./options.js";

const AT_RULES = new Set(["CSSMediaRule", "CSSSupportsRule"]);
const KEPT = new Set(["CSSKeyframesRule", "CSSFontFaceRule"]);

export class Theme {
  #css = "";
  #tokens = "{}";
  #style = document.createElement("style");

  /**
   * @param {HTMLElement} stage
   * @param {{[token: string]: string}} own tokens of the page's address, which go before the output's
   */
  constructor(stage, own) {
    this.stage = stage;
    this.own = own;
  }

  /** @param {unknown} theme @param {unknown} css */
  apply(theme, css) {
    const tokens = { ...themeOf(theme), ...this.own };
    if (JSON.stringify(tokens) !== this.#tokens) {
      for (const token of Object.keys(JSON.parse(this.#tokens))) this.stage.style.removeProperty(`--${token}`);
      for (const token of Object.keys(tokens)) this.stage.style.setProperty(`--${token}`, tokens[token]);
      this.#tokens = JSON.stringify(tokens);
    }
    const text = typeof css === "string" ? css : "";
    if (text === this.#css) return;
    this.#css = text;
    this.#style.textContent = scoped(text);
    document.head.append(this.#style);
  }
}

/**
 * A style sheet with each selector held to the stage. Imports and what else reaches out of it are left out.
 * @param {string} text
 */
function scoped(text) {
  const parsed = new CSSStyleSheet();
  parsed.replaceSync(text);
  return rulesOf(parsed.cssRules);
}

/** @param {CSSRuleList} rules @returns {string} */
function rulesOf(rules) {
  return [...rules]
    .map((rule) => {
      const kind = rule.constructor.name;
      if (rule instanceof CSSStyleRule) {
        const selector = splitSelectors(rule.selectorText).map((one) => `#stage ${one}`);
        return `${selector.join(", ")} { ${rule.style.cssText} }`;
      }
      if (KEPT.has(kind)) return rule.cssText;
      if (!AT_RULES.has(kind)) return "";
      const group = /** @type {CSSConditionRule} */ (rule);
      return `@${kind === "CSSMediaRule" ? "media" : "supports"} ${group.conditionText} { ${rulesOf(group.cssRules)} }`;
    })
    .join("\n");
}

/** The selectors of a list: commas within brackets or quotes part nothing. @param {string} list */
function splitSelectors(list) {
  return (list.match(/(?:[^,("[]|\((?:[^()]|\([^()]*\))*\)|\[[^\]]*\]|"(?:[^"\\]|\\.)*")+/g) ?? []).map((one) => one.trim());
}
