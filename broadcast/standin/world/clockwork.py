"""What the scoreboard showed at any moment, from the clock rows of a recording. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from broadcast.recordings.format import Record


class Shown(NamedTuple):
    """The clocks at one moment, in ms left; the shot clock None where it is dark."""

    period: str
    game: float
    shot: float | None


class Clockwork:
    """Reads between the rows: from one to the next a clock goes evenly."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._times: list[int] = []
        self._shown: list[Shown] = []
        for record in records:
            if record.source != "clock" or record.row is None:
                continue
            game = clock_ms(record.row["gc"])
            if game is not None:
                self._times.append(record.row["t"])
                self._shown.append(Shown(str(record.row["prd"]), game, clock_ms(record.row["sc"])))

    def at(self, t: int) -> Shown | None:
        """Give what showed at a moment in epoch ms; None before the first row."""
        index = bisect_right(self._times, t) - 1
        if index < 0:
            return None
        shown = self._shown[index]
        if index + 1 == len(self._times) or self._times[index] == t:
            return shown
        after = self._shown[index + 1]
        if after.period != shown.period or after.game > shown.game:
            return shown
        share = (t - self._times[index]) / (self._times[index + 1] - self._times[index])
        shot = shown.shot
        if shot is not None and after.shot is not None and after.shot <= shot:
            shot += (after.shot - shot) * share
        return Shown(shown.period, shown.game + (after.game - shown.game) * share, shot)


def clock_ms(text: str | None) -> float | None:
    """Read `mm:ss.t` or `ss.t`; None for what is no clock."""
    if not text:
        return None
    minutes, _, seconds = text.rpartition(":")
    try:
        return (int(minutes or 0) * 60 + float(seconds)) * 1000
    except ValueError:
        return None


def clock_text(ms: float | None, digits: int = 1) -> str | None:
    """Write a game clock as `mm:ss.t`, cut to so many digits."""
    if ms is None:
        return None
    scale = 10**digits
    minutes, rest = divmod(int(ms) * scale // 1000, 60 * scale)
    return f"{minutes:02d}:{rest // scale:02d}.{rest % scale:0{digits}d}"


def shot_clock_text(ms: float | None, digits: int = 1) -> str | None:
    """Write a shot clock as `ss.t`, cut to so many digits."""
    if ms is None:
        return None
    scale = 10**digits
    whole = int(ms) * scale // 1000
    return f"{whole // scale:02d}.{whole % scale:0{digits}d}"


class Floor:
    """Who of each team was on the floor, from the lineups of a recording."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._times: dict[int, list[int]] = {}
        self._fives: dict[int, list[list[int]]] = {}
        rows = [record.row for record in records if record.source == "lineups" and record.row is not None]
        for row in sorted(rows, key=lambda row: int(row["timestamp"])):
            self._times.setdefault(row["team_id"], []).append(row["timestamp"])
            self._fives.setdefault(row["team_id"], []).append(row["player_ids"])

    @property
    def teams(self) -> list[int]:
        """The teams that have lineups."""
        return list(self._times)

    def five(self, team: int, t: int) -> list[int]:
        """Give the players of a team on the floor at a moment; empty before its first lineup."""
        index = bisect_right(self._times.get(team, []), t) - 1
        return self._fives[team][index] if index >= 0 else []

    def changes(self, team: int, begin: int, end: int) -> list[tuple[int, list[int]]]:
        """Give the fives of a team from `begin` until `end`, each with the moment from which it counts."""
        times = self._times.get(team, [])
        inside = [(t, five) for t, five in zip(times, self._fives.get(team, []), strict=True) if begin < t < end]
        first = self.five(team, begin)
        return [(begin, first), *inside] if first else inside
