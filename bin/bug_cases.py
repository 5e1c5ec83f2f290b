"""The states of the score bugs that are looked at before they go on air (see bin/air_sheet.py)."""

from __future__ import annotations

import base64
import copy
from typing import Any

from air_sheet import PHONE, Cell, Sheet

GROUNDS = ("wood", "crowd", "white", "black")
NOW = 1_800_000_000_000
BAR = (480, 890, 960, 150)
"""Where bug A stands with its tabs."""
BOX = (80, 44, 680, 188)
FOOT = (80, 848, 680, 188)


def sheets() -> list[Sheet]:
    """Return the sheets of both bugs: over each ground, and in each state."""
    states = documents()
    found = []
    for bug, crop, width in (("score-bug-a", BAR, 1952), ("score-bug-b", BOX, 1384)):
        cells = [Cell(title, [(bug, data)], "wood", crop) for title, data in states]
        cells += [
            Cell(title, [(bug, {**base_document(), **more})], "wood", crop, actions=[("message", payload)])
            for title, more, payload in messages()
        ]
        if bug == "score-bug-b":
            cells.append(Cell("at the foot", [(bug, {**base_document(), "place": "foot"})], "wood", FOOT))
        found.append(Sheet(f"{bug[6:]}-states", cells, width))
        over = [Cell(ground, [(bug, states[0][1])], ground, crop) for ground in GROUNDS]
        over += [Cell(f"{ground}, on a phone", [(bug, states[2][1])], ground, scale=PHONE) for ground in GROUNDS]
        found.append(Sheet(f"{bug[6:]}-grounds", over, width))
    return found


def messages() -> list[tuple[str, dict[str, Any], dict[str, str]]]:
    """Return what is said on tabs, with what stands else."""
    bonus = {"team_stats": {"away": {"timeouts": 1, "bonus": "BONUS"}, "home": {"timeouts": 0, "bonus": "BONUS+"}}}
    sponsor = {"sponsor": badge("COURTSIDE", 272, 72)}
    return [
        ("a message over bonus", bonus, {"place": "home", "text": "#23 KOVALENKO · 4TH FOUL"}),
        ("centre tab", {}, {"place": "centre", "text": "TIMEOUT"}),
        ("sponsor, bonus of the other", sponsor | bonus, {"place": "away", "text": ""}),
    ]


def badge(text: str, width: int, height: int) -> str:
    """Return a picture with a word on it, as an address."""
    art = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f'<text x="50%" y="{height * 0.7}" font-size="{height * 0.6}" font-family="sans-serif" font-weight="700" '
        f'text-anchor="middle" fill="#F4F6F8" textLength="{width * 0.9}">{text}</text></svg>'
    )
    return "data:image/svg+xml;base64," + base64.b64encode(art.encode()).decode()


def logo(letter: str, color: str, ink: str) -> str:
    """Return a badge with a letter, as an address."""
    art = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 68 68"><path d="M34 2l28 10v22c0 16-12 26-28 32'
        f'C18 60 6 50 6 34V12z" fill="{color}" stroke="{ink}" stroke-width="4"/><text x="34" y="48" font-size="38" '
        f'font-family="sans-serif" font-weight="700" text-anchor="middle" fill="{ink}">{letter}</text></svg>'
    )
    return "data:image/svg+xml;base64," + base64.b64encode(art.encode()).decode()


