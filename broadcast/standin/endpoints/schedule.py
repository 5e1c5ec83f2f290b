"""The game schedule and its subscription tokens (EVENT_API.md, 5.1 and section 8)."""

from __future__ import annotations

from typing import Any

from broadcast.standin.assumed import FROM_REQUIRED, TOKEN_KEY
from broadcast.standin.errors import ApiError
from broadcast.standin.routing import Call, Route

_DAY = 24 * 60 * 60 * 1000
# Compared as text: documented as numbers and strings of no stated form.
_FILTERS = {"location_id": "location_id", "type": "type"}


def games(call: Call) -> Any:
    """Give the games that tip off within [from, to], in order of tip-off.

    `seasonType` and `weekNumber` are checked and change nothing: no game says its week.
    """
    begin, end = call.number("from"), call.number("to")
    if begin is None:
        raise ApiError(400, FROM_REQUIRED)
    if end is None:
        end = begin + _DAY
    team = call.number("team_id")
    call.number("weekNumber")
    wanted = {key: call.query.get(name) for name, key in _FILTERS.items()}
    wanted["type"] = wanted["type"] or "BASKETBALL"
    found = []
    for playback in call.games.values():
        game = playback.schedule(call.now, call.base_url)
        if not begin <= game["tipoff_at"] <= end:
            continue
        if team is not None and str(team) not in {str(game["home_team_id"]), str(game["away_team_id"])}:
            continue
        if any(text is not None and str(game[key]) != text for key, text in wanted.items()):
            continue
        found.append(game)
    return {"games": sorted(found, key=lambda game: (game["tipoff_at"], game["event_id"]))}


def subscribe(call: Call) -> Any:
    """Give a token for the live stream of a game, scheduled or active."""
    return {TOKEN_KEY: call.tokens.issue(call.game().event_id, call.present)}


ROUTES = [
    Route("GET", "/v1/data/schedule/games", "schedule", games),
    Route("GET", "/v1/data/schedule/games/{event_id}/_subscribe", "subscribe", subscribe),
]
