"""The importer of `sportvu` on invented moments, and on the recorded ones."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from broadcast.recordings.importers import IMPORTERS, Imported, ImportFailed
from tests.endtoend.reference import final_document
from tests.recordings import games
from tests.recordings.consistency import check_keys
from tests.recordings.counting import final_rows

HOME, AWAY = 11, 22
PLAYERS = [*range(1, 6), *range(6, 11)]
COLUMNS = ["quarter", "moment_id", "quarter_clock", "shot_clock", "ball_x", "ball_y", "ball_radius"]
COLUMNS += [f"player_{place}_{what}" for place in range(1, 11) for what in ("id", "team_id", "x", "y")]
START = 1_767_466_800_000


def moments(count: int = 150, start: int = START, clock: float = 700.0) -> list[dict[str, Any]]:
    """Return moments 40 ms apart: the ball goes to the right, and each player a little upward."""
    rows = []
    for number in range(count):
        row: dict[str, Any] = {
            "quarter": 1,
            "moment_id": start + 40 * number,
            "quarter_clock": f"{clock - 0.04 * number:.2f}",
            "shot_clock": f"{20 - 0.04 * number:.2f}",
            "ball_x": 47 + 0.1 * number,
            "ball_y": 25,
            "ball_radius": 5,
        }
        for place, player in enumerate(PLAYERS, start=1):
            row |= {
                f"player_{place}_id": player,
                f"player_{place}_team_id": HOME if player <= 5 else AWAY,
                f"player_{place}_x": 5 * player,
                f"player_{place}_y": 10 + 0.1 * number,
            }
        rows.append(row)
    return rows


def without_ball(row: dict[str, Any]) -> dict[str, Any]:
    """Return a moment as the source writes it where the ball is not seen: the first player is in its columns."""
    shifted = dict(row) | {"ball_x": row["player_1_x"], "ball_y": row["player_1_y"], "ball_radius": 0.0}
    for place in range(1, 11):
        for what in ("id", "team_id", "x", "y"):
            shifted[f"player_{place}_{what}"] = row.get(f"player_{place + 1}_{what}", "")
    return shifted


def write(path: Path, rows: Sequence[dict[str, Any]], columns: Sequence[str] = COLUMNS) -> Path:
    """Write a file of moments."""
    with path.open("w", newline="", encoding="utf-8") as lines:
        writer = csv.DictWriter(lines, columns, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    return path


def import_it(folder: Path, rows: Sequence[dict[str, Any]]) -> Imported:
    """Write moments and import them."""
    return IMPORTERS["sportvu"]([write(folder / "moments.csv", rows)], False)


def places(imported: Imported, tag: str) -> list[tuple[int, int, int, int]]:
    """Return where a tag was: t, x, y, z."""
    return [
        (record.row["t"], record.row["x"], record.row["y"], record.row["z"])
        for record in imported.recording.records
        if record.source == "locations" and record.key == tag and record.row
    ]


def test_moments_become_locations(tmp_path: Path) -> None:
    """Each moment has ten players and the ball: mm from the middle of the court, x across, y along."""
    imported = import_it(tmp_path, moments())
    check_keys(imported.recording)
    assert imported.notes == []
    rows = [record.row for record in imported.recording.records if record.source == "locations" and record.row]
    assert len(rows) == 150 * 11
    session = imported.recording.header.event["results"][0]["id"]
    assert rows[0] == {
        "x": round(15 * 304.8), "y": round(-42 * 304.8), "z": 0, "t": START, "type": "PLAYER", "sid": session,
        "tag": "1", "tid": HOME, "speed": None, "pid": 1, "gc": "11:40.00", "sc": "20.00",
    }  # fmt: skip
    ball = rows[21]
    assert (ball["type"], ball["tid"], ball["pid"], ball["tag"]) == ("BALL", None, None, "ball")
    assert (ball["x"], ball["y"], ball["z"]) == (0, round(0.1 * 304.8), 1524)
    assert (ball["gc"], ball["sc"], ball["t"]) == ("11:39.96", "19.96", START + 40)


def test_what_goes_with_the_moments(tmp_path: Path) -> None:
    """The recording has both fives, the clock once a second, and markers; it has no score."""
    recording = import_it(tmp_path, moments()).recording
    document = final_document(recording)
    assert {side: sorted(document["lineups"][side]["players"], key=int) for side in ("home", "away")} == {
        "home": ["1", "2", "3", "4", "5"],
        "away": ["6", "7", "8", "9", "10"],
    }
    assert len([record for record in recording.records if record.source == "clock"]) == 6
    assert [row["data"]["status"] for row in final_rows(recording.records, "marker")] == [
        "STARTED", "STARTED", "ENDED", "GAME_END",
    ]  # fmt: skip
    assert "score" not in document


def test_ids_with_a_point_are_whole(tmp_path: Path) -> None:
    """An id that is written 6.0 in some rows is the player 6."""
    rows = moments()
    for row in rows[::2]:
        row |= {"player_6_id": "6.0", "player_6_team_id": f"{AWAY}.0"}
    imported = import_it(tmp_path, rows)
    assert len(places(imported, "6")) == 150
    assert [team["id"] for team in imported.recording.header.rosters] == [HOME, AWAY]


def test_a_scrap_is_left_out(tmp_path: Path) -> None:
    """A second of another play before the rest is left out and told, a long stretch after a break is kept."""
    scrap, rest = moments(26, START - 8000), moments(150)
    later = moments(150, START + 60_000, 640.0)
    imported = import_it(tmp_path, [*scrap, *rest, *later])
    assert imported.notes == ["left out: rows 0 to 25, a scrap of 1.0 s apart from the rest"]
    times = [place[0] for place in places(imported, "1")]
    assert times == [row["moment_id"] for row in (*rest, *later)]
    assert imported.recording.header.t0 < times[0]


def test_a_player_in_the_place_of_the_ball_is_put_back(tmp_path: Path) -> None:
    """Where the first player is in the ball's columns, he is where he was, and there is no ball."""
    rows = moments()
    imported = import_it(tmp_path, [*rows[:50], *map(without_ball, rows[50:60]), *rows[60:]])
    whole = import_it(tmp_path, rows)
    for player in PLAYERS:
        assert places(imported, str(player)) == places(whole, str(player))
    assert places(imported, "ball") == places(whole, "ball")[:50] + places(whole, "ball")[60:]
    assert imported.notes == ["rows 50 to 59: 10 moments have a player where the ball should be, and no ball"]


