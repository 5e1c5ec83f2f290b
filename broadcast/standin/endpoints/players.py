"""Stats and shots of one team's players over a time: practices, workouts, games (EVENT_API.md, section 3).

`from` and `to` choose events by when they begin, as the schedule and the team events do (ASSUMED).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable
from typing import Any

from broadcast.standin.assumed import TEAM_NOT_FOUND
from broadcast.standin.endpoints.schedule import rows_between
from broadcast.standin.endpoints.teams import all_rosters
from broadcast.standin.errors import ApiError
from broadcast.standin.routing import Call, Handler, Route
from broadcast.standin.sessions import practice_sessions
from broadcast.standin.shapes import lines, shot_summaries, shots_by_player, stats_rows
from broadcast.standin.timeline import Row
from broadcast.standin.world.practices import DRILL, SCRIMMAGE, WORKOUT

_Lines = dict[tuple[str, str], Counter[str]]
_Taken = Callable[[Call], Awaitable[tuple[_Lines, list[Row]]]]
"""Gives a team's lines and shots of the events that the call asks about."""

_NO_SHOTS = "No access to SHOTS data"
_NO_STATS = "No access to STATS data"


def _practiced(*kinds: str) -> _Taken:
    """Take the sessions of some kinds from the team's practices and workouts."""

    async def taken(call: Call) -> tuple[_Lines, list[Row]]:
        begin, end = call.window()
        details: list[Row] = []
        shots: list[Row] = []
        for plan in list(call.catalog.plans.values()):
            if str(plan.team_id) != call.params["team_id"] or not begin <= plan.starts_at <= end:
                continue
            held = await call.stage.practice(plan.event_id) if plan.starts_at <= call.now * 1000 else None
            for session in [] if held is None else practice_sessions(held, call.now):
                if session.type in kinds:
                    details += session.details
                    shots += session.shots
        return lines(details), shots

    return taken


async def _played(call: Call) -> tuple[_Lines, list[Row]]:
    """Take the team's rows from its games."""
    begin, end = call.window()
    team = call.params["team_id"]
    summed: _Lines = {}
    shots: list[Row] = []
    for row in await rows_between(call, begin, end, team):
        game = await call.stage.game(row["event_id"])
        if game is None:
            continue
        for line in game.stats(call.now):
            if str(line["tid"]) == team:
                place = (team, str(line["pid"]))
                summed.setdefault(place, Counter()).update(line["totalStats"])
        shots += [shot for shot in game.shots(call.now) if str(shot.get("tid")) == team]
    return summed, shots


def _team(call: Call) -> Row:
    for team in all_rosters(call):
        if str(team["id"]) == call.params["team_id"]:
            return team
    raise ApiError(404, TEAM_NOT_FOUND)


def _stats(taken: _Taken) -> Handler:
    async def handler(call: Call) -> Any:
        _team(call)
        summed, _ = await taken(call)
        return {"stats": stats_rows(summed)}

    return handler


def _shots(taken: _Taken) -> Handler:
    async def handler(call: Call) -> Any:
        team = _team(call)
        _, shots = await taken(call)
        return {"teams": shots_by_player([team], shots)}

    return handler


def _summary(taken: _Taken) -> Handler:
    async def handler(call: Call) -> Any:
        team = _team(call)
        _, shots = await taken(call)
        return {"teams": shot_summaries([team], shots)}

    return handler


# The path of the stats and that of the shots differ for workouts (EVENT_API.md, section 3).
_FAMILIES: tuple[tuple[str, str, _Taken], ...] = (
    ("practice", "practice", _practiced(DRILL, SCRIMMAGE, WORKOUT)),
    ("practice/scrimmage", "practice/scrimmage", _practiced(SCRIMMAGE)),
    ("practice/shooting", "practice/shooting", _practiced(DRILL)),
    ("workouts", "workout", _practiced(WORKOUT)),
    ("game", "game", _played),
)
_PLAYERS = "/v1/data/teams/{team_id}/players"

ROUTES = [
    route
    for stats, shots, taken in _FAMILIES
    for route in (
        Route("GET", f"{_PLAYERS}/{stats}/stats", "team-stats", _stats(taken), _NO_STATS),
        Route("GET", f"{_PLAYERS}/{shots}/shots", "team-shots", _shots(taken), _NO_SHOTS),
        Route("GET", f"{_PLAYERS}/{shots}/shots/summary", "team-shots", _summary(taken), _NO_SHOTS),
    )
]
