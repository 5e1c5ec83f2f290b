"""The explorer: every endpoint of the Event API with a form, what it answers, and a look at the live stream."""

from __future__ import annotations

import asyncio
import json
import time
from typing import Any, Final
from urllib.parse import urlencode

import msgspec
from asgiref.sync import sync_to_async
from django.contrib import messages
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    JsonResponse,
    QueryDict,
    StreamingHttpResponse,
)
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from broadcast.audit.models import Entry, record
from broadcast.backstage import explorer_forms as forms
from broadcast.backstage import explorer_links as links
from broadcast.backstage.explorer_sending import MOST_BYTES, Reply, advice, send, without_token
from broadcast.backstage.explorer_services import CONFIGURED, REHEARSAL, Api, apis, missing_settings, offered
from broadcast.backstage.explorer_stream import viewers
from broadcast.backstage.rights import staff_only
from broadcast.eventapi.asking import Question, QuestionError, question
from broadcast.eventapi.decode import decode_json
from broadcast.eventapi.endpoints import ENDPOINTS, GROUPS, Endpoint
from broadcast.eventapi.errors import ForeignLink
from broadcast.eventapi.rows import DecodeError
from broadcast.eventapi.snippets import GOOD_FOR_MINUTES, as_command_line, as_curl
from broadcast.games.models import Rules

SUBSCRIBE: Final = "subscribe"
STREAM_SOURCES: Final = (
    *("marker", "broadcastsummary", "clock"),
    *("stats", "shots", "details", "possessions", "lineups"),  # ASSUMED: the documented table ends after the others
)
"""The sources that a stream is offered to be restricted to, by their names on the wire; others can be written."""

PAINTED_CHARACTERS: Final = 200_000
"""How much of an answer a page without a script shows."""

LONGEST_FORMATTED: Final = 4_000_000
"""Characters of an answer up to which such a page shows it indented."""

LARGEST_NOTED: Final = 10_000
"""Characters of a sent body that the audit log keeps."""

TARGET_LENGTH: Final = 120
LONGEST_TARGET: Final = 8000


@never_cache
@require_safe
@staff_only
async def index(request: HttpRequest) -> HttpResponse:
    """List the endpoints."""
    return await _page(request, None, {})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
async def endpoint(request: HttpRequest, name: str) -> HttpResponse:
    """Show the form of an endpoint; where it is sent, ask the Event API and show the answer."""
    chosen = ENDPOINTS.get(name)
    if chosen is None:
        raise Http404(f"There is no endpoint {name[:80]}.")
    if request.method != "POST":
        return await _page(request, chosen, {})
    told = await _asked(request, chosen)
    if _scripted(request):
        # A long answer is encoded in a hundredth of the time that JsonResponse takes, while viewers wait for the loop.
        return HttpResponse(msgspec.json.encode(told), content_type="application/json")
    return await _page(request, chosen, told, status=400 if "mistake" in told else 200)


@require_safe
@staff_only
async def follow(request: HttpRequest) -> HttpResponse:
    """Go from a link in an answer to the endpoint that it is of, with its parameters filled in."""
    api = _api(request.GET)
    link = request.GET.get("link", "")
    try:
        found = links.destination(link, api.base_url)
    except ForeignLink:
        told = _("That link leads to another host than %(host)s; no signed request goes there: %(link)s")
        return await _refused(request, told % {"host": api.host, "link": link[:200]})
    if found is None:
        told = _("The registry has no endpoint for that link: %(link)s")
        return await _refused(request, told % {"link": link[:200]})
    if found.unknown:
        told = _("The registry does not know %(names)s of that link; left out here.")
        await sync_to_async(messages.warning)(request, told % {"names": ", ".join(found.unknown)[:200]})
    query = [*found.values, *([("api", api.key)] if api.key != CONFIGURED else [])]
    return HttpResponseRedirect(f"{reverse('explorer-endpoint', args=[found.endpoint.name])}?{urlencode(query)}")


