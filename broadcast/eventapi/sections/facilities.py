"""ShotTracker Facilities and System Data. Their paths are ASSUMED: `NotFound` may mean that they are not offered."""

from broadcast.eventapi.resources.batch import Batch
from broadcast.eventapi.resources.facilities import Court, Facility, decode_courts, decode_facilities
from broadcast.eventapi.resources.summaries import SystemStats, decode_system_stats
from broadcast.eventapi.sections.base import Section, understood


class Facilities(Section):
    """Facilities with their courts, and how much the service holds."""

    async def facilities(self) -> Batch[Facility]:
        """Return the facilities; their courts have id and name alone."""
        return understood(decode_facilities, await self._ask("facilities"))

    async def facility_courts(self, facility_id: str) -> Batch[Court]:
        """Return the courts of a facility with their sizes and hoops (mm)."""
        return understood(decode_courts, await self._ask("facility_courts", facility_id=facility_id))

    async def nearest_facilities(self, lat: float, lng: float) -> Batch[Facility]:
        """Return the facilities with their distances (m) from a place in degrees, the nearest first."""
        return understood(decode_facilities, await self._ask("nearest_facilities", {"lat": str(lat), "lng": str(lng)}))

    async def system_stats(self) -> SystemStats:
        """Return how much the service holds of each thing."""
        return understood(decode_system_stats, await self._ask("system_stats"))
