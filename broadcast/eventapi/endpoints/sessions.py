"""A specific period or drill, by its session id (EVENT_API section 3)."""

from typing import Final

from broadcast.eventapi.endpoints.model import Endpoint
from broadcast.eventapi.endpoints.parameters import SESSION_ID

GROUP: Final = "Specific period or drill"
_SESSION: Final = "/v1/data/stats/{session_id}"

ENDPOINTS: Final = (
    Endpoint(
        name="session_stats",
        method="GET",
        path=_SESSION + "/stats",
        group=GROUP,
        title="Box score",
        description="The box score of a half, a quarter or a drill; the team's own line is under player 0.",
        parameters=(SESSION_ID,),
        section="3, Part II B",
        answer="ASSUMED",
        methods=("session_stats",),
    ),
    Endpoint(
        name="session_stats_details",
        method="GET",
        path=_SESSION + "/stats/details",
        group=GROUP,
        title="Box score with plays",
        description="The box score of a half, a quarter or a drill, with the plays of each player.",
        parameters=(SESSION_ID,),
        section="3, Part II B",
        answer="ASSUMED",
        methods=("session_stats_details",),
    ),
    Endpoint(
        name="session_shots",
        method="GET",
        path=_SESSION + "/shots",
        group=GROUP,
        title="Shots",
        description="Every shot of a half, a quarter or a drill, by team and player.",
        parameters=(SESSION_ID,),
        section="5.9",
        answer="known",
        methods=("session_shots",),
    ),
    Endpoint(
        name="session_possessions",
        method="GET",
        path=_SESSION + "/possessions",
        group=GROUP,
        title="Possessions",
        description="Every possession of a half, a quarter or a drill with the ten on the floor.",
        parameters=(SESSION_ID,),
        section="5.10",
        answer="known",
        methods=("session_possessions",),
    ),
    Endpoint(
        name="session_possessions_summary",
        method="GET",
        path=_SESSION + "/possessions/summary",
        group=GROUP,
        title="Possessions summary",
        description="Count, points, turnovers and duration of each team's possessions.",
        parameters=(SESSION_ID,),
        section="3, Part II B",
        answer="ASSUMED",
        methods=("session_possessions_summary",),
    ),
)
