"""The box score as a file for spreadsheets: the tables that the panel shows, in one."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from broadcast.dashboard.documents import document_of
from broadcast.dashboard.exports import download
from broadcast.dashboard.exports.spreadsheet import Cell, as_csv
from broadcast.dashboard.show import Document
from broadcast.dashboard.show.box_lines import Player
from broadcast.dashboard.show.box_score import PAIRS, RATE_KEYS, chosen_box, part_text, team_rows, text_of, value_of
from broadcast.dashboard.show.words import SIDES, full_name, short
from broadcast.dashboard.viewing import Viewing, viewing_of


@never_cache
@require_safe
@login_required
async def box_csv(request: HttpRequest, event_id: str) -> HttpResponse:
    """Give out the box score with the choices of the panel as CSV."""
    state = (await document_of(event_id)).state
    viewing = viewing_of(request)
    return download(state, "box score", "csv", "text/csv; charset=utf-8", as_csv(table(state, viewing)))


def table(state: Document, viewing: Viewing) -> Iterator[list[Cell]]:
    """Yield the head, the players of both teams, and the totals. Makes and attempts have a column each, since a
    spreadsheet reads 5-11 as a day of November."""
    chosen = chosen_box(state, viewing)
    keys = [column.key for column in chosen.columns]
    head: list[Cell] = [_("Part of the game"), _("Team"), _("No"), _("Player"), _("Position"), _("Starter")]
    for column in chosen.columns:
        head += [
            str(column.title if column.key == "PM" else column.label),
            *([f"{column.label}A"] if column.key in PAIRS else []),
        ]
    yield head
    part = part_text(chosen.period) if chosen.period else _("Whole game")
    for side in SIDES:
        team = short(state["game"][side])
        for player_id, player in team_rows(state, chosen, side):
            yield [
                *(part, team, player.get("jersey"), full_name(player) or player_id, player.get("position")),
                "yes" if player.get("starter") else None,
                *_cells(player, keys),
            ]
        if side in chosen.lines.teams:
            yield [part, team, None, _("Total"), None, None, *_cells({"line": chosen.lines.teams[side]}, keys)]


def _cells(player: Player, keys: list[str]) -> Iterator[Cell]:
    for key in keys:
        if key == "MIN":
            yield text_of(player, key) or None
        elif key in RATE_KEYS:
            yield float(text) if (text := text_of(player, key)) else None
        else:
            yield value_of(player, key)
        if key in PAIRS:
            yield player["line"].get(PAIRS[key])
