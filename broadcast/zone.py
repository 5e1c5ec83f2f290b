"""The viewer's time zone: the browser tells it in a cookie, pages write times by it."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.http import HttpRequest

COOKIE = "zone"
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def viewer_zone(request: HttpRequest) -> tzinfo:
    """Return the zone that the viewer's browser named, or UTC where it named none that is known."""
    try:
        return ZoneInfo(request.COOKIES.get(COOKIE, "UTC"))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


def time_text(at: datetime, zone: tzinfo) -> str:
    """Write a time of day with its zone: `19:00 UTC`."""
    local = at.astimezone(zone)
    return f"{local:%H:%M} {local.tzname()}"


def day_text(at: datetime, zone: tzinfo) -> str:
    """Write a day: `Tue 17 Nov`."""
    local = at.astimezone(zone)
    return f"{_DAYS[local.weekday()]} {local.day} {_MONTHS[local.month - 1]}"


def from_ms(ms: int) -> datetime:
    """Return epoch ms as an aware datetime."""
    return datetime.fromtimestamp(ms / 1000, UTC)
