"""Decoding of shots, plays, stats, possessions and lineups."""

from typing import Any

import pytest

from broadcast.eventapi.decode import decode_rows
from broadcast.eventapi.rows import Row

SHOT: dict[str, Any] = {
    "label": None,
    "t": 1663870491879,
    "pid": "7269",
    "tid": "552",
    "sid": "587af773",
    "sst": "GAME_ROUND",
    "gid": "5806b1d1",
    "st": "MISS",
    "is3": False,
    "pts": -1,
    "z": 8,
    "az": 12,
    "px": 3117,
    "py": 7899,
    "pz": 444,
    "hx": -44,
    "hy": 12783,
    "hz": 2990,
    "hsx": -3160,
    "hsy": 4884,
    "s": "RECORDED",
    "gc": None,
    "sc": None,
    "prd": "Q1",
    "attributes": ["OTD"],
    "players": ["7259"],
    "d": 581.7677973212337,
    "shotDefenders": [7092],
}
DECODED_SHOT = {
    "team": "552",
    "player": "7269",
    "at": 1663870491879,
    "session": "587af773",
    "period": "Q1",
    "made": False,
    "three": False,
    "x": -3160,
    "y": 4884,
    "distance": 5818,
    "zone": 8,
    "advanced_zone": 12,
    "attributes": ["OTD"],
}
PLAY: dict[str, Any] = {
    "type": "ACTUAL",
    "eventId": "6a92509b",
    "timestamp": 1663870476541,
    "teamId": "526",
    "sessionId": "587af773",
    "gameId": "5806b1d1",
    "stats": {"LBTO": 1, "TO": 1},
    "corrected": False,
    "gameClock": "07:20.0",
    "shotClock": None,
    "period": "Q1",
    "playerX": -2516,
    "hoopToEventX": -2562,
    "hoopToEventY": 10055,
    "classification": "LIVE_BALL_TURNOVER",
    "description": "Player one live ball turnover",
    "key": {"actorId": "7097", "timestamp": 1663870476541},
    "act": "PLAYER",
    "pid": "7097",
}


def one(source: str, row: dict[str, Any]) -> Row:
    """Return the only row, which must come without any report."""
    rows, rejected = decode_rows(source, [row])
    assert rejected == []
    assert len(rows) == 1
    return rows[0]


def fields_left_out(source: str, row: dict[str, Any]) -> tuple[dict[str, Any], list[str | None]]:
    """Return the data of the only row and the names of what was left out of it."""
    rows, rejected = decode_rows(source, [row])
    assert len(rows) == 1
    assert rows[0].data is not None
    return rows[0].data, [problem.field for problem in rejected]


def reason_of_rejection(source: str, row: Any) -> str:
    """Return why the only row was left out."""
    rows, rejected = decode_rows(source, [row])
    assert rows == []
    assert rejected[-1].field is None
    return rejected[-1].reason


def test_game_shot() -> None:
    """The documented sample of a game shot is decoded."""
    row = one("shots", SHOT)
    assert (row.source, row.key, row.data, row.raw) == (
        "shots",
        "587af773:7269:1663870491879",
        DECODED_SHOT,
        SHOT,
    )


def test_session_shot() -> None:
    """A session shot, in long names under its team and player, becomes the same form with a row that stands
    alone.
    """
    shot = {
        "occurred_at": 1663870491879,
        "is_make": True,
        "is_3point": True,
        "zone": 1,
        "advanced_zone": 2,
        "hoop_player_x": 12,
        "hoop_player_y": 3,
        "status": "RECORDED",
        "game_clock": "1:2.3",
        "shot_clock": "4.5",
        "period": "Q1",
        "attributes": ["DUNK"],
    }
    team = {
        "id": 461,
        "name": "Lab",
        "player_shots": [{"id": 123, "player_details": {"id": 123}, "shots": [shot]}],
    }
    row = one("shots", team)
    assert row.key == ":123:1663870491879"
    assert row.data == {
        "team": "461",
        "player": "123",
        "at": 1663870491879,
        "period": "Q1",
        "clock_ms": 62_300,
        "shot_clock_ms": 4_500,
        "made": True,
        "three": True,
        "x": 12,
        "y": 3,
        "distance": 12,
        "zone": 1,
        "advanced_zone": 2,
        "attributes": ["DUNK"],
    }
    assert one("shots", row.raw) == row


