"""The Event API's schedule of one day, for choosing what to follow; and what its errors mean to a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from broadcast.eventapi.errors import (
    ApiError,
    Forbidden,
    RateLimited,
    ServerError,
    Unauthorized,
    Unreachable,
)
from broadcast.eventapi.http import EventApi
from broadcast.eventapi.rows import Row
from broadcast.games.models import Rules


@dataclass
class Trouble(Exception):
    """The schedule cannot be had: what is wrong and what to do, in words for whoever is at the desk."""

    title: str
    advice: str
    details: str = ""


def window(day: date, zone: tzinfo) -> tuple[int, int]:
    """Return the first ms of a day in a zone and the first ms of the next day, as epoch ms."""
    starts = (datetime.combine(start, time(), zone) for start in (day, day + timedelta(days=1)))
    first, last = (int(start.astimezone(UTC).timestamp() * 1000) for start in starts)
    return first, last


async def games_of(day: date, zone: tzinfo) -> dict[str, Row]:
    """Return the schedule rows of a day by event id, by tip-off. Raises Trouble."""
    if not settings.EVENT_USERNAME or not settings.EVENT_SECRET:
        raise Trouble(
            _("The Event API is not configured"),
            _("Set EVENT_USERNAME and EVENT_SECRET in the environment or in .env, then restart Courtside."),
        )
    first, last = window(day, zone)
    try:
        async with EventApi(
            settings.EVENT_API_URL,
            settings.EVENT_USERNAME,
            settings.EVENT_SECRET,
            timeout=8.0,
            retries=1,
        ) as api:
            rows = await api.schedule(first, last)
    except ValueError as error:
        raise Trouble(
            _("The Event API’s address is wrong"),
            _("Set EVENT_API_URL to a scheme and a host (https://api.shottracker.com), then restart Courtside."),
            str(error),
        ) from error
    except ApiError as error:
        raise trouble(error) from error
    found = {row.data["event_id"]: row for row in rows if row.data}
    return dict(sorted(found.items(), key=lambda item: (item[1].data or {}).get("tipoff_at", first)))


def trouble(error: ApiError) -> Trouble:
    """Say plainly what an error of the Event API means here, and what to do about it."""
    details = str(error)
    match error:
        case Unauthorized():
            return Trouble(
                _("The Event API refuses the credential (401)"),
                _("Check EVENT_USERNAME and EVENT_SECRET, and that this machine’s clock is right to 5 minutes."),
                details,
            )
        case Forbidden():
            return Trouble(
                _("The credential may not read the schedule (403)"),
                _("Ask whoever issued the credential for the schedule privilege."),
                details,
            )
        case RateLimited():
            return Trouble(_("The Event API asks for fewer requests (429)"), _("Wait a minute, then reload."), details)
        case Unreachable():
            return Trouble(
                _("The Event API cannot be reached"),
                _(
                    "Check this machine’s network, and that %(address)s is the right address. "
                    "Games already followed go on by themselves as soon as it answers."
                )
                % {"address": settings.EVENT_API_URL},
                details,
            )
        case ServerError():
            return Trouble(
                _("The Event API has a fault of its own"),
                _("Reload in a minute. If it stays, report the request id below to the vendor."),
                details,
            )
        case _:
            return Trouble(
                _("The Event API gave an answer that is not understood"),
                _("Reload. If it stays, report the text below."),
                details,
            )


def guessed_rules(game: dict[str, Any]) -> str:
    """Guess the rule set of a game of the schedule: college, by gender. The form lets it be changed."""
    return Rules.NCAA_W if str(game.get("gender", "")).upper() == "WOMEN" else Rules.NCAA_M
