"""Which shots the shot chart shows: the filter that an address asks for, and what each part of it takes.

The twin of static/components/shot-filter.js; tests/vectors/shots-filter.json holds the two to one behavior.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from typing import Any

from django.http import QueryDict

from broadcast.basketball.reading import parse_period
from broadcast.basketball.rules import RuleSet, presets
from broadcast.dashboard.show import Document
from broadcast.dashboard.show.words import SIDES

Shot = dict[str, Any]

GROUPS = ("first-half", "second-half", "overtime")
"""What stands for several periods of a game at once."""

FACETS = (("CAS", "OTD"), ("GUARDED", "UNGUARDED"), ("CLEAN",))
"""Attributes that say the same kind of thing; all others say what kind of shot it was (EVENT_API.md 7.3)."""

STANDINGS = ("ahead", "behind", "tied")
_MINUTES = re.compile(r"[1-9][0-9]?\Z")
_OTHER = {"home": "away", "away": "home"}


@dataclass(frozen=True)
class Filter:
    """Which shots are shown. What is empty chooses all; of several values one has to fit.

    `since` is no choice: it is the game time in ms from which the last minutes count, found in the document.
    """

    team: str = ""
    player: tuple[str, ...] = ()
    unit: str = ""
    period: tuple[str, ...] = ()
    last: str = ""
    kind: str = ""
    result: str = ""
    attribute: tuple[str, ...] = ()
    score: str = ""
    since: int | None = None
    rules: RuleSet | None = None

    @property
    def parts(self) -> tuple[str, ...]:
        """Return the names of the parts that choose something."""
        return tuple(name for name in NAMES if getattr(self, name))

    def without(self, part: str) -> Filter:
        """Return the filter without one of its parts."""
        return replace(self, **{part: getattr(_NOTHING, part)})

    def takes(self, shot: Shot) -> bool:
        """Tell whether a shot is one of those chosen."""
        return all(TAKES[part](self, shot) for part in self.parts)


def chosen_filter(choices: QueryDict, state: Document) -> Filter:
    """Return the filter that an address asks for. What it does not know of a choice of few is taken as none."""
    last = next((one for one in reversed(choices.getlist("last")) if _MINUTES.match(one)), "")
    rules = presets()[state["game"]["rules"]]
    return Filter(
        team=_one_of(choices, "team", SIDES),
        player=_several(choices, "player"),
        unit=choices.get("unit", ""),
        period=_several(choices, "period"),
        last=last,
        kind=_one_of(choices, "kind", ("two", "three")),
        result=_one_of(choices, "result", ("made", "missed")),
        attribute=_several(choices, "attribute"),
        score=_one_of(choices, "score", STANDINGS),
        since=latest(state, rules) - int(last) * 60_000 if last else None,
        rules=rules,
    )


def latest(state: Document, rules: RuleSet) -> int:
    """Return the game time in ms that has been played: by the clock of a period, else by the newest play or shot."""
    clock = state.get("clock", {})
    period = clock.get("period", "")
    phase = clock.get("phase")
    shown = 0 if phase == "ended" else clock.get("ms") if phase == "period" and "jumped" not in clock else None
    if shown is not None and (played := rules.played(period, shown)) is not None:
        return played
    plays = (play.get("played_ms", 0) for play in state.get("plays", {}).values())
    shots = (played_ms(shot, rules) or 0 for shot in state.get("shots", {}).values())
    return max(max(plays, default=0), max(shots, default=0))


def played_ms(shot: Shot, rules: RuleSet) -> int | None:
    """Return how much of the game had been played when a shot was taken, where its period and clock say so."""
    if "period" not in shot or "clock_ms" not in shot:
        return None
    return rules.played(shot["period"], shot["clock_ms"])


def group_of(period: str) -> str:
    """Return which half a period is in, or that it is an overtime; nothing where its name is not understood."""
    parsed = parse_period(period)
    if parsed is None:
        return ""
    if parsed.kind == "overtime":
        return "overtime"
    return "first-half" if parsed.number <= (1 if parsed.kind == "half" else 2) else "second-half"


def facet_of(attribute: str) -> int:
    """Return the number of the facet that an attribute belongs to."""
    return next((number for number, facet in enumerate(FACETS) if attribute in facet), len(FACETS))


def standing(shot: Shot) -> str:
    """Return how the shooter's team stood before a shot, where both scores are known."""
    own, other = shot.get(shot["team"]), shot.get(_OTHER[shot["team"]])
    if own is None or other is None:
        return ""
    return "ahead" if own > other else "behind" if own < other else "tied"


def _one_of(choices: QueryDict, name: str, allowed: tuple[str, ...]) -> str:
    chosen = choices.get(name, "")
    return chosen if chosen in allowed else ""


def _several(choices: QueryDict, name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for one in choices.getlist(name) if one))


def _in_period(chosen: Filter, shot: Shot) -> bool:
    period = shot.get("period", "")
    return bool(period) and (period in chosen.period or group_of(period) in chosen.period)


def _in_last(chosen: Filter, shot: Shot) -> bool:
    if chosen.since is None or chosen.rules is None:
        return True
    played = played_ms(shot, chosen.rules)
    return played is not None and played >= chosen.since


def _has_attributes(chosen: Filter, shot: Shot) -> bool:
    """Of the attributes chosen of one facet the shot has one: caught **or** off the dribble, **and** guarded."""
    own = shot.get("attributes", [])
    return all(
        any(other in own for other in chosen.attribute if facet_of(other) == facet)
        for facet in {facet_of(one) for one in chosen.attribute}
    )


TAKES: dict[str, Callable[[Filter, Shot], bool]] = {
    "team": lambda chosen, shot: bool(shot["team"] == chosen.team),
    "player": lambda chosen, shot: shot.get("player") in chosen.player,
    "unit": lambda chosen, shot: chosen.unit in shot.get("units", {}).values(),
    "period": _in_period,
    "last": _in_last,
    "kind": lambda chosen, shot: bool(shot["three"]) == (chosen.kind == "three"),
    "result": lambda chosen, shot: bool(shot["made"]) == (chosen.result == "made"),
    "attribute": _has_attributes,
    "score": lambda chosen, shot: standing(shot) == chosen.score,
}
"""What each part of a filter takes, by its name, which is its name in the address too."""

NAMES = tuple(one.name for one in fields(Filter) if one.name in TAKES)
_NOTHING = Filter()
