"""Rule sets: what follows from a period's name."""

from __future__ import annotations

import pytest

from broadcast.basketball import reading
from broadcast.basketball.rules import presets

NAMES = ["NBA", "WNBA", "FIBA", "NCAA_M", "NCAA_W", "NFHS"]


def test_presets() -> None:
    """There is a preset for every league that a game may name."""
    assert sorted(presets()) == sorted(NAMES)


@pytest.mark.parametrize(
    ("rules", "period", "number"),
    [
        ("NBA", "Q1", 1),
        ("NBA", "q4", 4),
        ("NBA", "OT1", 5),
        ("NBA", "OT", 5),
        ("NBA", "OT3", 7),
        ("NBA", "Q5", 5),
        ("NBA", "P2", 2),
        ("NCAA_M", "H2", 2),
        ("NCAA_M", "OT2", 4),
        ("NBA", "H1", None),
        ("NCAA_M", "Q1", None),
        ("NBA", "Q0", None),
        ("NBA", "OT0", None),
        ("NBA", "Warm-up", None),
        ("NBA", "", None),
    ],
)
def test_number_of_a_period(rules: str, period: str, number: int | None) -> None:
    """Periods count from 1, overtimes count on; a name that is no period of the rules has no number."""
    assert presets()[rules].number(period) == number


@pytest.mark.parametrize(
    ("rules", "minutes", "overtime"),
    [("NBA", 12, 5), ("WNBA", 10, 5), ("FIBA", 10, 5), ("NCAA_M", 20, 5), ("NCAA_W", 10, 5), ("NFHS", 8, 4)],
)
def test_length_of_periods(rules: str, minutes: int, overtime: int) -> None:
    """A regular period and an overtime are as long as the league's book says."""
    preset = presets()[rules]
    assert preset.length("P1") == minutes * 60_000
    assert preset.length("OT2") == overtime * 60_000
    assert preset.length("Warm-up") is None


@pytest.mark.parametrize("rules", NAMES)
def test_played_time_goes_on_from_period_to_period(rules: str) -> None:
    """The end of a period and the start of the next are the same played time, overtimes too."""
    preset = presets()[rules]
    names = [f"P{number}" for number in range(1, preset.periods + 1)] + ["OT1", "OT2"]
    assert preset.played(names[0], preset.period_ms) == 0
    for before, after in zip(names, names[1:], strict=False):
        assert preset.played(before, 0) == preset.played(after, preset.length(after) or 0)
    regular, overtime = preset.periods * preset.period_ms, preset.overtime_ms
    assert preset.played("OT2", 0) == regular + 2 * overtime


def test_clock_above_the_length_has_played_nothing() -> None:
    """A countdown above the period's length is not negative time."""
    assert presets()["NBA"].played("Q2", 900_000) == 720_000
    assert presets()["NBA"].played("Warm-up", 900_000) is None


@pytest.mark.parametrize(
    ("rules", "bonus", "double", "late", "overtime", "carries", "out", "shot"),
    [
        ("NBA", 5, None, (120_000, 2), 4, False, 6, (24, 14)),
        ("WNBA", 5, None, (60_000, 2), 4, False, 6, (24, 14)),
        ("FIBA", 5, None, None, None, True, 5, (24, 14)),
        ("NCAA_M", 7, 10, None, None, True, 5, (30, 20)),
        ("NCAA_W", 5, None, None, None, True, 5, (30, 20)),
        ("NFHS", 5, None, None, None, True, 5, None),
    ],
)
def test_fouls_and_shot_clock_of_each_preset(
    rules: str,
    bonus: int,
    double: int | None,
    late: tuple[int, int] | None,
    overtime: int | None,
    carries: bool,
    out: int,
    shot: tuple[int, int] | None,
) -> None:
    """From which foul there is a bonus, also late and in overtime, how many put a player out, and the shot clock."""
    told = reading.presets()[rules]
    assert (told["bonus_from"], told["double_bonus_from"], told["fouls_out"]) == (bonus, double, out)
    assert told["late_bonus"] == (late and {"last_ms": late[0], "from": late[1]})
    assert told["fouls_carry_into_overtime"] is carries
    assert overtime is None or told["overtime_bonus_from"] == overtime
    assert (told["shot_clock_ms"], told["shot_clock_reset_ms"]) == (
        (shot[0] * 1000, shot[1] * 1000) if shot else (None, None)
    )
