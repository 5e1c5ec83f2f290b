"""What comes in: stamped once, judged, applied to the game's tables by the merge rule, and handed to the journal.

No network and no database here. The session hands frames of the stream on, `Rest` the answers of the Event API.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from broadcast.basketball import sanity
from broadcast.basketball.document import GameDocument
from broadcast.basketball.ledger import Ask, Ledger
from broadcast.basketball.merge import LAST, Stamp
from broadcast.basketball.tables import SEQUENCED
from broadcast.eventapi.decode import decode_row
from broadcast.eventapi.rows import Frame, Message, Rejected, Row, Sets
from broadcast.feed import metrics
from broadcast.feed.followed import Followed, now_ms
from broadcast.feed.keeper import Keeper
from broadcast.feed.status import FeedStatus
from broadcast.games.journal import Change, Position


def came_together(change: Change) -> tuple[str, int]:
    """Return what neighbors in the journal share if they came in together: for a set, its number."""
    return change.source, change.asked


class Intake:
    """The tables of one game, and all that changes them."""

    def __init__(self, game: Followed) -> None:
        self.document = GameDocument(game.event_id, game.rules, teams=game.teams, rehearsal=game.rehearsal)
        self.status = FeedStatus()
        self.ledger = Ledger()
        self.keeper = Keeper(game.event_id, self._position, game.take)
        self._schedule = game.schedule
        self._numbered: dict[str, bool] = {}
        """Whether the stream numbers the rows of a source; a source of which nothing has come yet is not in it."""
        self._sides: dict[str, str] = {}

    def _position(self) -> Position:
        ledger = self.ledger
        return Position(ledger.run, ledger.resume_from(now_ms()), ledger.n, ledger.asked)

    # The journal

    def announce(self) -> None:
        """Take in what the schedule said when the game was followed."""
        row, _ = decode_row("schedule", dict(self._schedule))
        if row is not None and row.data is not None:
            self.document.replace("schedule", {row.key: row.data}, self.ledger.ask(0).stamp(sequenced=False), 0)

    def take_up(self, place: Position) -> None:
        """Count on from where the journal left the game. `restore` follows, for all changes of it in their order."""
        self.ledger = Ledger(run=place.run, n=place.n, asked=place.asked)

    def restore(self, changes: Sequence[Change]) -> None:
        """Put back changes of one source that came in together (`came_together`)."""
        if changes[0].source == "stats" and changes[0].asked:
            self._restore_stats(changes)
            return
        for change in changes:
            self._restore(change)

    def _restore(self, change: Change) -> None:
        stamp = Stamp(change.run, change.seq, change.n, change.asked)
        self.document.restore(change.source, change.key, self._data(change), stamp, change.at)
        if change.asked:
            return
        if change.source in SEQUENCED:
            self._numbered[change.source] = self._numbered.get(change.source, False) or change.seq > 0
        if change.run == self.ledger.run:
            row = (change.source, change.key, change.row) if change.seq > 0 else None
            self.ledger.remember(change.seq, change.n, change.at, row)
            self.status.seq = self.ledger.last_seq

    def _restore_stats(self, changes: Sequence[Change]) -> None:
        """Apply the rows of one set again: the cells that it lacked are gone only where it is a set again."""
        rows = {change.key: data for change in changes if change.key and (data := self._data(change)) is not None}
        last = changes[-1]
        stamp = Stamp(last.run, last.seq, last.n, last.asked)
        if not last.key:
            self.document.replace("stats", rows, stamp, last.at)
            return
        for key, data in rows.items():
            self.document.put("stats", key, data, stamp, last.at)

    def _data(self, change: Change) -> dict[str, Any] | None:
        if change.row is None:
            return None
        row, _ = decode_row(change.source, change.row)
        return None if row is None else self._sound(row, change.at)

    # The stream

    def receive(self, frame: Frame, now: int, *, strict: bool = True) -> bool:
        """Stamp and apply the messages of one frame. Tell whether a marker was among them.

        Raises `Restarted` where the frame contradicts an earlier one, unless `strict` is false.
        """
        marked = False
        for seq, group in groupby(frame.messages, key=lambda message: message.seq):
            messages = list(group)
            for message in messages:
                self._report(message.rejected, now)
                metrics.count_rows(message.source, len(message.rows))
            marked |= self._receive(seq, messages, now, strict)
        return marked

    def _receive(self, seq: int | None, messages: list[Message], now: int, strict: bool) -> bool:
        """Apply the messages that share a number: it is the number of all their rows together."""
        rows = [
            (row, row.raw if row.data is not None else None)
            for message in messages
            for row in message.rows
            if row.data != {} or row.source in SEQUENCED
        ]
        stamp = self.ledger.receive(seq, [(row.source, row.key, raw) for row, raw in rows], now, strict=strict)
        if stamp is None:
            return False
        self.status.seq = self.ledger.last_seq
        for row, raw in rows:
            numbered = self._is_numbered(row.source, seq)
            # A row without a number, of a source that has them, comes after all that was numbered so far.
            place = stamp._replace(seq=(seq if seq is not None else self.ledger.last_seq or 0) if numbered else 0)
            data = self._sound(row, now)
            if data is None and row.data is not None:
                continue
            # Where that number is not its own, the journal cannot hold it: the next set does.
            if self.document.put(row.source, row.key, data, place, now) and not (numbered and seq is None):
                self.keeper.add(Change(now, *place, row.source, row.key, raw))
        return any(message.source == "marker" for message in messages)

    def _is_numbered(self, source: str, seq: int | None) -> bool:
        if source not in SEQUENCED:
            return False
        self._numbered[source] = seq is not None or self._numbered.get(source, False)
        return self._numbered[source]

    # REST

    def apply_sets(self, sets: Sets, ask: Ask) -> None:
        """Apply the sets of one answer.

        A row that could not be read is absent from its set, and was not taken back for that: the set of its source
        adds and changes rows, and removes none.
        """
        now = now_ms()
        self._report(sets.rejected, now)
        unread = {entry.source for entry in sets.rejected if entry.field is None or entry.source == "stats"}
        for source, rows in sets.rows.items():
            self._apply_set(source, rows, self.set_stamp(source, ask), now, whole=source not in unread)
        if sets.totals is not None:
            self.put([sets.totals], ask)

    def set_stamp(self, source: str, ask: Ask) -> Stamp:
        """Return the stamp of what an answer says of a source.

        Until the stream has sent something of the source, it is not known whether its rows are numbered: the stamp
        is then below theirs either way, and above that of every earlier answer.
        """
        if source in SEQUENCED and source not in self._numbered:
            return Stamp(ask.run, -1, LAST, ask.asked)
        return ask.stamp(sequenced=self._numbered.get(source, False))

    def _apply_set(self, source: str, rows: Iterable[Row], stamp: Stamp, now: int, *, whole: bool) -> None:
        sound: dict[str, dict[str, Any]] = {}
        raws: dict[str, dict[str, Any]] = {}
        for row in rows:
            data = self._sound(row, now)
            if data is None and row.data is not None and source != "stats":
                data = self.document.tables.table(source).get(row.key)  # what it says now is of no use
            elif data is not None:
                raws[row.key] = row.raw
            if data is not None:
                sound[row.key] = data
        if not whole:
            changed = {key for key in raws if self.document.put(source, key, sound[key], stamp, now)}
        else:
            changed = self.document.replace(source, sound, stamp, now)
        # The cells of stats are more than their rows: a set of them is restored as the set that it was.
        for key in raws if changed and whole and source == "stats" else changed:
            self.keeper.add(Change(now, *stamp, source, key, raws.get(key)))
        if changed and whole:
            self.keeper.add(Change(now, *stamp, source, "", None))

    def forget_answered_lineups(self) -> None:
        """Drop what REST said of single moments, once the stream has told all the changes of lineups itself."""
        now = now_ms()
        for key, stamp in self.document.tables.forget_answers("lineups"):
            self.keeper.add(Change(now, *stamp, "lineups", key, None))

    def put(self, rows: Iterable[Row], ask: Ask) -> None:
        """Apply rows of an answer that is no set: what it lacks is not gone."""
        now = now_ms()
        for row in rows:
            stamp = self.set_stamp(row.source, ask)
            data = self._sound(row, now)
            if data is not None and self.document.put(row.source, row.key, data, stamp, now):
                self.keeper.add(Change(now, *stamp, row.source, row.key, row.raw))

    # Judgment

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
