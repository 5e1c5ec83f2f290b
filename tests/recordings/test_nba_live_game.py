"""A real game, imported: everything counted from the emitted rows agrees with the official box score."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from broadcast.recordings.format import Recording
from broadcast.recordings.importers import IMPORTERS, Imported
from tests import recorded
from tests.recordings.consistency import check_recording
from tests.recordings.counting import (
    Floor,
    final_details,
    final_rows,
    lines_of_details,
    lines_of_stats,
    plus_minus,
)

pytestmark = pytest.mark.games

PLAYERS_OF_THE_GAME = 34


@pytest.fixture(scope="module")
def imported() -> Imported:
    """The game imported with no lateness."""
    return IMPORTERS["nba-live"](recorded.nba_files(), False)


@pytest.fixture(scope="module")
def late() -> Recording:
    """The game imported with the provider's own lateness."""
    return IMPORTERS["nba-live"](recorded.nba_files()[::-1], True).recording


@pytest.fixture(scope="module", params=["on time", "late"])
def recording(request: pytest.FixtureRequest, imported: Imported, late: Recording) -> Recording:
    """Both recordings: what they end with is the same."""
    return imported.recording if request.param == "on time" else late


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    """The official box score."""
    return recorded.expected(recorded.NBA)


def official_lines(expected: dict[str, Any]) -> dict[str, dict[str, int]]:
    """The official line of every player who played."""
    return {
        player["id"]: {stat: player[stat] for stat in recorded.STATS}
        for player in expected["players"]
        if player["seconds"]
    }


def test_plays_give_every_official_line(recording: Recording, expected: dict[str, Any]) -> None:
    """The increments of the details rows sum to every player's official line."""
    lines = lines_of_details(final_details(recording.records))
    official = official_lines(expected)
    assert {player: {stat: lines[player][stat] for stat in recorded.STATS} for player in official} == official
    assert set(lines) <= set(official)


def test_live_stats_give_every_official_line(recording: Recording, expected: dict[str, Any]) -> None:
    """The last totals of the live stats rows are every player's official line."""
    lines = lines_of_stats(recording.records)
    official = official_lines(expected)
    assert {player: {stat: lines[player][stat] for stat in recorded.STATS} for player in official} == official


def test_totals_end_with_the_official_score(recording: Recording, expected: dict[str, Any]) -> None:
    """The last totals row has the official final score and period points."""
    totals = final_rows(recording.records, "totals")[0]
    for side in ("home", "away"):
        assert totals[f"{side}TeamScore"] == {
            "teamId": expected[side]["id"],
            "value": expected[side]["score"],
        }
        periods = {row["period"]: row[f"{side}TeamScore"]["value"] for row in totals["periodTotals"]}
        assert list(periods) == ["Q4", "Q3", "Q2", "Q1"]
        assert [periods[name] for name in ("Q1", "Q2", "Q3", "Q4")] == expected[side]["periods"]
    assert totals["status"] == "ENDED"


def test_the_score_is_never_behind(recording: Recording) -> None:
    """Scores in totals and in scoring stats rows only grow, however late a stats row comes."""
    home = str(recording.header.game["home_team_id"])
    last = (0, 0)
    for record in recording.records:
        row = record.row or {}
        if record.source == "totals":
            score = (row["homeTeamScore"]["value"], row["awayTeamScore"]["value"])
        elif record.source == "stats" and "TEAM_SCORE" in row["totalStats"]:
            own, other = row["totalStats"]["TEAM_SCORE"], row["totalStats"]["OPPOSING_TEAM_SCORE"]
            score = (own, other) if row["tid"] == home else (other, own)
        else:
            continue
        assert score[0] >= last[0]
        assert score[1] >= last[1]
        last = score


