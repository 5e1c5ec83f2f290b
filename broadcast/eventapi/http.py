"""The REST side of the Event API, one method for each thing the program asks, answered in rows.

Every method raises an `ApiError` (see `errors`). Configuration is passed in; nothing here knows Django.
"""

import asyncio
import logging
from collections.abc import Iterable
from types import TracebackType
from typing import Any, NamedTuple, Self
from urllib.parse import parse_qs, urlsplit

from broadcast.eventapi import assumed
from broadcast.eventapi.decode import decode_catch_up, decode_rows
from broadcast.eventapi.endpoints import ENDPOINTS
from broadcast.eventapi.errors import BadAnswer, Forbidden
from broadcast.eventapi.rows import DecodeError, Row, Sets
from broadcast.eventapi.transport import Answer, Parameter, Transport
from broadcast.eventapi.values import excerpt

logger = logging.getLogger(__name__)


class Subscription(NamedTuple):
    """What opens the live stream of one game. `url` is the WebSocket address if the service named one."""

    token: str
    url: str | None

    def __repr__(self) -> str:
        return f"Subscription(token=(hidden), url={'(hidden)' if self.url else None})"


class EventApi:
    """A client of the Event API. An async context manager.

    `base_url` is scheme and host without a path. Keyword arguments are those of `Transport`.
    """

    def __init__(self, base_url: str, username: str, secret: str, **options: Any) -> None:
        self._transport = Transport(base_url, username, secret, **options)

    async def __aenter__(self) -> Self:
        await self._transport.__aenter__()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None = None,
        error: BaseException | None = None,
        trace: TracebackType | None = None,
    ) -> None:
        await self._transport.__aexit__(kind, error, trace)

    async def request(
        self, method: str, path: str, params: dict[str, Parameter] | None = None, json: Any = None
    ) -> Answer:
        """Send any request, signed, and return its answer undecoded, for those who look at the service."""
        return await self._transport.request(method, path, params, json)

    async def follow(self, link: str) -> Answer:
        """Ask for a link that an answer held (`_results`, `_shots`, ...), on the configured host only."""
        return await self._transport.follow(link)

    async def _get(self, name: str, params: dict[str, Parameter | None] | None = None, **parts: str) -> Any:
        """Return the body of the endpoint `name` of the table; parameters that are `None` are not sent."""
        endpoint = ENDPOINTS[name]
        given = {key: value for key, value in (params or {}).items() if value is not None}
        return (await self._transport.request(endpoint.method, endpoint.filled(**parts), given)).body

    async def schedule(
        self,
        from_ms: int,
        to_ms: int | None = None,
        team_id: str | None = None,
        *,
        location_id: str | None = None,
        season_type: str | None = None,
        week_number: int | None = None,
    ) -> list[Row]:
        """Return the `schedule` rows of the games that tip off from `from_ms` on, until `to_ms` (or one day).

        A window longer than the service is ASSUMED to take is asked for in parts. A game comes once.
        """
        found: dict[str, Row] = {}
        for start, end in _windows(from_ms, to_ms):
            params: dict[str, Parameter | None] = {
                "from": start,
                "to": end,
                "team_id": team_id,
                "location_id": location_id,
                "seasonType": season_type,
                "weekNumber": week_number,
            }
            body = await self._get("schedule", params)
            for row in _rows_of("schedule", _list_of(body, "games")):
                found[row.data["event_id"] if row.data else row.key] = row
        return list(found.values())

    async def subscription_token(self, event_id: str) -> Subscription:
        """Return a token for the live stream of a scheduled or active game."""
        body = await self._get("subscribe", event_id=event_id)
        if isinstance(body, str) and body.strip():
            return Subscription(body.strip(), None)
        held = body if isinstance(body, dict) else {}
        texts = {name: value for name, value in held.items() if isinstance(value, str) and value}
        url = next((texts[name] for name in assumed.SOCKET_URL_KEYS if _is_socket_url(texts.get(name))), None)
        token = next((texts[name] for name in assumed.TOKEN_KEYS if name in texts), None)
        if token is None and url is not None:
            token = next(iter(parse_qs(urlsplit(url).query).get("token", [])), None)
        if token is None:
            received = ", ".join(sorted(held)) if held else type(body).__name__
            raise BadAnswer(f"no subscription token in the answer, which holds: {received[:200]}")
        return Subscription(token, url)

    async def game_event(self, event_id: str, results_url: str | None = None) -> Row:
        """Return the `event` row of a game; `results_url` is the schedule's link to it, followed if given."""
        if results_url is None:
            body = await self._get("game_event", event_id=event_id)
        else:
            body = (await self._transport.follow(results_url)).body
        return _only_row("event", body)

    async def lineups(self, event_id: str, timestamp: int | None = None) -> list[Row]:
        """Return the `lineups` rows of both teams at a moment (epoch ms), or now.

        The answer names no moment (ASSUMED): `at` is the one asked for, or 0, which is before anything that
        the stream says.
        """
        params: dict[str, Parameter | None] = {assumed.LINEUP_TIMESTAMP_PARAMETER: timestamp}
        body = await self._get("lineups", params, event_id=event_id)
        moment = {} if timestamp is None else {"timestamp": timestamp}
        return _rows_of("lineups", [{**moment, **entry} for entry in _lineup_entries(body)])

    async def roster(self, team_id: str, reference: str = "SHOTTRACKER", game_event_id: str | None = None) -> Row:
        """Return the `roster` row of a team, as of a game if one is given. `reference` is the id system."""
        params: dict[str, Parameter | None] = {"game_event_id": game_event_id}
        return _only_row("roster", await self._get("roster", params, team_id=team_id, reference=reference))

    async def stats(self, event_id: str) -> Sets:
        """Return the stats of the whole game, and the totals."""
        return await self._set("game_stats", "stats", event_id)

    async def details(self, event_id: str) -> Sets:
        """Return the play-by-play of the whole game, and the totals."""
        return await self._set("details", "details", event_id)

    async def shots(self, event_id: str) -> Sets:
        """Return the shots of the whole game, and the totals."""
        return await self._set("shots", "shots", event_id)

    async def possessions(self, event_id: str) -> Sets:
        """Return the possessions of the whole game, and the totals."""
        return await self._set("possessions", "possessions", event_id)

    async def _set(self, name: str, resource: str, event_id: str) -> Sets:
        return _decoded(await self._get(name, event_id=event_id), (resource,))

    async def catch_up(self, event_id: str, resources: Iterable[str]) -> Sets:
        """Return several full sets that the service took at one moment, and the totals.

        If the list is refused with 403, each resource is asked for alone; those still refused are in
        `Sets.barred` with what the service said. The sets are then not of one moment.
        """
        asked = list(dict.fromkeys(resources))
        if not asked:
            raise ValueError("catch-up needs at least one resource")
        try:
            body = await self._get("catch_up", event_id=event_id, resources=",".join(asked))
        except Forbidden as refusal:
            if len(asked) == 1:
                return Sets({}, None, [], {asked[0]: refusal.message})
            parts = await asyncio.gather(*(self.catch_up(event_id, [name]) for name in asked))
            return _merged(parts)
        return _decoded(body, asked)


