"""Real games of halves and of FIBA's rules: what is derived agrees with the official figures (docs/numbers.md)."""

from __future__ import annotations

import json
from collections import deque
from typing import Any

import pytest

from broadcast.recordings.importers import IMPORTERS
from tests import recorded
from tests.basketball import adding_up
from tests.basketball.replay import replay
from tests.schemas import validate_document

pytestmark = pytest.mark.games

SECONDS_APART = 2
ESPN, EUROLEAGUE = "espn-401828387", "euroleague-E2024-1"


def document(name: str, files: list[str]) -> dict[str, Any]:
    """Return the document of a whole recorded game, after checking that it is one and adds up."""
    folder = recorded.folder(name)
    recording = IMPORTERS[name.split("-")[0]]([folder / file for file in files], False).recording
    made = deque((made for made, _ in replay(recording)), maxlen=1).pop()
    made.topics()
    whole = made.whole()
    validate_document(whole)
    assert made.mismatches() == {}
    adding_up.check(whole)
    return whole


def test_game_of_halves() -> None:
    """Paint, turnovers, leads and bench of a college game are the official ones, but for one free throw."""
    whole = document(ESPN, ["summary.json"])
    box = json.loads((recorded.folder(ESPN) / "summary.json").read_bytes())["boxscore"]
    for team in box["teams"]:
        stats = whole["team_stats"][team["homeAway"]]
        official = {entry["name"]: entry["displayValue"] for entry in team["statistics"]}
        assert stats["paint"] == int(official["pointsInPaint"])
        # This box leaves out the free throw that followed on a basket off a turnover; the other games' do not.
        after_basket = 1 if team["homeAway"] == "home" else 0
        assert stats["off_turnovers"] == int(official["turnoverPoints"]) + after_basket
        assert whole["story"]["biggest_lead"][team["homeAway"]] == int(official["largestLead"])
        assert whole["story"]["lead_changes"] == int(official["leadChanges"])
    for player in recorded.expected(ESPN)["players"]:
        assert whole["players"][player["id"]].get("line", {}).get("PTS", 0) == player["PTS"]
    for side in ("home", "away"):
        bench = [p["PTS"] for p in recorded.expected(ESPN)["players"] if p["team"] == side and not p["starter"]]
        assert whole["team_stats"][side]["bench"] == sum(bench)


def test_game_by_fibas_rules() -> None:
    """Plus-minus, seconds, chances, turnovers, bench, leads and runs of a Euroleague game are the official ones."""
    files = ["Header.json", "PlaybyPlay.json", "Boxscore.json", "Points.json", "Comparison.json"]
    whole = document(EUROLEAGUE, files)
    folder = recorded.folder(EUROLEAGUE)
    comparison = json.loads((folder / "Comparison.json").read_bytes())
    baskets = json.loads((folder / "Points.json").read_bytes())["Rows"]
    expected = recorded.expected(EUROLEAGUE)
    players = {(player["team"], player["jersey"]): player for player in whole["players"].values()}
    for official in expected["players"]:
        player = players[official["team"], official["jersey"]]
        minutes, _, rest = official["minutes"].replace("DNP", "0:0").partition(":")
        assert player.get("plus_minus", 0) == official["plus_minus"]
        assert abs(player.get("seconds", 0) - 60 * int(minutes) - int(rest)) <= SECONDS_APART
    for side, letter in (("home", "A"), ("away", "B")):
        stats = whole["team_stats"][side]
        own = [row for row in baskets if row["TEAM"].strip() == expected[side]["abbr"]]
        assert stats["second_chance"] == sum(row["POINTS"] for row in own if row["SECOND_CHANCE"] == "1")
        assert stats["off_turnovers"] == sum(row["POINTS"] for row in own if row["POINTS_OFF_TURNOVER"] == "1")
        assert stats["bench"] == comparison[f"PointsBench{letter}"]
        assert whole["story"]["biggest_lead"][side] == comparison[f"maxLead{letter}"]
        runs = [run["points"] for run in whole["story"]["runs"].values() if run["team"] == side]
        assert max(runs) == comparison[f"max{letter}"]
