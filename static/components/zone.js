// The viewer's time zone: told to the server in a cookie, so that its first paint has the right times.
import { gettext } from "../js/text.js";

/** Where the letters of zones are known: the Americas, Europe, Australia, New Zealand, India, South Africa. */
const ENGLISH = ["en-US", "en-GB", "en-AU", "en-NZ", "en-IN", "en-ZA"].map((language) => new Intl.DateTimeFormat(language, { timeZoneName: "short" }));
const DAYS = [gettext("Sun"), gettext("Mon"), gettext("Tue"), gettext("Wed"), gettext("Thu"), gettext("Fri"), gettext("Sat")];
const MONTHS = [
  ...[gettext("Jan"), gettext("Feb"), gettext("Mar"), gettext("Apr"), gettext("May"), gettext("Jun")],
  ...[gettext("Jul"), gettext("Aug"), gettext("Sep"), gettext("Oct"), gettext("Nov"), gettext("Dec")],
];

/** The zone's name, such as "Europe/Riga". */
export const zone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Tell the server the zone from the next request on. */
export function rememberZone() {
  document.cookie = `zone=${zone()}; path=/; max-age=31536000; samesite=lax`;
}

/** The letters of the zone, `CET`; a browser has those that its English is used to, and writes `GMT-3` for others. @param {Date} at */
function zoneName(at) {
  const names = ENGLISH.map((english) => english.formatToParts(at).find((part) => part.type === "timeZoneName")?.value ?? "");
  return names.find((name) => !/^GMT[+-]/.test(name)) ?? names[0];
}

/** "Tue 17 Nov, 19:00 UTC", in the viewer's zone and language. The twin of `day_text` in broadcast/zone.py. @param {number} ms epoch ms */
export function momentText(ms) {
  const at = new Date(ms);
  const two = (/** @type {number} */ value) => `${value}`.padStart(2, "0");
  const day = gettext("%(weekday)s %(day)s %(month)s", { weekday: DAYS[at.getDay()], day: at.getDate(), month: MONTHS[at.getMonth()] });
  return `${day}, ${two(at.getHours())}:${two(at.getMinutes())} ${zoneName(at)}`.trim();
}
