"""What is on an output's program, and what taking one graphic does to the others. Pure.

A program is `{"graphics": {zone: cue}, "standby"?: {zone: cue}, "held"?: {"bug": cue}}`. A cue is `{"graphic": id,
"step": n, "id"?: text, "at"?: epoch ms of the take, "data"?: the graphic's parameters, "auto_out_ms"?: how long after
the take it goes out by itself, "loop"?: the group of a rundown whose next row follows it then, "actions"?: [what it was
told to do while it stands]}`, its steps counted from 1. An action is `{"id": action of the graphic, "payload": {...},
"at": epoch ms, "ends": epoch ms}`: it is known by its time, and a page that comes before it ends does the rest of it.
What stands by is loaded by the renderers and not seen; what is held comes back by itself when a full frame leaves, or
after a panic.

Zones that overlap exclude each other (LOOK 1): a lower third and what stands left or right; a full frame and all but
the slate, which lies over everything.
"""

from __future__ import annotations

from typing import Any

Cue = dict[str, Any]
Program = dict[str, Any]

ZONES = ("bug", "lower", "left", "right", "full", "slate")
MOST_ACTIONS = 8
"""As many actions of a cue are kept: nobody can read more at once."""
_UNDER_FULL = frozenset({"bug", "lower", "left", "right"})
_EXCLUDES: dict[str, frozenset[str]] = {
    "bug": frozenset(),
    "lower": frozenset({"left", "right", "full"}),
    "left": frozenset({"lower", "full"}),
    "right": frozenset({"lower", "full"}),
    "full": _UNDER_FULL,
    "slate": frozenset(),
}


def taken(program: Program, zone: str, cue: Cue) -> Program:
    """Return the program with a cue on air. A bug that is taken under a full frame waits until that leaves."""
    graphics, held = dict(program["graphics"]), dict(program.get("held", {}))
    excluded = _EXCLUDES[zone] | {other for other, one in graphics.items() if _reaches(one, other) == zone}
    if (beside := _reaches(cue, zone)) is not None:
        excluded |= {beside}
    if zone == "bug" and "full" in graphics:
        return _program(graphics, program.get("standby", {}), {"bug": cue})
    if zone == "full" and "bug" in graphics:
        held["bug"] = graphics["bug"]
    for other in excluded:
        graphics.pop(other, None)
    graphics[zone] = cue
    if "full" not in graphics and "bug" in held:
        graphics.setdefault("bug", held.pop("bug"))
    standby = {name: one for name, one in program.get("standby", {}).items() if name != zone}
    return _program(graphics, standby, held)


def stepped(program: Program, zone: str, step: int) -> Program:
    """Return the program with what stands in a zone at another of its steps. The take stays the one it was."""
    graphics = dict(program["graphics"])
    graphics[zone] = graphics[zone] | {"step": step}
    return _program(graphics, program.get("standby", {}), program.get("held", {}))


def acted(program: Program, zone: str, action: dict[str, Any]) -> Program:
    """Return the program with one more action of what stands in a zone, and without those that have ended.

    No two actions of a cue have the same time: the later one is put after the other.
    """
    graphics = dict(program["graphics"])
    told = graphics[zone].get("actions", [])
    at = max(action["at"], told[-1]["at"] + 1) if told else action["at"]
    going_on = [one for one in told if one["ends"] > at][1 - MOST_ACTIONS :]
    graphics[zone] = graphics[zone] | {"actions": [*going_on, action | {"at": at}]}
    return _program(graphics, program.get("standby", {}), program.get("held", {}))


def _reaches(cue: Cue, zone: str) -> str | None:
    """Return the other zone that a cue takes too: one that shows both teams stands left and right."""
    other = {"left": "right", "right": "left"}.get(zone)
    return other if other and cue.get("data", {}).get("both") is True else None


def out(program: Program, zone: str) -> Program:
    """Return the program without what stands in a zone. After a full frame the bug that it took out comes back."""
    graphics, held = dict(program["graphics"]), dict(program.get("held", {}))
    graphics.pop(zone, None)
    if zone == "bug":
        held.pop("bug", None)
    elif zone == "full" and "bug" in held:
        graphics["bug"] = held.pop("bug")
    return _program(graphics, program.get("standby", {}), held)


def cleared(program: Program) -> Program:
    """Return the program with the bug alone: on air, or come back from under a full frame."""
    bug = program["graphics"].get("bug") or program.get("held", {}).get("bug")
    return _program({"bug": bug} if bug else {}, program.get("standby", {}), {})


def panicked(program: Program) -> Program:
    """Return the program with nothing on air, the bug held; or where nothing is on air, with the bug that is held."""
    graphics, held = program["graphics"], program.get("held", {})
    if not graphics:
        return _program(dict(held), {}, {})
    bug = graphics.get("bug") or held.get("bug")
    return _program({}, {}, {"bug": bug} if bug else {})


def standing_by(program: Program, zone: str, cue: Cue | None) -> Program:
    """Return the program with a cue that renderers load ahead, or with none in the zone."""
    standby = {name: one for name, one in program.get("standby", {}).items() if name != zone}
    if cue is not None:
        standby[zone] = cue
    return _program(dict(program["graphics"]), standby, dict(program.get("held", {})))


def last_in(program: Program) -> str | None:
    """Return the zone that was taken last, of all but the bug; None where there is none."""
    others = {zone: cue.get("at", 0) for zone, cue in program["graphics"].items() if zone != "bug"}
    return max(others, key=lambda zone: others[zone]) if others else None


def _program(graphics: dict[str, Cue], standby: dict[str, Cue], held: dict[str, Cue]) -> Program:
    made: Program = {"graphics": graphics}
    if standby:
        made["standby"] = standby
    if held:
        made["held"] = held
    return made
