"""Facilities, their courts, the nearest ones, and what the whole service holds (all ASSUMED, part II B)."""

from __future__ import annotations

import math
from typing import Any

from broadcast.standin.assumed import ACTIVE, INVALID_PARAMETER, UNKNOWN_GAME
from broadcast.standin.endpoints.schedule import schedule_row
from broadcast.standin.endpoints.teams import all_rosters
from broadcast.standin.errors import ApiError
from broadcast.standin.routing import Call, Route
from broadcast.standin.sessions import practice_sessions
from broadcast.standin.world.places import distance


async def facilities(call: Call) -> Any:
    """List the facilities with their courts."""
    return {"facilities": call.catalog.facilities}


async def courts(call: Call) -> Any:
    """Give the layouts of a facility's courts."""
    found = call.catalog.courts.get(call.params["facility_id"])
    if found is None:
        raise ApiError(*UNKNOWN_GAME)
    return {"courts": found}


async def nearest(call: Call) -> Any:
    """List the facilities by how far they are from a place, with that distance in meters."""
    lat, lng = _degrees(call, "lat", 90.0), _degrees(call, "lng", 180.0)
    found = [{**facility, "distance": round(distance(lat, lng, facility), 1)} for facility in call.catalog.facilities]
    return {"facilities": sorted(found, key=lambda facility: float(facility["distance"]))}


async def system(call: Call) -> Any:
    """Count what the other endpoints list; shots of games and practices, as far as they have come."""
    rosters = all_rosters(call)
    rows = [
        await schedule_row(call, event_id) for event_id in dict.fromkeys([*call.stage.games, *call.catalog.fixtures])
    ]
    shots = 0
    for row in rows:
        if row["tipoff_at"] <= call.now * 1000 or row["event_id"] in call.stage.games:
            game = await call.stage.game(row["event_id"])
            shots += 0 if game is None else len(game.shots(call.now))
    for plan in list(call.catalog.plans.values()):
        held = await call.stage.practice(plan.event_id) if plan.starts_at <= call.now * 1000 else None
        shots += sum(len(session.shots) for session in ([] if held is None else practice_sessions(held, call.now)))
    players = [player for roster in rosters for player in roster["players"]]
    return {
        "stats": {
            "facilities": len(call.catalog.facilities),
            "courts": sum(len(held) for held in call.catalog.courts.values()),
            "teams": len(rosters),
            "players": len(players),
            "officials": sum(len(crew["players"]) for crew in call.catalog.crews.values()),
            "games": len(rows),
            "active_games": sum(row["status"] == ACTIVE for row in rows),
            "practices": len(call.catalog.plans),
            "sensors": sum(player.get("sensor") is not None for player in players),
            "shots": shots,
        }
    }


def _degrees(call: Call, name: str, most: float) -> float:
    try:
        value = float(call.query.get(name, ""))
    except ValueError:
        value = math.nan
    if not abs(value) <= most:
        raise ApiError(400, INVALID_PARAMETER.format(name=name))
    return value


ROUTES = [
    Route("GET", "/v1/data/facilities", "facilities", facilities),
    Route("GET", "/v1/data/facilities/nearest", "facilities", nearest),
    Route("GET", "/v1/data/facilities/{facility_id}/courts", "facilities", courts),
    Route("GET", "/v1/data/system/stats", "system", system),
]
