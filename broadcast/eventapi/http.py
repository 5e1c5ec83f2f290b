"""The REST side of the Event API: one client with a method for each endpoint of the registry.

The methods are in `sections`, as the API's own sections are. Every method raises an `ApiError` (see `errors`).
Configuration is passed in; nothing here knows Django.
"""

from collections.abc import Mapping
from types import TracebackType
from typing import Any, Self

from broadcast.eventapi.sections.callbacks import Callbacks
from broadcast.eventapi.sections.facilities import Facilities
from broadcast.eventapi.sections.live_games import LiveGames
from broadcast.eventapi.sections.players import Players
from broadcast.eventapi.sections.schedules import Schedules, Subscription
from broadcast.eventapi.sections.sensors import Sensors
from broadcast.eventapi.sections.sessions import Sessions
from broadcast.eventapi.sections.teams import Teams
from broadcast.eventapi.transport import Answer, QueryValue, Transport

__all__ = ["EventApi", "Subscription"]


class EventApi(Schedules, LiveGames, Teams, Players, Sessions, Sensors, Callbacks, Facilities):
    """A client of the Event API. An async context manager.

    `base_url` is scheme and host without a path. Keyword arguments are those of `Transport`.
    """

    def __init__(self, base_url: str, username: str, secret: str, **options: Any) -> None:
        self._transport = Transport(base_url, username, secret, **options)

    async def __aenter__(self) -> Self:
        await self._transport.__aenter__()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None = None,
        error: BaseException | None = None,
        trace: TracebackType | None = None,
    ) -> None:
        await self._transport.__aexit__(kind, error, trace)

    async def request(
        self, method: str, path: str, params: Mapping[str, QueryValue] | None = None, json: Any = None
    ) -> Answer:
        """Send any request, signed, and return its answer undecoded, for those who look at the service."""
        return await self._transport.request(method, path, params, json)

    async def follow(self, link: str) -> Answer:
        """Ask for a link that an answer held (`_results`, `_shots`, ...), on the configured host only."""
        return await self._transport.follow(link)
