"""Simulated games: whole, plausible, the same for the same seed, and consistent through every correction."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from functools import cache
from itertools import pairwise
from pathlib import Path
from random import Random
from statistics import mean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadcast.recordings.format import RULES, Recording, load
from broadcast.recordings.simulator import simulate
from broadcast.recordings.simulator.league import draw_sides
from broadcast.recordings.simulator.rules import RULES as TABLE
from broadcast.recordings.simulator.shooting import is_three
from tests.recorded import ROOT
from tests.recordings.consistency import check_recording
from tests.recordings.counting import (
    Floor,
    clock_ms,
    final_details,
    final_rows,
    lines_of_details,
    lines_of_stats,
)

SEEDS = (1, 7)


@cache
def game(rules: str, seed: int) -> Recording:
    """A simulated game, made once for all tests."""
    return simulate(seed, rules)


@pytest.fixture(params=[(rules, seed) for rules in RULES for seed in SEEDS], ids=lambda p: f"{p[0]}-{p[1]}")
def recording(request: pytest.FixtureRequest) -> Recording:
    """Games of every rule set."""
    return game(*request.param)


@settings(max_examples=5, deadline=None)
@given(seed=st.integers(-(2**70), 2**70), rules=st.sampled_from(RULES))
def test_any_game_holds_together(seed: int, rules: str) -> None:
    """Lines, score, shots, floor, possessions and times agree, whatever the seed and the rules."""
    check_recording(simulate(seed, rules))


def test_each_rule_set_holds_together(recording: Recording) -> None:
    """The same for some games of every rule set."""
    check_recording(recording)


def test_same_seed_same_bytes(tmp_path: Path) -> None:
    """A process with another hash seed writes the same bytes; another seed gives another game."""
    program = (
        "import sys; from broadcast.recordings import format, simulator; "
        "game = simulator.simulate(3, 'NFHS'); format.write(sys.argv[1], game.header, game.records)"
    )
    files = []
    for name, hash_seed in (("a", "1"), ("b", "2")):
        out = tmp_path / f"{name}.jsonl.gz"
        subprocess.run(
            [sys.executable, "-c", program, str(out)],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": hash_seed},
            check=True,
        )
        files.append(out.read_bytes())
    assert files[0] == files[1]
    assert load(tmp_path / "a.jsonl.gz") == simulate(3, "NFHS")
    assert simulate(3, "NFHS") != simulate(4, "NFHS")


def test_unknown_rules_are_refused() -> None:
    """Rules that are no preset are refused with the names that are."""
    with pytest.raises(ValueError, match="expected rules to be one of NBA, .*, got 'XFL'"):
        simulate(1, "XFL")


def test_periods_follow_the_rules(recording: Recording) -> None:
    """Halves or quarters of the right length, overtime exactly where it was tied."""
    rules = TABLE[recording.header.rules]
    starts = [row for row in final_details(recording.records) if row["classification"] == "PERIOD_START"]
    ends = [row for row in final_details(recording.records) if row["classification"] == "PERIOD_END"]
    regular = [f"{'H' if rules.periods == 2 else 'Q'}{number + 1}" for number in range(rules.periods)]
    names = [row["period"] for row in starts]
    assert names == regular + [f"OT{number + 1}" for number in range(len(names) - len(regular))]
    for row in starts:
        length = rules.overtime_ms if row["period"].startswith("OT") else rules.period_ms
        assert clock_ms(row["gameClock"]) == length
    assert [row["gameClock"] for row in ends] == ["00:00.0"] * len(names)
    assert recording.header.event["game_type"] == ("HALF" if rules.periods == 2 else "QUARTER")
    sessions = recording.header.event["results"]
    assert [(s["started_at"], s["ended_at"]) for s in sessions] == [
        (start["timestamp"], end["timestamp"]) for start, end in zip(starts, ends, strict=True)
    ]
    totals = final_rows(recording.records, "totals")[0]
    assert totals["homeTeamScore"]["value"] != totals["awayTeamScore"]["value"]


def test_a_tie_goes_to_overtime() -> None:
    """A game tied after its last period goes on, and its overtimes have their own totals."""
    recording = game("NFHS", 2)
    totals = final_rows(recording.records, "totals")[0]
    assert totals["period"] == "OT1", "this seed's game is no longer tied: choose one that is"
    regular = [row for row in totals["periodTotals"] if not row["period"].startswith("OT")]
    assert len(regular) == 4
    assert sum(row["homeTeamScore"]["value"] for row in regular) == sum(
        row["awayTeamScore"]["value"] for row in regular
    )
    check_recording(recording)


def test_late_corrections_are_made(recording: Recording) -> None:
    """A made shot is deleted, and another correction made; totals and lines go down with them."""
    home = str(recording.header.game["home_team_id"])
    taken_back = [record for record in recording.records if record.row is None]
    deleted = {record.source for record in taken_back}
    assert {"shots", "details"} <= deleted
    words = [r.row["classification"] for r in recording.records if r.source == "stats" and r.row]
    assert {"DELETED_TWO_POINT_MAKE", "DELETED_THREE_POINT_MAKE"} & set(words)
    assert {
        "UPDATED_TWO_POINT_MAKE_TO_THREE_POINT_MAKE",
        "UPDATED_THREE_POINT_MAKE_TO_TWO_POINT_MAKE",
        "DELETED_DEFENSIVE_REBOUND",
    } & set(words)
    scores = []
    for record in recording.records:
        if record.source == "totals" and record.row:
            scores.append(record.row["homeTeamScore"]["value"] + record.row["awayTeamScore"]["value"])
        elif record.source == "stats" and record.row and record.row["tid"] == home:
            assert min(record.row["totalStats"].values()) >= 0
    assert any(after < before for before, after in pairwise(scores))
    corrected = [row for row in final_details(recording.records) if row["corrected"]]
    assert any(row["classification"] == "TURNOVER" and "after review" in row["description"] for row in corrected)


def test_all_kinds_of_corrections_come_up() -> None:
    """Within some games every kind of correction has been made."""
    words: set[str] = set()
    for seed in range(5):
        words |= {r.row["classification"] for r in game("NBA", seed).records if r.source == "stats" and r.row}
    assert {word for word in words if word.startswith(("DELETED", "UPDATED"))} >= {
        "UPDATED_TWO_POINT_MAKE_TO_THREE_POINT_MAKE",
        "UPDATED_THREE_POINT_MAKE_TO_TWO_POINT_MAKE",
        "DELETED_DEFENSIVE_REBOUND",
        "DELETED_TWO_POINT_MAKE",
        "DELETED_ASSIST",
    }


def test_nobody_plays_on_after_fouling_out(recording: Recording) -> None:
    """Who has reached the limit of fouls does nothing more than go out."""
    limit = TABLE[recording.header.rules].fouls_out
    fouls: Counter[str] = Counter()
    for row in final_details(recording.records):
        player = row.get("pid")
        # An offensive foul is followed at once by its turnover.
        if player and fouls[player] >= limit:
            assert row["classification"] in ("SUBSTITUTION_OUT", "TURNOVER"), row["description"]
        if player:
            fouls[player] += row["stats"].get("FL", 0)
    assert max(fouls.values()) <= limit


def test_who_fouls_out_goes() -> None:
    """In a game in which somebody reaches the limit, going out is the last thing they do."""
    details = final_details(game("FIBA", 1).records)
    lines = lines_of_details(details)
    out = [player for player, line in lines.items() if line["FL"] == TABLE["FIBA"].fouls_out]
    assert out, "nobody fouls out of this seed's game any more: choose one in which somebody does"
    for player in out:
        last = [row["classification"] for row in details if row.get("pid") == player][-1]
        assert last == "SUBSTITUTION_OUT"


def test_the_bonus_gives_free_throws(recording: Recording) -> None:
    """From the foul that the rules name, every personal foul leads to free throws."""
    rules = TABLE[recording.header.rules]
    quiet = {"SUBSTITUTION_IN", "SUBSTITUTION_OUT", "TIMEOUT"}
    team_fouls: Counter[str] = Counter()
    rows = [row for row in final_details(recording.records) if row["classification"] not in quiet]
    checked = 0
    for row, after in pairwise(rows):
        kind = row["classification"]
        if kind == "PERIOD_START" and not (row["period"].startswith("OT") and rules.fouls_carry_over):
            team_fouls.clear()
        if kind == "PERSONAL_FOUL" or (kind == "OFFENSIVE_FOUL" and rules.offensive_fouls_count):
            team_fouls[row["teamId"]] += 1
        if kind == "PERSONAL_FOUL" and team_fouls[row["teamId"]] >= rules.bonus_from:
            assert after["classification"].startswith("FREE_THROW")
            assert after["teamId"] != row["teamId"]
            checked += 1
    assert checked


def test_timeouts_are_limited(recording: Recording) -> None:
    """No team takes more timeouts than it has."""
    taken = Counter(row["teamId"] for row in final_details(recording.records) if row["classification"] == "TIMEOUT")
    assert taken
    assert max(taken.values()) <= TABLE[recording.header.rules].timeouts


def test_shots_lie_where_they_count(recording: Recording) -> None:
    """Threes lie behind the line and twos within it, each in a zone from 1 to 14."""
    rules = TABLE[recording.header.rules]
    for shot in final_rows(recording.records, "shots"):
        assert is_three(shot["hsx"], shot["hsy"], rules) == shot["is3"]
        assert 1 <= shot["z"] <= 14
        assert (shot["z"] >= 10) == shot["is3"]
        assert abs(shot["hsx"]) <= rules.half_width_mm + 1500


def test_teams_change_ends_at_half_time(recording: Recording) -> None:
    """Each team shoots at one end before half-time and at the other after it."""
    rules = TABLE[recording.header.rules]
    ends: dict[tuple[str, bool], set[bool]] = {}
    names = rules.period_names()
    for shot in final_rows(recording.records, "shots"):
        second = shot["prd"] not in names[: rules.periods // 2]
        ends.setdefault((shot["tid"], second), set()).add(shot["hy"] > 0)
    assert all(len(end) == 1 for end in ends.values())
    for team in {team for team, _ in ends}:
        assert ends[team, False] != ends[team, True]


def test_clocks_run_down_and_show_what_plays_say(recording: Recording) -> None:
    """The clock falls from the period's length to zero, and shows at each play what the play says."""
    last: tuple[str, int] = ("", 0)
    running = False
    for record in sorted(recording.records, key=lambda r: (r.at, r.source != "clock")):
        row = record.row or {}
        if record.source == "clock":
            now = clock_ms(row["gc"])
            if row["prd"] == last[0]:
                assert now <= last[1]
            else:
                assert last[1] == 0
            last = (row["prd"], now)
        elif record.source == "details" and row and record.at == row["timestamp"] - recording.header.t0:
            running = row["classification"] == "PERIOD_START" or (running and row["classification"] != "PERIOD_END")
            if running:
                assert last[0] == row["period"]
                assert 0 <= last[1] - clock_ms(row["gameClock"]) <= 1000
    assert last[1] == 0


