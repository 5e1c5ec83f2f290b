"""Viewers of the same topics of one document with the same delay.

A group stands at one revision. It moves on when a change falls due, encodes the way there once, and hands
the same frame to every viewer that keeps up. A viewer that does not stand where the group stands (it just
came, it fell behind, its delay changed) is brought there in one step.
"""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass

from broadcast.live import frames
from broadcast.live.connection import WINDOW_BYTES, Connection, Parcel
from broadcast.live.frames import Frame
from broadcast.live.history import Change, History
from broadcast.live.metrics import FAN_OUT_SECONDS, Counters
from broadcast.live.patch import JSONObject, apply, compose, restrict
from broadcast.live.store import Clock

COALESCE = 0.040  # s
MAX_RESUME = 300  # changes; a viewer further back gets a snapshot

Topics = frozenset[str] | None


class Viewer:
    """One document watched on one socket, and the revision that was last sent to it."""

    __slots__ = ("behind", "connection", "doc", "epoch", "group", "rev", "topics")

    def __init__(self, connection: Connection, doc: str, topics: Topics, epoch: str | None, rev: int | None) -> None:
        self.connection = connection
        self.doc = doc
        self.topics = topics
        self.epoch = epoch if rev is not None else None
        self.rev = rev if rev is not None else 0
        self.behind = False
        self.group: Group | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A patch that can be sent: one change, or several composed, cut down to some topics. It leads to
    `rev`.
    """

    rev: int
    at: int
    live: bool
    patch: JSONObject


def steps(changes: Iterable[Change], topics: Topics, *, composing: bool = True) -> list[Step]:
    """Return the fewest patches that do what these changes do to some topics, in order; unless `composing`, one for
    each change.

    Changes of other topics make no patch, but those that follow one are within its reach.
    """
    result: list[Step] = []
    for change in changes:
        patch = restrict(change.patch, topics)
        last = result[-1] if result else None
        if last is None:
            if patch:
                result.append(Step(change.rev, change.at, change.live, patch))
        elif not patch:
            result[-1] = Step(change.rev, last.at, last.live, last.patch)
        elif composing and (whole := compose(last.patch, patch)) is not None:
            result[-1] = Step(change.rev, change.at, last.live and change.live, whole)
        else:
            result.append(Step(change.rev, change.at, change.live, patch))
    return result


class Group:
    """The viewers of some topics of a document, `delay` ms behind the present."""

    def __init__(
        self,
        doc: str,
        topics: Topics,
        delay: int,
        counters: Counters,
        now: Clock,
        coalesce: float = COALESCE,
    ) -> None:
        self.doc = doc
        self.topics = topics
        self.delay = delay
        self.viewers: set[Viewer] = set()
        self._counters = counters
        self._now = now
        self._coalesce = coalesce
        self._loop = asyncio.get_running_loop()
        self._history: History | None = None
        self._epoch: str | None = None  # None until the document exists, `delay` ago
        self._rev = 0
        self._at = 0
        self._state: JSONObject = {}
        self._sent = 0  # the revision that every viewer up to date holds at least
        self._timer: asyncio.TimerHandle | None = None
        self._quiet_until = 0.0
        self._snapshot: Frame | None = None
        self._ways: dict[int, list[Frame]] = {}  # from an earlier revision to where the group stands

    def follow(self, history: History | None) -> None:
        """Take a document's history, at first and whenever it was read again. It may have another epoch
        now.
        """
        self._history = history
        if history is None or history.trail.epoch != self._epoch or history.since(self._rev) is None:
            self._epoch = None
        self.changed()

    def changed(self) -> None:
        """Move on when the next change falls due: at once, unless the group has just moved."""
        if self._timer is None and (due := self._next_due()) is not None:
            wait = max(due + self.delay - self._now(), 0) / 1000 if self.delay else 0.0
            self._timer = self._loop.call_at(max(self._loop.time() + wait, self._quiet_until), self._move)

    def stop(self) -> None:
        """Move no more."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def add(self, viewer: Viewer) -> None:
        """Take in a viewer and bring it to where the group stands. One that misses nothing gets a beat."""
        if self._epoch is None:
            self.stop()
            self._move()
        self.viewers.add(viewer)
        viewer.group = self
        if not self.bring(viewer) and self._epoch is not None and viewer.connection.open:
            viewer.connection.tell(self._beat(self._now(), None))

    def remove(self, viewer: Viewer) -> None:
        """Let a viewer go."""
        self.viewers.discard(viewer)
        viewer.group = None
        self._catching_up(viewer, False)

    def bring(self, viewer: Viewer) -> bool:
        """Bring a viewer to where the group stands: by what it misses, or by a snapshot.

        One that is ahead, because its delay was raised, keeps what it has until the group has come up to it.
        Returns whether something was sent.
        """
        if self._epoch is None or self._history is None:
            return False
        same = viewer.epoch == self._epoch
        ahead = same and self._rev <= viewer.rev <= self._history.head.rev
        self._catching_up(viewer, not ahead and not viewer.connection.open)
        if ahead or viewer.behind:
            return False
        way = self._way(viewer.rev) if same else None
        if way is None:
            way = [self._whole()]
            self._counters.snapshots += 1
        else:
            self._counters.patches += len(way)
        if not way:
            # Nothing changed in its topics: it keeps its revision, and what comes next reaches back to it.
            self._sent = min(self._sent, viewer.rev)
            return False
        viewer.connection.deliver(Parcel(self.doc, way, [self._rev] * len(way), self._loop.time()))
        viewer.epoch, viewer.rev = self._epoch, self._rev
        return True

    def beat(self, now: int, writer_seen: int | None) -> None:
        """Send a sign of life to the viewers that keep up."""
        if self._epoch is None:
            return
        frame = self._beat(now, writer_seen)
        for viewer in self.viewers:
            if not viewer.behind and viewer.connection.open:
                viewer.connection.tell(frame)

    def _beat(self, now: int, writer_seen: int | None) -> Frame:
        return frames.beat(self.doc, self._epoch or "", self._sent, now, writer_seen)

    def _next_due(self) -> int | None:
        """Return the time of the change, or of the document's beginning, that the group waits for."""
        if self._history is None:
            return None
        if self._epoch is None:
            return self._history.trail.at
        change = self._history.next_after(self._rev)
        return change.at if change else None

    def _move(self) -> None:
        self._timer = None
        if self._history is None:
            return
        if self._epoch is None:
            self._begin(self._history)
        else:
            self._advance(self._history, self._epoch)
        self.changed()

    def _begin(self, history: History) -> None:
        snapshot = history.at(self._now() - self.delay) if self.delay else history.head
        if snapshot is None:
            return
        self._stand(snapshot.epoch, snapshot.rev, snapshot.at, restrict(snapshot.state, self.topics))
        self._sent = snapshot.rev
        self._quiet_until = self._loop.time() + self._coalesce
        for viewer in tuple(self.viewers):
            self.bring(viewer)

    def _advance(self, history: History, epoch: str) -> None:
        changes = history.since(self._rev, self._now() - self.delay if self.delay else None)
        if changes is None:  # this process slept for longer than changes are kept
            self._begin(history)
        if not changes:
            return
        self._quiet_until = self._loop.time() + self._coalesce
        encoded: list[Frame] = []
        revs: list[int] = []
        for step in steps(changes, self.topics, composing=self._coalesce > 0):
            encoded.append(frames.patch(self.doc, epoch, self._sent, step.rev, step.at, step.live, step.patch))
            revs.append(step.rev)
            self._sent = step.rev
            self._state = apply(self._state, step.patch)
        self._counters.encoded += len(encoded)
        if encoded:
            self._hand_out(encoded, revs)
            FAN_OUT_SECONDS.observe(max(self._now() - self.delay - changes[0].at, 0) / 1000)
        self._stand(epoch, changes[-1].rev, changes[-1].at, self._state)

    def _hand_out(self, encoded: list[Frame], revs: list[int]) -> None:
        now = self._loop.time()
        parcel = Parcel(self.doc, encoded, revs, now)
        first, last = revs[0], revs[-1]
        in_step = 0
        others: list[Viewer] = []  # that have some of it already, or whose window has no room for all of it
        for viewer in self.viewers:
            if viewer.behind or viewer.rev >= last:
                continue
            if viewer.rev < first and viewer.connection.offer(parcel, now):
                viewer.rev = last
                in_step += 1
            else:
                others.append(viewer)
        self._counters.patches += in_step * len(encoded)
        for viewer in others:
            self._hand_one_by_one(viewer, encoded, revs, now)

    def _hand_one_by_one(self, viewer: Viewer, encoded: list[Frame], revs: list[int], now: float) -> None:
        for frame, rev in zip(encoded, revs, strict=True):
            if viewer.rev >= rev:
                continue
            if not viewer.connection.offer(Parcel(self.doc, [frame], [rev], now), now):
                self._catching_up(viewer, True)
                return
            viewer.rev = rev
            self._counters.patches += 1

    def _stand(self, epoch: str, rev: int, at: int, state: JSONObject) -> None:
        self._epoch, self._rev, self._at, self._state = epoch, rev, at, state
        self._snapshot = None
        self._ways.clear()

    def _way(self, rev: int) -> list[Frame] | None:
        """Return the frames from an earlier revision to where the group stands, or None where a snapshot is
        due.
        """
        if self._history is None or self._epoch is None:
            return None
        if (known := self._ways.get(rev)) is not None:
            return known
        changes = self._history.since(rev)
        if changes is None:
            return None
        changes = [change for change in changes if change.rev <= self._rev]
        if len(changes) > MAX_RESUME:
            return None
        way: list[Frame] = []
        base = rev
        for step in steps(changes, self.topics):
            way.append(frames.patch(self.doc, self._epoch, base, step.rev, step.at, False, step.patch))
            base = step.rev
        self._counters.encoded += len(way)
        size = sum(frame.size for frame in way)
        if size > WINDOW_BYTES and size > self._whole().size:
            return None
        self._ways[rev] = way
        return way

    def _whole(self) -> Frame:
        if self._snapshot is None:
            self._snapshot = frames.snapshot(self.doc, self._epoch or "", self._rev, self._at, self._state)
            self._counters.encoded += 1
        return self._snapshot

    def _catching_up(self, viewer: Viewer, behind: bool) -> None:
        if viewer.behind != behind:
            viewer.behind = behind
            self._counters.behind += 1 if behind else -1
