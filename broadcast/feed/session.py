"""One followed game: catch up, stream, reconcile, journal, publish.

A session owns the game's tables and its live document. Whatever the Event API sends is stamped once, applied by the
merge rule, journaled and published; duplicates, replays and corrections need no path of their own. The session ends
when the feed says that the game has ended, and not before: no close code ends it.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Iterable, Mapping
from contextlib import aclosing, suppress
from dataclasses import dataclass, field
from typing import Any

from channels.db import database_sync_to_async

from broadcast.basketball import sanity
from broadcast.basketball.document import GameDocument
from broadcast.basketball.ledger import Ask, Ledger, Restarted
from broadcast.basketball.merge import Stamp
from broadcast.basketball.tables import SEQUENCED
from broadcast.eventapi.decode import decode_row
from broadcast.eventapi.errors import ApiError, Forbidden
from broadcast.eventapi.events import Event, FrameReceived, Lost, Opened, Pong, Unreadable
from broadcast.eventapi.http import EventApi
from broadcast.eventapi.rows import Frame, Rejected, Row, Sets
from broadcast.eventapi.stream import LiveStream
from broadcast.feed.keeper import Keeper
from broadcast.feed.status import FeedStatus
from broadcast.games import actions, journal
from broadcast.games.journal import Change, Position
from broadcast.live.store import Store, Writer

log = logging.getLogger(__name__)

RESOURCES = ("stats", "details", "shots", "possessions")


@dataclass(frozen=True)
class Timing:
    """How long a session waits, in seconds."""

    quiet: float = 0.5
    """A backlog has ended when the stream has been quiet for this long and REST has answered,"""
    longest_backlog: float = 5.0
    """or when this much time has passed."""
    publish: float = 0.02
    tick: float = 0.25
    reconcile: float = 30.0
    poll: float = 2.0
    disagreement: float = 3.0
    """The plays may differ from the totals for this long before a full set is asked for."""
    clock_silence: float = 3.0
    link_silence: float = 10.0
    repair: float = 5.0
    """The stream is opened again for frames that were not understood at most this often."""
    retry: float = 1.0


@dataclass(frozen=True)
class Followed:
    """What the database says of a game that is followed. `schedule` is its schedule object in the wire's shape."""

    event_id: str
    rules: str
    schedule: Mapping[str, Any]
    rehearsal: bool = False
    teams: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def now_ms() -> int:
    """Return the server's time in epoch ms."""
    return time.time_ns() // 1_000_000


