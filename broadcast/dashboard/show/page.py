"""The whole game page, and a tile of the board, from a game document."""

from __future__ import annotations

from datetime import tzinfo
from typing import Any

from broadcast.basketball.reading import read_clock
from broadcast.dashboard.show import Document
from broadcast.dashboard.show.box_score import box_score
from broadcast.dashboard.show.colors import grounds
from broadcast.dashboard.show.feed import feed_pill, feed_report
from broadcast.dashboard.show.floor import floor_five
from broadcast.dashboard.show.plays import play_list
from broadcast.dashboard.show.scoreboard import line_score, scoreboard, tipoff
from broadcast.dashboard.show.shots import Filter, shot_chart
from broadcast.dashboard.show.words import SIDES, number, short


def game_page(
    state: Document, now: int, zone: tzinfo, *, chosen: Filter, sort: str = "", every_play: bool = False
) -> dict[str, Any]:
    """Return what each panel of the game page says at `now` (server time, epoch ms), in `zone`."""
    game = state["game"]
    report = feed_report(state, now)
    return {
        "title": f"{short(game['away'])} at {short(game['home'])}",
        "venue": game.get("venue", ""),
        "rehearsal": game.get("rehearsal", False),
        "scoreboard": scoreboard(state, now, zone),
        "line_score": line_score(state),
        "away": floor_five(state, "away"),
        "home": floor_five(state, "home"),
        "shots": shot_chart(state, chosen),
        "plays": play_list(state, everything=every_play),
        "box": box_score(state, sort),
        "report": report,
        "old_age": report["last_age"] if report["old"] else "",
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
