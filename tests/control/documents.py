"""The game document of the tests: two teams of six, and the second quarter."""

from __future__ import annotations

from typing import Any

from tests.overlays.documents import game_document

SURNAMES = {
    "home": ("Kovalenko", "Arden", "Bell", "Castro", "Diaz", "Eriksen"),
    "away": ("Foss", "Grant", "Holm", "Ito", "Jansen", "Kemp"),
}
NUMBERS = ("23", "0", "00", "4", "5", "6")


def roster() -> dict[str, dict[str, Any]]:
    """Return twelve players, `h0` to `h5` and `a0` to `a5`; the first five of each start and are on the floor."""
    return {
        f"{side[0]}{at}": {
            "team": side,
            "name": f"Sam {surname}",
            "first_name": "Sam",
            "last_name": surname,
            "jersey": NUMBERS[at],
            "line": {"PTS": 10 - at if side == "home" else 5 - at, "REB": 3 if at < 2 else 0},
            **({"starter": True, "on_floor": True} if at < 5 else {}),
        }
        for side, surnames in SURNAMES.items()
        for at, surname in enumerate(surnames)
    }


def game_on_air(**topics: Any) -> dict[str, Any]:
    """Return a game in its second quarter, 8 to 11, whose periods add up."""
    score = {
        "home": 8,
        "away": 11,
        "periods": {"Q1": {"order": 1, "home": 5, "away": 6}, "Q2": {"order": 2, "home": 3, "away": 5}},
    }
    return game_document(**{"players": roster(), "score": score, **topics})
