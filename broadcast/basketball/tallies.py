"""What the rule set makes of fouls and timeouts: team fouls, the bonus, timeouts left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from broadcast.basketball.rules import Moment, RuleSet, TimeoutStep

_Place = tuple[int, int]
_BEFORE, _TAKEN, _AFTER = range(3)


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


def timeouts_left(rules: RuleSet, taken: Iterable[Moment], opponents: Iterable[Moment], now: Moment) -> int | None:
    """Return how many timeouts a team has left; `None` where the rule set or the period does not say.

    `opponents` are the other team's, since in the NBA the last limit waits for the second timeout of the period. A
    timeout whose clock is unknown counts as taken at the start of its period.
    """
    end = _place(rules, now)
    if rules.timeout_steps is None or end is None:
        return None
    own, others = (
        [place for place in (_place(rules, moment) for moment in moments) if place is not None and place <= end]
        for moments in (taken, opponents)
    )
    events: list[tuple[_Place, int, TimeoutStep | None]] = [(place, _TAKEN, None) for place in own]
    events += _steps(rules, end, sorted([*own, *others]))
    left = 0
    for _, _, step in sorted(events, key=lambda event: event[:2]):
        left = left - 1 if step is None else step.apply(left)
    return max(left, 0)


def _place(rules: RuleSet, moment: Moment) -> _Place | None:
    """Return a moment's place in the game: the number of its period, and the time played in it."""
    period, clock = moment
    number, length = rules.number(period), rules.length(period)
    if number is None or length is None:
        return None
    return number, 0 if clock is None else max(0, length - clock)


def _steps(rules: RuleSet, end: _Place, taken: list[_Place]) -> Iterator[tuple[_Place, int, TimeoutStep]]:
    """Iterate over the steps up to `end`, with their places and whether they come before a timeout there or after."""
    for step in rules.timeout_steps or ():
        numbers = range(rules.periods + 1, end[0] + 1) if step.period is None else (step.period,)
        for number in numbers:
            length = rules.period_ms if number <= rules.periods else rules.overtime_ms
            at = ((number, 0 if step.clock_ms is None else length - step.clock_ms), _BEFORE)
            if step.after is not None:
                here = [place for place in taken if place[0] == number]
                if len(here) < step.after:
                    continue
                at = max(at, (here[step.after - 1], _AFTER))
            if at[0] <= end:
                yield *at, step
