"""A followed game as a recording: its journal, put back into the order and the time of the feed.

The journal has rows in the order in which they were received, with gaps and bursts of our own making: a desk that
came late, a worker that was away, a rehearsal at sixty times the speed. A recording is of the game. So the rows go
in the order of their stamps, which is the feed's, and as late as the newest time that the feed itself had told by
then (`docs/recordings.md`). Two desks that followed one game whole export the same records.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Any, NamedTuple

from django.utils.translation import gettext

from broadcast.basketball.merge import Stamp
from broadcast.basketball.tables import SEQUENCED
from broadcast.eventapi.decode import decode_row
from broadcast.games import journal
from broadcast.games.journal import Change
from broadcast.games.models import Game
from broadcast.recordings.format import Header, Record, Recording, Row

_DESCRIPTIONS = ("schedule", "event", "roster")
"""The sources whose newest rows make the header."""


_SILENCE_MS = 15_000
"""A clock that stands is told every ten seconds or so. Where it is silent for longer, we were away."""
_CAUGHT_UP_MS = 3_000
_FARTHEST_MS = 86_400_000
"""No row of a game is told a day before or after the middle one."""


class NothingRecorded(LookupError):
    """A game of which the journal holds nothing to export."""


def recording_of(event_id: str) -> Recording:
    """Return a followed game as a recording. Raises `NothingRecorded`, with what to do about it."""
    game = Game.objects.filter(event_id=event_id).first()
    if game is None:
        told = gettext("No game %(event)s has been followed. Follow it, and export it when it has been played.")
        raise NothingRecorded(told % {"event": event_id})
    recording = recorded(list(journal.read(event_id)), game.schedule, game.rules)
    if not recording.records:
        told = gettext("Nothing has come in of %(game)s yet. Export it when it has been played.")
        raise NothingRecorded(told % {"game": game})
    return recording


def recorded(changes: Sequence[Change], schedule: Row, rules: str) -> Recording:
    """Return the recording of a journal. `schedule` is the game's object of the schedule, `rules` a rule set's name."""
    told = _believed(
        [_Told(change, _stamp(change), _moment(change)) for change in map(_unwrapped, changes) if change.key]
    )
    rows = [one for one in told if one.change.source not in _DESCRIPTIONS]
    numbered = [one for one in rows if one.change.source in SEQUENCED]
    others = [one for one in rows if one.change.source not in SEQUENCED]
    clocks = [(one.moment, one) for one in others if one.moment is not None and not one.change.asked]
    placed = _as_told(_without_answers(sorted(numbered, key=lambda one: one.stamp)), _Axis(clocks))
    axis = _Axis([*clocks, *placed])
    placed += [(one.moment or axis.at(one), one) for one in _without_answers(sorted(others, key=lambda one: one.stamp))]
    # Of one moment the clock comes first, as the others are placed by it; what is level stays in its order.
    placed.sort(key=lambda entry: (entry[0], entry[1].change.source != "clock"))
    t0 = placed[0][0] if placed else 0
    records = [Record(at - t0, one.change.source, one.change.key, one.change.row) for at, one in placed]
    return Recording(_header(told, schedule, rules, t0), records)


class _Told(NamedTuple):
    """A change, its place in the order of the feed, and the epoch ms that the row itself names."""

    change: Change
    stamp: Stamp
    moment: int | None


def _stamp(change: Change) -> Stamp:
    return Stamp(change.run, change.seq, change.n, change.asked)


def _unwrapped(change: Change) -> Change:
    """Return the totals as REST answers them: the stream puts them into an object of their own."""
    held = (change.row or {}).get("gameTotals") if change.source == "totals" else None
    return change._replace(row=held) if isinstance(held, dict) else change


def _moment(change: Change) -> int | None:
    """Return when the feed could first say the row: the time of the event, of a possession its end."""
    if change.row is None:
        return None
    row, _ = decode_row(change.source, change.row)
    data = (row.data if row is not None else None) or {}
    moment: int | None = data.get("end", data.get("start", data.get("at")))
    return moment or None


def _believed(told: list[_Told]) -> list[_Told]:
    """Take the times away that are days from the others: one row of another year would move all that come after it."""
    moments = sorted(one.moment for one in told if one.moment is not None)
    if not moments:
        return told
    middle = moments[len(moments) // 2]
    return [
        one if one.moment is None or abs(one.moment - middle) <= _FARTHEST_MS else one._replace(moment=None)
        for one in told
    ]


class _Axis:
    """The feed's own time by the game's count of what it received: the newest of the `told` times up to it."""

    def __init__(self, told: Iterable[tuple[int, _Told]]) -> None:
        marks = sorted((_count(one), at) for at, one in told if not one.change.asked)
        self._counts = [count for count, _ in marks]
        self._marks = list(accumulate((at for _, at in marks), max))

    def __bool__(self) -> bool:
        return bool(self._marks)

    def mark(self, one: _Told) -> int:
        """Return which of the times was the newest when a row came; before the first, the first."""
        return max(bisect_right(self._counts, _count(one)) - 1, 0)

    def at(self, one: _Told) -> int:
        """Return the epoch ms of the feed at which a row came; of its receipt where nothing named a time."""
        return self._marks[self.mark(one)] if self else one.change.at

    def away_until(self, mark: int) -> int | None:
        """Return a time that was told after a long silence, or first: we may have been away."""
        at = self._marks[mark]
        return at if mark == 0 or at - self._marks[mark - 1] > _SILENCE_MS else None


def _as_told(told: Iterable[_Told], axis: _Axis) -> list[tuple[int, _Told]]:
    """Place rows in the order they have, each when it came, and none before its own time.

    What comes with a backlog, after we have been away, is placed at its own time until it has caught up with the clock.
    """
    placed: list[tuple[int, _Told]] = []
    newest = 0
    seen, backlog = -1, None
    for one in told:
        newest = max(newest, one.moment or 0)
        if axis:
            mark = axis.mark(one)
            if mark > seen:
                seen, backlog = mark, axis.away_until(mark) or backlog
            if backlog is not None and (one.moment or 0) >= backlog - _CAUGHT_UP_MS:
                backlog = None
            if backlog is None:
                newest = max(newest, axis.at(one))
        placed.append((newest or axis.at(one), one))
    return placed


def _count(one: _Told) -> tuple[int, int]:
    return one.stamp.run, one.stamp.n


def _without_answers(told: Sequence[_Told]) -> list[_Told]:
    """Leave out what REST answered and the stream said too: an answer runs ahead of the stream, or repeats it."""
    answers = Counter((one.change.source, one.change.key, one.stamp) for one in told if one.change.asked)
    # An answer that was dropped later carries the very stamp of its row: the two cancel.
    told = [one for one in told if answers[one.change.source, one.change.key, one.stamp] < 2]
    said: dict[tuple[str, str], list[tuple[Stamp, Any]]] = defaultdict(list)
    for one in told:
        if not one.change.asked:
            for cell, value in _cells(one.change):
                said[cell].append((one.stamp, value))
    held: dict[tuple[str, str], Any] = {}
    kept = []
    for one in told:
        change = one.change
        if change.asked:
            news = {
                cell: value
                for cell, value in _cells(change)
                if held.get(cell) != value and not _told_later(value, one.stamp, said[cell], first=cell not in held)
            }
            if not news:
                continue
            held |= news
            change = _narrowed(change, news)
        else:
            held |= _cells(change)
        kept.append(one._replace(change=change))
    return kept


def _told_later(value: Any, stamp: Stamp, said: Sequence[tuple[Stamp, Any]], *, first: bool) -> bool:
    """Tell whether the stream says a value after an answer did. A source that it does not number it tells as it is,
    from the first word on: what an answer said before that is no longer of use.
    """
    later = [same for at, same in said if at > stamp]
    return value in later or (first and stamp.seq == 0 and bool(later))


def _cells(change: Change) -> Iterator[tuple[tuple[str, str], Any]]:
    """Yield what a change says, part by part: of stats each stat, of anything else the row."""
    if change.source != "stats":
        yield (change.source, change.key), change.row
        return
    row, _ = decode_row("stats", change.row or {})
    for stat, value in ((row.data if row is not None else None) or {}).get("stats", {}).items():
        yield (change.key, stat), value


def _narrowed(change: Change, news: dict[tuple[str, str], Any]) -> Change:
    """Return the row of stats with nothing but the given ones in it."""
    if change.source != "stats" or change.row is None:
        return change
    stats = {stat: value for (_, stat), value in news.items()}
    return change._replace(row={**change.row, "totalStats": stats})


def _header(told: Iterable[_Told], schedule: Row, rules: str, t0: int) -> Header:
    newest: dict[tuple[str, str], Row] = {}
    for one in sorted(told, key=lambda one: one.stamp):
        if one.change.source in _DESCRIPTIONS and one.change.row is not None:
            newest[one.change.source, one.change.key] = one.change.row
    event_id = str(schedule["event_id"])
    events = [row for (source, _), row in newest.items() if source == "event" and isinstance(row.get("results"), list)]
    return Header(
        t0=t0,
        rules=rules,
        game={"home_team_id": "", "away_team_id": "", **schedule},  # a schedule may not know yet who plays
        event={"id": event_id, "name": None, "results": [], **(events[-1] if events else {})},
        rosters=[
            row
            for (source, _), row in newest.items()
            if source == "roster" and "id" in row and isinstance(row.get("players"), list)
        ],
    )
