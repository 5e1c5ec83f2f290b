"""What holds for every recording, whoever wrote it: one helper that checks all sources against each other."""

from __future__ import annotations

from collections import Counter

from broadcast.recordings.format import Recording
from tests.recordings.counting import (
    Floor,
    Row,
    final_details,
    final_rows,
    lines_of_details,
    lines_of_stats,
)


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


DETAILS_KEYS = _names(
    "type eventId timestamp teamId sessionType sessionId practiceId practiceDefinitionId "
    "drillDefinitionId gameId stats corrected facilityId courtId gameClock shotClock period playerX "
    "playerY playerZ hoopToEventX hoopToEventY clipId classification description videoAttributes "
    "baseStats actualStats key act"
)
KEYS = {
    "shots": _names(
        "label t pid tid sid sst gid st is3 pts z az px py pz hx hy hz hsx hsy s drb dd fid hid gc sc "
        "prd attributes players d shotDefenders"
    ),
    "stats": _names("pid tid sid t classification totalStats"),
    "possessions": _names(
        "team_id _locations start_timestamp end_timestamp start_game_clock end_game_clock period "
        "player_ids opposing_player_ids stats"
    ),
    "lineups": _names("team_id player_ids timestamp period game_clock"),
    "clock": _names("gc sc prd t"),
    "totals": _names("awayTeamScore homeTeamScore period gameClock status periodTotals"),
    "marker": _names("type t data"),
    "locations": _names("x y z t type sid tag tid speed pid gc sc"),
}


def check_recording(recording: Recording) -> None:
    """Check everything below."""
    check_keys(recording)
    check_lines(recording)
    check_score(recording)
    check_shots(recording)
    check_floor(recording)
    check_possessions(recording)
    check_times(recording)


def check_keys(recording: Recording) -> None:
    """Every row has the documented keys and no other, and its key is made of its own values."""
    for record in recording.records:
        row = record.row
        if row is None:
            continue
        if record.source == "details":
            assert set(row) == DETAILS_KEYS | ({"pid"} if row["act"] == "PLAYER" else set())
            assert row["key"]["actorId"] == row.get("pid", row["teamId"])
        else:
            assert set(row) == KEYS[record.source]
        assert record.key == _key(record.source, row)


def _key(source: str, row: Row) -> str:
    keys = {
        "shots": "{sid}:{pid}:{t}",
        "details": "{eventId}",
        "stats": "{tid}:{pid}",
        "possessions": "{team_id}:{start_timestamp}",
        "lineups": "{team_id}:{timestamp}",
        "marker": "{type}:{t}",
        "locations": "{tag}",
    }
    return keys.get(source, "game").format(**row)


def check_lines(recording: Recording) -> None:
    """Plays and live stats end with the same line for every player."""
    from_plays = lines_of_details(final_details(recording.records))
    from_stats = lines_of_stats(recording.records)
    assert {player: +line for player, line in from_plays.items() if +line} == {
        player: +line for player, line in from_stats.items() if +line
    }
    roster = {str(p["id"]) for team in recording.header.rosters for p in team["players"]}
    assert set(from_stats) <= roster


def check_score(recording: Recording) -> None:
    """Totals, plays and the last scoring stats rows have one score, by team and by period."""
    details = final_details(recording.records)
    totals = final_rows(recording.records, "totals")[0]
    counted: Counter[tuple[str, str]] = Counter()
    for row in details:
        counted[row["period"], row["teamId"]] += row["stats"].get("PTS", 0)
    for side in ("homeTeamScore", "awayTeamScore"):
        for period in totals["periodTotals"]:
            assert counted[period["period"], period[side]["teamId"]] == period[side]["value"]
        assert sum(period[side]["value"] for period in totals["periodTotals"]) == totals[side]["value"]
    sessions = [session["id"] for session in recording.header.event["results"]]
    assert [period["sessionId"] for period in reversed(totals["periodTotals"])] == sessions
    assert totals["status"] == "ENDED"
    scored = [r.row for r in recording.records if r.source == "stats" and r.row and "TEAM_SCORE" in r.row["totalStats"]]
    if not scored:
        assert totals["homeTeamScore"]["value"] == totals["awayTeamScore"]["value"] == 0
        return
    last = scored[-1]
    scores = {totals[side]["teamId"]: totals[side]["value"] for side in ("homeTeamScore", "awayTeamScore")}
    assert last["totalStats"]["TEAM_SCORE"] == scores.pop(last["tid"])
    assert [last["totalStats"]["OPPOSING_TEAM_SCORE"]] == list(scores.values())


