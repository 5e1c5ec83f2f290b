"""Both teams side by side."""

from __future__ import annotations

from typing import Any

from broadcast.dashboard.show import Document
from broadcast.dashboard.viewing import Viewing


def comparison(state: Document, viewing: Viewing) -> dict[str, Any]:
    """Return what the panel says."""
    return {}
