"""A small invented game in decoded rows (docs/rows.md), and ways to put rows into a document."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from broadcast.basketball.document import GameDocument
from broadcast.basketball.merge import Stamp
from broadcast.basketball.tables import SEQUENCED, Data

HOME, AWAY = "100", "200"
HOME_FIVE = tuple(f"10{number}" for number in range(1, 6))
AWAY_FIVE = tuple(f"20{number}" for number in range(1, 6))
T0 = 1_800_000_000_000

STATS: dict[str, dict[str, float]] = {
    "TWO_POINT_MAKE": {"PTS": 2, "FG": 1, "FGA": 1},
    "TWO_POINT_MISS": {"FGA": 1},
    "THREE_POINT_MAKE": {"PTS": 3, "FG": 1, "FGA": 1, "FG3": 1, "FGA3": 1},
    "FREE_THROW_MAKE": {"PTS": 1, "FT": 1, "FTA": 1},
    "ASSIST": {"AST": 1},
    "PERSONAL_FOUL": {"FL": 1},
    "OFFENSIVE_FOUL": {"FL": 1},
}


class Put(NamedTuple):
    """One row to put into a document. `data` is `None` for a row taken back."""

    source: str
    key: str
    data: Data | None


def schedule(**more: Any) -> Put:
    """Return the schedule's row."""
    teams = {"home": {"id": HOME, "name": "Harbor City"}, "away": {"id": AWAY, "name": "Hill Valley"}}
    return Put("schedule", "game", {"event_id": "e1", "status": "live", **teams, **more})


def roster(team: str, size: int = 8, **more: Any) -> Put:
    """Return a roster: the first five start."""
    players = {
        f"{team[0]}0{number}": {"name": f"Player {team[0]}{number}", "jersey": f"{number:02d}", "starter": number <= 5}
        for number in range(1, size + 1)
    }
    return Put("roster", team, {"id": team, "name": f"Team {team}", "players": players, **more})


def play(
    second: int, kind: str, team: str | None = HOME, player: str | None = None, key: str | None = None, **more: Any
) -> Put:
    """Return a play `second` seconds of game time into its period (12 minutes long), of the first quarter if unsaid."""
    data: Data = {
        "at": T0 + 1_000 * second,
        "period": "Q1",
        "clock_ms": 720_000 - 1_000 * second,
        "classification": kind,
        "text": f"{kind} {player or team}",
        "stats": dict(STATS.get(kind, {})),
        "corrected": False,
    }
    if team is not None:
        data["team"] = team
    if player is not None:
        data["player"] = player
    data |= more
    return Put("details", key or f"{second}:{kind}:{player or team}", data)


def lineup(second: int, team: str, players: Iterable[str], **more: Any) -> Put:
    """Return a lineups row."""
    data = {"team": team, "players": list(players), "at": T0 + 1_000 * second, "period": "Q1"}
    return Put("lineups", f"{team}:{data['at']}", data | {"clock_ms": 720_000 - 1_000 * second} | more)


def shot(second: int, player: str, *, made: bool = True, three: bool = False, **more: Any) -> Put:
    """Return a shot."""
    team = HOME if player.startswith("1") else AWAY
    data = {"team": team, "player": player, "at": T0 + 1_000 * second, "period": "Q1", "made": made, "three": three}
    place = {"x": 1_000, "y": 2_000, "distance": 2_236, "attributes": []}
    return Put("shots", f"s:{player}:{data['at']}", data | place | more)


def stats(player: str, line: dict[str, float], **more: Any) -> Put:
    """Return a stats row."""
    team = HOME if player.startswith("1") else AWAY
    return Put("stats", f"{team}:{player}", {"team": team, "player": player, "scope": "game", "stats": line, **more})


def totals(home: int, away: int, *, periods: Iterable[tuple[str, int, int]] = (), **more: Any) -> Put:
    """Return the totals."""
    sides = {"home": {"team": HOME, "score": home}, "away": {"team": AWAY, "score": away}}
    parts = [{"period": name, "home": one, "away": other} for name, one, other in periods]
    return Put("totals", "game", {**sides, "periods": parts, **more})


OPENING = (schedule(), roster(HOME), roster(AWAY))


def stamp_of(source: str, n: int) -> Stamp:
    """Return the stamp of the n-th row of a stream."""
    return Stamp(0, n if source in SEQUENCED else 0, n)


def document(*rows: Put, rules: str = "NBA", opening: Iterable[Put] = OPENING) -> GameDocument:
    """Return a document that these rows, in this order, have been put into, its topics computed once."""
    made = GameDocument("e1", rules)
    feed(made, (*opening, *rows))
    made.topics()
    return made


def feed(target: GameDocument, rows: Iterable[Put], start: int = 1) -> int:
    """Put rows into a document, numbered from `start`, and return the next number."""
    number = start
    for number, (source, key, data) in enumerate(rows, start=start):
        target.put(source, key, data, stamp_of(source, number), T0 + 100 * number)
    return number + 1
