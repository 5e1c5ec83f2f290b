"""A small fictional game of two quarters, written by hand: 70 s, every source, a shot taken back."""

from __future__ import annotations

from typing import Any

from broadcast.recordings.format import Header, Record, Recording

T0 = 1_700_000_000_000
EVENT_ID = "0d4c7f52-0000-4000-8000-000000000001"
HOME, AWAY = 461, 552
SESSIONS = ("5e550000-0000-4000-8000-000000000001", "5e550000-0000-4000-8000-000000000002")
TIPOFF = 10_000
END = 70_000


def shot(at: int, pid: int, team: int, *, made: bool, session: int = 0) -> dict[str, Any]:
    """Give a shot in the wire's keys."""
    return {
        "label": None,
        "t": T0 + at,
        "pid": str(pid),
        "tid": str(team),
        "sid": SESSIONS[session],
        "sst": "GAME_ROUND",
        "gid": EVENT_ID,
        "st": "MAKE" if made else "MISS",
        "is3": False,
        "pts": 2 if made else -1,
        "gc": "09:50.0",
        "sc": "14.0",
        "s": "RECORDED",
        "prd": f"Q{session + 1}",
    }


def play(at: int, pid: int, team: int, classification: str, session: int = 0) -> dict[str, Any]:
    """Give a play in the wire's keys, those that the tests read."""
    return {
        "type": "ACTUAL",
        "eventId": f"play-{at}",
        "timestamp": T0 + at,
        "teamId": str(team),
        "sessionId": SESSIONS[session],
        "gameId": EVENT_ID,
        "stats": {},
        "corrected": False,
        "gameClock": "09:50.0",
        "shotClock": None,
        "period": f"Q{session + 1}",
        "classification": classification,
        "description": "Ada Marsh plays on",
        "act": "PLAYER",
        "pid": str(pid),
    }


def totals(home: int, away: int, status: str = "ACTIVE", period: str = "Q1") -> dict[str, Any]:
    """Give a gameTotals object."""
    return {
        "awayTeamScore": {"teamId": str(AWAY), "value": away},
        "homeTeamScore": {"teamId": str(HOME), "value": home},
        "period": period,
        "gameClock": "00:09:50",
        "status": status,
        "periodTotals": [],
    }


def marker(kind: str, at: int, **data: Any) -> Record:
    """Give a marker record."""
    return Record(at, "marker", f"{kind}:{T0 + at}", {"type": kind, "t": T0 + at, "data": data})


def stats(at: int, pid: int, team: int, **line: int) -> Record:
    """Give a live stats record: the stats that changed, as totals of the game."""
    row = {"pid": str(pid), "tid": str(team), "sid": SESSIONS[0], "t": T0 + at, "totalStats": line}
    return Record(at, "stats", f"{team}:{pid}", row)


def lineup(at: int, team: int, players: list[int]) -> Record:
    """Give a lineup record."""
    row = {"team_id": team, "player_ids": players, "timestamp": T0 + at, "period": "Q1"}
    return Record(at, "lineups", f"{team}:{T0 + at}", row)


def possession(at: int, team: int) -> Record:
    """Give a possession record."""
    row = {
        "team_id": team,
        "_locations": None,
        "start_timestamp": T0 + at - 5000,
        "end_timestamp": T0 + at,
        "start_game_clock": "09:55.0",
        "period": "Q1",
        "stats": [{"timestamp": T0 + at, "game_clock": "09:50.0"}],
    }
    return Record(at, "possessions", f"{team}:{T0 + at - 5000}", row)


def clock(at: int) -> Record:
    """Give a clock record."""
    return Record(at, "clock", "game", {"gc": "09:50.0", "sc": "14.0", "prd": "Q1", "t": T0 + at})


