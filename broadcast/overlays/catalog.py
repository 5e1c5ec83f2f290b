"""The graphics that an output can show: their OGraf manifests, as they lie in `static/graphics`.

Keys of our own in a manifest (OGraf lets vendors add what begins with `v_`): `v_zones` are the zones that the graphic
may stand in, the first where nothing else is said; `v_topics` the topics of the game document that it reads; `v_needs`
the parameters without which it cannot be taken; `v_autoOut` after how many ms it goes out by itself, where that is
usual. Keys of our own in one of its `customActions`: `v_stands` for how many ms the action stands, as long as its
payload does not say less (`stands_ms`); `v_notWith` the zones in whose presence there is no room for it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

FOLDER = Path(settings.BASE_DIR) / "static" / "graphics"


MOMENT_MS = 2_000
"""An action that does not stand is over after this: a page that comes later leaves it out."""


@dataclass(frozen=True)
class Action:
    """An action that a graphic can be told while it is on air, with the JSON schema of its payload."""

    id: str
    name: str
    schema: dict[str, Any] | None
    stands_ms: int | None
    not_with: tuple[str, ...]

    def lasts(self, payload: dict[str, Any]) -> int:
        """Return after how many ms the action is over."""
        if self.stands_ms is None:
            return MOMENT_MS
        return min(self.stands_ms, int(payload.get("stands_ms", self.stands_ms)))


@dataclass(frozen=True)
class Graphic:
    """A graphic as its manifest describes it. `steps` is OGraf's `stepCount`: 0 leaves by itself, -1 is unknown."""

    id: str
    name: str
    zones: tuple[str, ...]
    topics: tuple[str, ...]
    needs: tuple[str, ...]
    steps: int
    auto_out_ms: int | None
    parameters: dict[str, Any]
    actions: dict[str, Action]


@cache
def graphics() -> dict[str, Graphic]:
    """Return the graphics by id."""
    found = [_read(path) for path in sorted(FOLDER.glob("*/*.ograf.json"))]
    return {one.id: one for one in found}


def _read(path: Path) -> Graphic:
    manifest = json.loads(path.read_text("utf-8"))
    return Graphic(
        id=manifest["id"],
        name=manifest["name"],
        zones=tuple(manifest["v_zones"]),
        topics=tuple(manifest["v_topics"]),
        needs=tuple(manifest.get("v_needs", ())),
        steps=manifest.get("stepCount", 1),
        auto_out_ms=manifest.get("v_autoOut"),
        parameters=manifest.get("schema", {}).get("properties", {}),
        actions={one["id"]: _action(one) for one in manifest.get("customActions", ())},
    )


def _action(told: dict[str, Any]) -> Action:
    not_with = tuple(told.get("v_notWith", ()))
    return Action(told["id"], told["name"], told.get("schema"), told.get("v_stands"), not_with)
