"""Which sensor each player wore and when: records of a game that REST alone serves. Pure."""

from __future__ import annotations

from random import Random

from broadcast.recordings.format import Record, Recording
from broadcast.standin.world.league import sensor_number

SOURCE = "assignments"
# Behind the places of a roster.
_FIRST_SPARE = 30


def sensor_records(recording: Recording, seed: str) -> list[Record]:
    """Give the assignments of a game: each active player's at the start of each session, and one change a team.

    A player whose sensor fails in the middle of a session gets a spare one, and keeps it until the end of the game.
    """
    rng = Random(f"{seed}:sensors")  # noqa: S311 - a game, not a secret
    sessions = recording.header.event["results"]
    records = []
    for roster in recording.header.rosters:
        team = roster["id"]
        worn = {player["id"]: player.get("sensor") for player in roster["players"] if player.get("is_active", True)}
        worn = {player: sensor for player, sensor in worn.items() if sensor is not None}
        if not worn:
            continue
        broken, at = rng.choice(list(worn)), rng.choice(sessions)
        for session in sessions:
            for player, sensor in worn.items():
                records.append(_record(recording, team, player, sensor, session["started_at"]))
            if session is at:
                worn[broken] = sensor_number(team, _FIRST_SPARE)
                moment = (session["started_at"] + session["ended_at"]) // 2
                records.append(_record(recording, team, broken, worn[broken], moment))
    return sorted(records, key=lambda record: record.at)


def _record(recording: Recording, team: int, player: int, sensor: int, t: int) -> Record:
    row = {"player_id": player, "team_id": team, "sensor": sensor, "timestamp": t}
    return Record(t - recording.header.t0, SOURCE, f"{player}:{t}", row)
