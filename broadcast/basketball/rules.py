"""Rule sets: the presets of `rules.json`, and what follows from a period's name."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

import msgspec

SIDES = ("home", "away")
OTHER = {"home": "away", "away": "home"}
Moment = tuple[str, int | None]
"""A period and the clock in it, ms."""

_PERIOD = re.compile(r"(?:([QHP])(\d{1,2})|OT(\d{0,2}))", re.ASCII)
"""Two digits: what a chart of the game draws for a hundredth overtime is no game, but a feed gone wrong."""


class LateBonus(msgspec.Struct, frozen=True):
    """A bonus that starts earlier in the last part of a period (NBA, WNBA)."""

    last_ms: int
    from_foul: int = msgspec.field(name="from")


class TimeoutStep(msgspec.Struct, frozen=True):
    """What happens to the timeouts a team has left at one moment of the game."""

    period: int | None = None
    """The ordinal of the period; `None` stands for every overtime."""
    clock_ms: int | None = None
    """The clock at which it happens; `None` for the start of the period."""
    after: int | None = None
    """It waits until both teams together have taken so many timeouts in this period."""
    have: int | None = None
    """What is left is forgotten: the team has so many."""
    more: int = 0
    """The team gets so many more."""
    at_most: int | None = None
    """What is above this is lost."""

    def apply(self, left: int) -> int:
        """Return what is left after this step."""
        left = (left if self.have is None else self.have) + self.more
        return left if self.at_most is None else min(left, self.at_most)


class RuleSet(msgspec.Struct, frozen=True):
    """One preset. Times in ms. Check each season against the league's book; the file says which season it is of."""

    name: str
    periods: int
    period_ms: int
    overtime_ms: int
    bonus_from: int
    double_bonus_from: int | None
    late_bonus: LateBonus | None
    overtime_bonus_from: int
    fouls_carry_into_overtime: bool
    offensive_fouls_count: bool
    fouls_out: int
    timeouts: int
    """How many a team has in regulation."""
    timeout_steps: tuple[TimeoutStep, ...] | None
    """How they are given and lost; `None` where that depends on the broadcast or the conference."""
    shot_clock_ms: int | None
    shot_clock_reset_ms: int | None
    shot_clock_tenths_from_ms: int
    possession_arrow: bool
    free_throw_lineup: str
    """`foul`: points from free throws count for those on the floor when the foul was called; `shot`: when scored."""
    court: str

    def number(self, period: str) -> int | None:
        """Return the ordinal of a period, overtimes counting on from the regular ones.

        `None` for a name that is no period of these rules: a half where quarters are played, or the like.
        """
        return _number(period, self.periods)

    def length(self, period: str) -> int | None:
        """Return the length of a period in ms."""
        number = self.number(period)
        if number is None:
            return None
        return self.period_ms if number <= self.periods else self.overtime_ms

    def period_name(self, number: int) -> str:
        """Return the name of the period with this ordinal."""
        if number > self.periods:
            return f"OT{number - self.periods}"
        return f"{'H' if self.periods == 2 else 'Q'}{number}"

    def start(self, number: int) -> int:
        """Return the game time in ms that has been played when the period with this ordinal starts."""
        return min(number - 1, self.periods) * self.period_ms + max(0, number - 1 - self.periods) * self.overtime_ms

    def played(self, period: str, clock_ms: int) -> int | None:
        """Return the game time in ms that has been played when `period` shows `clock_ms`."""
        number, length = self.number(period), self.length(period)
        if number is None or length is None:
            return None
        return self.start(number) + length - min(clock_ms, length)


@lru_cache(maxsize=1024)
def _number(period: str, periods: int) -> int | None:
    match = _PERIOD.fullmatch(period.upper())
    if match is None or match[1] == ("Q" if periods == 2 else "H"):
        return None
    number = int(match[2] or match[3] or 1)
    if number == 0:
        return None
    return number if match[1] else periods + number


@cache
def presets() -> dict[str, RuleSet]:
    """Return the presets by name."""
    text = (Path(__file__).parent / "rules.json").read_bytes()
    return msgspec.json.decode(text, type=_File).presets


class _File(msgspec.Struct):
    season: str
    presets: dict[str, RuleSet]
