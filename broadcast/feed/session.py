"""One followed game: catch up, stream, reconcile, journal, publish.

A session owns the game's live document. Whatever the Event API sends goes through its intake, which stamps, applies
and journals it; duplicates, replays and corrections need no path of their own. The session ends when the feed says
that the game has ended, and not before: no close code ends it.
"""

from __future__ import annotations

import asyncio
import logging
import math
from collections import Counter
from contextlib import aclosing
from itertools import groupby
from typing import Any

from channels.db import database_sync_to_async

from broadcast.basketball.ledger import Restarted
from broadcast.eventapi.events import Event, FrameReceived, Lost, Opened, Pong, Unreadable
from broadcast.eventapi.http import EventApi
from broadcast.eventapi.rows import Frame
from broadcast.eventapi.stream import LiveStream
from broadcast.feed import metrics
from broadcast.feed.followed import Followed, Timing, now_ms
from broadcast.feed.intake import Intake, came_together
from broadcast.feed.rest import RESOURCES, Rest
from broadcast.games import actions, journal
from broadcast.games.documents import DATABASE_AWAY
from broadcast.live.store import Fenced, Store, StoreUnavailable, Writer

log = logging.getLogger(__name__)

_LONGEST_RETRY = 30.0
_COMPLAIN_EVERY_MS = 5_000
_REPAIRS = 2
"""How often the stream is opened again for one and the same frame that is not understood."""


