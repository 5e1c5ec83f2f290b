"""Decoding of clock, totals, markers, sessions, schedule and rosters."""

from typing import Any

import pytest

from broadcast.eventapi.decode import decode_rows
from broadcast.eventapi.decode_game import period_order
from broadcast.eventapi.rows import Rejected

TOTALS: dict[str, Any] = {
    "awayTeamScore": {"teamId": "2", "value": 22},
    "homeTeamScore": {"teamId": "1", "value": 11},
    "period": "H2",
    "gameClock": "00:15:00",
    "status": "ACTIVE",
    "periodTotals": [
        {
            "awayTeamScore": {"teamId": "2", "value": 2},
            "homeTeamScore": {"teamId": "1", "value": 10},
            "period": "H2",
            "sessionId": "aa",
        },
        {
            "awayTeamScore": {"teamId": "2", "value": 20},
            "homeTeamScore": {"teamId": "1", "value": 1},
            "period": "H1",
            "sessionId": "bb",
        },
    ],
}
DECODED_TOTALS = {
    "home": {"team": "1", "score": 11},
    "away": {"team": "2", "score": 22},
    "period": "H2",
    "clock_ms": 900_000,
    "resolution_ms": 1000,
    "status": "live",
    "periods": [
        {"period": "H1", "home": 1, "away": 20, "session": "bb"},
        {"period": "H2", "home": 10, "away": 2, "session": "aa"},
    ],
}


def decoded(source: str, row: dict[str, Any]) -> tuple[str, dict[str, Any] | None, list[Rejected]]:
    """Return key and data of the only row, and what was reported."""
    rows, rejected = decode_rows(source, row)
    assert len(rows) == 1
    return rows[0].key, rows[0].data, rejected


@pytest.mark.parametrize("row", [TOTALS, {"gameTotals": TOTALS}])
def test_totals(row: dict[str, Any]) -> None:
    """The documented totals are decoded, bare or wrapped; the periods come in the order of play, not as
    sent.
    """
    assert decoded("totals", row) == ("game", DECODED_TOTALS, [])


def test_score_from_periods() -> None:
    """A score that is missing beside complete periods is their sum."""
    _, data, _ = decoded("totals", {**TOTALS, "homeTeamScore": {"teamId": "1", "value": None}})
    assert data is not None
    assert data["home"] == {"team": "1", "score": 11}


def test_totals_before_the_game() -> None:
    """Totals of nulls are no totals; with a status alone they are."""
    rows, rejected = decode_rows("totals", dict.fromkeys(TOTALS))
    assert rows == []
    assert rejected[0].reason == "totals that say nothing that is known"
    assert decoded("totals", {"status": "SCHEDULED"}) == ("game", {"status": "scheduled", "periods": []}, [])


def test_plain_scores() -> None:
    """A summary with plain scores is understood too."""
    _, data, rejected = decoded("broadcastsummary", {"home_score": 4, "away_score": "6", "home_team_id": 1})
    assert data == {"home": {"team": "1", "score": 4}, "away": {"score": 6}, "periods": []}
    assert rejected == []


@pytest.mark.parametrize("value", [-1, 1000, "many", 10**400])
def test_absurd_score(value: Any) -> None:
    """An absurd score is left out and reported, the rest stays."""
    _, data, rejected = decoded(
        "totals", {**TOTALS, "homeTeamScore": {"teamId": "1", "value": value}, "periodTotals": []}
    )
    assert data is not None
    assert "home" not in data
    assert data["away"] == {"team": "2", "score": 22}
    assert [problem.field for problem in rejected] == ["value"]


def test_period_that_cannot_be_kept() -> None:
    """A period without its name or a score is reported, the others stay."""
    broken = [{"period": "Q1"}, 7, {"homeTeamScore": {"value": 1}, "awayTeamScore": {"value": 2}}]
    _, data, rejected = decoded("totals", {**TOTALS, "periodTotals": [*broken, *TOTALS["periodTotals"]]})
    assert data == DECODED_TOTALS
    assert [problem.field for problem in rejected] == ["periodTotals"] * 3


def test_period_order() -> None:
    """Halves or quarters come first, then overtimes by number, then unknown names."""
    names = ["SHOOTOUT", "OT10", "OT2", "Q4", "OT", "Q1"]
    assert sorted(names, key=period_order) == ["Q1", "Q4", "OT", "OT2", "OT10", "SHOOTOUT"]


def test_clock() -> None:
    """A clock is read by any of the names of its parts."""
    assert decoded("clock", {"gc": "07:20.0", "sc": "14.0", "prd": "q1", "t": 9}) == (
        "game",
        {"period": "Q1", "clock_ms": 440_000, "resolution_ms": 100, "shot_clock_ms": 14_000, "at": 9},
        [],
    )
    long = {"game_clock": "07:20", "shot_clock": None, "period": "Q1"}
    assert decoded("clock", long)[1] == {"period": "Q1", "clock_ms": 440_000, "resolution_ms": 1000}


