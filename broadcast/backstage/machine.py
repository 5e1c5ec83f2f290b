"""The rehearsal machine: a stand-in of the Event API, moved over its own control API (docs/standin.md)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
from django.conf import settings
from django.utils.translation import gettext as _

from broadcast.backstage.schedule import Trouble

_SIMULATING_SECONDS = 60.0
"""A long recording takes this long to be read and made ready, on a busy machine."""


class Refused(Exception):
    """The machine does not do what it was asked; the text is its own."""


class Machine:
    """The control API of one stand-in. Every method raises `Trouble` where it does not answer, and `Refused`."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client

    async def games(self) -> dict[str, dict[str, Any]]:
        """Return what is played, by event id; positions and durations in seconds."""
        told = await self._ask("GET", "/standin/")
        return {game["event_id"]: game for game in told["games"]}

    async def play(self, recording: Path, event_id: str, *, speed: str, offset: float) -> dict[str, Any]:
        """Take up a recording under an event id, `offset` seconds into it, paused."""
        params = {"event_id": event_id, "speed": speed, "offset": offset, "paused": "true"}
        with await asyncio.to_thread(recording.open, "rb") as file:
            return await self._ask("POST", "/standin/games", params=params, content=_chunks(file))

    async def simulate(self, seed: int, rules: str, event_id: str, *, speed: str, offset: float) -> dict[str, Any]:
        """Take up a simulated game, paused."""
        body = {"seed": seed, "rules": rules, "event_id": event_id, "speed": speed, "offset": offset, "paused": True}
        return await self._ask("POST", "/standin/games", json=body)

    async def act(self, event_id: str, action: str, **body: Any) -> dict[str, Any]:
        """Pause, play, seek (`position`, seconds) or change the speed (`speed`) of a game."""
        return await self._ask("POST", f"{_place(event_id)}/{action}", json=body)

    async def set_faults(self, event_id: str, spec: str) -> dict[str, Any]:
        """Give a game its faults, in the form of docs/standin.md; an empty text is none."""
        return await self._ask("PUT", f"{_place(event_id)}/faults", json={"faults": spec})

    async def remove(self, event_id: str) -> None:
        """Play a game no longer. One that is not played is no error."""
        response = await self._send("DELETE", _place(event_id))
        if response.status_code != 404:
            _body(response)

    async def _ask(self, method: str, path: str, **request: Any) -> dict[str, Any]:
        return _body(await self._send(method, path, **request))

    async def _send(self, method: str, path: str, **request: Any) -> httpx.Response:
        try:
            return await self._client.request(method, path, **request)
        except httpx.TransportError as error:
            raise Trouble(
                _("The rehearsal machine does not answer"),
                _("Start it with “manage.py standin”, or point REHEARSAL_URL, now %(address)s, at one that runs.")
                % {"address": settings.REHEARSAL_URL},
                f"{type(error).__name__} {error}".rstrip(),
            ) from error


@asynccontextmanager
async def machine() -> AsyncIterator[Machine]:
    """Give the machine that the settings name. Raises `Trouble` where they name none."""
    if not settings.REHEARSAL_URL:
        raise Trouble(
            _("Rehearsals are turned off"),
            _("Set REHEARSAL_URL to the address of a stand-in, then restart Courtside."),
        )
    timeout = httpx.Timeout(5.0, read=_SIMULATING_SECONDS, write=_SIMULATING_SECONDS)
    async with httpx.AsyncClient(base_url=settings.REHEARSAL_URL, timeout=timeout, trust_env=False) as client:
        yield Machine(client)


def _place(event_id: str) -> str:
    return f"/standin/{quote(event_id, safe='')}"


async def _chunks(file: Any) -> AsyncIterator[bytes]:
    while chunk := await asyncio.to_thread(file.read, 1 << 18):
        yield chunk


def _body(response: httpx.Response) -> dict[str, Any]:
    try:
        body = response.json()
    except ValueError:
        body = None
    if not isinstance(body, dict) or (not response.is_success and "message" not in body):
        raise Trouble(
            _("What answers at REHEARSAL_URL is no rehearsal machine"),
            _("Point REHEARSAL_URL, now %(address)s, at a stand-in of this version.")
            % {"address": settings.REHEARSAL_URL},
            f"{response.request.method} {response.request.url.path}: {response.status_code}",
        )
    if not response.is_success:
        raise Refused(str(body["message"]))
    return body
