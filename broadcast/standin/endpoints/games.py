"""A game event and its lineups (EVENT_API.md, 5.3 and part II B)."""

from __future__ import annotations

from typing import Any

from broadcast.standin.routing import Call, Route


def event(call: Call) -> Any:
    """Give the game event with its sessions."""
    return call.game().event(call.now, call.base_url)


def lineups(call: Call) -> Any:
    """Give who is on the floor, now or at `timestamp`."""
    return {"lineups": call.game().lineups(call.now, call.number("timestamp"))}


ROUTES = [
    Route("GET", "/v1/data/games/{event_id}", "event", event),
    Route("GET", "/v1/data/games/{event_id}/lineups", "lineups", lineups),
]
