"""Turns the recorded NBA game into the format `espn`, as far as that format goes: no substitutions between periods."""

from __future__ import annotations

import json
from typing import Any

from tests import recorded
from tests.recordings.espn_game import NOWHERE

_SHOTS = {"2pt": 2, "3pt": 3}
_FOULS = {"offensive": "Offensive Foul", "technical": "Technical Foul", "personal": "Personal Foul"}


def clock(text: str) -> str:
    """Return PT11M22.00S as 11:22, PT00M09.30S as 9.3."""
    minutes, seconds = text.removeprefix("PT").removesuffix("S").split("M")
    if int(minutes):
        return f"{int(minutes)}:{int(float(seconds)):02d}"
    return f"{float(seconds):.1f}"


def summary() -> dict[str, Any]:
    """Return the game as a summary.json."""
    plays, box = (json.loads(path.read_bytes())["game"] for path in recorded.nba_files())
    names = {p["personId"]: p["name"] for side in ("homeTeam", "awayTeam") for p in box[side]["players"]}
    actions = sorted(plays["actions"], key=lambda action: int(action["orderNumber"]))
    rows: list[dict[str, Any]] = []
    leaving: dict[int, list[int]] = {}
    coming: dict[int, list[int]] = {}
    playing = False
    for action in actions:
        kind, sub_type = action["actionType"], action.get("subType", "")
        if kind == "period":
            playing = sub_type == "start"
        if kind == "substitution":
            queue = leaving if sub_type == "out" else coming
            queue.setdefault(action["teamId"], []).append(action["personId"])
            out, into = leaving.get(action["teamId"], []), coming.get(action["teamId"], [])
            if out and into:
                pair = (into.pop(0), out.pop(0))
                if playing:
                    text = f"{names[pair[0]]} enters the game for {names[pair[1]]}"
                    rows.append(row(action, "Substitution", text, *pair))
            continue
        rows += told(action, kind, sub_type, names)
    return {
        "header": {
            "id": "0",
            "season": {"year": 2021},
            "league": {"slug": "nba", "name": "NBA"},
            "competitions": [
                {
                    "date": "2020-12-22T00:00Z",
                    "competitors": [
                        {
                            "homeAway": side,
                            "score": str(box[f"{side}Team"]["score"]),
                            "team": {"id": str(box[f"{side}Team"]["teamId"]), "displayName": side},
                        }
                        for side in ("home", "away")
                    ],
                }
            ],
        },
        "format": {"regulation": {"periods": 4, "clock": 720}, "overtime": {"clock": 300}},
        "boxscore": {"players": [players(box[side]) for side in ("awayTeam", "homeTeam")]},
        "plays": rows,
    }


def players(team: dict[str, Any]) -> dict[str, Any]:
    """Return the players of a team."""
    return {
        "team": {"id": str(team["teamId"])},
        "statistics": [
            {
                "keys": [],
                "athletes": [
                    {
                        "athlete": {"id": str(p["personId"]), "displayName": p["name"], "jersey": p["jerseyNum"]},
                        "starter": p["starter"] == "1",
                    }
                    for p in team["players"]
                ],
            }
        ],
    }


def row(action: dict[str, Any], kind: str, text: str, *people: int, **more: Any) -> dict[str, Any]:
    """Return a play."""
    made: dict[str, Any] = {
        "id": str(action["actionNumber"]),
        "type": {"text": kind},
        "text": text,
        "period": {"number": action["period"]},
        "clock": {"displayValue": clock(action["clock"])},
        "wallclock": action["timeActual"],
        "coordinate": NOWHERE,
        "participants": [{"athlete": {"id": str(person)}} for person in people if person],
    }
    if action.get("teamId"):
        made["team"] = {"id": str(action["teamId"])}
    return made | more


def told(action: dict[str, Any], kind: str, sub_type: str, names: dict[int, str]) -> list[dict[str, Any]]:
    """Return the plays of an action: those that the format has."""
    person = action.get("personId") or 0
    who = names.get(person, "Team")
    person = person if person in names else 0
    if kind in _SHOTS or kind == "freethrow":
        made = action["shotResult"] == "Made"
        worth = _SHOTS.get(kind, 1)
        more = {"scoringPlay": made, "scoreValue": worth, "shootingPlay": True}
        if kind == "freethrow":
            technical = "technical " if action.get("descriptor", "").startswith("technical") else ""
            text = f"{who} {'makes' if made else 'misses'} {technical}free throw {sub_type}"
            return [row(action, f"Free Throw - {sub_type}", text, person, **more)]
        if block := action.get("blockPersonId"):
            return [row(action, "Jump Shot", f"{names[block]} blocks {who}'s shot", person, block, **more)]
        assist = action.get("assistPersonId") or 0
        text = f"{who} {'makes' if made else 'misses'} {'three point ' if worth == 3 else ''}shot"
        text += f" ({names[assist]} assists)" if assist else ""
        more["coordinate"] = {"x": 25, "y": 10}
        return [row(action, "Jump Shot", text, person, assist, **more)]
    if kind == "rebound":
        return [row(action, f"{sub_type.title()} Rebound", f"{who} {sub_type} rebound", person)]
    if kind == "turnover":
        steal = action.get("stealPersonId") or 0
        text = f"{who} turnover" + (f" ({names[steal]} steals)" if steal else "")
        return [row(action, "Bad Pass\nTurnover", text, person, steal)]
    if kind == "foul":
        drawn = action.get("foulDrawnPersonId") or 0
        name = _FOULS.get(sub_type, "Personal Foul")
        return [row(action, name, f"{who} {name.lower()}", person, drawn)]
    if kind == "period" and sub_type == "end":
        return [row(action, "End Period", "End of the quarter")]
    return [row(action, "End Game", "End of Game")] if kind == "game" else []
