"""The importer of `euroleague` on an invented game: every trap of the format, and what is broken."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from broadcast.recordings.importers import ImportFailed
from broadcast.recordings.importers.euroleague import number
from tests.endtoend.reference import final_document
from tests.recordings import euroleague_game as made
from tests.recordings.consistency import check_recording
from tests.recordings.counting import Floor, final_details, final_rows, lines_of_stats


def key(player: int) -> str:
    """Return the id that a player has in a recording."""
    return str(number(f"P{player}", "a player"))


@pytest.mark.parametrize("late", [False, True])
def test_everything_agrees(tmp_path: Path, late: bool) -> None:
    """The small game holds together; the only thing to note is the player who is not in the box score."""
    imported = made.import_it(tmp_path, late=late)
    check_recording(imported.recording)
    assert imported.notes == ["ÁNA NAME208 (P208) is in the plays, not in the box"]


def test_plays_become_classifications(tmp_path: Path) -> None:
    """Each row becomes its play in the order of the list, whatever its number; what is no play is left out."""
    rows = final_details(made.import_it(tmp_path).recording.records)
    assert [row["classification"] for row in rows if row["period"] in ("Q1", "Q2")] == [
        "PERIOD_START", "JUMP_BALL", "TWO_POINT_MAKE", "ASSIST", "LIVE_BALL_TURNOVER", "STEAL", "TWO_POINT_MAKE",
        "PERSONAL_FOUL", "SUBSTITUTION_IN", "SUBSTITUTION_OUT", "FREE_THROW_MAKE", "FREE_THROW_MISS",
        "DEFENSIVE_REBOUND", "THREE_POINT_MAKE", "ASSIST", "TWO_POINT_MISS", "BLOCK", "OFFENSIVE_REBOUND",
        "TECHNICAL_FOUL", "FREE_THROW_MAKE", "TECHNICAL_FOUL", "FREE_THROW_MAKE", "OFFENSIVE_FOUL", "TURNOVER",
        "TIMEOUT", "PERIOD_END",
        "PERIOD_START", "SUBSTITUTION_IN", "SUBSTITUTION_OUT", "SUBSTITUTION_IN", "SUBSTITUTION_OUT", "TWO_POINT_MAKE",
        "PERIOD_END",
    ]  # fmt: skip


def test_assists_go_with_their_baskets(tmp_path: Path) -> None:
    """An assist that is entered three seconds after the basket is 1 ms after it, and the shot has its passer."""
    recording = made.import_it(tmp_path).recording
    rows = final_details(recording.records)
    place = next(number for number, row in enumerate(rows) if row["classification"] == "ASSIST")
    assert rows[place]["timestamp"] == rows[place - 1]["timestamp"] + 1
    assert rows[place]["gameClock"] == "09:40.0"
    shots = final_document(recording)["shots"].values()
    assert [shot["assisted_by"] for shot in shots if "assisted_by" in shot] == [key(102), key(204)]


def test_padded_ids_are_one_player(tmp_path: Path) -> None:
    """Ids padded with spaces are those of the box score; who has letters in it still has a number of his own."""
    lines = lines_of_stats(made.import_it(tmp_path).recording.records)
    assert {key(101), key(208)} <= set(lines)
    assert lines[key(101)]["PTS"] == 2 + 1 + 2 + 2
    codes = ("P012", "P12", "PABC", "PAB", "BC")
    assert len({number(code, "a code") for code in codes}) == len(codes)


def test_technical_fouls_are_charged_to_players_only(tmp_path: Path) -> None:
    """A player's technical foul counts among his; the coach's is the team's. Their free throws are in no possession."""
    recording = made.import_it(tmp_path).recording
    player, coach = (row for row in final_details(recording.records) if row["classification"] == "TECHNICAL_FOUL")
    assert (player["stats"], coach["stats"], coach["act"]) == ({"FL": 1}, {}, "TEAM")
    clocks = {stat["game_clock"] for row in final_rows(recording.records, "possessions") for stat in row["stats"]}
    assert not clocks & {"07:40.0", "07:30.0"}


