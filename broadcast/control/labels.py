"""What a cue is called at the desk, and on buttons."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from broadcast.control.templates import name_of
from broadcast.overlays.catalog import graphics
from broadcast.overlays.program import Cue


def label_of(cue: Cue, view: Mapping[str, Any]) -> str:
    """Return the player or the name that a cue shows, else its graphic, in capitals. `view` is the aired view."""
    data = cue.get("data", {})
    found = view.get("players", {}).get(str(data.get("player", "")))
    graphic = graphics().get(cue["graphic"])
    name = (name_of(found) if found else "") or data.get("name") or (graphic.name if graphic else cue["graphic"])
    return str(name).upper()
