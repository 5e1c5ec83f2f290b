"""The REST endpoints of the Event API: method, path, query parameters, and where EVENT_API documents each.

The client's methods name their endpoint here, and pages that list or try endpoints read the same table. A
parameter ending in "!" is required.
"""

from typing import Final, NamedTuple
from urllib.parse import quote


class Endpoint(NamedTuple):
    """One endpoint. `path` holds its parts in braces; `query` names its query parameters."""

    name: str
    method: str
    path: str
    query: tuple[str, ...]
    section: str

    def filled(self, **parts: str) -> str:
        """Return the path with its parts filled in and quoted; a comma stays a comma, as the service wants
        it.
        """
        return self.path.format(**{name: quote(value, safe=",@:") for name, value in parts.items()})


_PERIOD: Final = ("from!", "to!")
_PLAYERS: Final = "/v1/data/teams/{team_id}/players"

_ALL: Final = (
    Endpoint(
        "team_events",
        "GET",
        "/v1/data/teams/{team_id}/events",
        (*_PERIOD, "gamesonly", "workoutsonly"),
        "5.3",
    ),
    Endpoint(
        "schedule",
        "GET",
        "/v1/data/schedule/games",
        ("from!", "to", "type", "team_id", "location_id", "seasonType", "weekNumber"),
        "5.1",
    ),
    Endpoint(
        "matchup",
        "GET",
        "/v1/data/schedule/games/matchup",
        ("from!", "to", "team_id!", "reference!", "gender!"),
        "5.2",
    ),
    Endpoint("update_schedule", "PUT", "/v1/data/schedule/games", (), "3"),
    Endpoint("subscribe", "GET", "/v1/data/schedule/games/{event_id}/_subscribe", (), "3, A2"),
    Endpoint("practice_event", "GET", "/v1/data/teams/{team_id}/practices/{event_id}", (), "3"),
    Endpoint("game_event", "GET", "/v1/data/games/{event_id}", (), "5.3"),
    Endpoint("lineups", "GET", "/v1/data/games/{event_id}/lineups", ("timestamp",), "3, Part II B"),
    Endpoint("sensor_assignments", "GET", "/v1/data/games/{event_id}/sensor/assignments/history", (), "3"),
    Endpoint("video_action", "PUT", "/v1/data/games/{event_id}/video/_action", (), "3"),
    Endpoint("catch_up", "GET", "/v1/data/stats/games/{event_id}/{resources}", (), "5.6"),
    Endpoint("game_stats", "GET", "/v1/data/stats/games/{event_id}/stats", (), "5.4"),
    Endpoint("presence", "GET", "/v1/data/stats/games/{event_id}/stats/presence", (), "3"),
    Endpoint("details", "GET", "/v1/data/stats/games/{event_id}/details", (), "5.7"),
    Endpoint("shots", "GET", "/v1/data/stats/games/{event_id}/shots", (), "5.5"),
    Endpoint("possessions", "GET", "/v1/data/stats/games/{event_id}/possessions", (), "5.10"),
    Endpoint("ballscreens", "GET", "/v1/data/stats/games/{event_id}/ballscreens", (), "5.8"),
    Endpoint("game_stats_details", "GET", "/v1/data/stats/games/{event_id}/stats/details", (), "3"),
    Endpoint("teams", "GET", "/v1/data/teams", (), "3"),
    Endpoint("roster", "GET", "/v1/data/teams/{team_id},{reference}", ("game_event_id",), "5.12"),
    Endpoint("replace_roster", "PUT", "/v1/data/teams/roster", (), "3"),
    Endpoint("officials_teams", "GET", "/v1/data/officials/teams", (), "3"),
    Endpoint("officials_roster", "GET", "/v1/data/officials/teams/{team_id}", (), "3"),
    Endpoint("practice_stats", "GET", _PLAYERS + "/practice/stats", _PERIOD, "3"),
    Endpoint("practice_scrimmage_stats", "GET", _PLAYERS + "/practice/scrimmage/stats", _PERIOD, "3"),
    Endpoint("practice_shooting_stats", "GET", _PLAYERS + "/practice/shooting/stats", _PERIOD, "3"),
    Endpoint("workouts_stats", "GET", _PLAYERS + "/workouts/stats", _PERIOD, "3"),
    Endpoint("practice_shots", "GET", _PLAYERS + "/practice/shots", _PERIOD, "3"),
    Endpoint("practice_shots_summary", "GET", _PLAYERS + "/practice/shots/summary", _PERIOD, "3"),
    Endpoint("practice_scrimmage_shots", "GET", _PLAYERS + "/practice/scrimmage/shots", _PERIOD, "3"),
    Endpoint(
        "practice_scrimmage_shots_summary",
        "GET",
        _PLAYERS + "/practice/scrimmage/shots/summary",
        _PERIOD,
        "3",
    ),
    Endpoint("practice_shooting_shots", "GET", _PLAYERS + "/practice/shooting/shots", _PERIOD, "3"),
    Endpoint("practice_shooting_shots_summary", "GET", _PLAYERS + "/practice/shooting/shots/summary", _PERIOD, "3"),
    Endpoint("workout_shots", "GET", _PLAYERS + "/workout/shots", _PERIOD, "3"),
    Endpoint("workout_shots_summary", "GET", _PLAYERS + "/workout/shots/summary", _PERIOD, "3"),
    Endpoint("player_game_stats", "GET", _PLAYERS + "/game/stats", _PERIOD, "3"),
    Endpoint("player_game_shots", "GET", _PLAYERS + "/game/shots", _PERIOD, "3"),
    Endpoint("player_game_shots_summary", "GET", _PLAYERS + "/game/shots/summary", _PERIOD, "3"),
    Endpoint("session_stats", "GET", "/v1/data/stats/{session_id}/stats", (), "3, Part II B"),
    Endpoint("session_stats_details", "GET", "/v1/data/stats/{session_id}/stats/details", (), "3"),
    Endpoint("session_shots", "GET", "/v1/data/stats/{session_id}/shots", (), "5.9"),
    Endpoint("session_possessions", "GET", "/v1/data/stats/{session_id}/possessions", (), "5.10"),
    Endpoint("session_possessions_summary", "GET", "/v1/data/stats/{session_id}/possessions/summary", (), "3"),
    Endpoint("locations", "GET", "/v1/data/sensors/locations", ("id!", *_PERIOD), "5.11"),
    Endpoint("notifications", "GET", "/v1/data/live/notify", (), "3"),
    Endpoint("add_notification", "PUT", "/v1/data/live/notify", (), "3"),
    Endpoint("update_notification", "PUT", "/v1/data/live/notify/{notify_id}", (), "3"),
    Endpoint("delete_notification", "DELETE", "/v1/data/live/notify/{notify_id}", (), "3"),
    Endpoint("enable_end_notification", "PUT", "/v1/data/live/notify/{notify_id}/_enableEndNotify", (), "3"),
    Endpoint("disable_end_notification", "PUT", "/v1/data/live/notify/{notify_id}/_disableEndNotify", (), "3"),
    Endpoint("facilities", "GET", "/v1/data/facilities", (), "3, Part II B (ASSUMED)"),
    Endpoint("facility_courts", "GET", "/v1/data/facilities/{facility_id}/courts", (), "3, Part II B (ASSUMED)"),
    Endpoint("nearest_facilities", "GET", "/v1/data/facilities/nearest", ("lat!", "lng!"), "3, Part II B (ASSUMED)"),
    Endpoint("system_stats", "GET", "/v1/data/system/stats", (), "3, Part II B (ASSUMED)"),
)

ENDPOINTS: Final[dict[str, Endpoint]] = {endpoint.name: endpoint for endpoint in _ALL}
