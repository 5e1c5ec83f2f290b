"""The page about the client says what the client has."""

from pathlib import Path

from broadcast.eventapi import assumed
from broadcast.eventapi.endpoints import ENDPOINTS
from broadcast.eventapi.http import EventApi

PAGE = (Path(__file__).parents[2] / "docs" / "event-api.md").read_text(encoding="utf-8")


def test_coverage_table() -> None:
    """Every endpoint of the table has its row in the page, and every client method it names exists."""
    rows = [line.split(" | ") for line in PAGE.splitlines() if "`/v1/data/" in line]
    listed = {row[0].removeprefix("| "): (row[1].strip("`"), row[2].strip("`")) for row in rows}
    assert {first: name for first, (name, _) in listed.items()} == {
        f"{endpoint.method} `{endpoint.path}`": endpoint.name for endpoint in ENDPOINTS.values()
    }
    assert all(callable(getattr(EventApi, method)) for _, method in listed.values())


def test_assumptions() -> None:
    """Every name of the assumptions is explained in the page."""
    names = [name for name in vars(assumed) if name.isupper()]
    assert len(names) > 40
    assert [name for name in names if f"`{name}`" not in PAGE] == []
