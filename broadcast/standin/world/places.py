"""Facilities with their courts and hoops, where they stand, and how far they are from a place.

Lengths of a court are mm: `width` is the long side, `height` the short one. The frame of the hoops is the court's
(EVENT_API.md 6): x across, y along, from the center.
"""

from __future__ import annotations

import math
from typing import Any

from broadcast.recordings.simulator.rules import RULES
from broadcast.recordings.wire import made_id
from broadcast.standin.world.names import CLUBS, COURTS, HALLS, Hall
from broadcast.standin.world.names import RULES as RULES_OF

Row = dict[str, Any]

# 94 by 50 ft.
_COURT_SIZE = 28_651, 15_240
_HOOP_Z = 3048
_EARTH_METERS = 6_371_000


class Places:
    """The facilities and courts of a world; every court is the home of one team."""

    def __init__(self) -> None:
        self.facilities: list[Row] = []
        self.courts: dict[str, list[Row]] = {}
        self.home: dict[int, tuple[Row, Row]] = {}
        """The facility and the court of a team."""
        for hall in HALLS:
            self._build(hall)

    def _build(self, hall: Hall) -> None:
        facility_id = made_id("facility", hall.name)
        facility: Row = {
            "id": facility_id,
            "name": hall.name,
            "address": hall.address,
            "city": hall.city,
            "state": hall.state,
            "country": hall.country,
            "lat": hall.lat,
            "lng": hall.lng,
            "courts": [],
        }
        self.courts[facility_id] = []
        for name, team in zip(COURTS, hall.teams, strict=True):
            court = _court(facility_id, name, team)
            facility["courts"].append({"id": court["id"], "name": name})
            self.courts[facility_id].append(court)
            self.home[team] = (facility, court)
        self.facilities.append(facility)


def _court(facility_id: str, name: str, team: int) -> Row:
    rules = RULES_OF[next(club.gender for club in CLUBS if club.id == team)]
    court_id = made_id(facility_id, name)
    width, height = _COURT_SIZE
    hoop_y = RULES[rules].hoop_y_mm
    return {
        "id": court_id,
        "name": name,
        "facility_id": facility_id,
        "location_id": f"{court_id}@{facility_id}",
        "width": width,
        "height": height,
        "hoops": [
            {
                # The id that the shots at this hoop name (`hid`).
                "id": made_id(court_id, "hoop", end),
                "x": 0,
                "y": end * hoop_y,
                "z": _HOOP_Z,
                "angleReference": -180 if end == 1 else 0,
            }
            for end in (1, -1)
        ],
    }


def distance(lat: float, lng: float, facility: Row) -> float:
    """Give how far a facility is from a place in degrees, in meters over the ground."""
    here, there = math.radians(lat), math.radians(facility["lat"])
    across = math.radians(facility["lng"] - lng)
    half = math.sin((there - here) / 2) ** 2 + math.cos(here) * math.cos(there) * math.sin(across / 2) ** 2
    return 2 * _EARTH_METERS * math.asin(min(1.0, math.sqrt(half)))
