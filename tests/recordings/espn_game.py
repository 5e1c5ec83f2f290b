"""Small invented games in the format `espn`: one of a college, one of a professional league, with every trap.

Players of the home team are 101 to 108, of the visitors 201 to 208; the first five of each start.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from broadcast.recordings.importers import IMPORTERS, Imported

HOME, AWAY = "11", "22"
NOWHERE = {"x": -214748340, "y": -214748365}
FIRST, LAST = ("Ána", "Bo", "Cy", "Di", "Ed", "Flo", "Gus", "Hal"), {HOME: "Heron", AWAY: "Owl"}
_TEAMS = {"1": HOME, "2": AWAY}
_STATS = (
    "minutes points fieldGoalsMade-fieldGoalsAttempted assists fouls".split()  # noqa: SIM905
)


def name(player: int) -> str:
    """Return a player's name."""
    return f"{FIRST[player % 100 - 1]} {LAST[_TEAMS[str(player)[0]]]}"


class Log:
    """Plays one after the other: each gets the next number, and a wall clock that follows the game clock."""

    def __init__(self, minutes: int, quarters: int = 4, overtime: int = 5) -> None:
        self.plays: list[dict[str, Any]] = []
        self.lengths = [*[60 * minutes] * quarters, *[60 * overtime] * 9]

    def add(self, period: int, clock: str, kind: str, text: str, *players: int, **more: Any) -> dict[str, Any]:
        """Add a play of the first player's team, or of `team`."""
        minutes, _, seconds = clock.rpartition(":")
        left = 60 * int(minutes or 0) + float(seconds)
        wall = sum(self.lengths[: period - 1]) + 300 * (period - 1) + self.lengths[period - 1] - left
        number = len(self.plays) + 1
        play: dict[str, Any] = {
            "id": f"4000{number}",
            "sequenceNumber": str(number),
            "type": {"id": "1", "text": kind},
            "text": text,
            "period": {"number": period},
            "clock": {"displayValue": clock},
            "wallclock": f"2026-01-03T{19 + int(wall) // 3600:02d}:{int(wall) // 60 % 60:02d}:{int(wall) % 60:02d}Z",
            "scoringPlay": False,
            "scoreValue": 0,
            "shootingPlay": False,
            "coordinate": dict(NOWHERE),
        }
        if players:
            play["participants"] = [{"athlete": {"id": str(player)}} for player in players]
            play["team"] = {"id": _TEAMS.get(str(players[0])[0], HOME)}
        play |= more
        self.plays.append(play)
        return play

    def shot(self, period: int, clock: str, player: int, points: int, *others: int, **more: Any) -> dict[str, Any]:
        """Add a field goal: made for its points, missed where they are negative."""
        made, worth = points > 0, abs(points)
        text = f"{name(player)} {'makes' if made else 'misses'} {'three point' if worth == 3 else '9-foot'} jumper"
        if others and made:
            text += f" ({name(others[0])} assists)"
        elif others:
            text = f"{name(others[0])} blocks {name(player)}'s jumper"
        values = {"scoringPlay": made, "scoreValue": worth, "shootingPlay": True, "coordinate": {"x": 30, "y": 9}}
        return self.add(period, clock, "JumpShot", text, player, *others, **values | more)

    def free_throw(self, period: int, clock: str, player: int, which: str, *, made: bool) -> dict[str, Any]:
        """Add a free throw; its type is MadeFreeThrow in any case."""
        text = f"{name(player)} {'makes' if made else 'misses'} free throw {which}"
        return self.add(period, clock, "MadeFreeThrow", text, player, scoringPlay=made, scoreValue=1, shootingPlay=True)

    def swap(self, period: int, clock: str, coming: int, leaving: int, *, college: bool = False, **more: Any) -> None:
        """Add a substitution: as one play, or as two of a college game."""
        if not college:
            text = f"{name(coming)} enters the game for {name(leaving)}"
            self.add(period, clock, "Substitution", text, coming, leaving, **more)
            return
        team = LAST[_TEAMS[str(coming)[0]]] + "s"
        self.add(period, clock, "Substitution", f"{name(leaving)} subbing out for {team}", leaving, **more)
        self.add(period, clock, "Substitution", f"{name(coming)} subbing in for {team}", coming, **more)


