"""A clock that a person runs, as values: taken from the one that is aired, started, stopped, set. Pure.

A clock by hand is the whole `clock` topic of the game document: `{"by_hand": true, "resolution_ms": 100, "as_of": now,
"running", "phase", "ms"?, "shot_ms"?, "period"?}`. Times in ms, `now` is the server's time as an epoch. It never falls
under 0, and its shot clock never stands over its game clock. `overlays/manual.py` keeps it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Clock = dict[str, Any]

LONGEST_MS = 3_600_000


class NotNow(ValueError):
    """What the clock cannot do as it stands. `reason` is a word: unknown, zero, or nothing (to accept)."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def taken(clock: Mapping[str, Any], moment: int, now: int, trim_ms: int = 0) -> Clock:
    """Return a clock by hand that goes on where one that is aired stands.

    `moment` is the time by which the aired one is read: `now` less the output's delay. Whether it runs may be unknown:
    then it stands, as it does on air. `trim_ms` is the output's: a running clock is aired so much further on.
    """
    made: Clock = {"by_hand": True, "resolution_ms": 100, "as_of": now, "phase": clock.get("phase", "period")}
    if clock.get("period"):
        made["period"] = clock["period"]
    made["running"] = clock.get("running") is True
    passed = max(0, moment - clock.get("as_of", moment)) + trim_ms if made["running"] else 0
    for name in ("ms", "shot_ms"):
        if name in clock:
            made[name] = max(0, clock[name] - passed)
    return _kept(made)


def accepted(clock: Mapping[str, Any], now: int) -> Clock:
    """Return a clock by hand that stands at what the feed's digits jumped to, or count down. Raises NotNow: nothing."""
    jumped = clock.get("jumped")
    ms = jumped["to_ms"] if jumped else clock.get("countdown_ms")
    if ms is None:
        raise NotNow("nothing")
    made = taken(clock, now, now)
    return _kept(made | {"ms": ms, "running": False, "phase": "period"})


def started(clock: Clock, now: int) -> Clock:
    """Return the clock running from now. A label gives way to it. Raises NotNow: unknown, zero."""
    made = taken(clock, now, now)
    if "ms" not in made:
        raise NotNow("unknown")
    if made["ms"] == 0:
        raise NotNow("zero")
    return made | {"running": True, "phase": "period"}


def stopped(clock: Clock, now: int) -> Clock:
    """Return the clock standing where it is now."""
    return taken(clock, now, now) | {"running": False}


def with_time(clock: Clock, ms: int, now: int) -> Clock:
    """Return the clock at another time, running or standing as it did."""
    return _kept(taken(clock, now, now) | {"ms": ms})


def nudged(clock: Clock, by: int, now: int) -> Clock:
    """Return the clock moved by so many ms. Raises NotNow: unknown."""
    made = taken(clock, now, now)
    if "ms" not in made:
        raise NotNow("unknown")
    return _kept(made | {"ms": made["ms"] + by})


def with_shot(clock: Clock, shot_ms: int | None, now: int) -> Clock:
    """Return the clock with its shot clock set, or with none."""
    made = taken(clock, now, now)
    made.pop("shot_ms", None)
    return made if shot_ms is None else _kept(made | {"shot_ms": shot_ms})


def in_period(clock: Clock, period: str, now: int) -> Clock:
    """Return the clock in another period. Its time stays: it is set by itself."""
    return taken(clock, now, now) | {"period": period}


def labeled(clock: Clock, phase: str, now: int) -> Clock:
    """Return the clock in another phase; in all but `period` it stands."""
    made = taken(clock, now, now) | {"phase": phase}
    return made if phase == "period" else made | {"running": False}


def sampled(aired: Mapping[str, Any], now: int, sample: Mapping[str, Any]) -> Clock:
    """Return the clock of a reader's sample: `ms`, `running`, and maybe `period` and `shot_ms`.

    It is not by hand: when the samples stop it is lost, as the feed's would be. `reader` says that it does not come
    the feed's way, so that an output's trim is not for it.
    """
    made: Clock = {"reader": True, "resolution_ms": 100, "as_of": now, "phase": "period"}
    if aired.get("period"):
        made["period"] = aired["period"]
    made |= {name: value for name, value in sample.items() if value is not None}
    return _kept(made)


def _kept(clock: Clock) -> Clock:
    """Keep the times within bounds: none under 0, none over an hour, the shot clock not over the game clock.

    A clock that has run out stands.
    """
    made = dict(clock)
    if "ms" in made:
        made["ms"] = min(max(0, made["ms"]), LONGEST_MS)
        made["running"] = made["running"] and made["ms"] > 0
    if "shot_ms" in made:
        made["shot_ms"] = min(max(0, made["shot_ms"]), made.get("ms", LONGEST_MS))
    return made