@pytest.mark.parametrize("player", [7269, "7269", 7269.0, "7269.0", " 7269 "])
def test_ids(player: Any) -> None:
    """An id is the same text however it is written."""
    data = one("shots", {**SHOT, "pid": player}).data
    assert data is not None
    assert data["player"] == "7269"


@pytest.mark.parametrize("nobody", [None, "", "None", "null", 0, "0", True, 1.5, float("nan"), [], {}])
def test_no_id(nobody: Any) -> None:
    """What is no id leaves the player out; it never becomes a text such as "None"."""
    row = one("shots", {**SHOT, "pid": nobody})
    assert row.data == {name: value for name, value in DECODED_SHOT.items() if name != "player"}
    assert row.key == "587af773::1663870491879"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"t": None}, "a shot without a time"),
        ({"t": -5}, "a shot without a time"),
        ({"t": "yesterday"}, "a shot without a time"),
        ({"tid": None}, "a shot without a team"),
        ({"st": "BLOCKED"}, "a shot that is neither made nor missed"),
        ({"st": None}, "a shot that is neither made nor missed"),
    ],
)
def test_shot_that_cannot_be_kept(change: dict[str, Any], reason: str) -> None:
    """A shot without time, team or result is left out, with the reason."""
    assert reason_of_rejection("shots", {**SHOT, **change}) == reason


@pytest.mark.parametrize(
    ("change", "lost", "reported"),
    [
        ({"gc": "-1:00"}, {"clock_ms"}, ["gc"]),
        ({"z": "left corner"}, {"zone"}, ["z"]),
        ({"d": -3}, set(), ["d"]),
        ({"d": 4001}, set(), ["d"]),
    ],
)
def test_absurd_values(change: dict[str, Any], lost: set[str], reported: list[str]) -> None:
    """An absurd value is left out of its shot and reported; the rest of the shot stays."""
    data, fields = fields_left_out("shots", {**SHOT, **change})
    assert fields == reported
    assert not lost & set(data)
    assert data["team"] == "552"


def test_absurd_position() -> None:
    """A place beyond 40 m is not used; the court's own coordinates give it, and the hoop's side is
    respected.
    """
    data, fields = fields_left_out("shots", {**SHOT, "hsx": 40_001})
    assert fields == ["hsx"]
    assert (data["x"], data["y"]) == (-3161, 4884)
    data, fields = fields_left_out(
        "shots", {**SHOT, "hsx": 1e9, "hy": -12566, "py": -2511, "px": -2516, "hx": 46}
    )
    assert (data["x"], data["y"]) == (-2562, 10055)


def test_position_unknown() -> None:
    """A shot whose places are all absurd stays, without a place; the distance that was sent is kept."""
    data, fields = fields_left_out("shots", {**SHOT, "hsx": 10**9, "hsy": "x", "px": 10**6})
    assert fields == ["hsx", "hsy", "px"]
    assert "x" not in data
    assert "y" not in data
    assert data["distance"] == 5818


@pytest.mark.parametrize(
    ("sent", "three", "reported"),
    [({"is3": None, "pts": 3}, True, 0), ({"is3": None, "pts": 2}, False, 0), ({"is3": None}, False, 1)],
)
def test_three_from_points(sent: dict[str, Any], three: bool, reported: int) -> None:
    """Where it is not said whether a shot was for three, its points say it; where they do not, that is
    reported.
    """
    data, fields = fields_left_out("shots", {**SHOT, **sent})
    assert data["three"] is three
    assert fields == ["is3"] * reported


def test_deleted_shot() -> None:
    """A shot with status DELETED is a row taken back, with the key of the shot."""
    row = one("shots", {**SHOT, "s": "DELETED"})
    assert (row.key, row.data) == ("587af773:7269:1663870491879", None)


def test_play() -> None:
    """The documented sample of a play is decoded; its place is in the frame of the hoop."""
    row = one("details", PLAY)
    assert row.key == "6a92509b"
    assert row.data == {
        "at": 1663870476541,
        "team": "526",
        "player": "7097",
        "session": "587af773",
        "period": "Q1",
        "clock_ms": 440_000,
        "classification": "LIVE_BALL_TURNOVER",
        "text": "Player one live ball turnover",
        "stats": {"LBTO": 1, "TO": 1},
        "corrected": False,
        "x": -2562,
        "y": 10055,
    }


