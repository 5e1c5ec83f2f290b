"""The states of lower thirds, line score, title and slate that are looked at before they go on air."""

from __future__ import annotations

import base64
from typing import Any

from air_sheet import PHONE, Cell, Sheet
from bug_cases import GROUNDS, NOW, badge, base_document, logo

LOWER = (488, 720, 944, 210)
"""Where the lower zone stands above bug A."""
PLAYERS: dict[str, dict[str, Any]] = {
    "p1": {"first_name": "Tomás", "last_name": "Okafor", "jersey": "23", "position": "G", "picture": "face"},
    "p2": {"first_name": "Krišjānis", "last_name": "Đurđević-Liepiņš", "jersey": "7", "position": "F"},
    "p3": {"first_name": "Ilmari", "last_name": "Wray", "position": "C"},
    "p4": {"first_name": "Jonathan", "last_name": "Okafor", "jersey": "00", "position": "G-F", "picture": "face"},
    "p5": {"first_name": "Maximiliane", "last_name": "Featherstonehaugh-Oberhäuser", "jersey": "44", "picture": "face"},
}
FULL = {"PTS": 24, "REB": 11, "AST": 10, "FG": 10, "FGA": 18, "FG3": 3, "FGA3": 7, "FL": 2, "STL": 1}
BRIEF = {"PTS": 9, "REB": 3}


def sheets() -> list[Sheet]:
    """Return the sheets."""
    return [
        Sheet("lower-player", _players(), 1928),
        Sheet("lower-name", _names(), 1928),
        Sheet("line-score", _line_scores(), 1928),
        Sheet("lower-grounds", _grounds(), 1384),
        Sheet("title", _titles(), 1960),
        Sheet("slate", _slates(), 1960),
    ]


def document(lines: dict[str, dict[str, int]] | None = None) -> dict[str, Any]:
    """Return a game with the players, each with a line of stats."""
    lines = lines or {}
    players = {}
    for number, player in PLAYERS.items():
        full = f"{player['first_name']} {player['last_name']}"
        players[number] = {"team": "home", "name": full, "line": lines.get(number, FULL), **player}
        if player.get("picture"):
            players[number]["picture"] = head_shot()
    return {**base_document(), "players": players, "bug": "a"}


def head_shot() -> str:
    """Return a picture of nobody, head and shoulders, cut out."""
    art = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="288" height="320" viewBox="0 0 144 160">'
        '<path d="M2 160c0-40 30-50 52-54h36c22 4 52 14 52 54z" fill="#E87722"/>'
        '<path d="M58 84h28v28c-6 10-22 10-28 0z" fill="#8D5B3F"/>'
        '<ellipse cx="72" cy="58" rx="29" ry="38" fill="#A56B4A"/>'
        '<path d="M42 52c-4-34 18-44 32-44 20 0 34 14 28 44-4-14-10-20-30-20-18 0-26 6-30 20z" fill="#2B1B14"/></svg>'
    )
    return "data:image/svg+xml;base64," + base64.b64encode(art.encode()).decode()


def _lower(title: str, graphic: str, data: dict[str, Any]) -> Cell:
    return Cell(title, [("score-bug-a", data), (graphic, data)], "wood", LOWER)


def _players() -> list[Cell]:
    def player(title: str, number: str, line: dict[str, int] = FULL, /, **data: Any) -> Cell:
        return _lower(title, "lower-player", {**document({number: line}), "player": number, **data})

    half = {"period_stats": {period: {"p1": {"PTS": 7, "REB": 4, "AST": 2}} for period in ("Q1", "Q2")}}
    return [
        player("head shot, six items", "p1"),
        player("24 letters, diacritics, no photo", "p2"),
        player("no number, two items", "p3", BRIEF),
        player("00, a namesake on the team, one item", "p4", {"PTS": 2}),
        player("nothing fed, no position: the name alone", "p5", {}),
        player("a half", "p1", scope="half1", score={"home": 61, "away": 58, "periods": _periods(4)}, **half),
        player("items chosen, Spanish", "p2", items=["PTS", "FG3", "STL", "FL"], language="es"),
        player("a long name beside a head shot", "p5"),
    ]


