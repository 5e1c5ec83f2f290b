// The viewer's time zone: told to the server in a cookie, so that its first paint has the right times.

const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** The zone's name, such as "Europe/Riga". */
export const zone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Tell the server the zone from the next request on. */
export function rememberZone() {
  document.cookie = `zone=${zone()}; path=/; max-age=31536000; samesite=lax`;
}

/** "Tue 17 Nov, 19:00 UTC", in the viewer's zone. @param {number} ms epoch ms */
export function momentText(ms) {
  const at = new Date(ms);
  const two = (/** @type {number} */ value) => `${value}`.padStart(2, "0");
  const name = new Intl.DateTimeFormat("en-US", { timeZoneName: "short" }).formatToParts(at).find((part) => part.type === "timeZoneName");
  return `${DAYS[at.getDay()]} ${at.getDate()} ${MONTHS[at.getMonth()]}, ${two(at.getHours())}:${two(at.getMinutes())} ${name?.value ?? ""}`.trim();
}
