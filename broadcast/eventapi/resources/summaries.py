"""Counts that the service has already summed up: shots of a player, possessions of a team, the whole system
(ASSUMED, EVENT_API Part II B).
"""

from collections.abc import Iterator
from typing import Any

import msgspec

from broadcast.eventapi import assumed
from broadcast.eventapi.resources.batch import Batch, decode_batch, list_in
from broadcast.eventapi.rows import DecodeError, Rejected
from broadcast.eventapi.values import Reader, Unusable, completed, excerpt

Counts = dict[str, int | float]


class ShotsSummary(msgspec.Struct, frozen=True, kw_only=True):
    """The shots of one player: `counts` by the names of box-score stats (FGA, FG, FGA3, FG3, FGA2, FG2)."""

    player: str
    counts: Counts
    team: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    picture: str | None = None


class PossessionsSummary(msgspec.Struct, frozen=True, kw_only=True):
    """The possessions of one team: `counts` has POSSESSIONS, PTS, TO, and DURATION in ms."""

    team: str
    counts: Counts
    name: str | None = None


class SystemStats(msgspec.Struct, frozen=True):
    """How much the service holds of each thing, by the service's names in lower case, and what was left out."""

    counts: Counts
    rejected: list[Rejected]


def decode_shots_summary(body: Any) -> Batch[ShotsSummary]:
    """Decode the summaries of a team's shots by player. Raises `DecodeError` for an answer without a list."""
    return decode_batch("shots_summary", _shots_summary, _players(list_in(body, *assumed.SHOTS_SUMMARY_LISTS)))


def _players(groups: list[Any]) -> Iterator[Any]:
    """Yield the players of groups per team, with the team's id; what is no group is yielded as it is."""
    for group in groups:
        if not isinstance(group, dict) or not isinstance(group.get("player_shots"), list):
            yield group
            continue
        for item in group["player_shots"]:
            yield completed(item, {"team_id": group.get("id")}) if isinstance(item, dict) else item


def _shots_summary(reader: Reader) -> ShotsSummary:
    player = reader.identifier("id", *assumed.PLAYER)
    if player is None:
        raise Unusable("a summary of shots without a player")
    sent = reader.first("player_details", "playerDetails")
    details = Reader(reader.source, sent if isinstance(sent, dict) else {})
    summary = ShotsSummary(
        player=player,
        counts=_counts(reader),
        team=reader.identifier(*assumed.TEAM),
        first_name=details.text("firstname", "first_name", "firstName"),
        last_name=details.text("lastname", "last_name", "lastName"),
        picture=details.link("profile_image_link", "profileImageLink"),
    )
    reader.rejected += details.rejected
    return summary


def decode_possessions_summary(body: Any) -> Batch[PossessionsSummary]:
    """Decode the summaries of both teams' possessions. Raises `DecodeError` for an answer without a list."""
    return decode_batch("possessions_summary", _possessions_summary, list_in(body, *assumed.POSSESSIONS_SUMMARY_LISTS))


def _possessions_summary(reader: Reader) -> PossessionsSummary:
    team = reader.identifier("id", *assumed.TEAM)
    if team is None:
        raise Unusable("a summary of possessions without a team")
    return PossessionsSummary(team=team, counts=_counts(reader), name=reader.text("name", "team_name"))


def _counts(reader: Reader) -> Counts:
    if reader.first(*assumed.SUMMARY_COUNTS) is None:
        raise Unusable("a summary without counts")
    return reader.numbers(assumed.SUMMARY_COUNTS)


def decode_system_stats(body: Any) -> SystemStats:
    """Decode the counts of the whole service, bare or under `stats`. Raises `DecodeError` for what is no object."""
    if not isinstance(body, dict):
        raise DecodeError(f"expected counts by name, got {excerpt(body)}")
    reader = Reader("system_stats", body if isinstance(body.get("stats"), dict) else {"stats": body})
    counts = {name.lower(): value for name, value in reader.numbers(("stats",)).items()}
    return SystemStats(counts, reader.rejected)
