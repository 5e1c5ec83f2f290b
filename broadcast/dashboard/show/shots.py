"""The shot chart: which shots a filter shows, their marks on the court, and what they add up to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from broadcast.basketball.court import court_of_rules
from broadcast.basketball.reading import game_time, period_label
from broadcast.dashboard.show import Document
from broadcast.dashboard.show.colors import grounds
from broadcast.dashboard.show.words import SIDES, by_jersey, code, full_name, short
from broadcast.dashboard.viewing import Viewing


@dataclass(frozen=True)
class Filter:
    """Which shots are shown. An empty string chooses all."""

    team: str = ""
    player: str = ""
    period: str = ""

    def takes(self, shot: dict[str, Any]) -> bool:
        """Tell whether a shot is one of those chosen."""
        return (
            self.team in ("", shot["team"])
            and self.player in ("", shot.get("player"))
            and self.period in ("", shot.get("period"))
        )


def shot_chart(state: Document, viewing: Viewing) -> dict[str, Any]:
    """Return the court's lines, the marks (misses first, so that makes lie on them) and the totals shown."""
    chosen = Filter(
        team=viewing.choice("team", SIDES),
        player=viewing.choices.get("player", ""),
        period=viewing.choices.get("period", ""),
    )
    game = state["game"]
    players = state.get("players", {})
    floor = court_of_rules(game["rules"])
    shots = [
        (key, shot)
        for key, shot in sorted(state.get("shots", {}).items(), key=lambda item: (item[1]["at"], item[0]))
        if chosen.takes(shot)
    ]
    placed = [(key, shot) for key, shot in shots if "x" in shot and "y" in shot and floor.holds(shot["x"], shot["y"])]
    marks = [
        {
            "x": shot["x"],
            "y": -shot["y"],
            "made": shot["made"],
            "side": shot["team"],
            "title": _title(shot, players, game),
        }
        for _, shot in sorted(placed, key=lambda item: item[1]["made"])
    ]
    return {
        "view_box": floor.view_box,
        "lines": floor.lines(),
        "marks": marks,
        "radius": 230 if len(marks) <= 80 else 190,
        "any": bool(shots),
        "unplaced": len(shots) - len(placed),
        "totals": [_total(side, [shot for _, shot in shots], game) for side in SIDES],
        "choices": choices(state, chosen),
        "grounds": grounds(game),
    }


def choices(state: Document, chosen: Filter) -> dict[str, list[dict[str, Any]]]:
    """Return the options of the three filters. Players are those of the chosen team who have shot."""
    game = state["game"]
    shots = state.get("shots", {}).values()
    shooters = {shot.get("player") for shot in shots if chosen.team in ("", shot["team"])} - {None}
    if chosen.player:
        shooters.add(chosen.player)
    players = state.get("players", {})
    periods = state.get("score", {}).get("periods", {})
    names = sorted(periods, key=lambda name: (periods[name]["order"], name))
    for shot in shots:
        if (name := shot.get("period")) and name not in names:
            names.append(name)
    known = [(key, players.get(key, {})) for key in shooters]
    return {
        "team": [{"value": side, "text": short(game[side]), "chosen": chosen.team == side} for side in SIDES],
        "player": [
            {"value": key, "text": _player(key, player), "chosen": chosen.player == key}
            for key, player in sorted(known, key=lambda item: (item[1].get("team", ""), by_jersey(item)))
        ],
        "period": [
            {"value": name, "text": period_label(name) or name, "chosen": chosen.period == name} for name in names
        ],
    }


def _player(key: str, player: dict[str, Any]) -> str:
    return " ".join(part for part in (player.get("jersey", ""), full_name(player) or key) if part)


def _total(side: str, shots: list[dict[str, Any]], game: dict[str, Any]) -> dict[str, Any]:
    own = [shot for shot in shots if shot["team"] == side]
    threes = [shot for shot in own if shot["three"]]
    return {
        "side": side,
        "code": code(game[side]),
        "made": sum(shot["made"] for shot in own),
        "tried": len(own),
        "threes_made": sum(shot["made"] for shot in threes),
        "threes": len(threes),
    }


def _title(shot: dict[str, Any], players: dict[str, Any], game: dict[str, Any]) -> str:
    player = players.get(shot.get("player", ""), {})
    when = " ".join(
        part
        for part in (
            period_label(shot["period"]) or shot["period"] if "period" in shot else "",
            game_time(shot["clock_ms"]) if "clock_ms" in shot else "",
        )
        if part
    )
    what = f"{'three' if shot['three'] else 'two'} {'made' if shot['made'] else 'missed'}"
    distance = f"{shot['distance'] / 1000:.1f} m" if "distance" in shot else ""
    parts = (full_name(player) or short(game[shot["team"]]), what, distance, when)
    return ", ".join(part for part in parts if part)
