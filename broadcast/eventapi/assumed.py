"""Every choice of the client that the public documentation of the Event API does not settle.

Each name here is ASSUMED: a reading of samples, of older feeds, or a guess that does no harm when wrong. A
real credential or a page of documentation corrects the client by an edit of this module alone.
`docs/event-api.md` lists them with the reason for each. The keys that are documented stand here beside
their assumed synonyms, so that one tuple says all the names of a value.
"""

import re
from typing import Final, Literal

Names = tuple[str, ...]

# Subscription token: the body of `_subscribe` is not documented.
TOKEN_KEYS: Final[Names] = ("token", "subscription_token", "subscriptionToken", "start_token")
SOCKET_URL_KEYS: Final[Names] = ("url", "uri", "websocket_url", "websocketUrl", "socket_url", "ws_url")

# Live Data V2: the query parameters are documented; the envelope, the ping and the names of most sources
# are not.
SOURCE_KEYS: Final[Names] = ("source", "type")
SEQUENCE_KEYS: Final[Names] = ("seq", "sequence", "sequence_number", "sequenceNumber")
DATA_KEYS: Final[Names] = ("data", "payload")
TEXT_PING: Final = '{"action":"ping"}'
KEEPALIVE_WORDS: Final = frozenset(
    {"ping", "pong", "heartbeat", "keepalive", "keep-alive", "keep_alive", "ack", "connected", "subscribed"}
)
ACTION_KEYS: Final[Names] = ("action", "op", "event")

# The names a source may go by, in lower case, and the source of docs/rows.md it is.
SOURCE_SYNONYMS: Final[dict[str, str]] = {
    "shots": "shots",
    "shot": "shots",
    "details": "details",
    "detail": "details",
    "playbyplay": "details",
    "play_by_play": "details",
    "plays": "details",
    "stats": "stats",
    "stat": "stats",
    "possessions": "possessions",
    "possession": "possessions",
    "lineups": "lineups",
    "lineup": "lineups",
    "marker": "marker",
    "markers": "marker",
    "clock": "clock",
    "gameclock": "clock",
    "game_clock": "clock",
    "broadcastsummary": "totals",
    "broadcast_summary": "totals",
    "gametotals": "totals",
    "totals": "totals",
    "ballscreens": "ballscreens",
    "ballscreen": "ballscreens",
    "ball_screens": "ballscreens",
    "presence": "presence",
    "event": "event",
    "schedule": "schedule",
    "roster": "roster",
}

# Keys of values: the short names of game rows, the long ones of session rows, the camel case of plays.
TIME: Final[Names] = ("t", "timestamp", "occurred_at")
PLAYER: Final[Names] = ("pid", "player_id", "playerId")
TEAM: Final[Names] = ("tid", "team_id", "teamId")
SESSION: Final[Names] = ("sid", "sessionId", "session_id")
PERIOD: Final[Names] = ("prd", "period")
GAME_CLOCK: Final[Names] = ("gc", "game_clock", "gameClock")
SHOT_CLOCK: Final[Names] = ("sc", "shot_clock", "shotClock")
THREE: Final[Names] = ("is3", "is_3point")
ZONE: Final[Names] = ("z", "zone")
ADVANCED_ZONE: Final[Names] = ("az", "advanced_zone")
HOOP_FRAME_X: Final[Names] = ("hsx", "hoop_player_x", "hoopToEventX")
HOOP_FRAME_Y: Final[Names] = ("hsy", "hoop_player_y", "hoopToEventY")
COURT_X: Final[Names] = ("px", "player_x", "playerX")
COURT_Y: Final[Names] = ("py", "player_y", "playerY")
HOOP_X: Final[Names] = ("hx", "hoop_x")
HOOP_Y: Final[Names] = ("hy", "hoop_y")
ROW_STATUS: Final[Names] = ("s", "status")
STAT_VALUES: Final[Names] = ("totalStats", "stats")
PLAYER_IDS: Final[Names] = ("player_ids", "playerIds", "players", "lineup")
OPPOSING_PLAYER_IDS: Final[Names] = ("opposing_player_ids", "opposingPlayerIds", "opponents")
POSSESSION_START: Final[Names] = ("start_timestamp", "startTimestamp", "start", "timestamp")
POSSESSION_END: Final[Names] = ("end_timestamp", "endTimestamp", "end")
START_CLOCK: Final[Names] = ("start_game_clock", "startGameClock")
END_CLOCK: Final[Names] = ("end_game_clock", "endGameClock")
START_SHOT_CLOCK: Final[Names] = ("start_shot_clock", "startShotClock")
END_SHOT_CLOCK: Final[Names] = ("end_shot_clock", "endShotClock")

# Words of a shot's result. MAKE and MISS are documented.
MADE_WORDS: Final = frozenset({"MAKE", "MADE"})
MISSED_WORDS: Final = frozenset({"MISS", "MISSED"})

# A row taken back: only RECORDED and the classifications DELETED_... are documented.
DELETED_STATUS_PART: Final = "DELETE"
DELETED_CLASSIFICATION_START: Final = "DELETED_"
UNKNOWN_CLASSIFICATION: Final = "UNKNOWN"

# A live stats row carries the totals of the whole game, though it names the session it happened in.
LIVE_STATS_SCOPE: Final[Literal["game", "session"]] = "game"

