"""Second-chance points and points off turnovers, rule by rule (docs/numbers.md)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.basketball.build import AWAY, HOME, Put, document, feed, play

HOME_MISSES = play(10, "TWO_POINT_MISS", HOME, "101")
HOME_REBOUNDS = play(12, "OFFENSIVE_REBOUND", HOME, "102")
AWAY_LOSES = play(10, "TURNOVER", AWAY, "201")


def points(*rows: Put) -> tuple[int, int]:
    """Return the home side's second-chance points and points off turnovers."""
    made = document(*rows).whole()["team_stats"]["home"]
    return made.get("second_chance", 0), made.get("off_turnovers", 0)


def throws(second: int, *kinds: str, player: str = "101") -> list[Put]:
    """Return free throws of one moment, in order."""
    at: dict[str, Any] = {"clock_ms": 720_000 - 1_000 * second}
    return [
        play(second + number, f"FREE_THROW_{kind}", HOME, player, **at) for number, kind in enumerate(kinds, start=1)
    ]


def test_basket_after_an_offensive_rebound() -> None:
    """Points after an offensive rebound are second-chance points, after a second one too."""
    again = [play(14, "TWO_POINT_MISS", HOME, "102"), play(15, "OFFENSIVE_REBOUND", HOME, "103")]
    basket = play(20, "THREE_POINT_MAKE", HOME, "101")
    assert points(HOME_MISSES, HOME_REBOUNDS, basket) == (3, 0)
    assert points(HOME_MISSES, HOME_REBOUNDS, *again, basket) == (3, 0)


def test_basket_after_a_turnover() -> None:
    """Points after the other team's turnover come off it, and after an offensive rebound they are both."""
    basket = play(20, "TWO_POINT_MAKE", HOME, "101")
    assert points(AWAY_LOSES, basket) == (0, 2)
    assert points(AWAY_LOSES, play(14, "TWO_POINT_MISS", HOME, "101"), play(15, "REBOUND", HOME, "102"), basket) == (
        2,
        2,
    )


@pytest.mark.parametrize(
    "between",
    [
        [play(30, "TWO_POINT_MAKE", AWAY, "201")],
        [play(30, "DEFENSIVE_REBOUND", AWAY, "201"), play(35, "TURNOVER", HOME, "101")],
        [play(30, "TWO_POINT_MISS", AWAY, "201"), play(31, "DEFENSIVE_REBOUND", HOME, "101")],
        [play(30, "TURNOVER", HOME, "101"), play(32, "TWO_POINT_MISS", AWAY, "202"), play(33, "REBOUND", HOME, "101")],
        [play(30, "PERIOD_END", None)],
        [play(30, "JUMP_BALL", AWAY, "201"), play(31, "JUMP_BALL", HOME, "101")],
    ],
)
def test_chance_is_over_when_the_other_team_has_had_the_ball(between: list[Put]) -> None:
    """Once the ball was the other team's, or the period is over, nothing counts any more."""
    basket = play(50, "TWO_POINT_MAKE", HOME, "101")
    assert points(AWAY_LOSES, HOME_REBOUNDS, *between, basket) == (0, 0)


@pytest.mark.parametrize(
    "between",
    [
        [play(15, "TIMEOUT", HOME)],
        [play(15, "TIMEOUT", AWAY), play(16, "SUBSTITUTION_IN", AWAY, "206")],
        [play(15, "BLOCK", AWAY, "201"), play(16, "PERSONAL_FOUL", AWAY, "201"), play(17, "STEAL", HOME, "101")],
        [play(15, "JUMP_BALL", HOME, "101")],
    ],
)
def test_chance_outlives_what_leaves_the_ball_where_it_is(between: list[Put]) -> None:
    """Timeouts, substitutions, fouls, steals and a jump ball won again change nothing."""
    assert points(AWAY_LOSES, HOME_REBOUNDS, *between, play(20, "TWO_POINT_MAKE", HOME, "101")) == (2, 2)


