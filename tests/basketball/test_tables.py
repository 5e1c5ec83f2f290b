"""The tables of a game: what REST says of single moments gives way to the stream's own history."""

from __future__ import annotations

from broadcast.basketball.merge import LAST, Stamp
from broadcast.basketball.tables import Tables

ANSWERED = Stamp(0, 9, LAST, 3)


def lineup(at: int) -> dict[str, object]:
    """Return the five of a team at a moment."""
    return {"team": "1", "players": ["1", "2", "3", "4", "5"], "at": at}


def test_answers_of_one_moment_give_way_to_the_stream() -> None:
    """Lineups that REST has answered are dropped once the stream has rows of its own, and their keys are told."""
    tables = Tables()
    tables.put("lineups", "1:10", lineup(10), Stamp(0, 4, 1))
    tables.put("lineups", "1:20", lineup(20), ANSWERED)
    tables.take_dirty()
    assert tables.forget_answers("lineups") == [("1:20", ANSWERED)]
    assert list(tables.table("lineups").items()) == [("1:10", lineup(10))]
    assert tables.take_dirty() == {"lineups": {"1:20"}}


def test_answers_stay_where_the_stream_says_nothing() -> None:
    """Where the stream has no lineups, what REST has answered is all there is, and stays."""
    tables = Tables()
    tables.put("lineups", "1:20", lineup(20), ANSWERED)
    assert tables.forget_answers("lineups") == []
    assert len(tables.table("lineups")) == 1
