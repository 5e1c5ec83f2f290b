"""The commands: one line of summary, and clear errors."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from broadcast.recordings.format import load
from tests.recordings import espn_game, euroleague_game, test_sportvu
from tests.recordings.test_nba_live import import_it


def run(*arguments: str) -> tuple[str, str]:
    """Run a command; gives what it said on both outputs."""
    out, err = StringIO(), StringIO()
    call_command(*arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_simulate_game_says_how_it_ended(tmp_path: Path) -> None:
    """The summary has the score, the records and the length; the file holds the game."""
    path = tmp_path / "game.jsonl"
    said, _ = run("simulate_game", "--seed", "5", "--rules", "NFHS", "--out", str(path))
    recording = load(path)
    assert said.startswith(f"{path}: {recording.header.game['away_team_name']} ")
    assert said.endswith(f"{len(recording.records)} records, {recording.records[-1].at / 60_000:.0f} min\n")
    assert said.count("\n") == 1


def test_simulate_game_says_what_cannot_be_written(tmp_path: Path) -> None:
    """A folder that is not there is named."""
    with pytest.raises(CommandError, match="cannot be written: No such file or directory"):
        run("simulate_game", "--seed", "5", "--rules", "NFHS", "--out", str(tmp_path / "no" / "game.jsonl"))


def test_import_game_writes_a_recording(tmp_path: Path) -> None:
    """Files in any order become a recording; what is to be noted goes to the other output."""
    imported = import_it(tmp_path)
    sources = [str(tmp_path / name) for name in ("playbyplay.json", "boxscore.json")]
    path = tmp_path / "game.jsonl.gz"
    said, noted = run("import_game", *sources, "--format", "nba-live", "--out", str(path))
    assert load(path) == imported.recording
    assert said == f"{path}: Owls at Herons, {len(imported.recording.records)} records, 13 min, 0 notes\n"
    assert noted == ""


def test_import_game_can_be_late(tmp_path: Path) -> None:
    """With --lateness edited, rows come as late as they were edited."""
    late = import_it(tmp_path, late=True)
    sources = [str(tmp_path / name) for name in ("playbyplay.json", "boxscore.json")]
    path = tmp_path / "late.jsonl"
    run("import_game", *sources, "--format", "nba-live", "--out", str(path), "--lateness", "edited")
    assert load(path) == late.recording


def test_import_game_tells_what_is_to_be_noted(tmp_path: Path) -> None:
    """Every format makes a recording by the command, and notes go to the other output, one in a line."""
    made = {
        "espn": espn_game.import_it(tmp_path, espn_game.college()),
        "euroleague": euroleague_game.import_it(tmp_path),
        "sportvu": test_sportvu.import_it(tmp_path, test_sportvu.moments()[60:] + test_sportvu.moments(20)),
    }
    sources = {"espn": ["summary.json"], "euroleague": list(euroleague_game.files()), "sportvu": ["moments.csv"]}
    for name, imported in made.items():
        path = tmp_path / f"{name}.jsonl.gz"
        files = [str(tmp_path / source) for source in sources[name]]
        said, noted = run("import_game", *files, "--format", name, "--out", str(path))
        assert load(path) == imported.recording
        assert said.endswith(f"{len(imported.notes)} notes\n")
        assert noted == "".join(f"note: {note}\n" for note in imported.notes)
        assert imported.notes


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["nowhere.json"], "nowhere.json: cannot be read: No such file"),
        (["nowhere.json", "--format", "other"], "invalid choice: 'other'"),
    ],
)
def test_import_game_says_what_is_wrong(tmp_path: Path, arguments: list[str], reason: str) -> None:
    """A missing file and an unknown format are clear errors."""
    chosen = arguments if "--format" in arguments else [*arguments, "--format", "nba-live"]
    with pytest.raises(CommandError, match=reason):
        run("import_game", *chosen, "--out", str(tmp_path / "game.jsonl"))
