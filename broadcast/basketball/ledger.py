"""Stamps for what is received: who is a duplicate, what is a restart of the sequence, what a REST answer may claim.

The ledger is pure: it is told the time. One ledger belongs to one game for as long as the game is followed.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from hashlib import blake2b
from typing import Any, NamedTuple

from broadcast.basketball.merge import LAST, Stamp, canonical

REST_LAG_MS = 10_000
"""ASSUMED: what the stream said this long before a REST answer was asked for is in the answer."""


class Ask(NamedTuple):
    """What was known when a REST answer was asked for, less `REST_LAG_MS`."""

    run: int
    seq: int
    n: int
    asked: int

    def stamp(self, *, sequenced: bool) -> Stamp:
        """Return the stamp of the answer, as the set of a sequenced or an unsequenced source."""
        if sequenced:
            return Stamp(self.run, self.seq, LAST, self.asked)
        return Stamp(self.run, 0, self.n, self.asked)


class Restarted(Exception):
    """A frame contradicts one of the same number: the feed has begun to count anew."""

    def __init__(self, seq: int, last_seq: int) -> None:
        super().__init__(f"frame {seq} says something else than before; the newest was {last_seq}")
        self.seq = seq
        self.last_seq = last_seq


class Ledger:
    """Stamps the rows and sets of one game."""

    def __init__(self, *, run: int = 0, n: int = 0, asked: int = 0, last_seq: int | None = None) -> None:
        self.run = run
        self.n = n
        self.asked = asked
        self.last_seq = last_seq
        self._seen: dict[int, frozenset[bytes]] = {}
        self._past: deque[tuple[int, int, int]] = deque()

    def receive(
        self, seq: int | None, rows: Sequence[tuple[str, str, Any]], now: int, *, strict: bool = True
    ) -> Stamp | None:
        """Stamp the rows of one frame, given as (source, key, wire row). `None` for a duplicate.

        Raises `Restarted` where the frame's number was used before for other rows; the caller then calls `restart`.
        If not `strict`, such a frame is taken as more of the earlier one.
        """
        if seq is not None:
            digests = frozenset(_digest(row) for row in rows)
            seen = self._seen.get(seq)
            if seen is not None:
                if digests <= seen:
                    return None
                if strict and seen and digests.isdisjoint(seen):
                    raise Restarted(seq, self.last_seq if self.last_seq is not None else seq)
                digests |= seen
            self._seen[seq] = digests
            self.last_seq = seq if self.last_seq is None else max(self.last_seq, seq)
        self.n += 1
        self._past.append((now, -1 if self.last_seq is None else self.last_seq, self.n))
        return Stamp(self.run, seq or 0, self.n)

    def remember(self, seq: int, n: int, at: int, row: tuple[str, str, Any] | None) -> None:
        """Note what a journal says was received `at` (epoch ms), in its order.

        The duplicate or the contradiction of `row` is then known again, and what a REST answer may claim.
        """
        if row is not None:
            self._seen[seq] = self._seen.get(seq, frozenset()) | {_digest(row)}
            self.last_seq = seq if self.last_seq is None else max(self.last_seq, seq)
        self.n = max(self.n, n)
        self._past.append((at, -1 if self.last_seq is None else self.last_seq, n))

    def ask(self, now: int, lag_ms: int = REST_LAG_MS) -> Ask:
        """Note that a REST answer is being asked for. With `lag_ms` 0 it is taken to hold all that was received."""
        self.asked += 1
        if lag_ms == 0:
            return Ask(self.run, -1 if self.last_seq is None else self.last_seq, self.n, self.asked)
        seq, n = self._lagged(now - lag_ms)
        return Ask(self.run, seq, n, self.asked)

    def resume_from(self, now: int) -> int | None:
        """Return the `last_seq` to open the stream with: low enough that a frame held back on the way comes again."""
        seq, _ = self._lagged(now - REST_LAG_MS)
        return None if seq < 0 else seq

    def _lagged(self, moment: int) -> tuple[int, int]:
        """Return the highest `seq` and the `n` received by a moment; -1 and 0 where there were none."""
        while len(self._past) > 1 and self._past[1][0] <= moment:
            self._past.popleft()
        if self._past and self._past[0][0] <= moment:
            return self._past[0][1:]
        return -1, 0

    def restart(self) -> None:
        """Begin a new run: the feed counts from the start again, and what it says now is newer than all before."""
        self.run += 1
        self.last_seq = None
        self._seen.clear()
        self._past.clear()


def _digest(row: tuple[str, str, Any]) -> bytes:
    return blake2b(canonical(row), digest_size=8).digest()
