"""The games and their documents as JSON, for programs that are logged in."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from broadcast.dashboard.documents import Served, published
from broadcast.dashboard.views import followed
from broadcast.games.models import Game

View = Callable[..., Coroutine[Any, Any, JsonResponse]]


def _refuse(status: int, code: str, message: str) -> JsonResponse:
    return JsonResponse({"error": code, "message": message}, status=status)


def logged_in(view: View) -> View:
    """Answer 401 in JSON to whoever is not logged in."""

    @wraps(view)
    async def guarded(request: HttpRequest, **kwargs: Any) -> JsonResponse:
        if not (await request.auser()).is_authenticated:
            return _refuse(401, "login-required", "Log in at /accounts/login/ first.")
        return await view(request, **kwargs)

    return guarded


@never_cache
@require_safe
@logged_in
async def games(request: HttpRequest) -> JsonResponse:
    """List the followed games, by tip-off: event_id, status, teams, and score and feed state where known."""
    return JsonResponse([_entry(game, document) for game, document in await followed()], safe=False)


@never_cache
@require_safe
@logged_in
async def document(request: HttpRequest, event_id: str) -> JsonResponse:
    """Return a game's document with its epoch and revision, as the socket's `snapshot` has it."""
    held = await published(event_id)
    if held is None:
        if await Game.objects.filter(event_id=event_id).aexists():
            return _refuse(404, "nothing-published", "Nothing has been published of this game yet.")
        return _refuse(404, "unknown-game", f"No game {event_id} has been followed.")
    return JsonResponse(held.as_json())


def _entry(game: Game, document: Served) -> dict[str, Any]:
    about = document.state["game"]
    score = document.state.get("score", {})
    return {
        "event_id": game.event_id,
        "status": about["status"],
        "rules": about["rules"],
        "rehearsal": about.get("rehearsal", False),
        "home": about["home"],
        "away": about["away"],
        **{key: about[key] for key in ("tipoff_at", "venue") if key in about},
        **({"score": {side: score[side] for side in ("home", "away") if side in score}} if score else {}),
        "feed": document.state["feed"]["state"],
        "document": document.doc,
    }
