"""Team fouls, bonus and timeouts, by each league's book."""

from __future__ import annotations

import pytest

from broadcast.basketball.rules import Moment, presets
from broadcast.basketball.tallies import bonus, team_fouls, timeouts_left


def fouls(*parts: tuple[str, int, int]) -> list[Moment]:
    """Return fouls, each part a period, a clock in ms and how many there."""
    return [(period, clock) for period, clock, count in parts for _ in range(count)]


@pytest.mark.parametrize(
    ("rules", "made", "period", "count", "lit"),
    [
        ("NBA", [("Q1", 300_000, 4)], "Q1", 4, None),
        ("NBA", [("Q1", 300_000, 5)], "Q1", 5, "BONUS"),
        ("NBA", [("Q1", 300_000, 5)], "Q2", 0, None),
        ("NBA", [("Q1", 120_000, 1)], "Q1", 1, None),
        ("NBA", [("Q1", 120_000, 2)], "Q1", 2, "BONUS"),
        ("NBA", [("Q1", 120_001, 2)], "Q1", 2, None),
        ("NBA", [("Q1", 500_000, 3), ("Q1", 90_000, 1)], "Q1", 4, None),
        ("NBA", [("Q1", 500_000, 4), ("Q1", 90_000, 1)], "Q1", 5, "BONUS"),
        ("NBA", [("Q4", 300_000, 9), ("OT1", 250_000, 3)], "OT1", 3, None),
        ("NBA", [("OT1", 250_000, 4)], "OT1", 4, "BONUS"),
        ("NBA", [("OT1", 100_000, 2)], "OT1", 2, "BONUS"),
        ("NBA", [("OT1", 250_000, 4)], "OT2", 0, None),
        ("WNBA", [("Q3", 60_000, 2)], "Q3", 2, "BONUS"),
        ("WNBA", [("Q3", 61_000, 2)], "Q3", 2, None),
        ("WNBA", [("OT1", 250_000, 4)], "OT1", 4, "BONUS"),
        ("FIBA", [("Q2", 1_000, 4)], "Q2", 4, None),
        ("FIBA", [("Q2", 1_000, 5)], "Q2", 5, "BONUS"),
        ("FIBA", [("Q3", 1_000, 9), ("Q4", 1_000, 4)], "OT1", 4, None),
        ("FIBA", [("Q4", 1_000, 4), ("OT1", 1_000, 1)], "OT1", 5, "BONUS"),
        ("FIBA", [("Q4", 1_000, 3), ("OT1", 1_000, 1), ("OT2", 1_000, 1)], "OT2", 5, "BONUS"),
        ("FIBA", [("Q4", 1_000, 4), ("OT1", 1_000, 1)], "Q4", 4, None),
        ("NCAA_M", [("H1", 1_000, 6)], "H1", 6, None),
        ("NCAA_M", [("H1", 1_000, 7)], "H1", 7, "BONUS"),
        ("NCAA_M", [("H1", 1_000, 10)], "H1", 10, "BONUS+"),
        ("NCAA_M", [("H1", 1_000, 9), ("H2", 1_000, 9), ("OT1", 1_000, 1)], "OT1", 10, "BONUS+"),
        ("NCAA_W", [("Q4", 1_000, 5)], "OT1", 5, "BONUS"),
        ("NFHS", [("Q1", 1_000, 5)], "Q1", 5, "BONUS"),
        ("NFHS", [("Q4", 1_000, 4)], "OT1", 4, None),
        ("NBA", [("Warm-up", 1_000, 5)], "Warm-up", 5, "BONUS"),
    ],
)
def test_team_fouls_and_bonus(
    rules: str, made: list[tuple[str, int, int]], period: str, count: int, lit: str | None
) -> None:
    """The count starts anew each period or goes on into overtime, and the bonus is lit from the foul that earns it."""
    preset = presets()[rules]
    assert team_fouls(preset, fouls(*made), period)[0] == count
    assert bonus(preset, fouls(*made), period) == lit


@pytest.mark.parametrize(
    ("rules", "taken", "now", "left"),
    [
        ("NBA", [], ("Q1", 720_000), 7),
        ("NBA", [], ("Q3", 0), 7),
        ("NBA", [], ("Q4", 720_000), 4),
        ("NBA", [("Q1", 9_000)] * 2, ("Q3", 9_000), 5),
        ("NBA", [("Q1", 9_000)] * 2, ("Q4", 700_000), 4),
        ("NBA", [("Q1", 9_000)] * 4, ("Q4", 700_000), 3),
        ("NBA", [], ("Q4", 180_001), 4),
        ("NBA", [("Q4", 200_000)] * 3, ("Q4", 100_000), 1),
        ("NBA", [("Q1", 9_000)] * 9, ("Q2", 9_000), 0),
        ("NBA", [("Q4", 100_000)] * 2, ("OT1", 300_000), 2),
        ("NBA", [("OT1", 100_000)], ("OT1", 50_000), 1),
        ("NBA", [("OT1", 100_000)], ("OT2", 300_000), 2),
        ("NBA", [("Q2", 100_000)], ("Q1", 100_000), 7),
        ("NBA", [("Q1", None)], ("Q1", None), 6),
        ("FIBA", [], ("Q2", 0), 2),
        ("FIBA", [("Q1", 9_000)], ("Q3", 600_000), 3),
        ("FIBA", [], ("Q4", 120_000), 2),
        ("FIBA", [("Q3", 9_000)], ("Q4", 60_000), 2),
        ("FIBA", [], ("OT1", 300_000), 1),
        ("NFHS", [("Q1", 9_000)] * 2, ("Q4", 0), 3),
        ("NFHS", [("Q1", 9_000)] * 2, ("OT1", 240_000), 4),
        ("WNBA", [], ("Q1", 600_000), None),
        ("NBA", [], ("Warm-up", 1), None),
    ],
)
def test_timeouts_left(rules: str, taken: list[Moment], now: Moment, left: int | None) -> None:
    """Timeouts are given, lost and taken as the book says; where it depends on more, nothing is said."""
    assert timeouts_left(presets()[rules], taken, [], now) == left


@pytest.mark.parametrize(
    ("taken", "opponents", "clock", "left"),
    [
        ([], [], 100_000, 4),
        ([], [400_000, 300_000], 180_001, 4),
        ([], [400_000, 300_000], 180_000, 2),
        ([], [400_000, 140_000], 150_000, 4),
        ([], [400_000, 140_000], 140_000, 2),
        ([140_000], [400_000], 140_000, 2),
        ([140_000, 100_000], [400_000], 90_000, 1),
        ([400_000, 300_000, 200_000], [], 100_000, 1),
    ],
)
def test_last_limit_of_the_nba(taken: list[int], opponents: list[int], clock: int, left: int) -> None:
    """Two are left at most after 3:00 of the fourth or after its second timeout, whichever is later."""
    own, others = ([("Q4", value) for value in clocks] for clocks in (taken, opponents))
    assert timeouts_left(presets()["NBA"], own, others, ("Q4", clock)) == left