def _names() -> list[Cell]:
    def name(title: str, /, **data: Any) -> Cell:
        return _lower(title, "lower-name", {**document(), **data})

    return [
        name("coach, team", name="Renata Vasquez-Oyelaran", title="Head coach, 3rd season", team="home"),
        name("visitors, navy", name="Dariusz Żółtowski", title="Assistant coach", team="away"),
        name("two people", name="Ada Mirow", title="Play-by-play", name2="Joaquín Estévez", title2="Analyst"),
        name("two long names", name="Maximiliane Featherstonehaugh", title="Former captain and all-time leading scorer",
             name2="Bo Li", title2="Reporter"),
        name("a place", name="Harbor Hall"),
        name("a long title", name="Guest", title="Chair of the association that has run this cup for sixty years"),
    ]  # fmt: skip


def _periods(count: int, names: str = "Q") -> dict[str, Any]:
    points = [(14, 16), (15, 11), (12, 20), (17, 14), (9, 9), (8, 8), (6, 4), (5, 5)]
    regular = 4 if names == "Q" else 2
    periods = {}
    for at, (away, home) in enumerate(points[:count]):
        name = f"{names}{at + 1}" if at < regular else f"OT{at + 1 - regular}"
        periods[name] = {"order": at, "away": away, "home": home}
    return periods


def _line_scores() -> list[Cell]:
    def line(title: str, count: int, period: str, phase: str = "period", **game: Any) -> Cell:
        data = document()
        data["game"] = {**data["game"], **game}
        periods = _periods(count, "H" if game.get("format") == "HALF" else "Q")
        totals = {side: sum(points[side] for points in periods.values()) for side in ("home", "away")}
        data.update(score={**totals, "periods": periods}, clock={**data["clock"], "period": period, "phase": phase})
        return _lower(title, "line-score", data)

    return [
        line("third of four", 3, "Q3"),
        line("first of four", 1, "Q1"),
        line("two halves, the second in play", 2, "H2", format="HALF", rules="NCAA_M"),
        line("half-time", 2, "Q2", "break"),
        line("five, ended", 5, "OT1", "ended", status="ended"),
        line("six", 6, "OT2"),
        line("seven", 7, "OT3"),
        line("eight", 8, "OT4"),
    ]


def _grounds() -> list[Cell]:
    data = {**document(), "player": "p1"}
    both = [("score-bug-a", data), ("lower-player", data)]
    full = [Cell(ground, both, ground, (488, 720, 944, 320), 0.7) for ground in GROUNDS]
    return full + [Cell(f"{ground}, on a phone", both, ground, scale=PHONE) for ground in GROUNDS]


def _titles() -> list[Cell]:
    plain = base_document()
    for side in ("home", "away"):
        del plain["game"][side]["logo"]
    named = base_document()
    named["game"]["away"]["short_name"], named["game"]["home"]["short_name"] = "Tideline", "Füchse"
    words = {"line1": "NATIONAL CUP · SEMI-FINAL", "line2": "Harbor Hall, Port Osprey"}
    sponsor = {"sponsor": badge("COURTSIDE", 480, 144)}
    named["game"]["home"]["logo"] = logo("F", "#14171C", "#E87722")
    return [
        Cell("with logos", [("title", {**named, **words, **sponsor})], "crowd", scale=0.5),
        Cell("without, with a time", [("title", {**plain, **words, "title": "7:30"})], "wood", scale=0.5),
    ]


def _slates() -> list[Cell]:
    soon = {"now": NOW, "line1": "STARTING SOON", "line2": "Port Osprey Tideline at Grünwinkel Füchse"}
    sponsor = {"sponsor": badge("COURTSIDE", 480, 144)}
    return [
        Cell("countdown", [("slate", {**base_document(), **soon, "until": NOW + 754_300, **sponsor})], scale=0.5),
        Cell("a line alone, no game", [("slate", {"now": NOW, "line1": "BACK SOON"})], scale=0.5),
    ]
