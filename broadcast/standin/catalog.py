"""What is known beyond the games that are being played: teams, officials, halls, the calendar, practices.

Without a world it is empty, and what follows from the recordings is all there is. Rosters and games that clients put
are kept here too.
"""

from __future__ import annotations

from typing import Any

from broadcast.recordings.wire import made_id
from broadcast.standin.world.calendar import Fixture, Plan
from broadcast.standin.world.practices import SCRIMMAGE, Practice, hold_practice
from broadcast.standin.world.world import World

Row = dict[str, Any]

# Every session that a game of a world can have; nobody has ever played more overtimes than six.
_PERIODS = ("Q1", "Q2", "Q3", "Q4", *(f"OT{number}" for number in range(1, 10)))
_DRILLS = range(3)


class Catalog:
    """Teams by their id as text, fixtures and plans by event id."""

    def __init__(self, world: World | None = None) -> None:
        self.mark = "standin" if world is None else world.mark
        self.rosters: dict[str, Row] = {}
        self.crews: dict[str, Row] = {}
        self.fixtures: dict[str, Fixture] = {}
        self.plans: dict[str, Plan] = {}
        self.facilities: list[Row] = []
        self.courts: dict[str, list[Row]] = {}
        self.created = 0
        """How many games clients have created."""
        self._practices: dict[str, Practice] = {}
        self._sessions: dict[str, str] = {}
        if world is not None:
            self._take(world)

    def _take(self, world: World) -> None:
        self.rosters = {str(roster["id"]): roster for roster in world.rosters}
        self.crews = {str(crew["id"]): crew for crew in world.crews}
        self.facilities, self.courts = world.places.facilities, world.places.courts
        for fixture in world.fixtures:
            self.enter(fixture)
        for plan in world.plans:
            self.plans[plan.event_id] = plan
            scrimmage = made_id(plan.event_id, SCRIMMAGE)
            ids = [made_id(plan.event_id, number) for number in _DRILLS]
            ids += [made_id(scrimmage, period) for period in _PERIODS]
            self._sessions |= dict.fromkeys(ids, plan.event_id)

    def enter(self, fixture: Fixture) -> None:
        """Put a game on the calendar, or put another in its place."""
        self.fixtures[fixture.event_id] = fixture
        ids = [made_id(fixture.event_id, period) for period in _PERIODS]
        self._sessions |= dict.fromkeys(ids, fixture.event_id)

    def event_of(self, session_id: str) -> str | None:
        """Give the game or practice that a session would be of; None for one that is of nothing known here."""
        return self._sessions.get(session_id)

    def practice(self, plan: Plan) -> Practice:
        """Give what a practice was like. Takes its time at first: to be called in a thread."""
        held = self._practices.get(plan.event_id)
        if held is None:
            held = hold_practice(plan, self.rosters[str(plan.team_id)], self.mark)
            self._practices[plan.event_id] = held
        return held

    def schedule_row(self, fixture: Fixture) -> Row:
        """Give a game's schedule object, with its teams' present names."""
        return self.renamed(fixture.row)

    def renamed(self, row: Row) -> Row:
        """Give a schedule object with the present names and references of teams whose rosters are kept here."""
        renamed = dict(row)
        for side in ("home", "away"):
            roster = self.rosters.get(str(row.get(f"{side}_team_id")))
            if roster is not None:
                renamed[f"{side}_team_name"] = roster["name"]
                renamed[f"{side}_team_reference_id"] = roster["reference_id"]
        return renamed

    def court(self, location_id: str | None) -> tuple[Row, Row] | None:
        """Give the facility and court that a `courtId@facilityId` names."""
        for facility in self.facilities:
            for court in self.courts[facility["id"]]:
                if court["location_id"] == location_id:
                    return facility, court
        return None