def test_clock_rows_keep_their_rhythm(recording: Recording) -> None:
    """One a second while it runs, one every 2 s while it stands, one every 10 s between periods."""
    rows = [(r.at, r.row) for r in recording.records if r.source == "clock" and r.row]
    between = 0
    for (at, row), (later, after) in pairwise(rows):
        if clock_ms(row["gc"]) == 0:
            assert later - at <= 10_000
            between += later - at == 10_000
        else:
            assert later - at <= (1000 if row["gc"] != after["gc"] else 2000)
    assert between > 20


def test_markers_tell_the_game(recording: Recording) -> None:
    """Colors and lineups come before the tip, sessions open and close in turn, the game ends once."""
    markers = [r.row for r in recording.records if r.source == "marker" and r.row]
    told = [(row["type"], row["data"].get("status"), row["data"].get("period")) for row in markers]
    periods = [row["period"] for row in reversed(final_rows(recording.records, "totals")[0]["periodTotals"])]
    sessions = [("SESSION", status, period) for period in periods for status in ("STARTED", "ENDED")]
    assert told == [
        ("COLORS", None, None),
        ("LINEUP", "CONFIRMED", None),
        ("GAME", "STARTED", None),
        *sessions,
        ("GAME", "GAME_END", None),
    ]


def contrast(one: str, other: str) -> float:
    """Contrast of two colors (WCAG 2)."""

    def luminance(color: str) -> float:
        values = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in values]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@given(seed=st.integers(0, 10**6))
