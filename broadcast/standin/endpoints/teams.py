"""Teams, their rosters, and the officials (EVENT_API.md, 5.12 and section 3)."""

from __future__ import annotations

from typing import Any

from broadcast.standin.assumed import OTHER_REFERENCE, TEAM_NOT_FOUND
from broadcast.standin.errors import ApiError
from broadcast.standin.routing import Call, Route
from broadcast.standin.timeline import Row
from broadcast.standin.writing import put_roster

_REFERENCES = {"SHOTTRACKER": "id", OTHER_REFERENCE: "reference_id"}
_DENIED = "Restricted resource"


def all_rosters(call: Call) -> list[Row]:
    """Give the present roster of every team: those kept here, and of other teams those of the newest game.

    The teams kept here come first, so that their order is not that in which games were asked about.
    """
    kept = call.catalog.rosters
    others: dict[str, Row] = {}
    for game in call.stage.games.values():
        for team in game.rosters(call.now):
            if str(team["id"]) not in kept:
                others[str(team["id"])] = team
    return [*kept.values(), *others.values()]


async def roster(call: Call) -> Any:
    """Give a team with its players, as of the game `game_event_id` where it is given."""
    named = call.query.get("game_event_id")
    if named is None:
        teams = all_rosters(call)
    else:
        game = await call.stage.game(named)
        if game is None:
            raise ApiError(404, "Game not found")
        teams = game.rosters(call.now)
    key = _REFERENCES.get(call.params.get("reference", "SHOTTRACKER"))
    if key is not None:
        for team in teams:
            if str(team.get(key)) == call.params["team_id"]:
                return team
    raise ApiError(404, TEAM_NOT_FOUND)


async def teams(call: Call) -> Any:
    """List the teams, without their players."""
    return {"teams": [_without_players(team) for team in all_rosters(call)]}


async def replace(call: Call) -> Any:
    """Put another roster in the place of a team's."""
    return await put_roster(call.stage, all_rosters(call), call.body)


async def crews(call: Call) -> Any:
    """List the teams of officials, without the officials."""
    return {"teams": [_without_players(crew) for crew in call.catalog.crews.values()]}


async def crew(call: Call) -> Any:
    """Give a team of officials, with the special services of each."""
    found = call.catalog.crews.get(call.params["team_id"])
    if found is None:
        raise ApiError(404, TEAM_NOT_FOUND)
    return found


def _without_players(team: Row) -> Row:
    return {key: value for key, value in team.items() if key != "players"}


ROUTES = [
    Route("GET", "/v1/data/teams", "teams", teams, _DENIED),
    Route("PUT", "/v1/data/teams/roster", "roster-update", replace, _DENIED),
    Route("GET", "/v1/data/teams/{team_id},{reference}", "roster", roster, _DENIED),
    Route("GET", "/v1/data/teams/{team_id}", "roster", roster, _DENIED),
    Route("GET", "/v1/data/officials/teams", "officials", crews, _DENIED),
    Route("GET", "/v1/data/officials/teams/{team_id}", "officials", crew, _DENIED),
]
