"""The states of side panels and full frames that are looked at before they go on air (see bin/air_sheet.py).

All are of one seeded game, that of the tests (tests/documents.py), with what a state is about put in.
"""

from __future__ import annotations

import sys
from copy import deepcopy
from pathlib import Path
from typing import Any

from air_sheet import FRAME, Cell, Sheet
from bug_cases import badge, logo
from lower_cases import head_shot

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.documents import Document, midgame  # noqa: E402 (the tests are no package that is installed)

LEFT = (64, 56, 664, 860)
RIGHT = (1072, 56, 784, 860)
HALF = 0.5
LONG = "55202"
"""The player with the longest name."""


def sheets() -> list[Sheet]:
    """Return the sheets."""
    return [
        Sheet("on-the-floor", _floors(), 1664),
        Sheet("starting-five", _starting_fives(), 1944),
        Sheet("comparison", _comparisons(), 1944),
        Sheet("half-time-final", _summaries(), 1944),
        Sheet("leaders", _leaders(), 1480),
        Sheet("shot-chart", _charts(), 1600),
    ]


def game(**more: Any) -> Document:
    """Return a game in its third quarter, as a graphic gets it."""
    document = midgame()
    return {**document, "now": document["clock"]["as_of"], "team_order": "AWAY_FIRST", "bug": "a", **more}


def with_logos(document: Document) -> Document:
    """Return a copy in which both teams have a badge."""
    copy = deepcopy(document)
    for side, letter in (("home", "H"), ("away", "B")):
        copy["game"][side]["logo"] = logo(letter, "#FFFFFF", copy["game"][side]["color"])
    return copy


def _floors() -> list[Cell]:
    fouls = game(team="away")
    floor = fouls["lineups"]["away"]["players"]
    for player, count in ((floor[1], 4), (floor[3], 5)):
        fouls["players"][player]["line"]["FL"] = count
    box = game(team="home", bug="b-top", language="es")
    both = game(both=True)
    both["game"]["home"] |= {"color": "#0C2340", "text_color": "#FFFFFF"}
    floor = both["lineups"]["home"]["players"]
    del both["players"][floor[1]]["jersey"]
    both["players"][floor[1]]["line"] = {"PTS": 2, "REB": 7}
    return [
        Cell("fouls 4 and 5", [("on-the-floor", fouls)], "wood", LEFT),
        Cell("under bug B, in Spanish", [("score-bug-b", box), ("on-the-floor", box)], "wood", LEFT),
        Cell("both teams, dark ground, one without a number", [("on-the-floor", both)], "wood", FRAME, HALF),
    ]


def _starting_fives() -> list[Cell]:
    photos = game(team="away")
    for player in photos["players"].values():
        player["picture"] = head_shot()
    plain = game(team="home", coach="Marguerite Castellanos")
    return [
        Cell("with photos, fourth step", [("starting-five", photos)], "wood", FRAME, HALF, steps=4),
        Cell("without, with the coach", [("starting-five", plain)], "wood", FRAME, HALF, steps=6),
    ]


def _comparisons() -> list[Cell]:
    half = with_logos(game(scope="half1", language="es", sponsor=badge("COURTSIDE", 216, 56)))
    pale = game(rows=["PTS", "FG", "efg", "lead"])
    pale["game"]["away"] |= {"color": "#FFFFFF", "text_color": "#00594C"}
    pale["game"]["home"] |= {"color": "#111111", "text_color": "#FFC53D"}
    return [
        Cell("eight rows of the game", [("comparison", game())], "wood", FRAME, HALF),
        Cell("first half in Spanish, logos, sponsor", [("comparison", half)], "wood", FRAME, HALF),
        Cell("four rows, white against black", [("comparison", pale)], "white", FRAME, HALF),
    ]


def _summaries() -> list[Cell]:
    half = game()
    half["clock"] = {"period": "Q2", "phase": "break"}
    del half["score"]["periods"]["Q3"]
    half["score"] |= {
        side: sum(half["score"]["periods"][name][side] for name in ("Q1", "Q2")) for side in half["team_stats"]
    }
    return [
        Cell("half-time", [("half-time", half)], "wood", FRAME, HALF),
        Cell("half-time, shown in the third quarter", [("half-time", with_logos(game()))], "black", FRAME, HALF),
        Cell("final after two overtimes", [("final", final())], "wood", FRAME, HALF),
    ]


def final() -> Document:
    """Return a game that the home team has won in its second overtime."""
    document = with_logos(midgame(overtimes=2, seed=11, until=0))
    scorer = max(document["lineups"]["home"]["players"], key=lambda one: document["players"][one]["line"].get("PTS", 0))
    for line in (document["players"][scorer]["line"], document["team_stats"]["home"]["line"]):
        line |= {"PTS": line["PTS"] + 2, "FG": line["FG"] + 1, "FGA": line["FGA"] + 1}
    document["score"]["home"] += 2
    document["score"]["periods"]["OT2"]["home"] += 2
    document["game"]["status"] = "ended"
    document["clock"] = {"period": "OT2", "phase": "ended"}
    return document | {"sponsor": badge("COURTSIDE", 216, 56)}


def _leaders() -> list[Cell]:
    return [
        Cell("a long name, the first half", [("leaders", game(scope="half1"))], "wood", LEFT),
        Cell("on the right", [("leaders", game(zone="right"))], "wood", RIGHT),
    ]


def _charts() -> list[Cell]:
    return [
        Cell("3 marks", [("shot-chart", with_shots(3, team="home"))], "wood", RIGHT),
        Cell("40 marks of a player", [("shot-chart", with_shots(40, player=LONG))], "wood", RIGHT),
        Cell("90 marks of both teams", [("shot-chart", with_shots(90))], "wood", RIGHT),
        Cell("areas", [("shot-chart", with_shots(60, team="away", view="areas"))], "wood", RIGHT),
    ]


def with_shots(count: int, *, player: str | None = None, **more: Any) -> Document:
    """Return a game with so many shots of those asked for; more than there were are taken a step aside."""
    document = game(**more, **({"player": player} if player else {}))
    side = "away" if player else more.get("team")
    own = [shot for shot in document["shots"].values() if side in (None, shot["team"])]
    shots = {}
    for number in range(count):
        shot = deepcopy(own[number % len(own)])
        if number >= len(own):
            shot["x"] += number * 797 % 1800 - 900
            shot["y"] += number * 389 % 1200 - 300
        if player:
            shot["player"] = player
        shots[f"shot-{number}"] = shot
    document["shots"] = shots
    if player:
        makes = [shot for shot in shots.values() if shot["made"]]
        threes = [shot for shot in shots.values() if shot["three"]]
        deep = sum(shot["made"] for shot in threes)
        line = {"PTS": 2 * len(makes) + deep, "FG": len(makes), "FGA": count, "FG3": deep, "FGA3": len(threes)}
        document["players"][player]["line"] = line
    return document