def test_clock_that_cannot_be_read() -> None:
    """An unreadable clock is kept as the feed wrote it, and reported."""
    _, data, rejected = decoded("clock", {"gc": "1:07:20", "prd": "Q1"})
    assert data == {"period": "Q1", "clock_text": "1:07:20"}
    assert [problem.field for problem in rejected] == ["gc"]


def test_clock_unknown() -> None:
    """Null clocks say nothing and are nothing to report."""
    assert decoded("clock", {"gc": None, "sc": None, "prd": None, "t": None}) == ("game", {}, [])


def test_markers() -> None:
    """Markers of sessions and of colors are decoded; a color comes as #RRGGBB."""
    session = {"type": "SESSION", "t": 5, "data": {"status": "STARTED", "sessionId": "s1", "period": "Q2"}}
    assert decoded("marker", session) == (
        "SESSION:5",
        {"type": "SESSION", "at": 5, "status": "STARTED", "session": "s1", "period": "Q2"},
        [],
    )
    colors = {
        "type": "COLORS",
        "t": 6,
        "data": {"home": {"jersey": "0066cc", "number": "#FFFFFF"}, "away": {"jersey": "red"}},
    }
    key, data, rejected = decoded("marker", colors)
    assert key == "COLORS:6"
    assert data == {
        "type": "COLORS",
        "at": 6,
        "colors": {"home": {"color": "#0066CC", "text_color": "#FFFFFF"}},
    }
    assert [problem.field for problem in rejected] == ["jersey"]


def test_event() -> None:
    """The sessions of a game are decoded; one that still runs has no end."""
    event = {
        "id": "e1",
        "name": "One vs Two",
        "game_type": "QUARTER",
        "results": [
            {
                "id": "s1",
                "name": None,
                "type": "GAME_ROUND",
                "started_at": 10,
                "ended_at": 20,
                "_shots": "http://h/1",
            },
            {"id": "s2", "name": "Q2", "started_at": 30, "ended_at": None},
            {"name": "no id"},
        ],
    }
    _, data, rejected = decoded("event", event)
    assert data == {
        "name": "One vs Two",
        "format": "QUARTER",
        "sessions": [
            {"id": "s1", "started_at": 10, "ended_at": 20},
            {"id": "s2", "period": "Q2", "started_at": 30},
        ],
    }
    assert [problem.field for problem in rejected] == ["results"]


def test_schedule() -> None:
    """The documented sample of a scheduled game is decoded; numeric team ids become text."""
    game = {
        "event_id": "062a3726",
        "facility_name": "Lab",
        "court_name": "main court",
        "tournament": None,
        "tipoff_at": 1604052000000,
        "gender": "MEN",
        "status": "ACTIVE",
        "home_team_id": 481,
        "home_team_name": "One",
        "away_team_id": 493,
        "away_team_name": "Two",
        "officials_team_id": 0,
        "_results": "https://api.shottracker.com/v1/data/games/cf3ba789",
    }
    assert decoded("schedule", game)[1] == {
        "event_id": "062a3726",
        "status": "live",
        "tipoff_at": 1604052000000,
        "venue": "Lab",
        "gender": "MEN",
        "home": {"id": "481", "name": "One"},
        "away": {"id": "493", "name": "Two"},
        "results_url": "https://api.shottracker.com/v1/data/games/cf3ba789",
    }
    assert decoded("schedule", {**game, "status": "Rain_Delay"})[1]["status"] == "rain_delay"  # type: ignore[index]


def test_roster() -> None:
    """A roster is decoded with the number as it is worn; an address that is not http is left out."""
    team = {
        "id": 461,
        "name": "One",
        "logo_image_link": "javascript:alert(1)",
        "team_images": {"logo_dark": "https://h/logo.png"},
        "players": [
            {
                "id": 7,
                "first_name": "Ann",
                "last_name": "Bell",
                "jersey_number": 0,
                "jersey_number_str": "00",
                "position": "G",
                "is_starter": True,
                "is_active": False,
                "team_player_images": {"headshot_light": "https://h/7.png"},
            },
            {"id": "8", "display_name": "Cole", "jersey_number": 0},
            {"display_name": "nobody"},
        ],
    }
    key, data, rejected = decoded("roster", team)
    assert key == "461"
    assert data == {
        "id": "461",
        "name": "One",
        "logo": "https://h/logo.png",
        "players": {
            "7": {
                "name": "Ann Bell",
                "first_name": "Ann",
                "last_name": "Bell",
                "jersey": "00",
                "position": "G",
                "picture": "https://h/7.png",
                "starter": True,
                "active": False,
            },
            "8": {"name": "Cole", "display_name": "Cole", "jersey": "0"},
        },
    }
    assert [problem.field for problem in rejected] == ["logo_image_link", "players"]
