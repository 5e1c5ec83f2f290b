"""Importers: other providers' files to recordings. A new format is one module and one line here."""

from __future__ import annotations

from broadcast.recordings.importers import espn, euroleague, nba_live, sportvu
from broadcast.recordings.importers.base import Imported, Importer, ImportFailed

IMPORTERS: dict[str, Importer] = {
    "nba-live": nba_live.import_game,
    "espn": espn.import_game,
    "euroleague": euroleague.import_game,
    "sportvu": sportvu.import_game,
}

__all__ = ["IMPORTERS", "ImportFailed", "Imported", "Importer"]
