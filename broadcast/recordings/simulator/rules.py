"""The rules that a simulated game is played by: the simulator's own small table, one entry a rule set.

Lengths are mm, times ms. The pace and shooting factors are rough averages of each level of play.
"""

from __future__ import annotations

import msgspec


class Rules(msgspec.Struct, frozen=True, kw_only=True):
    """One rule set. `bonus_from` is the team foul of a period that gives the first free throws."""

    name: str
    gender: str = "MEN"
    periods: int = 4
    period_ms: int = 600_000
    overtime_ms: int = 300_000
    bonus_from: int = 5
    one_and_one_until: int = 0
    late_bonus_ms: int = 0
    overtime_bonus_from: int = 5
    fouls_carry_over: bool = True
    offensive_fouls_count: bool = True
    fouls_out: int = 5
    timeouts: int = 5
    timeout_ms: int = 75_000
    media_marks_ms: tuple[int, ...] = ()
    break_ms: int = 120_000
    half_time_ms: int = 900_000
    shot_clock_ms: int | None = 24_000
    shot_clock_reset_ms: int | None = 14_000
    arrow: bool = True
    stop_after_basket_ms: int = 60_000
    free_throw_gap_ms: int = 11_000
    possession_ms: int
    shooting: float = 1.0
    three_mm: int = 6750
    corner_mm: int = 6600
    half_width_mm: int = 7620
    hoop_y_mm: int = 12_725

    @property
    def halves(self) -> bool:
        """Whether the game is played in halves."""
        return self.periods == 2

    def period_names(self) -> tuple[str, ...]:
        """The names of the regular periods."""
        return tuple(f"{'H' if self.halves else 'Q'}{number}" for number in range(1, self.periods + 1))


RULES: dict[str, Rules] = {
    rules.name: rules
    for rules in (
        Rules(
            name="NBA", period_ms=720_000, late_bonus_ms=120_000, overtime_bonus_from=4,
            fouls_carry_over=False, offensive_fouls_count=False, fouls_out=6, timeouts=7, timeout_ms=150_000,
            media_marks_ms=(420_000, 180_000), break_ms=150_000, arrow=False, stop_after_basket_ms=120_000,
            possession_ms=14_400, three_mm=7239, corner_mm=6706,
        ),
        Rules(
            name="WNBA", gender="WOMEN", late_bonus_ms=60_000, overtime_bonus_from=4, fouls_carry_over=False,
            offensive_fouls_count=False, fouls_out=6, timeout_ms=120_000, media_marks_ms=(300_000,),
            arrow=False, possession_ms=15_200, shooting=0.95,
        ),
        Rules(
            name="FIBA", stop_after_basket_ms=120_000, possession_ms=16_400, shooting=0.97,
            half_width_mm=7500, hoop_y_mm=12_425,
        ),
        Rules(
            name="NCAA_M", periods=2, period_ms=1_200_000, bonus_from=7, one_and_one_until=9,
            overtime_bonus_from=7, timeouts=4, timeout_ms=120_000,
            media_marks_ms=(960_000, 720_000, 480_000, 240_000), shot_clock_ms=30_000,
            shot_clock_reset_ms=20_000, possession_ms=17_200, shooting=0.95,
        ),
        Rules(
            name="NCAA_W", gender="WOMEN", timeouts=4, timeout_ms=100_000, media_marks_ms=(300_000,),
            shot_clock_ms=30_000, shot_clock_reset_ms=20_000, possession_ms=16_900, shooting=0.9,
        ),
        Rules(
            name="NFHS", period_ms=480_000, overtime_ms=240_000, half_time_ms=600_000, timeout_ms=60_000,
            shot_clock_ms=None, shot_clock_reset_ms=None, stop_after_basket_ms=0, possession_ms=15_600,
            shooting=0.85, three_mm=6020, corner_mm=6020, hoop_y_mm=11_201, free_throw_gap_ms=14_000,
        ),
    )
}  # fmt: skip
