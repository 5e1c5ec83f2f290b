"""Real games of the formats `espn` and `euroleague`: what is counted from their rows is the official box score."""

from __future__ import annotations

from typing import Any

import pytest

from broadcast.recordings.importers import Imported
from tests import recorded
from tests.endtoend.reference import final_document
from tests.recordings import games
from tests.recordings.consistency import check_recording
from tests.recordings.counting import final_details, final_rows, lines_of_details, lines_of_stats

pytestmark = pytest.mark.games


@pytest.fixture(scope="module", params=[games.ESPN, games.EUROLEAGUE])
def game(request: pytest.FixtureRequest) -> str:
    """The name of a game."""
    name: str = request.param
    return name


@pytest.fixture(scope="module")
def imported(game: str) -> Imported:
    """The game, imported."""
    return games.imported(game)


@pytest.fixture(scope="module")
def document(imported: Imported) -> dict[str, Any]:
    """The game document that the recording leads to."""
    return final_document(imported.recording)


@pytest.fixture(scope="module")
def expected(game: str) -> dict[str, Any]:
    """The official box score."""
    return recorded.expected(game)


def disagreements(game: str, lines: dict[str, dict[str, int]], expected: dict[str, Any]) -> list[Any]:
    """Return where lines differ from the official ones: the side, the stat, what is counted, what the box says."""
    found = []
    for player in expected["players"]:
        line = lines.get(games.player_id(game, player), {})
        found += [
            (player["team"], stat, line.get(stat, 0), player[stat])
            for stat in recorded.STATS
            if line.get(stat, 0) != player[stat]
        ]
    return found


def known(game: str) -> list[Any]:
    """Return the disagreements of plays and box that are the provider's own."""
    return [("away", "AST", 2, 3)] if game == games.ESPN else []


def test_every_source_agrees_with_every_other(imported: Imported) -> None:
    """Lines, score, shots, floor, possessions and times of the imported game hold together."""
    check_recording(imported.recording)


def test_every_line_is_official(game: str, imported: Imported, expected: dict[str, Any]) -> None:
    """Plays and live stats give every player's official line, but for the assist that only the box has."""
    records = imported.recording.records
    for lines in (lines_of_details(final_details(records)), lines_of_stats(records)):
        counted = {player: dict(line) for player, line in lines.items()}
        assert disagreements(game, counted, expected) == known(game)
        everybody = {games.player_id(game, player) for player in expected["players"]}
        assert set(counted) <= everybody


def test_document_has_every_line_and_plus_minus(game: str, document: dict[str, Any], expected: dict[str, Any]) -> None:
    """The document's lines are official, and so are plus-minus and seconds where they are published."""
    lines = {player: entry["line"] for player, entry in document["players"].items()}
    assert disagreements(game, lines, expected) == known(game)
    published = 0
    for player in expected["players"]:
        entry = document["players"][games.player_id(game, player)]
        if player["plus_minus"] is not None:
            assert entry.get("plus_minus", 0) == player["plus_minus"]
            published += 1
        if (seconds := games.seconds(player)) is not None:
            assert abs(entry.get("seconds", 0) - seconds) <= 2
        assert (entry["team"], entry["jersey"]) == (player["team"], player["jersey"])
        assert entry.get("starter", False) == player["starter"]
    assert published == (24 if game == games.EUROLEAGUE else 0)


def test_score_is_official(game: str, document: dict[str, Any], expected: dict[str, Any]) -> None:
    """The final score and the points of every period are the official ones, by totals and by plays."""
    for side in ("home", "away"):
        assert document["score"][side] == expected[side]["score"]
        periods = document["score"]["periods"]
        assert tuple(sorted(periods)) == games.PERIODS[game]
        for name, points in zip(games.PERIODS[game], expected[side]["periods"], strict=True):
            assert periods[name][side] == document["period_stats"][name][side]["PTS"] == points


def test_rules_are_the_leagues(game: str, imported: Imported, document: dict[str, Any]) -> None:
    """A college game is played by the colleges' rules in halves, a Euroleague game by FIBA's in quarters."""
    assert imported.recording.header.rules == document["game"]["rules"] == games.RULES[game]
    assert document["game"]["format"] == ("HALF" if game == games.ESPN else "QUARTER")


def test_shots_have_their_places(game: str, imported: Imported) -> None:
    """Every field goal is a shot with a place on the court."""
    shots = final_rows(imported.recording.records, "shots")
    assert (len(shots), sum(shot["st"] == "MAKE" for shot in shots)) == ((125, 58) if game == games.ESPN else (130, 62))
    for shot in shots:
        assert abs(shot["px"]) <= 7620
        assert abs(shot["py"]) <= 14_330


def test_times_go_on(game: str, imported: Imported) -> None:
    """No two plays have one time, and a substitution that was entered 20 minutes late holds nothing up."""
    details = final_details(imported.recording.records)
    times = [row["timestamp"] for row in details]
    assert times == sorted(set(times))
    for one, other in zip(details, details[1:], strict=False):
        if one["period"] == other["period"] and one["classification"] != "TIMEOUT":
            assert other["timestamp"] - one["timestamp"] < 6 * 60_000


def test_only_the_known_disagreement_is_noted(game: str, imported: Imported, expected: dict[str, Any]) -> None:
    """The import tells of the one assist: the team has 23 by the plays, 24 by the box; there is nothing else."""
    notes = [note.partition(": ")[2] for note in imported.notes]
    assert notes == (["AST 2 in the plays, 3 in the box"] if game == games.ESPN else [])
    if game == games.ESPN:
        lines = lines_of_stats(imported.recording.records)
        own = [player for player in expected["players"] if player["team"] == "away"]
        assert sum(lines[games.player_id(game, player)]["AST"] for player in own) == 23
        assert sum(player["AST"] for player in own) == 24


def test_late_rows_come_when_they_were_entered() -> None:
    """With lateness a substitution that was entered 20 minutes late arrives then; it had happened on time."""
    recording = games.imported(games.ESPN, late=True).recording
    check_recording(recording)
    waits = [
        record.at + recording.header.t0 - record.row["timestamp"]
        for record in recording.records
        if record.source == "details" and record.row
    ]
    assert max(waits) > 19 * 60_000
    on_time = games.imported(games.ESPN).recording
    assert final_details(recording.records) == final_details(on_time.records)
