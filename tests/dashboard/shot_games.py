"""A game whose shots know all that a shot can know, made of a variant of tests/documents.py."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from broadcast.basketball.court import court_of_rules
from broadcast.basketball.rules import presets
from tests.documents import Document, midgame

WAYS: tuple[list[str], ...] = (
    ["CAS", "GUARDED", "JUMPSHOT"],
    ["OTD", "UNGUARDED", "LAYUP"],
    ["OTD", "GUARDED", "FLOATER"],
    [],
)


def rich(event_id: str = "game-1", **options: Any) -> Document:
    """Return a game whose shots have areas, zones, attributes, the score before and the fives on the floor.

    The fives are the starters and, from the second half on, the next five; one shot is corrected and one a heave.
    """
    state = midgame(event_id, **options)
    rules, floor = presets()[state["game"]["rules"]], court_of_rules(state["game"]["rules"])
    fives = {
        side: [
            [key for key, one in state["players"].items() if one["team"] == side][start : start + 5] for start in (0, 5)
        ]
        for side in ("away", "home")
    }
    state["units"] = {
        unit_key(side, five): {
            "team": side,
            "players": five,
            "seconds": 1200 - 437 * number,
            "points_for": 40,
            "points_against": 38,
        }
        for side, both in fives.items()
        for number, five in enumerate(both)
    }
    score = {"home": 0, "away": 0}
    plays = iter(sorted(state["plays"].values(), key=lambda play: play["order"]))
    for play in state["plays"].values():
        if (played := rules.played(play["period"], play["clock_ms"])) is not None:
            play["played_ms"] = played
    for number, (key, shot) in enumerate(sorted(state["shots"].items(), key=lambda item: (item[1]["at"], item[0]))):
        for play in plays:
            if play["at"] > shot["at"]:
                break
            score |= {side: play[side] for side in score if side in play}
        half = 0 if shot["period"] in ("Q1", "Q2", "H1") else 1
        state["shots"][key] = shot | {
            "area": floor.area(shot["x"], shot["y"]),
            "attributes": WAYS[number % len(WAYS)],
            "zone": number % 14 + 1,
            "advanced_zone": number % 23 + 1,
            "units": {side: unit_key(side, both[half]) for side, both in fives.items()},
            **score,
        }
        if shot["made"]:
            score[shot["team"]] += 3 if shot["three"] else 2
    first, second, third, *_ = state["shots"]
    state["shots"][first]["corrected"] = True
    state["shots"][second] |= {"x": 0, "y": 20_000, "distance": 20_000}
    del state["shots"][second]["area"]
    for unknown in ("player", "clock_ms", "zone", "advanced_zone", "assisted_by", "units"):
        state["shots"][third].pop(unknown, None)
    return state


def unit_key(side: str, five: list[str]) -> str:
    """Return the key of a five as the document has it."""
    return f"{side}-{sha256(' '.join(sorted(five)).encode()).hexdigest()[:10]}"
