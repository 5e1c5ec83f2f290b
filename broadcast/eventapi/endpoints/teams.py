"""Teams, rosters and officials (EVENT_API section 3)."""

from typing import Final

from broadcast.eventapi import assumed
from broadcast.eventapi.endpoints.model import Endpoint, Kind, Parameter
from broadcast.eventapi.endpoints.parameters import TEAM_ID

GROUP: Final = "Teams"

ENDPOINTS: Final = (
    Endpoint(
        name="teams",
        method="GET",
        path="/v1/data/teams",
        group=GROUP,
        title="List teams",
        description="The teams that the credential may see, without their players.",
        section="3, Part II B",
        answer="ASSUMED",
        methods=("teams",),
    ),
    Endpoint(
        name="roster",
        method="GET",
        path="/v1/data/teams/{team_id},{reference}",
        group=GROUP,
        title="Team roster",
        description="A team and its players with numbers, positions, pictures and sensors, today or as of a game.",
        parameters=(
            TEAM_ID,
            Parameter(
                name="reference",
                kind=Kind.TEXT,
                place="path",
                required=True,
                default="SHOTTRACKER",
                choices=assumed.REFERENCES,
                description="The system that the team's id is from.",
            ),
            Parameter(name="game_event_id", kind=Kind.ID, description="The roster as of this game."),
        ),
        section="5.12",
        answer="known",
        methods=("roster",),
        used_for="names, numbers, pictures",
    ),
    Endpoint(
        name="replace_roster",
        method="PUT",
        path="/v1/data/teams/roster",
        group=GROUP,
        title="Replace team roster",
        description="Put other players in the place of those of a team. Whoever is not sent is no longer on it.",
        body={
            "id": 101,
            "players": [
                {"id": 1001, "first_name": "Ada", "last_name": "Quill", "jersey_number": 4, "jersey_number_str": "04"}
            ],
        },
        section="3, Part II B",
        answer="ASSUMED",
        methods=("replace_roster",),
    ),
    Endpoint(
        name="officials_teams",
        method="GET",
        path="/v1/data/officials/teams",
        group=GROUP,
        title="List officials teams",
        description="The teams of officials that the credential may see, without their members.",
        section="3, Part II B",
        answer="ASSUMED",
        methods=("officials_teams",),
    ),
    Endpoint(
        name="officials_roster",
        method="GET",
        path="/v1/data/officials/teams/{team_id}",
        group=GROUP,
        title="Officials team roster",
        description="A team of officials with its members and what they carry: a microphone, a camera.",
        parameters=(
            Parameter(
                name="team_id",
                kind=Kind.ID,
                place="path",
                required=True,
                description="The team of officials: a game's officials_team_id.",
            ),
        ),
        section="3, Part II B",
        answer="ASSUMED",
        methods=("officials_roster",),
    ),
)
