"""The pages about outputs: all of them, and one with its settings, its places and what is ready.

Whoever is logged in may look. Settings, and the addresses of places, which are secrets, are the administrators'.
"""

from __future__ import annotations

import time
from typing import Any

from asgiref.sync import sync_to_async
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from broadcast.games.models import Game
from broadcast.live.store import StoreUnavailable
from broadcast.live.stores import get_hub, get_store
from broadcast.overlays.actions import (
    ask_to_reload,
    change_output,
    create_output,
    issue_token,
    revoke_token,
)
from broadcast.overlays.documents import epoch_ms, presence_of, state_of
from broadcast.overlays.forms import NewOutputForm, OutputForm, PlaceForm
from broadcast.overlays.models import Output, OutputToken
from broadcast.overlays.preflight import ALIVE_MS, checks


def _now_ms() -> int:
    return time.time_ns() // 1_000_000


def _administrator(request: HttpRequest) -> None:
    if not request.user.is_staff:
        raise PermissionDenied("Only administrators may change outputs.")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def outputs(request: HttpRequest) -> HttpResponse:
    """List the outputs; make a new one."""
    form = NewOutputForm(request.POST or None)
    if request.method == "POST":
        _administrator(request)
        if form.is_valid():
            output = create_output(request.user, form.cleaned_data["name"])
            messages.success(
                request, _("%(output)s is there. Load the address of its place into a mixer.") % {"output": output}
            )
            return redirect("output", pk=output.pk)
    now = _now_ms()
    rows = [
        {
            "output": output,
            "connected": sum(now - epoch_ms(one.seen_at) < ALIVE_MS for one in output.renderers.all()),
            "delay": f"{output.delay_ms / 1000:.1f}",
        }
        for output in Output.objects.select_related("game").prefetch_related("renderers")
    ]
    return render(request, "overlays/outputs.html", {"rows": rows, "form": form})


@require_safe
@login_required
async def output(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one output. With `part=state` only what changes by itself: the list and the places."""
    context = await sync_to_async(_context)(request, pk)
    return await _shown(request, context)


@require_POST
@login_required
async def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the settings of an output; show them again with what is wrong."""

    def changed() -> dict[str, Any] | None:
        _administrator(request)
        row = get_object_or_404(Output, pk=pk)
        form = OutputForm(request.POST, instance=row)
        if form.is_valid():
            try:
                change_output(request.user, row, **form.settings())
            except ValidationError as error:
                form.add_error(None, error.messages)
            else:
                messages.success(request, _("The settings are kept. They count on air at once."))
                return None
        return _context(request, pk) | {"form": form}

    context = await sync_to_async(changed)()
    if context is None:
        return redirect("output", pk=pk)
    return await _shown(request, context)


@require_POST
@login_required
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Give an output an address for one more place."""
    _administrator(request)
    row = get_object_or_404(Output, pk=pk)
    form = PlaceForm(request.POST)
    if form.is_valid():
        issue_token(request.user, row, form.cleaned_data["place"])
    else:
        messages.error(request, _("Say where it is shown."))
    return HttpResponseRedirect(f"{_address(pk)}#places")


@require_POST
@login_required
def revoke(request: HttpRequest, pk: int, token: int) -> HttpResponse:
    """End the address of a place: what it shows goes dark."""
    _administrator(request)
    row = get_object_or_404(OutputToken, pk=token, output=pk)
    revoke_token(request.user, row)
    messages.success(
        request,
        _("The address of %(place)s is revoked, and what it showed is dark.") % {"place": row.name or _("a place")},
    )
    return HttpResponseRedirect(f"{_address(pk)}#places")


@require_POST
@login_required
def reload_pages(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the pages of an output load anew."""
    _administrator(request)
    ask_to_reload(request.user, get_object_or_404(Output, pk=pk))
    messages.success(request, _("The pages load anew, and come back with what is on air."))
    return redirect("output", pk=pk)


@require_safe
@login_required
def local_file(request: HttpRequest, pk: int, token: int) -> HttpResponse:
    """Hand over a page for a browser source as a local file: it waits for the server, however late that starts."""
    _administrator(request)
    row = get_object_or_404(OutputToken.objects.select_related("output"), pk=token, output=pk, revoked_at=None)
    context = {"output": row.output, "address": request.build_absolute_uri(row.path)}
    response = render(request, "overlays/local.html", context)
    stem = "".join(letter if letter.isalnum() else "-" for letter in row.output.name.lower())
    response.headers["Content-Disposition"] = f'attachment; filename="{stem}.html"'
    return response


def _address(pk: int) -> str:
    return str(redirect("output", pk=pk).headers["Location"])


def _context(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Return what the page says that stands in the database."""
    row = get_object_or_404(Output.objects.select_related("game"), pk=pk)
    now = _now_ms()
    places = []
    for token in row.tokens.filter(revoked_at=None).prefetch_related("renderers"):
        pages = [one for one in token.renderers.all() if now - epoch_ms(one.seen_at) < ALIVE_MS]
        places.append({"token": token, "pages": pages, "address": request.build_absolute_uri(token.path)})
    return {
        "output": row,
        "settings": state_of(row)["output"],
        "renderers": presence_of(row)["renderers"],
        "places": places,
        "place_form": PlaceForm(),
        "form": OutputForm(instance=row),
        "games": list(Game.objects.filter(follow__isnull=False)),
        "now": now,
    }


async def _shown(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    settings = context["settings"]
    game = None
    if "event_id" in settings:
        try:
            snapshot = await get_store().snapshot(f"game:{settings['event_id']}")
            game = snapshot.state if snapshot else None
        except StoreUnavailable:
            game = None
    build = get_hub().build or ""
    context["checks"] = checks(settings, context["renderers"], game, context["now"], build)
    context["ready"] = all(check.state == "ready" for check in context["checks"])
    template = "overlays/output_state.html" if request.GET.get("part") == "state" else "overlays/output.html"
    return await sync_to_async(render)(request, template, context)
