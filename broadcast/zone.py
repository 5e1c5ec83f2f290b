"""The viewer's time zone: the browser tells it in a cookie, pages write times by it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

COOKIE = "zone"
_OFFSET = re.compile(r"([+-])(\d\d)(\d\d)?")
_DAYS = (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))
_MONTHS = (
    *(_("Jan"), _("Feb"), _("Mar"), _("Apr"), _("May"), _("Jun")),
    *(_("Jul"), _("Aug"), _("Sep"), _("Oct"), _("Nov"), _("Dec")),
)


def viewer_zone(request: HttpRequest) -> tzinfo:
    """Return the zone that the viewer's browser named, or UTC where it named none that is known."""
    try:
        return ZoneInfo(request.COOKIES.get(COOKIE, "UTC"))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


def time_text(at: datetime, zone: tzinfo) -> str:
    """Write a time of day with its zone: `19:00 UTC`, and `19:00 GMT-3` where the zone has no letters."""
    local = at.astimezone(zone)
    name = local.tzname() or ""
    if offset := _OFFSET.fullmatch(name):
        sign, hours, minutes = offset.groups()
        name = f"GMT{sign}{int(hours)}" + (f":{minutes}" if minutes else "")
    return f"{local:%H:%M} {name}"


def day_text(at: datetime, zone: tzinfo) -> str:
    """Write a day in the reader's language: `Tue 17 Nov`. The twin of `momentText` in static/components/zone.js."""
    local = at.astimezone(zone)
    names = {"weekday": _DAYS[local.weekday()], "day": local.day, "month": _MONTHS[local.month - 1]}
    return gettext("%(weekday)s %(day)s %(month)s") % names


def from_ms(ms: int) -> datetime:
    """Return epoch ms as an aware datetime."""
    return datetime.fromtimestamp(ms / 1000, UTC)
