"""What is counted over the plays in order of time, and that the order of arrival does not matter."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcast.basketball.document import GameDocument
from broadcast.basketball.rules import presets
from broadcast.basketball.timeline import COPY_EVERY, Events, Timeline
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
    shot,
)

SUBSTITUTED = (*HOME_FIVE[:4], "106")


def test_plus_minus_of_a_basket() -> None:
    """A basket counts for the five of its team and against the other five."""
    players = document(play(10, "THREE_POINT_MAKE", HOME, "101")).whole()["players"]
    assert {players[player]["plus_minus"] for player in HOME_FIVE} == {3}
    assert {players[player]["plus_minus"] for player in AWAY_FIVE} == {-3}
    assert players["106"].get("plus_minus") is None


def free_throw_after_substitution(rules: str) -> dict[str, Any]:
    """Foul, then a substitution of the home side, then a free throw made, all at one clock."""
    at: dict[str, Any] = {"clock_ms": 500_000}
    made = document(
        lineup(0, HOME, HOME_FIVE),
        lineup(0, AWAY, AWAY_FIVE),
        play(120, "PERSONAL_FOUL", AWAY, "201", **at),
        lineup(121, HOME, SUBSTITUTED, **at),
        play(122, "FREE_THROW_MAKE", HOME, "101", **at),
        rules=rules,
    )
    players: dict[str, Any] = made.whole()["players"]
    return players


def test_free_throw_counts_for_those_at_the_foul() -> None:
    """In the NBA a free throw counts for those on the floor when the foul was called."""
    players = free_throw_after_substitution("NBA")
    assert (players["105"]["plus_minus"], players["106"]["plus_minus"]) == (1, 0)


def test_free_throw_counts_for_those_at_the_shot() -> None:
    """In FIBA's game it counts for those on the floor when it was made."""
    players = free_throw_after_substitution("FIBA")
    assert (players["105"]["plus_minus"], players["106"]["plus_minus"]) == (0, 1)


def test_free_throw_of_another_foul() -> None:
    """A foul at another clock says nothing of a free throw."""
    made = document(
        lineup(0, HOME, HOME_FIVE),
        play(100, "PERSONAL_FOUL", AWAY, "201"),
        lineup(110, HOME, SUBSTITUTED),
        play(122, "FREE_THROW_MAKE", HOME, "101"),
    )
    assert made.whole()["players"]["106"]["plus_minus"] == 1


def test_seconds_on_the_floor() -> None:
    """Game time counts for those on the floor, through the end of a period, and only once."""
    made = document(
        lineup(0, HOME, HOME_FIVE),
        lineup(300, HOME, SUBSTITUTED),
        play(720, "PERIOD_END", None),
        lineup(900, HOME, HOME_FIVE, period="Q2", clock_ms=720_000),
        play(960, "TURNOVER", HOME, "101", period="Q2", clock_ms=660_000),
    ).whole()
    players = made["players"]
    assert [players[player]["seconds"] for player in ("101", "105", "106")] == [780, 360, 420]
    assert {unit["seconds"] for unit in made["units"].values() if unit["team"] == "home"} == {360, 420}


def test_time_put_back_is_not_counted_twice() -> None:
    """When the officials put time back, the seconds on the floor do not count it again."""
    made = document(
        lineup(0, HOME, HOME_FIVE),
        play(100, "TURNOVER", HOME, "101"),
        play(110, "TURNOVER", HOME, "101", clock_ms=640_000),
        play(120, "TURNOVER", HOME, "101", clock_ms=630_000),
        play(130, "TURNOVER", HOME, "101", clock_ms=610_000),
    ).whole()
    assert made["players"]["101"]["seconds"] == 110


def test_units() -> None:
    """A unit has the points made and allowed while just these five were on the floor."""
    made = document(
        lineup(0, HOME, HOME_FIVE),
        lineup(0, AWAY, AWAY_FIVE),
        play(10, "TWO_POINT_MAKE", HOME, "101"),
        play(20, "THREE_POINT_MAKE", AWAY, "201"),
        lineup(30, HOME, reversed(HOME_FIVE)),
        lineup(40, HOME, SUBSTITUTED),
        play(50, "TWO_POINT_MAKE", HOME, "106"),
    ).whole()["units"]
    home = [unit for unit in made.values() if unit["team"] == "home"]
    assert [(unit["points_for"], unit["points_against"], unit["seconds"]) for unit in home] == [(2, 3, 40), (2, 0, 10)]
    assert home[0]["players"] == sorted(HOME_FIVE)


