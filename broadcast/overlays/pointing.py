"""Pointing an output at a game, from a page. An output that shows a game is pointed elsewhere on confirmation only."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from broadcast.games.models import Game
from broadcast.overlays.actions import change_output, point_output
from broadcast.overlays.models import Output


@require_POST
@login_required
def point(request: HttpRequest, pk: int) -> HttpResponse:
    """Point an output at the game `event_id`, or at none; ask first where that takes another game off it."""
    output = get_object_or_404(Output.objects.select_related("game"), pk=pk)
    event_id = request.POST.get("event_id", "")
    game = get_object_or_404(Game, pk=event_id) if event_id else None
    marked = "mark_rehearsal" in request.POST
    moved = output.game_id != (game.event_id if game else None)
    if moved and output.game is not None and "confirmed" not in request.POST:
        back = _back(request)  # to which choosing a language goes, too: this page cannot be asked for anew
        context = {"output": output, "to": game, "marked": marked, "back": back, "here": back}
        return render(request, "overlays/confirm_point.html", context)
    before = output.game
    if marked != output.mark_rehearsal:
        output = change_output(request.user, output, mark_rehearsal=marked)
    if moved:
        output = point_output(request.user, output, game)
    messages.success(request, _said(output, game, before if moved else None))
    return HttpResponseRedirect(_back(request))


def _said(output: Output, game: Game | None, before: Game | None) -> str:
    """Say what an output shows now, and which game it showed before if it was pointed elsewhere."""
    told = _("%(output)s shows %(game)s.") if game else _("%(output)s shows nothing.")
    if before:
        told = (
            _("%(output)s shows %(game)s. It showed %(before)s.")
            if game
            else _("%(output)s shows nothing. It showed %(before)s.")
        )
    return told % {"output": output.name, "game": game, "before": before}


def _back(request: HttpRequest) -> str:
    """Return the page to come back to, of our own alone."""
    wanted = request.POST.get("next", "")
    own = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if own else reverse("board")
