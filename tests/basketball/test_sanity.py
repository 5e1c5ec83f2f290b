"""What a row must not say is taken out of it or refused, with the reason; the rest of it stays."""

from __future__ import annotations

from typing import Any

import pytest

from broadcast.basketball.rules import presets
from broadcast.basketball.sanity import check
from tests.basketball.build import AWAY, HOME, HOME_FIVE, Put, document, lineup, play, roster, schedule, shot
from tests.schemas import validate_document

SIDES = {HOME: "home", AWAY: "away"}
NBA = presets()["NBA"]


def checked(row: Put, sides: dict[str, str] = SIDES) -> tuple[dict[str, Any] | None, list[str]]:
    """Return what is left of a row, and the reasons."""
    assert row.data is not None
    return check(row.source, row.data, sides, NBA)


@pytest.mark.parametrize(
    "row",
    [
        play(10, "TWO_POINT_MAKE", HOME, "101"),
        play(720, "PERIOD_END", None),
        shot(10, "101", x=-7_500, y=27_000, distance=28_000),
        lineup(0, HOME, HOME_FIVE),
        play(10, "TURNOVER", HOME, "101", period="Warm-up", clock_ms=1_200_000),
        Put("clock", "game", {"period": "Q1", "clock_ms": 900_000, "resolution_ms": 100}),
    ],
    ids=lambda row: row.source,
)
def test_sound_rows_stay_as_they_are(row: Put) -> None:
    """A row that could be true is not touched; a countdown on the scoreboard is no absurdity."""
    assert checked(row) == (row.data, [])


@pytest.mark.parametrize(
    ("clock", "reason"), [(-1, "a clock of -1 ms"), (721_000, "a clock of 721 s in a period of 720 s")]
)
def test_absurd_clock_is_left_out(clock: int, reason: str) -> None:
    """A negative clock, or one longer than the period, is taken out of a play that otherwise stands."""
    data, reasons = checked(play(10, "TWO_POINT_MAKE", HOME, "101", clock_ms=clock))
    assert reasons == [reason]
    assert data is not None
    assert "clock_ms" not in data
    assert data["classification"] == "TWO_POINT_MAKE"


@pytest.mark.parametrize("source", ["clock", "totals"])
def test_negative_scoreboard_is_left_out(source: str) -> None:
    """A scoreboard below zero shows no time."""
    data, reasons = check(source, {"period": "Q1", "clock_ms": -5, "shot_clock_ms": -1}, SIDES, NBA)
    assert data == {"period": "Q1"}
    assert len(reasons) == 2


@pytest.mark.parametrize("place", [{"y": 40_000}, {"x": -40_000}, {"distance": 40_000}])
def test_shot_from_outside_the_hall_has_no_place(place: dict[str, Any]) -> None:
    """A shot 40 m from the hoop counts, and is not drawn."""
    data, reasons = checked(shot(10, "101", **place))
    assert reasons == ["a position 40 m from the hoop"]
    assert data is not None
    assert not {"x", "y", "distance"} & data.keys()
    assert data["made"] is True


@pytest.mark.parametrize("row", [shot(10, "101"), lineup(0, HOME, HOME_FIVE)], ids=["shots", "lineups"])
def test_row_of_another_team_is_refused(row: Put) -> None:
    """A shot or a lineup of a team that does not play here is refused."""
    assert row.data is not None
    data, reasons = check(row.source, {**row.data, "team": "999"}, SIDES, NBA)
    assert (data, reasons) == (None, ["team 999 does not play in this game"])


def test_play_of_another_team_loses_its_team() -> None:
    """A play of a team that does not play here stays in the list, for nobody."""
    data, reasons = checked(play(10, "TURNOVER", "999"))
    assert data is not None
    assert "team" not in data
    assert reasons == ["team 999 does not play in this game"]


def test_teams_are_not_judged_before_both_are_known() -> None:
    """While the two teams are not known, no team is foreign."""
    assert checked(shot(10, "101"), {})[1] == []


def test_player_twice_in_a_lineup_is_refused() -> None:
    """Five players that are four are nobody's lineup."""
    twice = (*HOME_FIVE[:4], "101")
    assert checked(lineup(0, HOME, twice)) == (None, ["a player stands twice in the lineup"])
    possession = {"team": HOME, "start": 1, "players": list(HOME_FIVE), "opponents": ["201", "201"], "stats": []}
    assert check("possessions", possession, SIDES, NBA)[0] is None


def test_several_absurdities_are_all_told() -> None:
    """Each thing left out has its reason."""
    _, reasons = checked(play(10, "TURNOVER", "999", clock_ms=-1, x=50_000))
    assert len(reasons) == 3


def test_markup_in_a_name_stays_text() -> None:
    """A name is passed on letter by letter, and is whoever shows it's to escape."""
    name = "<script>alert('1')</script> & \u202eÅngström \"Ö\""
    made = document(
        opening=[
            schedule(home={"id": HOME, "name": name}),
            roster(HOME, players={"101": {"name": name, "jersey": "00"}}),
            roster(AWAY),
        ]
    ).whole()
    assert made["game"]["home"]["name"] == name
    assert made["players"]["101"] == {"name": name, "jersey": "00", "team": "home", "line": {}}
    validate_document(made)
