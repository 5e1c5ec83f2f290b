"""Puts a provider's entries into the order and the words that plays need, before they have times.

Assists go with their shots, a turnover that was stolen is a live-ball one, the last free throw of a trip ends it, and
every period has a start and an end.
"""

from __future__ import annotations

from collections.abc import Sequence

from broadcast.recordings.importers.entries import Entry, Rules
from broadcast.recordings.plays import FREE_THROWS

BOUNDARIES = ("PERIOD_START", "PERIOD_END", "GAME_END")
# An assist, or a steal, is entered within so much of what it belongs to, by the game clock.
BELONGS_MS = 10_000
# Free throws are entered with a clock of up to so much below that of their foul.
STOPPED_MS = 3_000
_FOULS = ("PERSONAL_FOUL", "OFFENSIVE_FOUL", "TECHNICAL_FOUL")
# What may be entered between a foul and its free throws while the clock stands.
_STANDING = FREE_THROWS | {"SUBSTITUTION_IN", "SUBSTITUTION_OUT", "TIMEOUT", "ASSIST", "VIOLATION", *_FOULS}


def ordered(entries: Sequence[Entry], rules: Rules, notes: list[str]) -> list[Entry]:
    """Return the entries by period, otherwise in the provider's order, with what belongs together put together."""
    plays = sorted((entry for entry in entries if entry.classification not in BOUNDARIES), key=lambda e: e.period)
    boundaries = [entry for entry in entries if entry.classification in BOUNDARIES]
    plays = _move_assists(plays)
    _find_steals(plays)
    _stop_clock_at_free_throws(plays)
    _find_technicals(plays, rules)
    _find_last_free_throws(plays)
    return _with_boundaries(plays, boundaries, rules, notes)


def _move_assists(plays: list[Entry]) -> list[Entry]:
    """Put each assist right after the basket that it led to, where one is near."""
    done: list[Entry] = []
    for entry in plays:
        place = _basket_of(done, entry) if entry.classification == "ASSIST" else None
        if place is None:
            done.append(entry)
            continue
        entry.clock_ms = done[place].clock_ms
        entry.utc = None
        done.insert(place + 1, entry)
    return done


def _basket_of(done: Sequence[Entry], assist: Entry) -> int | None:
    for index in range(len(done) - 1, -1, -1):
        entry = done[index]
        if entry.period != assist.period or entry.clock_ms - assist.clock_ms > BELONGS_MS:
            return None
        if entry.team == assist.team and entry.classification in ("FREE_THROW_MAKE", "ASSIST"):
            return None
        if entry.team == assist.team and entry.made:
            return index if entry.player != assist.player else None
    return None


def _find_steals(plays: Sequence[Entry]) -> None:
    for one, other in zip(plays, plays[1:], strict=False):
        pair = {one.classification: one, other.classification: other}
        turnover, steal = pair.get("TURNOVER"), pair.get("STEAL")
        if turnover is None or steal is None or turnover.team == steal.team or one.period != other.period:
            continue
        if abs(turnover.clock_ms - steal.clock_ms) <= BELONGS_MS and turnover.player is not None:
            turnover.classification = "LIVE_BALL_TURNOVER"


def _stop_clock_at_free_throws(plays: Sequence[Entry]) -> None:
    """Give free throws, and what is entered before them, the clock of the foul, or of the basket it came with."""
    basket: int | None = None
    foul: int | None = None
    for index, entry in enumerate(plays):
        if entry.made:
            basket, foul = index, None
        elif entry.classification not in _STANDING:
            basket = foul = None
        elif entry.classification in _FOULS:
            foul = index
        elif entry.classification in FREE_THROWS:
            for begin in (basket, foul):
                if begin is None or (begin == basket and plays[begin].player != entry.player):
                    continue
                stop = plays[begin]
                if stop.period == entry.period and 0 <= stop.clock_ms - entry.clock_ms <= STOPPED_MS:
                    for between in plays[begin + 1 : index + 1]:
                        between.clock_ms = stop.clock_ms
                    break


def _find_technicals(plays: Sequence[Entry], rules: Rules) -> None:
    """Mark the free throws for technical fouls, where the provider marks none.

    Where the fouling team has no other foul at that clock, all of them; else the first, as many as the rules give.
    """
    if any(entry.technical for entry in plays):
        return
    owed: dict[int | None, int] = {}
    others: set[int | None] = set()
    before: tuple[int, int] | None = None
    for entry in plays:
        moment = (entry.period, entry.clock_ms)
        if moment != before:
            before, owed, others = moment, {}, set()
        if entry.classification == "TECHNICAL_FOUL":
            owed[entry.team] = owed.get(entry.team, 0) + rules.technical_free_throws
        elif entry.classification == "PERSONAL_FOUL":
            others.add(entry.team)
        elif entry.classification in FREE_THROWS:
            fouled_by = next((team for team, left in owed.items() if team != entry.team and left), None)
            if fouled_by is not None:
                entry.technical = True
                if fouled_by in others:
                    owed[fouled_by] -= 1


def _find_last_free_throws(plays: Sequence[Entry]) -> None:
    last: dict[tuple[int, int, int | None], Entry] = {}
    for entry in plays:
        if entry.classification in FREE_THROWS and not entry.technical:
            last[entry.period, entry.clock_ms, entry.player] = entry
    for entry in last.values():
        entry.last = not entry.ball_stays


def _with_boundaries(
    plays: Sequence[Entry], boundaries: Sequence[Entry], rules: Rules, notes: list[str]
) -> list[Entry]:
    """Begin and end each period, and the game, with the provider's entry for it or one of our own."""
    given = {(entry.period, entry.classification): entry for entry in reversed(boundaries)}
    numbers = sorted({entry.period for entry in plays})
    done: list[Entry] = []
    for number in numbers:
        own = [entry for entry in plays if entry.period == number]
        name, length = rules.period(number), rules.length(number)
        start = given.get((number, "PERIOD_START")) or Entry(
            id=f"start-{name}", period=number, clock_ms=length, classification="PERIOD_START", text=f"{name} begins"
        )
        if start.utc is None and own[0].clock_ms == length:
            start.utc = own[0].utc
        start.clock_ms = length
        over = number < numbers[-1] or (number, "PERIOD_END") in given or (number, "GAME_END") in given
        if not over:
            notes.append(f"the plays stop in {name} without its end: the game is ended there")
        left = 0 if over else own[-1].clock_ms
        end = given.get((number, "PERIOD_END")) or Entry(
            id=f"end-{name}", period=number, clock_ms=left, classification="PERIOD_END", text=f"{name} ends"
        )
        end.clock_ms = left
        done += [start, *own, end]
    if numbers:
        last = done[-1]
        done.append(
            given.get((last.period, "GAME_END"))
            or Entry(
                id="end", period=last.period, clock_ms=last.clock_ms, classification="GAME_END", text="the game ends"
            )
        )
        done[-1].clock_ms = last.clock_ms
    return done
