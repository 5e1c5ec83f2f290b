"""The frame of a game's page: what stands round its panels."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from broadcast.dashboard.show import Document
from broadcast.dashboard.show.feed import feed_pill
from broadcast.dashboard.show.words import age, short


def frame(state: Document, now: int) -> dict[str, Any]:
    """Return the title, the place, the feed, and how old the numbers are at `now` (server time, epoch ms)."""
    game = state["game"]
    last = state["feed"].get("last_message_at")
    pill = feed_pill(state, now)
    return {
        "title": title(game),
        "venue": game.get("venue", ""),
        "rehearsal": game.get("rehearsal", False),
        "pill": pill,
        "old_age": age(now - last) if pill["old"] and last is not None else "",
    }


def title(game: dict[str, Any]) -> str:
    """Name a game by its teams, visitors first."""
    return _("%(away)s at %(home)s") % {"away": short(game["away"]), "home": short(game["home"])}
