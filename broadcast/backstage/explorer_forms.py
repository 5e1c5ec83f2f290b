"""The form of one endpoint: its fields with what they begin with, and the ids that are known here."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any, Final

from django.http import QueryDict
from django.utils.translation import gettext as _

from broadcast.eventapi.asking import QuestionError, parse_body
from broadcast.eventapi.endpoints import Endpoint, Kind, Parameter
from broadcast.games.models import Game
from broadcast.live.store import StoreUnavailable
from broadcast.live.stores import get_store

RESERVED: Final = ("api", "body", "act", "confirmed", "csrfmiddlewaretoken")
"""The form's own fields; no parameter of an endpoint has such a name."""

_MOST_GAMES: Final = 50
_MOST_LOOKED_INTO: Final = 12
_LISTS: Final[dict[str, str]] = {
    "event_id": "events",
    "game_event_id": "events",
    "team_id": "teams",
    "session_id": "sessions",
    "id": "sessions",
    "gender": "genders",
}
"""The list of known values that a parameter begins with, and is chosen from."""

_OTHERS: Final = {("practice_event", "event_id"), ("officials_roster", "team_id")}
"""Parameters of such a name that are of other things: practices, teams of officials."""

_INPUT_MODES: Final = {Kind.NUMBER: "decimal"}


@dataclass(frozen=True)
class Field:
    """One parameter as the form shows it. There is at least one text in `values`."""

    parameter: Parameter
    values: list[str]
    suggestions: str = ""

    @property
    def input_mode(self) -> str:
        """The keyboard of a phone."""
        return _INPUT_MODES.get(self.parameter.kind, "text")

    @property
    def many(self) -> bool:
        """Whether it is a box for each choice."""
        return self.parameter.repeatable and bool(self.parameter.choices)

    @property
    def chosen(self) -> list[str]:
        """The choices that are made, of a comma list too."""
        return [part.strip() for value in self.values for part in value.split(",")]


@dataclass
class Known:
    """Ids of followed and once followed games, of their teams and of their sessions, each with what it is of."""

    events: dict[str, str] = field(default_factory=dict)
    teams: dict[str, str] = field(default_factory=dict)
    sessions: dict[str, str] = field(default_factory=dict)
    genders: dict[str, str] = field(default_factory=dict)
    rules: dict[str, str] = field(default_factory=dict)

    def first(self, name: str, count: int) -> list[str]:
        """Return the values that the fields of a parameter of this list begin with."""
        return list(getattr(self, name))[:count] if name else []


async def known_ids(*, rehearsal: bool) -> Known:
    """Return what is known of the games on one Event API, those that are followed first."""
    games = [
        game
        async for game in Game.objects.filter(rehearsal=rehearsal)
        .select_related("follow")
        .order_by("-follow__since", "-tipoff_at")[: _MOST_GAMES * 2]
    ]
    games = sorted(games, key=lambda game: not hasattr(game, "follow"))[:_MOST_GAMES]
    known = Known()
    for number, game in enumerate(games):
        known.events[game.event_id] = str(game)
        known.rules[game.event_id] = game.rules
        if gender := str(game.schedule.get("gender") or ""):
            known.genders[gender] = gender
        known.teams[game.home_id] = game.home_name
        known.teams[game.away_id] = game.away_name
        if number < _MOST_LOOKED_INTO:
            known.sessions |= await _sessions(game)
    return known


async def _sessions(game: Game) -> dict[str, str]:
    try:
        snapshot = await get_store().snapshot(f"game:{game.event_id}")
    except StoreUnavailable:
        return {}
    periods = (snapshot.state if snapshot else {}).get("score", {}).get("periods", {})
    return {one["session_id"]: f"{name}, {game}" for name, one in periods.items() if "session_id" in one}


def fields_of(endpoint: Endpoint, given: QueryDict, known: Known) -> list[Field]:
    """Return the fields of a form, with the values of an address or, where it names none, with the defaults."""
    bare = not any(parameter.name in given for parameter in endpoint.parameters)
    return [_field(endpoint, parameter, given, known, bare=bare) for parameter in endpoint.parameters]


def _field(endpoint: Endpoint, parameter: Parameter, given: QueryDict, known: Known, *, bare: bool) -> Field:
    suggestions = "" if (endpoint.name, parameter.name) in _OTHERS else _LISTS.get(parameter.name, "")
    fewest = 2 if parameter.repeatable and not parameter.choices else 1
    values = [value for value in given.getlist(parameter.name) if value.strip()]
    if not values and (bare or parameter.required):
        if parameter.default is not None:
            values = [parameter.default]
        elif parameter.required and endpoint.method == "GET":
            values = known.first(suggestions, fewest)
    values += [""] * (fewest - len(values))
    return Field(parameter, values, suggestions)


def written(given: QueryDict) -> list[tuple[str, str]]:
    """Return what a form was filled in with, a name again for each of its values."""
    return [
        (name, value) for name, values in given.lists() if name not in RESERVED for value in values if value.strip()
    ]


def body_of(endpoint: Endpoint, given: QueryDict) -> Any:
    """Return the JSON that the form sends, `None` where the endpoint takes none. Raises `QuestionError`."""
    if endpoint.body is None:
        return None
    text = given.get("body", "")
    if not text.strip():
        raise QuestionError(_("write the JSON that is sent"), "body")
    body = parse_body(text)
    try:
        json.dumps(body, ensure_ascii=False, allow_nan=False).encode()
    except (ValueError, UnicodeEncodeError) as error:
        told = _("the data holds NaN, Infinity or half a character, which JSON has not")
        raise QuestionError(told, "body") from error
    return body


def place_of(error: QuestionError) -> tuple[int, int] | None:
    """Return the line and the column of a mistake in a body, from 1."""
    cause = error.__cause__
    return (cause.lineno, cause.colno) if isinstance(cause, json.JSONDecodeError) else None


def fingerprint(api: str, endpoint: Endpoint, values: list[tuple[str, str]], body: str, act: str) -> str:
    """Return what a confirmation is of: this request as it was written, and nothing else."""
    text = json.dumps([api, endpoint.name, values, body, act])
    return hashlib.sha256(text.encode()).hexdigest()
