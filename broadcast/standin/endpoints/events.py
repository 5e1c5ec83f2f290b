"""Team events: games, practices and workouts of a team (EVENT_API.md, 5.3 and part II B)."""

from __future__ import annotations

from typing import Any

from broadcast.standin.assumed import SCHEDULED, UNKNOWN_GAME
from broadcast.standin.endpoints.schedule import rows_between
from broadcast.standin.errors import ApiError
from broadcast.standin.playback import bare_event, session_result
from broadcast.standin.routing import Call, Route
from broadcast.standin.timeline import Row
from broadcast.standin.world.calendar import Plan
from broadcast.standin.world.games import game_type


async def practice_event(call: Call, plan: Plan) -> Row:
    """Give a practice or workout in the shape of an event, with its sessions begun so far."""
    present = call.now * 1000
    held = await call.stage.practice(plan.event_id) if plan.starts_at <= present else None
    results = []
    for session in [] if held is None else held.sessions:
        if session.started_at <= present:
            ended = session.ended_at if session.ended_at <= present else None
            row = {"id": session.id, "name": session.name, "type": session.type}
            times = {"started_at": session.started_at, "ended_at": ended}
            results.append(session_result({**row, **times}, call.base_url))
    return {"id": plan.event_id, "name": plan.name, "results": results}


async def game_event(call: Call, row: Row) -> Row:
    """Give a game's event; one far from its tip-off need not be played through for that."""
    if row["status"] == SCHEDULED and row["event_id"] not in call.stage.games:
        return bare_event(row, call.base_url, game_type(call.catalog.fixtures[row["event_id"]]))
    game = await call.stage.game(row["event_id"])
    if game is None:
        raise ApiError(*UNKNOWN_GAME)
    return game.event(call.now, call.base_url)


async def events(call: Call) -> Any:
    """Give a team's games and practices that begin within [from, to]; workouts alone where they are asked for."""
    begin, end = call.window()
    team = call.params["team_id"]
    games_only, workouts_only = call.switch("gamesonly"), call.switch("workoutsonly")
    found: list[tuple[int, Row]] = []
    if not workouts_only:
        for row in await rows_between(call, begin, end, team):
            found.append((row["tipoff_at"], await game_event(call, row)))
    for plan in list(call.catalog.plans.values()):
        wanted = plan.workout if workouts_only else not plan.workout and not games_only
        if wanted and str(plan.team_id) == team and begin <= plan.starts_at <= end:
            found.append((plan.starts_at, await practice_event(call, plan)))
    return {"events": [event for _, event in sorted(found, key=lambda pair: pair[0])]}


async def practice(call: Call) -> Any:
    """Give one practice or workout of a team."""
    plan = call.catalog.plans.get(call.params["event_id"])
    if plan is None or str(plan.team_id) != call.params["team_id"]:
        raise ApiError(*UNKNOWN_GAME)
    return await practice_event(call, plan)


ROUTES = [
    Route("GET", "/v1/data/teams/{team_id}/events", "team-events", events),
    Route("GET", "/v1/data/teams/{team_id}/practices/{event_id}", "practice", practice),
]
