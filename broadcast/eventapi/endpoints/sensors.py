"""Where the sensors were (EVENT_API section 3)."""

from typing import Final

from broadcast.eventapi.endpoints.model import Endpoint, Kind, Parameter
from broadcast.eventapi.endpoints.parameters import period

GROUP: Final = "Sensor locations"

ENDPOINTS: Final = (
    Endpoint(
        name="locations",
        method="GET",
        path="/v1/data/sensors/locations",
        group=GROUP,
        title="Sensor locations",
        description="Where the players and the ball were, time step by time step, in at most 30 minutes of a session.",
        parameters=(
            Parameter(
                name="id",
                kind=Kind.ID,
                required=True,
                description="A half, a quarter or a drill: the id of one of an event's results.",
            ),
            *period("now-1m"),
        ),
        section="5.11",
        answer="known",
        methods=("locations",),
    ),
)
