"""What a row of a rundown cues, and the rows that loop: those of a group, one after another, each for its length."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from broadcast.control.models import RundownRow
from broadcast.control.reasons import reasons
from broadcast.control.templates import Unresolved, resolved
from broadcast.overlays.catalog import graphics
from broadcast.overlays.program import Cue, Program, out, taken

LOOP_MS = 8000
"""How long a row of a loop stands that has no length of its own."""

View = Mapping[str, Any]


def cue_of(row: RundownRow, aired: View) -> tuple[str, Cue]:
    """Return the zone and the cue of a row, with its players as the aired game has them. Raises Unresolved.

    The cue of a row that loops has the name of its group as `loop`: by that it is followed by the next (`after`).
    """
    graphic = graphics().get(row.graphic)
    if graphic is None:
        raise Unresolved(_("There is no graphic %(name)s.") % {"name": row.graphic})
    zone = row.zone or graphic.zones[0]
    cue: Cue = {"graphic": row.graphic, "id": f"row-{row.pk}"}
    if row.auto_out_ms is not None:
        cue["auto_out_ms"] = row.auto_out_ms
    if row.data:
        cue["data"] = resolved(row.data, aired)
    if row.loop and row.group and zone != "bug":
        cue |= {"loop": row.group, "auto_out_ms": row.auto_out_ms or LOOP_MS}
    return zone, cue


def row_of(cue: Cue) -> RundownRow | None:
    """Return the row that a cue is of, where it is one of a loop that there still is."""
    number = str(cue.get("id", "")).removeprefix("row-")
    if not number.isdecimal():
        return None
    return RundownRow.objects.filter(pk=int(number), loop=True, group=cue.get("loop")).first()


def after(row: RundownRow, program: Program, zone: str, aired: View | None) -> tuple[str, Cue] | None:
    """Return what comes after a row of a loop that stands in a zone; None where no row can be taken.

    A row is passed over that could not be taken now, or that would take out what is not of the loop. The row itself
    comes last: alone it is taken anew, with what it says by now.
    """
    rows = list(RundownRow.objects.filter(rundown=row.rundown_id, group=row.group, loop=True))
    here = rows.index(row)
    for candidate in (*rows[here + 1 :], *rows[: here + 1]):
        try:
            there, cue = cue_of(candidate, aired or {})
        except Unresolved:
            continue
        if "loop" in cue and not reasons(there, cue, graphics(), aired) and _spares(program, zone, there, cue):
            return there, cue
    return None


def _spares(program: Program, zone: str, there: str, cue: Cue) -> bool:
    """Tell whether a cue that follows what stands in a zone leaves all else; the bug comes back by itself."""
    others = program["graphics"].keys() - {zone, "bug"}
    made = taken(out(program, zone) if there != zone else program, there, cue)
    return there not in others and others <= made["graphics"].keys()
