"""Calls of the client's methods with answers of the service, and what each is to send and to return."""

from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple

from broadcast.eventapi.http import EventApi
from broadcast.eventapi.resources.callbacks import Notification
from broadcast.eventapi.resources.events import Event, Session
from broadcast.eventapi.resources.facilities import Court, Facility, Hoop
from broadcast.eventapi.resources.sensors import Location, SensorAssignment
from broadcast.eventapi.resources.summaries import PossessionsSummary, SystemStats
from broadcast.eventapi.resources.teams import Member, Service, Team
from broadcast.eventapi.resources.video import VideoStream

TEAM = {"id": 461, "name": "Herons", "gender": "WOMEN", "conference_name": "East", "league_name": "L", "sport": "B"}
NOTIFICATION = {"id": "n1", "url": "https://h/x", "end_notify": True}
SHOT = {"occurred_at": 5, "is_make": True, "is_3point": False, "zone": 1, "period": "Q1"}
PLAY = {"eventId": "p1", "timestamp": 6, "classification": "STEAL", "stats": {"STL": 1}}


def players(**fields: Any) -> dict[str, Any]:
    """Return the answer of a session for one team: the team's own line and one player's."""
    return {
        "teams": [
            {
                "id": 461,
                "name": "Herons",
                "player_stats": [
                    {"id": 0, "stats": {"PTS": 9}},
                    {"id": 7, "player_details": {"id": 7, "firstname": "Ada"}, "stats": {"PTS": 3}, **fields},
                ],
            }
        ]
    }


class Case(NamedTuple):
    """A call, the endpoint it asks with the target and body that are sent, an answer, and what comes of it."""

    call: Callable[[EventApi], Awaitable[Any]]
    endpoint: str
    target: str
    answer: Any
    result: Any
    body: Any = None