def test_jerseys_can_be_told_apart(seed: int) -> None:
    """Numbers can be read on jerseys (4.5:1 at least), and the two jerseys differ."""
    sides = draw_sides(Random(seed), "MEN")
    for side in sides:
        assert contrast(side.jersey, side.number) >= 4.5
    home, away = ([int(side.jersey[at : at + 2], 16) for at in (1, 3, 5)] for side in sides)
    assert sum((a - b) ** 2 for a, b in zip(home, away, strict=True)) ** 0.5 >= 150


def test_colors_are_sent(recording: Recording) -> None:
    """The COLORS marker carries a jersey and a number color for both sides."""
    colors = next(r.row["data"] for r in recording.records if r.row and r.row.get("type") == "COLORS")
    both = {"jersey", "number"}
    assert {side: set(colors[side]) for side in colors} == {"home": both, "away": both}


def test_a_team_has_both_0_and_00(recording: Recording) -> None:
    """One team has "0" and "00", which are two players; numbers are unique within a team."""
    jerseys = [[player["jersey_number_str"] for player in team["players"]] for team in recording.header.rosters]
    assert any({"0", "00"} <= set(team) for team in jerseys)
    assert all(len(set(team)) == len(team) == 13 for team in jerseys)
    names = [player["display_name"] for team in recording.header.rosters for player in team["players"]]
    assert len(set(names)) == 26
    assert not all(name.isascii() for name in names)


