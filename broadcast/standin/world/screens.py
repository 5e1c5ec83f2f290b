"""Ball screens (EVENT_API.md 5.8), worked out from a game's possessions: records that REST alone serves. Pure."""

from __future__ import annotations

from random import Random

from broadcast.recordings.format import Record, Recording, Row
from broadcast.recordings.wire import made_id
from broadcast.standin.world.clockwork import Clockwork, Floor, clock_text, shot_clock_text

SOURCE = "ballscreens"
# The one source of screens that the documentation shows.
_PROVIDER = "VERIZON"
_SHARE = 0.45
# A possession shorter than this (ms) has no screen; a screen ends so long before its possession.
_SHORTEST, _BEFORE_END = 7_000, 2_500
_OFFENSE, _DEFENSE = ("ROLL", "POP", "SLIP"), ("SWITCH", "HEDGE", "DROP", "ICE")
# Where screens are set, mm in the hoop frame.
_WING_X, _WING_Y = (2_000, 5_500), (5_500, 8_200)


def ball_screens(recording: Recording, seed: str) -> list[Record]:
    """Give the records of a game's ball screens, each with the possession that it belongs to, in time order.

    A screen is known when its possession has been sent, and taken back where that is.
    """
    clocks, floor = Clockwork(recording.records), Floor(recording.records)
    sessions = {row["id"]: row for row in recording.header.event["results"]}
    sides = _sides(recording)
    records = []
    known: dict[str, str] = {}
    for record in recording.records:
        if record.source != "possessions":
            continue
        if record.row is None:
            if record.key in known:
                records.append(Record(record.at, SOURCE, known.pop(record.key), None))
            continue
        row = _screen(recording, record, seed, clocks, floor, sessions, sides)
        if row is not None:
            known[record.key] = row["eventId"]
            records.append(Record(record.at, SOURCE, row["eventId"], row))
        elif record.key in known:
            records.append(Record(record.at, SOURCE, known.pop(record.key), None))
    return records


def _screen(
    recording: Recording,
    record: Record,
    seed: str,
    clocks: Clockwork,
    floor: Floor,
    sessions: dict[str, Row],
    sides: dict[tuple[str, int], int],
) -> Row | None:
    possession = record.row or {}
    rng = Random(f"{seed}:screen:{record.key}")  # noqa: S311 - a game, not a secret
    start, end, team = possession["start_timestamp"], possession["end_timestamp"], possession["team_id"]
    if rng.random() > _SHARE or end - start < _SHORTEST:
        return None
    began = start + round(rng.uniform(0.35, 0.55) * (end - start))
    ended = min(began + rng.randrange(1_200, 2_400), end - _BEFORE_END)
    session = next((row for row in sessions.values() if row["started_at"] <= began <= row["ended_at"]), None)
    others = [other for other in floor.teams if other != team]
    at_start, at_end = clocks.at(began), clocks.at(ended)
    if session is None or not others or at_start is None or at_end is None or ended <= began:
        return None
    five, defenders = floor.five(team, began), floor.five(others[0], began)
    if len(five) < 2 or len(defenders) < 2:
        return None
    handler, screener = rng.sample(range(min(len(five), len(defenders))), 2)
    wing = rng.choice((-1, 1))
    x, y = wing * rng.randrange(*_WING_X), rng.randrange(*_WING_Y)
    side = sides.get((session["id"], team), 1)
    hoop_y = sides.get(("hoop", 0), 0)
    return {
        "sessionId": session["id"],
        "timestamp": began,
        "endTimestamp": ended,
        "type": "BALL_SCREEN",
        "eventId": made_id(recording.header.game["event_id"], "screen", record.key),
        "gameId": recording.header.game["event_id"],
        "teamPossessionId": made_id(recording.header.game["event_id"], "possession", record.key),
        "sessionType": session.get("type") or "GAME_ROUND",
        "period": possession["period"],
        "source": _PROVIDER,
        "corrected": False,
        "ballHandlerPlayerId": str(five[handler]),
        "ballHandlerDefenderPlayerId": str(defenders[handler]),
        "screenerPlayerIds": [str(five[screener])],
        "screenerDefenderPlayerIds": [str(defenders[screener])],
        "offensiveActions": {rng.choice(_OFFENSE): round(rng.uniform(0.4, 0.99), 4)},
        "defensiveActions": {rng.choice(_DEFENSE): round(rng.uniform(0.4, 0.99), 4)},
        "teamId": str(team),
        "defenderTeamId": str(others[0]),
        "screenerX": -side * x,
        "screenerY": side * (hoop_y - y),
        "wing": 1 if wing > 0 else 0,
        "videoTimeMarkStart": _mark(began - recording.header.t0),
        "startGameClock": clock_text(at_start.game),
        "endGameClock": clock_text(at_end.game),
        "startShotClock": shot_clock_text(at_start.shot),
        "endShotClock": shot_clock_text(at_end.shot),
    }


def _sides(recording: Recording) -> dict[tuple[str, int], int]:
    """Give at which end (1 or -1) each team shoots in each session, and under ("hoop", 0) how far out it stands."""
    sides: dict[tuple[str, int], int] = {}
    for record in recording.records:
        if record.source == "shots" and record.row is not None and record.row["hy"]:
            row = record.row
            sides[row["sid"], int(row["tid"])] = 1 if row["hy"] > 0 else -1
            sides["hoop", 0] = abs(row["hy"])
    return sides


def _mark(ms: int) -> str:
    return f"{ms // 60_000:02d}:{ms // 1000 % 60:02d}"
