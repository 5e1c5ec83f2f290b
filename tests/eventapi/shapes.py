"""What the bodies of the service's answers hold: those that its documentation shows, key by key and type by type, and
for the others what both sides of this project take them to be.

A shape is a type or a tuple of types; a dict of the keys that have to be there, with `?` behind those that may be
missing, and no other keys; a dict with the type `str` as its key, for keys of any name; a list of one shape, which
means a list with something in it that is all of that shape; or such a list with `...` behind it, which may be empty.
"""

from types import NoneType
from typing import Any

ID = (int, str)
TEXT = (str, NoneType)
WHOLE = (int, NoneType)
NUMBER = (int, float)
LINK = (str, NoneType)
STATS = {str: NUMBER}

GAME = {
    "event_id": str,
    "facility_name": TEXT,
    "court_name": TEXT,
    "location_id": TEXT,
    "tournament": TEXT,
    "tipoff_at": int,
    "gender": TEXT,
    "status": str,
    "home_team_id": int,
    "home_team_name": str,
    "home_team_reference_id": TEXT,
    "away_team_id": int,
    "away_team_name": str,
    "away_team_reference_id": TEXT,
    "officials_team_id": WHOLE,
    "_results": LINK,
    "reference_id": TEXT,
    "fan_engagement_enabled": bool,
}
SCHEDULED = {**GAME, "type": str, "source": str}
RESULT = {
    "id": str,
    "name": TEXT,
    "type": str,
    "started_at": int,
    "ended_at": WHOLE,
    "_stats": str,
    "_stats_details": str,
    "_shots": str,
    "_locations": [str],
    "_possessions": str,
    "_possessions_summary": str,
}
EVENT = {"id": str, "name": str, "results": [RESULT]}
# A practice has no format and no totals.
EITHER_EVENT = {**EVENT, "game_type?": str, "totals?": {"_stats": str, "_shots": str}}
GAME_EVENT = {**EVENT, "game_type": str, "totals": {"_stats": str, "_shots": str}}
SIDE = {"teamId": str, "value": int}
TOTALS = {
    "awayTeamScore": SIDE,
    "homeTeamScore": SIDE,
    "period": TEXT,
    "gameClock": TEXT,
    "status": str,
    "periodTotals": [{"awayTeamScore": SIDE, "homeTeamScore": SIDE, "period": str, "sessionId": str}],
}
STATS_ROW = {"pid": str, "tid": str, "totalStats": STATS}
SHOT = {
    **dict.fromkeys(("pid", "tid", "sid", "sst", "gid", "st", "s", "prd", "fid", "hid"), str),
    **dict.fromkeys(("t", "px", "py", "hx", "hy", "hz", "hsx", "hsy", "pts"), int),
    **dict.fromkeys(("label", "dd"), NoneType),
    **dict.fromkeys(("gc", "sc"), TEXT),
    **dict.fromkeys(("z", "az", "drb", "pz"), WHOLE),
    "is3": bool,
    "d": float,
    "attributes": [str, ...],
    "players": [str, ...],
    "shotDefenders": [int, ...],
}
DETAIL = {
    **dict.fromkeys(("type", "eventId", "sessionType", "sessionId", "classification", "act"), str),
    **dict.fromkeys(("practiceId", "practiceDefinitionId", "drillDefinitionId", "gameId"), TEXT),
    **dict.fromkeys(("teamId", "facilityId", "courtId", "gameClock", "shotClock", "clipId"), TEXT),
    **dict.fromkeys(("period", "description", "baseStats", "actualStats"), TEXT),
    **dict.fromkeys(("playerX", "playerY", "playerZ", "hoopToEventX", "hoopToEventY"), WHOLE),
    "timestamp": int,
    "stats": STATS,
    "corrected": bool,
    "videoAttributes": {"facilityId": str, "courtId": str, "sessionId": str},
    "key": {"actorId": TEXT, "timestamp": int},
    "pid?": str,
}
PERSON = {"id": int, "first_name": str, "last_name": str, "profile_image_link": LINK}
SHOOTER = {"id": int, "firstname": str, "lastname": str, "profile_image_link": LINK}
POSSESSION = {
    "_locations": LINK,
    "start_timestamp": int,
    "end_timestamp": int,
    "start_game_clock": TEXT,
    "end_game_clock": TEXT,
    "period": str,
    "player_ids": [int],
    "opposing_player_ids": [int],
    "stats": [
        {
            **dict.fromkeys(("game_clock?", "shot_clock?"), TEXT),
            "timestamp": int,
            "possession_type": str,
            "details": [str],
            "player_id": int,
        },
        ...,
    ],
}
TEAM_POSSESSIONS = {"id": int, "name": str, "team_player_details": [PERSON], "possessions": [POSSESSION]}
LONG_SHOT = {
    **dict.fromkeys(("player_x", "player_y", "hoop_x", "hoop_y", "hoop_z"), int),
    **dict.fromkeys(("hoop_player_x", "hoop_player_y", "occurred_at"), int),
    **dict.fromkeys(("zone", "advanced_zone", "player_z"), WHOLE),
    **dict.fromkeys(("game_clock", "shot_clock", "period"), TEXT),
    "is_make": bool,
    "is_3point": bool,
    "status": str,
    "attributes": [str, ...],
}
TEAM_SHOTS = {
    "id": int,
    "name": str,
    "logo_image_link": LINK,
    "player_shots": [{"id": int, "player_details": SHOOTER, "shots": [LONG_SHOT]}],
}
SHOT_COUNTS = dict.fromkeys(("FGA", "FG", "FGA3", "FG3", "FGA2", "FG2"), int)
TEAM_SHOTS_SUMMARY = {**TEAM_SHOTS, "player_shots": [{"id": int, "player_details": SHOOTER, "summary": SHOT_COUNTS}]}
BALL_SCREEN = {
    **dict.fromkeys(("sessionId", "type", "eventId", "gameId", "sessionType", "period", "source"), str),
    **dict.fromkeys(("ballHandlerPlayerId", "ballHandlerDefenderPlayerId", "teamId", "defenderTeamId"), str),
    **dict.fromkeys(("startGameClock", "endGameClock", "startShotClock", "endShotClock"), TEXT),
    **dict.fromkeys(("timestamp", "endTimestamp", "screenerX", "screenerY", "wing"), int),
    **dict.fromkeys(("teamPossessionId", "videoTimeMarkStart"), TEXT),
    "corrected": bool,
    "screenerPlayerIds": [str],
    "screenerDefenderPlayerIds": [str],
    "offensiveActions": {str: float},
    "defensiveActions": {str: float},
}
TEAM = {
    "id": int,
    "name": str,
    "gender": TEXT,
    "conference_name": TEXT,
    "league_name": TEXT,
    "sport": TEXT,
    "reference_id": TEXT,
    "logo_image_link": LINK,
    "team_images": dict.fromkeys(
        (
            f"logo_{size}{shade}{ground}"
            for size in ("small_", "")
            for shade in ("light", "dark")
            for ground in ("", "_transparent")
        ),
        LINK,
    ),
}
PLAYER = {
    "id": int,
    "first_name": str,
    "last_name": str,
    "jersey_number": WHOLE,
    "jersey_number_str": TEXT,
    "position": TEXT,
    "profile_image_link": LINK,
    "display_name": str,
    "is_active": bool,
    "special_services": [{"type": str, "value": object}, ...],
    "reference_id": TEXT,
    "sensor": WHOLE,
    "is_starter": bool,
    "is_scout": bool,
    "team_player_images": {
        **dict.fromkeys(("image_light", "image_dark", "image_light_transparent", "image_dark_transparent"), LINK),
        **dict.fromkeys(("headshot_light", "headshot_dark", "headshot_transparent", "image_profile"), LINK),
    },
}
ROSTER = {**TEAM, "players": [PLAYER]}
OFFICIALS = {**TEAM, "players": [{**PLAYER, "special_services": [{"type": str, "value": object}]}]}
LOCATION = {
    **dict.fromkeys(("x", "y", "z", "t"), int),
    **dict.fromkeys(("tid", "pid"), WHOLE),
    **dict.fromkeys(("sid", "tag", "gc", "sc"), TEXT),
    "speed": (float, NoneType),
    "type": str,
}
# Player 0, the team, is nobody with a name.
LINE = {"id": int, "player_details?": SHOOTER, "stats": STATS}
BOX_SCORE = {"id": int, "name": str, "player_stats": [LINE]}
BOX_SCORE_DETAILS = {"id": int, "name": str, "player_stats": [{**LINE, "details": [DETAIL, ...]}]}
NOTIFICATION = {"id": ID, "url": str, "end_notify": bool}
FACILITY = {
    "id": str,
    **dict.fromkeys(("name", "address", "city", "state", "country"), str),
    "lat": NUMBER,
    "lng": NUMBER,
    "courts": [{"id": str, "name": str}],
}
COURT = {
    "id": str,
    "name": str,
    "facility_id": str,
    "location_id": str,
    "width": int,
    "height": int,
    "hoops": [{"id": str, "x": int, "y": int, "z": int, "angleReference": NUMBER}],
}
SYSTEM = dict.fromkeys(
    ("facilities", "courts", "teams", "players", "officials", "games", "active_games", "practices", "sensors", "shots"),
    int,
)