def test_professional_games_are_plausible() -> None:
    """Pace, shooting, minutes and wall time of some NBA games lie where real ones do."""
    games = [game("NBA", seed) for seed in range(5)]
    lines = [line for one in games for line in lines_of_stats(one.records).values()]
    total = sum(lines, Counter[str]())
    teams = 2 * len(games)
    assert 85 <= total["PTS"] / teams <= 130
    assert 94 <= sum(len(final_rows(one.records, "possessions")) for one in games) / teams <= 106
    assert 0.43 <= total["FG"] / total["FGA"] <= 0.52
    assert 0.29 <= total["FG3"] / total["FGA3"] <= 0.41
    assert 0.30 <= total["FGA3"] / total["FGA"] <= 0.45
    assert 15 <= total["FL"] / teams <= 26
    assert 115 <= mean(one.records[-1].at / 60_000 for one in games) <= 145
    minutes = []
    for one in games:
        periods = [row["period"] for row in final_rows(one.records, "totals")[0]["periodTotals"]]
        seconds = Floor(one.records).seconds(dict.fromkeys(periods, 0))
        starters = [str(p["id"]) for team in one.header.rosters for p in team["players"] if p["is_starter"]]
        minutes += [seconds[player] / 60 for player in starters]
    assert 30 <= mean(minutes) <= 36


def test_college_games_are_slower() -> None:
    """College games have some 70 possessions a side, in halves."""
    games = [game("NCAA_M", seed) for seed in range(4)]
    sides = [len(final_rows(one.records, "possessions")) / 2 for one in games]
    assert 64 <= mean(sides) <= 78
