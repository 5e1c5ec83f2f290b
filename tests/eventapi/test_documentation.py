"""The page about the client says what the client has."""

from pathlib import Path

import pytest

from broadcast.eventapi import assumed
from broadcast.eventapi.coverage import renewed
from broadcast.eventapi.endpoints import ENDPOINTS

PAGE = (Path(__file__).parents[2] / "docs" / "event-api.md").read_text(encoding="utf-8")


def test_coverage_table() -> None:
    """The tables of the page are exactly what the registry gives."""
    assert renewed(PAGE) == PAGE
    lines = [f"| {each.method} `{each.path}` | `{each.name}` |" for each in ENDPOINTS.values()]
    assert [line for line in lines if PAGE.count(line) != 1] == []


def test_page_without_the_marks() -> None:
    """A page that has no place for the tables is refused, not overwritten."""
    with pytest.raises(ValueError, match="marks"):
        renewed("# A page")


def test_assumptions() -> None:
    """Every name of the assumptions is explained in the page."""
    names = [name for name in vars(assumed) if name.isupper()]
    assert len(names) > 40
    assert [name for name in names if f"`{name}`" not in PAGE] == []
