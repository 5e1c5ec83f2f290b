"""A game event, its lineups, sensors and video (EVENT_API.md, section 3, 5.3 and part II B)."""

from __future__ import annotations

from typing import Any

from broadcast.standin.assumed import CLIP_URL, INVALID_FIELD, VIDEO_STREAMS
from broadcast.standin.errors import ApiError
from broadcast.standin.routing import Call, Route


async def event(call: Call) -> Any:
    """Give the game event with its sessions."""
    return (await call.game()).event(call.now, call.base_url)


async def lineups(call: Call) -> Any:
    """Give who is on the floor, now or at `timestamp`."""
    return {"lineups": (await call.game()).lineups(call.now, call.number("timestamp"))}


async def assignments(call: Call) -> Any:
    """Give which sensor each player wore from when on."""
    return (await call.game()).assignments(call.now)


async def video(call: Call) -> Any:
    """Cut a clip, or list the video streams; raises ApiError 400 for any other action."""
    game = await call.game()
    body = call.body if isinstance(call.body, dict) else {}
    action = body.get("action")
    if action == "DISCOVER_STREAMS":
        return list(VIDEO_STREAMS)
    if action != "CLIP":
        raise ApiError(400, INVALID_FIELD.format(name="action"))
    start, end = _moment(body, "start"), _moment(body, "end")
    if start >= end:
        raise ApiError(400, INVALID_FIELD.format(name="end after start"))
    return {"url": CLIP_URL.format(event_id=game.event_id, start=start, end=end)}


def _moment(body: dict[str, Any], name: str) -> int:
    value = body.get(name)
    if isinstance(value, bool) or not isinstance(value, int):
        raise ApiError(400, INVALID_FIELD.format(name=name))
    return value


ROUTES = [
    Route("GET", "/v1/data/games/{event_id}", "event", event),
    Route("GET", "/v1/data/games/{event_id}/lineups", "lineups", lineups),
    Route("GET", "/v1/data/games/{event_id}/sensor/assignments/history", "assignments", assignments),
    Route("PUT", "/v1/data/games/{event_id}/video/_action", "video", video),
]
