"""The shot chart to take away: pictures and tables that nothing in them can break."""

from __future__ import annotations

import csv
import io
from datetime import UTC
from typing import Any
from xml.etree import ElementTree

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from broadcast.dashboard.exports.shots import heads, row, thousandths
from broadcast.dashboard.exports.spreadsheet import as_csv
from broadcast.dashboard.show.shot_drawing import THEMES, escaped, fitted, picture
from broadcast.dashboard.show.shots import in_order, shot_chart
from broadcast.dashboard.viewing import Viewing
from tests.dashboard.shot_games import rich
from tests.documents import TIPOFF, Document, before_tipoff, hostile


def drawn(state: Document, query: str, theme: str = "dark") -> str:
    """Return the picture of a game, looked at with the choices of an address."""
    return picture(shot_chart(state, Viewing(TIPOFF, UTC, QueryDict(query))), state, theme)


def parsed(svg: str) -> ElementTree.Element:
    """Return the root of a picture; raises ParseError where it is not well-formed."""
    return ElementTree.fromstring(svg)  # noqa: S314 -- made by this project


@pytest.mark.parametrize("view", ["marks", "areas", "zones", "hex"])
@pytest.mark.parametrize("theme", THEMES)
def test_picture_is_whole_in_every_view(view: str, theme: str) -> None:
    """Every view is well-formed in both themes, inside its own frame, and loads nothing."""
    svg = drawn(rich(), f"view={view}&team=home", theme)
    root = parsed(svg)
    assert root.attrib["width"] == "1200"
    assert root.attrib["viewBox"] == f"0 0 1200 {root.attrib['height']}"
    bottom = max(float(one.attrib["y"]) for one in root if one.tag.endswith("text"))
    assert bottom < int(root.attrib["height"]) - 20
    assert "href" not in svg
    assert "url(" not in svg


def test_names_in_a_picture_are_text() -> None:
    """Names that try to be markup, and characters that XML does not know, do no harm."""
    state = hostile()
    state["game"]["away"]["name"] = "A\x00\x0b\ufffe\"'><script>"
    svg = drawn(state, "team=home&player=46101")
    root = parsed(svg)
    assert "<script" not in svg
    assert "<img" not in svg
    assert any("</script><img" in (text or "") for text in root.itertext())


@given(text=st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_whatever_is_written_stays_text(text: str) -> None:
    """Any text comes out of a parser as it went in, but for what XML cannot hold."""
    root = parsed(f'<a b="{escaped(text)}">{escaped(text)}</a>')
    held = "".join(one for one in text if one in "\t\n\r" or (one >= " " and one not in "\ufffe\uffff"))
    assert (root.text or "") == held.replace("\r\n", "\n").replace("\r", "\n")


@given(text=st.text(max_size=300), size=st.sampled_from([32, 52]))
def test_long_titles_have_room(text: str, size: int) -> None:
    """A title becomes smaller down to 70 %, and then it is cut."""
    words, fits = fitted(text, size, 1104)
    assert len(words) * fits <= 2 * 1104
    assert size * 7 // 10 <= fits <= size
    assert words == text or (words.endswith("…") and text.startswith(words[:-1]))


def test_picture_before_the_first_shot_says_so() -> None:
    """With no shots there is a court and a sentence."""
    assert "No shots yet." in drawn(before_tipoff(), "")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(start: str) -> None:
    """A name that begins as a formula does is written with a quotation mark before it."""
    state = rich()
    key, shot = next((key, one) for key, one in in_order(state) if "player" in one)
    state["players"][shot["player"]] |= {"name": f"{start}HYPERLINK(1)", "jersey": f"{start}1"}
    [written] = csv.reader(io.StringIO(as_csv([row(key, shot, state)]).removeprefix("\ufeff"), newline=""))
    cells = dict(zip(heads(), written, strict=True))
    assert cells["Player"] == f"'{start}HYPERLINK(1)"
    assert cells["Number"] == f"'{start}1"
    assert float(cells["Right of the hoop (meters)"]) == shot["x"] / 1000


def test_unknown_is_an_empty_cell() -> None:
    """Of a shot of which little is known most cells are empty; none says null or 0 for it."""
    cells = row("k", {"team": "home", "at": TIPOFF, "made": False, "three": True}, rich())
    assert cells == ["2026-11-17 21:00:00.000", None, None, None, "Herons", None, None, 0, 3] + [None] * 13 + ["k"]
    assert len(cells) == len(heads())


@given(value=st.integers(-30_000, 30_000))
def test_lengths_and_times_keep_every_digit(value: int) -> None:
    """Millimeters and milliseconds come back from meters and seconds as they were."""
    written = as_csv([[thousandths(value)]]).removeprefix("\ufeff")
    assert round(float(written) * 1000) == value


@given(name=st.text(max_size=40))
def test_any_name_survives_the_table(name: str) -> None:
    """A name with separators, quotes or line ends in it is one cell."""
    state = rich()
    key, shot = next((key, one) for key, one in in_order(state) if "player" in one)
    state["players"][shot["player"]] |= {"name": name, "last_name": name}
    written = as_csv([row(key, shot, state)]).removeprefix("\ufeff")
    [cells] = list(csv.reader(io.StringIO(written, newline="")))
    known: dict[str, Any] = dict(zip(heads(), cells, strict=True))
    assert known["Player"].removeprefix("'") == name.removeprefix("'")
