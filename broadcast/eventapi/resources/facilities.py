"""Facilities and their courts (ASSUMED, EVENT_API Part II B)."""

from typing import Any

import msgspec

from broadcast.eventapi import assumed
from broadcast.eventapi.resources.batch import Batch, decode_batch, inner_batch, list_in
from broadcast.eventapi.values import Reader, Unusable


class Hoop(msgspec.Struct, frozen=True, kw_only=True):
    """A rim: `x`, `y`, `z` in mm from the center of the court, `angle` in degrees as sent."""

    id: str
    x: int | None = None
    y: int | None = None
    z: int | None = None
    angle: int | float | None = None


class Court(msgspec.Struct, frozen=True, kw_only=True):
    """A court. `width` is its long side and `height` its short one, in mm, as the service has it.

    `location_id` is what the schedule names it by. Lists of facilities give id and name alone.
    """

    id: str
    name: str | None = None
    facility: str | None = None
    location_id: str | None = None
    width: int | None = None
    height: int | None = None
    hoops: list[Hoop] = []


class Facility(msgspec.Struct, frozen=True, kw_only=True):
    """A facility; `lat` and `lng` in degrees. `distance` is meters from the place asked about, where one was."""

    id: str
    name: str | None = None
    address: str | None = None
    city: str | None = None
    state: str | None = None
    country: str | None = None
    lat: float | None = None
    lng: float | None = None
    distance: int | float | None = None
    courts: list[Court] = []


def decode_facilities(body: Any) -> Batch[Facility]:
    """Decode a list of facilities. Raises `DecodeError` for an answer without one."""
    return decode_batch("facility", _facility, list_in(body, *assumed.FACILITY_LISTS))


def _facility(reader: Reader) -> Facility:
    facility = reader.identifier("id", "facility_id", "facilityId", "fid")
    if facility is None:
        raise Unusable("a facility without an id")
    return Facility(
        id=facility,
        name=reader.text("name", "facility_name"),
        address=reader.text("address"),
        city=reader.text("city"),
        state=reader.text("state"),
        country=reader.text("country"),
        lat=reader.within(assumed.LATITUDE, -90, 90),
        lng=reader.within(assumed.LONGITUDE, -180, 180),
        distance=reader.within(("distance",), 0, assumed.FARTHEST_FACILITY_M),
        courts=inner_batch(reader, _court, *assumed.COURT_LISTS),
    )


def decode_courts(body: Any) -> Batch[Court]:
    """Decode the courts of a facility. Raises `DecodeError` for an answer without a list."""
    return decode_batch("court", _court, list_in(body, *assumed.COURT_LISTS))


def _court(reader: Reader) -> Court:
    court = reader.identifier("id", "court_id", "courtId")
    if court is None:
        raise Unusable("a court without an id")
    return Court(
        id=court,
        name=reader.text("name", "court_name"),
        facility=reader.identifier("facility_id", "facilityId"),
        location_id=reader.identifier("location_id", "locationId"),
        width=reader.whole(assumed.COURT_LENGTH, 1, 2 * assumed.FARTHEST_MM),
        height=reader.whole(assumed.COURT_BREADTH, 1, 2 * assumed.FARTHEST_MM),
        hoops=inner_batch(reader, _hoop, "hoops"),
    )


def _hoop(reader: Reader) -> Hoop:
    hoop = reader.identifier("id", "hid", "hoop_id")
    if hoop is None:
        raise Unusable("a hoop without an id")
    far = assumed.FARTHEST_MM
    return Hoop(
        id=hoop,
        x=reader.whole(("x",), -far, far),
        y=reader.whole(("y",), -far, far),
        z=reader.whole(("z",), -far, far),
        angle=reader.within(assumed.HOOP_ANGLE, -360, 360),
    )
