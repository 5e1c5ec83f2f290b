"""Runs: the long ones in order, as an independent count finds them."""

from __future__ import annotations

from itertools import groupby

from hypothesis import given
from hypothesis import strategies as st

from broadcast.basketball.story import LONG_RUN, Run, Story
from tests.basketball.build import AWAY, HOME, document, feed, play

baskets = st.lists(st.tuples(st.sampled_from(["home", "away"]), st.integers(1, 3)), max_size=60)


@given(baskets)
def test_long_runs_are_the_groups_of_one_side(scored: list[tuple[str, int]]) -> None:
    """The long runs are the stretches in which one side made 8 points or more while the other made none."""
    story = Story()
    for played, (side, points) in enumerate(scored):
        story.points(side, points, played)
    wanted = []
    for side, group in groupby(enumerate(scored), key=lambda entry: entry[1][0]):
        entries = list(group)
        points = sum(value for _, (_, value) in entries)
        if points >= LONG_RUN:
            wanted.append(Run(side, points, entries[0][0], entries[-1][0]))
    assert list(story.long_runs) == wanted


def test_runs_of_the_document() -> None:
    """A run of 8 is told with its times while it lasts and after; one of 7 is not."""
    threes = [play(10 * number, "THREE_POINT_MAKE", HOME, "101") for number in range(1, 4)]
    made = document(*threes[:2], play(25, "FREE_THROW_MAKE", HOME, "101"))
    assert "runs" not in made.whole()["story"]
    feed(made, threes[2:], start=100)
    run = {"team": "home", "points": 10, "from_ms": 10_000, "to_ms": 30_000}
    assert made.topics()["story"]["runs"] == {"0": run}
    feed(made, [play(40, "TWO_POINT_MAKE", AWAY, "201")], start=200)
    story = made.topics()["story"]
    assert (story["runs"], story["run"]) == ({"0": run}, {"team": "away", "points": 2})


def test_run_without_a_clock_has_no_times() -> None:
    """Where the plays carry no clock, a run is told without its times."""
    rows = [play(10 * number, "THREE_POINT_MAKE", HOME, "101", clock_ms=None) for number in range(1, 4)]
    for row in rows:
        assert row.data is not None
        del row.data["clock_ms"]
    assert document(*rows).whole()["story"]["runs"] == {"0": {"team": "home", "points": 9}}


def test_late_basket_cuts_a_run() -> None:
    """A basket of the other side that comes late cuts the run that was told."""
    made = document(*[play(10 * number, "TWO_POINT_MAKE", HOME, "101") for number in range(1, 5)])
    assert made.whole()["story"]["runs"]["0"]["points"] == 8
    feed(made, [play(25, "TWO_POINT_MAKE", AWAY, "201")], start=100)
    assert "runs" not in made.topics()["story"]
