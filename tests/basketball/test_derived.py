"""What a team has made of the paint, of fast breaks, of its bench and possessions, and its factors."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from broadcast.basketball.derived import factors
from broadcast.basketball.fives import unit_key
from broadcast.basketball.possessions import Possessions
from tests.basketball.build import (
    AWAY,
    AWAY_FIVE,
    HOME,
    HOME_FIVE,
    OPENING,
    T0,
    Put,
    document,
    feed,
    lineup,
    play,
    roster,
    schedule,
    shot,
    stats,
)

RIM: dict[str, Any] = {"x": 0, "y": 500, "distance": 500}
ELBOW: dict[str, Any] = {"x": 3_000, "y": 4_500, "distance": 5_408}


def team_stats(*rows: Put, **more: Any) -> dict[str, Any]:
    """Return the teams' numbers after these rows."""
    found: dict[str, Any] = document(*rows, **more).whole()["team_stats"]
    return found


def test_points_in_the_paint() -> None:
    """Made shots from the rim and the rest of the lane count, others and misses do not."""
    found = team_stats(
        shot(10, "101", **RIM), shot(20, "101", made=False, **RIM), shot(30, "102", **ELBOW), shot(40, "201")
    )
    assert (found["home"]["paint"], found["away"]["paint"]) == (2, 2)


def test_shots_alone_change_the_points_in_the_paint() -> None:
    """A shot that comes after its play, is corrected, or is taken back changes the points in the paint by itself."""
    made = document(shot(10, "101", **RIM))
    feed(made, [shot(20, "102", **RIM)], start=100)
    assert made.topics()["team_stats"]["home"]["paint"] == 4
    feed(made, [shot(20, "102", made=False, **RIM)], start=200)
    assert made.topics()["team_stats"]["home"]["paint"] == 2
    feed(made, [shot(10, "101")._replace(data=None)], start=300)
    assert made.topics()["team_stats"]["home"]["paint"] == 0


def test_points_in_the_paint_need_places() -> None:
    """Where no shot says where it was taken, points in the paint are not known."""
    row = shot(10, "101")
    assert row.data is not None
    del row.data["x"]
    made = document(row, stats("101", {"PTS": 2})).whole()
    assert "paint" not in made["team_stats"]["home"]
    assert "area" not in made["shots"][row.key]


def test_area_of_a_shot() -> None:
    """A shot says its area; a heave from beyond half court has none."""
    made = document(shot(10, "101", **RIM), shot(20, "101", x=0, y=20_000, distance=20_000)).whole()["shots"]
    assert [entry.get("area") for entry in made.values()] == ["rim", None]


def test_fast_break_points_only_where_fed() -> None:
    """Points of a fast break are those of shots that say so, or the feed's own stat; else they are not known."""
    assert "fast_break" not in team_stats(shot(10, "101"))["home"]
    marked = team_stats(shot(10, "101", attributes=["FASTBREAK"]), shot(20, "201"))
    assert (marked["home"]["fast_break"], marked["away"]["fast_break"]) == (2, 0)
    fed = team_stats(shot(10, "101", attributes=["FASTBREAK"]), stats("101", {"FAST_BREAK_PTS": 7}))
    assert (fed["home"]["fast_break"], fed["away"]["fast_break"]) == (7, 0)


def test_points_of_the_bench() -> None:
    """The bench has the fed points of those who did not start; without five starters nobody knows."""
    lines = [stats("101", {"PTS": 10}), stats("106", {"PTS": 4}), stats("107", {"PTS": 3}), stats("201", {"PTS": 1})]
    found = team_stats(*lines)
    assert (found["home"]["bench"], found["away"]["bench"]) == (7, 0)
    bare = roster(HOME)
    assert bare.data is not None
    bare.data["players"]["105"]["starter"] = False
    assert "bench" not in team_stats(*lines, opening=[schedule(), bare, roster(AWAY)])["home"]


def test_factors() -> None:
    """The four factors, by their formulas."""
    line = {"FGA": 64, "FG": 37, "FG3": 19, "FTA": 9, "FT": 4, "TO": 10, "OFFENSIVE_REB": 9}
    assert factors(line, {"DEFENSIVE_REB": 22}) == {
        "efg": 0.727,
        "turnover": 0.128,
        "offensive_rebound": 0.29,
        "free_throw": 0.062,
    }


def test_factors_of_what_is_not_known() -> None:
    """A factor is absent where nobody has tried, or where neither team has the stat it is made of."""
    assert factors({}, {}) == {}
    assert factors({"FGA": 4}, {}) == {"efg": 0.0, "free_throw": 0.0}
    assert factors({"FGA": 4}, {"TO": 1, "OFFENSIVE_REB": 1, "DEFENSIVE_REB": 2}) == {
        "efg": 0.0,
        "free_throw": 0.0,
        "turnover": 0.0,
        "offensive_rebound": 0.0,
    }