def test_points_count_for_those_on_the_floor_at_the_shot(tmp_path: Path) -> None:
    """By FIBA's rule a free throw counts for who came in between the foul and the shot."""
    plays = made.Log()
    plays.add(1, "", "BP")
    plays.add(1, "08:30", "CM", 202)
    plays.swap(1, "08:30", 106, 105)
    plays.add(1, "08:30", "FTM", 101)
    plays.add(1, "", "EG")
    recording = made.import_it(tmp_path, made.files(plays)).recording
    assert recording.header.rules == "FIBA"
    players = final_document(recording)["players"]
    assert (players[key(105)]["plus_minus"], players[key(106)]["plus_minus"]) == (0, 1)


def test_overtimes_come_out_of_one_list(tmp_path: Path) -> None:
    """All overtimes are in one list; each begins with its own row, or where the clock goes up."""
    recording = made.import_it(tmp_path).recording
    totals = final_rows(recording.records, "totals")[0]
    assert [period["period"] for period in totals["periodTotals"]] == ["OT2", "OT1", "Q4", "Q3", "Q2", "Q1"]
    plays = made.log()
    plays.quarters["ExtraTime"] = [row for row in plays.quarters["ExtraTime"] if row["MARKERTIME"]]
    plays.quarters["ExtraTime"].insert(1, plays.add(5, "00:10", "2FGA", 101))
    plays.quarters["ExtraTime"].pop()
    without = made.import_it(tmp_path, made.files(plays)).recording
    check_recording(without)
    assert list(without.header.event["results"])[-1]["id"] != list(without.header.event["results"])[-2]["id"]
    assert len(without.header.event["results"]) == 6


def test_substitutions_of_a_break_belong_to_the_new_period(tmp_path: Path) -> None:
    """They have lower numbers than its first row, and come after it."""
    recording = made.import_it(tmp_path).recording
    rows = final_details(recording.records)
    floor = Floor(recording.records)
    basket = next(row for row in rows if row.get("pid") == key(208))
    assert key(105) in floor.five(str(number(made.HOME, "a team")), basket["timestamp"])


def test_times_are_worked_out_where_there_are_none(tmp_path: Path) -> None:
    """Only shots have a time; what lies between them follows the game clock."""
    rows = final_details(made.import_it(tmp_path).recording.records)
    at = {row["gameClock"]: row["timestamp"] for row in reversed(rows) if row["period"] == "Q1"}
    first = at["09:40.0"]
    assert [at[clock] - first for clock in ("09:10.0", "09:00.0", "08:10.0")] == [30_000, 40_000, 90_000]
    assert at["09:59.0"] == first - 19_000


def test_a_shot_without_a_place_is_kept_and_noted(tmp_path: Path) -> None:
    """Shots with no place, the sentinel's, or one off the court count; they have none."""
    contents = made.files()
    rows = contents["Points.json"]["Rows"]
    rows[0] |= {"COORD_X": None}
    rows[1] |= {"COORD_X": -1, "COORD_Y": -1, "ZONE": " "}
    rows[3] |= {"COORD_Y": 999_999}
    imported = made.import_it(tmp_path, contents)
    check_recording(imported.recording)
    assert imported.notes[-1] == "shots without a place: 3"
    assert [shot["hsx"] for shot in final_rows(imported.recording.records, "shots")][:4] == [None, None, None, 1500]


def test_no_times_at_all(tmp_path: Path) -> None:
    """Without a single time the game goes on without a stop from the hour of the header, and it is told."""
    contents = made.files()
    for row in contents["Points.json"]["Rows"]:
        row["UTC"] = ""
    imported = made.import_it(tmp_path, contents)
    check_recording(imported.recording)
    assert "no play has a time: the game is taken to have gone on without a stop" in imported.notes
    assert final_details(imported.recording.records)[0]["timestamp"] == imported.recording.header.game["tipoff_at"]