class Session:
    """Follows one game until it has ended. `run` is cancelled to stop following."""

    def __init__(
        self, game: Followed, api: EventApi, store: Store, live_data_url: str, timing: Timing | None = None
    ) -> None:
        self.game = game
        self.timing = timing or Timing()
        self.intake = Intake(game)
        self.document, self.status, self.keeper = self.intake.document, self.intake.status, self.intake.keeper
        self._store = store
        self._dirty = asyncio.Event()
        self._rest = Rest(game.event_id, api, self.intake, self.timing, self._dirty.set)
        self._stream = LiveStream(
            live_data_url,
            lambda: api.subscription_token(game.event_id),
            broadcast_summary_level="game_stats",  # the players' lines come as rows of their own, and smaller
        )
        self._unpublished: dict[str, Any] = {}
        self._feed_published: dict[str, Any] | None = None
        self._published_at = -math.inf  # of the loop's time: the wall clock may be set back
        self._latency = metrics.PatchLatency()
        self._connected = False
        self._answered = asyncio.Event()
        """Set when the stream has been opened or refused since it was cleared."""
        self._held = True
        """Nothing but the state of the feed is published while a backlog comes in."""
        self._live = False
        self._frame_at = self._opened_at = now_ms()
        self._backlog_since: int | None = None
        self._lost_at = now_ms()
        self._lost_reason: str | None = None
        self._unreadable: str | None = None
        self._repair_from: int | None = None
        self._repairs: Counter[str] = Counter()
        self._repaired_at = self._complained_at = 0
        self._restarted_at = 0
        self._disagreed_at: int | None = None
        self._patience = self.timing.disagreement
        self._asked_whether_alive = False

    # The life of a session

    async def run(self) -> None:
        """Follow the game. Returns when it has ended and its last state is kept.

        Raises `StoreUnavailable` or a database error where it cannot begin, `Fenced` when another worker has taken
        the game, and whatever a part of the session has failed with. What has been received is in the journal then.
        """
        name = f"game:{self.game.event_id}"
        await self._store.writer_seen(name)  # while the store is away no journal is read, again and again
        self.intake.announce()
        if not await database_sync_to_async(journal.is_of)(self.game.event_id, self.game.take):
            await self._begin_anew(name)
        await self._restore()
        writer = await self._store.open(name)
        await writer.publish(self._known(), live=False)
        keeping = asyncio.create_task(self.keeper.run())
        tasks = [
            asyncio.create_task(work)
            for work in (
                self._read_stream(),
                self._rest.run(lambda: self._connected),
                self._publish_changes(writer),
                self._watch(),
            )
        ]
        ending = asyncio.create_task(self._until_ended())
        try:
            await asyncio.wait([*tasks, keeping, ending], return_when=asyncio.FIRST_COMPLETED)
            for task in (*tasks, keeping, ending):
                if task.done():
                    task.result()
            if not ending.done():
                raise RuntimeError("a part of the session has ended before the game")
            await _stop(tasks)
            await self._keep(writer, ending.result())
        except Fenced:
            self.keeper.drop()
            raise
        finally:
            for task in (*tasks, ending):
                task.cancel()
            self.keeper.close()  # before anything is waited for: whoever is cancelled again leaves no keeper behind
            await _stop([*tasks, ending])
            await asyncio.shield(keeping)

    async def _begin_anew(self, name: str) -> None:
        """Forget what an older take has left. The journal comes last: until it is forgotten, all of it is tried again.

        Whoever wrote the document before is fenced by then, and its journal takes nothing more of the older take.
        """
        await self._store.open(name, self._known())
        await database_sync_to_async(journal.begin)(self.game.event_id, self.game.take)

    def _known(self) -> dict[str, Any]:
        topics = {topic: value for topic, value in self.document.topics().items() if value}
        return {**topics, "feed": self.status.topic()}

    async def _restore(self) -> None:
        """Take up the game where the journal left it."""
        changes = await database_sync_to_async(lambda: list(journal.read(self.game.event_id)))()
        if not changes:
            return
        place = await database_sync_to_async(journal.position)(self.game.event_id)
        self.intake.take_up(place)
        for number, (_, together) in enumerate(groupby(changes, key=came_together)):
            self.intake.restore(list(together))
            if number % 200 == 0:
                await asyncio.sleep(0)  # a long journal must not hold up the other games
        self._stream.last_seq = place.last_seq
        log.info("taken up from its journal, %d changes", len(changes))

    async def _keep(self, writer: Writer, reason: str | None) -> None:
        """Publish the last state, and keep it where it is found when nobody writes it any more."""
        self._held = False
        self.status.state, self.status.reason = "ended", reason
        self.keeper.note_status("ended")
        while True:
            try:
                await self._publish(writer)
                await self.keeper.flush()
                await database_sync_to_async(actions.keep_document)(
                    self.game.event_id,
                    self.game.take,
                    epoch=writer.epoch,
                    rev=writer.rev,
                    at=now_ms(),
                    state=dict(writer.state),
                )
            except (StoreUnavailable, *DATABASE_AWAY) as error:
                log.error("its last state cannot be kept yet: %s", error)
                await asyncio.sleep(self.timing.retry)
            else:
                return

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
                metrics.OPENED.inc()
                self._connected = True
                self._answered.set()
                self._live = False
                self._frame_at = self._opened_at = now
                if not self._held or self._backlog_since is None:
                    self._backlog_since = now
                self._rest.wanted.set()
            case FrameReceived(frame=frame, received_at=received_at):
                metrics.FRAMES.inc()
                self._latency.received(received_at)
                self._frame_at = received_at
                self.status.count_messages(received_at, len(frame.messages))
                self._alive(received_at)
                self._receive(frame, received_at)
            case Unreadable(reason=reason, excerpt=excerpt):
                self._complain(reason, excerpt, now)
                self.status.reject(now, "frame", reason)
                self._alive(now)
                if self._repairs[excerpt] < _REPAIRS:
                    if self._unreadable is None:
                        self._repair_from = self.intake.ledger.resume_from(now)
                    self._unreadable = excerpt
                self._rest.wanted.set()
            case Pong():
                self._alive(now)
            case Lost(reason=reason, status=status):
                metrics.LOST.inc()
                if self._connected and now - self._opened_at >= self.timing.reopening * 1000:
                    self._lost_at = now  # a stream that is cut off again and again has been lost since the first time
                if self._connected:
                    self._rest.wanted.set()
                    self._resume()
                self._connected = False
                if status is not None:
                    self._answered.set()
                self._lost_reason = reason
                log.warning("the stream is lost: %s (status %s)", reason, status)

    def _complain(self, reason: str, excerpt: str, now: int) -> None:
        """Log a frame that was not understood, but no flood of them: the `feed` topic counts each."""
        if now - self._complained_at >= _COMPLAIN_EVERY_MS:
            self._complained_at = now
            log.warning("a frame was not understood: %s: %.80s", reason, excerpt)

    def _resume(self) -> None:
        """Let the next connection ask for what may have been held back on the way, and for what was not understood.

        Called when the connection is lost, not at each attempt: the longer we are away, the less is known to be here.
        """
        held_back = self.intake.ledger.resume_from(now_ms())
        self._stream.last_seq = held_back if self._unreadable is None else self._repair_from

    def _alive(self, now: int) -> None:
        self.status.heard(now)
        self.document.clock.alive(now)
        self._asked_whether_alive = False

    def _receive(self, frame: Frame, now: int) -> None:
        # A feed that contradicts itself again and again is taken as it comes, or it would be opened without end.
        strict = now - self._restarted_at >= self.timing.repair * 1000
        try:
            if self.intake.receive(frame, now, strict=strict):
                self._rest.described = False
                self._rest.wanted.set()
        except Restarted as restart:
            self._restart(restart, now)

    def _restart(self, restart: Restarted, now: int) -> None:
        """Take the feed from its start. What it says on the way back to where it was is not shown."""
        log.warning("the feed counts anew: %s", restart)
        self.status.reject(now, "frame", f"the feed counts anew: {restart}")
        self._restarted_at = now
        self.intake.ledger.restart()
        self._held, self._live, self._backlog_since = True, False, now
        self._stream.last_seq = None
        self._stream.reopen()

    # What viewers get

    async def _publish_changes(self, writer: Writer) -> None:
        while True:
            await self._dirty.wait()
            self._dirty.clear()
            try:
                await self._publish(writer)
            except StoreUnavailable as error:
                log.error("viewers get nothing, it waits: %s", error)
                await asyncio.sleep(self.timing.retry)
            await asyncio.sleep(self.timing.publish)

    async def _publish(self, writer: Writer) -> None:
        """Publish the topics that have changed, as one revision; while a backlog comes in, only how the feed is.

        Where nothing has changed, the store is told once a second that this writer is alive.
        """
        self._latency.publishing()
        if not self._held:
            self._unpublished |= self.document.topics()
            self.status.mismatches = self.document.mismatches()
        topics = {} if self._held else dict(self._unpublished)
        feed = self.status.topic()
        if feed != self._feed_published:
            topics["feed"] = feed
            self._feed_published = None  # a writer that fails keeps it, and writes it with whatever comes next
        now = asyncio.get_running_loop().time()
        if not topics and now - self._published_at < self.timing.sign_of_life:
            self._latency.published(live=False)
            return
        change = await writer.publish({name: value or None for name, value in topics.items()}, live=self._live)
        self._latency.published(live=change is not None and change.live)
        self._feed_published, self._published_at = feed, now
        if not self._held:
            self._unpublished = {}

    async def _watch(self) -> None:
        """Look at the time: has a backlog ended, is the clock silent, do plays and totals disagree for long."""
        said: tuple[str, bool] | None = None
        while True:
            await asyncio.sleep(self.timing.tick)
            now = now_ms()
            self._settle(now)
            self._look_at_clock(now)
            self._look_for_disagreement(now)
            self._repair(now)
            self.status.measure_rate(now)
            state, reason = self._state(now)
            self.status.state, self.status.reason = state, reason
            if said != (state, reason is None):
                said = (state, reason is None)
                level = logging.INFO if reason is None else logging.WARNING
                why = f": {reason}" if reason else ""
                log.log(level, "the feed is %s%s", state, why)
            self.keeper.note_status(self.document.status)
            self._dirty.set()

    def _settle(self, now: int) -> None:
        """End a backlog: what was held back is published, and what comes now is live."""
        answered = self._rest.answered_at is not None
        if self._live or not (self._connected or answered):
            return
        quiet = now - self._frame_at >= self.timing.quiet * 1000 and answered
        since = self._backlog_since
        if quiet or (since is not None and now - since >= self.timing.longest_backlog * 1000):
            self._held = False
            self._live = self._connected
            if self._live:
                self.intake.forget_answered_lineups()

    def _look_at_clock(self, now: int) -> None:
        """Ask the feed for a sign of life when a clock that we saw running is silent: an answer says it stands."""
        clock = self.document.clock
        if clock.running and not self._asked_whether_alive and now - (clock.as_of or now) > 1_200:
            self._asked_whether_alive = True
            self._stream.ping()

    def _look_for_disagreement(self, now: int) -> None:
        """Ask for full sets when the plays differ from the totals; less and less often where that does not help."""
        if not self.status.mismatches:
            self._disagreed_at, self._patience = None, self.timing.disagreement
        elif self._disagreed_at is None:
            self._disagreed_at = now
        elif now - self._disagreed_at >= self._patience * 1000:
            self._disagreed_at = now
            self._patience = min(self._patience * 2, max(self.timing.reconcile, self.timing.disagreement))
            self._rest.wanted.set()

    def _repair(self, now: int) -> None:
        """Open the stream again from before a frame that was not understood."""
        if self._unreadable and self._connected and now - self._repaired_at >= self.timing.repair * 1000:
            self._repairs[self._unreadable] += 1
            self._repaired_at = now
            self._resume()
            self._unreadable = None
            self._stream.reopen()

    def _state(self, now: int) -> tuple[str, str | None]:
        """Return the state of the feed, and the reason where it is not as it should be."""
        if self._connected:
            if self._held:
                return "catching-up", self._rest.error
            if self.document.status == "scheduled":
                return "scheduled", self._rest.error
            clock = self.document.clock
            if clock.running and now - (clock.as_of or now) > self.timing.clock_silence * 1000:
                return "stale", f"no clock for {(now - (clock.as_of or now)) // 1000} s while it was running"
            return "live", self._rest.error
        reason = self._lost_reason or "the live stream is not open yet"
        if self._rest.error is None and now - self._lost_at < self.timing.reopening * 1000:
            return "catching-up", self._lost_reason
        heard = self._rest.answered_at
        if heard is not None and now - heard < self.timing.link_silence * 1000:
            return "polling", reason
        return "lost", self._rest.error or reason

    # The end of the game

    async def _until_ended(self) -> str | None:
        """Wait for the feed's word that the game has ended, then take the last sets, with no lag.

        Returns why there are none where the Event API has not given them for `Timing.last_sets`.
        """
        while self.document.status != "ended":
            await asyncio.sleep(self.timing.tick)
        log.info("the game has ended; its last sets are asked for")
        await self._quiet()
        await self._replay()
        self.intake.forget_answered_lineups()
        rest, wait, since = self._rest, self.timing.retry, now_ms()
        while not (await rest.ask(RESOURCES, lag_ms=0) and (rest.described or await rest.describe())):
            if now_ms() - since >= self.timing.last_sets * 1000:
                log.error("kept without its last sets: %s", rest.error)
                return f"kept without its last full sets: {rest.error}"
            await asyncio.sleep(wait)
            wait = min(wait * 2, _LONGEST_RETRY)
        return None

    async def _replay(self) -> None:
        """Read the stream once more from its start.

        REST has no history of lineups and of what a corrected row said before, and a frame that was lost may have
        held some of it.
        """
        self._answered.clear()
        self._unreadable = self._stream.last_seq = None
        self._stream.reopen()
        try:
            async with asyncio.timeout(self.timing.last_replay):
                await self._answered.wait()
                await self._quiet(math.inf)
        except TimeoutError:
            log.warning("the stream was not read to its end once more within %.0f s", self.timing.last_replay)

    async def _quiet(self, longest: float | None = None) -> None:
        """Wait until the stream has been quiet for a while, or for `longest` seconds (`Timing.longest_backlog`)."""
        longest = self.timing.longest_backlog if longest is None else longest
        since = now_ms()
        while True:
            await asyncio.sleep(self.timing.quiet)
            now = now_ms()
            if now - max(self._frame_at, since) >= 1_000 or now - since >= longest * 1000:
                return


async def _stop(tasks: list[asyncio.Task[Any]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
