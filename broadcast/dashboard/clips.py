"""Clips of plays: the Event API's service cuts them out of a game's video, and says where they are.

Nothing in the live data says whether a service has video of a game (`videoAttributes` of a play name a place and a
session, whether or not a camera ran). So it is asked for its streams (DISCOVER_STREAMS) when somebody wants clips; one
that lists none offers none (ASSUMED, `assumed.CLIPS_NEED_STREAMS`).
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any, Final, NamedTuple, TypeVar

from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from broadcast.audit.models import record
from broadcast.dashboard.documents import document_of
from broadcast.dashboard.exports import title_of
from broadcast.dashboard.exports.handles import Handles
from broadcast.dashboard.show.play_filter import text_of
from broadcast.eventapi import assumed
from broadcast.eventapi.errors import ApiError, BadRequest, Forbidden, NotFound, RateLimited, Unauthorized, Unreachable
from broadcast.eventapi.http import EventApi
from broadcast.feed.worker import configuration_error
from broadcast.games.models import Game

Answer = TypeVar("Answer")

PATIENCE_SECONDS: Final = 60.0
"""How long the service may take to cut a clip."""


class Refused(Exception):
    """There is no clip: why, in words for whoever asked, and the HTTP status that says so."""

    def __init__(self, message: str, status: HTTPStatus) -> None:
        super().__init__(message)
        self.message = message
        self.status = status


class Cut(NamedTuple):
    """A clip that the service has made. Times are epoch ms."""

    url: str
    start: int
    end: int


@never_cache
@require_POST
@login_required
async def clip(request: HttpRequest, event_id: str) -> HttpResponse:
    """Have a clip of the play `play` made. Answers JSON to a script, a page with the link to everybody else."""
    state = (await document_of(event_id)).state
    key = request.POST.get("play", "")
    play = state.get("plays", {}).get(key)
    told: dict[str, Any] = {"play": key}
    status = HTTPStatus.OK
    try:
        if play is None:
            raise Refused(_("The game has no such play any more."), HTTPStatus.NOT_FOUND)
        cut = await _cut(event_id, *Handles.of(request.POST).around(play["at"]))
    except Refused as refused:
        told["message"], status = refused.message, refused.status
    else:
        told |= cut._asdict()
        user = await request.auser()
        details = {"play": key, "text": text_of(play)[:200], "start": cut.start, "end": cut.end}
        await sync_to_async(record)(user, "clip.made", f"game:{event_id}"[:120], **details)
    if _scripted(request):
        return JsonResponse(told, status=status)
    context = told | {"event_id": event_id, "title": title_of(state), "text": text_of(play) if play else ""}
    return await sync_to_async(render)(request, "dashboard/clip.html", context, status=status)


@never_cache
@require_safe
@login_required
async def video(request: HttpRequest, event_id: str) -> HttpResponse:
    """Say which video streams the service has of a game, and whether it offers clips of them."""
    await document_of(event_id)  # a game that nobody has followed is not asked for
    try:
        found = await _asked(event_id, lambda api: api.video_streams(event_id))
    except Refused as refused:
        return JsonResponse({"message": refused.message}, status=refused.status)
    names = [stream.name or stream.id for stream in found.items]
    return JsonResponse({"streams": names, "offered": bool(names) or not assumed.CLIPS_NEED_STREAMS})


async def _cut(event_id: str, start: int, end: int) -> Cut:
    """Have the service cut, once the last second of the clip has been played. Raises Refused."""
    ahead = end - time.time() * 1000
    if 0 < ahead <= end - start:
        await asyncio.sleep(ahead / 1000)
    url = await _asked(event_id, lambda api: api.video_clip(event_id, start, end))
    if not url.startswith(("https://", "http://")):
        raise Refused(_("The service’s answer has no link that can be opened."), HTTPStatus.BAD_GATEWAY)
    return Cut(url, start, end)


async def _asked(event_id: str, ask: Callable[[EventApi], Awaitable[Answer]]) -> Answer:
    """Ask the Event API that a game is followed on. Raises Refused."""
    try:
        async with asyncio.timeout(PATIENCE_SECONDS), await _service(event_id) as api:
            return await ask(api)
    except ApiError as error:
        raise _refusal(error) from error
    except TimeoutError as error:
        raise Refused(_("The service has not answered in time. Try again."), HTTPStatus.GATEWAY_TIMEOUT) from error


async def _service(event_id: str) -> EventApi:
    """Return a client of the service that a game is followed on. Raises Refused where there is none.

    Unlike the feed's own it waits as long as a person does, and asks once: a clip that is long in the making would
    otherwise be made several times.
    """
    patient = {"timeout": PATIENCE_SECONDS, "retries": 0}
    if await Game.objects.filter(event_id=event_id, rehearsal=True).aexists():
        if not settings.REHEARSAL_URL:
            raise Refused(_("Rehearsals are turned off on this server."), HTTPStatus.SERVICE_UNAVAILABLE)
        url = settings.REHEARSAL_URL.rstrip("/")
        return EventApi(url, settings.REHEARSAL_USERNAME, settings.REHEARSAL_SECRET, **patient)
    if configuration_error() is not None:
        words = _("This server has no account of the Event API. An administrator can give it one.")
        raise Refused(words, HTTPStatus.SERVICE_UNAVAILABLE)
    return EventApi(settings.EVENT_API_URL, settings.EVENT_USERNAME, settings.EVENT_SECRET, **patient)


def _refusal(error: ApiError) -> Refused:
    """Say what an error of the service means to whoever wants a clip."""
    match error:
        case Forbidden():
            return Refused(_("This account may not make clips."), HTTPStatus.FORBIDDEN)
        case Unauthorized():
            return Refused(_("The service refuses this server’s credential."), HTTPStatus.BAD_GATEWAY)
        case NotFound():
            return Refused(_("The service has no video of this game."), HTTPStatus.NOT_FOUND)
        case BadRequest():
            words = _("The service does not accept these times: %(message)s") % {"message": error.message}
            return Refused(words, HTTPStatus.BAD_GATEWAY)
        case RateLimited():
            return Refused(_("Too many requests. Wait a minute, then try again."), HTTPStatus.TOO_MANY_REQUESTS)
        case Unreachable():
            return Refused(_("The service does not answer. Try again."), HTTPStatus.GATEWAY_TIMEOUT)
        case _:
            return Refused(
                _("The service could not do it: %(message)s") % {"message": error.message}, HTTPStatus.BAD_GATEWAY
            )


def _scripted(request: HttpRequest) -> bool:
    return request.headers.get("accept", "").startswith("application/json")
