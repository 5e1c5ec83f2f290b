"""Turn what a person wrote, a name or a path and texts, into a request of the Event API.

Shared by the command line and the explorer. Nothing is sent here.
"""

import json
import math
import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import unquote, urlencode

import msgspec

from broadcast.eventapi.endpoints import ENDPOINTS, Endpoint, Kind, Parameter

_RELATIVE = re.compile(r"now\s*(?:([+-])\s*(\d{1,6})\s*([smhdw]))?", re.ASCII | re.IGNORECASE)
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.ASCII | re.IGNORECASE)
_YES = frozenset({"true", "yes", "on", "1"})
_NO = frozenset({"false", "no", "off", "0"})
# Whole numbers from here to there are seconds of this century, not ms.
_LIKE_SECONDS = range(10**9, 10**11)
_MOMENTS = frozenset(
    parameter.name
    for endpoint in ENDPOINTS.values()
    for parameter in endpoint.parameters
    if parameter.kind is Kind.EPOCH_MS
)


class QuestionError(ValueError):
    """What was written makes no request. `parameter` names the part that is at fault, where it is one."""

    def __init__(self, message: str, parameter: str | None = None) -> None:
        super().__init__(message)
        self.parameter = parameter


class Question(msgspec.Struct, frozen=True):
    """A request before it is signed. `path` is quoted; `query` holds texts, a name again for each of its values."""

    method: str
    path: str
    query: tuple[tuple[str, str], ...] = ()
    body: Any = None

    @property
    def target(self) -> str:
        """The path and the query."""
        return self.path + (f"?{urlencode(self.query, safe=',@:')}" if self.query else "")

    @property
    def parameters(self) -> dict[str, list[str]]:
        """The query as `EventApi.request` takes it."""
        found: dict[str, list[str]] = {}
        for name, value in self.query:
            found.setdefault(name, []).append(value)
        return found


def parse_moment(text: str, now_ms: int) -> int:
    """Read a moment as epoch ms: `now`, `now-1d`, `now+30m` (s, m, h, d, w), ISO 8601, or ms.

    A date and time without a zone is UTC. Raises ValueError with what can be written.
    """
    stripped = text.strip()
    if match := _RELATIVE.fullmatch(stripped):
        sign, count, unit = match.groups()
        away = timedelta(**{_UNITS[unit.lower()]: int(count)}) if unit else timedelta()
        return now_ms + round(away.total_seconds() * 1000) * (-1 if sign == "-" else 1)
    if stripped.isascii() and stripped.isdigit() and len(stripped) <= 15 and "-" not in stripped:
        moment = int(stripped)
        if moment in _LIKE_SECONDS:
            raise ValueError(f"{stripped} looks like seconds; moments are in ms: {stripped}000")
        return moment
    try:
        moment_read = datetime.fromisoformat(stripped)
    except ValueError:
        raise ValueError(f"{text!r} is no moment: write now, now-1d, now-30m, 2026-01-31T19:00Z or epoch ms") from None
    return round((moment_read if moment_read.tzinfo else moment_read.replace(tzinfo=UTC)).timestamp() * 1000)


def question(endpoint: Endpoint, values: Iterable[tuple[str, str]], now_ms: int, body: Any = None) -> Question:
    """Return the request to an endpoint with the values of its parameters as texts, those of the path among them.

    Empty values count as not given; a required parameter that is not given has its default, if it has one. Raises
    `QuestionError` for a name that the endpoint has not, a value that is not of the parameter's kind, one of
    several where one is taken, and a required parameter that is missing.
    """
    known = {parameter.name: parameter for parameter in endpoint.parameters}
    given: dict[str, list[str]] = {}
    for name, value in values:
        if name not in known:
            has = f"it has {', '.join(known)}" if known else "it has none"
            raise QuestionError(f"{endpoint.name} has no parameter {name}; {has}", name)
        if value.strip():
            given.setdefault(name, []).extend(_texts(known[name], value, now_ms))
    for parameter in endpoint.parameters:
        if parameter.required and parameter.default is not None and parameter.name not in given:
            given[parameter.name] = _texts(parameter, parameter.default, now_ms)
        texts = given.get(parameter.name, [])
        if parameter.required and not texts:
            raise QuestionError(f"{parameter.name} is missing: {parameter.description}", parameter.name)
        if len(texts) > 1 and not parameter.repeatable:
            raise QuestionError(f"{parameter.name} is taken once, and was given {len(texts)} times", parameter.name)
    try:
        path = endpoint.filled(**{part.name: ",".join(given[part.name]) for part in endpoint.path_parameters})
    except ValueError as error:
        raise QuestionError(str(error)) from error
    query = tuple((part.name, text) for part in endpoint.query_parameters for text in given.get(part.name, []))
    return _sendable(Question(endpoint.method, path, query, body))


