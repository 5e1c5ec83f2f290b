"""A small invented game in the format `euroleague`, with every trap, in five files.

Players of the home team are P101 to P107, of the visitors P201 to P207; the first five of each start. P208 is in the
plays and not in the box score. The game goes into two overtimes.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from broadcast.recordings.importers import IMPORTERS, Imported

HOME, AWAY = "HER", "OWL"
QUARTERS = ("FirstQuarter", "SecondQuarter", "ThirdQuarter", "ForthQuarter", "ExtraTime")
_INFO = {
    "2FGM": "Two Pointer (1/1 - 2 pt)", "2FGA": "Missed Two Pointer (0/1 - 0 pt)", "3FGM": "Three Pointer (1/1 - 3 pt)",
    "AS": "Assist (1)", "CM": "Foul (1)", "FTM": "Free Throw In (1/1 - 1 pt)", "IN": "In", "OUT": "Out",
}  # fmt: skip


class Log:
    """Rows of PlaybyPlay.json and Points.json: each gets the next number, and shots a time."""

    def __init__(self) -> None:
        self.quarters: dict[str, list[dict[str, Any]]] = {name: [] for name in QUARTERS}
        self.points: list[dict[str, Any]] = []
        self.number = 48

    def add(self, period: int, clock: str, kind: str, player: int | str = "", **more: Any) -> dict[str, Any]:
        """Add a row of a player, or of a team by its code."""
        self.number += 1
        team = player if isinstance(player, str) else HOME if player < 200 else AWAY
        row: dict[str, Any] = {
            "TYPE": 0,
            "NUMBEROFPLAY": self.number,
            "CODETEAM": f"{team:10}",
            "PLAYER_ID": " " * 10 if isinstance(player, str) else f"P{player:<9}",
            "PLAYTYPE": f"{kind:5}",
            "PLAYER": None if isinstance(player, str) else f"NAME{player}, ÁNA",
            "DORSAL": None if isinstance(player, str) else str(player % 100),
            "MARKERTIME": clock,
            "POINTS_A": None,
            "POINTS_B": None,
            "PLAYINFO": _INFO.get(kind, ""),
        } | more
        self.quarters[QUARTERS[min(period, 5) - 1]].append(row)
        if kind in ("2FGM", "2FGA", "3FGM", "3FGA", "FTM", "LAYUPMD"):
            self.point(period, clock, row)
        return row

    def point(self, period: int, clock: str, row: dict[str, Any]) -> None:
        """Add the place and the time of a shot; free throws have none of the first."""
        minutes, _, seconds = clock.partition(":")
        length = 600 if period <= 4 else 300
        passed = 900 * (period - 1) + length - 60 * int(minutes) - int(seconds)
        free = row["PLAYTYPE"].startswith("FT")
        self.points.append(
            {
                "NUM_ANOT": row["NUMBEROFPLAY"],
                "COORD_X": -1 if free else 150,
                "COORD_Y": -1 if free else 400,
                "ZONE": " " if free else "E",
                "UTC": f"2026010319{passed // 60:02d}{passed % 60:02d}"
                if passed < 3600
                else f"2026010320{passed // 60 - 60:02d}{passed % 60:02d}",
            }
        )

    def swap(self, period: int, clock: str, coming: int, leaving: int) -> None:
        """Add both halves of a substitution, the one who comes in first."""
        self.add(period, clock, "IN", coming)
        self.add(period, clock, "OUT", leaving)


def log() -> Log:
    """Four quarters and two overtimes."""
    plays = Log()
    plays.add(1, "", "BP")
    plays.add(1, "09:59", "TPOFF", HOME)
    plays.add(1, "09:40", "2FGM", 101)
    plays.add(1, "09:37", "AS", 102)
    plays.add(1, "09:10", "TO", 201)
    plays.add(1, "09:08", "ST", 103)
    plays.add(1, "09:00", "LAYUPMD", 103)
    # The foul, and long after it its free throws: 101 goes out between them.
    plays.add(1, "08:30", "CM", 202)
    plays.add(1, "08:30", "RV", 101)
    plays.swap(1, "08:30", 106, 105)
    plays.add(1, "08:30", "FTM", 101)
    plays.add(1, "08:30", "FTA", 101)
    plays.add(1, "08:28", "D", AWAY)
    plays.add(1, "08:10", "3FGM", 203)
    # Inserted late: the assist has the highest number of all.
    plays.add(1, "08:10", "AS", 204)["NUMBEROFPLAY"] = 900
    plays.add(1, "07:50", "2FGA", 104)
    plays.add(1, "07:50", "FV", 205)
    plays.add(1, "07:50", "AG", 104)
    plays.add(1, "07:48", "O", 106)
    plays.add(1, "07:40", "CMT", 204)
    plays.add(1, "07:40", "FTM", 102)
    plays.add(1, "07:30", "C", HOME)
    plays.add(1, "07:30", "FTM", 201)
    plays.add(1, "07:20", "OF", 106)
    plays.add(1, "07:20", "TO", 106)
    plays.add(1, "07:00", "TOUT", AWAY)
    plays.add(1, "07:00", "TOUT_TV")
    plays.add(1, "", "EP")
    # Substitutions of the break have lower numbers than the row that begins the quarter.
    begin = plays.add(2, "", "BP")
    plays.swap(2, "10:00", 105, 106)
    plays.swap(2, "10:00", 208, 205)
    begin["NUMBEROFPLAY"] = plays.number + 500
    plays.add(2, "05:00", "2FGM", 208)
    plays.add(2, "", "EP")
    for period in (3, 4):
        plays.add(period, "", "BP")
        plays.add(period, "05:00", "2FGM", 101)
        plays.add(period, "", "EP")
    for period in (5, 6):
        plays.add(period, "", "BP")
        plays.add(period, "02:00", "2FGM", 104)
        plays.add(period, "", "EP" if period == 5 else "EG")
    return plays


def files(plays: Log | None = None) -> dict[str, Any]:
    """Return the five files by name."""
    plays = plays or log()

    def team(first: int, code: str) -> dict[str, Any]:
        players = [
            {
                "Player_ID": f"P{player:<9}",
                "IsStarter": float(player < first + 5),
                "Team": f"{code:10}",
                "Dorsal": "00" if player == first else str(player % 100),
                "Player": f"NAME{player}, ÁNA",
                "Minutes": "10:00",
            }
            for player in range(first, first + 7)
        ]
        return {"Team": code, "PlayersStats": players, "totr": {}}

    return {
        "PlaybyPlay.json": {"CodeTeamA": f"{HOME:10}", "CodeTeamB": f"{AWAY:10}", **plays.quarters},
        "Points.json": {"Rows": plays.points},
        "Boxscore.json": {"Stats": [team(101, HOME), team(201, AWAY)]},
        "Header.json": {
            "Round": "1", "Date": "03/01/2026", "Hour": "20:00 ", "Stadium": "OLD HALL", "TeamA": "HERONS",
            "TeamB": "OWLS", "CodeTeamA": HOME, "CodeTeamB": AWAY, "Competition": "A LEAGUE",
            "Referee1": "WHISTLE, IVY",
        },
        "Comparison.json": {"DefensiveReboundsA": 1},
    }  # fmt: skip


def import_it(folder: Path, contents: dict[str, Any] | None = None, *, late: bool = False) -> Imported:
    """Write the files and import them."""
    paths = []
    for name, content in (files() if contents is None else contents).items():
        paths.append(folder / name)
        paths[-1].write_text(json.dumps(content), encoding="utf-8")
    return IMPORTERS["euroleague"](paths, late)
