"""The table of routes: what an endpoint is, how a path finds one, and what the endpoint is given.

Pure. Endpoints live in `broadcast.standin.endpoints`; to add one is to add a `Route` to a table there.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from multidict import MultiDict, MultiMapping

from broadcast.standin.assumed import INVALID_PARAMETER, UNKNOWN_GAME, UNKNOWN_PATH, WINDOW_REQUIRED, WRONG_METHOD
from broadcast.standin.errors import ApiError
from broadcast.standin.playback import Playback

if TYPE_CHECKING:
    from broadcast.standin.catalog import Catalog
    from broadcast.standin.notify import Notifier
    from broadcast.standin.stage import Stage
    from broadcast.standin.tokens import Tokens

ACCESS_DENIED = "Access denied to resource"


@dataclass(frozen=True)
class Call:
    """One request, as an endpoint sees it."""

    stage: Stage
    tokens: Tokens
    notifier: Notifier
    base_url: str
    now: float
    """Wall time in epoch seconds that the answer reflects; behind the present under the `stale` fault."""
    present: float
    """Wall time in epoch seconds of the request."""
    user: str
    params: Mapping[str, str] = field(default_factory=dict)
    query: MultiMapping[str] = field(default_factory=MultiDict[str])
    body: Any = None
    barred: frozenset[str] = frozenset()
    """Resources that are refused with 403."""
    null_clocks: bool = False

    @property
    def catalog(self) -> Catalog:
        """What is known beyond the games that are being played."""
        return self.stage.catalog

    async def game(self, unknown: tuple[int, str] = UNKNOWN_GAME) -> Playback:
        """Give the game that the path names, or raise ApiError with a status and message."""
        game = await self.stage.game(self.params["event_id"])
        if game is None:
            raise ApiError(*unknown)
        return game

    def number(self, name: str) -> int | None:
        """Give an optional whole number of the query; raises ApiError 400 where it is not one."""
        text = self.query.get(name)
        if text is None:
            return None
        if not re.fullmatch(r"-?[0-9]{1,18}", text):
            raise ApiError(400, INVALID_PARAMETER.format(name=name))
        return int(text)

    def window(self) -> tuple[int, int]:
        """Give `from` and `to` of the query in epoch ms; raises ApiError 400 where one is missing or wrong."""
        begin, end = self.number("from"), self.number("to")
        if begin is None or end is None:
            raise ApiError(400, WINDOW_REQUIRED)
        return begin, end

    def switch(self, name: str) -> bool:
        """Give an optional true or false of the query; raises ApiError 400 where it is neither."""
        value = self.query.get(name, "false").lower()
        if value not in ("true", "false"):
            raise ApiError(400, INVALID_PARAMETER.format(name=name))
        return value == "true"


Handler = Callable[[Call], Awaitable[Any]]
"""Gives the answer: what becomes JSON, or an iterator of the bytes of a long one, made as it is sent."""


@dataclass(frozen=True)
class Route:
    """An endpoint: method, path with `{name}` parts, the resource that privileges speak of, and the answer.

    `denied` is the documented message where that resource is barred.
    """

    method: str
    template: str
    resource: str
    handler: Handler
    denied: str = ACCESS_DENIED


class Router:
    """Finds the route of a request. A literal part of a path wins over a named one, whatever their order."""

    def __init__(self, routes: Iterable[Route]) -> None:
        self._routes = sorted(
            ((_compile(route.template), route) for route in routes),
            key=lambda pair: [_openness(segment) for segment in pair[1].template.split("/")],
        )

    def find(self, method: str, raw_path: str) -> tuple[Route, dict[str, str]]:
        """Give the route and the named parts, percent-decoded; raises ApiError 404 or 405."""
        segments = [unquote(segment) for segment in raw_path.split("/")]
        allowed: list[str] = []
        for patterns, route in self._routes:
            params = _match(patterns, segments)
            if params is None:
                continue
            if route.method == method:
                return route, params
            allowed.append(route.method)
        if allowed:
            raise ApiError(405, WRONG_METHOD, {"Allow": ", ".join(dict.fromkeys(allowed))})
        raise ApiError(404, UNKNOWN_PATH)


def _openness(segment: str) -> int:
    """Rank a part of a template: literal, partly named, wholly named."""
    if "{" not in segment:
        return 0
    return 2 if re.fullmatch(r"\{\w+\}", segment) else 1


def _compile(template: str) -> list[re.Pattern[str]]:
    return [
        re.compile(
            "".join(
                f"(?P<{part[1:-1]}>.+?)" if part.startswith("{") else re.escape(part)
                for part in re.split(r"(\{\w+\})", segment)
            ),
            re.DOTALL,
        )
        for segment in template.split("/")
    ]


def _match(patterns: list[re.Pattern[str]], segments: list[str]) -> dict[str, str] | None:
    if len(patterns) != len(segments):
        return None
    params: dict[str, str] = {}
    for pattern, segment in zip(patterns, segments, strict=True):
        found = pattern.fullmatch(segment)
        if found is None:
            return None
        params.update(found.groupdict())
    return params
