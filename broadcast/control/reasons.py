"""Why a cue cannot be taken, in plain words. Pure.

The renderer refuses what cannot be shown truthfully too, but a producer wants to know before the take, and a mixer's
page is not always there to ask.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from broadcast.overlays.catalog import Graphic

Document = Mapping[str, Any]
BUGS = frozenset({"score-bug-a", "score-bug-b"})
ALONE = frozenset({"slate", "lower-name"})
"""What stands without a game: it is typed."""
FIVE = 5


def reasons(zone: str, cue: Document, graphics: Mapping[str, Graphic], aired: Document | None) -> list[str]:
    """Return why a cue cannot be taken, nothing where it can.

    `aired` is the aired view: None where the output points at no game, empty where nothing of it is known.
    """
    graphic = graphics.get(str(cue.get("graphic", "")))
    if graphic is None:
        return [_("There is no graphic %(name)s.") % {"name": cue.get("graphic") or "?"}]
    if zone not in graphic.zones:
        places = {"graphic": graphic.name, "zone": zone, "zones": ", ".join(graphic.zones)}
        return [_("%(graphic)s has no place in %(zone)s: it stands in %(zones)s.") % places]
    data = cue.get("data") or {}
    missing = [name for name in graphic.needs if data.get(name) in (None, "")]
    if missing:
        return [_("%(graphic)s needs %(names)s.") % {"graphic": graphic.name, "names": ", ".join(missing)}]
    if graphic.id in ALONE:
        return []
    if aired is None:
        return [_("The output points at no game.")]
    if "game" not in aired:
        return [_("Nothing of the game is known yet: the feed has not been reached.")]
    return [
        *_score(graphic, aired),
        *_people(data, aired),
        *_fives(graphic, data, aired),
        *_periods(graphic, data, aired),
    ]


def _score(graphic: Graphic, aired: Document) -> list[str]:
    score = aired.get("score", {})
    if graphic.id in BUGS | {"line-score"} and not any(side in score for side in ("home", "away")):
        return [_("The score is not known yet: the feed has not been reached.")]
    return []


def _people(data: Document, aired: Document) -> list[str]:
    players = aired.get("players", {})
    asked = [data["player"]] if data.get("player") not in (None, "") else []
    unknown = [str(one) for one in (*asked, *_chosen(data)) if str(one) not in players]
    return [_("Nobody on either roster has the id %(ids)s.") % {"ids": ", ".join(unknown)}] if unknown else []


def _chosen(data: Document) -> list[Any]:
    """Return who is chosen by hand: nobody where that is no list."""
    return data["chosen"] if isinstance(data.get("chosen"), list) else []


def _fives(graphic: Graphic, data: Document, aired: Document) -> list[str]:
    if data.get("anyway") is True:
        return []
    if graphic.id == "starting-five":
        return _starters(data, aired)
    if graphic.id != "on-the-floor":
        return []
    team = data.get("team")
    sides = (team,) if team in ("home", "away") and not data.get("both") else ("away", "home")
    short = [_known(aired, side, count) for side in sides if (count := _on_floor(aired, side)) != FIVE]
    # Where no team is named it is the output's first, which is not known here.
    return short if data.get("both") or len(short) == len(sides) else []


def _starters(data: Document, aired: Document) -> list[str]:
    side, chosen = str(data.get("team")), _chosen(data)
    if chosen:
        count = len({str(one) for one in chosen})
    else:
        players = aired.get("players", {}).values()
        count = sum(player.get("team") == side and player.get("starter") is True for player in players)
    return [] if count == FIVE else [_known(aired, side, count)]


def _on_floor(aired: Document, side: str) -> int:
    """Return how many of a team are known to be on the floor."""
    players = {key: one for key, one in aired.get("players", {}).items() if one.get("team") == side}
    named = aired.get("lineups", {}).get(side, {}).get("players")
    if named is not None:
        return len(set(named) & players.keys())
    return sum(player.get("on_floor") is True for player in players.values())


def _known(aired: Document, side: str, count: int) -> str:
    team = aired["game"].get(side, {}).get("name", side)
    return _("%(team)s: %(count)s of five are known. Choose them, or take it anyway.") % {"team": team, "count": count}


def _periods(graphic: Graphic, data: Document, aired: Document) -> list[str]:
    if graphic.id != "line-score" or data.get("anyway") is True:
        return []
    score = aired.get("score", {})
    found = []
    for side in ("away", "home"):
        points = [period[side] for period in score.get("periods", {}).values() if side in period]
        if points and side in score and sum(points) != score[side]:
            params = {
                "team": aired["game"].get(side, {}).get("name", side),
                "total": score[side],
                "sum": sum(points),
            }
            found.append(_("%(team)s has %(total)s, its periods have %(sum)s. Take it anyway?") % params)
    return found
