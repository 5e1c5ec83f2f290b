"""Which plays are looked at: by kind, by whom, in which period, with which words, corrected or not. Pure.

The list of plays, its exports and its twin in the browser (static/js/plays.js) take the same choices from an address;
play_kinds.json has the kinds, and tests/vectors/plays.json holds the two to one behavior.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any

from django.http import QueryDict

from broadcast.basketball.reading import game_time

Play = dict[str, Any]
Entry = tuple[str, Play]


@cache
def kinds() -> dict[str, list[str] | None]:
    """Return the groups of plays by name with the words that a classification of the group has one of.

    The first group that fits is a play's own. `scoring` has no words: it is told by the points.
    """
    text = Path(__file__).with_name("play_kinds.json").read_text("utf-8")
    return {group["name"]: group["words"] for group in json.loads(text)}


@lru_cache(maxsize=1024)
def kind_of(classification: str) -> str:
    """Return the group of a classification in lower case, a deleted play's being that of the play."""
    for name, words in kinds().items():
        if words and any(word in classification for word in words):
            return name
    return "other"


def text_of(play: Play) -> str:
    """Return what a play says: the feed's own text, else its classification in words."""
    return str(play.get("text") or play["kind"].replace("_", " "))


def is_deleted(play: Play) -> bool:
    """Tell whether the feed has taken the play back."""
    return str(play["kind"]).startswith("deleted_")


def newest_first(plays: dict[str, Play]) -> list[Entry]:
    """Return the plays with their keys, the last one first."""
    return sorted(plays.items(), key=lambda item: (item[1]["order"], item[0]), reverse=True)


@dataclass(frozen=True)
class PlayFilter:
    """The choices of an address. `who` is a side or a player's id; an empty one, and one that is unknown, is none."""

    kind: str = ""
    who: str = ""
    period: str = ""
    find: str = ""
    scoring: bool = False
    corrected: bool = False

    @classmethod
    def of(cls, choices: QueryDict) -> PlayFilter:
        """Read the choices of an address."""
        kind = choices.get("plays_kind", "")
        return cls(
            kind=kind if kind in kinds() else "",
            who=choices.get("plays_who", ""),
            period=choices.get("plays_period", ""),
            find=choices.get("plays_find", "").strip(),
            scoring=choices.get("plays_scoring") == "1",
            corrected=choices.get("plays_corrected") == "1",
        )

    def takes(self, play: Play) -> bool:
        """Tell whether a play is one of those looked at."""
        if (self.scoring or self.kind == "scoring") and not play.get("points"):
            return False
        if self.kind not in ("", "scoring") and kind_of(play["kind"]) != self.kind:
            return False
        if self.who and self.who not in (play.get("team"), play.get("player")):
            return False
        if self.period and play.get("period") != self.period:
            return False
        if self.corrected and not (play.get("corrected") or is_deleted(play)):
            return False
        if not self.sought:
            return True
        words = _words(play)
        return all(word in words for word in self.sought)

    @cached_property
    def sought(self) -> tuple[str, ...]:
        """The words searched for, in lower case."""
        return tuple(dict.fromkeys(self.find.lower().split()))


def _words(play: Play) -> str:
    """Return what a search looks through: the game clock, the text, and the text before a correction."""
    clock = game_time(play["clock_ms"]) if "clock_ms" in play else ""
    return f"{clock} {text_of(play)} {play.get('was', '')}".lower()
