"""Events of a team: games, practices and workouts, each with its sessions (EVENT_API section 5.3)."""

from typing import Any, Literal

import msgspec

from broadcast.eventapi import assumed
from broadcast.eventapi.resources.batch import Batch, One, decode_batch, decode_one, inner_batch, links_of, list_in
from broadcast.eventapi.values import Reader, Unusable, words


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """A part of an event: a half, a quarter, a drill, a scrimmage, a workout.

    `id` is what the methods for a session take. `type` is in upper case as sent (`GAME_ROUND`, `DRILL`, ...).
    Times are epoch ms; a session without `ended_at` is still running (ASSUMED). `links` are addresses that
    `EventApi.follow` takes, by what they lead to (`stats`, `shots`, ...), and `locations` such addresses
    that cover the session's time.
    """

    id: str
    type: str | None = None
    name: str | None = None
    period: str | None = None
    started_at: int | None = None
    ended_at: int | None = None
    links: dict[str, str] = {}
    locations: list[str] = []


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """A game, a practice or a workout. `format` is HALF or QUARTER for a game, `links` lead to what is known of the
    whole of it (`stats`, `shots`).
    """

    id: str
    name: str | None = None
    format: str | None = None
    sessions: list[Session] = []
    links: dict[str, str] = {}

    @property
    def kind(self) -> Literal["game", "practice", "workout"]:
        """What it is, by its format and the types of its sessions (ASSUMED but for games)."""
        types = {session.type for session in self.sessions}
        if self.format is not None or assumed.GAME_SESSION in types:
            return "game"
        return "workout" if types and types <= assumed.WORKOUT_SESSIONS else "practice"


def decode_events(body: Any) -> Batch[Event]:
    """Decode the events of a team. Raises `DecodeError` for an answer without a list."""
    return decode_batch("event", _event, list_in(body, "events"))


def decode_practice(body: Any) -> One[Event]:
    """Decode one practice. Raises `DecodeError` for an answer that is none."""
    return decode_one("event", _event, body)


def _event(reader: Reader) -> Event:
    event_id = reader.identifier("id", "event_id", "eventId")
    if event_id is None:
        raise Unusable("an event without an id")
    return Event(
        id=event_id,
        name=reader.text("name"),
        format=reader.word("game_type", "gameType"),
        sessions=inner_batch(reader, _session, "results"),
        links=_plain(links_of(reader, "totals")),
    )


def _session(reader: Reader) -> Session:
    session_id = reader.identifier("id", *assumed.SESSION)
    if session_id is None:
        raise Unusable("a session without an id")
    named = {name: value for name, value in reader.raw.items() if name.startswith("_") and not isinstance(value, list)}
    part = Reader(reader.source, {"links": named})
    links = links_of(part, "links")
    reader.rejected += part.rejected
    return Session(
        id=session_id,
        type=reader.word("type", "sst", "sessionType"),
        name=reader.text("name"),
        period=reader.period(),
        started_at=reader.time("started_at", "startedAt"),
        ended_at=reader.time("ended_at", "endedAt"),
        links=_plain(links),
        locations=words(reader.raw.get("_locations")),
    )


def _plain(links: dict[str, str]) -> dict[str, str]:
    """Return links by their names without the underscore that the service marks links with."""
    return {name.removeprefix("_"): link for name, link in links.items()}
