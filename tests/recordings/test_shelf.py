"""A folder of recordings: what is taken in, under which name, and what is refused."""

from __future__ import annotations

import gzip
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcast.recordings.format import RecordingError, load, write
from broadcast.recordings.shelf import Shelf, TooLarge, as_download, safe_stem
from broadcast.recordings.simulator import simulate


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return the bytes of a recording, gzip."""
    path = tmp_path_factory.mktemp("recording") / "game.jsonl.gz"
    recording = simulate(2, "NFHS")
    write(path, recording.header, recording.records[:800])
    return path.read_bytes()


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """Return a shelf whose folder is not there yet."""
    return Shelf(tmp_path / "recordings")


def test_empty_shelf(shelf: Shelf) -> None:
    """A folder that is not there is an empty shelf."""
    assert shelf.all() == ([], [])


def test_recording_is_taken_in_and_given_out_as_it_was(shelf: Shelf, packed: bytes, tmp_path: Path) -> None:
    """What is kept has the bytes that came, and says which game it is and how long."""
    about = shelf.keep("../../My game.jsonl.gz", [packed[:100], packed[100:]])
    assert about.name == "My-game.jsonl.gz"
    assert shelf.path(about.name).read_bytes() == packed
    recording = load(shelf.path(about.name))
    game = recording.header.game
    assert (about.home, about.away, about.rules) == (game["home_team_name"], game["away_team_name"], "NFHS")
    assert (about.records, about.seconds) == (800, recording.records[-1].at / 1000)
    assert shelf.all() == ([about], [])
    assert [path.name for path in shelf.folder.iterdir()] == [about.name]


def test_same_name_twice_keeps_both(shelf: Shelf, packed: bytes) -> None:
    """A recording never takes the place of another."""
    names = [shelf.keep("game.jsonl.gz", [packed]).name for _ in range(3)]
    assert names == ["game.jsonl.gz", "game-2.jsonl.gz", "game-3.jsonl.gz"]


def test_ending_follows_the_content(shelf: Shelf, packed: bytes) -> None:
    """A plain recording that is called gzip gets the name of a plain one."""
    assert shelf.keep("game.jsonl.gz", [gzip.decompress(packed)]).name == "game.jsonl"


def lines(packed: bytes) -> list[bytes]:
    """Return the lines of a recording."""
    return gzip.decompress(packed).splitlines(keepends=True)


BROKEN: dict[str, tuple[Callable[[bytes], bytes], int, str]] = {
    "no recording": (lambda packed: b"\x89PNG\r\n", 1, "header"),
    "empty": (lambda packed: b"", 1, "nothing"),
    "broken line": (lambda packed: b"".join([*lines(packed)[:5], b"{}\n", *lines(packed)[5:]]), 6, "at"),
    "backwards": (lambda packed: b"".join([*lines(packed), lines(packed)[1]]), 802, "time order"),
    "header alone": (lambda packed: lines(packed)[0], 1, "expected records"),
    "cut off": (lambda packed: packed[:-500], 0, "broken gzip"),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_wrong_file_is_refused_with_line_and_reason(shelf: Shelf, packed: bytes, kind: str) -> None:
    """A file that is no recording is not kept; the error says which file, which line and why."""
    spoil, line, reason = BROKEN[kind]
    with pytest.raises(RecordingError) as refused:
        shelf.keep("night.jsonl", [spoil(packed)])
    assert refused.value.path.name == "night.jsonl"
    assert refused.value.line == line
    assert reason in refused.value.reason
    assert list(shelf.folder.iterdir()) == []


def test_too_large(tmp_path: Path, packed: bytes) -> None:
    """A recording is refused by its size as it comes, and by what it unpacks to, before a line of it is read."""
    with pytest.raises(TooLarge, match="larger than"):
        Shelf(tmp_path, most_sent=1_000).keep("game.jsonl.gz", [packed])
    bomb = gzip.compress(b"{" + b" " * 5_000_000)
    with pytest.raises(TooLarge, match="unpacked"):
        Shelf(tmp_path, most_unpacked=1_000_000).keep("game.jsonl.gz", [bomb])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["../secret.jsonl", "/etc/passwd", ".hidden.jsonl", "other.txt", "gone.jsonl", ".."])
def test_names_that_are_not_on_the_shelf(shelf: Shelf, name: str, tmp_path: Path) -> None:
    """No name leads out of the folder, or to a file that is no recording."""
    shelf.folder.mkdir()
    for place in (tmp_path / "secret.jsonl", shelf.folder / ".hidden.jsonl", shelf.folder / "other.txt"):
        place.write_text("x")
    with pytest.raises(FileNotFoundError):
        shelf.path(name)
    with pytest.raises(FileNotFoundError):
        shelf.remove(name)


@given(st.text(max_size=200))
def test_name_of_any_upload_is_safe(name: str) -> None:
    """Whatever an upload is called, its name is one part of a path, short and plain."""
    stem = safe_stem(name)
    assert 0 < len(stem) <= 80
    assert stem.isascii() and stem.replace("-", "").replace("_", "").isalnum() or set(stem) <= {"-", "_"}


def test_broken_file_on_the_shelf_stops_no_other(shelf: Shelf, packed: bytes) -> None:
    """A file that somebody put into the folder and that is no recording is named beside the good ones."""
    about = shelf.keep("game.jsonl.gz", [packed])
    (shelf.folder / "notes.jsonl").write_text("hello\n")
    found, (error,) = shelf.all()
    assert found == [about]
    assert (error.path.name, error.line) == ("notes.jsonl", 1)
    shelf.remove(about.name)
    assert shelf.all()[0] == []


def test_line_that_would_fill_the_memory_is_not_decoded(shelf: Shelf, packed: bytes) -> None:
    """A line of a MB unpacks to a hundred times that: it is refused by its length, with its number, wherever it is."""
    whole = gzip.decompress(packed)
    first, _, rest = whole.partition(b"\n")
    for place, long in (
        (2, first + b"\n" + b"[" * (1 << 20) + b"]\n" + rest),
        (1, b"[" * (3 << 20)),
        (len(whole.splitlines()) + 1, whole + b" " * (1 << 20) + b" "),
    ):
        with pytest.raises(TooLarge) as refused:
            shelf.keep("bomb.jsonl.gz", [gzip.compress(long)])
        assert (refused.value.line, refused.value.reason) == (place, "longer than 1 MB")
    assert shelf.all() == ([], [])


def test_name_that_is_no_text_is_told(shelf: Shelf, packed: bytes) -> None:
    """A file whose name is not in UTF-8 cannot stand on a page; it is told, and the others are listed."""
    shelf.keep("good", [packed])
    try:
        shelf.folder.joinpath(os.fsdecode(b"caf\xe9.jsonl.gz")).write_bytes(packed)
    except OSError:
        pytest.skip("this file system takes no such name")
    found, broken = shelf.all()
    assert [one.name for one in found] == ["good.jsonl.gz"]
    assert [str(one).encode() and one.reason for one in broken] == ["give it a name in UTF-8"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("a.jsonl", 'filename="a.jsonl"'),
        ('a"b.jsonl', r'filename="a\"b.jsonl"'),
        ("a\nb.jsonl", "filename*=utf-8''a%0Ab.jsonl"),
        ("Füchse.jsonl", "filename*=utf-8''F%C3%BCchse.jsonl"),
    ],
)
def test_download_has_any_name(name: str, said: str) -> None:
    """A name that was given by hand breaks no header."""
    assert as_download(name)["content-disposition"] == f"attachment; {said}"
