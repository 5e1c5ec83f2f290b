"""Every choice of the stand-in that the public documentation does not show, each ASSUMED.

The references are to EVENT_API.md, part II. A page or a credential that shows otherwise is followed by
an edit here. What the documentation does show stands beside the code that serves it.
"""

# A1. Live Data V2: the path of the socket. Anything below it is accepted too.
LIVE_PATH = "/v2/live"

# A2. `_subscribe` answers this key; a token may be used any number of times, and lives until it is pushed
# out by newer ones (or by the `expired` fault).
TOKEN_KEY = "token"  # noqa: S105 - the name of a key
TOKENS_KEPT = 1000

# A3, A4. Frames are {"source", "seq"?, "data"}. These sources share one sequence per game, from 1 up; every
# other source is sent without `seq`, as its latest and then its next value.
SEQUENCED = frozenset({"marker", "stats", "shots", "details", "possessions", "lineups"})
# The sources by the names that a client asks for them; a recording can hold others, and they are sent too.
SOURCES = SEQUENCED | {"clock", "broadcastsummary", "locations"}
# Sources of a recording that only REST serves.
REST_ONLY = frozenset({"event", "schedule", "roster", "ballscreens", "assignments"})
# What a source of a recording is called on the stream, where it differs.
STREAM_NAMES = {"totals": "broadcastsummary"}

# A5. `last_seq` is the last row the client holds; the `inclusive` fault makes it the first one it wants.
# A7. A `last_seq` beyond the newest row gives only what is new.

# A8. Seconds without any frame from the client before it is closed, and how.
SILENCE_SECONDS = 60.0
SILENCE_CLOSE = (1008, "no ping received")

# A9. Seconds from the GAME_END marker to the close of the socket, and how; how sockets end for other reasons.
GRACE_SECONDS = 10.0
END_CLOSE = (1000, "game ended")
REWOUND_CLOSE = (1012, "the game was set back")
REMOVED_CLOSE = (1001, "the game is played no longer")
SLOW_CLOSE = (1008, "too far behind")
# A client that leaves a frame unread, or stays behind the present, for so long is closed.
SLOW_SECONDS = 10.0
# How long the `stall` fault keeps a socket silent.
STALL_SECONDS = 10.0
HANDSHAKE_REFUSED = "Access denied to resource"

# A14. A shot that is taken back has this status, a play this prefix before its classification.
DELETED_STATUS = "DELETED"
DELETED_PREFIX = "DELETED_"

# B. Errors that are documented nowhere, in the documented body.
UNAUTHORIZED = "HMAC signature cannot be verified"
UNKNOWN_PATH = "Resource not found"
WRONG_METHOD = "Method not allowed"
TOO_MANY_REQUESTS = "Too many requests"
RETRY_AFTER_SECONDS = 1
SYSTEM_ERROR = "General System Error Message"
INVALID_PARAMETER = "Valid {name} parameter is required"
FROM_REQUIRED = "Valid from timestamp is required"
WINDOW_REQUIRED = "Valid from and to timestamps are required"
INVALID_FIELD = "Valid {name} is required"
UNKNOWN_RESOURCES = "Unknown resources: {names}"
NO_WEBSOCKET = "WebSocket upgrade is required"
TEAM_NOT_FOUND = "Team not found"

# B. Names of a game's status in the schedule and in gameTotals; only ACTIVE is documented.
SCHEDULED, ACTIVE, ENDED = "SCHEDULED", "ACTIVE", "ENDED"

# B. The reference (id system) that finds a team by its `reference_id`, beside the documented SHOTTRACKER.
OTHER_REFERENCE = "EXTERNAL"

# B. Stats that stand in live rows only: they are scores of the moment, stale in a player's own line.
SCORE_STATS = frozenset({"TEAM_SCORE", "OPPOSING_TEAM_SCORE"})

# B. A resource of Live Data V2 documents 200, 403 and 500 only, so an unknown game is 403 there; elsewhere it
# is 404 with the documented words.
UNKNOWN_LIVE_GAME = (403, "Access denied to resource")
UNKNOWN_GAME = (404, "Invalid id")

# B. Webhooks: seconds that a callback may take, and seconds to wait before each new try; then it is given up.
NOTIFY_SECONDS = 5.0
NOTIFY_WAITS = (0.5, 2.0, 8.0)

# B. Locations: the longest window is documented, the rate is not. On the stream they are sent only where asked for
# by name, so often: fifty games at 25 Hz are more than one core can send.
LOCATIONS = "locations"
LOCATIONS_STEP_MS = 40
LOCATIONS_WINDOW_MS = 30 * 60 * 1000
LOCATIONS_TOO_LONG = "Locations must be requested in 30 min timeframes"
LOCATIONS_STREAM_SECONDS = 0.2
BALL, PLAYER = "BALL", "PLAYER"

# B. broadcast_summary_level: `game_stats` is documented as game-level only; every other level, and none, is taken to
# hold the players' stats rows beside the totals.
GAME_LEVEL = "game_stats"

# B. Video: where a clip would be, and the streams of every game.
CLIP_URL = "https://video.standin.invalid/clips/{event_id}/{start}-{end}.mp4"
VIDEO_STREAMS = ({"id": "main", "name": "Main camera"}, {"id": "baseline", "name": "Baseline camera"})

# Privileges: the classes that a credential can be barred from, and the resources that each of them holds. A location is
# refused in the words "No access to STATS data", so whoever has no STATS has none either.
PRIVILEGES: dict[str, frozenset[str]] = {
    "SCHEDULE": frozenset({"schedule", "matchup", "team-events", "practice", "event"}),
    "LIVE": frozenset({"subscribe"}),
    "STATS": frozenset({"stats", "presence", "stats-details", "session-stats", "team-stats", "locations"}),
    "SHOTS": frozenset({"shots", "session-shots", "team-shots"}),
    "DETAILS": frozenset({"details", "stats-details", "session-details"}),
    "POSSESSIONS": frozenset({"possessions", "session-possessions"}),
    "LINEUPS": frozenset({"lineups"}),
    "BALLSCREENS": frozenset({"ballscreens"}),
    "LOCATIONS": frozenset({"locations", "assignments"}),
    "ROSTER": frozenset({"roster", "teams", "officials"}),
    "VIDEO": frozenset({"video"}),
    "NOTIFY": frozenset({"notify"}),
    "FACILITIES": frozenset({"facilities", "system"}),
    "WRITE": frozenset({"schedule-update", "roster-update"}),
}
