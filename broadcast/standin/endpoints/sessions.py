"""One session, a period or a drill: box score, shots, possessions (EVENT_API.md, section 3, 5.9, 5.10)."""

from __future__ import annotations

from typing import Any

from broadcast.standin.assumed import UNKNOWN_GAME
from broadcast.standin.errors import ApiError
from broadcast.standin.routing import Call, Route
from broadcast.standin.sessions import Session, game_session, practice_sessions
from broadcast.standin.shapes import box_score, possession_summaries, possessions_by_team, shots_by_player

_NO_SHOTS = "No access to SHOTS data"
_NO_STATS = "No access to STATS data"


async def session_of(call: Call) -> Session:
    """Give the session that the path names; raises ApiError 404 where it is unknown or has not begun."""
    session_id = call.params["session_id"]
    event_id = call.stage.event_of(session_id)
    found = None
    if event_id in call.catalog.plans:
        practice = await call.stage.practice(event_id)
        held = [] if practice is None else practice_sessions(practice, call.now)
        found = next((session for session in held if session.id == session_id), None)
    elif event_id is not None:
        game = await call.stage.game(event_id)
        found = None if game is None else game_session(game, session_id, call.now)
    if found is None:
        raise ApiError(*UNKNOWN_GAME)
    return found


async def stats(call: Call) -> Any:
    """Give the box score of a session."""
    session = await session_of(call)
    return {"teams": box_score(session.teams, session.details, with_details=False)}


async def details(call: Call) -> Any:
    """Give the box score of a session with the plays of each team and player."""
    session = await session_of(call)
    return {"teams": box_score(session.teams, session.details, with_details=True)}


async def shots(call: Call) -> Any:
    """Give the shots of a session by team and player."""
    session = await session_of(call)
    return {"teams": shots_by_player(session.teams, session.shots)}


async def possessions(call: Call) -> Any:
    """Give the possessions of a session by team, each with a link to where everybody was."""
    session = await session_of(call)
    linked = []
    for row in session.possessions:
        window = f"from={row['start_timestamp']}&to={row['end_timestamp']}"
        linked.append({**row, "_locations": f"{call.base_url}/v1/data/sensors/locations?id={session.id}&{window}"})
    return {"teams": possessions_by_team(session.teams, linked)}


async def summary(call: Call) -> Any:
    """Give how many possessions each team had in a session, and what came of them."""
    session = await session_of(call)
    return {"teams": possession_summaries(session.teams, session.possessions)}


ROUTES = [
    Route("GET", "/v1/data/stats/{session_id}/stats", "session-stats", stats, _NO_STATS),
    Route("GET", "/v1/data/stats/{session_id}/stats/details", "session-details", details, _NO_STATS),
    Route("GET", "/v1/data/stats/{session_id}/shots", "session-shots", shots, _NO_SHOTS),
    Route("GET", "/v1/data/stats/{session_id}/possessions", "session-possessions", possessions),
    Route("GET", "/v1/data/stats/{session_id}/possessions/summary", "session-possessions", summary),
]
