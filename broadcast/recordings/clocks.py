"""Clock rows: how the game clock and the shot clock went, sampled as a scoreboard link would send them.

A clock is described by stretches: from one moment to another it went evenly from one value to another, or
stood. One sample a second while it runs, one at each start and stop, one every two seconds while it stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from broadcast.recordings.plays import Play

RUNNING_EVERY = 1000
STANDING_EVERY = 2000
BETWEEN_PERIODS_EVERY = 10_000
# Providers' times are rounded and entered by hand: a stand shorter than this between two plays is taken
# for imprecision, and the clock runs through it a little slower rather than stopping for an instant.
SHORTEST_STAND = 1000


class Stretch(msgspec.Struct, frozen=True, kw_only=True):
    """The clock from `start` to `end` (epoch ms): evenly from `clock_from` to `clock_to` (ms left).

    `shot_from` None: no shot clock shows. `every` is how often a sample is sent while the clock stands.
    """

    start: int
    end: int
    period: str
    clock_from: int
    clock_to: int
    shot_from: int | None = None
    shot_to: int | None = None
    every: int = STANDING_EVERY

    @property
    def running(self) -> bool:
        """Whether the game clock moves."""
        return self.clock_from != self.clock_to


class Sample(msgspec.Struct, frozen=True):
    """What the clocks show at one moment."""

    at: int
    period: str
    clock_ms: int
    shot_clock_ms: int | None


def samples(stretches: Sequence[Stretch]) -> Iterator[Sample]:
    """Sample stretches that follow one another in time; the last moment of the last one is sampled too."""
    due = 0
    before: Stretch | None = None
    for stretch in stretches:
        if stretch.end < stretch.start or (before is not None and stretch.start < before.end):
            raise ValueError(f"expected stretches in time order, got {before} and {stretch}")
        if before is None or _changes(before, stretch):
            due = stretch.start
        while due < stretch.end:
            yield _sample(stretch, due)
            due += RUNNING_EVERY if stretch.running else stretch.every
        before = stretch
    if before is not None:
        yield _sample(before, before.end)


def _changes(before: Stretch, after: Stretch) -> bool:
    """Whether somebody watching the scoreboard sees something happen at the seam."""
    return (
        before.running != after.running
        or before.period != after.period
        or before.clock_to != after.clock_from
        or before.shot_to != after.shot_from
    )


def _sample(stretch: Stretch, at: int) -> Sample:
    length = stretch.end - stretch.start
    part = at - stretch.start

    def between(first: int, last: int) -> int:
        return first if not length else first + round((last - first) * part / length)

    shot = None
    if stretch.shot_from is not None:
        shot_to = stretch.shot_from if stretch.shot_to is None else stretch.shot_to
        shot = between(stretch.shot_from, shot_to)
    return Sample(at, stretch.period, between(stretch.clock_from, stretch.clock_to), shot)


def stretches_from_plays(plays: Sequence[Play]) -> list[Stretch]:
    """Reconstruct the clock from plays in time order, where nobody recorded the clock itself.

    Between two plays the clock first stands and then runs in real time up to the clock of the later play.
    Where the plays lie closer together than their clocks, it runs as fast as it must. Between the end of a
    period and the start of the next it shows what was left.
    """
    stretches: list[Stretch] = []
    before: Play | None = None
    for play in plays:
        if play.clock_ms is None:
            continue
        between_periods = before is not None and before.classification in ("PERIOD_END", "GAME_END")
        if between_periods and play.classification != "PERIOD_START":
            continue
        if before is None and play.classification != "PERIOD_START":
            continue
        if before is not None and before.clock_ms is not None:
            stretches += _between(before, before.clock_ms, play, play.clock_ms, between_periods)
        before = play
    return stretches


def _between(before: Play, clock_from: int, play: Play, clock_to: int, between_periods: bool) -> Iterator[Stretch]:
    start, end, period = before.at, play.at, before.period
    if between_periods:
        yield Stretch(
            start=start, end=end, period=period, clock_from=clock_from, clock_to=clock_from,
            every=BETWEEN_PERIODS_EVERY,
        )  # fmt: skip
        return
    stand = end - start - (clock_from - clock_to)
    # A clock set back up by the officials stands at the old value until the next play shows the new one.
    if clock_to >= clock_from:
        yield Stretch(start=start, end=end, period=period, clock_from=clock_from, clock_to=clock_from)
        return
    if stand < SHORTEST_STAND:
        stand = 0
    else:
        yield Stretch(start=start, end=start + stand, period=period, clock_from=clock_from, clock_to=clock_from)
    yield Stretch(start=start + stand, end=end, period=period, clock_from=clock_from, clock_to=clock_to)