def test_what_is_unknown_is_told(tmp_path: Path) -> None:
    """Rows of an unknown type are left out and counted; what the box score says otherwise is told."""
    plays = made.log()
    plays.add(4, "01:00", "WAVE", 101)
    contents = made.files(plays)
    contents["Boxscore.json"]["Stats"][0]["PlayersStats"][0] |= {"Assistances": 7}
    imported = made.import_it(tmp_path, contents)
    assert imported.notes[1:] == [
        f"left out: 1 of the unknown type 'WAVE', first play {plays.number}",
        "ÁNA NAME101: AST 0 in the plays, 7 in the box",
    ]


@pytest.mark.parametrize(
    ("name", "change", "reason"),
    [
        ("Points.json", {"Rows": {}}, r"Points\.json: not in the format euroleague: Expected `array`.*\$\.Rows"),
        ("Points.json", {"Nothing": 1}, r"Points\.json: expected one of PlaybyPlay\.json, .* got none of them"),
        ("Boxscore.json", {"Stats": []}, r"Boxscore\.json: expected two teams, got 0"),
        ("Header.json", {"Competition": "X"}, r"Header\.json: .*missing required field `TeamA`"),
        ("Boxscore.json", {"DefensiveReboundsA": 1}, r"expected one Comparison\.json, got"),
    ],
)
def test_broken_files_are_refused(tmp_path: Path, name: str, change: Any, reason: str) -> None:
    """What cannot be read is refused with the file, the place and the reason."""
    with pytest.raises(ImportFailed, match=reason):
        made.import_it(tmp_path, made.files() | {name: change})


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"MARKERTIME": "9.59"}, r"PlaybyPlay\.json: play 50: expected a clock like 09:59, got '9\.59'"),
        ({"MARKERTIME": "19:59"}, r"PlaybyPlay\.json: play 50: expected a clock of 600 s at most"),
        ({"PLAYER_ID": "P-1"}, r"PlaybyPlay\.json: the player of play 50: expected a code of letters and digits"),
        ({"NUMBEROFPLAY": "x"}, r"PlaybyPlay\.json: .*Expected `int`.*FirstQuarter\[1\]"),
    ],
)
def test_broken_rows_are_refused(tmp_path: Path, row: dict[str, Any], reason: str) -> None:
    """A row that cannot be read is named."""
    contents = made.files()
    contents["PlaybyPlay.json"]["FirstQuarter"][1] |= row
    with pytest.raises(ImportFailed, match=reason):
        made.import_it(tmp_path, contents)


def test_files_of_two_games_are_refused(tmp_path: Path) -> None:
    """The teams of plays and header are the same."""
    contents = made.files()
    contents["Header.json"]["CodeTeamB"] = "JAY"
    with pytest.raises(ImportFailed, match="expected one game, got plays of HER and OWL, a header of HER and JAY"):
        made.import_it(tmp_path, contents)


def test_missing_files_are_named(tmp_path: Path) -> None:
    """Four of the five files are needed."""
    contents = made.files()
    del contents["Points.json"], contents["Comparison.json"]
    with pytest.raises(ImportFailed, match=r"Points\.json is missing"):
        made.import_it(tmp_path, contents)


def test_teams_change_ends_at_half_time(tmp_path: Path) -> None:
    """The files have one basket and the ends are made up: the home team's is the other one after half-time."""
    recording = made.import_it(tmp_path, made.files()).recording
    home = str(recording.header.game["home_team_id"])
    ends: dict[tuple[bool, bool], set[bool]] = {}
    for shot in final_rows(recording.records, "shots"):
        ends.setdefault((shot["tid"] == home, shot["prd"] in ("Q1", "Q2")), set()).add(shot["hy"] > 0)
    assert {(place, *there) for place, there in ends.items()} <= {
        ((True, True), True), ((True, False), False), ((False, True), False), ((False, False), True),
    }  # fmt: skip
    assert len(ends) >= 3
