"""What buttons and tallies want to know of an output: a flat map of names to values. Pure.

Every map has every name, and no value is null: what is not known is "". Numbers are numbers, all else is text. What is
true or false is 1 or 0. docs/control-api.md lists the names.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from broadcast.basketball.colors import grounds
from broadcast.basketball.reading import Reading, read_clock
from broadcast.control.labels import label_of
from broadcast.overlays.manual import GROUPS
from broadcast.overlays.preflight import ALIVE_MS
from broadcast.overlays.program import ZONES, Cue, Program

Document = Mapping[str, Any]
Value = str | int
Values = dict[str, Value]
SIDES = ("home", "away")


def flat(output: Document, renderers: Document, view: Document, groups: Document, now: int) -> Values:
    """Return the map. `output` is the document of that name, `renderers` the pages by key, `view` the aired view, empty
    where nothing is known, `groups` what is set by hand, `now` the server's time.
    """
    settings, program = output["output"], output["program"]
    alive = [page for page in renderers.values() if now - page["seen_at"] < ALIVE_MS]
    return {
        "output": settings["name"],
        "event_id": settings.get("event_id", ""),
        "delay_ms": settings["delay_ms"],
        "trim_ms": settings.get("trim_ms", 0),
        "renderers": len(alive),
        "feed_state": view.get("feed", {}).get("state", ""),
        **_game(view),
        **_clock(settings, view, now - settings["delay_ms"]),
        **_program(program, alive, view, now),
        **{f"source_{group}": groups.get(group, {}).get("source", "AUTO") for group in GROUPS},
    }


def names() -> list[str]:
    """Return the names that every map has."""
    settings = {"name": "", "delay_ms": 0, "language": "en", "clock_policy": "hide"}
    return list(flat({"output": settings, "program": {"graphics": {}}}, {}, {}, {}, 0))


def _game(view: Document) -> Values:
    score, stats = view.get("score", {}), view.get("team_stats", {})
    colors = grounds(view["game"]) if "game" in view else {}
    made: Values = {"status": view.get("game", {}).get("status", "")}
    for side in SIDES:
        team, known = view.get("game", {}).get(side, {}), stats.get(side, {})
        made |= {
            f"name_{side}": team.get("name", ""),
            f"abbreviation_{side}": team.get("abbreviation", ""),
            f"color_{side}": colors.get(side, ""),
            f"score_{side}": score.get(side, ""),
            f"fouls_{side}": known.get("fouls", ""),
            f"timeouts_{side}": known.get("timeouts", ""),
            f"bonus_{side}": known.get("bonus", ""),
        }
    return made | {"possession": view.get("possession", {}).get("team", "")}


def _clock(settings: Document, view: Document, moment: int) -> Values:
    """Return the clock as text, in the output's language and by its policy."""
    look = {"language": settings["language"], "policy": settings["clock_policy"], "trim_ms": settings.get("trim_ms", 0)}
    reading = read_clock(view, moment, **look) if "game" in view else Reading()
    clock = view.get("clock", {})
    return {
        "clock": reading.time or reading.label,
        "period": reading.period or reading.label,
        "shot_clock": reading.shot,
        "clock_running": int(clock.get("running") is True and clock.get("ms", 0) > 0),
        "clock_lost": int(reading.lost),
    }


def _program(program: Program, alive: list[Document], view: Document, now: int) -> Values:
    made: Values = {}
    for zone in ZONES:
        cue = program["graphics"].get(zone)
        made[f"on_air_{zone}"] = label_of(cue, view) if cue else ""
        made[f"painted_{zone}"] = int(cue is not None and any(_paints(page, zone, cue) for page in alive))
        ahead = program.get("standby", {}).get(zone)
        made[f"preview_{zone}"] = label_of(ahead, view) if ahead else ""
    told = program["graphics"].get("bug", {}).get("actions", [])
    standing = [one["payload"].get("text", "") for one in told if one["id"] == "message" and one["ends"] > now]
    return made | {"message": str(standing[-1]) if standing else ""}


def _paints(page: Document, zone: str, cue: Cue) -> bool:
    """Tell whether a page says that it has painted a cue since it was taken, at the step that it is at."""
    shown = page.get("shown", {}).get(cue.get("id", zone), {})
    return bool(shown.get("step") == cue.get("step", 1) and shown.get("at", 0) >= cue.get("at", 0))
