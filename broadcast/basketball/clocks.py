"""The game clock as the feed tells it: samples in, the document's `clock` topic out.

Decides what a sample means (the game clock, a countdown on the same digits, a timeout clock), whether the clock runs,
and where the game stands. The rules are those of docs/clocks.md. How a clock is written is not its business, and
neither is how it is shown. Times in ms; `now` is the server's time of receipt. What time a sample says it is from is
never asked.
"""

from __future__ import annotations

from typing import Any, Literal

from broadcast.basketball.rules import RuleSet

JUMP_MS = 10_000
"""A clock that moves by more than this within a period may be showing something else."""
AGREE_MS = 3_000
"""How near a play's clock must be to confirm a sample."""
RETURN_MS = 2_000
"""How near to where it was a clock must come back for a jump to be forgotten."""
PAIR_MS = 2_500
"""Two falling samples this close together can show that the clock runs."""
SHORTEST_PAIR_MS = 500
"""Two samples closer together than this cannot: what a clock rounds off would outweigh what has passed."""
ROUNDING_MS = {100: 120, 1000: 250}
"""What rounding and the network may add to the 10 % by which a pair of samples may differ from real time."""
DRIFT_MS = 1_000
"""A clock that was seen to run still runs while it is this near to where it should be."""
STILL_MS = 1_200
"""A clock whose value has not changed for this long is standing."""
FALL_MS = 3_000
"""A value this little under the last one goes on with it, however soon it comes."""

Meaning = Literal["clock", "countdown", "jump"]


class _Period:
    """What is known of one period."""

    __slots__ = ("clock", "ended", "played", "ran", "trusted")

    def __init__(self) -> None:
        self.clock: int | None = None
        """The newest value that was taken for the game clock."""
        self.played: int | None = None
        """The lowest clock of a play, the full length left aside."""
        self.trusted = False
        """The digits have shown this period's game clock: it stood at the full length, or a play agreed."""
        self.ran = False
        self.ended = False

    @property
    def over(self) -> bool:
        """Whether a break may have begun: nothing higher than 10 s is this period's clock any more."""
        return self.ended or self.clock == 0

    @property
    def nearly_over(self) -> bool:
        return self.over or any(value is not None and value <= JUMP_MS for value in (self.clock, self.played))


