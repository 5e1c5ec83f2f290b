"""The board of followed games: which of them a search shows, and what each tile says."""

from __future__ import annotations

import unicodedata
from datetime import tzinfo
from typing import Any

from broadcast.basketball.colors import grounds
from broadcast.basketball.reading import game_time, read_clock
from broadcast.dashboard.show import Document
from broadcast.dashboard.show.feed import feed_pill
from broadcast.dashboard.show.play_filter import text_of
from broadcast.dashboard.show.scoreboard import tipoff
from broadcast.dashboard.show.words import SIDES, brief, language, number, period_name, short

DENSITIES = ("roomy", "dense")


def tile(state: Document, now: int, zone: tzinfo, search: str = "") -> dict[str, Any]:
    """Return what a game's tile says at `now` (server time, epoch ms), in `zone`."""
    game = state["game"]
    score = state.get("score", {})
    known = [score[side] for side in SIDES if side in score]
    coming = tipoff(game, zone)
    return {
        "event_id": game["event_id"],
        "status": game["status"],
        "hidden": not is_found(game, search),
        "tipoff": coming,
        "tipoff_at": game.get("tipoff_at"),
        "venue": game.get("venue", ""),
        "rehearsal": game.get("rehearsal", False),
        "clock": None if coming else read_clock(state, now, language=language()),
        "feed": feed_pill(state, now),
        "last": last_play(state),
        "teams": [
            {
                "side": side,
                "name": short(game[side]),
                "brief": brief(game[side]),
                "ground": grounds(game)[side],
                "score": number(score.get(side)),
                "leads": len(known) == 2 and score[side] == max(known) and known[0] != known[1],
                "has_ball": game["status"] == "live" and state.get("possession", {}).get("team") == side,
            }
            for side in SIDES
        ],
    }


def last_play(state: Document) -> dict[str, str] | None:
    """Return the newest play of a game under way: when, whose, what."""
    play = state.get("latest")
    if play is None or state["game"]["status"] != "live":
        return None
    time = game_time(play["clock_ms"]) if "clock_ms" in play else ""
    return {
        "when": " ".join(part for part in (time, period_name(play.get("period"))) if part),
        "ground": grounds(state["game"])[play["team"]] if "team" in play else "",
        "text": text_of(play),
    }


def is_found(game: dict[str, Any], search: str) -> bool:
    """Tell whether all words searched for are in the names of a game's teams, whatever their case and accents."""
    names = " ".join(str(game[side].get(name, "")) for side in SIDES for name in ("name", "short_name", "abbreviation"))
    return all(word in _plain(names) for word in _plain(search).split())


def _plain(text: str) -> str:
    return "".join(one for one in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(one))
