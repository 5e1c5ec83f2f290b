"""Rows in wire form (docs/rows.md) made from plays: pure functions, one for each source.

Keys are the Event API's own and complete: what is not known is null, and no key is added.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from uuid import NAMESPACE_URL, uuid5

from broadcast.recordings.format import Row
from broadcast.recordings.plays import STAT_NAMES, Game, Play

SESSION_TYPE = "GAME_ROUND"


def made_id(*parts: object) -> str:
    """Make the id of a thing that has none at its source: a uuid that depends on the parts alone."""
    return str(uuid5(NAMESPACE_URL, "courtside:" + ":".join(str(part) for part in parts)))


def game_clock(ms: int | None) -> str | None:
    """Write a game clock as `mm:ss.t`, cut (not rounded) to the tenth as a scoreboard does."""
    if ms is None:
        return None
    minutes, rest = divmod(ms, 60_000)
    return f"{minutes:02d}:{rest // 1000:02d}.{rest % 1000 // 100}"


def shot_clock(ms: int | None) -> str | None:
    """Write a shot clock as `ss.t`."""
    return None if ms is None else f"{ms // 1000:02d}.{ms % 1000 // 100}"


def totals_clock(ms: int | None) -> str | None:
    """Write the clock of `gameTotals` as `hh:mm:ss`."""
    if ms is None:
        return None
    seconds = ms // 1000
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def detail_key(play: Play) -> str:
    """The key of a play's details row."""
    return play.id


def detail_row(game: Game, play: Play) -> Row:
    """The details row of a play."""
    session = game.sessions[play.period]
    place = _place(game, play)
    base, actual = STAT_NAMES.get(play.classification, (None, None))
    counted = play.player is not None
    row: Row = {
        "type": "ACTUAL",
        "eventId": play.id,
        "timestamp": play.at,
        "teamId": _text(play.team),
        "sessionType": SESSION_TYPE,
        "sessionId": session,
        "practiceId": None,
        "practiceDefinitionId": None,
        "drillDefinitionId": None,
        "gameId": game.event_id,
        "stats": dict(play.stats),
        "corrected": play.corrected,
        "facilityId": game.facility_id,
        "courtId": game.court_id,
        "gameClock": game_clock(play.clock_ms),
        "shotClock": shot_clock(play.shot_clock_ms),
        "period": play.period,
        "playerX": place[0] if place else None,
        "playerY": place[1] if place else None,
        "playerZ": None,
        "hoopToEventX": play.shot.x if play.shot else None,
        "hoopToEventY": play.shot.y if play.shot else None,
        "clipId": None,
        "classification": play.classification,
        "description": play.text,
        "videoAttributes": {
            "facilityId": game.facility_id,
            "courtId": game.court_id,
            "sessionId": session,
        },
        "baseStats": base if counted else None,
        "actualStats": actual if counted else None,
        "key": {"actorId": _text(play.player if counted else play.team), "timestamp": play.at},
        "act": "PLAYER" if counted else "TEAM",
    }
    if counted:
        row["pid"] = _text(play.player)
    return row


def shot_key(game: Game, play: Play) -> str:
    """The key of a field goal's shots row."""
    return f"{game.sessions[play.period]}:{play.player}:{play.at}"


def shot_row(game: Game, play: Play) -> Row:
    """The shots row of a field goal; raises ValueError for a play that is none."""
    if play.shot is None:
        raise ValueError(f"expected a field goal, got {play.classification} {play.id}")
    shot = play.shot
    place = _place(game, play)
    hoop_y = shot.end * game.hoop_y
    return {
        "label": None,
        "t": play.at,
        "pid": _text(play.player),
        "tid": _text(play.team),
        "sid": game.sessions[play.period],
        "sst": SESSION_TYPE,
        "gid": game.event_id,
        "st": "MAKE" if shot.made else "MISS",
        "is3": shot.three,
        "pts": play.points if shot.made else -1,
        "z": shot.zone,
        "az": shot.advanced_zone,
        "px": place[0] if place else None,
        "py": place[1] if place else None,
        "pz": None,
        "hx": 0,
        "hy": hoop_y,
        "hz": game.hoop_z,
        "hsx": shot.x,
        "hsy": shot.y,
        "s": "RECORDED",
        "drb": shot.dribbles,
        "dd": None,
        "fid": game.facility_id,
        "hid": made_id(game.court_id, "hoop", shot.end),
        "gc": game_clock(play.clock_ms),
        "sc": shot_clock(play.shot_clock_ms),
        "prd": play.period,
        "attributes": list(shot.attributes),
        "players": [],
        "d": math.hypot(place[0], hoop_y - place[1]) / 10 if place else None,
        "shotDefenders": [],
    }


