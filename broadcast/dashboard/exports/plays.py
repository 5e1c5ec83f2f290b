"""The plays of a game as files for the edit suite and for spreadsheets: what the list shows, by the time of day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, tzinfo

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from broadcast.basketball.reading import game_time
from broadcast.dashboard.documents import document_of
from broadcast.dashboard.exports import download, edl, title_of
from broadcast.dashboard.exports.handles import Handles
from broadcast.dashboard.exports.spreadsheet import Cell, as_csv
from broadcast.dashboard.exports.timecode import DEFAULT_RATE, RATES, Rate
from broadcast.dashboard.show import Document
from broadcast.dashboard.show.play_filter import Entry, PlayFilter, is_deleted, newest_first, text_of
from broadcast.dashboard.show.plays import REEL, period_of
from broadcast.dashboard.show.words import code, full_name, short
from broadcast.zone import from_ms, viewer_zone

COLUMNS = (
    *("Timecode", "In", "Out", "Wall clock", "Period", "Clock", "Team", "Player", "Kind", "Text"),
    *("Points", "Visitors", "Home", "Corrected", "Before", "Deleted", "Play"),
)
COLORS = {"away": "CYAN", "home": "YELLOW"}


@never_cache
@require_safe
@login_required
async def plays_csv(request: HttpRequest, event_id: str) -> HttpResponse:
    """Give out the plays that the choices take as CSV, in order of time."""
    state = (await document_of(event_id)).state
    content = as_csv(table(state, request.GET, viewer_zone(request)))
    return download(state, "plays", "csv", "text/csv; charset=utf-8", content)


@never_cache
@require_safe
@login_required
async def plays_edl(request: HttpRequest, event_id: str) -> HttpResponse:
    """Give out the plays that the choices take as an EDL, in order of time."""
    state = (await document_of(event_id)).state
    content = decision_list(state, request.GET, viewer_zone(request))
    return download(state, "plays", "edl", "text/plain; charset=utf-8", content)


def table(state: Document, choices: QueryDict, zone: tzinfo) -> Iterator[tuple[Cell, ...]]:
    """Yield the head of the table of plays and its rows. What is not known is empty."""
    rate, handles = rate_of(choices), Handles.of(choices)
    game, players = state["game"], state.get("players", {})
    yield COLUMNS
    for key, play in chosen_plays(state, choices):
        begins, ends = handles.around(play["at"])
        yield (
            *(rate.write(rate.at(time_of_day(at, zone))) for at in (play["at"], begins, ends)),
            from_ms(play["at"]).astimezone(zone).isoformat(timespec="milliseconds"),
            period_of(play),
            game_time(play["clock_ms"]) if "clock_ms" in play else None,
            short(game[play["team"]]) if "team" in play else None,
            full_name(players[play["player"]]) if play.get("player") in players else None,
            play["kind"],
            text_of(play),
            *(play.get(name) for name in ("points", "away", "home")),
            "yes" if play.get("corrected") else None,
            play.get("was"),
            "yes" if is_deleted(play) else None,
            key,
        )


def decision_list(state: Document, choices: QueryDict, zone: tzinfo) -> str:
    """Return the plays as an EDL: cuts, or markers where the choices say so."""
    write = edl.markers if choices.get("plays_edl") == "markers" else edl.cuts
    reel = edl.reel_name(choices.get("plays_reel", ""), REEL)
    return write(title_of(state), rate_of(choices), reel, moments(state, choices, zone))


def moments(state: Document, choices: QueryDict, zone: tzinfo) -> Iterator[edl.Moment]:
    """Yield the plays as an edit suite has them; one that the feed has taken back is none."""
    handles = Handles.of(choices)
    for _, play in chosen_plays(state, choices):
        if is_deleted(play):
            continue
        begins, ends = (time_of_day(at, zone) for at in handles.around(play["at"]))
        clock = game_time(play["clock_ms"]) if "clock_ms" in play else ""
        when = " ".join(part for part in (period_of(play), clock) if part)
        who = code(state["game"][play["team"]]) if "team" in play else ""
        score = f"{play['away']}-{play['home']}" if "away" in play and "home" in play else ""
        yield edl.Moment(
            at=time_of_day(play["at"], zone),
            begins=begins,
            ends=ends,
            name=" ".join(part for part in (when, who, text_of(play)) if part),
            comment=" ".join(part for part in (text_of(play), score) if part),
            color=COLORS.get(play.get("team", ""), "BLUE"),
        )


def chosen_plays(state: Document, choices: QueryDict) -> list[Entry]:
    """Return the plays that the choices take, in order of their time."""
    chosen = PlayFilter.of(choices)
    taken = [entry for entry in reversed(newest_first(state.get("plays", {}))) if chosen.takes(entry[1])]
    return sorted(taken, key=lambda entry: entry[1]["at"])


def rate_of(choices: QueryDict) -> Rate:
    """Return the frame rate that the choices name, or the usual one."""
    return RATES.get(choices.get("plays_rate", ""), RATES[DEFAULT_RATE])


def time_of_day(at: int, zone: tzinfo) -> int:
    """Return what the clock on the wall says at a moment (epoch ms), in ms since its midnight."""
    local: datetime = from_ms(at).astimezone(zone)
    return ((local.hour * 60 + local.minute) * 60 + local.second) * 1000 + at % 1000
