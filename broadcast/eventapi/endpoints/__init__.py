"""The registry of the REST endpoints of the Event API.

It is the one source for the client, whose methods name their endpoint here, for the pages and commands that
list and try endpoints, and for the table in docs/event-api.md.
"""

from typing import Final

from broadcast.eventapi.endpoints import (
    callbacks,
    facilities,
    live_games,
    players,
    schedules,
    sensors,
    sessions,
    teams,
)
from broadcast.eventapi.endpoints.model import Endpoint, Kind, Parameter

__all__ = ["ENDPOINTS", "GROUPS", "Endpoint", "Kind", "Parameter"]

_SECTIONS: Final = (schedules, live_games, teams, players, sessions, sensors, callbacks, facilities)

ENDPOINTS: Final[dict[str, Endpoint]] = {
    endpoint.name: endpoint for section in _SECTIONS for endpoint in section.ENDPOINTS
}
"""Every endpoint by its name, in the order of the API's own sections."""

GROUPS: Final[dict[str, tuple[Endpoint, ...]]] = {
    group: tuple(endpoint for endpoint in ENDPOINTS.values() if endpoint.group == group)
    for group in dict.fromkeys(endpoint.group for endpoint in ENDPOINTS.values())
}
"""The endpoints of each section, by its title."""
