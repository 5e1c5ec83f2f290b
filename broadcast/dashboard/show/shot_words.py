"""What is said of one shot, and of the filter that chose it. The twin of static/components/shot-words.js."""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from broadcast.basketball.reading import game_time
from broadcast.dashboard.show import words
from broadcast.dashboard.show.shot_filter import Filter, Shot
from broadcast.dashboard.show.words import code, full_name, short, surname

Players = dict[str, dict[str, Any]]

ATTRIBUTES: dict[str, str | Promise] = {
    "CAS": gettext_lazy("Catch and shoot"),
    "OTD": gettext_lazy("Off the dribble"),
    "GUARDED": gettext_lazy("Guarded"),
    "UNGUARDED": gettext_lazy("Unguarded"),
    "CLEAN": gettext_lazy("Clean (no rim)"),
    "DUNK": gettext_lazy("Dunk"),
    "LAYUP": gettext_lazy("Layup"),
    "JUMPSHOT": gettext_lazy("Jump shot"),
    "FADEAWAY": gettext_lazy("Fadeaway"),
}
"""The documented attributes, in the order in which they are said (EVENT_API.md 7.3); others keep the feed's word."""

AREAS: dict[str, str | Promise] = {
    "rim": gettext_lazy("At the rim"),
    "paint": gettext_lazy("Rest of the paint"),
    "mid-range": gettext_lazy("Mid-range"),
    "left corner": gettext_lazy("Left corner"),
    "right corner": gettext_lazy("Right corner"),
    "left arc": gettext_lazy("Left of the arc"),
    "right arc": gettext_lazy("Right of the arc"),
}


def attribute_name(attribute: str) -> str:
    """Return an attribute in words."""
    return str(ATTRIBUTES.get(attribute, attribute))


def by_attribute(attribute: str) -> tuple[int, str]:
    """Sort attributes as they are documented, then by the feed's word."""
    known = list(ATTRIBUTES)
    return (known.index(attribute) if attribute in ATTRIBUTES else len(known)), attribute


def period_name(period: str) -> str:
    """Return the name of a period, of several at once, or the feed's own where it is not understood."""
    groups = {"first-half": _("1st half"), "second-half": _("2nd half"), "overtime": _("Overtime")}
    return groups.get(period) or words.period_name(period)


def distance(shot: Shot, metric: bool) -> str:
    """Write how far a shot was: `7.4 m`, or `24 ft 3 in` where the rule book measures in feet."""
    if "distance" not in shot:
        return ""
    if metric:
        tenths = (shot["distance"] + 50) // 100
        return _("%(meters)s m") % {"meters": f"{tenths // 10}.{tenths % 10}"}
    feet, inches = divmod((10 * shot["distance"] + 127) // 254, 12)
    return _("%(feet)s ft %(inches)s in") % {"feet": feet, "inches": inches}


def shooter(shot: Shot, players: Players, game: dict[str, Any]) -> str:
    """Return who shot, by number and name; the team where nobody is known."""
    return numbered(players.get(shot.get("player", ""), {})) or short(game[shot["team"]])


def numbered(player: dict[str, Any]) -> str:
    """Return a player's number and name."""
    name = full_name(player)
    return " ".join(part for part in (player.get("jersey", ""), name) if part) if name else ""


def what(shot: Shot) -> str:
    """Return what became of a shot."""
    if shot["three"]:
        return _("Three made") if shot["made"] else _("Three missed")
    return _("Two made") if shot["made"] else _("Two missed")


def when(shot: Shot) -> str:
    """Return the period and the clock of a shot."""
    period = period_name(shot["period"]) if "period" in shot else ""
    clock = game_time(shot["clock_ms"]) if "clock_ms" in shot else ""
    return " ".join(part for part in (period, clock) if part)


def score_then(shot: Shot, game: dict[str, Any]) -> str:
    """Return the score before a shot, where it is known."""
    if "home" not in shot or "away" not in shot:
        return ""
    values = {
        "away": code(game["away"]),
        "away_score": shot["away"],
        "home": code(game["home"]),
        "home_score": shot["home"],
    }
    return _("%(away)s %(away_score)s, %(home)s %(home_score)s before") % values


def facts(shot: Shot, players: Players, game: dict[str, Any], metric: bool) -> list[str]:
    """Return what is said of a shot, in this order: who, what, how far, when, the score, and what else is known."""
    helper = numbered(players.get(shot.get("assisted_by", ""), {}))
    said = [
        shooter(shot, players, game),
        what(shot),
        distance(shot, metric),
        when(shot),
        score_then(shot, game),
        _("Assisted by %(name)s") % {"name": helper} if helper else "",
        *(attribute_name(one) for one in sorted(shot.get("attributes", []), key=by_attribute)),
        _("Corrected") if shot.get("corrected") else "",
    ]
    return [one for one in said if one]


def percent(parts: int, of: int, places: int = 1) -> str:
    """Write a share as per cent, rounded half up: `45.5`, or `46` without places. Nothing of nothing."""
    if not of:
        return ""
    scale = 10**places
    rounded = (200 * scale * parts + of) // (2 * of)
    return f"{rounded // scale}.{rounded % scale}" if places else str(rounded)


def unit_name(unit: dict[str, Any], players: Players) -> str:
    """Return the names of a five."""
    known = (surname(players.get(player, {})) for player in unit["players"])
    return ", ".join(name for name in known if name)


def part_in_words(part: str, chosen: Filter, state: dict[str, Any]) -> str:
    """Return what one part of a filter chooses."""
    game, players = state["game"], state.get("players", {})
    if part == "team":
        return short(game[chosen.team])
    if part == "player":
        return ", ".join(numbered(players.get(one, {})) or one for one in chosen.player)
    if part == "unit":
        unit = state.get("units", {}).get(chosen.unit)
        return unit_name(unit, players) if unit else _("Five not known")
    if part == "period":
        return ", ".join(period_name(one) for one in chosen.period)
    if part == "last":
        return ngettext("Last minute", "Last %(count)s minutes", int(chosen.last)) % {"count": chosen.last}
    if part == "attribute":
        return ", ".join(attribute_name(one) for one in sorted(chosen.attribute, key=by_attribute))
    words = {
        "two": _("Twos"),
        "three": _("Threes"),
        "made": _("Made"),
        "missed": _("Missed"),
        "ahead": _("While ahead"),
        "behind": _("While behind"),
        "tied": _("While tied"),
    }
    return words[str(getattr(chosen, part))]
