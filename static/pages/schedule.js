// The schedule page works without this; it only sees to it that days and times are the viewer's own.
import "../js/menus.js";
import { rememberZone, zone } from "../components/zone.js";

rememberZone();
const used = /** @type {HTMLElement | null} */ (document.querySelector("[data-zone]"))?.dataset.zone;
const ASKED = "zone-asked";
if (used && used !== zone() && sessionStorage.getItem(ASKED) !== zone()) {
  sessionStorage.setItem(ASKED, zone());
  location.reload();
}
