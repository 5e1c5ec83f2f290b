"""Faults by switch: what can be asked for, how it is written, and the dice that throw it.

A spec is a comma list such as `cut=20,duplicate=0.05,error403=shots+details,inclusive,seed=7`. Seconds are
of wall time. Pure; where each fault strikes is said in docs/standin.md.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, fields
from typing import Any

SHARES = (
    "duplicate",
    "reorder",
    "malformed",
    "hang",
    "lower",
    "error401",
    "error404",
    "error429",
    "error500",
    "until",
)
SECONDS = ("cut", "replay", "restart", "oversize", "expired", "stale", "delay", "stall", "slow")
SWITCHES = ("inclusive", "nullclock")
NAMES = (*SECONDS, *SHARES, "error403", "skew", *SWITCHES, "seed")


class FaultError(ValueError):
    """A fault spec that cannot be read; the text says which part, what was expected and what came."""


@dataclass(frozen=True)
class Faults:
    """The faults in force; all zero and off is none. Seconds of 0 mean never."""

    cut: float = 0.0
    """About every so many seconds a socket is dropped without a close."""
    duplicate: float = 0.0
    """Share of frames sent twice."""
    reorder: float = 0.0
    """Share of sequenced frames held back behind the next few."""
    replay: float = 0.0
    """About every so many seconds a socket gets the whole event again from its start."""
    restart: float = 0.0
    """About every so many seconds a game's sockets are dropped and its sequence is numbered anew from 1."""
    malformed: float = 0.0
    """Share of frames cut off in the middle."""
    oversize: float = 0.0
    """About every so many seconds a frame of 5 MB."""
    delay: float = 0.0
    """Every frame goes out so many seconds after it was due."""
    stall: float = 0.0
    """About every so many seconds a socket falls silent for a while, and stays open."""
    slow: float = 0.0
    """REST answers take about so many seconds."""
    skew: float = 0.0
    """By so many seconds the service's clock is ahead of the real one, or behind it where negative."""
    lower: float = 0.0
    """Share of made baskets that are taken back; half of them are given again later."""
    hang: float = 0.0
    """Share of REST requests that are never answered."""
    error401: float = 0.0
    error403: float = 0.0
    error404: float = 0.0
    error429: float = 0.0
    error500: float = 0.0
    """Shares of REST requests answered with that error."""
    barred: frozenset[str] = frozenset()
    """Resources that the user has no right to, on REST and stream; written `error403=shots+details`."""
    expired: float = 0.0
    """Seconds after which a subscription token is refused."""
    stale: float = 0.0
    """REST answers are as of up to so many seconds ago."""
    inclusive: bool = False
    """`last_seq` is the first row to send, not the last one held."""
    nullclock: bool = False
    """Every clock is null."""
    seed: int | None = None
    """Makes the dice throw the same again."""
    until: float = 1.0
    """Share of the game after which all faults cease."""

    @classmethod
    def parse(cls, spec: str) -> Faults:
        """Read a spec; an empty one is no faults. Raises FaultError."""
        values: dict[str, Any] = {}
        for part in filter(None, (part.strip() for part in spec.split(","))):
            name, given, text = part.partition("=")
            if name not in NAMES:
                raise FaultError(f"unknown fault {name!r}; known are {', '.join(NAMES)}")
            key, value = _value(name, text if given else None)
            if key in values:
                raise FaultError(f"{name} is given twice")
            values[key] = value
        return cls(**values)

    def spec(self) -> str:
        """Write the faults as a spec that reads back as the same."""
        parts = []
        for item in fields(self):
            value = getattr(self, item.name)
            if value == item.default:
                continue
            if item.name == "barred":
                parts.append("error403=" + "+".join(sorted(value)))
            elif value is True:
                parts.append(item.name)
            else:
                parts.append(f"{item.name}={value}")
        return ",".join(parts)

    def at(self, share: float) -> Faults:
        """Give what is in force once so much of the game has been played."""
        return self if share < self.until or self.until == 1.0 else NONE


NONE = Faults()


class Dice:
    """Chance, repeatable where a seed is given. `name` keeps the throws of one place apart from another's."""

    def __init__(self, seed: int | None, name: str) -> None:
        self._random = random.Random(None if seed is None else f"{seed}:{name}")  # noqa: S311 - not for secrets

    def strikes(self, share: float) -> bool:
        """Throw for a rate from 0 to 1."""
        return share > 0 and self._random.random() < share

    def after(self, seconds: float) -> float:
        """Give a time between half and one and a half of `seconds`; infinity where it is 0."""
        return seconds * (0.5 + self._random.random()) if seconds else math.inf

    def count(self, most: int) -> int:
        """Give a number from 1 to `most`."""
        return self._random.randint(1, most)

    def share(self) -> float:
        """Give a number from 0 to 1."""
        return self._random.random()


class Timer:
    """When a fault that comes every so many seconds strikes next."""

    def __init__(self, dice: Dice) -> None:
        self._dice = dice
        self._seconds = 0.0
        self.at = math.inf

    def strikes(self, seconds: float, now: float) -> bool:
        """Tell whether it is time; the next time is drawn after a strike and when `seconds` changes."""
        if seconds != self._seconds:
            self._seconds = seconds
            self.at = now + self._dice.after(seconds)
        if now < self.at:
            return False
        self.at = now + self._dice.after(seconds)
        return True


def _value(name: str, text: str | None) -> tuple[str, Any]:
    if name in SWITCHES:
        if text is not None:
            raise FaultError(f"{name} is a switch and takes no value, got {text!r}")
        return name, True
    if not text:
        raise FaultError(f"{name} needs a value, as in {name}={'7' if name == 'seed' else '0.1'}")
    if name == "seed":
        try:
            return name, int(text)
        except ValueError as error:
            raise FaultError(f"expected seed to be a whole number, got {text!r}") from error
    if name == "error403" and not _is_number(text):
        names = frozenset(filter(None, text.split("+")))
        if not names:
            raise FaultError(f"expected error403 to be a rate or names of resources, got {text!r}")
        return "barred", names
    if not _is_number(text):
        raise FaultError(f"expected {name} to be a number, got {text!r}")
    number = float(text)
    if name == "skew":
        if not math.isfinite(number):
            raise FaultError(f"expected skew to be seconds, got {text}")
    elif name in SECONDS:
        if not 0 < number < math.inf:
            raise FaultError(f"expected {name} to be seconds above 0, got {text}")
    elif not 0 <= number <= 1:
        raise FaultError(f"expected {name} to be from 0 to 1, got {text}")
    return name, number


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