def test_play_of_a_team() -> None:
    """A play with a team as its actor has no player."""
    row = one("details", {**PLAY, "act": "TEAM", "pid": None, "teamId": None, "key": {"actorId": 526}})
    assert row.data is not None
    assert row.data["team"] == "526"
    assert "player" not in row.data


def test_play_without_a_team() -> None:
    """The start of a period belongs to no team and is kept."""
    row = one("details", {**PLAY, "act": None, "pid": None, "teamId": None, "classification": "period_start"})
    assert row.data is not None
    assert row.data["classification"] == "PERIOD_START"
    assert not {"team", "player"} & set(row.data)


def test_play_without_an_id() -> None:
    """Actor and time stand for the id of a play; without either it is left out."""
    assert one("details", {**PLAY, "eventId": None}).key == "7097:1663870476541"
    assert reason_of_rejection("details", {**PLAY, "eventId": None, "key": None}) == "a play without an id"


def test_deleted_play() -> None:
    """A classification DELETED_... takes the play back."""
    row = one("details", {**PLAY, "classification": "DELETED_TWO_POINT_MAKE", "corrected": True})
    assert (row.key, row.data) == ("6a92509b", None)


def test_stats_in_rest_and_live() -> None:
    """Stats in the REST form and in the form of the older feed come to one form; scores are no stats of the
    player.
    """
    row = one("stats", {"pid": "7269", "tid": "552", "totalStats": {"PTS": 2.0, "FG": 1, "DIST": None}})
    assert row.key == "552:7269"
    assert row.data == {"team": "552", "player": "7269", "scope": "game", "stats": {"PTS": 2, "FG": 1}}
    live = {
        "occurred_at": 1500571319432,
        "team_id": 461,
        "player_id": 2623,
        "sid": "s1",
        "stats": {"FG": 7.0, "PTS": 15.0, "TEAM_SCORE": 40, "OPPOSING_TEAM_SCORE": 38},
        "classification": "DELETED_TWO_POINT_MAKE",
        "version": 1942,
    }
    assert one("stats", live).data == {
        "team": "461",
        "player": "2623",
        "scope": "game",
        "stats": {"FG": 7, "PTS": 15},
        "team_score": 40,
        "opposing_score": 38,
        "at": 1500571319432,
        "classification": "DELETED_TWO_POINT_MAKE",
    }


def test_stats_that_are_no_numbers() -> None:
    """A stat that is no number is left out and reported by its name."""
    data, fields = fields_left_out(
        "stats", {"pid": 1, "tid": 2, "totalStats": {"PTS": "7", "MIN": "many", "FG": True}}
    )
    assert data["stats"] == {"PTS": 7}
    assert fields == ["totalStats.MIN", "totalStats.FG"]


def test_team_line() -> None:
    """The line of a whole team is no player's: it has a source of its own."""
    box = {"id": 461, "player_stats": [{"id": 0, "stats": {"PTS": 9}}, {"id": 7, "stats": {"PTS": 4}}]}
    rows, rejected = decode_rows("stats", [box])
    assert rejected == []
    assert [(row.source, row.key, row.data and row.data["stats"]) for row in rows] == [
        ("team_stats", "461:game", {"PTS": 9}),
        ("stats", "461:7", {"PTS": 4}),
    ]


def test_stats_of_a_session() -> None:
    """Stats that name their scope are kept apart from those of the game."""
    row = one("stats", {"pid": 1, "tid": 2, "scope": "s1", "totalStats": {"PTS": 3}})
    assert row.key == "2:1:s1"
    assert row.data == {"team": "2", "player": "1", "scope": "s1", "stats": {"PTS": 3}}


POSSESSION = {
    "_locations": None,
    "start_timestamp": 1000,
    "end_timestamp": 6000,
    "start_game_clock": "12:30.0",
    "end_game_clock": "12:25.0",
    "period": "Q1",
    "player_ids": [1, 2, 3, 4, 5],
    "opposing_player_ids": ["6", 7, 8, 9, 10],
    "stats": [
        {
            "timestamp": 2000,
            "possession_type": "DEFENSIVE_REB",
            "details": ["DEFENSIVE_REB", "REB"],
            "player_id": 3,
        }
    ],
}


