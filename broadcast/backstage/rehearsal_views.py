"""The rehearsal page: begin rehearsals, move them, switch faults, and keep recordings."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Awaitable, Callable
from typing import Any

from asgiref.sync import sync_to_async
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from broadcast.audit.models import record
from broadcast.backstage import rehearsals
from broadcast.backstage.machine import Machine, Refused, machine
from broadcast.backstage.rehearsals import FAULTS, SPEEDS, Wish, shelf
from broadcast.backstage.schedule import Trouble
from broadcast.games.export import NothingRecorded
from broadcast.games.models import Game, JournalEntry, Rules
from broadcast.recordings.format import RecordingError
from broadcast.recordings.shelf import as_download

_LONGEST = 1e9
"""A position in seconds that lies behind the end of any recording."""
_FAILURES = (Trouble, Refused, NothingRecorded, RecordingError, OSError, ValueError)


@never_cache
@require_safe
@login_required
async def page(request: HttpRequest) -> HttpResponse:
    """Show the rehearsals under way, what can be rehearsed, and the recordings."""
    under_way, trouble = await _under_way()
    recordings, broken = await sync_to_async(shelf().all)()
    journaled = Game.objects.filter(Exists(JournalEntry.objects.filter(game=OuterRef("pk"))))
    games = [game async for game in journaled.order_by("-tipoff_at")[:50]]
    context = {
        "trouble": trouble,
        "rehearsals": under_way,
        "recordings": recordings,
        "broken": broken,
        "games": games,
        "faults": FAULTS,
        "speeds": SPEEDS,
        "rules": Rules.choices,
        "wanted": request.GET.get("source", ""),
    }
    return await sync_to_async(render)(request, "backstage/rehearsal.html", context, status=503 if trouble else 200)


@never_cache
@require_safe
@login_required
async def state(request: HttpRequest) -> JsonResponse:
    """Answer how the rehearsals stand, for the page that shows them."""
    try:
        async with machine() as playing:
            return JsonResponse({"rehearsals": await rehearsals.under_way(playing)})
    except (Trouble, Refused) as error:
        return JsonResponse({"error": _said(error)}, status=503)


@require_POST
@login_required
async def start(request: HttpRequest) -> HttpResponse:
    """Begin a rehearsal as the form says."""

    async def begin(playing: Machine) -> str:
        paused = "paused" in request.POST
        game = await rehearsals.start(playing, _wish(request), by=await request.auser(), paused=paused)
        if paused:
            told = _("Rehearsing %(game)s. It goes on the board now. It stands until you play it.")
        else:
            told = _("Rehearsing %(game)s. It goes on the board now.")
        return told % {"game": game}

    return await _done(request, begin)


@require_POST
@login_required
async def act(request: HttpRequest, event_id: str, action: str) -> HttpResponse:
    """Play, pause, seek, change the speed or the faults of a rehearsal, or end it."""
    game = await Game.objects.filter(event_id=event_id, rehearsal=True, follow__isnull=False).afirst()
    if game is None or action not in (*_ACTIONS, "end"):
        raise Http404("There is no such rehearsal.")
    user = await request.auser()
    if action == "end":
        return await _end(request, game, user)

    async def move(playing: Machine) -> str:
        return await _ACTIONS[action](playing, request, event_id, user)

    return await _done(request, move)


async def _play(playing: Machine, request: HttpRequest, event_id: str, user: Any) -> str:
    told = (await playing.games()).get(event_id, {})
    if told and told["position"] >= told["duration"]:
        await rehearsals.seek(playing, event_id, 0.0, by=user)
    await playing.act(event_id, "play")
    return ""


async def _pause(playing: Machine, request: HttpRequest, event_id: str, user: Any) -> str:
    await playing.act(event_id, "pause")
    return ""


async def _seek(playing: Machine, request: HttpRequest, event_id: str, user: Any) -> str:
    await rehearsals.seek(playing, event_id, _seconds(request.POST.get("position", "")), by=user)
    return ""


async def _speed(playing: Machine, request: HttpRequest, event_id: str, user: Any) -> str:
    await playing.act(event_id, "speed", speed=request.POST.get("speed", ""))
    return ""


async def _faults(playing: Machine, request: HttpRequest, event_id: str, user: Any) -> str:
    parts = [*request.POST.getlist("fault"), request.POST.get("more", "")]
    spec = ",".join(part.strip() for part in parts if part.strip())
    await rehearsals.set_faults(playing, event_id, spec, by=user)
    return _("The faults are switched.") if spec else _("No faults any more.")


async def _end(request: HttpRequest, game: Game, user: Any) -> HttpResponse:
    """Take a rehearsal off the board, whether the machine answers or not, and say where it is on air still."""
    told = await rehearsals.end(game.event_id, by=user)
    said = [_("The rehearsal has ended. It is off the board.")]
    if not told:
        said.append(_("The rehearsal machine does not answer; it may still play the game, to nobody."))
    on_air = [name async for name in game.outputs.order_by("name").values_list("name", flat=True)]
    if on_air:
        stays = _("Its last picture stays on %(outputs)s until you set that to something else.")
        said.append(stays % {"outputs": ", ".join(on_air)})
    if _scripted(request):
        return JsonResponse({"said": " ".join(said), "rehearsals": (await _under_way())[0]})
    await _say(request, messages.WARNING if on_air else messages.SUCCESS, " ".join(said))
    return _back()


_ACTIONS: dict[str, Callable[[Machine, HttpRequest, str, Any], Awaitable[str]]] = {
    "play": _play,
    "pause": _pause,
    "seek": _seek,
    "speed": _speed,
    "faults": _faults,
}


@require_POST
@login_required
async def upload(request: HttpRequest) -> HttpResponse:
    """Take in a recording. A wrong file is refused with the line and the reason."""
    sent = request.FILES.get("recording")
    if sent is None:
        return await _refused(request, _("Not taken in: choose a file first."))
    try:
        about = await sync_to_async(shelf().keep)(sent.name or "", sent.chunks())
    except RecordingError as error:
        return await _refused(request, _("Not taken in. %(reason)s") % {"reason": _said(error)})
    await sync_to_async(record)(await request.auser(), "recording.uploaded", about.name, size=about.size)
    told = _("%(name)s is on the shelf: %(away)s at %(home)s.")
    await _say(request, messages.SUCCESS, told % {"name": about.name, "away": about.away, "home": about.home})
    back = _back(f"recording:{about.name}")
    return JsonResponse({"to": back.url}) if _scripted(request) else back


@require_safe
@login_required
async def download(request: HttpRequest, name: str) -> HttpResponse:
    """Give out a recording."""
    try:
        content = await asyncio.to_thread(lambda: shelf().path(name).read_bytes())
    except FileNotFoundError as error:
        raise Http404(str(error)) from error
    return HttpResponse(content, headers=as_download(name))


@require_POST
@login_required
async def remove(request: HttpRequest, name: str) -> HttpResponse:
    """Delete a recording, once that is confirmed."""
    try:
        await asyncio.to_thread(shelf().remove, name)
    except FileNotFoundError as error:
        raise Http404(str(error)) from error
    await sync_to_async(record)(await request.auser(), "recording.deleted", name)
    await _say(request, messages.SUCCESS, _("%(name)s is deleted.") % {"name": name})
    return _back()


async def _done(request: HttpRequest, work: Callable[[Machine], Awaitable[str]]) -> HttpResponse:
    """Do what was asked, and answer the page's script in JSON, a form with the page."""
    try:
        async with machine() as playing:
            said = await work(playing)
            if _scripted(request):
                return JsonResponse({"said": said, "rehearsals": await rehearsals.under_way(playing)})
    except _FAILURES as error:
        return await _refused(request, _said(error))
    if said:
        await _say(request, messages.SUCCESS, said)
    return _back()