def test_basket_ends_a_chance() -> None:
    """After a basket only the free throw of the same moment still counts."""
    basket = play(20, "TWO_POINT_MAKE", HOME, "101")
    assert points(AWAY_LOSES, basket, play(40, "TWO_POINT_MAKE", HOME, "101")) == (0, 2)
    assert points(AWAY_LOSES, basket, *throws(20, "MAKE")) == (0, 3)
    assert points(AWAY_LOSES, basket, *throws(40, "MAKE")) == (0, 2)


def test_free_throws_count() -> None:
    """All free throws of a trip count; a rebound of the last one that misses is a second chance."""
    assert points(AWAY_LOSES, *throws(20, "MAKE", "MAKE")) == (0, 2)
    rebound = play(24, "OFFENSIVE_REBOUND", HOME, "102")
    assert points(AWAY_LOSES, *throws(20, "MAKE", "MISS"), rebound, play(26, "TWO_POINT_MAKE", HOME, "102")) == (2, 3)


def test_rebound_between_free_throws_is_no_second_chance() -> None:
    """A team's rebound that only stands between two free throws is none, one after the last of them is."""
    at: dict[str, Any] = {"clock_ms": 700_000}
    first, second = throws(20, "MISS", "MAKE")
    dead = play(21, "OFFENSIVE_REBOUND", HOME, None, key="dead", **at)
    assert points(first, dead, second) == (0, 0)
    assert points(first, dead, play(25, "TWO_POINT_MAKE", HOME, "101")) == (2, 0)


def test_free_throws_after_a_rebound_of_a_shot() -> None:
    """Who rebounds a shot and is fouled at once has a second chance, also where the first free throw misses."""
    at: dict[str, Any] = {"clock_ms": 708_000}
    first, second = throws(12, "MISS", "MAKE")
    dead = play(13, "OFFENSIVE_REBOUND", HOME, None, key="dead", **at)
    assert points(HOME_MISSES, HOME_REBOUNDS, first, dead, second) == (1, 0)


def test_technical_free_throw_changes_nothing() -> None:
    """A free throw for a technical foul is nobody's chance, and leaves the ball where it was."""
    at: dict[str, Any] = {"clock_ms": 705_000}
    foul = play(15, "TECHNICAL_FOUL", HOME, "101", **at)
    technical = play(16, "FREE_THROW_MAKE", AWAY, "201", **at)
    made = document(AWAY_LOSES, foul, technical, play(20, "TWO_POINT_MAKE", HOME, "101")).whole()["team_stats"]
    assert (made["home"]["off_turnovers"], made["away"]["off_turnovers"]) == (2, 0)


def test_counts_are_absent_until_the_plays_can_tell() -> None:
    """Without a rebound among the plays nobody knows of second chances, without a turnover not of points off them."""
    basket = play(5, "TWO_POINT_MAKE", HOME, "101")
    made = document(basket, play(8, "PERSONAL_FOUL", AWAY, "201"))
    assert not {"second_chance", "off_turnovers"} & made.whole()["team_stats"]["home"].keys()
    feed(made, [AWAY_LOSES, play(15, "DEFENSIVE_REBOUND", AWAY, "201")], start=100)
    stats = made.topics()["team_stats"]
    assert [(stats[side]["second_chance"], stats[side]["off_turnovers"]) for side in ("home", "away")] == [(0, 0)] * 2


def test_deleted_turnover_takes_its_points_with_it() -> None:
    """When a turnover is taken back, the points are none off a turnover any more."""
    made = document(AWAY_LOSES, play(12, "TURNOVER", AWAY, "202", key="b"), play(20, "TWO_POINT_MAKE", HOME, "101"))
    feed(made, [AWAY_LOSES._replace(data=None)], start=100)
    made.topics()
    assert made.whole()["team_stats"]["home"]["off_turnovers"] == 2
    feed(made, [Put("details", "b", None)], start=200)
    made.topics()
    assert "team_stats" not in made.whole()
