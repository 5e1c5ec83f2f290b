"""The axis of game time that the charts of a game stand on. The twin of static/components/time-axis.js.

Places along it are whole numbers from 0 to `WIDE`, so that server and browser draw the same. Times are ms of game
time played.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from broadcast.basketball.reading import game_time
from broadcast.basketball.rules import RuleSet, presets
from broadcast.dashboard.show import Document
from broadcast.dashboard.show.words import period_name

WIDE = 10_000


@dataclass(frozen=True)
class Axis:
    """The whole of the regular periods, and of the overtimes played. `now` is how far the game has come."""

    rules: RuleSet
    count: int
    now: int

    @property
    def total(self) -> int:
        """The length of all periods in ms."""
        return self.rules.start(self.count + 1)

    def place(self, ms: int) -> int:
        """Return where a moment stands along the axis."""
        return scaled(min(ms, self.total), WIDE, self.total)

    def periods(self) -> list[dict[str, Any]]:
        """Return the periods with their places."""
        found = []
        for number in range(1, self.count + 1):
            begin, end = self.place(self.rules.start(number)), self.place(self.rules.start(number + 1))
            name = self.rules.period_name(number)
            found.append({"label": period_name(name), "left": share(begin), "width": share(end - begin)})
        return found

    def moment(self, ms: int, *, ends: bool = False) -> str:
        """Write a moment as `1ST 4:12`. One between two periods begins the second, unless something `ends` there."""
        number = 1
        while number < self.count and ms + (0 if ends else 1) > self.rules.start(number + 1):
            number += 1
        left = max(0, self.rules.start(number + 1) - ms)
        return f"{period_name(self.rules.period_name(number))} {game_time(left)}"


def axis_of(state: Document) -> Axis:
    """Return the axis of a game: it reaches to its clock and to its newest play, and to the end of one that has ended.

    A clock counts to the whole second, since nothing finer can be seen.
    """
    game, clock = state["game"], state.get("clock", {})
    rules = presets()[game["rules"]]
    now = max((play.get("played_ms", 0) for play in state.get("plays", {}).values()), default=0)
    count = rules.periods
    if "period" in clock:
        count = max(count, rules.number(clock["period"]) or 0)
        if "ms" in clock:
            played = rules.played(clock["period"], clock["ms"]) or 0
            now = max(now, played // 1000 * 1000)
    while rules.start(count + 1) < now:
        count += 1
    if game["status"] == "ended" and now:
        now = rules.start(count + 1)
    return Axis(rules, count, now)


def scaled(value: int, wide: int, whole: int) -> int:
    """Return `value` out of `whole` as that out of `wide`, rounded half up."""
    return (2 * value * wide + whole) // (2 * whole)


def share(place: int) -> str:
    """Write a place as a percentage for a style: `12.34%`."""
    return f"{place // 100}.{place % 100:02}%"
