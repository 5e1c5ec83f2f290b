"""The pages of teams: the colors that are kept of each for the season, and how two of them look side by side.

Whoever is logged in may set them, as on the control desk. What is set for one night alone belongs to the game's names
(`manual.py`) and is set there.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from asgiref.sync import async_to_sync
from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from broadcast.games.actions import set_team
from broadcast.games.models import Game, Team, hex_color
from broadcast.live.stores import get_store

COLORS = ("color", "text_color", "secondary")
Jersey = dict[str, str]


@dataclass
class Shown:
    """A team on the page: what the feed says that it wears, what is kept by hand, and what is set for tonight alone."""

    id: str
    name: str
    abbreviation: str = ""
    fed: Jersey = field(default_factory=dict)
    kept: Jersey = field(default_factory=dict)
    tonight: Jersey = field(default_factory=dict)

    @property
    def jersey(self) -> Jersey:
        """What it wears on air."""
        return self.fed | self.kept | self.tonight

    @property
    def jersey_json(self) -> str:
        return json.dumps(self.jersey)

    @property
    def fed_json(self) -> str:
        return json.dumps(self.fed)

    @property
    def tonight_json(self) -> str:
        return json.dumps(self.tonight)

    @property
    def label(self) -> str:
        return (self.abbreviation or self.name[:3]).upper()


@dataclass
class Pair:
    """Two teams that play each other, as they are aired."""

    game: Game
    away: Shown
    home: Shown


def _color_field(label: Any) -> forms.CharField:
    look = forms.TextInput(attrs={"class": "hex", "placeholder": "#RRGGBB", "spellcheck": "false", "maxlength": "7"})
    return forms.CharField(required=False, max_length=7, label=label, validators=[hex_color], widget=look)


class TeamForm(forms.Form):
    """What is kept of a team. What is empty is as fed."""

    color = _color_field(gettext_lazy("Ground"))
    text_color = _color_field(gettext_lazy("Ink"))
    secondary = _color_field(gettext_lazy("Second color, for visitors who would clash"))


@require_safe
@login_required
def teams(request: HttpRequest) -> HttpResponse:
    """List the teams of all games that were followed, and the games that are."""
    pairs = _pairs()
    return render(request, "overlays/teams.html", {"teams": _teams(pairs), "pairs": pairs})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def team(request: HttpRequest, team_id: str) -> HttpResponse:
    """Show a team beside its opponents, and keep its colors."""
    pairs = [pair for pair in _pairs() if team_id in (pair.home.id, pair.away.id)]
    found = next((one for one in _teams(pairs) if one.id == team_id), None)
    if found is None:
        raise Http404(f"No team {team_id} has played.")
    form = TeamForm(request.POST if request.method == "POST" else None, initial=found.kept)
    for name, color in found.fed.items():
        form.fields[name].widget.attrs["placeholder"] = color
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name].upper() for name in COLORS}
        try:
            set_team(team_id, by=request.user, **values)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("The colors of %(team)s are kept for all of its games.") % {"team": found.name})
            return redirect("team", team_id=team_id)
    return render(request, "overlays/team.html", {"team": found, "pairs": pairs, "form": form})


def _teams(pairs: list[Pair]) -> list[Shown]:
    """Return all teams by name: those that play now as they are aired, others as they are kept."""
    known = {team.team_id: team for team in Team.objects.all()}
    found: dict[str, Shown] = {}
    for game in Game.objects.order_by("tipoff_at"):
        for team_id, name in ((game.home_id, game.home_name), (game.away_id, game.away_name)):
            kept = _kept(known.get(team_id))
            found[team_id] = Shown(team_id, name or team_id, kept=kept)
    for pair in pairs:
        for one in (pair.home, pair.away):
            found[one.id] = one
    return sorted(found.values(), key=lambda one: (one.name.casefold(), one.id))


def _pairs() -> list[Pair]:
    """Return the games that are followed, with both teams as they are aired. Raises `StoreUnavailable`."""
    games = list(Game.objects.filter(follow__isnull=False))
    known = Team.objects.in_bulk([team_id for game in games for team_id in (game.home_id, game.away_id)])
    pairs = []
    for game in games:
        fed, by_hand = async_to_sync(_told)(game.event_id)
        sides = []
        for side, team_id, name in (
            ("away", game.away_id, game.away_name),
            ("home", game.home_id, game.home_name),
        ):
            told, kept = fed.get(side, {}), _kept(known.get(team_id))
            worn = {one: told[one] for one in COLORS if one in told and one not in kept}
            tonight = {one: value for one, value in by_hand.get(side, {}).items() if one in COLORS}
            named = told.get("name") or name or team_id
            sides.append(Shown(team_id, named, told.get("abbreviation", ""), worn, kept, tonight))
        pairs.append(Pair(game, *sides))
    return pairs


async def _told(event_id: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the topic `game` as the feed has it, and what of it is set by hand; empty where nothing is known."""
    feed = await get_store().snapshot(f"game:{event_id}")
    manual = await get_store().snapshot(f"manual:{event_id}")
    names = manual.state["groups"].get("names", {}) if manual else {}
    return (feed.state.get("game", {}) if feed else {}), names.get("patch", {}).get("game", {})


def _kept(team: Team | None) -> Jersey:
    return {name: value for name in COLORS if team is not None and (value := getattr(team, name))}
