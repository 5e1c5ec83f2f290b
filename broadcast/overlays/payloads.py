"""Which action a graphic on air can be told, and whether a payload is what its manifest says. Pure.

A schema that is none is not held against the payload: the graphic, which brought it, answers for itself.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError
from jsonschema.exceptions import ValidationError as Error
from referencing.exceptions import Unresolvable

from broadcast.overlays.catalog import Action, graphics
from broadcast.overlays.program import Program

log = logging.getLogger(__name__)

Schema = Mapping[str, Any]


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


def problems(schema: Schema, value: Any) -> list[str]:
    """Return what is wrong with a value, in words; nothing where it is what the schema says, or the schema is none."""
    try:
        Draft202012Validator.check_schema(schema)
        found = sorted(Draft202012Validator(schema).iter_errors(value), key=lambda error: error.json_path)
    except (SchemaError, Unresolvable) as error:
        log.warning("a payload is not checked, for its schema is wrong: %s", error)
        return []
    return [_said(error) for error in found]


def _said(error: Error) -> str:
    """Return one fault in words: in those of the page where people meet it, else in the library's."""
    name = error.json_path.replace("$", "payload", 1)
    if error.validator == "maxLength":
        params = {"name": name, "count": len(str(error.instance)), "most": error.validator_value}
        return _("%(name)s has %(count)s characters, at most %(most)s have room.") % params
    return f"{name}: {error.message}"
