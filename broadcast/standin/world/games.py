"""A game of the schedule, played: the simulator's recording, with what only tracking knows added to it."""

from __future__ import annotations

from heapq import merge
from random import Random

import msgspec

from broadcast.recordings.format import Header, Record, Recording
from broadcast.recordings.simulator import Pairing, play
from broadcast.recordings.simulator.rules import RULES
from broadcast.standin.world.calendar import Fixture
from broadcast.standin.world.league import Row, officials_of, sides_of
from broadcast.standin.world.screens import ball_screens
from broadcast.standin.world.sensors import sensor_records


def play_fixture(fixture: Fixture, home: Row, away: Row, crew: Row | None) -> Recording:
    """Play a game between two rosters; nothing happens in it where one of them has not five active players.

    The same fixture and rosters give the same recording. Its row times are those of the hour at which it is played.
    """
    sides = sides_of(home, away)
    row = {**fixture.row, "home_team_name": home["name"], "away_team_name": away["name"]}
    if sides is None:
        event = {"id": fixture.event_id, "game_type": game_type(fixture), "results": []}
        header = Header(t0=fixture.tipoff_at, rules=fixture.rules, game=row, event=event, rosters=[home, away])
        return Recording(header, [])
    pairing = Pairing(
        event_id=fixture.event_id,
        home=sides[0],
        away=sides[1],
        tipoff_at=fixture.tipoff_at,
        venue=str(fixture.row["facility_name"]),
        facility_id=fixture.facility_id,
        court_id=fixture.court_id,
        reference_id=str(fixture.row["reference_id"]),
        league=str(home.get("league_name")),
        officials=None if crew is None else officials_of(crew),
    )
    played = play(Random(fixture.seed), RULES[fixture.rules], pairing)  # noqa: S311 - a game, not a secret
    header = msgspec.structs.replace(played.header, game=row, rosters=[home, away])
    known = Recording(header, played.records)
    added: list[list[Record]] = [ball_screens(known, fixture.seed), sensor_records(known, fixture.seed)]
    return Recording(header, list(merge(known.records, *added, key=lambda record: record.at)))


def game_type(fixture: Fixture) -> str:
    """Give what a game is played in, HALF or QUARTER; known long before it is played."""
    return "HALF" if RULES[fixture.rules].halves else "QUARTER"
