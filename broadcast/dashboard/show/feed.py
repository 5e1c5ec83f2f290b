"""The state of the feed: the pill in the top bar and the report in its tab."""

from __future__ import annotations

from typing import Any

from broadcast.dashboard.show import Document
from broadcast.dashboard.show.words import age
from broadcast.dashboard.viewing import Viewing

STATES = {
    "scheduled": "Scheduled",
    "catching-up": "Catching up",
    "live": "Live",
    "polling": "Polling",
    "stale": "Stale",
    "lost": "Feed lost",
    "ended": "Ended",
}
MEANING = {
    "scheduled": "The game has not begun. The stream is followed from before tip-off.",
    "catching-up": "Reading what has happened so far. Numbers may still be behind.",
    "live": "The stream is open and answers.",
    "polling": "The stream cannot be had. Numbers come from requests, a few seconds late.",
    "stale": "The stream is open, but what is known is older than it should be.",
    "lost": "The feed does not answer. What is shown is the last that was known.",
    "ended": "The game is over and the feed is closed.",
}


def feed_pill(state: Document, now: int) -> dict[str, Any]:
    """Return the state in words, the age of the last message, and whether numbers are to look old."""
    feed = state["feed"]
    last = feed.get("last_message_at")
    quiet = feed["state"] in ("scheduled", "ended")
    return {
        "state": feed["state"],
        "text": STATES[feed["state"]],
        "last": last,
        "age": age(now - last) if last is not None and not quiet else "",
        "old": feed["state"] == "lost",
    }


def feed_report(state: Document, viewing: Viewing) -> dict[str, Any]:
    """Return all that is known of the feed: state, reason, sequence, barred, mismatches, rejected."""
    feed, now = state["feed"], viewing.now
    rejected = sorted(feed.get("rejected", {}).items(), key=lambda item: int(item[0]), reverse=True)
    return {
        **feed_pill(state, now),
        "last_age": age(now - feed["last_message_at"]) if "last_message_at" in feed else "",
        "meaning": MEANING[feed["state"]],
        "reason": feed.get("reason", ""),
        "seq": feed.get("seq"),
        "barred": sorted(feed.get("barred", {}).items()),
        "mismatches": sorted(feed.get("mismatches", {}).items()),
        "rejected": [{"number": number, **row} for number, row in rejected],
        "rejected_count": feed.get("rejected_count", len(rejected)),
    }
