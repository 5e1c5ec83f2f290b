"""Who was part of the play, and for how long: minutes on the floor and possessions of one's team. Pure."""

from __future__ import annotations

from collections import Counter
from typing import Any

from broadcast.standin.playback import Playback
from broadcast.standin.world.clockwork import Clockwork, clock_ms

Row = dict[str, Any]


def presence(game: Playback, now: float) -> list[Row]:
    """Give the presence rows `{"pid", "tid", "totalStats": {"MIN", "POSSESSIONS"}}` (ASSUMED).

    Minutes are of the game clock, from the lineups; where a clock is unknown nobody's minutes are said. Possessions
    are those of the player's own team that ended with the player on the floor.
    """
    position = game.position(now)
    possessions: Counter[tuple[str, str]] = Counter()
    for row in game.timeline.table("possessions", position).values():
        for player in row.get("player_ids") or ():
            possessions[str(row.get("team_id")), str(player)] += 1
    seconds = _seconds(game, now)
    people = dict.fromkeys([*(seconds or ()), *possessions])
    rows = []
    for team, player in people:
        stats: dict[str, float] = {} if seconds is None else {"MIN": round(seconds.get((team, player), 0.0) / 60, 2)}
        rows.append({"pid": player, "tid": team, "totalStats": {**stats, "POSSESSIONS": possessions[team, player]}})
    return rows


def _seconds(game: Playback, now: float) -> dict[tuple[str, str], float] | None:
    """Give everybody's seconds on the floor; None where a clock is unknown."""
    position = game.position(now)
    shown = Clockwork(game.timeline.seen("clock", position)).at(game.present(now))
    rows = sorted(game.timeline.table("lineups", position).values(), key=lambda row: row.get("timestamp") or 0)
    periods = list(dict.fromkeys(row.get("period") for row in rows))
    seconds: dict[tuple[str, str], float] = {}
    for period in periods:
        for team in {row.get("team_id") for row in rows}:
            mine = [row for row in rows if row.get("team_id") == team and row.get("period") == period]
            times = [clock for row in mine if (clock := clock_ms(row.get("game_clock"))) is not None]
            if shown is None or len(times) < len(mine):
                return None
            if period != periods[-1]:
                last = 0.0
            elif shown.period in periods[:-1]:
                last = times[-1] if times else 0.0  # the clock of the new period has yet to be told
            else:
                last = shown.game if shown.period == period else 0.0
            for row, begin, end in zip(mine, times, [*times[1:], last], strict=True):
                for player in row["player_ids"]:
                    place = (str(team), str(player))
                    seconds[place] = seconds.get(place, 0.0) + max(begin - end, 0.0) / 1000
    return seconds