def header(event_id: str = EVENT_ID) -> Header:
    """Give the header of the game."""
    return Header(
        t0=T0,
        rules="FIBA",
        game={
            "event_id": event_id,
            "facility_name": "Harbor Hall",
            "court_name": "main court",
            "location_id": "court@facility",
            "tournament": None,
            "tipoff_at": T0 + TIPOFF,
            "gender": "WOMEN",
            "home_team_id": HOME,
            "home_team_name": "Harbor Herons",
            "home_team_reference_id": "H-1",
            "away_team_id": AWAY,
            "away_team_name": "Valley Voles",
            "away_team_reference_id": "V-1",
        },
        event={
            "id": event_id,
            "name": "Harbor Herons vs Valley Voles",
            "game_type": "QUARTER",
            "results": [
                {"id": SESSIONS[0], "started_at": T0 + 10_000, "ended_at": T0 + 40_000},
                {"id": SESSIONS[1], "started_at": T0 + 45_000, "ended_at": T0 + 65_000},
            ],
        },
        rosters=[
            {"id": HOME, "name": "Harbor Herons", "reference_id": "H-1", "players": [player(1), player(2)]},
            {"id": AWAY, "name": "Valley Voles", "reference_id": "V-1", "players": [player(7)]},
        ],
    )


def player(number: int) -> dict[str, Any]:
    """Give a player of a roster, with the keys that the tests read."""
    return {
        "id": number,
        "first_name": "Ada",
        "last_name": f"Marsh {number}",
        "profile_image_link": None,
        "jersey_number_str": "00",
    }


def game(event_id: str = EVENT_ID) -> Recording:
    """Give the game: tip-off at 10 s, a basket at 20 s taken back at 30 s, the end at 65 s."""
    records = [
        Record(0, "totals", "game", totals(0, 0, "SCHEDULED")),
        marker("COLORS", 5_000, home={"jersey": "#004488", "number": "#FFFFFF"}),
        marker("GAME", 10_000, status="STARTED", gameId=event_id),
        marker("SESSION", 10_001, status="STARTED", sessionId=SESSIONS[0], period="Q1"),
        lineup(10_002, HOME, [1, 2, 3, 4, 5]),
        lineup(10_003, AWAY, [6, 7, 8, 9, 10]),
        clock(10_004),
        Record(20_000, "shots", f"{SESSIONS[0]}:1:{T0 + 20_000}", shot(20_000, 1, HOME, made=True)),
        Record(20_000, "details", "play-20000", play(20_000, 1, HOME, "TWO_POINT_MAKE")),
        stats(20_001, 1, HOME, FG=1, FGA=1, PTS=2, TEAM_SCORE=2),
        Record(20_002, "totals", "game", totals(2, 0)),
        clock(21_000),
        possession(25_000, HOME),
        stats(26_000, 7, AWAY, TO=1),
        Record(30_000, "shots", f"{SESSIONS[0]}:1:{T0 + 20_000}", None),
        Record(30_000, "details", "play-20000", None),
        stats(30_001, 1, HOME, FG=0, FGA=0, PTS=0, TEAM_SCORE=0),
        Record(30_002, "totals", "game", totals(0, 0)),
        lineup(35_000, HOME, [1, 2, 3, 4, 11]),
        marker("SESSION", 40_000, status="ENDED", sessionId=SESSIONS[0], period="Q1"),
        marker("SESSION", 45_000, status="STARTED", sessionId=SESSIONS[1], period="Q2"),
        Record(50_000, "shots", f"{SESSIONS[1]}:7:{T0 + 50_000}", shot(50_000, 7, AWAY, made=True, session=1)),
        stats(50_001, 7, AWAY, FG=1, FGA=1, PTS=2, TEAM_SCORE=2),
        Record(50_002, "totals", "game", totals(0, 2, period="Q2")),
        clock(60_000),
        marker("GAME", 65_000, status="GAME_END", gameId=event_id),
        Record(65_001, "totals", "game", totals(0, 2, "ENDED", "Q2")),
        clock(END),
    ]
    return Recording(header(event_id), records)


SEQUENCED = ("marker", "stats", "shots", "details", "possessions", "lineups")
COUNT = sum(record.source in SEQUENCED for record in game().records)
"""How many rows of the game have a sequence number."""