# The moment of a lineup that came without one: before anything the stream says.
UNKNOWN_MOMENT: Final = 0

# Game status. Only ACTIVE is documented.
STATUS_WORDS: Final[dict[str, str]] = {
    "SCHEDULED": "scheduled",
    "UPCOMING": "scheduled",
    "PENDING": "scheduled",
    "CREATED": "scheduled",
    "ACTIVE": "live",
    "LIVE": "live",
    "STARTED": "live",
    "IN_PROGRESS": "live",
    "ENDED": "ended",
    "GAME_END": "ended",
    "COMPLETE": "ended",
    "COMPLETED": "ended",
    "FINISHED": "ended",
    "FINAL": "ended",
}

# Markers: only that they tell of jersey colors and lineup status is documented.
MARKER_TYPE: Final[Names] = ("type", "marker", "name")
MARKER_COLORS: Final[Names] = ("jersey", "color", "color_rgb", "primary")
MARKER_TEXT_COLORS: Final[Names] = ("number", "text_color", "textColor", "secondary")

# The order of periods. H1, H2 and Q1 are documented; whatever else comes is put after these by name.
PERIOD_ORDER: Final = re.compile(r"(?P<kind>H|Q|P|OT)(?P<number>\d{0,3})", re.ASCII)
PERIOD_KINDS: Final[dict[str, int]] = {"H": 0, "Q": 0, "P": 0, "OT": 1}

# Clocks: "00:15:00" is hours, minutes, seconds; a bare number is seconds; hours make it unreadable.
THREE_PART_CLOCK: Final[Literal["hh:mm:ss", "mm:ss:hundredths"]] = "hh:mm:ss"
LONGEST_CLOCK_MS: Final = 99 * 60_000 + 59_900

# Beyond this many mm from the hoop, or the center of the court, a position is a fault of the tracking.
FARTHEST_MM: Final = 40_000
# A time at or above this is not epoch ms (the year 5138).
LATEST_MS: Final = 10**14
HIGHEST_SCORE: Final = 999
# Half the way round the earth and a little more.
FARTHEST_FACILITY_M: Final = 20_100_000
# Of a sensor, in whatever unit: the sample says 0.238894.
FASTEST: Final = 1_000_000
MOST_MINUTES: Final = 999
MOST_POSSESSIONS: Final = 9_999

# Types of sessions. Only GAME_ROUND is documented; practices have drills and scrimmages.
GAME_SESSION: Final = "GAME_ROUND"
WORKOUT_SESSIONS: Final = frozenset({"WORKOUT"})

# REST: paths of the sections of which only the titles are documented.
FACILITIES_PATH: Final = "/v1/data/facilities"
COURTS_PATH: Final = "/v1/data/facilities/{facility_id}/courts"
NEAREST_FACILITIES_PATH: Final = "/v1/data/facilities/nearest"
SYSTEM_STATS_PATH: Final = "/v1/data/system/stats"

# Nothing in the data says whether a service has video of a game: one that lists no streams is taken to cut no clips.
CLIPS_NEED_STREAMS: Final = True

# REST: what an answer may hold its list under, where it is not the list itself.
TEAM_LISTS: Final[Names] = ("teams",)
MEMBER_LISTS: Final[Names] = ("players", "officials")
ASSIGNMENT_LISTS: Final[Names] = ("sensor_assignments_history", "assignments", "history")
SHOTS_SUMMARY_LISTS: Final[Names] = ("teams", "player_shots", "summary")
POSSESSIONS_SUMMARY_LISTS: Final[Names] = ("teams",)
NOTIFICATION_LISTS: Final[Names] = ("notifications",)
FACILITY_LISTS: Final[Names] = ("facilities",)
COURT_LISTS: Final[Names] = ("courts",)

# REST: keys of things whose bodies are not documented.
SENSOR: Final[Names] = ("sensor", "sensor_id", "sensorId")
MINUTES: Final[Names] = ("MIN", "minutes")
POSSESSIONS_PLAYED: Final[Names] = ("POSSESSIONS", "possessions")
SUMMARY_COUNTS: Final[Names] = ("summary", "counts", "totalStats", "stats")
NOTIFICATION_ID: Final[Names] = ("id", "notify_id", "notifyId")
NOTIFICATION_URL: Final = "url"
END_NOTIFY: Final = "end_notify"
LATITUDE: Final[Names] = ("lat", "latitude")
LONGITUDE: Final[Names] = ("lng", "lon", "longitude")
COURT_LENGTH: Final[Names] = ("width",)
COURT_BREADTH: Final[Names] = ("height",)
HOOP_ANGLE: Final[Names] = ("angleReference", "angle_reference")

# What the stats of a team's players over a time are named by, since they are of no game and no session.
PRACTICE_SCOPES: Final[dict[str, str]] = {
    "practice_stats": "practice",
    "practice_scrimmage_stats": "scrimmage",
    "practice_shooting_stats": "shooting",
    "workouts_stats": "workouts",
    "player_game_stats": "games",
}

# REST: names of query parameters and of body keys.
LINEUP_TIMESTAMP_PARAMETER: Final = "timestamp"
LONGEST_SCHEDULE_WINDOW_MS: Final = 7 * 86_400_000
# The systems that ids of teams may be from. Only SHOTTRACKER is documented.
REFERENCES: Final[Names] = ("SHOTTRACKER", "EXTERNAL")
