"""What must add up in every game document, whatever the game: counted anew here, from the document alone."""

from __future__ import annotations

from itertools import groupby
from typing import Any

Whole = dict[str, Any]
SIDES = ("home", "away")


def check(whole: Whole) -> None:
    """Raise AssertionError where the numbers of a document do not add up."""
    check_stints(whole)
    check_periods(whole)
    check_runs(whole)
    check_shots(whole)
    check_units(whole)


def check_stints(whole: Whole) -> None:
    """Stints follow on each other, and add up to the seconds, the plus-minus and the points of their players."""
    end = max(play.get("played_ms", 0) for play in whole["plays"].values())
    made: dict[str, int] = {}
    for play in whole["plays"].values():
        if "points" in play and "player" in play:
            made[play["player"]] = made.get(play["player"], 0) + play["points"]
    for player, numbered in whole["stints"].items():
        stints = [numbered[str(number)] for number in range(len(numbered))]
        before = 0
        for stint in stints:
            assert before <= stint["from_ms"] <= stint.get("to_ms", end)
            before = stint.get("to_ms", end)
        entry = whole["players"][player]
        assert all("to_ms" in stint for stint in stints[:-1])
        assert ("to_ms" not in stints[-1]) == entry.get("on_floor", False)
        played = sum(stint.get("to_ms", end) - stint["from_ms"] for stint in stints)
        assert round(played / 1000) == entry["seconds"]
        assert sum(stint["plus_minus"] for stint in stints) == entry["plus_minus"]
        assert sum(stint.get("points", 0) for stint in stints) == made.get(player, 0)
    assert {player for player, entry in whole["players"].items() if entry.get("seconds")} <= whole["stints"].keys()


def check_periods(whole: Whole) -> None:
    """What players have by period adds up to what they have in the game, roundings aside."""
    for player in whole["players"].values():
        periods = player.get("periods", {}).values()
        assert abs(sum(period["seconds"] for period in periods) - player.get("seconds", 0)) <= len(periods) / 2 + 0.5
        assert sum(period["plus_minus"] for period in periods) == player.get("plus_minus", 0)


def check_runs(whole: Whole) -> None:
    """The long runs are the stretches of the scoring plays in which one team made 8 points or more."""
    scoring = sorted((play["order"], key) for key, play in whole["plays"].items() if "points" in play)
    plays = [whole["plays"][key] for _, key in scoring]
    wanted = []
    for team, group in groupby(plays, key=lambda play: play["team"]):
        run = list(group)
        points = sum(play["points"] for play in run)
        if points >= 8:
            wanted.append((team, points, run[0]["played_ms"], run[-1]["played_ms"]))
    runs = whole["story"].get("runs", {})
    told = [runs[str(number)] for number in range(len(runs))]
    assert [(run["team"], run["points"], run["from_ms"], run["to_ms"]) for run in told] == wanted


def check_shots(whole: Whole) -> None:
    """Points split by areas add up to those of all placed shots, and each shot knows the score before it."""
    for side in SIDES:
        shots = [shot for shot in whole["shots"].values() if shot["team"] == side and shot["made"]]
        by_area: dict[str | None, int] = {}
        for shot in shots:
            area = shot.get("area")
            by_area[area] = by_area.get(area, 0) + (3 if shot["three"] else 2)
        throws = whole["team_stats"][side]["line"].get("FT", 0)
        assert sum(by_area.values()) + throws == whole["score"][side]
        assert by_area.get("rim", 0) + by_area.get("paint", 0) == whole["team_stats"][side]["paint"]
    after = {(play["at"], play.get("player")): play for play in whole["plays"].values() if "points" in play}
    for shot in whole["shots"].values():
        assert {"home", "away"} <= shot.keys()
        if shot["made"]:
            moment, player = shot["at"], shot["player"]
            play = after.get((moment, player)) or after[moment + 1, player]
            assert play[shot["team"]] == shot[shot["team"]] + play["points"]
        for side, key in shot["units"].items():
            assert whole["units"][key]["team"] == side


def check_units(whole: Whole) -> None:
    """The fives have no more possessions than their teams, and what one has the other has against it."""
    for side in SIDES:
        units = [unit for unit in whole["units"].values() if unit["team"] == side]
        others = [unit for unit in whole["units"].values() if unit["team"] != side]
        total = whole["team_stats"][side]["possessions"]
        assert 0.95 * total <= sum(unit["possessions"] for unit in units) <= total
        assert 0.95 * total <= sum(unit["possessions_against"] for unit in others) <= total
