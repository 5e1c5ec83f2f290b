// The viewer's time zone: told to the server in a cookie, so that its first paint has the right times.
import { gettext } from "../js/text.js";

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

/** "Tue 17 Nov, 19:00 UTC", in the viewer's zone and language. The twin of `day_text` in broadcast/zone.py. @param {number} ms epoch ms */
export function momentText(ms) {
  const at = new Date(ms);
  const two = (/** @type {number} */ value) => `${value}`.padStart(2, "0");
  const name = new Intl.DateTimeFormat("en-US", { timeZoneName: "short" }).formatToParts(at).find((part) => part.type === "timeZoneName");
  const day = gettext("%(weekday)s %(day)s %(month)s", { weekday: DAYS[at.getDay()], day: at.getDate(), month: MONTHS[at.getMonth()] });
  return `${day}, ${two(at.getHours())}:${two(at.getMinutes())} ${name?.value ?? ""}`.trim();
}
