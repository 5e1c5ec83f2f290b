"""Team rosters (EVENT_API.md, 5.12)."""

from __future__ import annotations

from typing import Any

from broadcast.standin.assumed import OTHER_REFERENCE, TEAM_NOT_FOUND
from broadcast.standin.errors import ApiError
from broadcast.standin.routing import Call, Route

_REFERENCES = {"SHOTTRACKER": "id", OTHER_REFERENCE: "reference_id"}
_DENIED = "Restricted resource"


def roster(call: Call) -> Any:
    """Give a team with its players, as of the game `game_event_id` where it is given."""
    games = list(call.games.values())
    named = call.query.get("game_event_id")
    if named is not None:
        games = [game for game in games if game.event_id == named]
        if not games:
            raise ApiError(404, "Game not found")
    key = _REFERENCES.get(call.params.get("reference", "SHOTTRACKER"))
    if key is not None:
        for game in reversed(games):
            for team in game.rosters(call.now):
                if str(team.get(key)) == call.params["team_id"]:
                    return team
    raise ApiError(404, TEAM_NOT_FOUND)


ROUTES = [
    Route("GET", "/v1/data/teams/{team_id},{reference}", "roster", roster, _DENIED),
    Route("GET", "/v1/data/teams/{team_id}", "roster", roster, _DENIED),
]
