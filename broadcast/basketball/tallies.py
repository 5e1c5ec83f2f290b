"""What the rule set makes of fouls and timeouts: team fouls, the bonus, timeouts left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from broadcast.basketball.fold import Moment
from broadcast.basketball.rules import RuleSet, TimeoutStep


def team_fouls(rules: RuleSet, fouls: Iterable[Moment], period: str) -> tuple[int, int]:
    """Return a team's fouls that count in `period`, and those of them in its late part (`LateBonus`)."""
    number = rules.number(period)
    late = rules.late_bonus
    count = late_count = 0
    for foul_period, clock in fouls:
        foul_number = rules.number(foul_period)
        carried = (
            rules.fouls_carry_into_overtime
            and number is not None
            and foul_number is not None
            and number >= foul_number >= rules.periods
        )
        if foul_period == period or carried:
            count += 1
            if late and clock is not None and clock <= late.last_ms:
                late_count += 1
    return count, late_count


def bonus(rules: RuleSet, opponents_fouls: Iterable[Moment], period: str) -> str | None:
    """Return the bonus that a team shoots in, for the other side's fouls. Lit from the foul that earns it."""
    number = rules.number(period)
    count, late_count = team_fouls(rules, opponents_fouls, period)
    overtime = number is not None and number > rules.periods
    if rules.double_bonus_from and count >= rules.double_bonus_from:
        return "BONUS+"
    if count >= (rules.overtime_bonus_from if overtime else rules.bonus_from):
        return "BONUS"
    if rules.late_bonus and late_count >= rules.late_bonus.from_foul:
        return "BONUS"
    return None


def timeouts_left(rules: RuleSet, taken: Iterable[Moment], now: Moment) -> int | None:
    """Return how many timeouts a team has left; `None` where the rule set or the period does not say.

    A timeout whose clock is unknown counts as taken at the start of its period.
    """
    end = _place(rules, now)
    if rules.timeout_steps is None or end is None:
        return None
    places = (_place(rules, moment) for moment in taken)
    events: list[tuple[tuple[int, int], int, TimeoutStep | None]] = [
        *((place, 1, None) for place in places if place is not None and place <= end),
        *((place, 0, step) for place, step in _steps(rules, end[0]) if place <= end),
    ]
    left = 0
    for _, _, step in sorted(events, key=lambda event: event[:2]):
        left = left - 1 if step is None else step.apply(left)
    return max(left, 0)


def _place(rules: RuleSet, moment: Moment) -> tuple[int, int] | None:
    """Return a moment's place in the game: the number of its period, and the time played in it."""
    period, clock = moment
    number, length = rules.number(period), rules.length(period)
    if number is None or length is None:
        return None
    return number, 0 if clock is None else max(0, length - clock)


def _steps(rules: RuleSet, last: int) -> Iterator[tuple[tuple[int, int], TimeoutStep]]:
    for step in rules.timeout_steps or ():
        numbers = range(rules.periods + 1, last + 1) if step.period is None else (step.period,)
        for number in numbers:
            length = rules.period_ms if number <= rules.periods else rules.overtime_ms
            yield (number, 0 if step.clock_ms is None else length - step.clock_ms), step
