"""Send one request of the explorer and tell what came, byte for byte: no retries, nothing decoded.

The client (`broadcast.eventapi`) repeats what failed and keeps of an error only its message; whoever explores wants to
see the first answer as it is. What an error means, and what to do about it, is the same.
"""

from __future__ import annotations

import asyncio
import json
import time
from typing import Any, Final, NamedTuple

import httpx
from django.utils.translation import gettext as _

from broadcast.backstage.explorer_services import REHEARSAL, Api
from broadcast.backstage.schedule import Trouble, trouble
from broadcast.eventapi import assumed, metrics
from broadcast.eventapi.asking import Question
from broadcast.eventapi.decode import decode_json
from broadcast.eventapi.errors import (
    ApiError,
    BadAnswer,
    BadRequest,
    Forbidden,
    NotFound,
    RateLimited,
    Unauthorized,
    Unreachable,
)
from broadcast.eventapi.rows import DecodeError
from broadcast.eventapi.signing import SignedAuth
from broadcast.eventapi.transport import failure_of

LONGEST_SECONDS: Final = 60.0
"""From the first byte sent to the last one received."""

MOST_BYTES: Final = 32 * 2**20
"""Of a longer answer the rest is not fetched."""

LARGEST_SKEW_SECONDS: Final = 300


class Reply(NamedTuple):
    """What came: `status` is `None` where nothing did. `error` says why an answer is no success."""

    status: int | None
    reason: str
    headers: list[tuple[str, str]]
    content: bytes
    cut: bool
    seconds: float
    error: ApiError | None

    @property
    def text(self) -> str:
        """The body as text; bytes that are none are shown as replaced."""
        return self.content.decode("utf-8", "replace")


async def send(api: Api, asked: Question) -> Reply:
    """Send a request once, signed now. Raises nothing of the network's: that is a `Reply` with an error."""
    started = time.perf_counter()
    reply = Reply(None, "", [], b"", False, 0.0, None)
    try:
        async with (
            asyncio.timeout(LONGEST_SECONDS),
            httpx.AsyncClient(
                auth=SignedAuth(api.username, api.secret),
                timeout=LONGEST_SECONDS,
                headers={"accept": "application/json", "user-agent": "Courtside"},
            ) as client,
            client.stream(asked.method, api.base_url + asked.target, json=asked.body) as response,
        ):
            content = bytearray()
            async for chunk in response.aiter_bytes():
                content += chunk
                if len(content) > MOST_BYTES:
                    break
            reply = Reply(
                response.status_code,
                response.reason_phrase,
                list(response.headers.items()),
                bytes(content[:MOST_BYTES]),
                len(content) > MOST_BYTES,
                0.0,
                None,
            )
            error = None if response.is_success else failure_of(response, reply.content)
    except TimeoutError:
        error = Unreachable(f"{asked.method} {asked.path}: no whole answer within {LONGEST_SECONDS:g} s")
    except httpx.TransportError as failure:
        error = Unreachable(f"{asked.method} {asked.path}: {type(failure).__name__} {failure}".rstrip())
    except httpx.DecodingError as failure:
        error = BadAnswer(f"{asked.method} {asked.path}: {failure}", status=reply.status)
    metrics.count(error)
    return reply._replace(seconds=time.perf_counter() - started, error=error)


def advice(error: ApiError, api: Api) -> Trouble:
    """Say what an error means to whoever explores, and what to do."""
    details = str(error)
    match error:
        case Unauthorized() if error.skew is not None and abs(error.skew) > LARGEST_SKEW_SECONDS:
            return Trouble(
                _("The Event API refuses the date of the signature (401)"),
                _("Set this machine’s clock: the service refuses what is more than 5 minutes off."),
                details,
            )
        case Forbidden():
            return Trouble(
                _("The credential may not read this (403)"),
                _("Ask whoever issued the credential for the privilege, or ask with another credential."),
                details,
            )
        case NotFound():
            return Trouble(
                _("There is no such thing, or the service does not offer this endpoint (404)"),
                _("Check the ids in the path: the endpoint “schedule” lists games and teams."),
                details,
            )
        case BadRequest():
            return Trouble(
                _("The service does not accept the request (400)"), _("Check the parameters and the body."), details
            )
        case RateLimited():
            if error.retry_after is None:
                wait = _("Wait a minute, then send again.")
            else:
                wait = _("Wait %(seconds)s s, then send again.") % {"seconds": f"{error.retry_after:.0f}"}
            return Trouble(_("The Event API asks for fewer requests (429)"), wait, details)
        case Unreachable() if api.key == REHEARSAL:
            return Trouble(
                _("The rehearsal machine does not answer"),
                _("Start it with “manage.py standin”, or point REHEARSAL_URL, now %(address)s, at one that runs.")
                % {"address": api.base_url},
                details,
            )
        case _:
            return trouble(error)


def without_token(reply: Reply) -> Reply:
    """Return the answer of `_subscribe` without the token, which opens the live stream and stays on the server.

    Of an answer that is no JSON nothing is kept: the whole of it may be the token.
    """
    if reply.error is not None:
        return reply
    try:
        body = decode_json(reply.content)
    except DecodeError:
        return reply._replace(content=_instead(reply.text).encode())
    return reply._replace(content=json.dumps(_hidden(body, outermost=True), ensure_ascii=False).encode())


def _hidden(value: Any, *, outermost: bool = False) -> Any:
    match value:
        case str() if outermost:
            return _instead(value)
        case dict():
            return {name: _instead(each) if _secret(name, each) else _hidden(each) for name, each in value.items()}
        case list():
            return [_hidden(each) for each in value]
        case _:
            return value


def _secret(name: str, value: Any) -> bool:
    return isinstance(value, str) and (name in assumed.TOKEN_KEYS or (name in assumed.SOCKET_URL_KEYS and "?" in value))


def _instead(text: str) -> str:
    """Return what is shown of a text that stays here; of an address, its place."""
    place, query, _rest = text.partition("?")
    kept = f"{place}?" if query and "://" in place else ""
    return f"{kept}… ({len(text)} characters, kept on the server)"
