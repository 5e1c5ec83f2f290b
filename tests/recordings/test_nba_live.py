"""The importer of `nba-live` on a small invented game, whole and broken."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from broadcast.recordings.importers import IMPORTERS, Imported, ImportFailed
from tests.recordings.consistency import check_recording
from tests.recordings.counting import final_details, final_rows, lines_of_stats

HOME, AWAY = 11, 22


def box() -> dict[str, Any]:
    """A box score of two teams of six: players 111 to 116 and 221 to 226, the first five start."""

    def team(team_id: int, name: str, score: int) -> dict[str, Any]:
        players: list[dict[str, Any]] = [
            {
                "personId": team_id * 10 + number,
                "name": f"Ána {name}{number}",
                "firstName": "Ána",
                "familyName": f"{name}{number}",
                "jerseyNum": "00" if number == 1 else str(number),
                "starter": "1" if number < 6 else "0",
                "statistics": {},
            }
            for number in range(1, 7)
        ]
        return {
            "teamId": team_id,
            "teamName": name,
            "teamTricode": name[:3],
            "score": score,
            "players": players,
        }

    return {
        "game": {
            "gameId": "0099900001",
            "gameTimeUTC": "2026-01-03T19:00:00Z",
            "arena": {"arenaId": 1, "arenaName": "Old Hall"},
            "homeTeam": team(HOME, "Herons", 5),
            "awayTeam": team(AWAY, "Owls", 1),
        }
    }


def action(number: int, seconds: float, clock: str, kind: str, **more: Any) -> dict[str, Any]:
    """An action of the first period `seconds` after 19:00, edited 5 s later."""
    return {
        "orderNumber": number,
        "actionNumber": number,
        "period": 1,
        "clock": clock,
        "timeActual": f"2026-01-03T19:{int(seconds) // 60:02d}:{seconds % 60:04.1f}Z",
        "edited": f"2026-01-03T19:{(int(seconds) + 5) // 60:02d}:{(int(seconds) + 5) % 60:02d}Z",
        "actionType": kind,
        **more,
    }


def actions() -> list[dict[str, Any]]:
    """A period of everything that needs care; given last first, since orderNumber rules."""
    shot = {
        "teamId": HOME,
        "personId": 111,
        "subType": "Jump Shot",
        "descriptor": "pullup",
        "shotResult": "Made",
    }
    return [
        action(1, 0, "PT12M00.00S", "period", subType="start"),
        action(2, 3, "PT11M58.00S", "jumpball", subType="recovered", teamId=HOME, personId=0),
        action(3, 15, "PT11M46.00S", "3pt", **shot, side="right", x=70.0, y=40.0, assistPersonId=112),
        action(4, 30, "PT11M31.00S", "foul", subType="offensive", teamId=AWAY, personId=221),
        action(5, 30, "PT11M31.00S", "turnover", subType="offensive foul", teamId=AWAY, personId=221),
        action(6, 45, "PT11M31.00S", "substitution", subType="out", teamId=AWAY, personId=221),
        action(7, 45, "PT11M31.00S", "substitution", subType="in", teamId=AWAY, personId=226),
        # Entered late with a time before the action before it.
        action(8, 40, "PT11M31.00S", "foul", subType="technical", teamId=HOME, personId=9999),
        action(9, 55, "PT11M31.00S", "freethrow", subType="1 of 1", descriptor="technical", teamId=AWAY,
               personId=222, shotResult="Made"),
        action(10, 70, "PT11M15.00S", "2pt", teamId=HOME, personId=113, subType="Layup", shotResult="Missed",
               side="left", x=5.6, y=50.0),
        action(11, 70, "PT11M15.00S", "block", teamId=AWAY, personId=223),
        action(12, 72, "PT11M13.00S", "rebound", subType="offensive", teamId=HOME, personId=0),
        action(13, 73, "PT11M13.00S", "stoppage", subType="out-of-bounds"),
        action(14, 80, "PT11M05.00S", "2pt", teamId=HOME, personId=114, subType="DUNK", shotResult="Made",
               side="left", x=5.6, y=50.0),
        action(15, 90, "PT10M55.00S", "turnover", subType="bad pass", teamId=AWAY, personId=224,
               stealPersonId=115),
        action(16, 90, "PT10M55.00S", "steal", teamId=HOME, personId=115),
        action(17, 745, "PT00M00.00S", "period", subType="end"),
        action(18, 750, "PT00M00.00S", "game", subType="end"),
    ][::-1]  # fmt: skip


def import_it(folder: Path, plays: Any = None, box_score: Any = None, late: bool = False) -> Imported:
    """Write the two files and import them."""
    given = {"game": {"gameId": "0099900001", "actions": actions()}} if plays is None else plays
    (folder / "playbyplay.json").write_text(json.dumps(given))
    (folder / "boxscore.json").write_text(json.dumps(box() if box_score is None else box_score))
    return IMPORTERS["nba-live"]([folder / "boxscore.json", folder / "playbyplay.json"], late)


@pytest.mark.parametrize("late", [False, True])
def test_everything_agrees(tmp_path: Path, late: bool) -> None:
    """The small game holds together, on time and late, with nothing to note."""
    imported = import_it(tmp_path, late=late)
    check_recording(imported.recording)
    assert imported.notes == []


def test_plays_become_classifications(tmp_path: Path) -> None:
    """Each action becomes its play, in order of orderNumber, and stoppages none."""
    rows = final_details(import_it(tmp_path).recording.records)
    assert [row["classification"] for row in rows] == [
        "PERIOD_START", "JUMP_BALL", "THREE_POINT_MAKE", "ASSIST", "OFFENSIVE_FOUL", "TURNOVER",
        "SUBSTITUTION_OUT", "SUBSTITUTION_IN", "TECHNICAL_FOUL", "FREE_THROW_MAKE", "TWO_POINT_MISS", "BLOCK",
        "OFFENSIVE_REBOUND", "TWO_POINT_MAKE", "LIVE_BALL_TURNOVER", "STEAL", "PERIOD_END", "GAME_END",
    ]  # fmt: skip
    shot, assist, foul, turnover = rows[2:6]
    assert assist["timestamp"] == shot["timestamp"] + 1
    assert turnover["timestamp"] == foul["timestamp"] + 1
    assert (foul["stats"], turnover["stats"]) == ({"FL": 1}, {"TO": 1})


def test_a_team_and_a_stranger_act_for_the_team(tmp_path: Path) -> None:
    """A team rebound and a coach's technical foul have no player and count in nobody's line."""
    rows = {row["classification"]: row for row in final_details(import_it(tmp_path).recording.records)}
    for kind in ("OFFENSIVE_REBOUND", "TECHNICAL_FOUL"):
        assert (rows[kind]["act"], rows[kind]["teamId"], rows[kind]["stats"]) == ("TEAM", str(HOME), {})
        assert "pid" not in rows[kind]
    assert rows["PERIOD_START"]["teamId"] is None


def test_time_goes_on_where_the_provider_steps_back(tmp_path: Path) -> None:
    """An action with a time before the one before it follows that by 1 ms."""
    rows = final_details(import_it(tmp_path).recording.records)
    substitution, technical = rows[7], rows[8]
    assert technical["timestamp"] == substitution["timestamp"] + 1


def test_shots_are_placed_at_both_ends(tmp_path: Path) -> None:
    """Out and to the right from the hoop, in mm; a layup under the left basket lies at -y of the court."""
    three, layup, _ = final_rows(import_it(tmp_path).recording.records, "shots")
    assert (three["hsx"], three["hsy"]) == (round(-5 * 304.8), round(22.95 * 304.8))
    assert (three["px"], three["py"], three["hy"]) == (1524, 12725 - 6995, 12725)
    assert (layup["hsx"], layup["hsy"], layup["hy"]) == (0, round(0.014 * 304.8), -12725)
    assert three["attributes"] == ["JUMPSHOT", "OTD"]


def test_late_rows_come_when_they_were_edited(tmp_path: Path) -> None:
    """With lateness, plays, shots and stats come 5 s later; lineups, totals and the clock do not."""
    recording = import_it(tmp_path, late=True).recording
    three = next(record for record in recording.records if record.source == "shots" and record.row)
    assert three.row is not None
    assert three.at + recording.header.t0 == three.row["t"] + 5000
    scored = next(r for r in recording.records if r.source == "totals" and r.row and r.row["homeTeamScore"]["value"])
    assert scored.at + recording.header.t0 == three.row["t"]


def test_a_shot_without_a_place_is_kept_and_noted(tmp_path: Path) -> None:
    """The shot counts, its place is null."""
    given = actions()
    for one in given:
        if one["actionType"] == "3pt":
            one["x"] = one["y"] = None
    imported = import_it(tmp_path, {"game": {"gameId": "0099900001", "actions": given}})
    shot = final_rows(imported.recording.records, "shots")[0]
    assert (shot["st"], shot["px"], shot["hsx"], shot["d"]) == ("MAKE", None, None, None)
    assert imported.notes == ["the shot of action 3 has no place"]


def test_what_does_not_fit_is_noted(tmp_path: Path) -> None:
    """An unknown kind, an impossible substitution and a score that differs are told; the rest stays."""
    given = [
        *actions(),
        action(100, 95, "PT10M50.00S", "mascot", subType="dance"),
        action(
            101,
            96,
            "PT10M50.00S",
            "substitution",
            subType="out",
            teamId=HOME,
            personId=116,
            description="SUB",
        ),
    ]
    changed = box()
    changed["game"]["homeTeam"]["score"] = 6
    changed["game"]["awayTeam"]["players"][2]["statistics"] = {"blocks": 2}
    imported = import_it(tmp_path, {"game": {"gameId": "0099900001", "actions": given}}, changed)
    assert [note.split(" at ")[0] for note in imported.notes] == [
        "left out: action 100, of the unknown kind 'mascot' 'dance'",
        "the substitution 'SUB'",
        "Herons: 5 points in the plays, 6 in the box",
        "Ána Owls3: BLK 1 in the plays, 2 in the box",
    ]
    assert lines_of_stats(imported.recording.records)["223"]["BLK"] == 1


@pytest.mark.parametrize(
    ("plays", "box_score", "reason"),
    [
        ([], None, r"playbyplay\.json: expected an object with 'game'"),
        ({"game": {}}, None, r"playbyplay\.json: expected game\.actions or game\.homeTeam, got neither"),
        (
            {"game": {"gameId": "1", "actions": []}},
            None,
            "expected one game, got plays of 1 and a box of 0099900001",
        ),
        ({"game": {"gameId": "0099900001", "actions": []}}, None, "expected actions, got none"),
        (
            {"game": {"gameId": "0099900001", "actions": [{}]}},
            None,
            r"not in the format nba-live: .*orderNumber",
        ),
        (box(), None, r"playbyplay\.json \(game\.actions\) is missing"),
        (None, {"game": {"gameId": "1", "actions": []}}, r"boxscore\.json \(game\.homeTeam\) is missing"),
        (
            {"game": {"gameId": "0099900001", "actions": [action(1, 0, "12:00", "period", subType="start")]}},
            None,
            "expected a clock like PT11M22.00S, got '12:00'",
        ),
    ],
)
def test_other_files_are_refused(tmp_path: Path, plays: Any, box_score: Any, reason: str) -> None:
    """What is not such a game is refused with the file and the reason."""
    with pytest.raises(ImportFailed, match=reason):
        import_it(tmp_path, plays, box_score)


def test_broken_and_missing_files_are_named(tmp_path: Path) -> None:
    """A file that is not JSON, and one that is not there, are named."""
    (tmp_path / "a.json").write_text("{")
    with pytest.raises(ImportFailed, match=r"a\.json: expected JSON"):
        IMPORTERS["nba-live"]([tmp_path / "a.json"], False)
    with pytest.raises(ImportFailed, match=r"b\.json: cannot be read: No such file"):
        IMPORTERS["nba-live"]([tmp_path / "b.json"], False)