def test_story() -> None:
    """Lead changes, ties, biggest leads and the run follow the score after each scoring play."""
    made = document(
        play(10, "TWO_POINT_MAKE", HOME, "101"),
        play(20, "TWO_POINT_MAKE", AWAY, "201"),
        play(30, "THREE_POINT_MAKE", HOME, "101"),
        play(40, "THREE_POINT_MAKE", AWAY, "201"),
        play(50, "THREE_POINT_MAKE", AWAY, "202"),
        play(60, "FREE_THROW_MISS", HOME, "101"),
        play(70, "FREE_THROW_MAKE", AWAY, "202"),
    ).whole()
    assert made["story"] == {
        "lead_changes": 1,
        "times_tied": 2,
        "biggest_lead": {"home": 3, "away": 4},
        "run": {"team": "away", "points": 7},
    }
    assert made["plays"]["50:THREE_POINT_MAKE:202"]["away"] == 8


def test_same_team_leading_again_after_a_tie() -> None:
    """A tie that the same team breaks is no lead change."""
    kinds = [(10, HOME, "101"), (20, AWAY, "201"), (30, HOME, "101")]
    made = document(*[play(second, "TWO_POINT_MAKE", team, player) for second, team, player in kinds]).whole()
    assert (made["story"]["lead_changes"], made["story"]["times_tied"]) == (0, 1)


def test_substitutions_tell_the_floor() -> None:
    """Where no lineups are sent, starters and substitutions say who is on the floor."""
    made = document(
        play(10, "SUBSTITUTION_OUT", HOME, "105"),
        play(10, "SUBSTITUTION_IN", HOME, "106"),
        play(20, "TWO_POINT_MAKE", HOME, "106"),
    ).whole()
    assert made["lineups"]["home"] == {"players": [*HOME_FIVE[:4], "106"], "source": "plays", "since": T0 + 10_000}
    assert made["players"]["106"]["plus_minus"] == 2
    assert made["players"]["105"]["plus_minus"] == 0
    assert "on_floor" not in made["players"]["105"]


def test_possessions_tell_the_floor() -> None:
    """Where neither is sent, the possessions do, with their own clock."""
    data = {"team": AWAY, "start": T0 + 100_000, "period": "Q1", "start_clock_ms": 620_000, "stats": []}
    row = Put("possessions", "p", {**data, "players": list(AWAY_FIVE), "opponents": list(SUBSTITUTED)})
    made = document(row, play(160, "TURNOVER", HOME, "101")).whole()
    assert made["lineups"]["home"]["source"] == "possessions"
    assert [made["players"][player]["seconds"] for player in ("101", "105", "106")] == [160, 100, 60]


def test_starters_until_anybody_says_more() -> None:
    """Before the first word of the floor the starters stand on it."""
    lineups = document().whole()["lineups"]
    assert lineups == {
        "home": {"players": list(HOME_FIVE), "source": "starters"},
        "away": {"players": list(AWAY_FIVE), "source": "starters"},
    }


def test_period_stats() -> None:
    """Each period has the lines of both teams and of the players, counted from the plays."""
    made = document(
        play(10, "TWO_POINT_MAKE", HOME, "101"),
        play(15, "ASSIST", HOME, "102"),
        play(800, "THREE_POINT_MAKE", HOME, "101", period="Q2", clock_ms=640_000),
    ).whole()["period_stats"]
    assert made["Q1"]["home"] == {"PTS": 2, "FG": 1, "FGA": 1, "AST": 1}
    assert made["Q2"] == {who: {"PTS": 3, "FG": 1, "FGA": 1, "FG3": 1, "FGA3": 1} for who in ("home", "101")}


@pytest.mark.parametrize(("rules", "fouls"), [("NBA", 1), ("FIBA", 2)])
def test_offensive_fouls_by_the_rule_set(rules: str, fouls: int) -> None:
    """An offensive foul is a team foul where the rule set says so; a technical foul without a stat is none."""
    made = document(
        play(10, "PERSONAL_FOUL", AWAY, "201"),
        play(20, "OFFENSIVE_FOUL", AWAY, "201"),
        play(30, "TECHNICAL_FOUL", AWAY, "201"),
        rules=rules,
    ).whole()["team_stats"]
    assert made["away"]["fouls"] == fouls
    assert made["home"]["fouls"] == 0