@never_cache
@require_POST
@staff_only
async def stream(request: HttpRequest) -> Any:
    """Send what comes on the live stream of a game, as NDJSON, until the lease is over or the page goes away."""
    api = _api(request.POST)
    event_id = request.POST.get("event_id", "").strip()
    sources = [source.strip() for source in request.POST.getlist("source") if source.strip()]
    last_seq = request.POST.get("last_seq", "").strip()
    try:
        question(ENDPOINTS[SUBSCRIBE], [("event_id", event_id)], _now_ms())
    except QuestionError as error:
        return JsonResponse({"error": _("Say which game: %(reason)s") % {"reason": error}}, status=400)
    if last_seq and not (last_seq.isascii() and last_seq.isdecimal() and len(last_seq) < 16):
        return JsonResponse({"error": _("last_seq is a whole number, or empty for everything.")}, status=400)
    if (missing := missing_settings(api)) is not None:
        return JsonResponse({"error": missing}, status=503)
    viewing = viewers.open(
        (await request.auser()).pk,
        api,
        event_id,
        sources=sources,
        last_seq=int(last_seq) if last_seq else None,
        summary_level=request.POST.get("broadcast_summary_level", "").strip() or None,
    )
    response = StreamingHttpResponse(viewing, content_type="application/x-ndjson")
    response["X-Accel-Buffering"] = "no"  # a proxy that collects would show nothing until the end
    response["Content-Encoding"] = "identity"  # so would the middleware that compresses
    return response


async def _asked(request: HttpRequest, chosen: Endpoint) -> dict[str, Any]:
    """Do what the form says, and return what is told of it: an answer, a mistake, or what is to be confirmed."""
    api = _api(request.POST)
    values = forms.written(request.POST)
    body_text = request.POST.get("body", "") if chosen.body is not None else ""
    act = "write" if request.POST.get("act") == "write" else "send"
    if request.POST.get("api", "") not in ("", *apis()):
        message = _("that Event API is no longer in the settings; choose one")
        return {"mistake": {"message": message, "parameter": "api"}}
    try:
        asked = question(chosen, values, _now_ms(), forms.body_of(chosen, request.POST))
    except QuestionError as error:
        return _mistake(error)
    if len(asked.target) > LONGEST_TARGET:
        message = _("the address would have %(count)s characters, more than services take")
        return {"mistake": {"message": message % {"count": len(asked.target)}}}
    if (missing := missing_settings(api)) is not None:
        return {"mistake": {"message": missing}}
    if chosen.method == "GET":
        return await _answer(api, chosen, asked) if act == "send" else _snippets(api, asked)
    mark = forms.fingerprint(api.key, chosen, values, body_text, act)
    if request.POST.get("confirmed") != mark:
        return {"confirm": {"mark": mark, "act": act, **_changes(api, chosen, asked)}}
    user = await request.auser()
    if act == "write":
        await _noted(user, "explorer.signed", api, asked)
        return _snippets(api, asked)
    entry = await _noted(user, f"explorer.{chosen.method.lower()}", api, asked)
    told = await _answer(api, chosen, asked)
    entry.details |= {"status": told["status"]}
    await entry.asave(update_fields=["details"])
    return told


async def _answer(api: Api, chosen: Endpoint, asked: Question) -> dict[str, Any]:
    """Send a request and describe the answer."""
    reply = await send(api, asked)
    if chosen.name == SUBSCRIBE:
        reply = without_token(reply)
    snippets = _snippets(api, asked) if asked.method == "GET" else {"command": as_command_line(asked)}
    return {**_described(reply, api), **snippets, "sent": _request_line(api, asked), "at": _now_ms()}


def _described(reply: Reply, api: Api) -> dict[str, Any]:
    wrong = advice(reply.error, api) if reply.error else None
    return {
        "status": reply.status,
        "reason": reply.reason,
        "ms": round(reply.seconds * 1000),
        "bytes": len(reply.content),
        "cut": _("Only the first %(count)s MB were fetched.") % {"count": MOST_BYTES >> 20} if reply.cut else "",
        "headers": reply.headers,
        "text": reply.text,
        "trouble": {"title": wrong.title, "advice": wrong.advice, "details": wrong.details} if wrong else None,
    }


def _snippets(api: Api, asked: Question) -> dict[str, Any]:
    """Return the request as commands. The curl command is signed; the secret cannot be read from it."""
    written: dict[str, Any] = {
        "curl": as_curl(asked, api.base_url, api.username, api.secret),
        "curl_until": _now_ms() + GOOD_FOR_MINUTES * 60_000,
        "sent": _request_line(api, asked),
    }
    if api.key == CONFIGURED:
        written["command"] = as_command_line(asked)
    return written


def _request_line(api: Api, asked: Question) -> str:
    return f"{asked.method} {api.base_url}{asked.target}"