def college_log() -> Log:
    """Two halves of a college game, with what goes wrong in such files."""
    log = Log(20, 2)
    log.add(1, "20:00", "Jumpball", "Start game")
    log.add(1, "19:58", "Jumpball", "Jump Ball won by Herons", 105)
    log.add(1, "19:58", "Jumpball", "Jump Ball lost by Owls", 205)
    log.shot(1, "19:40", 101, 3, 102)
    log.shot(1, "19:20", 201, -2, coordinate={})
    log.add(1, "19:20", "Block Shot", f"{name(103)} Block.", 103)
    log.add(1, "19:18", "Offensive Rebound", "Owls Offensive Rebound.", team={"id": AWAY})
    log.add(1, "19:00", "Lost Ball Turnover", f"{name(202)} bad pass\nturnover", 202)
    log.add(1, "19:00", "Steal", f"{name(104)} Steal.", 104)
    # A basket and its free throw, with a clock that runs on in the log.
    log.shot(1, "18:40", 104, 2)
    log.add(1, "18:40", "PersonalFoul", f"Foul on {name(203)}.", 203)
    log.free_throw(1, "18:39", 104, "1 of 1", made=True)
    log.add(1, "18:20", "PersonalFoul", f"Foul on {name(101)}.", 101)
    # Entered 20 minutes late.
    log.swap(1, "18:20", 106, 101, college=True, wallclock="2026-01-03T19:21:44Z")
    log.free_throw(1, "18:20", 201, "1 of 2", made=False)
    log.add(1, "18:20", "Dead Ball Rebound", "Owls Deadball Team Rebound.", team={"id": AWAY})
    log.free_throw(1, "18:19", 201, "2 of 2", made=True)
    log.add(1, "17:50", "Coach's Challenge (Stands)", "Herons Coach's Challenge (Stands)", team={"id": HOME})
    log.add(1, "17:50", "ShortTimeOut", "Herons Timeout", team={"id": HOME})
    log.add(1, "17:50", "OfficialTVTimeOut", "Official TV Timeout")
    log.shot(1, "0.4", 106, 2, wallclock="2026-01-03T19:19:50Z")
    log.add(1, "0:00", "End Period", "End of 1st half")
    log.swap(2, "20:00", 101, 106, college=True)
    log.shot(2, "19:30", 205, 2)
    log.add(2, "19:10", "Technical Foul", f"Technical foul on {name(107)}.", 107)
    log.free_throw(2, "19:10", 202, "1 of 2", made=True)
    log.free_throw(2, "19:10", 202, "2 of 2", made=False)
    log.shot(2, "18:50", 101, -2)
    log.add(2, "18:48", "Defensive Rebound", f"{name(204)} Defensive Rebound.", 204)
    # One who is not in the box score.
    log.swap(2, "18:00", 208, 201, college=True)
    log.shot(2, "17:30", 208, 2)
    log.add(2, "0:00", "End Period", "End of 2nd half")
    log.add(2, "0:00", "End Game", "End of Game")
    return log