class GameClock:
    """Follows the clock of one game. `status` is the game's, set by whoever knows it."""

    def __init__(self, rules: RuleSet) -> None:
        self.rules = rules
        self.status = "scheduled"
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
        self._periods: dict[str, _Period] = {}
        self._told_period = False
        self._anchor: tuple[int, int] | None = None
        self._value: int | None = None
        self._changed_at = 0
        self._latest_play: tuple[str, int] | None = None

    # What comes in

    def sample(
        self,
        now: int,
        *,
        period: str | None,
        ms: int | None,
        resolution_ms: int | None = None,
        shot_ms: int | None = None,
        text: str | None = None,
    ) -> None:
        """Take in one sample. `ms` is `None` where the feed has no clock or writes it in a way that cannot be read."""
        self.text = text
        if period is not None:
            self._told_period = True
            self._enter(period)
        if ms is None:
            self._hide()
            self._value = None
            return
        elapsed = now - self.as_of if self.as_of is not None else 0
        meaning = self._meaning(now, ms, elapsed)
        if ms != self._value:
            self._changed_at = now
        self._value, self.as_of, self.resolution_ms = ms, now, resolution_ms
        if meaning == "clock":
            self._judge_running(now, ms)
            self._take(ms, now)
            self.shot_ms = shot_ms
            return
        origin = self.jumped[0] if self.jumped else self.ms
        self._hide()
        if meaning == "countdown":
            self.countdown_ms = ms
        else:
            self.jumped = (origin or 0, ms)

    def play(self, period: str | None, clock_ms: int | None) -> None:
        """Take in the period and the clock of a play, which tell a game clock from something else."""
        if period is None:
            return
        known = self._known(period)
        if self.period is None or (not self._told_period and self._later(period, self.period)):
            self._enter(period)
        if clock_ms is None:
            known.ran = True
            return
        if clock_ms != self.rules.length(period):
            known.played = clock_ms if known.played is None else min(clock_ms, known.played)
            known.ran = True
        self._latest_play = (period, clock_ms)
        if period != self.period:
            return
        if self.jumped and abs(self.jumped[1] - clock_ms) <= AGREE_MS:
            self.accept()
        shown = self.countdown_ms
        if shown is not None and self._agrees(known, shown, clock_ms):
            self._take(shown, self.as_of or 0)

    def session(self, period: str, *, ended: bool) -> None:
        """Note that a period has started or ended."""
        self._known(period).ended = ended
        if ended and period == self.period:
            self.running, self._anchor = None if self.ms is None else False, None

    def alive(self, now: int) -> None:
        """Note that the feed answers. A clock that has not changed for a while, on a feed that answers, is standing."""
        if self.running and now - self._changed_at > STILL_MS:
            self.running, self._anchor = False, None

    def accept(self) -> None:
        """Take the value that the clock jumped to as the game clock."""
        if self.jumped:
            self._take(self.jumped[1], self.as_of or 0)

    # What it means

    def _meaning(self, now: int, ms: int, elapsed: int) -> Meaning:
        here = self._known(self.period or "")
        length = self.rules.length(self.period) if self.period is not None else None
        if length is None:
            return "clock"
        stands = ms == self._value and now - self._changed_at > STILL_MS
        if ms > length:
            return "countdown"
        if self.countdown_ms is not None and _goes_on(self.countdown_ms, ms, elapsed):
            return "clock" if stands and ms == length and not here.over else "countdown"
        if here.over:
            return "countdown" if ms > JUMP_MS else "clock"
        if here.trusted:
            return "jump" if self._jumps(now, ms, elapsed, stands) else "clock"
        if ms == length or (here.played is not None and ms <= here.played + AGREE_MS):
            return "clock"
        return "countdown"

    def _jumps(self, now: int, ms: int, elapsed: int, stands: bool) -> bool:
        """Tell whether a sample is out of line with the clock of its period."""
        if self.jumped and _goes_on(self.jumped[1], ms, elapsed) and not stands:
            return True
        if self._latest_play and self._latest_play[0] == self.period and abs(self._latest_play[1] - ms) <= AGREE_MS:
            return False
        if self.jumped:
            return abs(ms - self.jumped[0]) > RETURN_MS
        if self.ms is None or (self.running is None and now - self._changed_at <= STILL_MS):
            return False
        return ms > self.ms + JUMP_MS or ms < self.ms - elapsed * 1.1 - JUMP_MS

    def _agrees(self, known: _Period, shown: int, clock_ms: int) -> bool:
        """Tell whether a play shows that what looked like a countdown is the game clock.

        In a period that has not ended, a play with a higher clock does: the clock has run on since.
        """
        length = self.rules.length(self.period or "")
        if length is not None and shown > length:
            return False
        if abs(shown - clock_ms) <= AGREE_MS:
            return not known.ended
        return not known.nearly_over and known.played is not None and shown <= known.played + AGREE_MS

    def _take(self, ms: int, now: int) -> None:
        """Show `ms` as the game clock of this period."""
        here = self._known(self.period or "")
        length = self.rules.length(self.period) if self.period is not None else None
        if here.clock is not None and ms > here.clock:
            here.ended = False
        here.ran |= length is not None and ms < length
        here.trusted = True
        here.clock = ms
        if ms != self.ms:
            self.zero_at = now if ms == 0 else None
        self.ms = ms
        self.countdown_ms = self.jumped = None

    def _judge_running(self, now: int, ms: int) -> None:
        """Say that the clock runs after two falling samples that agree with real time, or that it stands."""
        if self.ms is None:
            self.running, self._anchor = None, None
        elif ms == self.ms:
            if now - self._changed_at > STILL_MS:
                self.running, self._anchor = False, None
        elif ms > self.ms and not (self.running and ms - self.ms <= DRIFT_MS):
            self.running, self._anchor = False, None
        elif self._anchor is None:
            self.running, self._anchor = None, (now, ms)
        else:
            elapsed, fallen = now - self._anchor[0], self._anchor[1] - ms
            apart = abs(fallen - elapsed)
            near = apart <= max(elapsed * 0.1, ROUNDING_MS.get(self.resolution_ms or 100, 120))
            if self.running:
                self.running = True if apart <= DRIFT_MS else None
            elif elapsed >= SHORTEST_PAIR_MS:
                self.running = True if near and elapsed <= PAIR_MS else None
            if elapsed >= SHORTEST_PAIR_MS and (near or self.running is None):
                self._anchor = (now, ms)

    def _enter(self, period: str) -> None:
        if period == self.period:
            return
        self.period = period
        self._hide()

    def _hide(self) -> None:
        self.ms = self.shot_ms = self.zero_at = self.countdown_ms = self.jumped = None
        self.running = self._anchor = None

    def _known(self, period: str) -> _Period:
        return self._periods.setdefault(period, _Period())

    def _later(self, period: str, than: str) -> bool:
        number, other = self.rules.number(period), self.rules.number(than)
        return number is not None and other is not None and number > other

    # What is shown

    def topic(self) -> dict[str, Any]:
        """Return the document's `clock` topic.

        In a break its `period` is the one that has ended, but where `ms` is above 0 it is the next one, whose clock
        is set and stands. A game that has ended has no clock any more, only its last period.
        """
        phase = self._phase()
        topic: dict[str, Any] = {"phase": phase}
        if phase == "ended":
            return topic | ({"period": self.period} if self.period else {})
        period = self.period
        if phase == "break" and not self.ms:
            period = self._ended_period()
        if period is not None:
            topic["period"] = period
        for name in ("ms", "resolution_ms", "running", "shot_ms", "as_of", "zero_at", "countdown_ms", "text"):
            if (value := getattr(self, name)) is not None:
                topic[name] = value
        if self.jumped:
            topic["jumped"] = {"from_ms": self.jumped[0], "to_ms": self.jumped[1]}
        if phase == "break" and self.ms and self._known(self.period or "").ran:
            del topic["ms"]
        return topic

    def _phase(self) -> str:
        if self.status == "ended":
            return "ended"
        if self.period is None or self.status == "scheduled":
            return "pregame"
        here = self._known(self.period)
        if here.ended or (self.countdown_ms is not None and here.nearly_over):
            return "break"
        if here.ran or self.as_of is None:
            return "pregame" if self._is_first() and not here.ran else "period"
        return "pregame" if self._is_first() else "break"

    def _is_first(self) -> bool:
        return self.period is not None and self.rules.number(self.period) == 1

    def _ended_period(self) -> str | None:
        """Return the last period that was played: this one, or the one before it where this one has not begun."""
        if self.period is None or self._known(self.period).ran:
            return self.period
        begun = [name for name, known in self._periods.items() if known.ran and self._later(self.period, name)]
        return max(begun, key=lambda name: self.rules.number(name) or 0, default=self.period)


def _goes_on(before: int, ms: int, elapsed: int) -> bool:
    """Tell whether a value is where one that stood or fell would be by now."""
    return 0 <= before - ms <= max(FALL_MS, elapsed * 1.2)