def test_possession_alone_and_grouped() -> None:
    """A possession under its team decodes as the same row as one that carries its team, and so does its raw
    row.
    """
    alone = one("possessions", {"team_id": 461, **POSSESSION})
    grouped = one(
        "possessions", {"id": 461, "name": "Lab", "team_player_details": [], "possessions": [POSSESSION]}
    )
    assert grouped == alone
    assert alone.key == "461:1000"
    assert alone.data == {
        "team": "461",
        "start": 1000,
        "end": 6000,
        "period": "Q1",
        "start_clock_ms": 750_000,
        "end_clock_ms": 745_000,
        "players": ["1", "2", "3", "4", "5"],
        "opponents": ["6", "7", "8", "9", "10"],
        "stats": [{"at": 2000, "player": "3", "type": "DEFENSIVE_REB", "details": ["DEFENSIVE_REB", "REB"]}],
    }


@pytest.mark.parametrize(
    "sent",
    [
        {"team_id": 461, "player_ids": [1, "2", 3.0]},
        {"teamId": "461", "players": [{"id": 1}, {"player_id": 2}, {"pid": 3}]},
        {"id": 461, "on_court": ["1", "2", "3"]},
    ],
)
def test_lineup_shapes(sent: dict[str, Any]) -> None:
    """A lineup is any list of ids, or of objects with ids, beside a team."""
    row = one("lineups", {**sent, "timestamp": 5000, "period": "Q1", "game_clock": "07:20.0"})
    assert row.key == "461:5000"
    assert row.data == {
        "team": "461",
        "players": ["1", "2", "3"],
        "at": 5000,
        "period": "Q1",
        "clock_ms": 440_000,
    }


def test_lineup_without_a_moment() -> None:
    """A lineup that names no moment stands before everything the stream says."""
    assert one("lineups", {"team_id": 1, "player_ids": [4]}).key == "1:0"


@pytest.mark.parametrize(
    ("source", "row", "reason"),
    [
        ("details", {**PLAY, "timestamp": None, "key": None}, "a play without a time"),
        ("stats", {"pid": 1, "totalStats": {}}, "a stats row without a team"),
        ("stats", {"tid": 1}, "a stats row without a player"),
        ("possessions", {"start_timestamp": 5}, "a possession without a team"),
        ("possessions", {"team_id": 5}, "a possession without a start"),
        ("lineups", {"player_ids": [1]}, "a lineup without a team"),
        ("lineups", {"team_id": 1, "player_ids": [None]}, "a lineup without players"),
    ],
)
def test_rows_that_cannot_be_kept(source: str, row: dict[str, Any], reason: str) -> None:
    """A row without what makes its key is left out, with the reason."""
    assert reason_of_rejection(source, row) == reason


def test_parts_that_cannot_be_kept() -> None:
    """What cannot be read inside a row is reported and spares the row."""
    _, fields = fields_left_out("stats", {"pid": 1, "tid": 2, "totalStats": [5]})
    assert fields == ["totalStats"]
    data, fields = fields_left_out("possessions", {"team_id": 5, "start": 7, "stats": [3, {"timestamp": -1}]})
    assert fields == ["stats", "t"]
    assert data["stats"] == [{"details": []}]


@pytest.mark.parametrize(("sent", "made"), [("TRUE", True), ("false", False)])
def test_flags_in_words(sent: str, made: bool) -> None:
    """True and false are read as words too."""
    data = one("shots", {**SHOT, "st": None, "is_make": sent}).data
    assert data is not None
    assert data["made"] is made


def test_one_bad_row_spares_the_rest() -> None:
    """Rows before and after a bad one are kept, in order."""
    later = {**SHOT, "t": SHOT["t"] + 1}
    rows, rejected = decode_rows("shots", [SHOT, 7, {**SHOT, "tid": None}, None, later])
    assert [row.raw for row in rows] == [SHOT, later]
    assert [problem.reason for problem in rejected] == [
        "a row that is not an object",
        "a shot without a team",
        "a row that is not an object",
    ]