CASES = [
    Case(
        lambda api: api.team_events("461", 1, 9, games_only=True),
        "team_events",
        "/v1/data/teams/461/events?from=1&to=9&gamesonly=true",
        {
            "events": [
                {
                    "id": "e1",
                    "name": "A vs B",
                    "game_type": "HALF",
                    "totals": {"_stats": "https://h/stats", "_shots": None},
                    "results": [
                        {
                            "id": "s1",
                            "name": None,
                            "type": "GAME_ROUND",
                            "started_at": 2,
                            "ended_at": None,
                            "_stats": "https://h/s1",
                            "_locations": ["https://h/l1"],
                        }
                    ],
                }
            ]
        },
        [
            Event(
                id="e1",
                name="A vs B",
                format="HALF",
                links={"stats": "https://h/stats"},
                sessions=[
                    Session(
                        id="s1",
                        type="GAME_ROUND",
                        started_at=2,
                        links={"stats": "https://h/s1"},
                        locations=["https://h/l1"],
                    )
                ],
            )
        ],
    ),
    Case(
        lambda api: api.team_events("461", 1, 9, workouts_only=True),
        "team_events",
        "/v1/data/teams/461/events?from=1&to=9&workoutsonly=true",
        {"events": []},
        [],
    ),
    Case(
        lambda api: api.practice_event("461", "e2"),
        "practice_event",
        "/v1/data/teams/461/practices/e2",
        {"id": "e2", "results": [{"id": "d1", "type": "DRILL", "name": "Form"}]},
        Event(id="e2", sessions=[Session(id="d1", type="DRILL", name="Form")]),
    ),
    Case(
        lambda api: api.sensor_assignments("e1"),
        "sensor_assignments",
        "/v1/data/games/e1/sensor/assignments/history",
        [{"player_id": 7, "team_id": 461, "sensor": 31, "timestamp": 5}],
        [SensorAssignment(player="7", team="461", sensor="31", at=5)],
    ),
    Case(
        lambda api: api.video_clip("e1", 5, 9),
        "video_action",
        "/v1/data/games/e1/video/_action",
        {"url": "https://h/clip"},
        "https://h/clip",
        {"action": "CLIP", "start": 5, "end": 9},
    ),
    Case(
        lambda api: api.video_streams("e1"),
        "video_action",
        "/v1/data/games/e1/video/_action",
        [{"id": 3, "name": "Main"}],
        [VideoStream("3", "Main")],
        {"action": "DISCOVER_STREAMS"},
    ),
    Case(
        lambda api: api.presence("e1"),
        "presence",
        "/v1/data/stats/games/e1/stats/presence",
        {
            "stats": [
                {"pid": "7", "tid": "1", "totalStats": {"MIN": 12.5, "POSSESSIONS": 31}},
                {"pid": "8", "tid": "1", "totalStats": {"MIN": "12:30"}},
            ]
        },
        {
            "presence": {
                "1:7": {"team": "1", "player": "7", "minutes": "12.5", "possessions": 31},
                "1:8": {"team": "1", "player": "8", "minutes": "12:30"},
            }
        },
    ),
    Case(
        lambda api: api.ballscreens("e1"),
        "ballscreens",
        "/v1/data/stats/games/e1/ballscreens",
        {
            "ballscreens": [
                {
                    "eventId": "b1",
                    "timestamp": 5,
                    "type": "BALL_SCREEN",
                    "period": "H1",
                    "ballHandlerPlayerId": "7",
                    "screenerPlayerIds": ["8"],
                    "offensiveActions": {"POP": 0.4567},
                    "teamId": "1",
                    "defenderTeamId": "2",
                    "startGameClock": "07:23.8",
                    "startShotClock": "05.7",
                    "videoTimeMarkStart": "01:23",
                }
            ]
        },
        {
            "ballscreens": {
                "b1": {
                    "at": 5,
                    "period": "H1",
                    "handler": "7",
                    "screeners": ["8"],
                    "screener_defenders": [],
                    "offense": {"POP": 0.4567},
                    "defense": {},
                    "team": "1",
                    "defenders": "2",
                    "clock_ms": 443_800,
                    "shot_clock_ms": 5_700,
                    "video_mark": "01:23",
                    "corrected": False,
                }
            }
        },
    ),
    Case(lambda api: api.teams(), "teams", "/v1/data/teams", {"teams": [{"id": 461}]}, [Team(id="461")]),
    Case(
        lambda api: api.replace_roster({"id": 461, "players": [{"id": 7}]}),
        "replace_roster",
        "/v1/data/teams/roster",
        {**TEAM, "players": [{"id": 7, "jersey_number": 0, "jersey_number_str": "00", "is_active": False}]},
        Team(
            id="461",
            name="Herons",
            gender="WOMEN",
            conference="East",
            league="L",
            sport="B",
            members=[Member(id="7", jersey="00", active=False)],
        ),
        {"id": 461, "players": [{"id": 7}]},
    ),
    Case(lambda api: api.officials_teams(), "officials_teams", "/v1/data/officials/teams", [{"id": 9}], [Team(id="9")]),
    Case(
        lambda api: api.officials_roster("9"),
        "officials_roster",
        "/v1/data/officials/teams/9",
        {"id": 9, "players": [{"id": 5, "special_services": [{"type": "MIC", "value": 12}], "sensor": 3}]},
        Team(id="9", members=[Member(id="5", sensor="3", services=[Service("MIC", "12")])]),
    ),
    Case(
        lambda api: api.session_stats("s1"),
        "session_stats",
        "/v1/data/stats/s1/stats",
        players(),
        {
            "team_stats": {"461:s1": {"team": "461", "scope": "s1", "stats": {"PTS": 9}}},
            "stats": {"461:7:s1": {"team": "461", "player": "7", "scope": "s1", "stats": {"PTS": 3}}},
        },
    ),
    Case(
        lambda api: api.session_stats_details("s1"),
        "session_stats_details",
        "/v1/data/stats/s1/stats/details",
        players(details=[PLAY]),
        {
            "team_stats": {"461:s1": {"team": "461", "scope": "s1", "stats": {"PTS": 9}}},
            "stats": {"461:7:s1": {"team": "461", "player": "7", "scope": "s1", "stats": {"PTS": 3}}},
            "details": {
                "p1": {
                    "at": 6,
                    "team": "461",
                    "player": "7",
                    "session": "s1",
                    "classification": "STEAL",
                    "text": "",
                    "stats": {"STL": 1},
                    "corrected": False,
                }
            },
        },
    ),
    Case(
        lambda api: api.session_shots("s1"),
        "session_shots",
        "/v1/data/stats/s1/shots",
        {"teams": [{"id": 461, "player_shots": [{"id": 7, "shots": [SHOT]}]}]},
        {
            "shots": {
                "s1:7:5": {
                    "team": "461",
                    "player": "7",
                    "session": "s1",
                    "at": 5,
                    "period": "Q1",
                    "made": True,
                    "three": False,
                    "zone": 1,
                    "attributes": [],
                }
            }
        },
    ),
    Case(
        lambda api: api.session_possessions("s1"),
        "session_possessions",
        "/v1/data/stats/s1/possessions",
        {"teams": [{"id": 461, "possessions": [{"start_timestamp": 5, "player_ids": [7], "stats": []}]}]},
        {"possessions": {"461:5": {"team": "461", "start": 5, "players": ["7"], "opponents": [], "stats": []}}},
    ),
    Case(
        lambda api: api.session_possessions_summary("s1"),
        "session_possessions_summary",
        "/v1/data/stats/s1/possessions/summary",
        {"teams": [{"id": 461, "name": "Herons", "summary": {"POSSESSIONS": 3, "DURATION": 45000}}]},
        [PossessionsSummary(team="461", name="Herons", counts={"POSSESSIONS": 3, "DURATION": 45000})],
    ),
    Case(
        lambda api: api.locations("s1", 0, 1000),
        "locations",
        "/v1/data/sensors/locations?id=s1&from=0&to=1000",
        [
            {"locations": [{"x": 1, "y": 2, "z": 3, "t": 5, "type": "PLAYER", "pid": 7, "tid": 461, "gc": "12:30.00"}]},
            {"locations": [{"x": 1, "y": 2, "t": 6, "type": "BALL", "pid": None, "speed": 0.238894}]},
        ],
        [
            Location(kind="PLAYER", at=5, x=1, y=2, z=3, player="7", team="461", clock_ms=750_000),
            Location(kind="BALL", at=6, x=1, y=2, speed=0.238894),
        ],
    ),
    Case(
        lambda api: api.notifications(),
        "notifications",
        "/v1/data/live/notify",
        {"notifications": [NOTIFICATION]},
        [Notification(id="n1", url="https://h/x", end_notify=True)],
    ),
    Case(
        lambda api: api.add_notification("https://h/x"),
        "add_notification",
        "/v1/data/live/notify",
        NOTIFICATION,
        Notification(id="n1", url="https://h/x", end_notify=True),
        {"url": "https://h/x", "end_notify": False},
    ),
    Case(
        lambda api: api.update_notification("n1", "https://h/y"),
        "update_notification",
        "/v1/data/live/notify/n1",
        {"id": 1},
        Notification(id="1"),
        {"url": "https://h/y"},
    ),
    Case(
        lambda api: api.delete_notification("n1"), "delete_notification", "/v1/data/live/notify/n1", NOTIFICATION, None
    ),
    Case(
        lambda api: api.enable_end_notification("n1"),
        "enable_end_notification",
        "/v1/data/live/notify/n1/_enableEndNotify",
        NOTIFICATION,
        Notification(id="n1", url="https://h/x", end_notify=True),
    ),
    Case(
        lambda api: api.disable_end_notification("n1"),
        "disable_end_notification",
        "/v1/data/live/notify/n1/_disableEndNotify",
        NOTIFICATION,
        Notification(id="n1", url="https://h/x", end_notify=True),
    ),
    Case(
        lambda api: api.facilities(),
        "facilities",
        "/v1/data/facilities",
        {"facilities": [{"id": "f1", "name": "Arena", "lat": 1.5, "courts": [{"id": "c1", "name": "Main"}]}]},
        [Facility(id="f1", name="Arena", lat=1.5, courts=[Court(id="c1", name="Main")])],
    ),
    Case(
        lambda api: api.facility_courts("f1"),
        "facility_courts",
        "/v1/data/facilities/f1/courts",
        {"courts": [{"id": "c1", "width": 26440, "height": 14760, "hoops": [{"id": "h", "y": -11835}]}]},
        [Court(id="c1", width=26440, height=14760, hoops=[Hoop(id="h", y=-11835)])],
    ),
    Case(
        lambda api: api.nearest_facilities(1.5, -20),
        "nearest_facilities",
        "/v1/data/facilities/nearest?lat=1.5&lng=-20",
        {"facilities": [{"id": "f1", "distance": 12.5}]},
        [Facility(id="f1", distance=12.5)],
    ),
    Case(
        lambda api: api.system_stats(),
        "system_stats",
        "/v1/data/system/stats",
        {"stats": {"teams": 30}},
        SystemStats({"teams": 30}, []),
    ),
]
