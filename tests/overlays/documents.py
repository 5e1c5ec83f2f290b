"""Game documents for the tests of overlays."""

import time
from typing import Any


def now() -> int:
    return time.time_ns() // 1_000_000


def game_document(event_id: str = "g1", *, home: int = 8, away: int = 11, **topics: Any) -> dict[str, Any]:
    """Return a game in its second quarter, with a standing clock of 7:12."""
    return {
        "game": {
            "event_id": event_id,
            "status": "live",
            "format": "QUARTER",
            "rules": "NBA",
            "home": {
                "id": "1",
                "name": "Ravens",
                "abbreviation": "RAV",
                "color": "#5C0A22",
                "text_color": "#F4F6F8",
            },
            "away": {
                "id": "2",
                "name": "Wolves",
                "abbreviation": "WLV",
                "color": "#FFFFFF",
                "text_color": "#0C2340",
            },
        },
        "score": {"home": home, "away": away},
        "clock": {
            "period": "Q2",
            "phase": "period",
            "ms": 432_000,
            "resolution_ms": 100,
            "running": False,
            "shot_ms": 14_000,
            "as_of": now(),
        },
        "team_stats": {"home": {"timeouts": 4}, "away": {"timeouts": 3}},
        "feed": {"state": "live"},
        **topics,
    }
