"""The same thing in the short or snake-case keys of one part of the service and in the camel-case ones of another."""

from collections.abc import Callable
from typing import Any

import pytest

from broadcast.eventapi.decode import decode_rows
from broadcast.eventapi.resources.batch import Batch
from broadcast.eventapi.resources.callbacks import decode_notifications
from broadcast.eventapi.resources.events import decode_events
from broadcast.eventapi.resources.facilities import decode_courts, decode_facilities
from broadcast.eventapi.resources.sensors import decode_assignments, decode_locations
from broadcast.eventapi.resources.summaries import decode_possessions_summary, decode_shots_summary
from broadcast.eventapi.resources.teams import decode_teams

PICTURE = "https://h/p"
THINGS: list[tuple[Callable[[Any], Batch[Any]], dict[str, Any], dict[str, Any]]] = [
    (
        decode_events,
        {"id": "e1", "game_type": "HALF", "results": [{"id": "s", "type": "GAME_ROUND", "started_at": 1, "prd": "H1"}]},
        {
            "eventId": "e1",
            "gameType": "half",
            "results": [{"sessionId": "s", "sst": "game_round", "startedAt": "1", "period": "h1"}],
        },
    ),
    (
        decode_teams,
        {
            "id": 1,
            "name": "Herons",
            "conference_name": "East",
            "reference_id": "9",
            "players": [{"id": 7, "first_name": "Ada", "jersey_number": 4, "is_active": True, "sensor": 3}],
        },
        {
            "teamId": "1",
            "team_name": "Herons",
            "conferenceName": "East",
            "referenceId": 9,
            "officials": [
                {"playerId": "7", "firstName": "Ada", "jerseyNumber": "4", "isActive": "true", "sensorId": 3}
            ],
        },
    ),
    (
        decode_assignments,
        {"player_id": 7, "team_id": 1, "sensor": 31, "timestamp": 5},
        {"playerId": "7", "teamId": "1", "sensorId": "31", "t": 5.0},
    ),
    (
        decode_locations,
        {"x": 1, "y": -2, "t": 5, "type": "PLAYER", "pid": 7, "tid": 1, "sid": "s", "gc": "12:30.00", "sc": "02.00"},
        {
            **{"x": 1.2, "y": "-2", "timestamp": 5, "type": "player", "playerId": "7", "teamId": "1"},
            **{"sessionId": "s", "gameClock": "12:30.0", "shotClock": 2.0},
        },
    ),
    (
        decode_shots_summary,
        {"id": 7, "team_id": 1, "summary": {"FGA": 3}, "player_details": {"firstname": "Ada"}},
        {"playerId": "7", "tid": "1", "totalStats": {"fga": 3.0}, "playerDetails": {"firstName": "Ada"}},
    ),
    (
        decode_possessions_summary,
        {"id": 1, "name": "Herons", "summary": {"PTS": 3}},
        {"teamId": "1", "team_name": "Herons", "stats": {"PTS": 3.0}},
    ),
    (
        decode_notifications,
        {"id": 5, "url": PICTURE, "end_notify": True},
        {"notifyId": "5", "url": PICTURE, "endNotify": "true"},
    ),
    (
        decode_facilities,
        {"id": "f", "name": "Arena", "lat": 1, "lng": -2.5},
        {"facilityId": "f", "facility_name": "Arena", "latitude": 1.0, "longitude": "-2.5"},
    ),
    (
        decode_courts,
        {"id": "c", "facility_id": "f", "hoops": [{"id": "h", "y": 11725, "angleReference": -180}]},
        {"courtId": "c", "facilityId": "f", "hoops": [{"hid": "h", "y": 11725.2, "angle_reference": "-180"}]},
    ),
]


@pytest.mark.parametrize(("decode", "one", "other"), THINGS, ids=lambda value: getattr(value, "__name__", ""))
def test_things(decode: Callable[[Any], Batch[Any]], one: dict[str, Any], other: dict[str, Any]) -> None:
    """A thing is read alike in both vocabularies, and nothing of it is left out."""
    read = [decode([wire]) for wire in (one, other)]
    assert [batch.rejected for batch in read] == [[], []]
    assert read[0].items == read[1].items


ROWS = [
    (
        "ballscreens",
        {
            **{"eventId": "b", "timestamp": 5, "teamId": "1", "sessionId": "s", "period": "H1", "screenerX": 10},
            **{"ballHandlerPlayerId": "7", "screenerPlayerIds": ["8"], "defensiveActions": {"SWITCH": 0.9}},
            **{"startGameClock": "07:23.8", "endShotClock": "05.7", "teamPossessionId": "p"},
        },
        {
            **{"event_id": "b", "t": 5, "team_id": 1, "sid": "s", "prd": "h1", "screener_x": 10},
            **{"ball_handler_player_id": 7, "screener_player_ids": [8], "defensive_actions": {"switch": 0.9}},
            **{"start_game_clock": "7:23.8", "end_shot_clock": 5.7, "team_possession_id": "p"},
        },
    ),
    (
        "presence",
        {"pid": "7", "tid": "1", "totalStats": {"MIN": 12.5, "POSSESSIONS": 31}},
        {"player_id": 7, "team_id": 1, "stats": {"minutes": "12.5", "possessions": 31.0}},
    ),
]


@pytest.mark.parametrize(("source", "one", "other"), ROWS)
def test_rows(source: str, one: dict[str, Any], other: dict[str, Any]) -> None:
    """A row is read alike in both vocabularies, and nothing of it is left out."""
    rows, rejected = decode_rows(source, [one, other])
    assert rejected == []
    assert rows[0].data == rows[1].data
    assert rows[0].key == rows[1].key


@pytest.mark.parametrize("minutes", ["12:30", "0:05", 12.5, 0])
def test_minutes(minutes: Any) -> None:
    """Minutes are numbers or minutes and seconds, and are kept as text to be shown."""
    rows, rejected = decode_rows("presence", [{"pid": 1, "tid": 2, "totalStats": {"MIN": minutes}}])
    assert rejected == []
    assert rows[0].data == {"team": "2", "player": "1", "minutes": str(minutes)}


@pytest.mark.parametrize("minutes", ["half", "99:99", -1, 5000, [1]])
def test_no_minutes(minutes: Any) -> None:
    """Minutes that cannot be read are left out and reported; the rest of the row stays."""
    rows, rejected = decode_rows("presence", [{"pid": 1, "tid": 2, "totalStats": {"MIN": minutes, "POSSESSIONS": 3}}])
    assert rows[0].data == {"team": "2", "player": "1", "possessions": 3}
    assert {problem.field for problem in rejected} == {"MIN"}
