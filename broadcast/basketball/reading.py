"""Reading a game's clocks for a screen, as text.

What the clock does (whether it runs, what is a countdown, what has jumped) is found out elsewhere and stands
in the `clock` topic of the game document. The JavaScript twin is `readClock` in static/js/clock.js;
tests/vectors/clock.json holds both to one behavior.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

Policy = Literal["hide", "run", "hold"]

TENTHS_AGE = 1500
SHOT_AGE = 2000
ZERO_STANDS = 20_000
WARN_RUNNING = 3000
LOST_RUNNING = 6000
LOST_STANDING = 10_000


@dataclass(frozen=True)
class Words:
    """What a language calls the states of a game on air."""

    pregame: str
    end: str
    half: str
    final: str
    overtime: str
    quarters: tuple[str, str, str, str]
    halves: tuple[str, str]


ENGLISH = Words("PREGAME", "END", "HALF", "FINAL", "OT", ("1ST", "2ND", "3RD", "4TH"), ("1ST", "2ND"))
SPANISH = Words("PREVIA", "FIN", "DESCANSO", "FINAL", "PR", ("1C", "2C", "3C", "4C"), ("1T", "2T"))
WORDS = {"en": ENGLISH, "es": SPANISH}


@dataclass(frozen=True)
class Reading:
    """What a clock shows. Where `label` is not empty it stands alone, and the other texts are empty.

    `time` is "11:59", "59.9", "0:42" or "0.0"; `period` "1ST" or "2OT"; `label` "PREGAME", "END 1ST", "HALF",
    "FINAL/OT", or the period of a clock that is unknown or hidden; `shot` "14" or "4.2"; `alarm` says that
    the shot clock is at 5.0 or under, `lost` that the link is lost and the time not to be trusted, `warning`
    that a running clock has had no sample for 3 s.
    """

    time: str = ""
    period: str = ""
    label: str = ""
    shot: str = ""
    alarm: bool = False
    lost: bool = False
    warning: bool = False


class Period(NamedTuple):
    """A period by its kind and its number within that kind."""

    kind: Literal["half", "quarter", "overtime"]
    number: int


@cache
def presets() -> dict[str, dict[str, Any]]:
    """Return the rule-set presets by name (rules.json)."""
    text = Path(__file__).with_name("rules.json").read_text("utf-8")
    found: dict[str, dict[str, Any]] = json.loads(text)["presets"]
    return found


def game_time(ms: float, tenths: bool = True) -> str:
    """Write a game clock, truncated: 11:59 for 11:59.9; from 59.9 s down "59.9", or "0:59" without tenths."""
    if ms <= 0:
        return "0.0"
    if ms < 60_000 and tenths:
        return _tenths(ms)
    minutes, seconds = divmod(int(ms // 1000), 60)
    return f"{minutes}:{seconds:02d}"


def shot_time(ms: float, tenths_from: int = 5000, tenths: bool = True) -> str:
    """Write a shot clock: whole seconds rounded up, and from `tenths_from` ms down truncated tenths.

    Without `tenths` it has none but those of 0.0.
    """
    in_tenths = ms <= 0 or (tenths and _in_tenths(ms, tenths_from))
    return _tenths(max(0, ms)) if in_tenths else str(int(-(-ms // 1000)))


def _in_tenths(ms: float, tenths_from: int) -> bool:
    # At 5.0 as it would be written, so that "5.0" follows "6".
    return ms < tenths_from + 100


def _tenths(ms: float) -> str:
    seconds, tenth = divmod(int(ms // 100), 10)
    return f"{seconds}.{tenth}"


def parse_period(name: str | None) -> Period | None:
    """Return what a period's name ("H1", "Q4", "OT2") means, or None where it is not understood."""
    match = re.fullmatch(r"(H|Q|OT)([1-9]?)", name or "")
    if not match or (match[2] == "" and match[1] != "OT"):
        return None
    number = int(match[2] or 1)
    if match[1] == "OT":
        return Period("overtime", number)
    regular = 2 if match[1] == "H" else 4
    if number > regular:
        return Period("overtime", number - regular)
    return Period("half" if match[1] == "H" else "quarter", number)


def period_label(name: str | None, language: str = "en") -> str:
    """Name a period on air: "1ST", "OT", "2OT"; empty where its name is not understood."""
    period = parse_period(name)
    return _name_of(period, _words(language)) if period else ""


def read_clock(
    document: Mapping[str, Any],
    now: float,
    *,
    language: str = "en",
    policy: Policy = "hide",
    silent_ms: float = 0,
    trim_ms: float = 0,
) -> Reading:
    """Read the clock of a game document as of `now`, server time minus the output's delay in epoch ms.

    Reads the topics game, score, clock and feed. `policy` says what becomes of a running clock whose samples
    have stopped; `silent_ms` is the time since the reader's own link was last heard.

    `trim_ms` counts while the clock is known to run: then the game clock and the shot clock are so much further on,
    never under 0, and without tenths, which nobody could trust. A standing clock is the feed's own; one that is by
    hand or of a reader is never trimmed.
    """
    game = document.get("game")
    clock: Mapping[str, Any] = document.get("clock", {})
    if not game:
        return Reading()
    words = _words(language)
    if game["status"] == "ended" or clock.get("phase") == "ended":
        return Reading(label=_final_label(document, words))
    phase = clock.get("phase")
    if phase == "pregame" or (phase is None and game["status"] == "scheduled"):
        return _before_tipoff(document, words)
    if phase == "break":
        return Reading(label=_end_label(_ended_period(document), words))
    return _in_period(document, now, words, policy, silent_ms, trim_ms)