_STATS = {"stats": [STATS_ROW]}
_SHOTS = {"teams": [TEAM_SHOTS]}
_SUMMARY = {"teams": [TEAM_SHOTS_SUMMARY]}
SHAPES: dict[str, Any] = {
    "team_events": {"events": [EITHER_EVENT]},
    "schedule": {"games": [SCHEDULED]},
    "matchup": {"games": [GAME]},
    "update_schedule": {"games": [SCHEDULED]},
    "subscribe": {"token": str},
    "practice_event": EVENT,
    "game_event": GAME_EVENT,
    "lineups": {"lineups": [{"team_id": int, "player_ids": [int]}]},
    "sensor_assignments": [{"player_id": int, "team_id": int, "sensor": int, "timestamp": int}],
    "video_action": {"url": str},
    "catch_up": {
        "stats": [STATS_ROW],
        "details": [DETAIL],
        "shots": [SHOT],
        "possessions": [TEAM_POSSESSIONS],
        "gameTotals": TOTALS,
    },
    "game_stats": {**_STATS, "gameTotals": TOTALS},
    "presence": {
        "stats": [{"pid": str, "tid": str, "totalStats": {"MIN": float, "POSSESSIONS": int}}],
        "gameTotals": TOTALS,
    },
    "details": {"details": [DETAIL], "gameTotals": TOTALS},
    "shots": {"shots": [SHOT], "gameTotals": TOTALS},
    "possessions": {"possessions": [TEAM_POSSESSIONS], "gameTotals": TOTALS},
    "ballscreens": {"ballscreens": [BALL_SCREEN], "gameTotals": TOTALS},
    "teams": {"teams": [TEAM]},
    "roster": ROSTER,
    "replace_roster": ROSTER,
    "officials_teams": {"teams": [TEAM]},
    "officials_roster": OFFICIALS,
    "practice_stats": _STATS,
    "practice_scrimmage_stats": _STATS,
    "practice_shooting_stats": _STATS,
    "workouts_stats": _STATS,
    "practice_shots": _SHOTS,
    "practice_shots_summary": _SUMMARY,
    "practice_scrimmage_shots": _SHOTS,
    "practice_scrimmage_shots_summary": _SUMMARY,
    "practice_shooting_shots": _SHOTS,
    "practice_shooting_shots_summary": _SUMMARY,
    "workout_shots": _SHOTS,
    "workout_shots_summary": _SUMMARY,
    "player_game_stats": _STATS,
    "player_game_shots": _SHOTS,
    "player_game_shots_summary": _SUMMARY,
    "game_stats_details": {"teams": [BOX_SCORE_DETAILS], "gameTotals": TOTALS},
    "session_stats": {"teams": [BOX_SCORE]},
    "session_stats_details": {"teams": [BOX_SCORE_DETAILS]},
    "session_shots": _SHOTS,
    "session_possessions": {"teams": [TEAM_POSSESSIONS]},
    "session_possessions_summary": {
        "teams": [
            {"id": int, "name": str, "summary": {"POSSESSIONS": int, "PTS": int, "TO": int, "DURATION": int}},
        ]
    },
    "locations": [{"locations": [LOCATION]}],
    "notifications": {"notifications": [NOTIFICATION]},
    "add_notification": NOTIFICATION,
    "update_notification": NOTIFICATION,
    "delete_notification": NOTIFICATION,
    "enable_end_notification": NOTIFICATION,
    "disable_end_notification": NOTIFICATION,
    "facilities": {"facilities": [FACILITY]},
    "facility_courts": {"courts": [COURT]},
    "nearest_facilities": {"facilities": [{**FACILITY, "distance": NUMBER}]},
    "system_stats": {"stats": SYSTEM},
}


