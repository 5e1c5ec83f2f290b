"""The world: what a seed and a moment make of league, halls and calendar."""

from __future__ import annotations

from random import Random

from broadcast.standin.world.calendar import HOUR, draw_calendar
from broadcast.standin.world.league import draw_crews, draw_rosters
from broadcast.standin.world.places import Places


class World:
    """A league laid out around `now` (epoch ms): the same seed and moment give the same world.

    Teams, people, halls and what happens in the games depend on the seed alone; ids and times on the moment too.
    """

    def __init__(self, seed: int, now: int) -> None:
        self.now = now
        name = f"world:{seed}"
        self.mark = f"{name}:{now}"
        rng = Random(name)  # noqa: S311 - a league, not a secret
        self.rosters = draw_rosters(rng)
        self.crews = draw_crews(rng)
        self.places = Places()
        self.fixtures, self.plans = draw_calendar(rng, self.places, name, self.mark, now)


def this_hour(now: float) -> int:
    """Give the beginning of the hour in epoch ms, for a world that is the same within it; `now` is epoch seconds."""
    return int(now * 1000) // HOUR * HOUR
