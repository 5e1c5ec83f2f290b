"""Edit decision lists of moments: CMX 3600, as edit suites read it. Pure.

Two forms. *Cuts* are events one after another from 01:00:00:00 on, with the time of day as source; each has its name
in `* FROM CLIP NAME:` and `* COMMENT:`, and a marker at the moment itself in `* LOC:` with the record time, as Avid
has it. *Markers* are events of one frame with the time of day on both sides, and the line in which DaVinci Resolve has
note, color and name of a timeline's markers; they fit on a timeline that starts at the time of day.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from broadcast.dashboard.exports.timecode import Rate

REEL_LENGTH = 8
LONGEST_COMMENT = 200
"""Characters of a comment; longer lines are cut off, or refused, by some suites."""


@dataclass(frozen=True)
class Moment:
    """A play as an edit suite has it. Times of day are in ms since midnight; `color` is BLUE, CYAN or YELLOW."""

    at: int
    begins: int
    ends: int
    name: str
    comment: str
    color: str


def reel_name(text: str, otherwise: str) -> str:
    """Return a reel's name as CMX 3600 has it: at most 8 of A-Z, 0-9, `_` and `-`; a default where none is."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().upper()
    return re.sub(r"[^A-Z0-9_-]", "", plain.replace(" ", "_"))[:REEL_LENGTH] or otherwise


def cuts(title: str, rate: Rate, reel: str, moments: Iterable[Moment]) -> str:
    """Return an EDL that lays the moments one after another, each from where it begins to where it ends."""
    lines = _head(title, rate)
    record = rate.base * 3600 - rate.dropped * 54  # 01:00:00:00
    for number, moment in enumerate(moments, 1):
        begins = rate.at(moment.begins)
        length = max(1, (rate.at(moment.ends) - begins) % rate.frames_a_day)
        marked = record + (rate.at(moment.at) - begins) % rate.frames_a_day
        lines += [
            _event(number, reel, rate, (begins, begins + length), (record, record + length)),
            f"* FROM CLIP NAME: {_line(moment.name)}",
            f"* COMMENT: {_line(moment.comment)}",
            f"* LOC: {rate.write(min(marked, record + length - 1))} {moment.color:<7} {_line(moment.name)}",
            "",
        ]
        record += length
    return _text(lines)


def markers(title: str, rate: Rate, reel: str, moments: Iterable[Moment]) -> str:
    """Return an EDL of markers at the moments, for a timeline that starts at the time of day."""
    lines = _head(title, rate)
    for number, moment in enumerate(moments, 1):
        frame = rate.at(moment.at)
        name, comment = (_line(text).replace("|", "/") for text in (moment.name, moment.comment))
        lines += [
            _event(number, reel, rate, (frame, frame + 1), (frame, frame + 1)),
            f"{comment} |C:ResolveColor{moment.color.title()} |M:{name} |D:1",
            "",
        ]
    return _text(lines)


def _head(title: str, rate: Rate) -> list[str]:
    return [f"TITLE: {_line(title)[:70]}", f"FCM: {'DROP FRAME' if rate.dropped else 'NON-DROP FRAME'}", ""]


def _event(number: int, reel: str, rate: Rate, source: tuple[int, int], record: tuple[int, int]) -> str:
    """Return the line of a cut in the picture. CMX 3600 counts to 999; a suite that reads more reads four digits."""
    times = " ".join(rate.write(frame) for frame in (*source, *record))
    return f"{number:03}  {reel:<{REEL_LENGTH}} V     C        {times}"


def _line(text: str) -> str:
    """Return a text as one line: what is no letter, figure, sign or space would end it, or be none of the suite's."""
    plain = "".join(" " if unicodedata.category(sign).startswith(("C", "Zl", "Zp")) else sign for sign in text)
    return " ".join(plain.split())[:LONGEST_COMMENT]


def _text(lines: list[str]) -> str:
    return "\r\n".join([*lines, ""])
