"""Who is at the desk of a game: each open page tells of itself every few seconds, and is told of the others.

It is a row of the database, so that several processes know of each other's pages. A page that is closed says so; one
that was killed is passed over when it has not told of itself for a while.
"""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import msgspec
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from broadcast.audit.models import Entry
from broadcast.control.models import DeskHere
from broadcast.control.rundowns import revision
from broadcast.games.models import Game
from broadcast.overlays.documents import epoch_ms
from broadcast.overlays.models import Output

TOLD_WITHIN = timedelta(seconds=10)
"""Pages tell of themselves every 4 s."""
FORGOTTEN = timedelta(minutes=10)
DONE_WITHIN = timedelta(seconds=30)
MOST_DONE = 20
DONE = ("output.take", "output.out", "output.clear", "output.panic", "output.loop")


class Told(msgspec.Struct):
    """What a page tells: its key, and whether it is being closed."""

    key: uuid.UUID
    gone: bool = False


@never_cache
@require_POST
@login_required
def here(request: HttpRequest, event_id: str) -> HttpResponse:
    """Take note of a page of the desk; answer who else has one, what was just done, and which rundowns there are.

    `{"desks": [names], "done": [{"at", "output", "action", "zone"?, "taken_at"?, "by"}], "rundowns": revision}`, what
    was done from the oldest on. Raises Http404.
    """
    try:
        told = msgspec.json.decode(request.body, type=Told)
    except (msgspec.DecodeError, RecursionError) as error:
        return JsonResponse({"ok": False, "said": str(error)}, status=400)
    game = Game.objects.filter(pk=event_id).first()
    if game is None:
        raise Http404
    now = timezone.now()
    if told.gone:
        DeskHere.objects.filter(key=told.key).delete()
        return HttpResponse(status=204)
    DeskHere.objects.filter(seen_at__lt=now - FORGOTTEN).delete()
    values = {"game": game, "user": request.user, "seen_at": now}
    DeskHere.objects.update_or_create(key=told.key, defaults=values)
    others = DeskHere.objects.filter(game=game, seen_at__gte=now - TOLD_WITHIN).exclude(key=told.key)
    return JsonResponse(
        {
            "desks": [one.user.get_username() for one in others.select_related("user")],
            "done": _done(game),
            "rundowns": revision(),
        }
    )


def _done(game: Game) -> list[dict[str, Any]]:
    outputs = {output.document_name: output.pk for output in Output.objects.filter(game=game)}
    since = timezone.now() - DONE_WITHIN
    entries = Entry.objects.filter(target__in=outputs, action__in=DONE, at__gte=since)[:MOST_DONE]
    return [_told(entry, outputs[entry.target]) for entry in reversed(entries)]


def _told(entry: Entry, output: int) -> dict[str, Any]:
    """Return an entry as a desk is told of it; `taken_at` is the time by which a take is known."""
    told = {
        "at": epoch_ms(entry.at),
        "output": output,
        "action": entry.action.removeprefix("output."),
        "by": entry.actor,
        "zone": entry.details.get("zone"),
        "taken_at": entry.details.get("cue", {}).get("at"),
    }
    return {name: value for name, value in told.items() if value is not None}
