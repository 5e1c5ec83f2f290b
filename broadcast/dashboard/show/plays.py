"""The plays, newest first."""

from __future__ import annotations

from typing import Any

from broadcast.basketball.reading import game_time, period_label
from broadcast.dashboard.show import Document
from broadcast.dashboard.show.colors import grounds
from broadcast.dashboard.viewing import Viewing

NEWEST = 100
"""Plays shown unless all are asked for."""


def play_list(state: Document, viewing: Viewing) -> dict[str, Any]:
    """Return the newest plays (or all), and how many there are."""
    everything = viewing.choices.get("plays") == "all"
    colors = grounds(state["game"])
    plays = sorted(state.get("plays", {}).items(), key=lambda item: (item[1]["order"], item[0]), reverse=True)
    shown = plays if everything else plays[:NEWEST]
    rows = []
    for key, play in shown:
        score = f"{play['away']}–{play['home']}" if "away" in play and "home" in play else ""
        rows.append(
            {
                "key": key,
                "period": period_label(play["period"]) or play["period"] if "period" in play else "",
                "time": game_time(play["clock_ms"]) if "clock_ms" in play else "",
                "ground": colors[play["team"]] if "team" in play else "",
                "side": play.get("team", ""),
                "text": play.get("text") or play["kind"].replace("_", " "),
                "score": score,
                "corrected": play.get("corrected", False),
                "was": play.get("was", ""),
                "deleted": play["kind"].startswith("deleted_"),
            }
        )
    return {"rows": rows, "count": len(plays), "more": len(plays) > len(shown)}
