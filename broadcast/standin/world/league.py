"""The league's people: rosters with their sensors, crews of officials, and what a roster can do in a game."""

from __future__ import annotations

import copy
import uuid
from random import Random
from typing import Any

from broadcast.recordings.headers import Player, Team, roster
from broadcast.recordings.simulator.league import (
    Side,
    away_color,
    draw_numbers,
    draw_people,
    draw_rotation,
    draw_talent,
    readable_on,
)
from broadcast.standin.world.names import CLUBS, CREWS, LEAGUES, Club

Row = dict[str, Any]

# Three of a team's players are no longer on it, or have yet to recover; they stay on the roster as inactive.
_POSITIONS = ("G", "G", "F", "F", "C", "G", "F", "G", "C", "F", "G", "F", "C", "G")
_INACTIVE = frozenset({12})
_CREW_ROLES = ("CREW_CHIEF", "REFEREE", "UMPIRE", "ALTERNATE")
_FIVE = 5


def draw_rosters(rng: Random) -> list[Row]:
    """Draw every team's roster (EVENT_API.md 5.12), in the order of the clubs."""
    rosters = []
    for gender in LEAGUES:
        clubs = [club for club in CLUBS if club.gender == gender]
        people = draw_people(rng, gender, len(clubs) * len(_POSITIONS))
        for number, club in enumerate(clubs):
            part = people[number * len(_POSITIONS) :][: len(_POSITIONS)]
            rosters.append(_draw_roster(rng, club, part))
    return rosters


def _draw_roster(rng: Random, club: Club, people: list[tuple[str, str]]) -> Row:
    numbers = draw_numbers(rng, ["0", "00"], len(people))
    players = [
        Player(
            id=club.id * 100 + place + 1,
            first_name=first,
            last_name=last,
            jersey=number,
            position=position,
            starter=place < _FIVE,
            active=place not in _INACTIVE,
        )
        for place, ((first, last), number, position) in enumerate(zip(people, numbers, _POSITIONS, strict=True))
    ]
    team = Team(id=club.id, name=club.name, players=tuple(players), reference_id=str(700_000 + club.id))
    row = roster(team, club.gender, LEAGUES[club.gender])
    row["conference_name"] = club.conference
    for place, player in enumerate(row["players"]):
        player["sensor"] = sensor_number(club.id, place)
    return row


def sensor_number(team: int, place: int) -> int:
    """Give the number of a team's sensor; the spare ones are those of places behind the last player's."""
    return team * 100 + 50 + place


def draw_crews(rng: Random) -> list[Row]:
    """Draw the teams of officials, in the roster's shape, with what they wear as `special_services`."""
    crews = []
    people = draw_people(rng, "MEN", len(CREWS) * len(_CREW_ROLES))
    for number, (crew, name) in enumerate(CREWS):
        jerseys = draw_numbers(rng, [], len(_CREW_ROLES))
        players = [
            Player(
                id=crew * 100 + place + 1,
                first_name=first,
                last_name=last,
                jersey=jerseys[place],
                position=role,
                starter=place < len(_CREW_ROLES) - 1,
            )
            for place, (role, (first, last)) in enumerate(
                zip(_CREW_ROLES, people[number * len(_CREW_ROLES) :], strict=False)
            )
        ]
        row = roster(Team(id=crew, name=name, players=tuple(players), reference_id=str(700_000 + crew)), "MEN", "")
        row["league_name"] = None
        for player in row["players"]:
            player["special_services"] = [
                {"type": "MIC", "value": f"mic-{player['id']}"},
                {"type": "VIDEO", "value": f"body-camera-{player['id']}"},
            ]
        crews.append(row)
    return crews


def officials_of(crew: Row) -> list[dict[str, object]]:
    """Give the three officials of a game, as recordings name them."""
    return [
        {
            "id": player["id"],
            "name": player["display_name"],
            "jersey": player["jersey_number_str"],
            "role": player["position"],
        }
        for player in crew["players"]
        if player["is_starter"]
    ]


def sides_of(home: Row, away: Row) -> tuple[Side, Side] | None:
    """Give two rosters as the simulator plays them; None where one has not five active players."""
    colors = [_color(home), _color(away)]
    colors[1] = away_color(colors[0], colors[1])
    sides = [_side_of(roster, color) for roster, color in zip((home, away), colors, strict=True)]
    if sides[0] is None or sides[1] is None:
        return None
    return sides[0], sides[1]


def _side_of(row: Row, color: str) -> Side | None:
    """Give a roster's active players, starters first, each as good in every game as the player's id says."""
    active = [player for player in row["players"] if player.get("is_active", True)]
    if len(active) < _FIVE:
        return None
    active.sort(key=lambda player: not player.get("is_starter"))
    shares = draw_rotation(Random(f"rotation:{row['id']}"), len(active))  # noqa: S311 - a game, not a secret
    players, talents = [], {}
    for place, player in enumerate(active):
        position = str(player.get("position") or "F")[:1].upper()
        talents[player["id"]] = draw_talent(Random(f"talent:{player['id']}"), position, shares[place])  # noqa: S311
        players.append(
            Player(
                id=player["id"],
                first_name=str(player.get("first_name") or ""),
                last_name=str(player.get("last_name") or ""),
                jersey=str(player.get("jersey_number_str") or ""),
                position=position,
                starter=place < _FIVE,
                display_name=player.get("display_name") or None,
            )
        )
    team = Team(id=row["id"], name=row["name"], players=tuple(players), reference_id=str(row.get("reference_id")))
    return Side(team=team, talents=talents, jersey=color, number=readable_on(color))


def squads_of(row: Row) -> tuple[Side, Side] | None:
    """Give one team as two squads for a scrimmage, as even as they come; None with fewer than ten players.

    The second squad plays under the negative of the team's id, so that the two can be told apart.
    """
    active = [player for player in row["players"] if player.get("is_active", True)]
    halves = []
    for number in (0, 1):
        half = copy.deepcopy({**row, "players": active[number::2]})
        half["id"] = -row["id"] if number else row["id"]
        halves.append(half)
    return sides_of(halves[0], halves[1])


def _color(row: Row) -> str:
    """Give a team's color; for a team from elsewhere one that its id says."""
    for club in CLUBS:
        if club.id == row["id"]:
            return club.color
    return "#" + uuid.uuid5(uuid.NAMESPACE_OID, str(row["id"])).hex[:6].upper()
