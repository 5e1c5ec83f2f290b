"""The documents of tests/documents.py with what is worked out of their plays: stints, units, runs, derived numbers.

Kept apart from them, since it is the panels at the foot of the page alone that show these.
"""

from __future__ import annotations

import hashlib
from copy import deepcopy
from typing import Any

from broadcast.basketball.rules import OTHER, SIDES, presets
from broadcast.basketball.story import Story
from tests.documents import Document


def deepened(document: Document) -> Document:
    """Return a copy with `played_ms`, `stints`, `units`, `story` and the derived numbers of `team_stats`.

    Who has no starters or no plays has no stints: the copy then lacks what cannot be known.
    """
    state = deepcopy(document)
    rules = presets()[state["game"]["rules"]]
    plays = sorted(state.get("plays", {}).values(), key=lambda play: play["order"])
    if not plays:
        return state
    story = Story()
    for play in plays:
        play["played_ms"] = rules.played(play["period"], play["clock_ms"])
        if play.get("points"):
            story.points(play["team"], play["points"], play["played_ms"])
    state["story"] = {
        "lead_changes": story.lead_changes,
        "times_tied": story.times_tied,
        "biggest_lead": story.biggest_lead,
        **({"run": {"team": story.run.team, "points": story.run.points}} if story.run else {}),
        "runs": {
            str(number): {"team": run.team, "points": run.points, "from_ms": run.from_ms, "to_ms": run.to_ms}
            for number, run in enumerate(story.long_runs)
        },
    }
    if "lineups" in state:
        _presence(state, plays)
    for side in SIDES:
        _derive(state, side)
    return state


def _presence(state: Document, plays: list[dict[str, Any]]) -> None:
    """Put in the stints and the units, by the starters and the substitutions."""
    players = state["players"]
    floor = {
        side: [key for key, one in players.items() if one["team"] == side and one.get("starter")] for side in SIDES
    }
    stints: dict[str, dict[str, Any]] = {}
    units: dict[str, dict[str, Any]] = {}
    ms: dict[str, int] = {}
    now = 0

    def unit(side: str) -> dict[str, Any]:
        five = sorted(floor[side])
        key = f"{side}-{hashlib.sha1('|'.join(five).encode(), usedforsecurity=False).hexdigest()[:10]}"
        fresh = {"team": side, "players": five, "seconds": 0, "points_for": 0, "points_against": 0}
        return units.setdefault(key, fresh | {"possessions": 0, "possessions_against": 0, "key": key})

    def enter(player: str) -> None:
        own = stints.setdefault(player, {})
        own[str(len(own))] = {"from_ms": now, "plus_minus": 0}

    def last(player: str) -> dict[str, Any]:
        found: dict[str, Any] = stints[player][str(len(stints[player]) - 1)]
        return found

    for five in floor.values():
        for player in five:
            enter(player)
    for play in plays:
        for one in SIDES:
            key = unit(one)["key"]
            ms[key] = ms.get(key, 0) + play["played_ms"] - now
        now = play["played_ms"]
        if "team" not in play or "player" not in play:
            continue
        side, player = play["team"], play["player"]
        if play["kind"] == "substitution_out":
            last(player)["to_ms"] = now
            floor[side].remove(player)
        elif play["kind"] == "substitution_in":
            floor[side].append(player)
            enter(player)
        if play["kind"].endswith(("_make", "_miss", "turnover")):
            unit(side)["possessions"] += 1
            unit(OTHER[side])["possessions_against"] += 1
        if points := play.get("points"):
            last(player)["points"] = last(player).get("points", 0) + points
            unit(side)["points_for"] += points
            unit(OTHER[side])["points_against"] += points
            for one in SIDES:
                for mate in floor[one]:
                    last(mate)["plus_minus"] += points if one == side else -points
    for key, entry in units.items():
        entry["seconds"] = round(ms.get(key, 0) / 1000)
        del entry["key"]
    state["units"] = {key: entry for key, entry in units.items() if ms.get(key) or entry["points_for"]}
    state["stints"] = {
        player: own for player, all_ in stints.items() if (own := {n: s for n, s in all_.items() if _lasts(s)})
    }


def _lasts(stint: dict[str, Any]) -> bool:
    return bool(stint.get("to_ms") != stint["from_ms"] or stint["plus_minus"])


def _derive(state: Document, side: str) -> None:
    """Put in a team's derived numbers."""
    line, other = state["team_stats"][side]["line"], state["team_stats"][OTHER[side]]["line"]
    starters = {key for key, one in state["players"].items() if one.get("starter")}
    own = [(key, one) for key, one in state["players"].items() if one["team"] == side]
    near = [one for one in state.get("shots", {}).values() if one["team"] == side and one["made"]]
    rebounds, theirs = line.get("OFFENSIVE_REB", 0), other.get("DEFENSIVE_REB", 0)
    used = line["FGA"] + 0.44 * line.get("FTA", 0) + line.get("TO", 0)
    state["team_stats"][side] |= {
        "paint": 2 * sum(one.get("distance", 9999) < 2500 and not one["three"] for one in near),
        "second_chance": rebounds // 2,
        "off_turnovers": other.get("TO", 0),
        "bench": sum(one["line"].get("PTS", 0) for key, one in own if key not in starters),
        "factors": {
            "efg": round((line.get("FG", 0) + 0.5 * line.get("FG3", 0)) / line["FGA"], 3),
            "turnover": round(line.get("TO", 0) / used, 3),
            "offensive_rebound": round(rebounds / (rebounds + theirs), 3),
            "free_throw": round(line.get("FT", 0) / line["FGA"], 3),
        },
    }
