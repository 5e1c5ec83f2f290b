"""Small words shared by the panels: names, numbers, ages. Unknown is the empty string, never a zero."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.translation import get_language

from broadcast.basketball.reading import parse_period, period_label

SIDES = ("away", "home")
"""Visitors first, as everywhere on the desk."""

BRIEF = 12
"""The letters that a phone's scoreboard has room for."""


def short(team: dict[str, Any]) -> str:
    """Return the short name of a team, else its name."""
    return str(team.get("short_name") or team.get("name") or "")


def code(team: dict[str, Any]) -> str:
    """Return a team's abbreviation as it is on air: of 2 to 6 letters, else the first three of its short name."""
    given = str(team.get("abbreviation", "")).strip()
    return (given if 2 <= len(given) <= 6 else short(team).strip()[:3]).upper()


def brief(team: dict[str, Any]) -> str:
    """Return the short name of a team where a phone has room for it, else its code."""
    name = short(team)
    return name if len(name) <= BRIEF else code(team)


def lines(team: dict[str, Any]) -> list[str]:
    """Return a team's name in two lines: its short name is the second, where the name ends with it.

    Else it is broken at the space, the last of them, that leaves the longer line shortest. One word is one line.
    """
    name, last = str(team["name"]), short(team)
    words = name.split()
    if name.endswith(f" {last}"):
        return [name.removesuffix(last).strip(), last]
    broken = [[" ".join(words[:at]), " ".join(words[at:])] for at in range(len(words) - 1, 0, -1)]
    return min(broken, key=longest, default=[name])


def longest(lines: list[str]) -> int:
    """Return the letters of the longest line."""
    return max(len(line) for line in lines)


def logo(team: dict[str, Any]) -> str:
    """Return the address of a team's logo if a browser may load it, else nothing."""
    address = str(team.get("logo", ""))
    return address if address.startswith(("https://", "/")) else ""


def surname(player: dict[str, Any]) -> str:
    """Return what a player is called where room is short."""
    return str(player.get("last_name") or player.get("name") or "")


def full_name(player: dict[str, Any]) -> str:
    """Return a player's name, else what of it is known."""
    return str(player.get("name") or surname(player))


def signed(value: int | None) -> str:
    """Write a plus-minus: `+7`, `0`, `−3` (with a true minus)."""
    if value is None:
        return ""
    return f"+{value}" if value > 0 else f"−{-value}" if value < 0 else "0"


def number(value: float | None) -> str:
    """Write a stat; the feed sends floats of whole numbers."""
    if value is None:
        return ""
    return str(int(value)) if float(value).is_integer() else one_place(value)


def one_place(value: float) -> str:
    """Write a number to one place, the middle between two away from 0, as a browser does (`0.25` is `0.3`)."""
    return str(Decimal(value).quantize(Decimal("0.1"), ROUND_HALF_UP))


def pair(line: dict[str, float], made: str, tried: str) -> str:
    """Write `5-11` of a pair of stats. The Event API sends the two of a pair together, so attempts without
    makes are none made; makes without attempts are written alone."""
    if tried in line:
        return f"{number(line.get(made, 0))}-{number(line[tried])}"
    return number(line.get(made))


def percent(line: dict[str, float], made: str, tried: str) -> str:
    """Write a percentage to one place (`45.5`), or nothing before the first attempt."""
    attempts = int(line.get(tried, 0))
    return tenths(line.get(made, 0), attempts) if attempts > 0 else ""


def tenths(made: float, tried: float) -> str:
    """Write a hundred times a fraction to one place, halves up: `45.5`. `tried` is 1 or more."""
    value = (2000 * int(made) + int(tried)) // (2 * int(tried))
    return f"{value // 10}.{value % 10}"


def minutes(seconds: int | None) -> str:
    """Write playing time: `12:05`."""
    return "" if seconds is None else f"{seconds // 60}:{seconds % 60:02}"


def age(ms: int) -> str:
    """Write an age: `14 s`, `3 min`, `2 h`, `4 d`."""
    seconds = max(0, ms) // 1000
    for limit, size, unit in ((100, 1, "s"), (6000, 60, "min"), (172_800, 3600, "h")):
        if seconds < limit:
            return f"{seconds // size} {unit}"
    return f"{seconds // 86_400} d"


def language() -> str:
    """Return the reader's language, in which the words of clocks and periods are written: `en`, `es`."""
    return get_language() or "en"


def period_name(period: str | None) -> str:
    """Return the name of a period in the reader's language, or the feed's own where it is not understood."""
    return period_label(period, language()) or period or ""


def by_period(name: str) -> tuple[int, int, str]:
    """Sort periods in order, those that are not understood last."""
    period = parse_period(name)
    return (2, 0, name) if period is None else (int(period.kind == "overtime"), period.number, name)


def by_jersey(item: tuple[str, dict[str, Any]]) -> tuple[int, int, str]:
    """Sort players by number, `00` before `0`, then by id; without a number last."""
    key, player = item
    jersey = str(player.get("jersey", ""))
    if jersey.isascii() and jersey.isdigit():
        return int(jersey), -len(jersey), key
    return 1_000_000, 0, key


def by_position(item: tuple[str, dict[str, Any]]) -> tuple[int, tuple[int, int, str]]:
    """Sort players guards first, then forwards, then centers, then by number."""
    first = str(item[1].get("position", ""))[:1].upper()
    return ("GFC".index(first) if first and first in "GFC" else 3), by_jersey(item)