def _before_tipoff(document: Mapping[str, Any], words: Words) -> Reading:
    game, clock = document["game"], document.get("clock", {})
    if "countdown_ms" in clock:
        return Reading(label=words.pregame)
    first = parse_period(clock.get("period") or ("H1" if game["format"] == "HALF" else "Q1"))
    time = game_time(rule_set(document)["period_ms"], tenths=False)
    return Reading(time=time, period=_name_of(first, words) if first else "")


def _in_period(
    document: Mapping[str, Any], now: float, words: Words, policy: Policy, silent_ms: float, trim_ms: float
) -> Reading:
    clock: Mapping[str, Any] = document.get("clock", {})
    passed = max(0, now - clock.get("as_of", now))
    by_hand = clock.get("by_hand") is True
    age = 0 if by_hand else passed  # one that a person has started needs no samples, and is never lost
    running = clock.get("running") is True and clock.get("ms", 0) > 0
    if running:
        lost = age > LOST_RUNNING
    else:
        lost = not by_hand and (silent_ms > LOST_STANDING or document.get("feed", {}).get("state") == "lost")
    warning = running and age > WARN_RUNNING
    named = parse_period(clock.get("period"))
    period = _name_of(named, words) if named else ""
    alone = Reading(label=period, lost=lost, warning=warning)
    if "ms" not in clock or "jumped" in clock:
        return alone

    holds = policy == "hold" and not by_hand
    elapsed = (min(passed, LOST_RUNNING) if holds else passed) if running else 0
    trim = trim_ms if running and not by_hand and not clock.get("reader") else 0
    ms = max(0, clock["ms"] - elapsed - trim)
    stood_at_zero = now - clock.get("zero_at", now) if clock["ms"] == 0 else 0
    if stood_at_zero >= ZERO_STANDS and _may_end(document):
        return Reading(label=_end_label(named, words))
    if lost and policy == "hide":
        return alone

    fine = clock.get("resolution_ms") == 100 and (clock.get("running") is False or age < TENTHS_AGE)
    tenths = fine and trim == 0
    rules = rule_set(document)
    shot, alarm = "", False
    if rules["shot_clock_ms"] is not None and "shot_ms" in clock and not (running and age > SHOT_AGE):
        shot_ms, tenths_from = max(0, clock["shot_ms"] - elapsed - trim), rules["shot_clock_tenths_from_ms"]
        if shot_ms <= ms:
            shot = shot_time(shot_ms, tenths_from, tenths=trim == 0)
            alarm = _in_tenths(shot_ms, tenths_from) if trim == 0 else shot_ms <= tenths_from
    return Reading(game_time(ms, tenths), period, "", shot, alarm, lost, warning)


def rule_set(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return the rule set of a game; where its name is not known, one by the game's format."""
    game = document["game"]
    found = presets().get(game["rules"])
    return found or presets()["FIBA" if game["format"] == "QUARTER" else "NCAA_M"]


def _words(language: str) -> Words:
    return WORDS.get(language, ENGLISH)


def _name_of(period: Period, words: Words) -> str:
    if period.kind == "overtime":
        return words.overtime if period.number == 1 else f"{period.number}{words.overtime}"
    return (words.halves if period.kind == "half" else words.quarters)[period.number - 1]


def _final_label(document: Mapping[str, Any], words: Words) -> str:
    names = [document.get("clock", {}).get("period"), *document.get("score", {}).get("periods", {})]
    periods = [period for name in names if (period := parse_period(name))]
    overtimes = max((period.number for period in periods if period.kind == "overtime"), default=0)
    if not overtimes:
        return words.final
    return f"{words.final}/{_name_of(Period('overtime', overtimes), words)}"


def _end_label(period: Period | None, words: Words) -> str:
    if period is None:
        return ""
    return words.half if period in (("half", 1), ("quarter", 2)) else f"{words.end} {_name_of(period, words)}"


def _ended_period(document: Mapping[str, Any]) -> Period | None:
    """Return the period that has ended, in a break.

    The feed may already have announced the next one: then the period named has no points yet, has never stood
    at 0, and its clock (or a countdown) is on the digits.
    """
    clock: Mapping[str, Any] = document["clock"]
    named = parse_period(clock.get("period"))
    if named is None:
        return None
    points = document.get("score", {}).get("periods", {}).get(clock["period"], {})
    played = points.get("home", 0) + points.get("away", 0) > 0 or "zero_at" in clock
    announced = not played and (clock.get("ms", 0) > 0 or "countdown_ms" in clock)
    if not announced:
        return named
    if named.number > 1:
        return Period(named.kind, named.number - 1)
    if named.kind != "overtime":
        return named
    return Period("half", 2) if document["game"]["format"] == "HALF" else Period("quarter", 4)


def _may_end(document: Mapping[str, Any]) -> bool:
    """Say whether a period at 0.0 can be followed by another: the last and overtimes only while tied."""
    period = parse_period(document["clock"].get("period"))
    if period is None:
        return False
    last = period.kind == "overtime" or period.number == (2 if period.kind == "half" else 4)
    score = document.get("score", {})
    return not last or score.get("home") == score.get("away")
