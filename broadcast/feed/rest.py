"""The REST side of a session: full sets when something asks for them, the stats from time to time, and the rosters."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial
from typing import TypeVar

from broadcast.eventapi.errors import ApiError, BadAnswer, Forbidden, NotFound, Unreachable
from broadcast.eventapi.http import EventApi
from broadcast.eventapi.rows import Row, Sets
from broadcast.feed.followed import Timing, now_ms
from broadcast.feed.intake import Intake

log = logging.getLogger(__name__)

RESOURCES = ("stats", "details", "shots", "possessions")
_DESCRIPTIONS = ("event", "roster")
_LONGEST_RETRY_AFTER = 60.0
T = TypeVar("T")


class Rest:
    """Asks the Event API about one game, and hands the answers to its intake. `changed` is called after each."""

    def __init__(
        self, event_id: str, api: EventApi, intake: Intake, timing: Timing, changed: Callable[[], None]
    ) -> None:
        self.event_id = event_id
        self.wanted = asyncio.Event()
        """Set to have all sets asked for."""
        self.described = False
        """Whether the sessions and the rosters are known; cleared to have them asked for again."""
        self.answered_at: int | None = None
        self.error: str | None = None
        self._api = api
        self._intake = intake
        self._timing = timing
        self._changed = changed
        self._retry_after = 0.0

    async def run(self, connected: Callable[[], bool]) -> None:
        """Ask until cancelled. While the stream is not `connected` the answers alone carry the board."""
        while True:
            polling = not connected()
            full = polling
            with suppress(TimeoutError):
                async with asyncio.timeout(self._timing.poll if polling else self._timing.reconcile):
                    await self.wanted.wait()
                    full = True
            self.wanted.clear()
            answered = await self.ask(RESOURCES if full else ("stats",))
            if answered and not self.described:
                await self.describe()
            if answered and polling:
                await self._ask_lineups()
            await asyncio.sleep(max(self._timing.retry, self._retry_after))
            if not answered:
                self.wanted.set()

    async def ask(self, resources: tuple[str, ...], *, lag_ms: int | None = None) -> bool:
        """Ask for full sets and apply them. Tell whether they came."""
        ledger = self._intake.ledger
        ask = ledger.ask(now_ms()) if lag_ms is None else ledger.ask(now_ms(), lag_ms)
        status = self._intake.status
        try:
            sets = await self._whole(self._api.catch_up(self.event_id, resources))
            barred = {name: why for name, why in status.barred.items() if name not in resources} | sets.barred
            status.barred = barred
            self._check(sets, resources)
        except ApiError as error:
            self._failed(error)
            return False
        self.answered_at, self.error, self._retry_after = now_ms(), None, 0.0
        if ask.run != self._intake.ledger.run:
            return False  # the feed has begun to count anew meanwhile: the answer has no place any more
        self._intake.apply_sets(sets, ask)
        self._changed()
        return True

    def _check(self, sets: Sets, resources: tuple[str, ...]) -> None:
        """Raise what is wrong with an answer that holds nothing of what was asked for."""
        if sets.rows:
            return
        if sets.barred and any(name not in self._intake.status.barred for name in RESOURCES):
            return  # others may be read
        if sets.barred:
            why = next(iter(sets.barred.values())).rpartition(": ")[2]
            raise Forbidden(f"none of {', '.join(resources)} may be read: {why}", status=403)
        raise BadAnswer(f"the answer holds none of {', '.join(resources)}")

    async def describe(self) -> bool:
        """Ask for what hardly changes, the sessions of the game and the two rosters. Tell whether that is answered.

        A refusal is an answer: it is noted, and the game goes on without.
        """
        ask = self._intake.ledger.ask(now_ms())
        asking: list[tuple[str, Callable[[], Awaitable[Row]]]] = [
            ("event", partial(self._api.game_event, self.event_id))
        ]
        for team_id in self._intake.document.sides():
            asking.append(("roster", partial(self._api.roster, team_id, game_event_id=self.event_id)))
        refused: dict[str, str] = {}
        done = True
        for source, request in asking:
            try:
                self._intake.put([await self._whole(request())], ask)
            except (Forbidden, NotFound, BadAnswer) as error:
                refused[source] = str(error)
            except ApiError as error:
                self._failed(error)
                done = False
        status = self._intake.status
        for source, why in refused.items():
            if status.barred.get(source) != why:
                log.warning("no %s: %s", source, why)
        status.barred = {name: why for name, why in status.barred.items() if name not in _DESCRIPTIONS} | refused
        self.described = done
        self._changed()
        return done

    async def _ask_lineups(self) -> None:
        """Ask who is on the floor as of the newest play, while the stream cannot tell."""
        details = self._intake.document.tables.table("details")
        newest = max((data["at"] for data in details.values()), default=None)
        if newest is None:
            return
        ask = self._intake.ledger.ask(now_ms())
        status = self._intake.status
        try:
            rows = await self._whole(self._api.lineups(self.event_id, newest))
        except (Forbidden, NotFound, BadAnswer) as error:
            status.barred = status.barred | {"lineups": str(error)}
        except ApiError as error:
            self._failed(error)
        else:
            status.barred = {name: why for name, why in status.barred.items() if name != "lineups"}
            if ask.run == self._intake.ledger.run:
                self._intake.put(rows, ask)
        self._changed()

    async def _whole(self, answer: Awaitable[T]) -> T:
        """Await an answer. Raises `Unreachable` where it trickles in for too long, besides what else it raises."""
        try:
            async with asyncio.timeout(self._timing.answer):
                return await answer
        except TimeoutError as error:
            raise Unreachable(f"no whole answer within {self._timing.answer:g} s") from error

    def _failed(self, error: ApiError) -> None:
        if str(error) != self.error:
            log.warning("the Event API does not answer: %s", error)
        self.error = str(error)
        self._retry_after = min(error.retry_after or 0.0, _LONGEST_RETRY_AFTER)
        self._intake.status.reject(now_ms(), "rest", str(error))
        self._changed()
