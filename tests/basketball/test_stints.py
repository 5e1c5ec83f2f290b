"""Stints and numbers by period: when each player stood on the floor, and what happened meanwhile."""

from __future__ import annotations

from typing import Any

from tests.basketball.build import AWAY, AWAY_FIVE, HOME, HOME_FIVE, Put, document, feed, lineup, play

SUBSTITUTED = (*HOME_FIVE[:4], "106")
START = (lineup(0, HOME, HOME_FIVE), lineup(0, AWAY, AWAY_FIVE))


def stints(*rows: Put, rules: str = "NBA") -> dict[str, Any]:
    """Return the stints after these rows, both fives on the floor from the start."""
    found: dict[str, Any] = document(*START, *rows, rules=rules).whole()["stints"]
    return found


def test_stint_of_a_substitute() -> None:
    """A stint runs from one substitution to the next, with the points made meanwhile."""
    found = stints(
        play(10, "TWO_POINT_MAKE", HOME, "101"),
        lineup(60, HOME, SUBSTITUTED),
        play(70, "THREE_POINT_MAKE", HOME, "106"),
        lineup(90, HOME, HOME_FIVE),
        play(100, "TWO_POINT_MAKE", AWAY, "201"),
    )
    assert found["106"] == {"0": {"from_ms": 60_000, "to_ms": 90_000, "plus_minus": 3, "points": 3}}
    assert found["105"] == {
        "0": {"from_ms": 0, "to_ms": 60_000, "plus_minus": 2},
        "1": {"from_ms": 90_000, "plus_minus": -2},
    }
    assert found["101"] == {"0": {"from_ms": 0, "plus_minus": 3, "points": 2}}


def test_stint_without_length_is_left_out() -> None:
    """Who comes in and goes out while the clock stands has not played; who goes out and comes back has not left."""
    found = stints(
        lineup(60, HOME, SUBSTITUTED), lineup(61, HOME, HOME_FIVE, clock_ms=660_000), play(90, "TURNOVER", HOME, "101")
    )
    assert "106" not in found
    assert found["105"] == {"0": {"from_ms": 0, "plus_minus": 0}}


def test_stint_without_length_is_kept_for_its_points() -> None:
    """Who is in for a free throw alone keeps the point, so that the stints add up to the plus-minus."""
    at: dict[str, Any] = {"clock_ms": 540_000}
    found = stints(
        lineup(60, HOME, SUBSTITUTED, **at),
        play(61, "FREE_THROW_MAKE", HOME, "106", **at),
        lineup(62, HOME, HOME_FIVE, **at),
        play(90, "TURNOVER", HOME, "101", clock_ms=510_000),
        rules="FIBA",
    )
    assert found["106"] == {"0": {"from_ms": 60_000, "to_ms": 60_000, "plus_minus": 1, "points": 1}}


def test_free_throw_counts_in_the_stint_of_the_foul() -> None:
    """In the NBA the point of a free throw goes to the stint that ended between foul and free throw."""
    at: dict[str, Any] = {"clock_ms": 600_000}
    found = stints(
        play(120, "PERSONAL_FOUL", AWAY, "201", **at),
        lineup(121, HOME, SUBSTITUTED, **at),
        play(122, "FREE_THROW_MAKE", HOME, "101", **at),
        play(150, "TURNOVER", HOME, "101"),
    )
    assert found["105"] == {"0": {"from_ms": 0, "to_ms": 120_000, "plus_minus": 1}}
    assert found["106"] == {"0": {"from_ms": 120_000, "plus_minus": 0}}


def test_free_throw_for_who_was_in_at_the_foul_alone() -> None:
    """Who came in before a foul and went out after it, the clock standing, has the point in a stint of its own."""
    at: dict[str, Any] = {"clock_ms": 600_000}
    found = stints(
        lineup(120, HOME, SUBSTITUTED, **at),
        play(121, "PERSONAL_FOUL", AWAY, "201", **at),
        lineup(122, HOME, HOME_FIVE, **at),
        play(123, "FREE_THROW_MAKE", HOME, "101", **at),
    )
    assert found["106"] == {"0": {"from_ms": 120_000, "to_ms": 120_000, "plus_minus": 1}}
    assert found["105"]["0"]["plus_minus"] == 0


def test_no_stints_before_anything_is_counted() -> None:
    """Before the game the starters have no stints, as they have no seconds."""
    assert "stints" not in document().whole()


def test_late_substitution_moves_the_stints() -> None:
    """A change of the five that comes late stands where it belongs, and leaves nothing of what was thought."""
    made = document(*START, play(100, "TWO_POINT_MAKE", HOME, "101"))
    feed(made, [lineup(40, HOME, SUBSTITUTED)], start=100)
    made.topics()
    assert made.whole()["stints"]["105"] == {"0": {"from_ms": 0, "to_ms": 40_000, "plus_minus": 0}}
    feed(made, [lineup(40, HOME, SUBSTITUTED)._replace(data=None)], start=200)
    made.topics()
    assert made.whole()["stints"]["105"] == {"0": {"from_ms": 0, "plus_minus": 2}}
    assert "106" not in made.whole()["stints"]


def test_numbers_by_period() -> None:
    """Seconds and plus-minus are told by period; time that went by unseen counts in the period it was played in."""
    made = document(
        *START,
        play(600, "TWO_POINT_MAKE", HOME, "101"),
        play(900, "THREE_POINT_MAKE", AWAY, "201", period="Q3", clock_ms=700_000),
    ).whole()["players"]
    assert made["101"]["periods"] == {
        "Q1": {"seconds": 720, "plus_minus": 2},
        "Q2": {"seconds": 720, "plus_minus": 0},
        "Q3": {"seconds": 20, "plus_minus": -3},
    }
    assert "periods" not in made["106"]


def test_plays_say_the_time_played() -> None:
    """A play with a period and a clock says how much of the game had been played; another does not."""
    made = document(
        play(10, "TURNOVER", HOME, "101", key="a"),
        play(20, "TURNOVER", HOME, "101", key="b", period="OT1", clock_ms=290_000),
        play(30, "TURNOVER", HOME, "101", key="c", period="warm-up"),
    ).whole()["plays"]
    assert [made[key].get("played_ms") for key in "abc"] == [10_000, 2_890_000, None]
