"""When plays happened: times that never go back, from a provider's that do, or are not all there.

The provider's order of the plays rules. Its times are believed where they follow that order; the others, and
those that are missing, are worked out from the game clock.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

# A game is never longer: a time farther than this from the middle one is a slip of the pen.
LONGEST_GAME_MS = 12 * 3_600_000
# Nothing that stops a game stops it longer; between two periods it may be half-time.
LONGEST_STOP_MS = 20 * 60_000
LONGEST_BREAK_MS = 60 * 60_000
# Between two periods where no time tells how long it was.
BREAK_MS = 120_000


class Moment(NamedTuple):
    """A play's place in the game: its period's ordinal, ms played in it, and epoch ms where the provider says."""

    period: int
    played: int
    utc: int | None


def event_times(moments: Sequence[Moment], start: int) -> list[int]:
    """Return the moments' event times, epoch ms and strictly increasing; `start` where no moment has a time."""
    anchors = believed(moments)
    if not moments:
        return []
    if not anchors:
        moments = [moments[0]._replace(utc=start), *moments[1:]]
        anchors = [0]
    times = [0] * len(moments)
    for index in anchors:
        times[index] = moments[index].utc or 0
    for index in range(anchors[0] - 1, -1, -1):
        times[index] = times[index + 1] - _between(moments[index], moments[index + 1])
    for first, last in zip(anchors, [*anchors[1:], len(moments)], strict=True):
        _fill(moments, times, first, last)
    for index in range(1, len(times)):
        times[index] = max(times[index], times[index - 1] + 1)
    return times


def believed(moments: Sequence[Moment]) -> list[int]:
    """Return which moments' times are believed: the longest run of them that never goes back or stops too long.

    Of runs that are as long, the one that takes the least time: what lies apart at an end is a slip.
    """
    known = [index for index, moment in enumerate(moments) if moment.utc is not None]
    middle = sorted(moments[index].utc or 0 for index in known)[len(known) // 2] if known else 0
    # The best run that ends at each moment: its length, when it began, and the moment before.
    runs: dict[int, tuple[int, int, int | None]] = {}
    for index in known:
        time = moments[index].utc or 0
        if abs(time - middle) > LONGEST_GAME_MS:
            continue
        best: tuple[int, int, int | None] = (1, time, None)
        for before, (length, began, _) in runs.items():
            passed = time - (moments[before].utc or 0)
            if 0 <= passed <= _longest(moments[before], moments[index]) and (length + 1, began) > best[:2]:
                best = (length + 1, began, before)
        runs[index] = best
    last = max(runs, key=lambda index: (runs[index][0], runs[index][1] - (moments[index].utc or 0)), default=None)
    found: list[int] = []
    while last is not None:
        found.append(last)
        last = runs[last][2]
    return found[::-1]


def _longest(one: Moment, other: Moment) -> int:
    """Return how long it can be between two moments: what is played between them, and the longest stop."""
    if one.period != other.period:
        return LONGEST_BREAK_MS * (other.period - one.period) + other.played
    return LONGEST_STOP_MS + max(0, other.played - one.played)


def _between(one: Moment, other: Moment) -> int:
    """Return what lies between two moments at the least, by the game clock alone."""
    if one.period != other.period:
        return BREAK_MS + other.played
    return max(0, other.played - one.played)


def _fill(moments: Sequence[Moment], times: list[int], first: int, last: int) -> None:
    """Work out the times between two believed ones, or after the last."""
    if last < len(moments) and moments[first].period == moments[last].period:
        _fill_period(moments, times, first, last)
        return
    index = first + 1
    while index < last and (last == len(moments) or moments[index].period != moments[last].period):
        times[index] = times[index - 1] + _between(moments[index - 1], moments[index])
        index += 1
    for rest in range(last - 1, index - 1, -1):
        times[rest] = times[rest + 1] - _between(moments[rest], moments[rest + 1])


def _fill_period(moments: Sequence[Moment], times: list[int], first: int, last: int) -> None:
    """Work out the times between two of one period: what was not played passed where the clock stood."""
    played = moments[last].played - moments[first].played
    passed = times[last] - times[first]
    stood = next((i for i in range(first + 1, last + 1) if moments[i].played == moments[i - 1].played), None)
    while stood is not None and stood < last and moments[stood + 1].played == moments[stood].played:
        stood += 1
    for index in range(first + 1, last):
        since = min(max(0, moments[index].played - moments[first].played), max(played, 0))
        if played <= 0:
            times[index] = times[first]
        elif stood is None or passed < played:
            times[index] = times[first] + since * passed // played
        elif index <= stood:
            times[index] = times[first] + since
        else:
            times[index] = times[last] - (played - since)