async def _under_way() -> tuple[list[dict[str, Any]], Trouble | None]:
    """Return the rehearsals, also where the machine does not answer, and then why."""
    try:
        async with machine() as playing:
            return await rehearsals.under_way(playing), None
    except Trouble as error:
        return await rehearsals.under_way(None), error
    except Refused as error:
        return await rehearsals.under_way(None), Trouble(_("The rehearsal machine refuses"), str(error))


async def _refused(request: HttpRequest, text: str) -> HttpResponse:
    """Say why nothing was done: to a script in JSON, to a form on the page it comes back to."""
    if _scripted(request):
        return JsonResponse({"error": text}, status=400)
    await _say(request, messages.ERROR, text)
    return _back()


def _scripted(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("accept", "")


def _wish(request: HttpRequest) -> Wish:
    """Read what the form asks for. Raises `ValueError`, with what to do about it."""
    kind, _colon, name = request.POST.get("source", "").partition(":")
    if kind not in ("recording", "game", "simulated") or (not name and kind != "simulated"):
        raise ValueError(_("Choose what to rehearse."))
    seed, rules, speed = (request.POST.get(field, "").strip() for field in ("seed", "rules", "speed"))
    if kind == "simulated" and not (seed.isascii() and seed.isdecimal() and len(seed) < 10):
        raise ValueError(_("A seed is a number from 0 to 999999999; each is another game."))
    if rules and rules not in Rules.values:
        raise ValueError(_("Choose one of the rule sets."))
    if speed not in SPEEDS:
        raise ValueError(_("Choose a speed: %(speeds)s.") % {"speeds": ", ".join(SPEEDS)})
    return Wish(
        recording=name if kind == "recording" else "",
        game=name if kind == "game" else "",
        seed=int(seed or 0),
        rules=rules or "NBA",
        speed=speed,
        offset=_seconds(request.POST.get("offset", "")),
    )


def _seconds(text: str) -> float:
    """Read a position: seconds, `12:30` or `1:02:30`; nothing is the start. Raises `ValueError`."""
    parts = text.strip().split(":")
    try:
        numbers = [float(part or 0) for part in parts]
    except ValueError:
        numbers = [math.nan]
    if len(numbers) > 3 or not all(math.isfinite(number) and number >= 0 for number in numbers):
        told = _("A position is written as minutes and seconds, 12:30, not %(text)s.")
        raise ValueError(told % {"text": repr(text.strip()[:20])})
    total = 0.0
    for number in numbers:
        total = total * 60 + number
    return min(total, _LONGEST)


def _said(error: Exception) -> str:
    match error:
        case Trouble():
            return _("%(title)s. %(advice)s") % {"title": error.title, "advice": error.advice}
        case RecordingError():
            values = {"name": error.path.name, "line": error.line, "reason": error.reason}
            if error.line:
                return _("%(name)s is no recording that can be played. Line %(line)s: %(reason)s.") % values
            return _("%(name)s is no recording that can be played. %(reason)s.") % values
        case OSError() if error.strerror and error.filename:
            values = {"name": error.filename, "reason": error.strerror}
            return _("%(name)s cannot be read: %(reason)s.") % values
        case OSError() if error.strerror:
            return _("The file cannot be read: %(reason)s.") % {"reason": error.strerror}
        case _:
            return str(error)


def _back(source: str = "") -> HttpResponseRedirect:
    query = f"?source={source}" if source else ""
    return HttpResponseRedirect(reverse("rehearsal") + query)


async def _say(request: HttpRequest, level: int, text: str) -> None:
    await sync_to_async(messages.add_message)(request, level, text)
