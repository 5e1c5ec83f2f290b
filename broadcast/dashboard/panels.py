"""The panels of a game, in the order of the page: what each is called, and what it says of a game document.

A panel has an address of its own, `/games/<event>/<name>/`. It is painted by its template, and by its twin in
static/components once the browser has the document. Those that are `deep` share the tabs at the foot of the page.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from broadcast.dashboard.show import Document
from broadcast.dashboard.show.box_score import box_score
from broadcast.dashboard.show.comparison import comparison
from broadcast.dashboard.show.feed import feed_report
from broadcast.dashboard.show.floor import lineups
from broadcast.dashboard.show.flow import flow
from broadcast.dashboard.show.plays import play_list
from broadcast.dashboard.show.rotation import rotation
from broadcast.dashboard.show.scoreboard import line_score, scoreboard
from broadcast.dashboard.show.shots import shot_chart
from broadcast.dashboard.show.units import units
from broadcast.dashboard.viewing import Viewing

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Panel:
    """One panel. `name` is its place in addresses, `template` paints what `show` returns."""

    name: str
    title: str | Promise
    template: str
    show: Callable[[Document, Viewing], dict[str, Any]]
    deep: bool = False


PANELS = (
    Panel("scoreboard", _("Scoreboard"), "score_board", scoreboard),
    Panel("line", _("Line score"), "line_score", line_score),
    Panel("lineups", _("Lineups"), "lineups", lineups),
    Panel("shots", _("Shot chart"), "shot_chart", shot_chart),
    Panel("plays", _("Plays"), "play_list", play_list),
    Panel("box", _("Box score"), "box_score", box_score, deep=True),
    Panel("flow", _("Game flow"), "game_flow", flow, deep=True),
    Panel("comparison", _("Comparison"), "team_comparison", comparison, deep=True),
    Panel("rotation", _("Rotation"), "rotation_chart", rotation, deep=True),
    Panel("units", _("Units"), "unit_table", units, deep=True),
    Panel("feed", _("Feed"), "feed_report", feed_report, deep=True),
)
BY_NAME = {panel.name: panel for panel in PANELS}
DEEP = tuple(panel.name for panel in PANELS if panel.deep)
BESIDE = "flow"
"""The deep panel that stands beside the box score on a wide screen, unless another is chosen."""


def said(state: Document, viewing: Viewing, names: set[str]) -> dict[str, dict[str, Any]]:
    """Return by name what the panels say; of those that are not named, nothing.

    One that fails is logged and left out: it must not take the page of a game on air away. Its place stays empty until
    the browser, which has the document too, paints it.
    """
    found = {}
    for panel in PANELS:
        if panel.name in names:
            try:
                found[panel.name] = panel.show(state, viewing)
            except Exception:
                logger.exception("%s: the panel %s cannot be painted", state["game"]["event_id"], panel.name)
    return found
