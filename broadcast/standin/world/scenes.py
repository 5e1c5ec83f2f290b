"""The tracking of one session, worked out from what its rows say: who was on the floor, who shot from where. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from broadcast.recordings.format import Record
from broadcast.standin.world.clockwork import Clockwork, Floor
from broadcast.standin.world.motion import STILL_MS, Ball, Path, Spot, Touch
from broadcast.standin.world.practices import PracticeSession

Row = dict[str, Any]

# Where the offense spreads, mm in the hoop frame; the defense stands between its man and the hoop.
_SPOTS = ((0, 8_300), (-4_900, 6_400), (4_900, 6_400), (-6_300, 1_200), (2_400, 1_500))
_JITTER = 700
_GUARD = 0.72
_FIRST_SPOT_MS, _NEXT_SPOT_MS = 2_600, 2_300
_FREE_THROW_LINE = 4_191
_TOUCH_AFTER_MS = 900
_BALL_WON = frozenset({"OFFENSIVE_REBOUND", "DEFENSIVE_REBOUND", "STEAL"})
_FREE_THROWS = frozenset({"FREE_THROW_MAKE", "FREE_THROW_MISS"})
_HOOP_Z = 3_048


@dataclass(frozen=True)
class Stint:
    """A player on the floor from `begin` until `end`."""

    player: int
    team: int
    begin: int
    end: int


class Scene:
    """Everybody's way through one session. `team` gives the id under which a side's players are told of."""

    def __init__(self, session_id: str, begin: int, end: int, stints: list[Stint], clocks: Clockwork | None) -> None:
        self.session_id = session_id
        self.begin = begin
        self.end = end
        self.stints = stints
        self.clocks = clocks
        self.paths: dict[int, Path] = {}
        self.ball = Ball([], {})

    def settle(self, known: dict[int, list[Spot]], invented: dict[int, list[Spot]], touches: list[Touch]) -> None:
        """Work out the ways from what is known and what was made up."""
        for player in {stint.player for stint in self.stints}:
            self.paths[player] = Path(known.get(player, ()), invented.get(player, ()))
        self.ball = Ball(touches, self.paths)

    def on_floor(self, t: int) -> list[Stint]:
        """Give who is on the floor at a moment."""
        return [stint for stint in self.stints if stint.begin <= t < stint.end]


def game_scene(session: Row, records: Sequence[Record], seed: str, until: int, team: int | None = None) -> Scene:
    """Work out a session of a game, or of a scrimmage, whose both squads are of one `team`.

    `until` is the session's end in epoch ms. What was entered and then taken back has happened on the floor too.
    """
    begin = int(session["started_at"])
    floor = Floor(records)
    stints = [
        Stint(player, team or side, start, end)
        for side in floor.teams
        for start, end, five in _shifts(floor, side, begin, until)
        for player in five
    ]
    scene = Scene(session["id"], begin, until, _joined_stints(stints), Clockwork(records))
    shots = _entered(records, "shots", "sid", session["id"])
    plays = _entered(records, "details", "sessionId", session["id"])
    screens = _entered(records, "ballscreens", "sessionId", session["id"])
    ends = {int(row["tid"]): 1 if row["hy"] > 0 else -1 for row in shots}
    hoop_y = max((abs(row["hy"]) for row in shots), default=12_725)
    known: dict[int, list[Spot]] = {}
    touches: list[Touch] = []
    for row in shots:
        _add_shot(row, known, touches)
    for row in screens:
        for player in row["screenerPlayerIds"]:
            known.setdefault(int(player), []).append(Spot(row["timestamp"], row["screenerX"], row["screenerY"]))
        touches += [Touch(row[key], int(row["ballHandlerPlayerId"])) for key in ("timestamp", "endTimestamp")]
    for row in plays:
        if "pid" not in row or row["teamId"] is None:
            continue
        if row["classification"] in _BALL_WON:
            touches.append(Touch(row["timestamp"], int(row["pid"])))
        elif row["classification"] in _FREE_THROWS:
            end = ends.get(int(row["teamId"]), 1)
            spot = Spot(row["timestamp"], 0, end * (hoop_y - _FREE_THROW_LINE))
            known.setdefault(int(row["pid"]), []).append(spot)
            touches.append(Touch(row["timestamp"], int(row["pid"]), (0, end * hoop_y, _HOOP_Z)))
    invented: dict[int, list[Spot]] = {}
    attacks = _entered(records, "possessions", None, "")
    for row in attacks:
        if begin <= row["start_timestamp"] < until:
            rng = Random(f"{seed}:{session['id']}:{row['start_timestamp']}")  # noqa: S311 - no secret
            touches += _attack(rng, row, floor, ends, hoop_y, invented)
    scene.settle(known, invented, _apart(touches))
    return scene


def drill_scene(session: PracticeSession, team: int, seed: str) -> Scene:
    """Work out a drill or a workout: who takes part is on the floor all the while, and shoots in turn."""
    rng = Random(f"{seed}:{session.id}")  # noqa: S311 - a practice, not a secret
    players = list(dict.fromkeys(int(row["pid"]) for row in session.shots))
    stints = [Stint(player, team, session.started_at, session.ended_at) for player in players]
    scene = Scene(session.id, session.started_at, session.ended_at, stints, None)
    known: dict[int, list[Spot]] = {}
    touches: list[Touch] = []
    for row in session.shots:
        _add_shot(row, known, touches)
    sign = 1 if not session.shots or session.shots[0]["hy"] > 0 else -1
    invented = {
        player: [
            Spot(t, rng.uniform(-5_000, 5_000), sign * rng.uniform(3_000, 9_000))
            for t in range(session.started_at, session.ended_at, 4_000)
        ]
        for player in players
    }
    scene.settle(known, invented, _apart(touches))
    return scene


def _add_shot(row: Row, known: dict[int, list[Spot]], touches: list[Touch]) -> None:
    if row["px"] is None or row["py"] is None:
        return
    player = int(row["pid"])
    known.setdefault(player, []).append(Spot(row["t"], row["px"], row["py"]))
    touches.append(Touch(row["t"], player, (row["hx"], row["hy"], row["hz"])))


def _attack(
    rng: Random, row: Row, floor: Floor, ends: dict[int, int], hoop_y: int, invented: dict[int, list[Spot]]
) -> list[Touch]:
    """Make up how the ten move in a possession; gives who brings the ball up."""
    team, begin, end = row["team_id"], row["start_timestamp"], row["end_timestamp"]
    sign = ends.get(team, 1)
    offense = floor.five(team, begin)
    defense = [five for other in floor.teams if other != team for five in floor.five(other, begin)]
    for place, player in enumerate(offense):
        guard = defense[place] if place < len(defense) else None
        for t in range(begin + _FIRST_SPOT_MS, end, _NEXT_SPOT_MS):
            x, y = (value + rng.uniform(-_JITTER, _JITTER) for value in _SPOTS[(place + t // 9_000) % len(_SPOTS)])
            invented.setdefault(player, []).append(Spot(t, -sign * x, sign * (hoop_y - y)))
            if guard is not None:
                spot = Spot(t + 150, -sign * x * _GUARD, sign * (hoop_y - y * _GUARD))
                invented.setdefault(guard, []).append(spot)
    if not offense or end - begin < _TOUCH_AFTER_MS:
        return []
    return [Touch(begin + _TOUCH_AFTER_MS, rng.choice(offense))]


def _apart(touches: list[Touch]) -> list[Touch]:
    """Leave out touches too near to a shot to be another's."""
    ordered = sorted(touches, key=lambda touch: (touch.t, touch.hoop is None, touch.player))
    shots = [touch.t for touch in ordered if touch.hoop is not None]
    return [
        touch
        for touch in ordered
        if touch.hoop is not None or not any(abs(touch.t - shot) <= 2 * STILL_MS for shot in shots)
    ]


def _entered(records: Sequence[Record], source: str, key: str | None, value: str) -> list[Row]:
    """Give the newest version of each row of a source that there ever was, those taken back too."""
    rows: dict[str, Row] = {}
    for record in records:
        if record.source == source and record.row is not None and (key is None or record.row.get(key) == value):
            rows[record.key] = record.row
    return list(rows.values())


def _shifts(floor: Floor, team: int, begin: int, until: int) -> list[tuple[int, int, list[int]]]:
    changes = floor.changes(team, begin, until)
    ends = [t for t, _ in changes[1:]] + [until]
    return [(start, end, five) for (start, five), end in zip(changes, ends, strict=True)]


def _joined_stints(stints: list[Stint]) -> list[Stint]:
    """Join the stints of a player that follow one another without a gap."""
    joined: dict[int, list[Stint]] = {}
    for stint in sorted(stints, key=lambda one: (one.player, one.begin)):
        mine = joined.setdefault(stint.player, [])
        if mine and mine[-1].end == stint.begin:
            mine[-1] = Stint(stint.player, stint.team, mine[-1].begin, stint.end)
        else:
            mine.append(stint)
    return [stint for mine in joined.values() for stint in mine]
