"""Rundowns as programs read and write them: whole, with their rows in order."""

from __future__ import annotations

from typing import Annotated, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Max, Sum
from django.utils.translation import gettext as _
from msgspec import UNSET, Meta, UnsetType

from broadcast.audit.models import record
from broadcast.control.models import Rundown, RundownRow, describe
from broadcast.control.words import Arguments, Refused
from broadcast.overlays.manual import Id

MAX_ROWS = 200


class RowValues(Arguments):
    """A row. One with the id of a row that there is keeps it, so that the row that is on air stays the same."""

    graphic: Id
    id: int | UnsetType = UNSET
    order: int | UnsetType = UNSET
    """As it is read; what counts is the place in the list."""
    group: Annotated[str, Meta(max_length=40)] = ""
    key: Annotated[str, Meta(max_length=1)] = ""
    data: dict[str, Any] = {}
    zone: Annotated[str, Meta(max_length=10)] = ""
    auto_out_ms: int | None = None
    loop: bool = False
    note: Annotated[str, Meta(max_length=120)] = ""


class RundownValues(Arguments):
    """A rundown with all its rows, in order."""

    name: Annotated[str, Meta(min_length=1, max_length=80)]
    rows: Annotated[list[RowValues], Meta(max_length=MAX_ROWS)] = []
    id: int | UnsetType = UNSET
    """As it is read; what counts is the address."""
    version: int | UnsetType = UNSET
    """As it was read: where another stands by now the rundown is not written."""


def told(rundown: Rundown) -> dict[str, Any]:
    """Return a rundown with its rows, in the shape in which it is written."""
    return {
        "id": rundown.pk,
        "name": rundown.name,
        "version": rundown.version,
        "rows": [describe(row) for row in rundown.rows.all()],
    }


def write(actor: Any, pk: int | None, values: RundownValues) -> Rundown:
    """Make a rundown what the values say, or a new one. Raises Refused, with the row that is wrong; then nothing has
    changed. Raises Rundown.DoesNotExist.
    """
    with transaction.atomic():
        rundown = Rundown.objects.select_for_update().get(pk=pk) if pk is not None else Rundown()
        if pk is not None and values.version is not UNSET and values.version != rundown.version:
            params = {"name": rundown.name}
            raise Refused(_("Somebody else has changed %(name)s meanwhile: look at it, and do it again.") % params)
        rundown.name = values.name
        rundown.version += 1
        _check(rundown, _("The rundown"))
        rundown.save()
        held = {row.pk: row for row in rundown.rows.all()}
        kept = []
        for order, given in enumerate(values.rows, start=1):
            row = held.pop(given.id, None) if given.id is not UNSET else None
            kept.append(_filled(row or RundownRow(rundown=rundown), given, order))
        RundownRow.objects.filter(pk__in=held).delete()
        # Places are unique, so rows that change theirs leave them first.
        for away, row in enumerate(kept, start=MAX_ROWS + 1):
            if row.pk is not None:
                RundownRow.objects.filter(pk=row.pk).update(order=away)
        for row in kept:
            row.save()
        record(actor, "rundown.written", f"rundown:{rundown.pk}", name=rundown.name, rows=len(kept))
    return rundown


def revision() -> str:
    """Return a text that is another one whenever a rundown has been made, written or removed."""
    kept = Rundown.objects.aggregate(Count("pk"), Max("pk"), Sum("version"))
    return "-".join(str(kept[name] or 0) for name in ("pk__count", "pk__max", "version__sum"))


def remove(actor: Any, pk: int) -> bool:
    """Remove a rundown; tell whether there was one."""
    with transaction.atomic():
        removed, _by_model = Rundown.objects.filter(pk=pk).delete()
        if removed:
            record(actor, "rundown.removed", f"rundown:{pk}")
    return bool(removed)


def _filled(row: RundownRow, given: RowValues, order: int) -> RundownRow:
    for name in ("group", "key", "graphic", "data", "zone", "auto_out_ms", "loop", "note"):
        setattr(row, name, getattr(given, name))
    row.order = order
    _check(row, _("Row %(number)s") % {"number": order})
    return row


def _check(made: Rundown | RundownRow, what: str) -> None:
    try:
        made.full_clean(validate_constraints=isinstance(made, Rundown), exclude=["rundown"])
    except ValidationError as error:
        raise Refused(f"{what}: {' '.join(error.messages)}") from error
