"""Where everybody was (EVENT_API.md, 5.11), worked out for the window that is asked for."""

from __future__ import annotations

import asyncio
from typing import Any

from broadcast.standin.assumed import LOCATIONS_TOO_LONG, LOCATIONS_WINDOW_MS, UNKNOWN_GAME
from broadcast.standin.errors import ApiError
from broadcast.standin.routing import Call, Route
from broadcast.standin.tracking import encoded

_DENIED = "No access to STATS data"


async def locations(call: Call) -> Any:
    """Give the locations of a session within [from, to], at most 30 minutes, and none of the future."""
    session_id = call.query.get("id")
    begin, end = call.window()
    if end < begin:
        raise ApiError(400, "Valid from and to timestamps are required")
    if end - begin > LOCATIONS_WINDOW_MS:
        raise ApiError(400, LOCATIONS_TOO_LONG)
    event_id = call.stage.event_of(session_id or "")
    if session_id is None or event_id is None:
        raise ApiError(*UNKNOWN_GAME)
    plan = call.catalog.plans.get(event_id)
    if plan is not None:
        present = int(call.now * 1000)
        tracked = await asyncio.to_thread(call.stage.tracked_practice, plan, session_id)
        tags: list[dict[str, Any]] = []
    else:
        game = await call.stage.game(event_id)
        if game is None:
            raise ApiError(*UNKNOWN_GAME)
        present = game.present(call.now)
        tracked = await asyncio.to_thread(call.stage.tracked_game, game, session_id)
        tags = game.assignments(call.now)
    if tracked is None:
        return []
    if tracked.begin > present:
        raise ApiError(*UNKNOWN_GAME)
    return encoded(tracked, tags, begin, min(end, present), null_clocks=call.null_clocks)


ROUTES = [Route("GET", "/v1/data/sensors/locations", "locations", locations, _DENIED)]