def _merged(parts: Iterable[Sets]) -> Sets:
    """Return the sets of several answers as one; the totals are the last that any of them held."""
    merged = Sets({}, None, [], {})
    for part in parts:
        merged = Sets(
            {**merged.rows, **part.rows},
            part.totals or merged.totals,
            merged.rejected + part.rejected,
            {**merged.barred, **part.barred},
        )
    return merged


def _decoded(body: Any, resources: Iterable[str]) -> Sets:
    try:
        return decode_catch_up(body, resources)
    except DecodeError as error:
        raise BadAnswer(str(error)) from error


def _rows_of(source: str, sent: list[Any]) -> list[Row]:
    rows, rejected = decode_rows(source, sent)
    for problem in rejected:
        logger.warning("%s: %s %s: %s", source, problem.field or "row", problem.reason, problem.raw_excerpt)
    return rows


def _only_row(source: str, body: Any) -> Row:
    """Return the one row an answer is, bare or wrapped in a key or a list of one."""
    if isinstance(body, dict) and len(body) == 1:
        body = next(iter(body.values()))
    rows = _rows_of(source, body if isinstance(body, list) else [body])
    if not rows:
        raise BadAnswer(f"expected a {source}, got {excerpt(body)}")
    return rows[0]


def _list_of(body: Any, name: str) -> list[Any]:
    sent = body.get(name) if isinstance(body, dict) else body
    if not isinstance(sent, list):
        raise BadAnswer(f"expected a list of {name}, got {excerpt(body)}")
    return sent


def _lineup_entries(body: Any) -> list[dict[str, Any]]:
    """Return one object per team from any of the shapes a lineup answer may have (ASSUMED).

    A list of objects; the same under `lineups`, `teams` or `data`; or a mapping of team id to its players.
    """
    inner = body
    if isinstance(body, dict):
        inner = next((body[name] for name in ("lineups", "teams", "data") if body.get(name) is not None), body)
    if isinstance(inner, dict):
        mapped = []
        for team, value in inner.items():
            if isinstance(value, list):
                mapped.append({"team_id": team, "player_ids": value})
            elif isinstance(value, dict):
                mapped.append({"team_id": team, **value})
        return mapped
    if isinstance(inner, list):
        return [entry for entry in inner if isinstance(entry, dict)]
    raise BadAnswer(f"expected lineups, got {excerpt(body)}")


def _is_socket_url(text: str | None) -> bool:
    return text is not None and text.lower().startswith(("ws://", "wss://"))


def _windows(from_ms: int, to_ms: int | None) -> list[tuple[int, int | None]]:
    if to_ms is None:
        return [(from_ms, None)]
    step = assumed.LONGEST_SCHEDULE_WINDOW_MS
    starts = range(from_ms, max(to_ms, from_ms + 1), step)
    return [(start, min(start + step, to_ms)) for start in starts]