def possession(second: int, team: str = HOME, players: Any = HOME_FIVE, opponents: Any = AWAY_FIVE) -> Put:
    """Return a possession of a team."""
    data = {"team": team, "start": T0 + 1_000 * second, "players": list(players), "opponents": list(opponents)}
    return Put("possessions", f"{team}:{second}", {**data, "stats": []})


def test_possessions() -> None:
    """The possessions that are fed are counted for the teams, and for and against the fives they name."""
    made = document(
        lineup(0, HOME, HOME_FIVE),
        lineup(0, AWAY, AWAY_FIVE),
        play(100, "TURNOVER", HOME, "101"),
        possession(0),
        possession(20, AWAY, AWAY_FIVE, HOME_FIVE),
        possession(40),
        possession(60, players=[], opponents=[]),
    )
    whole = made.whole()
    assert [whole["team_stats"][side]["possessions"] for side in ("home", "away")] == [3, 1]
    units = [(unit["possessions"], unit["possessions_against"]) for unit in whole["units"].values()]
    assert units == [(2, 1), (1, 2)]
    feed(made, [possession(40)._replace(data=None)], start=100)
    made.topics()
    assert made.whole()["team_stats"]["home"]["possessions"] == 2


def test_possessions_are_not_known_where_they_are_not_fed() -> None:
    """Without possessions neither teams nor fives have any."""
    whole = document(lineup(0, HOME, HOME_FIVE), play(100, "TWO_POINT_MAKE", HOME, "101")).whole()
    assert whole["units"]
    assert all("possessions" not in unit for unit in whole["units"].values())
    assert "team_stats" not in whole


rows = st.tuples(
    st.integers(0, 5), st.sampled_from([HOME, AWAY, "999"]), st.sampled_from([HOME_FIVE, HOME_FIVE[:4]]), st.booleans()
)


@given(st.lists(rows, max_size=30))
def test_possessions_counted_bit_by_bit(changes: list[tuple[int, str, tuple[str, ...], bool]]) -> None:
    """Possessions that come, change and go count as those that are there in the end."""
    sides = {HOME: "home", AWAY: "away"}
    bit_by_bit, once = Possessions(sides), Possessions(sides)
    held: dict[str, Any] = {}
    for number, team, five, gone in changes:
        data = None if gone else {"team": team, "players": list(five), "opponents": list(AWAY_FIVE)}
        held[str(number)] = data
        bit_by_bit.update({str(number): data})
    once.update(held)
    assert (bit_by_bit.by_side, bit_by_bit.by_unit, bit_by_bit.against_unit) == (
        once.by_side,
        once.by_unit,
        once.against_unit,
    )
    assert bool(bit_by_bit) == bool(once)


def where(*rows: Put, key: str, opening: Any = OPENING) -> tuple[Any, Any]:
    """Return the score just before a shot."""
    entry = document(*rows, opening=opening).whole()["shots"][key]
    return entry.get("home"), entry.get("away")


def test_score_just_before_a_shot() -> None:
    """A shot says the score before it, though its own play came first; another's play of the moment counts."""
    rows = [play(10, "TWO_POINT_MAKE", HOME, "101"), play(20, "THREE_POINT_MAKE", AWAY, "201")]
    basket = play(30, "TWO_POINT_MAKE", HOME, "101")
    for moment in (30.0, 30.4, 29.9):
        mark = shot(30, "101", at=T0 + round(1_000 * moment))
        assert where(*rows, basket, mark, key=mark.key) == (2, 3)
        assert where(mark, *rows, basket, key=mark.key) == (2, 3)


def test_late_basket_changes_the_score_before_a_shot() -> None:
    """A basket that comes late is in the score of the shots after it."""
    mark = shot(30, "101")
    made = document(play(30, "TWO_POINT_MAKE", HOME, "101"), mark)
    feed(made, [play(20, "TWO_POINT_MAKE", AWAY, "201")], start=100)
    entry = made.topics()["shots"][mark.key]
    assert (entry["home"], entry["away"]) == (0, 2)


def test_score_before_a_shot_needs_plays() -> None:
    """Where no plays are fed the score before a shot is not known."""
    mark = shot(30, "101")
    assert where(mark, key=mark.key) == (None, None)
    assert where(mark, play(40, "TURNOVER", HOME, "101"), key=mark.key) == (0, 0)


def test_fives_of_a_shot() -> None:
    """A shot names the fives on the floor, where five are known."""
    mark = shot(30, "101")
    made = document(
        lineup(0, HOME, HOME_FIVE), lineup(0, AWAY, AWAY_FIVE[:4]), play(40, "TURNOVER", HOME, "101"), mark
    ).whole()
    assert made["shots"][mark.key]["units"] == {"home": unit_key("home", HOME_FIVE)}
    assert unit_key("home", HOME_FIVE) in made["units"]
