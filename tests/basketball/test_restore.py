"""A document put back from its journal says what it said before, and goes on in the same way."""

from __future__ import annotations

from typing import Any, NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from broadcast.basketball.document import GameDocument
from broadcast.basketball.merge import LAST, Stamp
from broadcast.basketball.tables import Data
from tests.basketball.build import OPENING, T0, Put, stamp_of
from tests.basketball.test_document import gone, rows, sets


class Entry(NamedTuple):
    """A line of a journal. An empty key says that the stamp is the table's new floor."""

    source: str
    key: str
    data: Data | None
    stamp: Stamp
    at: int


def journaled(made: GameDocument, item: Any, number: int) -> list[Entry]:
    """Put in the n-th arrival, and return what the journal keeps of it, as a session does."""
    at = T0 + 500 * number
    if isinstance(item, Put):
        stamp = stamp_of(item.source, number)
        return [Entry(*item, stamp, at)] if made.put(*item, stamp, at) else []
    source, content = item
    found = {row.key: row.data for row in content if row.source == source}
    stamp = Stamp(0, max(0, number - 5), LAST, number)
    changed = made.replace(source, found, stamp, at)
    entries = [Entry(source, key, found.get(key), stamp, at) for key in changed]
    return [*entries, Entry(source, "", None, stamp, at)] if entries else []


def tables(made: GameDocument) -> dict[str, Any]:
    """Return all that the tables hold."""
    names = ("shots", "details", "possessions", "lineups", "marker", "clock", "totals", "event", "schedule", "roster")
    found: dict[str, Any] = {name: dict(made.tables.table(name).items()) for name in names}
    return {**found, "lines": made.tables.lines(), "newest": made.tables.newest_score()}


@settings(deadline=None, max_examples=80)
@given(
    st.lists(st.one_of(rows, rows, rows, gone, sets), max_size=40), st.lists(st.one_of(rows, gone, sets), max_size=8)
)
def test_restored_document_equals_the_original(before: list[Any], after: list[Any]) -> None:
    """Tables and document come back from the journal, and what comes next does the same to both.

    The clock is left aside: a sample that says the same again is not kept.
    """
    made, again = GameDocument("e1", "NBA"), GameDocument("e1", "NBA")
    for number, item in enumerate([*OPENING, *before], start=1):
        for entry in journaled(made, item, number):
            again.restore(*entry)
    made.topics()
    again.topics()
    assert tables(again) == tables(made)
    assert {**again.whole(), "clock": None} == {**made.whole(), "clock": None}
    for number, item in enumerate(after, start=100):
        journaled(made, item, number)
        journaled(again, item, number)
    assert tables(again) == tables(made)