def test_shots_are_all_there(recording: Recording, expected: dict[str, Any]) -> None:
    """191 shots, 79 made, 42 of 92 by the home team and 37 of 99 by the visitors."""
    shots = final_rows(recording.records, "shots")
    assert (len(shots), sum(shot["st"] == "MAKE" for shot in shots)) == (191, 79)
    for side in ("home", "away"):
        own = [shot for shot in shots if shot["tid"] == expected[side]["id"]]
        assert (sum(shot["st"] == "MAKE" for shot in own), len(own)) == (
            expected[side]["fg"],
            expected[side]["fga"],
        )


def test_shots_lie_where_the_provider_says(imported: Imported) -> None:
    """Distance and lateral offset agree with the provider's own second set of coordinates."""
    actions = json.loads(recorded.nba_files()[0].read_bytes())["game"]["actions"]
    given = [a for a in sorted(actions, key=lambda a: a["orderNumber"]) if a["isFieldGoal"]]
    shots = final_rows(imported.recording.records, "shots")
    for action, shot in zip(given, shots, strict=True):
        # xLegacy and yLegacy are whole tenths of a foot (30.48 mm).
        assert shot["hsx"] == pytest.approx(action["xLegacy"] * 30.48, abs=40)
        assert shot["hsy"] == pytest.approx(action["yLegacy"] * 30.48, abs=40)
        assert shot["d"] == pytest.approx(action["shotDistance"] * 30.48, abs=5)


def test_absolute_and_hoop_places_agree(imported: Imported) -> None:
    """The absolute place folds onto the hoop frame as EVENT_API.md section 6 has it, at both ends."""
    ends = set()
    for shot in final_rows(imported.recording.records, "shots"):
        sign = 1 if shot["hy"] > 0 else -1
        ends.add(sign)
        assert (sign * (shot["hx"] - shot["px"]), sign * (shot["hy"] - shot["py"])) == (
            shot["hsx"],
            shot["hsy"],
        )
    assert ends == {1, -1}


def test_five_and_five_at_every_play(recording: Recording) -> None:
    """At every play five of each team are on the floor, and who acts is one of them."""
    floor = Floor(recording.records)
    checked = 0
    for row in final_details(recording.records):
        fives = {team: floor.five(team, row["timestamp"]) for team in floor.teams()}
        assert {len(five) for five in fives.values()} == {5}
        if "pid" in row and row["classification"] not in ("SUBSTITUTION_IN", "SUBSTITUTION_OUT"):
            assert row["pid"] in fives[row["teamId"]], row["description"]
            checked += 1
    assert checked == 516


def test_substitutions_and_lineups_agree(recording: Recording) -> None:
    """The substitutions among the plays lead from the starters to every lineups row."""
    fives: dict[str, set[str]] = {
        str(team["id"]): {str(p["id"]) for p in team["players"] if p["is_starter"]} for team in recording.header.rosters
    }
    details = final_details(recording.records)
    lineups = final_rows(recording.records, "lineups")
    for lineup in lineups:
        team = str(lineup["team_id"])
        five = set(fives[team])
        for row in details:
            if row["teamId"] == team and row["timestamp"] <= lineup["timestamp"]:
                if row["classification"] == "SUBSTITUTION_IN":
                    five.add(row["pid"])
                elif row["classification"] == "SUBSTITUTION_OUT":
                    five.remove(row["pid"])
        assert five == {str(player) for player in lineup["player_ids"]}
    assert len(lineups) == 40


def test_plus_minus_is_official(recording: Recording, expected: dict[str, Any]) -> None:
    """Plus-minus from lineups and plays is the official one for all players (the NBA's rule)."""
    counted = plus_minus(final_details(recording.records), Floor(recording.records))
    assert {p["id"]: counted[p["id"]] for p in expected["players"]} == {
        p["id"]: p["plus_minus"] for p in expected["players"]
    }
    assert len(expected["players"]) == PLAYERS_OF_THE_GAME