def test_a_missing_player_is_told(tmp_path: Path) -> None:
    """A player who is lost for some moments is not there in them; the ball is, and the lineup stays."""
    rows = moments()
    for row in rows[20:30]:
        row |= {"player_10_id": "", "player_10_team_id": "", "player_10_x": "", "player_10_y": ""}
    imported = import_it(tmp_path, rows)
    assert (len(places(imported, "10")), len(places(imported, "ball"))) == (140, 150)
    assert imported.notes == ["rows 20 to 29: 10 moments have fewer than ten players"]
    assert len(final_rows(imported.recording.records, "lineups")) == 2


@pytest.mark.parametrize("ball", [{"ball_x": 50, "ball_y": 12, "ball_radius": 5}, {"ball_x": 80, "ball_radius": 0}])
def test_a_ball_is_no_missing_player(tmp_path: Path, ball: dict[str, Any]) -> None:
    """A ball in the air beside a player who is lost, or on the floor far from him, is the ball."""
    rows = moments()
    for row in rows[20:30]:
        row |= {"player_10_id": "", "player_10_team_id": "", "player_10_x": "", "player_10_y": "", **ball}
    imported = import_it(tmp_path, rows)
    assert (len(places(imported, "10")), len(places(imported, "ball"))) == (140, 150)


def test_the_first_of_two_rows_of_a_moment_counts(tmp_path: Path) -> None:
    """A moment that is there twice is as its first row has it."""
    rows = moments()
    again = dict(rows[10]) | {"player_1_x": 90}
    assert import_it(tmp_path, [*rows, again]).recording == import_it(tmp_path, rows).recording


def test_a_clock_that_steps_up_is_sent_as_it_is(tmp_path: Path) -> None:
    """The officials set the clock up on a dead ball; a clock that is not there is null."""
    rows = moments()
    rows[100] |= {"quarter_clock": "697.09", "shot_clock": ""}
    row = next(
        record.row
        for record in import_it(tmp_path, rows).recording.records
        if record.source == "locations" and record.row and record.row["t"] == rows[100]["moment_id"]
    )
    assert (row["gc"], row["sc"]) == ("11:37.09", None)


def test_moments_are_put_in_order(tmp_path: Path) -> None:
    """Rows out of order, and those that are there twice, make the same recording."""
    rows = moments()
    imported = import_it(tmp_path, [*rows[80:], *rows[:90]])
    assert imported.recording == import_it(tmp_path, rows).recording
    assert imported.notes == ["left out: 10 rows of moments that are there already"]


def test_quarters_are_sessions(tmp_path: Path) -> None:
    """Each quarter is a session that its locations name."""
    second = [row | {"quarter": 2} for row in moments(150, START + 700_000)]
    recording = import_it(tmp_path, [*moments(), *second]).recording
    sessions = recording.header.event["results"]
    assert [(session["started_at"], session["ended_at"]) for session in sessions] == [
        (START, START + 149 * 40),
        (START + 700_000, START + 700_000 + 149 * 40),
    ]
    for record in recording.records:
        if record.source == "locations" and record.row:
            session = next(session for session in sessions if session["id"] == record.row["sid"])
            assert session["started_at"] <= record.row["t"] <= session["ended_at"]