class Session:
    """Follows one game until it has ended. `run` is cancelled to stop following."""

    def __init__(
        self, game: Followed, api: EventApi, store: Store, live_data_url: str, timing: Timing | None = None
    ) -> None:
        self.game = game
        self.timing = timing or Timing()
        self.document = GameDocument(game.event_id, game.rules, teams=game.teams, rehearsal=game.rehearsal)
        self.status = FeedStatus()
        self.keeper = Keeper(game.event_id, self._position)
        self._api = api
        self._store = store
        self._ledger = Ledger()
        self._stream = LiveStream(live_data_url, lambda: api.subscription_token(game.event_id))
        self._unsequenced: set[str] = set()
        self._sides: dict[str, str] = {}
        self._dirty = asyncio.Event()
        self._wanted = asyncio.Event()
        self._described = False
        self._connected = False
        self._held = True
        """Nothing is published while the first backlog comes in."""
        self._live = False
        self._opened_at = self._frame_at = now_ms()
        self._rest_answered_at: int | None = None
        self._rest_error: str | None = None
        self._lost_at: int | None = now_ms()
        self._unreadable = False
        self._repaired_at = 0
        self._disagreed_at: int | None = None
        self._asked_whether_alive = False

    # The life of a session

    async def run(self) -> None:
        """Follow the game. Returns when it has ended and its last state is kept."""
        await self._restore()
        writer = await self._store.open(f"game:{self.game.event_id}")
        await self._announce(writer)
        keeping = asyncio.create_task(self.keeper.run())
        tasks = [
            asyncio.create_task(work)
            for work in (self._read_stream(), self._reconcile(), self._publish_changes(writer), self._watch())
        ]
        ending = asyncio.create_task(self._until_ended())
        try:
            await asyncio.wait([*tasks, ending], return_when=asyncio.FIRST_COMPLETED)
            for task in tasks:
                if task.done():
                    task.result()
            if ending.done():
                self._stream.finish()
                await self._publish(writer)
                await database_sync_to_async(actions.keep_document)(
                    writer.name, writer.epoch, writer.rev, now_ms(), dict(writer.state)
                )
        finally:
            for task in [*tasks, ending]:
                task.cancel()
            await asyncio.gather(*tasks, ending, return_exceptions=True)
            self.keeper.close()
            await keeping

    async def _restore(self) -> None:
        """Take up the game where the journal left it."""
        scheduled, _ = decode_row("schedule", dict(self.game.schedule))
        if scheduled is not None:
            self._apply_set("schedule", [scheduled], self._ledger.ask(0), False)
        changes: list[Change] = await database_sync_to_async(lambda: list(journal.read(self.game.event_id)))()
        place = await database_sync_to_async(journal.position)(self.game.event_id)
        if not changes:
            return
        highest = max((change.seq for change in changes if change.run == place.run), default=0)
        self._ledger = Ledger(run=place.run, n=place.n, asked=place.asked, last_seq=highest or None)
        for change in changes:
            stamp = Stamp(change.run, change.seq, change.n, change.asked)
            data = None
            if change.row is not None:
                row, _ = decode_row(change.source, change.row)
                data = None if row is None else self._sound(row, change.at)
            self.document.restore(change.source, change.key, data, stamp, change.at)
            if change.seq > 0 and not change.asked and change.run == place.run:
                self._ledger.remember(change.seq, (change.source, change.key, change.row))
        self._stream.last_seq = place.last_seq
        log.info("game %s: taken up from its journal, %d changes", self.game.event_id, len(changes))

    def _position(self) -> Position:
        ledger = self._ledger
        return Position(ledger.run, ledger.resume_from(now_ms()), ledger.n, ledger.asked)

    # The stream

    async def _read_stream(self) -> None:
        async with aclosing(self._stream.__aiter__()) as events:
            async for event in events:
                self._take(event)
                self._dirty.set()

    def _take(self, event: Event) -> None:
        now = now_ms()
        match event:
            case Opened():
                self._connected = True
                self._opened_at = self._frame_at = now
                self._live = False
                self._wanted.set()
            case FrameReceived(frame=frame, received_at=received_at):
                self._frame_at = received_at
                self._alive(received_at)
                self._receive(frame, received_at)
            case Unreadable(reason=reason, excerpt=excerpt):
                log.warning("game %s: a frame was not understood: %s: %.80s", self.game.event_id, reason, excerpt)
                self.status.reject(now, "frame", reason)
                self._alive(now)
                self._unreadable = True
                self._wanted.set()
            case Pong():
                self._alive(now)
            case Lost(reason=reason, status=status):
                if self._connected or self._lost_at is None:
                    self._lost_at = now
                self._connected = False
                self.status.reason = reason
                self._resume_from(self._ledger.resume_from(now))
                log.warning("game %s: the stream is lost: %s (status %s)", self.game.event_id, reason, status)

    def _resume_from(self, last_seq: int | None) -> None:
        self._stream.last_seq = last_seq

    def _alive(self, now: int) -> None:
        self.status.heard(now)
        self.document.clock.alive(now)
        self._asked_whether_alive = False

    def _receive(self, frame: Frame, now: int) -> None:
        """Stamp and apply the messages of one frame."""
        for message in frame.messages:
            self._report(message.rejected, now)
            sequenced = message.seq is not None and message.source in SEQUENCED
            if message.rows and message.seq is None:
                self._unsequenced.add(message.source)
            rows = [
                (row, row.raw if row.data is not None else None)
                for row in message.rows
                if row.data != {} or row.source in SEQUENCED
            ]
            try:
                stamp = self._ledger.receive(message.seq, [(row.source, row.key, raw) for row, raw in rows], now)
            except Restarted as restart:
                self._restart(restart, now)
                return
            if stamp is None:
                continue
            self.status.seq = self._ledger.last_seq
            if not sequenced:
                stamp = stamp._replace(seq=0)
            for row, raw in rows:
                data = self._sound(row, now)
                if data is None and row.data is not None:
                    continue
                if self.document.put(row.source, row.key, data, stamp, now):
                    self.keeper.add(Change(now, *stamp, row.source, row.key, raw))
            if message.source == "marker":
                self._described = False
                self._wanted.set()

    def _restart(self, restart: Restarted, now: int) -> None:
        log.warning("game %s: the feed counts anew: %s", self.game.event_id, restart)
        self.status.reject(now, "frame", f"the feed counts anew: {restart}")
        self._ledger.restart()
        self._resume_from(None)
        self._stream.reopen()

    def _sound(self, row: Row, now: int) -> dict[str, Any] | None:
        """Return the row's data without what is absurd in it, and report that."""
        if row.data is None:
            return None
        if len(self._sides) < 2:
            self._sides = self.document.sides()
        data, reasons = sanity.check(row.source, row.data, self._sides, self.document.rules)
        for reason in reasons:
            self.status.reject(now, row.source, reason)
        return data

    def _report(self, rejected: Iterable[Rejected], now: int) -> None:
        for entry in rejected:
            self.status.reject(now, entry.source, entry.reason)

    # REST

    async def _reconcile(self) -> None:
        """Ask for sets: all of them when something asks for it, the stats from time to time."""
        while True:
            polling = not self._connected
            full = polling
            with suppress(TimeoutError):
                async with asyncio.timeout(self.timing.poll if polling else self.timing.reconcile):
                    await self._wanted.wait()
                    full = True
            self._wanted.clear()
            answered = await self._ask(RESOURCES if full else ("stats",))
            if answered and not self._described:
                await self._describe()
            if polling and answered:
                await self._ask_lineups()
            if not answered:
                await asyncio.sleep(self.timing.retry)
                self._wanted.set()
            await asyncio.sleep(self.timing.retry)

    async def _ask(self, resources: tuple[str, ...], *, lag_ms: int | None = None) -> bool:
        """Ask for full sets and apply them. Tell whether they came."""
        now = now_ms()
        ask = self._ledger.ask(now) if lag_ms is None else self._ledger.ask(now, lag_ms)
        try:
            sets = await self._api.catch_up(self.game.event_id, resources)
        except ApiError as error:
            self._rest_failed(error)
            return False
        now = now_ms()
        others = {name: why for name, why in self.status.barred.items() if name not in resources}
        self.status.barred = others | sets.barred
        if not sets.rows:
            why = next(iter(sets.barred.values()), "the answer was empty").rpartition(": ")[2]
            self._rest_failed(Forbidden(f"none of {', '.join(resources)} may be read: {why}", status=403))
            return False
        self._rest_answered_at, self._rest_error = now, None
        self._apply(sets, ask, now)
        self._dirty.set()
        return True

    def _rest_failed(self, error: ApiError) -> None:
        if str(error) != self._rest_error:
            log.warning("game %s: the Event API does not answer: %s", self.game.event_id, error)
        self._rest_error = str(error)
        self.status.reject(now_ms(), "rest", str(error))
        if isinstance(error, Forbidden):
            self.status.barred = dict.fromkeys(RESOURCES, error.message)
        self._dirty.set()

    def _apply(self, sets: Sets, ask: Ask, now: int) -> None:
        self._report(sets.rejected, now)
        if ask.run != self._ledger.run:
            return
        for source, rows in sets.rows.items():
            self._apply_set(source, rows, ask, source in SEQUENCED and source not in self._unsequenced)
        if sets.totals is not None:
            self._apply_set("totals", [sets.totals], ask, False)

    def _apply_set(self, source: str, rows: Iterable[Row], ask: Ask, sequenced: bool) -> None:
        now = now_ms()
        stamp = ask.stamp(sequenced=sequenced)
        sound = {row.key: (data, row.raw) for row in rows if (data := self._sound(row, now)) is not None}
        changed = self.document.replace(source, {key: data for key, (data, _) in sound.items()}, stamp, now)
        if source == "schedule":
            return
        for key in changed:
            self.keeper.add(Change(now, *stamp, source, key, sound[key][1] if key in sound else None))
        if changed:
            self.keeper.add(Change(now, *stamp, source, "", None))

    async def _describe(self) -> None:
        """Ask for what hardly changes: the sessions of the game and the two rosters."""
        ask = self._ledger.ask(now_ms())
        ids = list(self.document.sides())
        try:
            self._apply_set("event", [await self._api.game_event(self.game.event_id)], ask, False)
            rosters = [await self._api.roster(team_id, game_event_id=self.game.event_id) for team_id in ids]
        except ApiError as error:
            self._rest_failed(error)
            return
        self._apply_set("roster", rosters, ask, False)
        self._described = True
        self._dirty.set()

    async def _ask_lineups(self) -> None:
        """Ask who is on the floor as of the newest play, while the stream cannot tell."""
        newest = max((data["at"] for data in self.document.tables.table("details").values()), default=None)
        if newest is None:
            return
        stamp = self._ledger.ask(now_ms()).stamp(sequenced=True)
        try:
            rows = await self._api.lineups(self.game.event_id, newest)
        except ApiError as error:
            self._rest_failed(error)
            return
        now = now_ms()
        for row in rows:
            data = self._sound(row, now)
            if data is not None and self.document.put(row.source, row.key, data, stamp, now):
                self.keeper.add(Change(now, *stamp, row.source, row.key, row.raw))
        self._dirty.set()

    # What viewers get

    async def _announce(self, writer: Writer) -> None:
        """Publish what is known before the feed has said anything: the schedule, or what the journal held."""
        topics = {name: value for name, value in self.document.topics().items() if value}
        await writer.publish({**topics, "feed": self.status.topic()}, live=False)

    async def _publish_changes(self, writer: Writer) -> None:
        while True:
            await self._dirty.wait()
            self._dirty.clear()
            await self._publish(writer)
            await asyncio.sleep(self.timing.publish)

    async def _publish(self, writer: Writer) -> None:
        """Publish the topics that have changed, as one revision; while a backlog comes in, only how the feed is."""
        topics: dict[str, Any] = {}
        if not self._held:
            topics = self.document.topics()
            self.status.mismatches = self.document.mismatches()
        topics["feed"] = self.status.topic()
        await writer.publish({name: value or None for name, value in topics.items()}, live=self._live)

    async def _watch(self) -> None:
        """Look at the time: has a backlog ended, is the clock silent, do plays and totals disagree for long."""
        published = ""
        while True:
            await asyncio.sleep(self.timing.tick)
            now = now_ms()
            self._settle(now)
            self._look_at_clock(now)
            self._look_for_disagreement(now)
            self._repair(now)
            self.status.state, reason = self._state(now)
            self.status.reason = reason
            if self.status.state != published:
                log.info("game %s: the feed is %s", self.game.event_id, self.status.state)
                published = self.status.state
                await database_sync_to_async(actions.set_status)(self.game.event_id, self.document.status)
            self._dirty.set()

    def _settle(self, now: int) -> None:
        """End a backlog: what was held back is published, and what comes now is live."""
        if self._live or not (self._connected or self._rest_answered_at):
            return
        quiet = now - self._frame_at >= self.timing.quiet * 1000 and self._rest_answered_at is not None
        if quiet or now - self._opened_at >= self.timing.longest_backlog * 1000:
            self._held = False
            self._dirty.set()
            self._live = self._connected

    def _look_at_clock(self, now: int) -> None:
        """Ask the feed for a sign of life when a clock that we saw running is silent: an answer says it stands."""
        clock = self.document.clock
        if clock.running and not self._asked_whether_alive and now - (clock.as_of or now) > 1_200:
            self._asked_whether_alive = True
            self._stream.ping()

    def _look_for_disagreement(self, now: int) -> None:
        if not self.status.mismatches:
            self._disagreed_at = None
        elif self._disagreed_at is None:
            self._disagreed_at = now
        elif now - self._disagreed_at >= self.timing.disagreement * 1000:
            self._disagreed_at = now
            self._wanted.set()

    def _repair(self, now: int) -> None:
        """Open the stream again from before a frame that was not understood."""
        if self._unreadable and self._connected and now - self._repaired_at >= self.timing.repair * 1000:
            self._unreadable = False
            self._repaired_at = now
            self._resume_from(self._ledger.resume_from(now))
            self._stream.reopen()

    def _state(self, now: int) -> tuple[str, str | None]:
        """Return the state of the feed, and the reason where it is not as it should be."""
        if self._connected:
            if self._held:
                return "catching-up", None
            if self.document.status == "scheduled":
                return "scheduled", None
            clock = self.document.clock
            if clock.running and now - (clock.as_of or now) > self.timing.clock_silence * 1000:
                return "stale", f"no clock for {(now - (clock.as_of or now)) // 1000} s while it was running"
            return "live", self._rest_error
        if self._held and self._rest_error is None and now - (self._lost_at or now) < 3_000:
            return "catching-up", None
        heard = self._rest_answered_at
        if heard is not None and now - heard < self.timing.link_silence * 1000:
            return "polling", self.status.reason
        return "lost", self._rest_error or self.status.reason

    async def _until_ended(self) -> None:
        """Wait for the feed's word that the game has ended, then take the last sets, with no lag."""
        while self.document.status != "ended":
            await asyncio.sleep(self.timing.tick)
        await self._quiet()
        if self._unreadable or not self._connected:
            self._unreadable = False
            self._resume_from(self._ledger.resume_from(now_ms()))
            self._stream.reopen()
            await self._quiet()
        while not await self._ask(RESOURCES, lag_ms=0) or not self._described:
            await asyncio.sleep(self.timing.retry)
            await self._describe()
        self._held = False
        self.status.state, self.status.reason = "ended", None
        await database_sync_to_async(actions.set_status)(self.game.event_id, "ended")

    async def _quiet(self) -> None:
        """Wait until the stream has been quiet for a while."""
        since = now_ms()
        while True:
            await asyncio.sleep(self.timing.quiet)
            now = now_ms()
            if now - max(self._frame_at, since) >= 1_000 or now - since >= self.timing.longest_backlog * 1000:
                return