def pro_log() -> Log:
    """Four quarters and two overtimes; nobody tells of substitutions between them."""
    log = Log(12)
    log.add(1, "12:00", "Jumpball", f"{name(105)} vs. {name(205)} ({name(101)} gains possession)", 105, 205, 101)
    log.shot(1, "11:40", 101, 2, 102)
    log.shot(1, "11:20", 201, -3, 103, type={"text": "Pullup Jump Shot"})
    log.add(1, "11:18", "Defensive Rebound", f"{name(104)} defensive rebound", 104)
    log.add(1, "11:00", "Bad Pass\nTurnover", f"{name(105)} bad pass ({name(202)} steals)", 105, 202)
    log.add(1, "10:40", "Shooting Foul", f"{name(103)} shooting foul ({name(203)} draws the foul)", 103, 203)
    log.free_throw(1, "10:40", 203, "1 of 2", made=True)
    log.swap(1, "10:40", 106, 103)
    log.free_throw(1, "10:40", 203, "2 of 2", made=True)
    log.add(1, "10:20", "Offensive Charge", f"{name(106)} offensive charge ({name(204)} draws the foul)", 106, 204)
    log.add(1, "10:20", "Offensive Foul Turnover", f"{name(106)} turnover", 106)
    log.add(1, "10:10", "Defensive 3-Seconds Technical", f"{name(102)} technical foul", 102)
    log.add(
        1, "10:10", "Free Throw - Technical", f"{name(201)} makes technical free throw", 201,
        scoringPlay=True, scoreValue=1, shootingPlay=True,
    )  # fmt: skip
    log.shot(1, "9:50", 204, 2)
    log.add(
        1, "0.2", "Heave Jump Shot", f"{name(106)} misses 60-foot three point shot", 106,
        shootingPlay=True, coordinate={"x": 25, "y": 60},
    )  # fmt: skip
    log.add(1, "0.0", "End Period", "End of the 1st Quarter")
    # 107 came in for 101 in the break; 101 comes back.
    log.shot(2, "11:40", 107, 2)
    log.shot(2, "11:00", 102, 2, 104)
    log.shot(2, "10:40", 105, 2, 106)
    log.swap(2, "10:00", 101, 107)
    log.shot(2, "9:40", 205, 2, 201)
    log.add(2, "0.0", "End Period", "End of the 2nd Quarter")
    log.shot(3, "11:40", 101, -2)
    log.add(3, "11:38", "Offensive Rebound", "Herons offensive team rebound", team={"id": HOME})
    log.swap(3, "11:00", 207, 202)
    log.shot(3, "10:00", 207, 3)
    log.add(3, "0.0", "End Period", "End of the 3rd Quarter")
    log.shot(4, "5:00", 101, 2)
    log.add(4, "0.0", "End Period", "End of the 4th Quarter")
    log.shot(5, "4:00", 101, 2)
    log.shot(5, "3:30", 207, 2)
    log.add(5, "0.0", "End Period", "End of the 1st Overtime")
    log.shot(6, "2:00", 102, 2)
    log.add(6, "0.0", "End Period", "End of the 2nd Overtime")
    log.add(6, "0.0", "End Game", "End of Game")
    return log


def summary(log: Log, *, league: str, periods: int, clock: int, year: int = 2026) -> dict[str, Any]:
    """Return the whole file, with a box score that has its players and no more than that."""

    def side(team: str, where: str) -> dict[str, Any]:
        color = "102030" if team == HOME else "F0E0D0"
        return {
            "homeAway": where,
            "team": {"id": team, "displayName": f"{LAST[team]}s", "color": color},
        }

    def lines(team: str) -> dict[str, Any]:
        first = 101 if team == HOME else 201
        athletes = [
            {
                "athlete": {
                    "id": str(player),
                    "displayName": name(player),
                    "jersey": "00" if player == first else str(player % 100),
                    "position": {"abbreviation": "G"},
                },
                "starter": player < first + 5,
                "didNotPlay": False,
                "stats": [],
            }
            for player in range(first, first + 7)
        ]
        return {"team": {"id": team}, "statistics": [{"keys": list(_STATS), "athletes": athletes}]}

    return {
        "header": {
            "id": "400",
            "season": {"year": year, "type": 2},
            "league": {"slug": league, "name": "A League"},
            "competitions": [{"date": "2026-01-03T19:00Z", "competitors": [side(HOME, "home"), side(AWAY, "away")]}],
        },
        "format": {"regulation": {"periods": periods, "clock": clock}, "overtime": {"clock": 300}},
        "gameInfo": {
            "venue": {"id": "7", "fullName": "Old Hall"},
            "officials": [{"displayName": "Ivy Whistle", "order": 1}],
        },
        "boxscore": {"players": [lines(AWAY), lines(HOME)]},
        "plays": log.plays,
    }


def college() -> dict[str, Any]:
    """Return the college game."""
    return summary(college_log(), league="mens-college-basketball", periods=2, clock=1200)


def pro(year: int = 2026) -> dict[str, Any]:
    """Return the game of a professional league."""
    return summary(pro_log(), league="nba", periods=4, clock=720, year=year)


def import_it(folder: Path, content: Any, *, late: bool = False) -> Imported:
    """Write the file and import it."""
    path = folder / "summary.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    return IMPORTERS["espn"]([path], late)