def test_names_come_from_a_second_file(tmp_path: Path) -> None:
    """player_data.csv has names, numbers and the teams' letters."""
    names = tmp_path / "player_data.csv"
    names.write_text("player_id,player_name,team_id,team,position,jersey_number\n1,ána heron,11,HER,SG,00\n")
    path = write(tmp_path / "moments.csv", moments())
    recording = IMPORTERS["sportvu"]([names, path], False).recording
    home = recording.header.rosters[0]
    assert (home["name"], home["players"][0]["display_name"]) == ("HER", "Ána Heron")
    assert home["players"][0]["jersey_number_str"] == "00"
    assert home["players"][1]["display_name"] == "Player 2"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"ball_x": "left"}, r"moments\.csv: row 3: expected a number in ball_x, got 'left'"),
        ({"ball_x": "inf"}, r"moments\.csv: row 3: expected ball_x up to 200, got inf"),
        ({"moment_id": ""}, r"moments\.csv: row 3: expected a quarter and a moment_id, got '1' and None"),
        ({"player_1_id": "1.5"}, r"moments\.csv: row 3: expected a whole number in player_1_id, got '1\.5'"),
        ({"player_1_team_id": "33"}, r"moments\.csv: expected players of two teams, got 3: 11, 22, 33"),
        ({"player_1_team_id": "22"}, r"moments\.csv: row 3: the player 1 is of both teams"),
    ],
)
def test_broken_rows_are_refused(tmp_path: Path, change: dict[str, str], reason: str) -> None:
    """A row that cannot be read is named, with its column."""
    rows = moments(10)
    rows[3] |= change
    with pytest.raises(ImportFailed, match=reason):
        import_it(tmp_path, rows)


def test_other_files_are_refused(tmp_path: Path) -> None:
    """A file without the columns, without moments, twice, or that is not there, is named."""
    importer = IMPORTERS["sportvu"]
    with pytest.raises(ImportFailed, match=r"a\.csv: expected the columns of moments\.csv or player_data\.csv"):
        importer([write(tmp_path / "a.csv", moments(2), COLUMNS[:9])], False)
    with pytest.raises(ImportFailed, match=r"b\.csv: expected moments, got none"):
        importer([write(tmp_path / "b.csv", [])], False)
    with pytest.raises(ImportFailed, match=r"no\.csv: cannot be read: No such file"):
        importer([tmp_path / "no.csv"], False)
    path = write(tmp_path / "c.csv", moments(2))
    with pytest.raises(ImportFailed, match=r"c\.csv: expected one file of moments"):
        importer([path, path], False)
    with pytest.raises(ImportFailed, match=r"no files: expected moments\.csv"):
        importer([], False)
    (tmp_path / "d.csv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ImportFailed, match=r"d\.csv: expected lines of comma-separated values"):
        importer([tmp_path / "d.csv"], False)


@pytest.mark.games
def test_recorded_moments() -> None:
    """Rows 26 to 552 of the recorded moments are there, each with its players, and the ball where it was seen."""
    imported = games.imported(games.SPORTVU)
    check_keys(imported.recording)
    assert imported.notes == [
        "left out: rows 0 to 25, a scrap of 1.0 s apart from the rest",
        "rows 90 to 104: 15 moments have a player where the ball should be, and no ball",
    ]
    with games.files(games.SPORTVU)[0].open(newline="", encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))[26:553]
    found = {
        (record.row["t"], record.key): record.row
        for record in imported.recording.records
        if record.source == "locations" and record.row
    }
    assert len(found) == 527 * 11 - 15
    assert len({tag for _, tag in found}) == 11
    for row in rows:
        at = int(row["moment_id"])
        for place in range(1, 11):
            if not row[f"player_{place}_id"]:
                continue
            held = found[at, str(int(float(row[f"player_{place}_id"])))]
            assert held["x"] == pytest.approx((25 - float(row[f"player_{place}_y"])) * 304.8, abs=0.51)
            assert held["y"] == pytest.approx((float(row[f"player_{place}_x"]) - 47) * 304.8, abs=0.51)
            minutes, seconds = held["gc"].split(":")
            assert int(minutes) * 60 + float(seconds) == pytest.approx(float(row["quarter_clock"]), abs=0.0101)
        if float(row["ball_radius"]):
            held = found[at, "ball"]
            assert held["z"] == pytest.approx(float(row["ball_radius"]) * 304.8, abs=0.51)
            assert (held["x"], held["y"]) == (
                pytest.approx((25 - float(row["ball_y"])) * 304.8, abs=0.51),
                pytest.approx((float(row["ball_x"]) - 47) * 304.8, abs=0.51),
            )
        else:
            assert (at, "ball") not in found
