"""Where the sensors were."""

import asyncio
from typing import Final

from broadcast.eventapi.resources.batch import Batch
from broadcast.eventapi.resources.sensors import Location, decode_locations
from broadcast.eventapi.rows import Rejected
from broadcast.eventapi.sections.base import Section, understood
from broadcast.eventapi.sections.schedules import windows

LONGEST_LOCATIONS_MS: Final = 30 * 60_000
"""What the service gives in one answer (EVENT_API section 4)."""


class Sensors(Section):
    """Locations of players and ball."""

    async def locations(self, session_id: str, from_ms: int, to_ms: int) -> Batch[Location]:
        """Return where the players and the ball were in a time of a session, in the order of the answers.

        A time longer than the 30 minutes of one answer is asked for in parts; what lies on the seam comes once.
        An answer can have half a million locations; they are decoded in a thread, and the event loop goes on.
        """
        found: dict[Location, None] = {}
        rejected: list[Rejected] = []
        for start, end in windows(from_ms, to_ms, LONGEST_LOCATIONS_MS):
            body = await self._ask("locations", {"id": session_id, "from": start, "to": end})
            batch = await asyncio.to_thread(understood, decode_locations, body)
            found |= dict.fromkeys(batch.items)
            rejected += batch.rejected
        return Batch(list(found), rejected)
