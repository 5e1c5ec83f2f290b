"""Files that are not as they should be: they are refused in the importer's own words, or what comes of them holds."""

from __future__ import annotations

import copy
import json
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from broadcast.recordings.format import load, write
from broadcast.recordings.importers import IMPORTERS, Imported, ImportFailed
from tests.recordings import espn_game, euroleague_game, test_sportvu
from tests.recordings.consistency import check_keys, check_recording, check_times

STRANGE = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 30),
    st.sampled_from([10**20, -(10**9), 0.5, -214748340]),
    st.sampled_from(["", " ", "0", "00:00", "12:00", "0.2", "101", "201", "P101", "P999", "HER", "11", "IN", "OUT"]),
    st.sampled_from(["Substitution", "Technical Foul", "End Game", "End Period", "Jumpball", "20260103190500", "é"]),
    st.sampled_from(["2026-01-03T23:00:00Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2026-01-03T19:01:00"]),
    st.text(max_size=6),
    st.just([]),
    st.just({}),
)


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Go through all paths into a JSON value, but for the whole."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in inner:
        yield (*path, key)
        yield from places(item, (*path, key))


@st.composite
def mutations(draw: st.DrawFn, value: Any) -> Any:
    """Return a JSON value with one to four things in it changed, left out, doubled or moved."""
    value = copy.deepcopy(value)
    for _ in range(draw(st.integers(1, 4))):
        *way, last = draw(st.sampled_from(list(places(value))))
        holder = value
        for key in way:
            holder = holder[key]
        how = draw(st.sampled_from(("set", "drop", "double", "move", "set", "copy")))
        if how == "drop":
            del holder[last]
        elif how == "double" and isinstance(holder, list):
            holder.insert(draw(st.integers(0, len(holder))), copy.deepcopy(holder[last]))
        elif how == "move" and isinstance(holder, list):
            holder.insert(draw(st.integers(0, len(holder) - 1)), holder.pop(last))
        elif how == "copy" and isinstance(holder, list):
            holder[last] = copy.deepcopy(draw(st.sampled_from(holder)))
        else:
            holder[last] = draw(STRANGE)
    return value


def check_import(run: Callable[[Path], Imported], check: Callable[[Any], None]) -> None:
    """Import; what is not refused has to hold, and to be written and read."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        try:
            imported = run(folder)
        except ImportFailed as error:
            # The file and the reason.
            assert ": " in str(error)
            return
        check(imported.recording)
        write(folder / "out.jsonl", imported.recording.header, imported.recording.records)
        assert load(folder / "out.jsonl") == imported.recording


@pytest.mark.parametrize("game", [espn_game.college(), espn_game.pro()], ids=["college", "pro"])
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_mutated_espn(game: dict[str, Any], data: st.DataObject) -> None:
    """A changed summary is refused or makes a recording that holds together."""
    content = data.draw(mutations(game))
    check_import(lambda folder: espn_game.import_it(folder, content), check_recording)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(mutations(euroleague_game.files()))
def test_mutated_euroleague(contents: dict[str, Any]) -> None:
    """Changed files, or fewer, are refused or make a recording that holds together."""
    named = {f"{number}.json": content for number, content in enumerate(contents.values())}
    check_import(lambda folder: euroleague_game.import_it(folder, named), check_recording)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(mutations(test_sportvu.moments(12)))
def test_mutated_sportvu(rows: list[Any]) -> None:
    """Changed moments are refused or make a recording in order, with complete rows."""
    moments = [row if isinstance(row, dict) else {} for row in rows]

    def check(recording: Any) -> None:
        check_keys(recording)
        check_times(recording)

    check_import(lambda folder: test_sportvu.import_it(folder, moments), check)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(sorted(IMPORTERS)), st.binary(max_size=40) | st.text(max_size=40).map(str.encode))
def test_any_file(name: str, content: bytes) -> None:
    """Any file at all is refused by every importer in its own words."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        path.write_bytes(content)
        with pytest.raises(ImportFailed, match="file"):
            IMPORTERS[name]([path], False)


def test_deep_json_is_refused(tmp_path: Path) -> None:
    """Nesting without end is no traceback."""
    path = tmp_path / "deep.json"
    path.write_text("[" * 100_000)
    for name in ("espn", "euroleague", "nba-live"):
        with pytest.raises(ImportFailed, match=r"deep\.json"):
            IMPORTERS[name]([path], False)
    (tmp_path / "deep.json").write_text(json.dumps({"header": {"a": None}}))
    with pytest.raises(ImportFailed, match=r"deep\.json: not in the format espn"):
        IMPORTERS["espn"]([path], False)