def stats_key(team: int, player: int) -> str:
    """The key of a player's stats rows."""
    return f"{team}:{player}"


def stats_row(game: Game, play: Play, player: int, classification: str, totals: Mapping[str, int]) -> Row:
    """A live stats row: the current totals of the game for the stats that `play` changed."""
    return {
        "pid": str(player),
        "tid": _text(play.team),
        "sid": game.sessions[play.period],
        "t": play.at,
        "classification": classification,
        "totalStats": dict(totals),
    }


def lineup_row(team: int, players: Sequence[int], at: int, period: str, clock_ms: int | None) -> Row:
    """A lineups row: the five of one team from `at` on."""
    return {
        "team_id": team,
        "player_ids": list(players),
        "timestamp": at,
        "period": period,
        "game_clock": game_clock(clock_ms),
    }


def clock_row(at: int, period: str, clock_ms: int, shot_clock_ms: int | None) -> Row:
    """A clock row: what the scoreboard shows at one moment."""
    return {"gc": game_clock(clock_ms), "sc": shot_clock(shot_clock_ms), "prd": period, "t": at}


def location_row(
    tag: str,
    team: int | None,
    player: int | None,
    session: str,
    at: int,
    place: tuple[int, int, int],
    clocks: tuple[int | None, int | None],
) -> Row:
    """A locations row: where a player, or the ball (no team, no player), is at one moment; mm from the center.

    `clocks` are the game clock and the shot clock, ms. Clocks are spelled with hundredths here (EVENT_API.md 5.11).
    """
    game_ms, shot_ms = clocks
    return {
        "x": place[0],
        "y": place[1],
        "z": place[2],
        "t": at,
        "type": "BALL" if player is None else "PLAYER",
        "sid": session,
        "tag": tag,
        "tid": team,
        "speed": None,
        "pid": player,
        "gc": None if game_ms is None else f"{game_ms // 60_000:02d}:{_hundredths(game_ms % 60_000)}",
        "sc": None if shot_ms is None else _hundredths(shot_ms),
    }


def _hundredths(ms: int) -> str:
    return f"{ms // 1000:02d}.{ms % 1000 // 10:02d}"


def totals_row(
    game: Game,
    status: str,
    period: str,
    clock_ms: int | None,
    scores: Mapping[str, Mapping[int, int]],
) -> Row:
    """The `gameTotals` object. `scores` are the points of each period begun so far, oldest first, by team."""

    def score(team: int, value: int) -> Row:
        return {"teamId": str(team), "value": value}

    def both(points: Mapping[int, int]) -> Row:
        return {
            "awayTeamScore": score(game.away, points[game.away]),
            "homeTeamScore": score(game.home, points[game.home]),
        }

    whole = {team: sum(points[team] for points in scores.values()) for team in (game.home, game.away)}
    return {
        **both(whole),
        "period": period,
        "gameClock": totals_clock(clock_ms),
        "status": status,
        "periodTotals": [
            {**both(points), "period": name, "sessionId": game.sessions[name]}
            for name, points in reversed(list(scores.items()))
        ],
    }


def marker_row(kind: str, at: int, data: Row) -> Row:
    """A marker row."""
    return {"type": kind, "t": at, "data": data}


def _place(game: Game, play: Play) -> tuple[int, int] | None:
    """Where on the court a shot was taken (EVENT_API.md section 6): mm from the center, x across, y along."""
    shot = play.shot
    if shot is None or shot.x is None or shot.y is None:
        return None
    return -shot.end * shot.x, shot.end * (game.hoop_y - shot.y)


def _text(value: int | None) -> str | None:
    return None if value is None else str(value)
