"""The options of the shot chart's filters: only what there is something to choose from."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from broadcast.dashboard.show import Document
from broadcast.dashboard.show.shot_filter import GROUPS, STANDINGS, Filter, group_of
from broadcast.dashboard.show.shot_words import attribute_name, by_attribute, numbered, period_name, unit_name
from broadcast.dashboard.show.words import SIDES, by_jersey, by_period, minutes, short

LAST = ("2", "5", "10")
Options = list[dict[str, Any]]


def menus(state: Document, chosen: Filter, view: str) -> dict[str, Any]:
    """Return the options of each filter, and what the closed menus say."""
    game = state["game"]
    listed = {
        "player": shooters(state, chosen),
        "period": periods(state, chosen),
        "attribute": attributes(state, chosen),
    }
    return listed | {
        "team": [option("", _("Both teams"), chosen.team)]
        + [option(side, short(game[side]), chosen.team) for side in SIDES],
        "unit": units(state, chosen),
        "kind": [
            option(value, text, chosen.kind)
            for value, text in (("", _("Twos and threes")), ("two", _("Twos")), ("three", _("Threes")))
        ],
        "result": [
            option(value, text, chosen.result)
            for value, text in (("", _("Made and missed")), ("made", _("Made")), ("missed", _("Missed")))
        ],
        "score": standings(state, chosen),
        "view": [
            option(value, text, view)
            for value, text in (
                ("marks", _("Marks")),
                ("areas", _("Areas")),
                ("zones", _("Zones")),
                ("hex", _("Hexagons")),
            )
        ],
        "last": [option(value, value, chosen.last) for value in LAST],
        "minutes": chosen.last,
        "players": several(
            chosen.player,
            _("Players"),
            {one["value"]: one["text"] for team in listed["player"] for one in team["options"]},
            ngettext("%(count)s player", "%(count)s players", len(chosen.player)) % {"count": len(chosen.player)},
        ),
        "periods": several(
            chosen.period,
            _("Periods"),
            {one["value"]: one["text"] for one in listed["period"]},
            ngettext("%(count)s period", "%(count)s periods", len(chosen.period)) % {"count": len(chosen.period)},
        ),
        "more": more(chosen),
    }


def option(value: str, text: str, chosen: str | tuple[str, ...]) -> dict[str, Any]:
    """Return one option; `chosen` is the value of a choice, or its values where several can be chosen."""
    return {"value": value, "text": text, "chosen": value in chosen if isinstance(chosen, tuple) else value == chosen}


def several(values: tuple[str, ...], all_of_them: str, names: dict[str, str], count: str) -> str:
    """Return what a closed menu of several says: all, the one, or how many."""
    if not values:
        return all_of_them
    return names.get(values[0], values[0]) if len(values) == 1 else count


def more(chosen: Filter) -> str:
    """Return what the menu of the rarer filters says when it is closed."""
    used = sum(part in ("unit", "last", "kind", "result", "attribute", "score") for part in chosen.parts)
    return _("More (%(count)s)") % {"count": used} if used else _("More")


def shooters(state: Document, chosen: Filter) -> list[dict[str, Any]]:
    """Return by team who has shot, by number, and who is chosen."""
    game, players = state["game"], state.get("players", {})
    of: dict[str, set[str]] = {side: set() for side in SIDES}
    for shot in state.get("shots", {}).values():
        if "player" in shot:
            of[shot["team"]].add(shot["player"])
    for player in chosen.player:
        if player in players:
            of[players[player]["team"]].add(player)
    return [
        {
            "side": side,
            "team": short(game[side]),
            "options": [
                option(key, numbered(player) or key, chosen.player)
                for key, player in sorted(((key, players.get(key, {})) for key in of[side]), key=by_jersey)
            ],
        }
        for side in SIDES
        if of[side]
    ]


def periods(state: Document, chosen: Filter) -> Options:
    """Return the periods in their order, and the halves and overtimes as wholes where they are made of several."""
    known = state.get("score", {}).get("periods", {})
    names = sorted(known, key=lambda name: (known[name]["order"], name))
    names += sorted(
        {shot["period"] for shot in state.get("shots", {}).values() if shot.get("period")} - set(names), key=by_period
    )
    grouped = [group_of(name) for name in names]
    wholes = [group for group in GROUPS if grouped.count(group) > 1]
    return [option(name, period_name(name), chosen.period) for name in names + wholes]


def units(state: Document, chosen: Filter) -> Options:
    """Return the fives by team, those that stood together longest first; nothing where the shots have none."""
    known = state.get("units", {})
    players = state.get("players", {})
    seen = {unit for shot in state.get("shots", {}).values() for unit in shot.get("units", {}).values()}
    listed = sorted(
        ((key, unit) for key, unit in known.items() if key in seen or key == chosen.unit),
        key=lambda item: (SIDES.index(item[1]["team"]), -item[1]["seconds"], item[0]),
    )
    if not listed:
        return []
    return [option("", _("Any five"), chosen.unit)] + [
        option(key, f"{minutes(unit['seconds'])} {unit_name(unit, players)}", chosen.unit) for key, unit in listed
    ]


def attributes(state: Document, chosen: Filter) -> Options:
    """Return the attributes that occur, as they are documented, and those chosen."""
    found = {one for shot in state.get("shots", {}).values() for one in shot.get("attributes", [])}
    names = sorted(found | set(chosen.attribute), key=by_attribute)
    return [option(name, attribute_name(name), chosen.attribute) for name in names]


def standings(state: Document, chosen: Filter) -> Options:
    """Return ahead, behind and tied; nothing where no shot knows the score before it."""
    known = any("home" in shot and "away" in shot for shot in state.get("shots", {}).values())
    if not known and not chosen.score:
        return []
    words = {"ahead": _("While ahead"), "behind": _("While behind"), "tied": _("While tied")}
    return [option("", _("Any score"), chosen.score)] + [option(one, words[one], chosen.score) for one in STANDINGS]
