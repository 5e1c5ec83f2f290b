"""What a graphic may be given, made from its manifest: topics of a game, settings of an output, its parameters."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

from tests import documents

Manifest = dict[str, Any]
Data = dict[str, Any]

GRAPHICS = Path(__file__).parents[2] / "static" / "graphics"


def graphics() -> list[str]:
    """Return the ids of all graphics: the folders that have a manifest."""
    return sorted(path.parent.name for path in GRAPHICS.glob("*/*.ograf.json"))


def manifest_of(graphic: str) -> Manifest:
    """Return the manifest of a graphic."""
    found: Manifest = json.loads((GRAPHICS / graphic / f"{graphic}.ograf.json").read_text("utf-8"))
    return found


def game_of(graphic: str, seed: int = 7) -> documents.Document:
    """Return a game in which this graphic has its place: a final has ended, the rest is in its third quarter."""
    document = documents.ended() if graphic == "final" else documents.midgame(seed=seed)
    if seed != 7:
        # Other names, colors and a higher score, so that what is drawn of it differs in whatever a graphic shows.
        document = deepcopy(document)
        for side, prefix in (("home", "Northern"), ("away", "Southern")):
            document["game"][side] |= {
                "name": f"{prefix} Lights",
                "short_name": prefix,
                "abbreviation": prefix[:3].upper(),
            }
        for player in document["players"].values():
            player["last_name"] = f"{player['last_name'][::-1].title()}"
            player["name"] = f"{player['first_name']} {player['last_name']}"
            player["line"] = {stat: value + 2 for stat, value in player["line"].items()}
        for stats in document["team_stats"].values():
            stats["line"] = {stat: value + 2 for stat, value in stats["line"].items()}
        for points in document["score"]["periods"].values():
            points["home"] += 2
            document["score"]["home"] += 2
        document["clock"] |= {"ms": 201_000} if "ms" in document["clock"] else {}
        document["game"]["venue"] = "Harvest Hall"
    # A clock on a screen never goes back in time.
    document["clock"]["as_of"] = documents.TIPOFF + 7_200_000 + seed * 60_000
    return document


def parameters_of(manifest: Manifest, document: documents.Document, word: str) -> Data:
    """Return a value for each parameter that a cue of this graphic may have, by the names that all graphics share."""
    home = [key for key, player in document["players"].items() if player["team"] == "home"]
    values: Data = {
        "team": "home",
        "player": home[3],
        "chosen": home[:5],
        "name": f"{word} Osei",
        "title": f"{word} coach",
        "name2": f"{word} Vance",
        "title2": f"{word} analyst",
        "line1": f"{word} soon",
        "line2": f"{word} game",
        "coach": f"{word} Reyes",
    }
    return {name: value for name, value in values.items() if name in manifest["schema"]["properties"]}


def data_of(graphic: str, *, seed: int = 7, word: str = "Ines") -> Data:
    """Return what the renderer would load this graphic with."""
    manifest = manifest_of(graphic)
    document = game_of(graphic, seed)
    properties = manifest["schema"]["properties"]
    topics = manifest.get("v_topics", [name for name in properties if name in document])
    return {
        **{topic: document[topic] for topic in topics if topic in document},
        "now": document["clock"]["as_of"] + 500,
        "silent_ms": 0,
        "live": False,
        "team_order": "AWAY_FIRST",
        "swap": False,
        "language": "en",
        "clock_policy": "hide",
        "zone": manifest.get("v_zones", ["bug"])[0],
        "bug": "a",
        **parameters_of(manifest, document, word),
    }