def free_question(method: str, path: str, values: Iterable[tuple[str, str]], now_ms: int, body: Any = None) -> Question:
    """Return a request to any path, registered or not, with any query; only moments are read, the rest is sent as
    it is. Raises `QuestionError`.
    """
    place, _, rest = path.partition("?")
    if rest:
        raise QuestionError(f"give the query apart from the path: {place} {rest.replace('&', ' ')}")
    if not place.startswith("/"):
        raise QuestionError(f"a path begins with a slash, got {path}")
    query = []
    for name, value in values:
        query.append((name, str(_moment(name, value, now_ms)) if name in _MOMENTS else value))
    return _sendable(Question(method.upper(), place, tuple(query), body))


def _sendable(asked: Question) -> Question:
    """Return the request; raises `QuestionError` for bytes of a command line that are no text."""
    for name, value in asked.query:
        try:
            (name + value).encode()
        except UnicodeEncodeError as error:
            raise QuestionError(f"{ascii(name)} is no text in UTF-8", name) from error
    return asked


def matching(method: str, path: str) -> tuple[Endpoint, dict[str, str]] | None:
    """Return the endpoint of the registry that a path is of, with the parts of the path, or `None`.

    Where several fit, the one with fewer parts to fill in does: `schedule/games/matchup` is no event id.
    """
    found = []
    for endpoint in ENDPOINTS.values():
        pattern = re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>[^/]+?)", re.escape(endpoint.path))
        if endpoint.method == method.upper() and (match := re.fullmatch(pattern, path)):
            found.append((endpoint, {name: unquote(value) for name, value in match.groupdict().items()}))
    return min(found, key=lambda pair: len(pair[1]), default=None)


def parse_body(text: str) -> Any:
    """Read the JSON that a request sends. Raises `QuestionError` with the place of the fault."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise QuestionError(
            f"the data is not JSON: {error.msg} in line {error.lineno}, column {error.colno}"
        ) from error
    except RecursionError as error:
        raise QuestionError("the data is nested too deeply") from error
    except ValueError as error:
        raise QuestionError("the data holds a number of too many digits") from error


def _texts(parameter: Parameter, value: str, now_ms: int) -> list[str]:
    """Return the texts that are sent for what was written for one parameter."""
    listed = parameter.repeatable and parameter.place == "path"
    return [_text(parameter, part.strip(), now_ms) for part in (value.split(",") if listed else [value])]


def _text(parameter: Parameter, value: str, now_ms: int) -> str:
    name = parameter.name
    match parameter.kind:
        case Kind.EPOCH_MS:
            return str(_moment(name, value, now_ms))
        case Kind.BOOLEAN:
            word = value.lower()
            if word not in _YES | _NO:
                raise QuestionError(f"{name} is true or false, got {value}", name)
            return "true" if word in _YES else "false"
        case Kind.NUMBER:
            # Python also reads 1_0, digits of other scripts and nan, which no service does.
            if not _NUMBER.fullmatch(value) or not math.isfinite(float(value)):
                raise QuestionError(f"{name} is a number, got {value}", name)
            return value
        case Kind.CHOICE:
            chosen = next((choice for choice in parameter.choices if choice.lower() == value.lower()), None)
            if chosen is None:
                raise QuestionError(f"{name} is one of {', '.join(parameter.choices)}, got {value}", name)
            return chosen
        case Kind.ID | Kind.TEXT:
            return value


def _moment(name: str, value: str, now_ms: int) -> int:
    try:
        return parse_moment(value, now_ms)
    except (ValueError, OverflowError) as error:
        raise QuestionError(f"{name}: {error}", name) from error