def check_shots(recording: Recording) -> None:
    """Every field goal among the plays has its shot, with the same words, and no shot stands alone."""
    plays = {
        (row["sessionId"], row["pid"], row["timestamp"]): row
        for row in final_details(recording.records)
        if row["stats"].get("FGA")
    }
    shots = {(row["sid"], row["pid"], row["t"]): row for row in final_rows(recording.records, "shots")}
    assert set(plays) == set(shots)
    for key, shot in shots.items():
        stats = plays[key]["stats"]
        assert (shot["st"] == "MAKE", shot["is3"]) == ("FG" in stats, "FGA3" in stats)
        assert shot["pts"] == stats.get("PTS", -1)
        assert (shot["hsx"], shot["hsy"]) == (plays[key]["hoopToEventX"], plays[key]["hoopToEventY"])
        if shot["hsx"] is None:
            assert shot["hsy"] is shot["px"] is shot["py"] is shot["d"] is None
            continue
        sign = 1 if shot["hy"] > 0 else -1
        assert (sign * (shot["hx"] - shot["px"]), sign * (shot["hy"] - shot["py"])) == (
            shot["hsx"],
            shot["hsy"],
        )
        assert abs(shot["d"] - (shot["hsx"] ** 2 + shot["hsy"] ** 2) ** 0.5 / 10) < 1e-6


def check_floor(recording: Recording) -> None:
    """Five of each team are on the floor at every play, who acts is one, and substitutions lead there.

    A technical foul can be called on one who is not.
    """
    floor = Floor(recording.records)
    fives = {
        str(team["id"]): {str(p["id"]) for p in team["players"] if p["is_starter"]} for team in recording.header.rosters
    }
    for row in final_details(recording.records):
        kind, team = row["classification"], row["teamId"]
        if kind == "SUBSTITUTION_IN":
            fives[team].add(row["pid"])
            continue
        if kind == "SUBSTITUTION_OUT":
            fives[team].remove(row["pid"])
            continue
        for one, five in fives.items():
            if floor.has(one, row["timestamp"]):
                assert floor.five(one, row["timestamp"]) == five
            assert len(five) == 5
        if "pid" in row and kind != "TECHNICAL_FOUL":
            assert row["pid"] in fives[team]


def check_possessions(recording: Recording) -> None:
    """Possessions follow one another, alternate within a period, and hold every point."""
    rows = sorted(final_rows(recording.records, "possessions"), key=lambda row: row["start_timestamp"])
    points: Counter[str] = Counter()
    worth = {"FG2": 2, "FG3": 3, "FT": 1}
    for row, after in zip(rows, [*rows[1:], None][: len(rows)], strict=True):
        assert row["start_timestamp"] < row["end_timestamp"]
        assert len(row["player_ids"]) == len(row["opposing_player_ids"]) == 5
        if after is not None:
            assert row["end_timestamp"] <= after["start_timestamp"]
            assert row["period"] != after["period"] or row["team_id"] != after["team_id"]
        for stat in row["stats"]:
            points[str(row["team_id"])] += worth.get(stat["possession_type"], 0)
    technical = _technical_points(recording)
    totals = final_rows(recording.records, "totals")[0]
    for side in ("homeTeamScore", "awayTeamScore"):
        team = totals[side]["teamId"]
        assert 0 <= totals[side]["value"] - points[team] <= technical[team]


def _technical_points(recording: Recording) -> Counter[str]:
    """Points from free throws that can be for a technical foul: those belong to no possession."""
    details = final_details(recording.records)
    called = {(row["period"], row["gameClock"]) for row in details if row["classification"] == "TECHNICAL_FOUL"}
    points: Counter[str] = Counter()
    for row in details:
        said = "technical" in row["description"] or (row["period"], row["gameClock"]) in called
        if said and row["classification"].startswith("FREE_THROW"):
            points[row["teamId"]] += row["stats"].get("PTS", 0)
    return points


def check_times(recording: Recording) -> None:
    """Records are in time order, none before its event, and event times of plays are all different."""
    details = final_details(recording.records)
    assert len({row["timestamp"] for row in details}) == len(details)
    last = 0
    for record in recording.records:
        assert record.at >= last
        last = record.at
        time = {"details": "timestamp", "shots": "t", "stats": "t", "clock": "t", "marker": "t"}.get(record.source)
        if time and record.row is not None:
            assert record.at >= record.row[time] - recording.header.t0
