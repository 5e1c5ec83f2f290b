"""Teams and who is on them, players or officials (EVENT_API section 5.12)."""

from typing import Any

import msgspec

from broadcast.eventapi import assumed
from broadcast.eventapi.resources.batch import Batch, One, decode_batch, decode_one, inner_batch, links_of, list_in
from broadcast.eventapi.values import Reader, Unusable


class Service(msgspec.Struct, frozen=True):
    """Something that a person carries: `type` is MIC or VIDEO, `value` says which."""

    type: str
    value: str | None = None


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """A player or an official. `jersey` is text, since "00" is not "0"; `sensor` the id of what is worn.

    `active` is false for one who is no longer on the team. `images` are addresses by their names.
    """

    id: str
    first_name: str | None = None
    last_name: str | None = None
    display_name: str | None = None
    jersey: str | None = None
    position: str | None = None
    picture: str | None = None
    active: bool | None = None
    starter: bool | None = None
    scout: bool | None = None
    sensor: str | None = None
    reference_id: str | None = None
    services: list[Service] = []
    images: dict[str, str] = {}


class Team(msgspec.Struct, frozen=True, kw_only=True):
    """A team; `members` is empty in lists of teams, which come without. `images` are addresses by their names."""

    id: str
    name: str | None = None
    gender: str | None = None
    conference: str | None = None
    league: str | None = None
    sport: str | None = None
    reference_id: str | None = None
    logo: str | None = None
    images: dict[str, str] = {}
    members: list[Member] = []


def decode_teams(body: Any) -> Batch[Team]:
    """Decode a list of teams. Raises `DecodeError` for an answer without one."""
    return decode_batch("team", _team, list_in(body, *assumed.TEAM_LISTS))


def decode_team(body: Any) -> One[Team]:
    """Decode a team with its members. Raises `DecodeError` for an answer that is none."""
    return decode_one("team", _team, body)


def _team(reader: Reader) -> Team:
    team = reader.identifier("id", *assumed.TEAM)
    if team is None:
        raise Unusable("a team without an id")
    return Team(
        id=team,
        name=reader.text("name", "team_name"),
        gender=reader.word("gender"),
        conference=reader.text("conference_name", "conferenceName"),
        league=reader.text("league_name", "leagueName"),
        sport=reader.text("sport"),
        reference_id=reader.identifier("reference_id", "referenceId"),
        logo=reader.link("logo_image_link", "logoImageLink"),
        images=links_of(reader, "team_images", "teamImages"),
        members=inner_batch(reader, _member, *assumed.MEMBER_LISTS),
    )


def _member(reader: Reader) -> Member:
    person = reader.identifier("id", *assumed.PLAYER)
    if person is None:
        raise Unusable("a member of a team without an id")
    number = reader.whole(("jersey_number", "jerseyNumber"), 0, 999)
    return Member(
        id=person,
        first_name=reader.text("first_name", "firstname", "firstName"),
        last_name=reader.text("last_name", "lastname", "lastName"),
        display_name=reader.text("display_name", "displayName"),
        jersey=reader.text("jersey_number_str", "jerseyNumberStr") or (None if number is None else str(number)),
        position=reader.text("position"),
        picture=reader.link("profile_image_link", "profileImageLink"),
        active=reader.flag("is_active", "isActive"),
        starter=reader.flag("is_starter", "isStarter"),
        scout=reader.flag("is_scout", "isScout"),
        sensor=reader.identifier(*assumed.SENSOR),
        reference_id=reader.identifier("reference_id", "referenceId"),
        services=inner_batch(reader, _service, "special_services", "specialServices"),
        images=links_of(reader, "team_player_images", "teamPlayerImages"),
    )


def _service(reader: Reader) -> Service:
    kind = reader.word("type")
    if kind is None:
        raise Unusable("a special service without a type")
    return Service(kind, reader.identifier("value"))