def test_timeouts_come_with_the_first_one() -> None:
    """Timeouts left are not known before the feed has sent a timeout, and are for both teams from then on."""
    made = document(play(10, "PERSONAL_FOUL", AWAY, "201"))
    assert "timeouts" not in made.whole()["team_stats"]["home"]
    feed(made, [play(20, "TIMEOUT", HOME), play(30, "TIMEOUT", None)], start=100)
    made.topics()
    assert [made.whole()["team_stats"][side]["timeouts"] for side in ("home", "away")] == [6, 7]


KINDS = ["TWO_POINT_MAKE", "THREE_POINT_MAKE", "FREE_THROW_MAKE", "PERSONAL_FOUL", "ASSIST", "TURNOVER"]
plays = st.builds(
    lambda second, kind, player: play(second, kind, HOME if player[0] == "1" else AWAY, player),
    st.integers(0, 719),
    st.sampled_from(KINDS),
    st.sampled_from([*HOME_FIVE, *AWAY_FIVE]),
)
changes = st.builds(
    lambda second, off: lineup(second, HOME, [player for player in (*HOME_FIVE, "106") if player != off]),
    st.integers(0, 719),
    st.sampled_from([*HOME_FIVE, "106"]),
)


def counted(timeline: Timeline) -> dict[str, Any]:
    """Return everything that was counted."""
    return {name: value for name, value in vars(timeline.fold).items() if name != "rules"}


shots = st.builds(
    lambda second, player, made: shot(second, player, made=made),
    st.integers(0, 719),
    st.sampled_from([*HOME_FIVE, *AWAY_FIVE]),
    st.booleans(),
)


def only(source: str, events: Events) -> tuple[Events, Events, Events]:
    """Return what a timeline takes in for events of one source alone."""
    return tuple(events if source == name else {} for name in ("details", "lineups", "shots"))  # type: ignore[return-value]


@given(st.lists(st.one_of(plays, changes, shots), max_size=150), st.data())
def test_late_insertion_equals_counting_in_order(rows: list[Put], data: st.DataObject) -> None:
    """Plays and changes taken in at any order, deleted and put back, count as they do in order of time."""
    rules, sides = presets()["NBA"], {HOME: "home", AWAY: "away"}
    starters = {"home": HOME_FIVE, "away": AWAY_FIVE}
    wanted: dict[str, dict[str, Any]] = {"details": {}, "lineups": {}, "shots": {}}
    for row in rows:
        wanted[row.source][row.key] = row.data
    once = Timeline(rules, sides, starters, "lineups")
    once.update(wanted["details"], wanted["lineups"], wanted["shots"])
    bit_by_bit = Timeline(rules, sides, starters, "lineups")
    items = [(source, key) for source, entries in wanted.items() for key in entries]
    for source, key in data.draw(st.permutations(items)):
        value = {key: wanted[source][key]}
        bit_by_bit.update(*only(source, value))
        if data.draw(st.integers(0, 9)) == 0:
            bit_by_bit.update(*only(source, {key: None}))
            bit_by_bit.update(*only(source, value))
    assert counted(bit_by_bit) == counted(once)
    assert len(bit_by_bit) == len(items)


def test_late_play_counts_only_what_comes_after_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """A play a little out of place does not make the whole game be counted again."""
    made = document(*[play(second, "TURNOVER", HOME, "101") for second in range(0, 700, 2)])
    counts = 0
    fold = type(made._timeline.fold)
    original = fold.play

    def counting(*arguments: Any) -> None:
        nonlocal counts
        counts += 1
        original(*arguments)

    monkeypatch.setattr(fold, "play", counting)
    feed(made, [play(695, "TURNOVER", HOME, "102")], start=2_000)
    made.topics()
    assert 0 < counts <= COPY_EVERY + 4


def test_play_moved_in_time() -> None:
    """A play whose time is corrected to later leaves nothing at its old place."""
    made = GameDocument("e1", "NBA")
    feed(made, [*OPENING, play(10, "TWO_POINT_MAKE", HOME, "101", key="a"), play(20, "ASSIST", HOME, "102")])
    made.topics()
    feed(made, [play(30, "TWO_POINT_MAKE", HOME, "101", key="a")], start=100)
    assert made.topics()["plays"]["a"]["home"] == 2
    assert made.whole()["period_stats"]["Q1"]["home"]["PTS"] == 2
