"""Webhooks: who is told when a game goes live, and when it has ended (EVENT_API.md, section 3 and part II B)."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from broadcast.standin.assumed import INVALID_FIELD, UNKNOWN_GAME
from broadcast.standin.errors import ApiError
from broadcast.standin.routing import Call, Handler, Route
from broadcast.standin.timeline import Row


async def listed(call: Call) -> Any:
    """List the notifications."""
    return {"notifications": list(call.notifier.notifications.values())}


async def add(call: Call) -> Any:
    """Ask to be told."""
    body = call.body if isinstance(call.body, dict) else {}
    end_notify = body.get("end_notify", False)
    if not isinstance(end_notify, bool):
        raise ApiError(400, INVALID_FIELD.format(name="end_notify"))
    return call.notifier.add(_url(body), end_notify=end_notify)


async def change(call: Call) -> Any:
    """Be told at another URL."""
    stored = _stored(call)
    stored["url"] = _url(call.body if isinstance(call.body, dict) else {})
    return stored


async def delete(call: Call) -> Any:
    """Be told no longer; gives what there was."""
    stored = _stored(call)
    del call.notifier.notifications[stored["id"]]
    return stored


def _at_the_end(wanted: bool) -> Handler:
    async def handler(call: Call) -> Any:
        stored = _stored(call)
        stored["end_notify"] = wanted
        return stored

    return handler


def _stored(call: Call) -> Row:
    stored = call.notifier.notifications.get(call.params["notify_id"])
    if stored is None:
        raise ApiError(*UNKNOWN_GAME)
    return stored


def _url(body: Row) -> str:
    """Give the URL of a body; raises ApiError 400 where it is not one of http or https."""
    url = body.get("url")
    try:
        parts = urlsplit(url) if isinstance(url, str) else None
        if parts is not None and parts.scheme in ("http", "https") and parts.hostname and parts.port != 0:
            return parts.geturl()
    except ValueError:
        # Not even a URL: a port that is no number, a bracket left open.
        pass
    raise ApiError(400, INVALID_FIELD.format(name="url"))


_ONE = "/v1/data/live/notify/{notify_id}"

ROUTES = [
    Route("GET", "/v1/data/live/notify", "notify", listed),
    Route("PUT", "/v1/data/live/notify", "notify", add),
    Route("PUT", _ONE, "notify", change),
    Route("DELETE", _ONE, "notify", delete),
    Route("PUT", f"{_ONE}/_enableEndNotify", "notify", _at_the_end(True)),
    Route("PUT", f"{_ONE}/_disableEndNotify", "notify", _at_the_end(False)),
]