def test_seconds_on_the_floor_are_official(recording: Recording, expected: dict[str, Any]) -> None:
    """Seconds from the lineups are within 2 s of the official ones for all players."""
    seconds = Floor(recording.records).seconds(dict.fromkeys(("Q1", "Q2", "Q3", "Q4"), 0))
    for player in expected["players"]:
        assert seconds[player["id"]] == pytest.approx(player["seconds"], abs=2)


def test_event_times_strictly_increase(imported: Imported) -> None:
    """No two plays have one time, and their order is the provider's."""
    times = [
        record.row["timestamp"] for record in imported.recording.records if record.source == "details" and record.row
    ]
    assert times == sorted(set(times))
    assert len(times) == 653


def test_lateness_is_the_providers(imported: Imported, late: Recording) -> None:
    """Late rows arrive when the provider last edited them: median about 9 s, the latest over an hour."""
    waits = sorted(
        record.at + late.header.t0 - record.row["timestamp"]
        for record in late.records
        if record.source == "details" and record.row
    )
    assert 8_000 < waits[len(waits) // 2] < 10_000
    assert waits[-1] > 3_600_000
    clocks = [[r for r in recording.records if r.source == "clock"] for recording in (imported.recording, late)]
    assert clocks[0] == clocks[1]


def test_every_source_agrees_with_every_other(recording: Recording) -> None:
    """Lines, score, shots, floor, possessions and times of the imported game hold together."""
    check_recording(recording)


def test_possessions_alternate_and_are_counted(imported: Imported) -> None:
    """Possessions follow one another without overlap, a team never has two in a row within a period."""
    rows = sorted(final_rows(imported.recording.records, "possessions"), key=lambda row: row["start_timestamp"])
    for row, after in zip(rows, rows[1:], strict=False):
        assert row["start_timestamp"] < row["end_timestamp"] <= after["start_timestamp"]
        assert row["period"] != after["period"] or row["team_id"] != after["team_id"]
    assert all(len(row["player_ids"]) == len(row["opposing_player_ids"]) == 5 for row in rows)
    # The box gives 20 turnovers + 92 shots + .44 * 32 free throws - 13 offensive rebounds, about 113 a side.
    assert 110 <= len(rows) / 2 <= 115


def test_clock_runs_down_to_each_play(imported: Imported) -> None:
    """At every play between a period's start and end the newest clock row shows the clock of the play."""
    clock = ""
    running = False
    differences = []
    for record in sorted(imported.recording.records, key=lambda r: (r.at, r.source != "clock")):
        row = record.row or {}
        if record.source == "clock":
            clock = row["gc"]
        elif record.source == "details":
            running = row["classification"] == "PERIOD_START" or (running and row["classification"] != "PERIOD_END")
            if running:
                minutes, seconds = row["gameClock"].split(":")
                shown_minutes, shown_seconds = clock.split(":")
                differences.append(
                    abs(60 * (int(shown_minutes) - int(minutes)) + float(shown_seconds) - float(seconds))
                )
    assert len(differences) > 600
    # One sample a second while it runs.
    assert max(differences) <= 1.5


def test_no_disagreement_is_found(imported: Imported) -> None:
    """This game's plays and box agree, so the import has nothing to note."""
    assert imported.notes == []


def test_a_disagreement_with_the_box_is_noted(tmp_path: Path) -> None:
    """Where box and plays differ, the plays are counted and the difference is told."""
    content = json.loads(recorded.nba_files()[1].read_bytes())
    player = content["game"]["homeTeam"]["players"][0]
    player["statistics"]["assists"] += 1
    box = tmp_path / "boxscore.json"
    box.write_text(json.dumps(content))
    imported = IMPORTERS["nba-live"]([box, recorded.nba_files()[0]], False)
    counted = lines_of_stats(imported.recording.records)[str(player["personId"])]["AST"]
    assert imported.notes == [f"{player['name']}: AST {counted} in the plays, {counted + 1} in the box"]
