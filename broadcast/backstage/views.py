"""The schedule page: find a day's games, follow and unfollow them."""

from __future__ import annotations

from datetime import date, datetime, timedelta, tzinfo
from typing import Any
from urllib.parse import urlencode

from asgiref.sync import sync_to_async
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from broadcast.backstage.rights import staff_only
from broadcast.backstage.schedule import Trouble, games_of, guessed_rules
from broadcast.eventapi.rows import Row
from broadcast.games import actions
from broadcast.games.models import Game, Rules
from broadcast.zone import day_text, from_ms, time_text, viewer_zone

STATUS = {"scheduled": gettext_lazy("Scheduled"), "live": gettext_lazy("Live"), "ended": gettext_lazy("Final")}


@never_cache
@require_safe
@staff_only
async def schedule(request: HttpRequest) -> HttpResponse:
    """Show the games of a day with what can be done about each."""
    zone = viewer_zone(request)
    today = datetime.now(zone).date()
    day = _day(request.GET.get("day", ""), today)
    team = request.GET.get("team", "").strip()
    trouble: Trouble | None = None
    rows: dict[str, Row] = {}
    try:
        rows = await games_of(day, zone)
    except Trouble as error:
        trouble = error
    known = {game.event_id: game async for game in Game.objects.select_related("follow")}
    rehearsals = {event_id for event_id, game in known.items() if game.rehearsal}  # of a stand-in that is both
    rows = {event_id: row for event_id, row in rows.items() if event_id not in rehearsals}
    games = [_entry(row.data, known.get(event_id), zone) for event_id, row in rows.items() if row.data]
    shown = [game for game in games if team.casefold() in f"{game['away']} {game['home']}".casefold()]
    context = {
        "day": day,
        "day_text": f"{day_text(datetime.combine(day, datetime.min.time(), zone), zone)} {day.year}",
        "today": today,
        "previous": day - timedelta(days=1),
        "next": day + timedelta(days=1),
        "team": team,
        "zone": str(zone),
        "games": shown,
        "hidden": len(games) - len(shown),
        "trouble": trouble,
        "rules": Rules.choices,
        "elsewhere": [
            {
                "event_id": game.event_id,
                "name": str(game),
                "day": _known_day(game, zone),
                "rehearsal": game.rehearsal,
            }
            for game in known.values()
            if hasattr(game, "follow") and game.event_id not in rows
        ],
    }
    status = 502 if trouble and trouble.details else 503 if trouble else 200
    return await sync_to_async(render)(request, "backstage/schedule.html", context, status=status)


@require_POST
@staff_only
async def follow(request: HttpRequest) -> HttpResponse:
    """Follow a game of the schedule, asked for anew so that what is kept is what the Event API says now."""
    zone = viewer_zone(request)
    event_id = request.POST.get("event_id", "")
    rules = request.POST.get("rules", "")
    day = _day(request.POST.get("day", ""), datetime.now(zone).date())
    back = _back(day, request.POST.get("team", ""))
    try:
        row = (await games_of(day, zone)).get(event_id)
    except Trouble as error:
        await _say(request, messages.ERROR, _not_followed(error))
        return back
    if row is None or row.data is None:
        await _say(request, messages.ERROR, _("Not followed: that game is no longer on the schedule of this day."))
        return back
    if rules not in Rules.values:
        await _say(request, messages.ERROR, _("Not followed: choose one of the rule sets."))
        return back
    user = await request.auser()
    game = await sync_to_async(actions.follow)(row.raw, by=user, rules=rules)
    await _say(request, messages.SUCCESS, _("Following %(game)s. It goes on the board now.") % {"game": game})
    return back


@require_POST
@staff_only
async def unfollow(request: HttpRequest) -> HttpResponse:
    """Stop following a game."""
    zone = viewer_zone(request)
    event_id = request.POST.get("event_id", "")
    day = _day(request.POST.get("day", ""), datetime.now(zone).date())
    game = await Game.objects.filter(event_id=event_id, follow__isnull=False).afirst()
    if game is None:
        await _say(request, messages.WARNING, _("That game was not followed; nothing has changed."))
    else:
        await sync_to_async(actions.unfollow)(event_id, by=await request.auser())
        told = _("No longer following %(game)s. It is off the board; what is known of it is kept.")
        await _say(request, messages.SUCCESS, told % {"game": game})
    return _back(day, request.POST.get("team", ""))


def _entry(game: dict[str, Any], known: Game | None, zone: tzinfo) -> dict[str, Any]:
    tipoff = game.get("tipoff_at")
    names = {"away": game["away"]["name"], "home": game["home"]["name"]}
    return {
        "event_id": game["event_id"],
        **names,
        "name": _("%(away)s at %(home)s") % names,
        "tipoff": time_text(from_ms(tipoff), zone) if tipoff is not None else "",
        "venue": game.get("venue", ""),
        "status": game["status"],
        "status_text": STATUS.get(game["status"], game["status"]),
        "followed": known is not None and hasattr(known, "follow"),
        "rules": known.rules if known else guessed_rules(game),
        "rules_text": known.get_rules_display() if known else "",
    }


def _not_followed(error: Trouble) -> str:
    return _("Not followed. %(title)s. %(advice)s") % {"title": error.title, "advice": error.advice}


def _known_day(game: Game, zone: tzinfo) -> str:
    return day_text(game.tipoff_at, zone) if game.tipoff_at else ""


def _day(text: str, otherwise: date) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return otherwise


def _back(day: date, team: str) -> HttpResponseRedirect:
    query = {"day": day.isoformat()} | ({"team": team} if team else {})
    return HttpResponseRedirect(f"{reverse('schedule')}?{urlencode(query)}")


async def _say(request: HttpRequest, level: int, text: str) -> None:
    await sync_to_async(messages.add_message)(request, level, text)
