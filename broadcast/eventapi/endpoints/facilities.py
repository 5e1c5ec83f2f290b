"""ShotTracker Facilities and System Data (EVENT_API section 3).

That these sections exist is documented; their paths are ASSUMED (Part II B). A service without them answers 404.
"""

from typing import Final

from broadcast.eventapi import assumed
from broadcast.eventapi.endpoints.model import Endpoint, Kind, Parameter

FACILITIES_GROUP: Final = "ShotTracker Facilities"
SYSTEM_GROUP: Final = "System Data"

ENDPOINTS: Final = (
    Endpoint(
        name="facilities",
        method="GET",
        path=assumed.FACILITIES_PATH,
        group=FACILITIES_GROUP,
        title="List facilities",
        description="The facilities with their addresses and courts.",
        section="3, Part II B",
        answer="ASSUMED",
        path_assumed=True,
        methods=("facilities",),
    ),
    Endpoint(
        name="facility_courts",
        method="GET",
        path=assumed.COURTS_PATH,
        group=FACILITIES_GROUP,
        title="Court layouts",
        description="The courts of a facility with their sizes and hoops, in mm.",
        parameters=(
            Parameter(
                name="facility_id", kind=Kind.ID, place="path", required=True, description="The facility, by its id."
            ),
        ),
        section="3, Part II B",
        answer="ASSUMED",
        path_assumed=True,
        methods=("facility_courts",),
    ),
    Endpoint(
        name="nearest_facilities",
        method="GET",
        path=assumed.NEAREST_FACILITIES_PATH,
        group=FACILITIES_GROUP,
        title="Nearest facilities",
        description="The facilities with their distances from a place, the nearest first.",
        parameters=(
            Parameter(
                name=assumed.LATITUDE[0],
                kind=Kind.NUMBER,
                required=True,
                description="The latitude in degrees, from -90 to 90.",
            ),
            Parameter(
                name=assumed.LONGITUDE[0],
                kind=Kind.NUMBER,
                required=True,
                description="The longitude in degrees, from -180 to 180.",
            ),
        ),
        section="3, Part II B",
        answer="ASSUMED",
        path_assumed=True,
        methods=("nearest_facilities",),
    ),
    Endpoint(
        name="system_stats",
        method="GET",
        path=assumed.SYSTEM_STATS_PATH,
        group=SYSTEM_GROUP,
        title="System stats",
        description="How much of everything the service holds: facilities, teams, games, shots.",
        section="3, Part II B",
        answer="ASSUMED",
        path_assumed=True,
        methods=("system_stats",),
    ),
)
