"""The REST side of Live Data V2: stats, plays, shots, possessions, screens, each with gameTotals (5.4 to 5.8)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from broadcast.standin.assumed import UNKNOWN_LIVE_GAME, UNKNOWN_RESOURCES
from broadcast.standin.errors import ApiError
from broadcast.standin.playback import Playback
from broadcast.standin.presence import presence
from broadcast.standin.routing import ACCESS_DENIED, Call, Handler, Route
from broadcast.standin.shapes import box_score
from broadcast.standin.timeline import Row

RESOURCES: dict[str, Callable[[Playback, float], list[Row]]] = {
    "stats": Playback.stats,
    "details": Playback.details,
    "shots": Playback.shots,
    "possessions": Playback.possessions,
    "ballscreens": Playback.ball_screens,
}


async def catch_up(call: Call) -> Any:
    """Give the resources that the path lists by comma, each once, beside one gameTotals.

    Raises ApiError 400 for an unknown resource and 403 where any is barred.
    """
    game = await call.game(UNKNOWN_LIVE_GAME)
    names = list(dict.fromkeys(call.params["resources"].split(",")))
    unknown = [name for name in names if name not in RESOURCES]
    if unknown:
        raise ApiError(400, UNKNOWN_RESOURCES.format(names=", ".join(unknown)))
    if call.barred.intersection(names):
        raise ApiError(403, ACCESS_DENIED)
    return _answer(game, names, call.now)


def _single(name: str) -> Handler:
    async def handler(call: Call) -> Any:
        return _answer(await call.game(UNKNOWN_LIVE_GAME), [name], call.now)

    return handler


async def in_presence(call: Call) -> Any:
    """Give minutes and possessions of every player."""
    game = await call.game(UNKNOWN_LIVE_GAME)
    return {"stats": presence(game, call.now), "gameTotals": game.totals(call.now)}


async def whole_details(call: Call) -> Any:
    """Give lines and plays of teams and players over the whole game; deprecated by the documentation."""
    game = await call.game(UNKNOWN_LIVE_GAME)
    teams = box_score(game.teams(call.now), game.details(call.now), with_details=True)
    return {"teams": teams, "gameTotals": game.totals(call.now)}


def _answer(game: Playback, names: list[str], now: float) -> dict[str, Any]:
    answer: dict[str, Any] = {name: RESOURCES[name](game, now) for name in names}
    answer["gameTotals"] = game.totals(now)
    return answer


ROUTES = [
    Route("GET", "/v1/data/stats/games/{event_id}/{resources}", "catch-up", catch_up),
    Route("GET", "/v1/data/stats/games/{event_id}/stats/presence", "presence", in_presence),
    Route("GET", "/v1/data/stats/games/{event_id}/stats/details", "stats-details", whole_details),
    *(Route("GET", f"/v1/data/stats/games/{{event_id}}/{name}", name, _single(name)) for name in RESOURCES),
]