def misfits(value: Any, shape: Any, place: str = "body") -> list[str]:
    """Return where a value is not of a shape, in words, at most five; nothing where it is."""
    if isinstance(shape, dict):
        return _object_misfits(value, shape, place)
    if isinstance(shape, list):
        if not isinstance(value, list) or not (value or shape[-1] is ...):
            return [f"{place} is no list with something in it"]
        return [found for index, item in enumerate(value) for found in misfits(item, shape[0], f"{place}[{index}]")][:5]
    kinds = shape if isinstance(shape, tuple) else (shape,)
    boolean = isinstance(value, bool) and not {bool, object} & set(kinds)
    return [] if isinstance(value, kinds) and not boolean else [f"{place} is {value!r:.60}"]


def _object_misfits(value: Any, shape: dict[Any, Any], place: str) -> list[str]:
    if not isinstance(value, dict):
        return [f"{place} is no object"]
    if str in shape:
        return [found for name in value for found in misfits(value[name], shape[str], f"{place}.{name}")][:5]
    shapes = {name.removesuffix("?"): inner for name, inner in shape.items()}
    wrong = [f"{place} has no {name}" for name in shape if not name.endswith("?") and name not in value]
    wrong += [f"{place} has {name}, which is not of it" for name in value if name not in shapes]
    held = [name for name in shapes if name in value]
    return (wrong + [found for name in held for found in misfits(value[name], shapes[name], f"{place}.{name}")])[:5]
