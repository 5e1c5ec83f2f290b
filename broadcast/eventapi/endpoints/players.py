"""Practice stats and game stats of a team's players over a time (EVENT_API section 3).

The service says `workouts` in the path of stats and `workout` in those of shots.
"""

from typing import Final

from broadcast.eventapi.endpoints.model import Endpoint
from broadcast.eventapi.endpoints.parameters import EVENT_ID, TEAM_ID, period

PRACTICE_GROUP: Final = "Practice stats"
GAME_GROUP: Final = "Game stats"


def _endpoint(group: str, name: str, tail: str, title: str, description: str) -> Endpoint:
    return Endpoint(
        name=name,
        method="GET",
        path="/v1/data/teams/{team_id}/players/" + tail,
        group=group,
        title=title,
        description=description,
        parameters=(TEAM_ID, *period("now-30d")),
        section="3, Part II B",
        answer="ASSUMED",
        methods=(name,),
    )


PRACTICE: Final = (
    _endpoint(
        PRACTICE_GROUP,
        "practice_stats",
        "practice/stats",
        "Practice stats",
        "What each player did in drills, scrimmages and workouts together.",
    ),
    _endpoint(
        PRACTICE_GROUP,
        "practice_scrimmage_stats",
        "practice/scrimmage/stats",
        "Scrimmage stats",
        "What each player did in scrimmages.",
    ),
    _endpoint(
        PRACTICE_GROUP,
        "practice_shooting_stats",
        "practice/shooting/stats",
        "Shooting drill stats",
        "What each player did in shooting drills.",
    ),
    _endpoint(
        PRACTICE_GROUP,
        "workouts_stats",
        "workouts/stats",
        "Workout stats",
        "What each player did in workouts of their own.",
    ),
    _endpoint(
        PRACTICE_GROUP,
        "practice_shots",
        "practice/shots",
        "Practice shots",
        "Every shot in drills, scrimmages and workouts, by player.",
    ),
    _endpoint(
        PRACTICE_GROUP,
        "practice_shots_summary",
        "practice/shots/summary",
        "Practice shots summary",
        "Shots taken and made in drills, scrimmages and workouts, by player.",
    ),
    _endpoint(
        PRACTICE_GROUP,
        "practice_scrimmage_shots",
        "practice/scrimmage/shots",
        "Scrimmage shots",
        "Every shot in scrimmages, by player.",
    ),
    _endpoint(
        PRACTICE_GROUP,
        "practice_scrimmage_shots_summary",
        "practice/scrimmage/shots/summary",
        "Scrimmage shots summary",
        "Shots taken and made in scrimmages, by player.",
    ),
    _endpoint(
        PRACTICE_GROUP,
        "practice_shooting_shots",
        "practice/shooting/shots",
        "Shooting drill shots",
        "Every shot in shooting drills, by player.",
    ),
    _endpoint(
        PRACTICE_GROUP,
        "practice_shooting_shots_summary",
        "practice/shooting/shots/summary",
        "Shooting drill shots summary",
        "Shots taken and made in shooting drills, by player.",
    ),
    _endpoint(
        PRACTICE_GROUP,
        "workout_shots",
        "workout/shots",
        "Workout shots",
        "Every shot in workouts, by player.",
    ),
    _endpoint(
        PRACTICE_GROUP,
        "workout_shots_summary",
        "workout/shots/summary",
        "Workout shots summary",
        "Shots taken and made in workouts, by player.",
    ),
)

GAMES: Final = (
    _endpoint(
        GAME_GROUP,
        "player_game_stats",
        "game/stats",
        "Game stats of a team",
        "What each player did in the games of a time.",
    ),
    _endpoint(
        GAME_GROUP,
        "player_game_shots",
        "game/shots",
        "Game shots of a team",
        "Every shot in the games of a time, by player.",
    ),
    _endpoint(
        GAME_GROUP,
        "player_game_shots_summary",
        "game/shots/summary",
        "Game shots summary of a team",
        "Shots taken and made in the games of a time, by player.",
    ),
    Endpoint(
        name="game_stats_details",
        method="GET",
        path="/v1/data/stats/games/{event_id}/stats/details",
        group=GAME_GROUP,
        title="Game stats details",
        description="Stats and plays of the whole game by player; the team's own are under player 0.",
        parameters=(EVENT_ID,),
        section="3, Part II B",
        answer="ASSUMED",
        deprecated=True,
        methods=("game_stats_details",),
    ),
)

ENDPOINTS: Final = (*PRACTICE, *GAMES)
