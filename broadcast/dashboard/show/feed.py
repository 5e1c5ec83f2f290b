"""The state of the feed: the pill in the top bar and the report in its tab."""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from broadcast.dashboard.show import Document
from broadcast.dashboard.show.words import SIDES, age, one_place
from broadcast.dashboard.viewing import Viewing
from broadcast.zone import from_ms

Text = str | Promise

STATES: dict[str, Text] = {
    "scheduled": gettext_lazy("Scheduled"),
    "catching-up": gettext_lazy("Catching up"),
    "live": gettext_lazy("Live"),
    "polling": gettext_lazy("Polling"),
    "stale": gettext_lazy("Stale"),
    "lost": gettext_lazy("Feed lost"),
    "ended": gettext_lazy("Ended"),
}
MEANING: dict[str, Text] = {
    "scheduled": gettext_lazy("The game has not begun. The stream is followed from before tip-off."),
    "catching-up": gettext_lazy("Reading what has happened so far. Numbers may still be behind."),
    "live": gettext_lazy("The stream is open and answers."),
    "polling": gettext_lazy("The stream cannot be had. Numbers come from requests, a few seconds late."),
    "stale": gettext_lazy("The stream is open, but what is known is older than it should be."),
    "lost": gettext_lazy("The feed does not answer. What is shown is the last that was known."),
    "ended": gettext_lazy("The game is over and the feed is closed."),
}
LACKING: dict[str, Text] = {
    "stats": gettext_lazy("Box score and comparison have only what the stream brings."),
    "details": gettext_lazy("Plays, game flow, rotation and units have only what the stream brings."),
    "shots": gettext_lazy("The shot chart and the points in the paint have only what the stream brings."),
    "possessions": gettext_lazy("Nothing is told per 100 possessions."),
    "lineups": gettext_lazy("Who is on the floor is worked out from the plays."),
    "roster": gettext_lazy("Players may lack their names and numbers."),
    "event": gettext_lazy("The sessions of the game are not known."),
}
FLOOR: dict[str, Text] = {
    "lineups": gettext_lazy("The feed’s lineups"),
    "plays": gettext_lazy("The substitutions among the plays"),
    "possessions": gettext_lazy("The fives of the possessions"),
    "starters": gettext_lazy("The starters: no change is known"),
}
SOURCES: tuple[tuple[Text, Text], ...] = (
    (gettext_lazy("Score"), gettext_lazy("The feed’s totals")),
    (gettext_lazy("Fouls, bonus, timeouts"), gettext_lazy("Counted from the plays, by the rules")),
    (gettext_lazy("Shot chart"), gettext_lazy("The feed’s shots; areas by their places")),
    (gettext_lazy("Box score"), gettext_lazy("The feed’s stats; time and plus-minus counted from the plays")),
    (gettext_lazy("Comparison"), gettext_lazy("The feed’s stats; points and single periods counted from the plays")),
    (gettext_lazy("Game flow, rotation, units"), gettext_lazy("Counted from the plays")),
)


def feed_pill(state: Document, now: int) -> dict[str, Any]:
    """Return the state in words, the age of the last message, and whether numbers are to look old."""
    feed = state["feed"]
    last = feed.get("last_message_at")
    quiet = feed["state"] in ("scheduled", "ended")
    return {
        "state": feed["state"],
        "text": str(STATES[feed["state"]]),
        "last": last,
        "age": age(now - last) if last is not None and not quiet else "",
        "old": feed["state"] == "lost",
    }


def feed_report(state: Document, viewing: Viewing) -> dict[str, Any]:
    """Return all that is known of the feed, what it means for the page, and where each panel's numbers are from."""
    feed, now = state["feed"], viewing.now
    rejected = sorted(feed.get("rejected", {}).items(), key=lambda item: int(item[0]), reverse=True)
    barred = sorted(feed.get("barred", {}).items())
    return {
        **feed_pill(state, now),
        "event_id": state["game"]["event_id"],
        "meaning": MEANING[feed["state"]],
        "facts": _facts(feed, now, len(rejected)),
        "barred": barred,
        "lacking": [{"resource": name, "answer": why, "lacks": LACKING.get(name, "")} for name, why in barred],
        "mismatches": sorted(feed.get("mismatches", {}).items()),
        "rejected": [
            {"number": number, "time": f"{from_ms(row['at']).astimezone(viewing.zone):%H:%M:%S}", **row}
            for number, row in rejected
        ],
        "sources": _sources(state),
    }


def _facts(feed: dict[str, Any], now: int, rejected: int) -> list[dict[str, str]]:
    """Return what is known of the stream, in words."""
    found = []
    if reason := feed.get("reason"):
        found.append({"name": _("Reason"), "value": reason})
    if "last_message_at" in feed:
        text = _("%(age)s ago") % {"age": age(now - feed["last_message_at"])}
        found.append({"name": _("Last message"), "value": text})
    if "rate" in feed:
        found.append({"name": _("Messages per second"), "value": one_place(feed["rate"])})
    if "seq" in feed:
        found.append({"name": _("Sequence"), "value": str(feed["seq"])})
    found.append({"name": _("Rejected"), "value": str(feed.get("rejected_count", rejected))})
    return found


def _sources(state: Document) -> list[tuple[Text, Text]]:
    """Return where each panel's numbers are from. Who is on the floor is known in several ways."""
    lineups = state.get("lineups", {})
    known = {lineups[side]["source"] for side in SIDES if side in lineups}
    floor = [(gettext_lazy("On the floor"), FLOOR[name]) for name in FLOOR if name in known]
    return [*SOURCES[:2], *floor, *SOURCES[2:]]
