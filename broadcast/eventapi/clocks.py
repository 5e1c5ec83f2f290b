"""Read the clocks of the Event API, which come in six spellings (EVENT_API section 7.5), to tenths of a
second.

`00:15:00`, `12:30.0`, `12:30.00`, `1:2.3` (one minute, 2.3 seconds), `04.5` and `4.5`; null where unknown.
"""

import re
from functools import lru_cache
from typing import Any, NamedTuple

from broadcast.eventapi import assumed

_THREE_PARTS = re.compile(r"(\d{1,2}):(\d{1,2}):(\d{1,2})", re.ASCII)
_TWO_PARTS = re.compile(r"(\d{1,2}):(\d{1,2})(?:\.(\d{1,3}))?", re.ASCII)
_SECONDS = re.compile(r"(\d{1,4})(?:\.(\d{1,3}))?", re.ASCII)

# No spelling is longer; what is read is kept, since a clock stands on many rows.
_LONGEST_TEXT = 9


class Clock(NamedTuple):
    """A clock in ms, and what its spelling resolves: 100 for tenths, 1000 for whole seconds."""

    ms: int
    resolution_ms: int


def parse_clock(value: Any) -> Clock | None:
    """Read a clock, or return `None` for one that is absent, ambiguous or unreadable. Never raises.

    Hundredths are cut to tenths. A plain number is seconds (ASSUMED). `hh:mm:ss` (ASSUMED) is read only
    with no hours: with hours it could as well be minutes, seconds and hundredths.
    """
    if isinstance(value, str):
        text = value.strip()
        return _parse_text(text) if len(text) <= _LONGEST_TEXT else None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    if not 0 <= value * 1000 <= assumed.LONGEST_CLOCK_MS:
        return None
    return Clock(value * 1000, 1000) if isinstance(value, int) else Clock(int(value * 10 + 1e-6) * 100, 100)


@lru_cache(maxsize=4096)
def _parse_text(text: str) -> Clock | None:
    if match := _THREE_PARTS.fullmatch(text):
        hours, minutes, seconds = map(int, match.groups())
        if assumed.THREE_PART_CLOCK != "hh:mm:ss" or hours or minutes > 59 or seconds > 59:
            return None
        return Clock((minutes * 60 + seconds) * 1000, 1000)
    if match := _TWO_PARTS.fullmatch(text):
        if int(match[2]) > 59:
            return None
        return _clock(int(match[1]) * 60 + int(match[2]), match[3])
    if match := _SECONDS.fullmatch(text):
        return _clock(int(match[1]), match[2])
    return None


def _clock(seconds: int, fraction: str | None) -> Clock | None:
    ms = seconds * 1000 + (int(fraction[0]) * 100 if fraction else 0)
    if ms > assumed.LONGEST_CLOCK_MS:
        return None
    return Clock(ms, 100 if fraction else 1000)
