"""Baskets taken back and given again: pure, over simulated games."""

from __future__ import annotations

from functools import cache
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from broadcast.recordings.format import Record, Recording
from broadcast.recordings.simulator import simulate
from broadcast.standin.lowering import choose, lowered
from broadcast.standin.timeline import Timeline
from tests.recordings.consistency import check_recording

END = 10**9


@cache
def game() -> Recording:
    """Give a simulated game."""
    return simulate(7, "FIBA")


def lower(rate: float, seed: str = "7") -> list[Record]:
    """Give the game with baskets taken back at a rate."""
    records = game().records
    return lowered(records, choose(records, rate, seed, 0, END))


def scores(records: list[Record]) -> list[int]:
    """Give the points of both teams, one after another."""
    rows = [record.row for record in records if record.source == "totals" and record.row is not None]
    return [row["homeTeamScore"]["value"] + row["awayTeamScore"]["value"] for row in rows]


def test_without_corrections() -> None:
    """Without any correction the records are what they were."""
    assert lower(0) == game().records
    assert choose(game().records, 0, "7", 0, END) == []


@settings(max_examples=15, deadline=None)
@given(st.floats(0.01, 1), st.integers())
def test_a_recording_still(rate: float, seed: int) -> None:
    """All sources agree at the end as in any recording, whatever was taken back."""
    check_recording(Recording(game().header, lower(rate, str(seed))))


def test_the_score_goes_down_and_up() -> None:
    """The score goes down more often than by the game's own corrections; some baskets are given again."""
    told = scores(lower(0.3))
    falls = sum(after < before for before, after in zip(told, told[1:], strict=False))
    own = sum(after < before for before, after in zip(scores(game().records), scores(game().records)[1:], strict=False))
    assert falls > own + 5
    chosen = choose(game().records, 0.3, "7", 0, END)
    assert {correction.given is None for correction in chosen} == {True, False}
    assert told[-1] < scores(game().records)[-1]


def test_lines_and_score_agree_at_every_moment() -> None:
    """Whenever nothing is under way, both teams' points in the lines are those of the totals."""
    timeline = Timeline(Recording(game().header, lower(0.3)))
    lines: dict[str, dict[str, int]] = {}
    compared = 0
    for index, record in enumerate(timeline.records):
        if record.source == "stats" and record.row is not None:
            lines.setdefault(record.key, {}).update(record.row["totalStats"])
        following = timeline.ats[index + 1] if index + 1 < len(timeline.ats) else END
        if following - record.at < 1_000:
            continue
        totals: dict[str, Any] = timeline.table("totals", record.at)["game"]
        for side in ("homeTeamScore", "awayTeamScore"):
            team = totals[side]["teamId"]
            points = sum(line.get("PTS", 0) for key, line in lines.items() if key.startswith(f"{team}:"))
            assert points == totals[side]["value"]
            compared += 1
    assert compared > 1000


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 5_000_000), st.floats(0.1, 1))
def test_what_was_told_stays_told(position: int, rate: float) -> None:
    """Corrections chosen for the time after a position change nothing before it."""
    records = game().records
    changed = lowered(records, choose(records, rate, "9", position, END))
    assert [one for one in changed if one.at <= position] == [one for one in records if one.at <= position]


def test_same_seed_same_corrections() -> None:
    """The same seed takes the same baskets back, another seed others."""
    assert lower(0.2) == lower(0.2)
    assert lower(0.2) != lower(0.2, "8")
