"""The frame of a game page, and a tile of the board, from a game document."""

from __future__ import annotations

from datetime import tzinfo
from typing import Any

from broadcast.basketball.reading import read_clock
from broadcast.dashboard.show import Document
from broadcast.dashboard.show.colors import grounds
from broadcast.dashboard.show.feed import feed_pill
from broadcast.dashboard.show.scoreboard import tipoff
from broadcast.dashboard.show.words import SIDES, age, number, short


def frame(state: Document, now: int) -> dict[str, Any]:
    """Return what stands round the panels of a game: its title, its place, the feed, how old the numbers are."""
    game = state["game"]
    last = state["feed"].get("last_message_at")
    pill = feed_pill(state, now)
    return {
        "title": f"{short(game['away'])} at {short(game['home'])}",
        "venue": game.get("venue", ""),
        "rehearsal": game.get("rehearsal", False),
        "pill": pill,
        "old_age": age(now - last) if pill["old"] and last is not None else "",
    }


def tile(state: Document, now: int, zone: tzinfo) -> dict[str, Any]:
    """Return what a game's tile on the board says."""
    game = state["game"]
    score = state.get("score", {})
    known = [score[side] for side in SIDES if side in score]
    clock = read_clock(state, now)
    coming = tipoff(game, zone)
    return {
        "event_id": game["event_id"],
        "status": game["status"],
        "tipoff": coming,
        "tipoff_at": game.get("tipoff_at"),
        "venue": game.get("venue", ""),
        "rehearsal": game.get("rehearsal", False),
        "clock": None if coming else clock,
        "feed": feed_pill(state, now),
        "teams": [
            {
                "side": side,
                "name": short(game[side]),
                "ground": grounds(game)[side],
                "score": number(score.get(side)),
                "leads": len(known) == 2 and score[side] == max(known) and known[0] != known[1],
                "has_ball": game["status"] == "live" and state.get("possession", {}).get("team") == side,
            }
            for side in SIDES
        ],
    }
