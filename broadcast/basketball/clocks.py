"""The game clock as the feed tells it: samples in, the document's `clock` topic out.

Decides what a sample means (the game clock, a countdown on the same digits, a timeout clock), and whether the clock
runs. The rules are those of docs/clocks.md. How a clock is written is `reading`'s business. Times in ms; `now` and
`at` are server times of receipt, the sample's own time is never compared with them.
"""

from __future__ import annotations

from typing import Any

from broadcast.basketball.rules import RuleSet

JUMP_MS = 10_000
"""A standing clock that moves by more than this within a period may be showing something else."""
AGREE_MS = 3_000
"""How near a play's clock must be to confirm a sample."""
RETURN_MS = 2_000
"""How near to where it was a clock must come back for a jump to be forgotten."""
PAIR_MS = 2_500
"""Two falling samples this close together can show that the clock runs."""
STILL_MS = 1_200
"""A clock whose value has not changed for this long is standing."""


class GameClock:
    """Follows the clock of one game."""

    def __init__(self, rules: RuleSet) -> None:
        self.rules = rules
        self.period: str | None = None
        self.ms: int | None = None
        self.resolution_ms: int | None = None
        self.shot_ms: int | None = None
        self.text: str | None = None
        self.as_of: int | None = None
        self.running: bool | None = None
        self.zero_at: int | None = None
        self.countdown_ms: int | None = None
        self.jumped: tuple[int, int] | None = None
        self.status = "scheduled"
        self._ended: set[str] = set()
        self._confirmed = False
        self._has_run = False
        self._fell: tuple[int, int] | None = None
        self._changed_at = 0
        self._plays: dict[str, int] = {}
        self._played: str | None = None
        self._latest_play: tuple[str, int] | None = None

    def sample(
        self,
        now: int,
        *,
        period: str | None,
        ms: int | None,
        resolution_ms: int | None = None,
        shot_ms: int | None = None,
        text: str | None = None,
        running: bool | None = None,
    ) -> None:
        """Take in one sample. `ms` is `None` where the feed has no clock or writes it in a way that cannot be read."""
        self.text = text
        if period is not None and period != self.period:
            self._enter(period)
        if ms is None:
            self.ms = self.shot_ms = self.countdown_ms = self.jumped = None
            self.running = None
            if text is None:
                return
            self.as_of = now
            return
        self.as_of = now
        self.resolution_ms = resolution_ms
        if self._is_countdown(ms):
            self.countdown_ms, self.shot_ms, self.running = ms, None, None
            if not self._at_break():
                self.ms = None
            return
        if self._is_jump(ms):
            origin = self.jumped[0] if self.jumped else self.ms or 0
            self.jumped = (origin, ms)
            self.running, self.shot_ms = None, None
            return
        self.jumped = self.countdown_ms = None
        self._judge_running(now, ms, running)
        if ms != self.ms:
            self._changed_at = now
            self.zero_at = now if ms == 0 else None
        self.ms = ms
        self.shot_ms = shot_ms
        length = self.rules.length(self.period) if self.period else None
        if ms == length:
            self._confirmed = True

    def play(self, period: str | None, clock_ms: int | None) -> None:
        """Take in the clock of a play, which tells a game clock from a countdown."""
        if period is None or clock_ms is None:
            return
        self._plays[period] = min(clock_ms, self._plays.get(period, clock_ms))
        self._latest_play = (period, clock_ms)
        if period != self.period:
            return
        if self.jumped and abs(self.jumped[1] - clock_ms) <= AGREE_MS:
            self.accept()
        if self.countdown_ms is not None and abs(self.countdown_ms - clock_ms) <= AGREE_MS:
            self._confirmed = True
            self._ended.discard(period)
            self.ms, self.countdown_ms = self.countdown_ms, None

    def accept(self) -> None:
        """Take the value that the clock jumped to as the game clock."""
        if self.jumped:
            self.ms, self.jumped = self.jumped[1], None

    def session(self, period: str, *, ended: bool) -> None:
        """Note that a period has started or ended."""
        if ended:
            self._ended.add(period)
            if period == self.period:
                self.running = False
        else:
            self._ended.discard(period)

    def alive(self, now: int) -> None:
        """Note that the feed answers. A clock that has not changed for a while, on a feed that answers, is standing."""
        if self.running and now - self._changed_at > STILL_MS:
            self.running = False
            self._fell = None

    def _enter(self, period: str) -> None:
        if self.period is not None and (self._has_run or self.period in self._plays):
            self._played = self.period
        self.period = period
        self.ms = self.shot_ms = self.zero_at = self.countdown_ms = self.jumped = None
        self.running = None
        self._fell = None
        self._confirmed = False

    def _at_break(self) -> bool:
        return self.period is not None and (self.period in self._ended or self.ms == 0)

    def _is_countdown(self, ms: int) -> bool:
        if self.period is None:
            return False
        length = self.rules.length(self.period)
        if length is None:
            return False
        if ms > length:
            return True
        if self.ms == 0 or self.period in self._ended:
            return ms > JUMP_MS
        if self._confirmed or ms == length:
            return False
        played = self._plays.get(self.period)
        return played is None or ms > played + AGREE_MS

    def _is_jump(self, ms: int) -> bool:
        if self.jumped:
            return abs(ms - self.jumped[0]) > RETURN_MS
        if self.ms is None or self.running or abs(ms - self.ms) <= JUMP_MS:
            return False
        if self._latest_play and self._latest_play[0] == self.period:
            return abs(self._latest_play[1] - ms) > AGREE_MS
        return self._has_run

    def _judge_running(self, now: int, ms: int, running: bool | None) -> None:
        """Set `running` from the feed's own word, or from two falling samples that agree with real time to 10 %."""
        if running is not None:
            self.running = running
            self._has_run |= running
            return
        if self.ms is None or ms > self.ms:
            self._fell, self.running = (now, ms), None if self.ms is None else False
            return
        if ms == self.ms:
            if now - self._changed_at > STILL_MS:
                self.running = False
                self._fell = None
            return
        self._has_run = True
        if self._fell is not None:
            elapsed, fallen = now - self._fell[0], self._fell[1] - ms
            slack = max(elapsed * 0.1, (self.resolution_ms or 100) * 0.6)
            self.running = True if 0 < elapsed <= PAIR_MS and abs(fallen - elapsed) <= slack else None
        self._fell = (now, ms)

    def topic(self) -> dict[str, Any]:
        """Return the document's `clock` topic."""
        topic: dict[str, Any] = {"phase": self._phase()}
        period = self.period
        if topic["phase"] == "break" and self.ms is None and self._played and period not in self._plays:
            period = self._played
        if period is not None:
            topic["period"] = period
        for name in ("resolution_ms", "running", "as_of", "zero_at", "countdown_ms", "text"):
            if (value := getattr(self, name)) is not None:
                topic[name] = value
        if self.jumped:
            topic["jumped"] = {"from_ms": self.jumped[0], "to_ms": self.jumped[1]}
        elif self.ms is not None:
            topic["ms"] = self.ms
            if self.shot_ms is not None:
                topic["shot_ms"] = self.shot_ms
        return topic

    def _phase(self) -> str:
        if self.status == "ended":
            return "ended"
        if self.period is None or self.status == "scheduled":
            return "pregame"
        first = self.rules.number(self.period) == 1
        if first and not self._has_run and self.period not in self._plays:
            return "pregame"
        if self.period in self._ended or self.countdown_ms is not None:
            return "break"
        length = self.rules.length(self.period)
        if not first and self.ms == length and not self._has_run_in_period():
            return "break"
        return "period"

    def _has_run_in_period(self) -> bool:
        return self.period is not None and self._plays.get(self.period, self.ms or 0) < (self.ms or 0)