def _changes(api: Api, chosen: Endpoint, asked: Question) -> dict[str, Any]:
    """Say what a request would change, for whoever has to confirm it."""
    sent = "" if asked.body is None else json.dumps(asked.body, indent=2, ensure_ascii=False)
    if len(sent) > LARGEST_NOTED:
        cut = _("… %(count)s characters in all") % {"count": len(sent)}
        sent = f"{sent[:LARGEST_NOTED]}\n{cut}"
    return {
        "title": chosen.title,
        "does": chosen.description,
        "line": _request_line(api, asked),
        "where": f"{api.title} ({api.host})",
        "body": sent,
    }


async def _noted(user: Any, action: str, api: Api, asked: Question) -> Entry:
    """Write down that somebody changes something, before it is sent: afterwards it might be too late."""
    text = "" if asked.body is None else json.dumps(asked.body)
    details: dict[str, Any] = {"api": api.base_url, "path": asked.path, "query": [list(pair) for pair in asked.query]}
    if text:
        details |= {"body": asked.body} if len(text) <= LARGEST_NOTED else {"body_start": text[:LARGEST_NOTED]}
    target = f"{api.key}:{asked.method} {asked.path}"
    return await sync_to_async(record)(user, action, target[:TARGET_LENGTH], **details)


def _mistake(error: QuestionError) -> dict[str, Any]:
    """Return what is wrong with what was written, with the field and the place in the body."""
    place = forms.place_of(error)
    parameter = "body" if place else error.parameter
    where = {"line": place[0], "column": place[1]} if place else {}
    return {"mistake": {"message": str(error), "parameter": parameter, **where}}


async def _page(request: HttpRequest, chosen: Endpoint | None, told: dict[str, Any], status: int = 200) -> HttpResponse:
    given = request.POST if request.method == "POST" else request.GET
    api = _api(given)
    known = await forms.known_ids(rehearsal=api.key == REHEARSAL)
    root = reverse("explorer")
    context: dict[str, Any] = {
        "groups": GROUPS,
        "endpoint": chosen,
        "api": api,
        "apis": await offered(api.key),
        "configured": api.key == CONFIGURED,
        "missing": missing_settings(api),
        "fields": forms.fields_of(chosen, given, known) if chosen else [],
        "body": _body_text(chosen, given),
        "known": known,
        "told": told,
        "minutes": GOOD_FOR_MINUTES,
        "sources": STREAM_SOURCES,
        "live": chosen is not None and chosen.name == SUBSCRIBE,
        "data": {
            "root": root,
            "api": api.key,
            "bases": {each.key: each.base_url for each in apis().values()},
            "name": chosen.name if chosen else None,
            "ids": links.IDS,
            "own_ids": links.OWN_IDS,
            "rules": known.rules,
            "rule_sets": Rules.choices,
        },
    }
    if "text" in told:
        painted, body = await asyncio.to_thread(_painted, told["text"])
        context |= {"painted": painted, "found": links.links_in(body, api.base_url, root, api.key)}
    return await sync_to_async(render)(request, "backstage/explorer.html", context, status=status)


def _body_text(chosen: Endpoint | None, given: QueryDict) -> str:
    if chosen is None or chosen.body is None:
        return ""
    return given.get("body", "") or json.dumps(chosen.body, indent=2, ensure_ascii=False)


def _painted(text: str) -> tuple[str, Any]:
    """Return an answer as a page without a script shows it, and what it holds."""
    try:
        body = decode_json(text) if len(text) < LONGEST_FORMATTED else None
    except DecodeError:
        body = None
    if body is None:
        return text[:PAINTED_CHARACTERS], None
    shown = json.dumps(body, indent=2, ensure_ascii=False)
    if len(shown) > PAINTED_CHARACTERS:
        cut = _("… the rest is not shown here; the command gives all of it")
        shown = f"{shown[:PAINTED_CHARACTERS]}\n{cut}"
    return shown, body


async def _refused(request: HttpRequest, told: str) -> HttpResponse:
    await sync_to_async(messages.error)(request, told)
    return await _page(request, None, {}, status=400)


def _api(given: QueryDict) -> Api:
    """Return the Event API that a form or an address names, else the configured one."""
    return apis().get(given.get("api", ""), apis()[CONFIGURED])


def _scripted(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("accept", "")


def _now_ms() -> int:
    return time.time_ns() // 1_000_000
