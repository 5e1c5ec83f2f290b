"""Which action a graphic on air can be told, and whether a payload is what its manifest says. Pure.

A payload is checked against the part of JSON Schema that OGraf's forms are made of: types, choices, bounds, what is
required, and the same within objects and lists. What else a schema says is left to the graphic, which answers for
itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from broadcast.overlays.catalog import Action, graphics
from broadcast.overlays.program import Program

Schema = Mapping[str, Any]

_TYPES: dict[str, Callable[[Any], bool]] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "null": lambda value: value is None,
    "number": lambda value: _is_number(value),
    "integer": lambda value: _is_number(value) and float(value).is_integer(),
}


def action_of(program: Program, zone: str, name: str) -> Action:
    """Return the action of what stands in a zone. Raises ValidationError with the reason why it cannot be told."""
    cue = program["graphics"].get(zone)
    if cue is None:
        raise ValidationError(_("%(zone)s: nothing is on air there."), params={"zone": zone.upper()})
    graphic = graphics().get(cue["graphic"])
    if graphic is None or name not in graphic.actions:
        known = ", ".join(graphic.actions) if graphic else ""
        params = {"graphic": graphic.name if graphic else cue["graphic"], "name": name, "names": known or "-"}
        raise ValidationError(_("%(graphic)s has no action %(name)s. It has: %(names)s."), params=params)
    action = graphic.actions[name]
    in_its_way = [other for other in action.not_with if other in program["graphics"]]
    if in_its_way:
        params = {"graphic": graphic.name, "zone": in_its_way[0].upper()}
        raise ValidationError(_("%(graphic)s has no room for it while %(zone)s is on air."), params=params)
    return action


def check_payload(action: Action, payload: Mapping[str, Any]) -> None:
    """Raise ValidationError unless the payload is what the action's schema says."""
    told = problems(action.schema, payload) if action.schema is not None else []
    if told:
        raise ValidationError(told)


def problems(schema: Schema, value: Any, name: str = "payload") -> list[str]:
    """Return what is wrong with a value, in plain words; nothing where it is what the schema says."""
    kinds = schema.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if kinds and not any(_TYPES[kind](value) for kind in kinds if kind in _TYPES):
        return [_("%(name)s is no %(kind)s.") % {"name": name, "kind": " / ".join(kinds)}]
    if "enum" in schema and not any(_same(value, one) for one in schema["enum"]):
        return [_("%(name)s is none of %(values)s.") % {"name": name, "values": ", ".join(map(str, schema["enum"]))}]
    if isinstance(value, str):
        return _text(schema, value, name)
    if _is_number(value):
        return _number(schema, value, name)
    if isinstance(value, list):
        inner = schema.get("items")
        each = enumerate(value) if isinstance(inner, Mapping) else ()
        return [one for at, item in each for one in problems(inner or {}, item, f"{name}[{at}]")]
    return _object(schema, value, name) if isinstance(value, dict) else []


def _text(schema: Schema, value: str, name: str) -> list[str]:
    count = len(value)
    if count < schema.get("minLength", 0):
        return [_("%(name)s is too short.") % {"name": name}]
    if "maxLength" in schema and count > schema["maxLength"]:
        params = {"name": name, "count": count, "most": schema["maxLength"]}
        return [_("%(name)s has %(count)s characters, at most %(most)s have room.") % params]
    if "pattern" in schema and not re.search(schema["pattern"], value):
        return [_("%(name)s is not written as it should be.") % {"name": name}]
    return []


def _number(schema: Schema, value: float, name: str) -> list[str]:
    if value < schema.get("minimum", value) or value > schema.get("maximum", value):
        return [_("%(name)s is out of bounds.") % {"name": name}]
    return []


def _object(schema: Schema, value: dict[str, Any], name: str) -> list[str]:
    known = schema.get("properties", {})
    missing = [one for one in schema.get("required", ()) if one not in value]
    found = [_("%(name)s is missing.") % {"name": f"{name}.{one}"} for one in missing]
    for one, held in value.items():
        if one in known:
            found += problems(known[one], held, f"{name}.{one}")
        elif schema.get("additionalProperties") is False:
            found.append(_("%(name)s is unknown.") % {"name": f"{name}.{one}"})
    return found


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _same(one: Any, other: Any) -> bool:
    return bool(one == other) and isinstance(one, bool) == isinstance(other, bool)
