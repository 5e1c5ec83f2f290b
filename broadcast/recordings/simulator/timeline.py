"""Time in a simulated game: the wall clock, the game clock and the shot clock, and how they went."""

from __future__ import annotations

from broadcast.recordings.clocks import BETWEEN_PERIODS_EVERY, STANDING_EVERY, Stretch
from broadcast.recordings.simulator.rules import Rules


class Timeline:
    """Moves the clocks and remembers each stretch. `now` is epoch ms; clocks are ms left."""

    def __init__(self, rules: Rules, start: int) -> None:
        self.rules = rules
        self.now = start
        self.period = ""
        self.clock_ms = 0
        self.shot_ms: int | None = None
        self.stretches: list[Stretch] = []
        self._last_stamp = start - 1

    def start_period(self, name: str, clock_ms: int) -> None:
        """Set the clock for a period."""
        self.period, self.clock_ms = name, clock_ms
        self.reset_shot_clock()

    def stamp(self) -> int:
        """The time of an event that happens now: no two events have one."""
        self._last_stamp = max(self.now, self._last_stamp + 1)
        return self._last_stamp

    def reset_shot_clock(self, to: int | None = None) -> None:
        """Put the shot clock back (default: to the full length); dark where less is left in the period."""
        full = self.rules.shot_clock_ms if to is None else to
        self.shot_ms = None if full is None or full >= self.clock_ms else full

    def raise_shot_clock(self) -> None:
        """Give the offense the shorter reset, where it has less left."""
        short = self.rules.shot_clock_reset_ms
        if short is not None and (self.shot_ms is None or self.shot_ms < short):
            self.reset_shot_clock(short)

    def run(self, ms: int, shot_clock: bool = True) -> None:
        """Let the game clock run, at most to zero; the shot clock with it unless told otherwise."""
        ms = min(ms, self.clock_ms)
        shot_to = self.shot_ms
        if shot_to is not None and shot_clock:
            shot_to = max(shot_to - ms, 0)
        self._add(ms, self.clock_ms - ms, shot_to)

    def stand(self, ms: int, every: int = STANDING_EVERY) -> None:
        """Let time pass while the clocks stand."""
        self._add(ms, self.clock_ms, self.shot_ms, every)

    def rest(self, ms: int) -> None:
        """Let the time between two periods pass."""
        self.shot_ms = None
        self.stand(ms, BETWEEN_PERIODS_EVERY)

    def _add(self, ms: int, clock_to: int, shot_to: int | None, every: int = STANDING_EVERY) -> None:
        if ms <= 0:
            return
        # The last event may be stamped a few ms after `now`; the clock did not move in between.
        self.stretches.append(
            Stretch(
                start=self.now, end=self.now + ms, period=self.period, clock_from=self.clock_ms,
                clock_to=clock_to, shot_from=self.shot_ms, shot_to=shot_to, every=every,
            )
        )  # fmt: skip
        self.now += ms
        self.clock_ms, self.shot_ms = clock_to, shot_to
