// Who leads each team in a stat, as a line on air: a name, or how many share the lead.

import { surname } from "../../components/words.js";
import { namesOf } from "./names.js";
import { tied } from "./stat-words.js";
import { leadersOf } from "./stats.js";
import { capitals } from "./words.js";

/** @typedef {import("./panel.js").Panel} Panel */
/** @typedef {import("./panel.js").Side} Side */
/** @typedef {import("./names.js").Form} Form */

export const LED = ["PTS", "REB", "AST"];

/**
 * @param {Panel} panel
 * @param {Side} side
 * @param {string} key
 * @param {string | undefined} scope
 * @returns {{text: string, forms: Form[]} | null} null where nobody leads, or who leads has no name
 */
export function leaderOf(panel, side, key, scope) {
  const lead = leadersOf(panel.data, side, key, scope);
  if (!lead) return null;
  const { language, data } = panel;
  const leaders = lead.players.map((id) => data.players[id]);
  if (leaders.length > 1) {
    const both = leaders.length === 2 ? leaders.map((one) => capitals(one.on_air_name ?? surname(one), language)) : [];
    const forms = [{ text: both.every(Boolean) ? both.join(" / ") : "", least: 0.7 }, { text: tied(leaders.length, language), least: 0.7 }];
    return { text: lead.text, forms };
  }
  const forms = namesOf(leaders[0], { teammates: panel.roster(side).map(([, mate]) => mate), language });
  return forms.some(({ text }) => text) ? { text: lead.text, forms } : null;
}
