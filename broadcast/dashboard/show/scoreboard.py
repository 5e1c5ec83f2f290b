"""The scoreboard and the line score."""

from __future__ import annotations

from datetime import tzinfo
from typing import Any

from django.utils.translation import gettext as _

from broadcast.basketball.colors import grounds
from broadcast.basketball.reading import game_time, read_clock
from broadcast.dashboard.show import Document
from broadcast.dashboard.show.timeouts import pips
from broadcast.dashboard.show.words import (
    SIDES,
    brief,
    code,
    language,
    lines,
    logo,
    longest,
    number,
    period_name,
    short,
)
from broadcast.dashboard.viewing import Viewing
from broadcast.zone import day_text, from_ms, time_text

MANY = 6
"""Periods from which on a line score is written smaller."""


def scoreboard(state: Document, viewing: Viewing) -> dict[str, Any]:
    """Return both teams (visitors first) with score, fouls, timeouts and bonus, and what the clock shows."""
    game = state["game"]
    score = state.get("score", {})
    period = state.get("clock", {}).get("period")
    logos = all(logo(game[side]) for side in SIDES)
    teams = []
    for side in SIDES:
        stats = state.get("team_stats", {}).get(side, {})
        teams.append(
            {
                "side": side,
                "lines": lines(game[side]),
                "short": short(game[side]),
                "brief": brief(game[side]),
                "ground": grounds(game)[side],
                "logo": logo(game[side]) if logos else "",
                "score": number(score.get(side)),
                "fouls": number(stats.get("fouls")),
                "timeouts": number(stats.get("timeouts")),
                "pips": pips(game["rules"], period, stats.get("timeouts")),
                "bonus": stats.get("bonus", ""),
                "has_ball": state.get("possession", {}).get("team") == side,
            }
        )
    return {
        "tipoff": tipoff(game, viewing.zone),
        "teams": teams,
        "letters": max(longest(team["lines"]) for team in teams),
        "clock": read_clock(state, viewing.now, language=language()),
        "notes": clock_notes(state.get("clock", {})),
    }


def tipoff(game: dict[str, Any], zone: tzinfo) -> str:
    """Return when a game that has not begun tips off: `Tue 17 Nov, 19:00 UTC`."""
    if game["status"] != "scheduled" or "tipoff_at" not in game:
        return ""
    at = from_ms(game["tipoff_at"])
    return f"{day_text(at, zone)}, {time_text(at, zone)}"


def clock_notes(clock: dict[str, Any]) -> list[str]:
    """Return what only a control view says of the clock: a countdown, a jump, text that cannot be read."""
    notes = []
    if "countdown_ms" in clock:
        notes.append(_("Countdown %(time)s") % {"time": game_time(clock["countdown_ms"], tenths=False)})
    if "jumped" in clock:
        jumped = clock["jumped"]
        times = {"before": game_time(jumped["from_ms"]), "after": game_time(jumped["to_ms"])}
        notes.append(_("Clock jumped %(before)s → %(after)s") % times)
    if "text" in clock:
        notes.append(_("Feed's clock: %(text)s") % {"text": clock["text"]})
    return notes


def line_score(state: Document, viewing: Viewing) -> dict[str, Any]:
    """Return the periods played and a row for each team. The rule set's periods still to come are blank."""
    game = state["game"]
    score = state.get("score", {})
    played = sorted(score.get("periods", {}).items(), key=lambda item: (item[1]["order"], item[0]))
    names = [name for name, _ in played]
    regular = ["H1", "H2"] if game["format"] == "HALF" else ["Q1", "Q2", "Q3", "Q4"]
    if set(names) <= set(regular):
        names = regular
    current = state.get("clock", {}).get("period") if game["status"] == "live" else None
    columns = [{"name": name, "label": period_name(name), "current": name == current} for name in names]
    rows = []
    for side in SIDES:
        cells = [
            {"text": number(score.get("periods", {}).get(name, {}).get(side)), "current": name == current}
            for name in names
        ]
        rows.append(
            {
                "side": side,
                "name": short(game[side]),
                "code": code(game[side]),
                "ground": grounds(game)[side],
                "cells": cells,
                "total": number(score.get(side)),
            }
        )
    return {"columns": columns, "rows": rows, "many": len(columns) > MANY}
