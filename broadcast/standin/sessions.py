"""One session, a period of a game or a part of a practice, as every endpoint of sessions reads it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from broadcast.standin.playback import Playback
from broadcast.standin.world.practices import SCRIMMAGE, Practice
from broadcast.standin.world.scenes import Scene, drill_scene, game_scene

Row = dict[str, Any]


@dataclass(frozen=True)
class Session:
    """What is known of a session by now; times epoch ms, `ended_at` None while it runs.

    `teams` are rosters, the rows in the wire's shapes (docs/rows.md), possessions with their `team_id`.
    """

    id: str
    type: str
    started_at: int
    ended_at: int | None
    teams: list[Row]
    shots: list[Row]
    details: list[Row]
    possessions: list[Row]


def game_session(game: Playback, session_id: str, now: float) -> Session | None:
    """Give a session of a game; None where it has not begun. `now` is epoch seconds of wall time."""
    begun = game.sessions(now)
    number = next((place for place, row in enumerate(begun) if row.get("id") == session_id), None)
    if number is None:
        return None
    session = begun[number]
    until = begun[number + 1]["started_at"] if number + 1 < len(begun) else None
    position = game.position(now)
    possessions = [
        row
        for row in game.timeline.table("possessions", position).values()
        if session["started_at"] <= (row.get("start_timestamp") or 0)
        and (until is None or (row.get("start_timestamp") or 0) < until)
    ]
    return Session(
        id=session_id,
        type=session.get("type") or "GAME_ROUND",
        started_at=session["started_at"],
        ended_at=session["ended_at"],
        teams=game.teams(now),
        shots=[row for row in game.shots(now) if row.get("sid") == session_id],
        details=[row for row in game.details(now) if row.get("sessionId") == session_id],
        possessions=sorted(possessions, key=lambda row: row.get("start_timestamp") or 0),
    )


def practice_sessions(practice: Practice, now: float) -> list[Session]:
    """Give the sessions of a practice that have begun, in order. `now` is epoch seconds."""
    present = now * 1000
    return [
        Session(
            id=held.id,
            type=held.type,
            started_at=held.started_at,
            ended_at=held.ended_at if held.ended_at <= present else None,
            teams=[practice.roster],
            shots=_until(held.shots, "t", present),
            details=_until(held.details, "timestamp", present),
            possessions=_until(held.possessions, "end_timestamp", present),
        )
        for held in practice.sessions
        if held.started_at <= present
    ]


def _until(rows: list[Row], key: str, present: float) -> list[Row]:
    return sorted((row for row in rows if row[key] <= present), key=lambda row: int(row[key]))


def tracked_game(game: Playback, session_id: str) -> Scene | None:
    """Give the tracking of a session of a game, its whole length; None where nobody tracked it. Takes its time."""
    if game.tracked is None:
        return None
    for row in game.header.event["results"]:
        if row["id"] == session_id:
            return game_scene(row, game.timeline.records, game.tracked, row["ended_at"])
    return None


def tracked_practice(practice: Practice, session_id: str, seed: str) -> Scene | None:
    """Give the tracking of a session of a practice, its whole length."""
    for held in practice.sessions:
        if held.id == session_id:
            team = practice.plan.team_id
            if held.type != SCRIMMAGE:
                return drill_scene(held, team, seed)
            row = {"id": held.id, "started_at": held.started_at}
            return game_scene(row, held.records, seed, held.ended_at, team)
    return None