def documents() -> list[tuple[str, dict[str, Any]]]:
    """Return the states with their titles, each a game document as the graphic gets it."""
    base = base_document()
    sheet: list[tuple[str, dict[str, Any]]] = []

    def add(title: str, **topics: Any) -> dict[str, Any]:
        data = copy.deepcopy(base)
        for topic, value in topics.items():
            data[topic] = data[topic] | value if isinstance(value, dict) and topic in data else value
        sheet.append((title, data))
        return data

    def wear(title: str, away: tuple[str, str, str], home: tuple[str, str, str]) -> None:
        data = add(title)
        for side, (abbreviation, color, text_color) in (("away", away), ("home", home)):
            data["game"][side].update(abbreviation=abbreviation, color=color, text_color=text_color)
            shield = "#FFFFFF" if text_color == color else text_color
            data["game"][side]["logo"] = logo(abbreviation[0], shield, color)

    add("8-11, first quarter", score={"away": 8, "home": 11}, clock={"period": "Q1", "ms": 598_000})
    add("20:00 before tip-off, college rules, arrow", **_college())
    add("108-99, 9:58", score={"away": 108, "home": 99}, clock={"period": "Q4", "ms": 598_400})
    add("102-100, 59.9, bonus both", score={"away": 102, "home": 100}, clock={"period": "Q4", "ms": 59_900},
        team_stats={"away": {"timeouts": 1, "bonus": "BONUS"}, "home": {"timeouts": 0, "bonus": "BONUS"}})  # fmt: skip
    add("0.0", score={"away": 102, "home": 103}, clock={"period": "Q4", "ms": 0, "shot_ms": None})
    add("shot clock 4.2", clock={"shot_ms": 4_200})
    add("HALF", clock={"phase": "break", "period": "Q2", "ms": 0})
    add("END 3RD", clock={"phase": "break", "period": "Q3", "ms": 0})
    add("FINAL/2OT", score={"away": 121, "home": 118}, clock={"period": "OT2", "phase": "ended"})
    add("clock hidden", clock={"period": "OT1", "ms": None, "shot_ms": None})
    plain = add("no logos, timeouts of seven", team_stats={"away": {"timeouts": 6}, "home": {"timeouts": 3}})
    bonus = add("no logos, three figures, bonus", score={"away": 121, "home": 118},
                team_stats={"away": {"timeouts": 2, "bonus": "BONUS"}, "home": {"timeouts": 3}})  # fmt: skip
    for data in (plain, bonus):
        for side in ("away", "home"):
            del data["game"][side]["logo"]
    long = add("abbreviations of five and six letters")
    long["game"]["away"]["abbreviation"], long["game"]["home"]["abbreviation"] = "LANTRN", "NORDL"
    absent = add("no abbreviation, no timeouts fed", team_stats={"away": {}, "home": {}})
    for side, short in (("away", "Étoiles"), ("home", "Żubry")):
        del absent["game"][side]["abbreviation"]
        absent["game"][side]["short_name"] = short
    absent["team_stats"] = {}
    wear("white against maroon", ("HER", "#FFFFFF", "#00594C"), ("RDR", "#5C0A22", "#F4F6F8"))
    wear("black against navy", ("ZUB", "#111111", "#FFC53D"), ("TID", "#0B2265", "#FFFFFF"))
    wear("navy against royal", ("TID", "#0C2340", "#FFFFFF"), ("OTT", "#1D428A", "#FFFFFF"))
    wear("gold against orange", ("LAN", "#FFB81C", "#1D252D"), ("FÜC", "#E87722", "#14171C"))
    wear("teams of one color each", ("OTT", "#007A33", "#007A33"), ("ETO", "#6CACE4", "#6CACE4"))
    unknown = add("no colors known")
    for side in ("away", "home"):
        for key in ("color", "text_color", "logo"):
            del unknown["game"][side][key]
    for _, data in sheet:
        data["clock"] = {key: value for key, value in data["clock"].items() if value is not None}
    return sheet


def base_document() -> dict[str, Any]:
    """Return a game in its third quarter, with a standing clock of 6:12."""

    def team(name: str, abbreviation: str, color: str, text_color: str) -> dict[str, Any]:
        colors = {"color": color, "text_color": text_color, "logo": logo(abbreviation[0], text_color, color)}
        return {"id": abbreviation, "name": name, "abbreviation": abbreviation, **colors}

    return {
        "now": NOW,
        "game": {
            "event_id": "sheet",
            "status": "live",
            "format": "QUARTER",
            "rules": "NBA",
            "away": team("Port Osprey Tideline", "TID", "#0B2265", "#FFFFFF"),
            "home": team("Grünwinkel Füchse", "FÜC", "#E87722", "#14171C"),
        },
        "score": {"away": 58, "home": 61},
        "clock": {"period": "Q3", "phase": "period", "ms": 372_000, "resolution_ms": 100, "running": False,
                  "shot_ms": 14_000, "as_of": NOW},
        "team_stats": {"away": {"timeouts": 5}, "home": {"timeouts": 4}},
        "feed": {"state": "live"},
    }  # fmt: skip


def _college() -> dict[str, Any]:
    return {
        "game": {"format": "HALF", "rules": "NCAA_M", "status": "scheduled"},
        "score": {"away": 0, "home": 0},
        "clock": {"period": "H1", "phase": "pregame", "ms": 1_200_000, "shot_ms": None},
        "possession": {"team": "home"},
        "team_stats": {"away": {"timeouts": 4}, "home": {"timeouts": 4}},
    }
