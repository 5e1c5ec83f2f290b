"""What ESPN's words for a play mean: its type, which differs from league to league, and its text.

Nothing here reads a file; `espn` asks it of each play.
"""

from __future__ import annotations

import re

# What is no play of either team. A dead-ball rebound is nobody's: the ball is given to who shot, or to the opponent.
_NOT_PLAYS = (
    "dead ball rebound", "deadball", "official", "coach's challenge", "review", "ejection", "disqualif", "no foul",
    "no turnover", "not available", "stoppage", "memo", "end of game review", "replay",
)  # fmt: skip
_TURNOVERS = frozenset({"traveling", "travelling", "double dribble", "palming", "carrying"})
_FOULS_WITHOUT_THE_WORD = frozenset({"shooting block", "personal block", "blocking"})
_VIOLATIONS = ("violation", "goaltending", "kicked ball", "delay of game")
_MOVES = {"DUNK": "dunk", "LAYUP": "lay", "FADEAWAY": "fade", "OTD": "pullup"}
_JUMP_SHOTS = ("jump", "fade", "pullup", "step back", "three point")
_NAME = re.compile(
    r"(.+?)'?s? (?:makes|misses|(?:offensive|defensive) rebound|steal|block|subbing|enters|bad pass|lost ball|turnover"
    r"|traveling|(?:\w+ )?foul)\b",
    re.IGNORECASE,
)

NOT_A_PLAY = ""


def classification(kind: str, text: str, *, shooting: bool, scoring: bool) -> str | None:
    """Return what a play's type means, `FIELD_GOAL` and `FREE_THROW` for shots of either outcome.

    NOT_A_PLAY for what is none, None where the words are unknown.
    """
    words = " ".join(kind.lower().split())
    said = text.lower()
    squeezed = words.replace(" ", "")
    if "freethrow" in squeezed:
        return "FREE_THROW"
    if any(word in words for word in _NOT_PLAYS):
        return NOT_A_PLAY
    if shooting or scoring:
        return "FIELD_GOAL"
    if squeezed in ("blockshot", "block"):
        return "BLOCK"
    for ending, meaning in (
        ("offensiverebound", "OFFENSIVE_REBOUND"),
        ("defensiverebound", "DEFENSIVE_REBOUND"),
        ("endgame", "GAME_END"),
        ("endperiod", "PERIOD_END"),
        ("startperiod", "PERIOD_START"),
        ("steal", "STEAL"),
    ):
        if squeezed == ending:
            return meaning
    if squeezed == "substitution":
        return "SUBSTITUTION"
    if "turnover" in words or words in _TURNOVERS:
        return "TURNOVER"
    if "technical" in words:
        return "TECHNICAL_FOUL"
    if words.startswith("offensive") and ("foul" in words or "charge" in words):
        return "OFFENSIVE_FOUL"
    if "foul" in words or words in _FOULS_WITHOUT_THE_WORD:
        return "PERSONAL_FOUL"
    if "timeout" in squeezed:
        return "TIMEOUT"
    if squeezed.startswith("jumpball") and "violation" not in words:
        return NOT_A_PLAY if "lost by" in said or said.startswith("start ") else "JUMP_BALL"
    if any(word in words for word in _VIOLATIONS):
        return "VIOLATION"
    return None


def both_fouled(kind: str) -> bool:
    """Tell whether a foul is of both who take part."""
    return "double" in kind.lower()


def heave(kind: str) -> bool:
    """Tell whether a shot is a heave: a long one in the last seconds of a period."""
    return "heave" in kind.lower()


def attributes(kind: str, text: str) -> tuple[str, ...]:
    """Return the documented attributes that a field goal's words mean."""
    words = f"{kind} {text}".lower()
    found = tuple(name for name, word in _MOVES.items() if word in words)
    if any(word in words for word in _JUMP_SHOTS) and not {"DUNK", "LAYUP"} & set(found):
        return ("JUMPSHOT", *found)
    return found


def ball_stays(kind: str, text: str) -> bool:
    """Tell whether after a free throw the ball stays where it was: a flagrant foul's, a clear path foul's."""
    words = f"{kind} {text}".lower()
    return "flagrant" in words or "clear path" in words


def name_in(text: str) -> str | None:
    """Return the player's name with which a text begins, where it can be told."""
    found = _NAME.match(" ".join(text.split()))
    return found[1].strip() if found else None
