"""Pushes the feedback of outputs into the custom variables of Bitfocus Companion. Runs beside the feed worker.

Companion's HTTP remote control (Companion 3 and newer) sets a variable by `POST
/api/custom-variable/<name>/value?value=`, one at a time, and answers 404 for one that it does not have; newer ones make
one by `POST /api/custom-variable/<name>` with `{"default": ..}`. Only what has changed is sent, the newest value of
each name and the oldest change first. A Companion that is away is tried again after a growing time, and then told
everything, for it may have been restarted.

Administrators alone say where to push. Redirects are not followed, and of an answer nothing but its status is kept, so
an address that is no Companion tells nobody anything.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, NamedTuple
from urllib.parse import quote

import httpx
from channels.db import database_sync_to_async

from broadcast.control.feedback import Values
from broadcast.control.following import follow
from broadcast.control.target_models import FeedbackTarget
from broadcast.games.documents import reaching_database
from broadcast.live.store import StoreUnavailable

log = logging.getLogger(__name__)

LOOK_SECONDS = 1.0
"""How often it is looked at where to push."""

A_SECOND = 30
"""So many requests a second are sent to a Companion: a clock in tenths is ten of them."""

TIMEOUT_SECONDS = 3.0
LONGEST_ANSWER = 4096
"""Companion answers with two letters."""

FIRST_WAIT, LONGEST_WAIT = 1.0, 30.0
NOTE_SECONDS = 5.0
"""How often it is noted that a Companion was reached."""

ALL_AGAIN_SECONDS = 60.0
"""How often everything is told again: variables may have been made, or a Companion restarted unnoticed."""


class Target(NamedTuple):
    """What is pushed where."""

    pk: int
    output: int
    address: str
    prefix: str
    makes: bool


class Away(Exception):
    """The target does not answer as a Companion does. The message says how."""


async def push_feedback(look: float = LOOK_SECONDS) -> None:
    """Push to all targets, until cancelled. What is away is tried again at the next look."""
    running: dict[Target, asyncio.Task[None]] = {}
    try:
        while True:
            try:
                with reaching_database():
                    wanted = await database_sync_to_async(_targets)()
            except StoreUnavailable as error:
                log.warning("feedback is pushed as before: %s", error)
            else:
                for target in [one for one, task in running.items() if one not in wanted or task.done()]:
                    await _end(running.pop(target))
                for target in wanted:
                    if target not in running:
                        running[target] = asyncio.create_task(Pusher(target).run())
            await asyncio.sleep(look)
    finally:
        for task in running.values():
            await _end(task)


async def _end(task: asyncio.Task[None]) -> None:
    task.cancel()
    (ended,) = await asyncio.gather(task, return_exceptions=True)
    if isinstance(ended, Exception):
        log.error("feedback is pushed anew after a fault", exc_info=ended)


def _targets() -> set[Target]:
    rows = FeedbackTarget.objects.filter(enabled=True).values_list("pk", "output_id", "address", "prefix", "makes")
    return {Target(*row) for row in rows}


class Pusher:
    """Keeps the variables of one target at the values of one output."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self._values: dict[str, str] = {}
        self._pending: dict[str, str] = {}
        self._missing: set[str] = set()
        self._news = asyncio.Event()
        self._noted: tuple[str, list[str]] | None = None
        self._noted_at = 0.0

    async def run(self) -> None:
        """Push until cancelled. A fault in what is followed ends the pushing too: old values would stand as if new."""
        async with (
            httpx.AsyncClient(timeout=TIMEOUT_SECONDS, trust_env=False, follow_redirects=False) as client,
            asyncio.TaskGroup() as both,
        ):
            both.create_task(self._follow())
            both.create_task(self._push(client))

    async def _follow(self) -> None:
        while True:
            try:
                await follow(self._target.output, self._tell)
            except StoreUnavailable as error:
                log.info("feedback of output %s waits: %s", self._target.output, error)
            await asyncio.sleep(FIRST_WAIT)

    async def _tell(self, values: Values) -> None:
        said = {self._target.prefix + name: str(value) for name, value in values.items()}
        self._values |= said
        self._pending |= said
        self._news.set()

    async def _push(self, client: httpx.AsyncClient) -> None:
        loop = asyncio.get_running_loop()
        wait, all_at = FIRST_WAIT, loop.time() + ALL_AGAIN_SECONDS
        while True:
            started = loop.time()
            if started >= all_at:
                all_at = started + ALL_AGAIN_SECONDS
                self._begin_anew()
            if not self._pending:
                self._news.clear()
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._news.wait(), max(0.01, all_at - started))
                continue
            name = next(iter(self._pending))
            value = self._pending.pop(name)
            try:
                await self._set(client, name, value)
            except Away as error:
                self._begin_anew()
                await self._note(str(error))
                await asyncio.sleep(wait)
                wait = min(wait * 2, LONGEST_WAIT)
            else:
                wait = FIRST_WAIT
                await self._note("")
                await asyncio.sleep(max(0.0, started + 1 / A_SECOND - loop.time()))

    def _begin_anew(self) -> None:
        self._missing.clear()
        self._pending = dict(self._values)

    async def _set(self, client: httpx.AsyncClient, name: str, value: str) -> None:
        """Set a variable; one that is not there is made where that is wanted, and else left out. Raises Away."""
        if name in self._missing:
            return
        address = f"{self._target.address}/api/custom-variable/{quote(name, safe='')}"
        answer = await self._post(client, f"{address}/value", params={"value": value})
        if answer.status_code == httpx.codes.NOT_FOUND and self._target.makes:
            await self._post(client, address, json={"default": ""})
            answer = await self._post(client, f"{address}/value", params={"value": value})
        if answer.status_code == httpx.codes.NOT_FOUND:
            self._missing.add(name)
        elif not answer.is_success:
            raise Away(f"HTTP {answer.status_code}")

    async def _post(self, client: httpx.AsyncClient, address: str, **what: Any) -> httpx.Response:
        """Post once, and once more where a connection that was kept has been closed at the other end. Raises Away."""
        try:
            async with asyncio.timeout(TIMEOUT_SECONDS):
                try:
                    return await self._post_once(client, address, **what)
                except (httpx.ReadError, httpx.WriteError, httpx.RemoteProtocolError):
                    return await self._post_once(client, address, **what)
        except (TimeoutError, httpx.TimeoutException) as error:
            raise Away(f"no answer within {TIMEOUT_SECONDS:g} s") from error
        except httpx.ConnectError as error:
            raise Away("nothing answers at this address") from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise Away(f"the connection broke off: {type(error).__name__}") from error

    async def _post_once(self, client: httpx.AsyncClient, address: str, **what: Any) -> httpx.Response:
        async with client.stream("POST", address, **what) as answer:
            length = 0
            async for part in answer.aiter_raw():  # read, so that the connection can be used again
                length += len(part)
                if length > LONGEST_ANSWER:
                    break
            return answer

    async def _note(self, error: str) -> None:
        """Note what came of it: at once where it is another than before, else now and then."""
        now = asyncio.get_running_loop().time()
        told = (error, sorted(self._missing))
        if told == self._noted and now - self._noted_at < NOTE_SECONDS:
            return
        if self._pending and self._noted is not None and error == self._noted[0] and now - self._noted_at < 1:
            return  # one after another is found missing: once a second is enough
        if self._noted is None or error != self._noted[0]:
            log.info("feedback to %s: %s", self._target.address, error or "reached")
        self._noted, self._noted_at = told, now
        row: dict[str, Any] = {"error": error[:200], "missing": told[1]}
        row["error_at" if error else "reached_at"] = datetime.now(UTC)
        try:
            with reaching_database():
                await database_sync_to_async(FeedbackTarget.objects.filter(pk=self._target.pk).update)(**row)
        except StoreUnavailable as away:
            log.info("what came of feedback cannot be noted now: %s", away)
