"""Team events and schedules."""

from collections.abc import Iterable, Mapping
from typing import Any, Literal, NamedTuple
from urllib.parse import parse_qs, urlsplit

from broadcast.eventapi import assumed
from broadcast.eventapi.errors import BadAnswer
from broadcast.eventapi.resources.batch import Batch, list_in
from broadcast.eventapi.resources.events import Event, decode_events, decode_practice
from broadcast.eventapi.resources.sensors import SensorAssignment, decode_assignments
from broadcast.eventapi.resources.video import VideoStream, decode_clip, decode_streams
from broadcast.eventapi.rows import Row
from broadcast.eventapi.sections.base import Section, one_of, only_row, rows_of, understood
from broadcast.eventapi.transport import QueryValue
from broadcast.eventapi.values import excerpt


class Subscription(NamedTuple):
    """What opens the live stream of one game. `url` is the WebSocket address if the service named one."""

    token: str
    url: str | None

    def __repr__(self) -> str:
        return f"Subscription(token=(hidden), url={'(hidden)' if self.url else None})"


class Schedules(Section):
    """Events of a team, the schedule, and what belongs to one game of it."""

    async def team_events(
        self, team_id: str, from_ms: int, to_ms: int, *, games_only: bool = False, workouts_only: bool = False
    ) -> Batch[Event]:
        """Return the games and practices of a team in a time, or its games alone, or its workouts, which come only
        when asked for.
        """
        query: dict[str, QueryValue | None] = {
            "from": from_ms,
            "to": to_ms,
            "gamesonly": "true" if games_only else None,
            "workoutsonly": "true" if workouts_only else None,
        }
        return understood(decode_events, await self._ask("team_events", query, team_id=team_id))

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
        for start, end in windows(from_ms, to_ms, assumed.LONGEST_SCHEDULE_WINDOW_MS):
            query: dict[str, QueryValue | None] = {
                "from": start,
                "to": end,
                "team_id": team_id,
                "location_id": location_id,
                "seasonType": season_type,
                "weekNumber": week_number,
            }
            for row in _games(await self._ask("schedule", query)):
                found[row.data["event_id"] if row.data else row.key] = row
        return list(found.values())

    async def matchup(
        self,
        from_ms: int,
        team_ids: Iterable[str],
        gender: Literal["MEN", "WOMEN"],
        *,
        to_ms: int | None = None,
        reference: str = assumed.REFERENCES[0],
    ) -> list[Row]:
        """Return the `schedule` rows of the games of two teams against each other from `from_ms` on.

        `reference` is the system that the ids of the teams are from.
        """
        query: dict[str, QueryValue | None] = {
            "from": from_ms,
            "to": to_ms,
            "team_id": list(team_ids),
            "reference": reference,
            "gender": gender,
        }
        return _games(await self._ask("matchup", query))

    async def update_schedule(self, games: Iterable[Mapping[str, Any]]) -> list[Row]:
        """Create or change games, in the form the schedule has them, and return them as they are stored.

        A game without a known `event_id` is created. A wrong one raises `BadRequest`, and nothing is stored (ASSUMED).
        """
        return _games(await self._ask("update_schedule", body={"games": [dict(game) for game in games]}))

    async def subscription_token(self, event_id: str) -> Subscription:
        """Return a token for the live stream of a scheduled or active game."""
        body = await self._ask("subscribe", event_id=event_id)
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

    async def practice_event(self, team_id: str, event_id: str) -> Event:
        """Return one practice of a team with its drills and scrimmages."""
        return one_of(decode_practice, await self._ask("practice_event", team_id=team_id, event_id=event_id))

    async def game_event(self, event_id: str, results_url: str | None = None) -> Row:
        """Return the `event` row of a game; `results_url` is the schedule's link to it, followed if given."""
        if results_url is None:
            body = await self._ask("game_event", event_id=event_id)
        else:
            body = (await self._transport.follow(results_url)).body
        return only_row("event", body)

    async def lineups(self, event_id: str, timestamp: int | None = None) -> list[Row]:
        """Return the `lineups` rows of both teams at a moment (epoch ms), or now.

        The answer names no moment (ASSUMED): `at` is the one asked for, or 0, which is before anything that
        the stream says.
        """
        query: dict[str, QueryValue | None] = {assumed.LINEUP_TIMESTAMP_PARAMETER: timestamp}
        body = await self._ask("lineups", query, event_id=event_id)
        moment = {} if timestamp is None else {"timestamp": timestamp}
        return rows_of("lineups", [{**moment, **entry} for entry in _lineup_entries(body)])

    async def sensor_assignments(self, event_id: str) -> Batch[SensorAssignment]:
        """Return which player of a game wore which sensor from when on, as the service has them ordered."""
        return understood(decode_assignments, await self._ask("sensor_assignments", event_id=event_id))

    async def video_clip(self, event_id: str, start_ms: int, end_ms: int) -> str:
        """Cut a clip out of a game's video and return its address."""
        action = {"action": "CLIP", "start": start_ms, "end": end_ms}
        return one_of(decode_clip, await self._ask("video_action", body=action, event_id=event_id))

    async def video_streams(self, event_id: str) -> Batch[VideoStream]:
        """Return the video streams that there are of a game."""
        action = {"action": "DISCOVER_STREAMS"}
        return understood(decode_streams, await self._ask("video_action", body=action, event_id=event_id))


def windows(from_ms: int, to_ms: int | None, longest_ms: int) -> list[tuple[int, int | None]]:
    """Return a time in parts that are no longer than `longest_ms`; one without an end is left as it is."""
    if to_ms is None:
        return [(from_ms, None)]
    starts = range(from_ms, max(to_ms, from_ms + 1), longest_ms)
    return [(start, min(start + longest_ms, to_ms)) for start in starts]


def _games(body: Any) -> list[Row]:
    return rows_of("schedule", understood(list_in, body, "games"))


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
    try:
        parts = urlsplit(text or "")
        port = parts.port
    except ValueError:
        return False
    return parts.scheme in ("ws", "wss") and bool(parts.hostname) and port != 0
