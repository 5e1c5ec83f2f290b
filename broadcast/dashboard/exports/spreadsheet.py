"""CSV for spreadsheets. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

Cell = str | int | float | None

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_MARK = "\ufeff"  # without it a spreadsheet reads the names in its own eight-bit code


def as_csv(rows: Iterable[Sequence[Cell]]) -> str:
    """Write rows as CSV (RFC 4180). Numbers stay numbers; a text that a spreadsheet would run is quoted with '."""
    file = io.StringIO()
    file.write(_MARK)
    csv.writer(file).writerows([_safe(cell) for cell in row] for row in rows)
    return file.getvalue()


def _safe(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
