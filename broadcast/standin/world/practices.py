"""Practices as they were: shooting drills, a scrimmage, workouts, with shots and plays in the wire's shapes. Pure.

The scrimmage is a short game of the simulator between two squads of the team, under the team's own id.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import Any

import msgspec

from broadcast.recordings.format import Record
from broadcast.recordings.plays import Game, Play
from broadcast.recordings.simulator import Pairing, play
from broadcast.recordings.simulator.rules import RULES
from broadcast.recordings.simulator.shooting import KINDS, Kind, make_shot
from broadcast.recordings.wire import detail_row, made_id, shot_row
from broadcast.standin.world.calendar import MINUTE, Plan
from broadcast.standin.world.league import squads_of
from broadcast.standin.world.names import DRILLS

Row = dict[str, Any]

DRILL, SCRIMMAGE, WORKOUT = "DRILL", "SCRIMMAGE", "WORKOUT"
_DRILL_MS, _BREAK_MS = 10 * MINUTE, 2 * MINUTE
_WORKOUT_MS = 20 * MINUTE
_BETWEEN_SHOTS = (3_500, 8_000)
_GROUP = 6
_PRACTICED = 1.12
_SCRIMMAGE_MS = 8 * MINUTE
# What each drill practices, by its place among the names.
_KINDS: tuple[tuple[Kind, ...], ...] = (
    KINDS[2:], (KINDS[3],), (KINDS[4],), (KINDS[2],), (KINDS[1], KINDS[2]), (KINDS[0],),
)  # fmt: skip


@dataclass(frozen=True)
class PracticeSession:
    """One drill, scrimmage or workout. Times epoch ms; `records` are those of the scrimmage's game, else none."""

    id: str
    name: str
    type: str
    started_at: int
    ended_at: int
    shots: list[Row] = field(default_factory=list)
    details: list[Row] = field(default_factory=list)
    possessions: list[Row] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)


@dataclass(frozen=True)
class Practice:
    """A practice or a workout with its sessions in time order; `roster` is the team's as of then."""

    plan: Plan
    roster: Row
    sessions: list[PracticeSession]


def hold_practice(plan: Plan, roster: Row, seed: str) -> Practice:
    """Let a team practice. The same plan, roster and seed give the same practice."""
    rng = Random(f"{seed}:{plan.event_id}")  # noqa: S311 - a practice, not a secret
    active = [player for player in roster["players"] if player.get("is_active", True)]
    sessions: list[PracticeSession] = []
    start = plan.starts_at
    for number, place in enumerate(rng.sample(range(len(DRILLS)), 2 if plan.workout else 3)):
        length = _WORKOUT_MS if plan.workout else _DRILL_MS
        group = rng.sample(active, min(1 if plan.workout else _GROUP, len(active)))
        if group:
            sessions.append(_drill(rng, plan, number, place, start, length, group))
        start += length + _BREAK_MS
    squads = None if plan.workout else squads_of(roster)
    if squads is not None:
        sessions += _scrimmage(rng, plan, squads, start)
    return Practice(plan, roster, sessions)


def _drill(
    rng: Random, plan: Plan, number: int, place: int, start: int, length: int, group: list[Row]
) -> PracticeSession:
    session_id = made_id(plan.event_id, number)
    name = DRILLS[place]
    rules = RULES[plan.rules]
    game = Game(
        event_id=plan.event_id, facility_id=plan.facility_id, court_id=plan.court["id"], home=plan.team_id, away=0,
        sessions={name: session_id}, hoop_y=rules.hoop_y_mm,
    )  # fmt: skip
    kind_of_session = WORKOUT if plan.workout else DRILL
    shots, details = [], []
    t = start + rng.randrange(*_BETWEEN_SHOTS)
    end = rng.choice((1, -1))
    turn = 0
    while t < start + length - _BETWEEN_SHOTS[0]:
        player = group[turn % len(group)]
        kind = rng.choice(_KINDS[place])
        made = rng.random() < kind.made * _PRACTICED
        points = "THREE_POINT" if kind.three else "TWO_POINT"
        shot = make_shot(rng, kind, rules, made=made, assisted=rng.random() < 0.6, end=end)
        entered = Play(
            id=made_id(session_id, turn), at=t, period=name,
            classification=f"{points}_{'MAKE' if made else 'MISS'}",
            text=f"{player.get('display_name')} {'makes' if made else 'misses'} a {'three' if kind.three else 'two'}",
            team=plan.team_id, player=player["id"], shot=shot,
        )  # fmt: skip
        shots.append(_practiced(shot_row(game, entered), kind_of_session))
        details.append(_practiced(detail_row(game, entered), kind_of_session, plan, made_id("drill", name)))
        t += rng.randrange(*_BETWEEN_SHOTS)
        turn += 1
    return PracticeSession(session_id, name, kind_of_session, start, start + length, shots, details)


def _scrimmage(rng: Random, plan: Plan, squads: tuple[Any, Any], start: int) -> list[PracticeSession]:
    table = msgspec.structs.replace(
        RULES[plan.rules], periods=1, period_ms=_SCRIMMAGE_MS, overtime_ms=_SCRIMMAGE_MS // 4, timeout_marks_ms=()
    )
    pairing = Pairing(
        event_id=made_id(plan.event_id, SCRIMMAGE), home=squads[0], away=squads[1], tipoff_at=start,
        venue=plan.name, facility_id=plan.facility_id, court_id=plan.court["id"], reference_id="",
        league="", officials=[],
    )  # fmt: skip
    played = play(rng, table, pairing)
    newest: dict[tuple[str, str], Row] = {}
    for record in played.records:
        if record.row is None:
            newest.pop((record.source, record.key), None)
        else:
            newest[record.source, record.key] = record.row
    team = plan.team_id

    def rows(source: str, session_id: str, key: str) -> list[Row]:
        return [row for (name, _), row in newest.items() if name == source and row.get(key) == session_id]

    sessions = []
    for number, result in enumerate(played.header.event["results"]):
        possessions = [
            {**row, "team_id": team}
            for (name, _), row in newest.items()
            if name == "possessions" and result["started_at"] <= row["start_timestamp"] < result["ended_at"]
        ]
        shots = [{**_practiced(row, SCRIMMAGE), "tid": str(team)} for row in rows("shots", result["id"], "sid")]
        details = [
            _of_team(_practiced(row, SCRIMMAGE, plan), str(team)) for row in rows("details", result["id"], "sessionId")
        ]
        sessions.append(
            PracticeSession(
                result["id"], "Scrimmage" if not number else "Scrimmage, overtime", SCRIMMAGE,
                result["started_at"], result["ended_at"], shots, details, possessions, played.records,
            )
        )  # fmt: skip
    return sessions


def _of_team(row: Row, team: str) -> Row:
    """Say in a play's row that it is of the team, whichever of its squads it was; one of nobody stays so."""
    if row["teamId"] is None:
        return row
    key = row["key"] if "pid" in row else {**row["key"], "actorId": team}
    return {**row, "teamId": team, "key": key}


def _practiced(row: Row, kind: str, plan: Plan | None = None, drill: str | None = None) -> Row:
    """Say in a shot's or a play's row that it is of a practice and of no game."""
    if plan is None:
        return {**row, "sst": kind, "gid": None}
    return {
        **row,
        "sessionType": kind,
        "gameId": None,
        "practiceId": plan.event_id,
        "practiceDefinitionId": made_id("practice", plan.team_id, plan.workout),
        "drillDefinitionId": drill,
    }
