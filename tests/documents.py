"""Game documents for tests and for looking at pages: a fictional game, whole and with parts missing.

`midgame()` plays a small seeded game and returns a document that agrees with itself (lines add up to the
score) and with docs/game-document.schema.json. The variants take things away from it, as a feed would.
"""

from __future__ import annotations

import json
import random
from copy import deepcopy
from functools import cache
from math import cos, hypot, pi, sin
from pathlib import Path
from typing import Any

import jsonschema

from broadcast.basketball.court import court_of_rules
from broadcast.basketball.derived import factors
from broadcast.basketball.fives import unit_key
from broadcast.basketball.rules import presets
from broadcast.basketball.views import LATEST

Document = dict[str, Any]

SCHEMA = json.loads((Path(__file__).parents[1] / "docs" / "game-document.schema.json").read_text("utf-8"))
TIPOFF = 1_794_949_200_000  # 2026-11-17 21:00:00 UTC
OTHER = {"home": "away", "away": "home"}
TEAMS: dict[str, dict[str, str]] = {
    "home": {
        "id": "461",
        "name": "Harbor City Herons",
        "short_name": "Herons",
        "abbreviation": "HCH",
        "color": "#0B5FA5",
        "text_color": "#FFFFFF",
    },
    "away": {
        "id": "552",
        "name": "Granite Falls Badgers",
        "short_name": "Badgers",
        "abbreviation": "GFB",
        "color": "#C8501E",
        "text_color": "#FFFFFF",
    },
}
ROSTERS = {
    "home": [
        ("00", "Ilse", "Brandvold", "G"),
        ("3", "Maren", "Okonjo-Reyes", "G"),
        ("5", "Tia", "Lindqvist", "G"),
        ("11", "Zofia", "Wrzesińska", "F"),
        ("12", "Amara", "Delacroix", "F"),
        ("14", "Petra", "Halvorsen", "C"),
        ("20", "June", "Castellan", "G"),
        ("21", "Noor", "Abdelrahim", "F"),
        ("23", "Greta", "O’Sullander", "G"),
        ("32", "Vesna", "Đurđević", "C"),
        ("40", "Lucía", "Montenaro", "F"),
        ("44", "Hana", "Kirisawa", "F"),
    ],
    "away": [
        ("0", "Dana", "Whitlocke", "G"),
        ("1", "Ayla", "Demirkan", "G"),
        ("4", "Rosalind", "Featherstonehaugh", "F"),
        ("10", "Kea", "Palmgren", "G"),
        ("13", "Solveig", "Ångstrand", "C"),
        ("15", "Imani", "Brackett", "F"),
        ("22", "Tess", "Villarosa", "G"),
        ("24", "Orla", "Quigg", "F"),
        ("25", "Bryn", "Tallaksen", "G"),
        ("33", "Anouk", "Verhoeven", "F"),
        ("35", "Mika", "Sorrell", "C"),
        ("50", "Lotte", "Ravn", "C"),
    ],
}
PERIOD_MS = 600_000
OVERTIME_MS = 300_000
RULES = "NCAA_W"
DERIVED = ("paint", "second_chance", "off_turnovers", "bench", "possessions", "factors")


class _Game:
    """A small seeded game that keeps its own books."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.lines: dict[str, dict[str, int]] = {}
        self.team_lines: dict[str, dict[str, int]] = {"home": {}, "away": {}}
        self.period_lines: dict[str, dict[str, dict[str, int]]] = {}
        self.score = {"home": 0, "away": 0}
        self.periods: dict[str, dict[str, Any]] = {}
        self.fouls = {"home": 0, "away": 0}
        self.shots: dict[str, dict[str, Any]] = {}
        self.plays: dict[str, dict[str, Any]] = {}
        self.plus_minus: dict[str, int] = {}
        self.seconds: dict[str, float] = {}
        self.floor = {side: [f"{TEAMS[side]['id']}{n:02}" for n in range(5)] for side in TEAMS}
        self.at = TIPOFF
        self.period = "Q1"
        self.clock = PERIOD_MS
        self.names: dict[str, str] = {}
        self.stints: dict[str, list[dict[str, int]]] = {}
        self.by_period: dict[str, dict[str, dict[str, float]]] = {}
        self.units: dict[str, dict[str, Any]] = {}
        self.story: dict[str, Any] = {"lead_changes": 0, "times_tied": 0, "biggest_lead": {"home": 0, "away": 0}}
        self.runs: list[dict[str, Any]] = []
        self.leader: str | None = None
        self.made_of: dict[str, dict[str, int]] = {
            side: {"paint": 0, "second_chance": 0, "off_turnovers": 0, "possessions": 0} for side in TEAMS
        }
        self.came_by: str | None = None
        """How the side that has the ball came by it: `off_turnovers`, or anything else."""
        for side, roster in ROSTERS.items():
            for n, (_, first, last, _position) in enumerate(roster):
                player = f"{TEAMS[side]['id']}{n:02}"
                self.names[player] = f"{first} {last}"
                self.lines[player] = {}
                self.plus_minus[player] = 0
                self.seconds[player] = 0
            for player in self.floor[side]:
                self.enter(player)

    @property
    def played(self) -> int:
        """The game time played, in ms."""
        played = presets()[RULES].played(self.period, self.clock)
        assert played is not None
        return played

    def enter(self, player: str) -> None:
        """Begin a stint."""
        self.stints.setdefault(player, []).append({"from_ms": self.played, "plus_minus": 0})

    def leave(self, player: str) -> None:
        """End a stint; one without length and points never was."""
        stint = self.stints[player][-1]
        if stint["from_ms"] == self.played and not stint["plus_minus"]:
            self.stints[player].pop()
        else:
            stint["to_ms"] = self.played

    def unit(self, side: str) -> dict[str, Any]:
        """Return the unit on the floor."""
        five = sorted(self.floor[side])
        counts = ("seconds", "points_for", "points_against", "possessions", "possessions_against")
        fresh = {"team": side, "players": five, **dict.fromkeys(counts, 0)}
        return self.units.setdefault(str(unit_key(side, tuple(five))), fresh)

    def attack(self, side: str) -> None:
        """Count a possession."""
        self.made_of[side]["possessions"] += 1
        self.unit(side)["possessions"] += 1
        self.unit(OTHER[side])["possessions_against"] += 1

    def of_period(self, player: str) -> dict[str, float]:
        """Return what a player has in this period."""
        return self.by_period.setdefault(player, {}).setdefault(self.period, {"seconds": 0, "plus_minus": 0})

    def count(self, side: str, player: str, **stats: int) -> None:
        lines = self.period_lines.setdefault(self.period, {})
        for line in (
            self.lines[player],
            self.team_lines[side],
            lines.setdefault(player, {}),
            lines.setdefault(side, {}),
        ):
            for name, value in stats.items():
                line[name] = line.get(name, 0) + value

    def play(self, kind: str, text: str, side: str | None = None, player: str | None = None, **more: Any) -> None:
        self.at += 1
        order = len(self.plays) + 1
        play: dict[str, Any] = {
            "order": order,
            "at": self.at,
            "period": self.period,
            "clock_ms": self.clock,
            "played_ms": self.played,
            "kind": kind,
            "text": text,
            **more,
        }
        if side:
            play["team"] = side
        if player:
            play["player"] = player
        self.plays[f"p{order:04}"] = play

    def points(self, side: str, value: int, scorer: str) -> dict[str, int]:
        self.score[side] += value
        period = self.periods[self.period]
        period[side] += value
        for team in TEAMS:
            difference = value if team == side else -value
            for player in self.floor[team]:
                self.plus_minus[player] += difference
                self.of_period(player)["plus_minus"] += difference
                self.stints[player][-1]["plus_minus"] += difference
            self.unit(team)["points_for" if team == side else "points_against"] += value
        stint = self.stints[scorer][-1]
        stint["points"] = stint.get("points", 0) + value
        if self.came_by == "off_turnovers":
            self.made_of[side]["off_turnovers"] += value
        self.tell(side, value)
        return {"points": value, **self.score}

    def tell(self, side: str, value: int) -> None:
        """Note what a change of the score means to the story."""
        margin = self.score["home"] - self.score["away"]
        leader = "home" if margin > 0 else "away" if margin < 0 else None
        if leader is None:
            self.story["times_tied"] += 1
        else:
            lead = self.story["biggest_lead"]
            lead[leader] = max(lead[leader], abs(margin))
            self.story["lead_changes"] += self.leader not in (None, leader)
            self.leader = leader
        if self.runs and self.runs[-1]["team"] == side:
            self.runs[-1]["points"] += value
            self.runs[-1]["to_ms"] = self.played
        else:
            self.runs.append({"team": side, "points": value, "from_ms": self.played, "to_ms": self.played})

    def shoot(self, side: str) -> None:
        pick = self.random
        player = pick.choice(self.floor[side])
        three = pick.random() < 0.34
        angle = pick.uniform(0.04, 0.96) * pi
        if three:
            distance = pick.uniform(6850, 7700)
        else:
            distance = abs(pick.gauss(0, 1500)) if pick.random() < 0.6 else pick.uniform(1500, 6300)
        x, y = round(distance * cos(angle)), round(distance * sin(angle))
        if three and abs(x) > 7100:
            x, y = (7000 if x > 0 else -7000), pick.randint(-900, 900)
        made = pick.random() < (0.36 if three else 0.49)
        stats = {"FGA": 1, **({"FGA3": 1} if three else {"FGA2": 1})}
        if made:
            stats |= {"FG": 1, "PTS": 3 if three else 2, **({"FG3": 1} if three else {"FG2": 1})}
        self.count(side, player, **stats)
        shot: dict[str, Any] = {
            "team": side,
            "player": player,
            "at": self.at,
            "period": self.period,
            "clock_ms": self.clock,
            "made": made,
            "three": three,
            "x": x,
            "y": y,
            "distance": round(hypot(x, y)),
            "area": court_of_rules(RULES).area(x, y),
            **self.score,
            "units": {team: unit_key(team, tuple(self.floor[team])) for team in TEAMS},
        }
        if made and shot["area"] in ("rim", "paint"):
            self.made_of[side]["paint"] += 3 if three else 2
        kind = f"{'three' if three else 'two'}_point_{'make' if made else 'miss'}"
        words = f"{self.names[player]} {'makes' if made else 'misses'} a {'three' if three else 'two'}-pointer"
        if made and pick.random() < 0.6:
            helper = pick.choice([mate for mate in self.floor[side] if mate != player])
            self.count(side, helper, AST=1)
            shot["assisted_by"] = helper
            words += f", assist by {self.names[helper]}"
        self.shots[f"{self.period}:{player}:{self.at}"] = shot
        self.play(kind, words, side, player, **(self.points(side, 3 if three else 2, player) if made else {}))
        if not made:
            offensive = pick.random() < 0.28
            rebounder_side = side if offensive else OTHER[side]
            rebounder = pick.choice(self.floor[rebounder_side])
            name = "OFFENSIVE_REB" if offensive else "DEFENSIVE_REB"
            self.count(rebounder_side, rebounder, REB=1, **{name: 1})
            word = "offensive" if offensive else "defensive"
            self.play(
                f"{word}_rebound",
                f"{self.names[rebounder]} takes the {word} rebound",
                rebounder_side,
                rebounder,
            )

    def foul(self, side: str) -> None:
        pick = self.random
        fouler = pick.choice(self.floor[OTHER[side]])
        shooter = pick.choice(self.floor[side])
        self.count(OTHER[side], fouler, FL=1)
        self.fouls[OTHER[side]] += 1
        self.play("personal_foul", f"Personal foul on {self.names[fouler]}", OTHER[side], fouler)
        for _ in range(2):
            made = pick.random() < 0.74
            self.count(side, shooter, FTA=1, **({"FT": 1, "PTS": 1} if made else {}))
            self.play(
                f"free_throw_{'make' if made else 'miss'}",
                f"{self.names[shooter]} {'makes' if made else 'misses'} a free throw",
                side,
                shooter,
                **(self.points(side, 1, shooter) if made else {}),
            )

    def level(self) -> None:
        """Let the team behind make free throws until the score is tied."""
        while self.score["home"] != self.score["away"]:
            side = min(self.score, key=self.score.__getitem__)
            shooter = self.random.choice(self.floor[side])
            self.count(side, shooter, FTA=1, FT=1, PTS=1)
            text = f"{self.names[shooter]} makes a free throw"
            self.play("free_throw_make", text, side, shooter, **self.points(side, 1, shooter))

    def turnover(self, side: str) -> None:
        loser = self.random.choice(self.floor[side])
        thief = self.random.choice(self.floor[OTHER[side]])
        self.count(side, loser, TO=1)
        self.play("turnover", f"Turnover by {self.names[loser]}", side, loser)
        if self.random.random() < 0.5:
            self.count(OTHER[side], thief, STL=1)
            self.play("steal", f"Steal by {self.names[thief]}", OTHER[side], thief)

    def substitute(self, side: str) -> None:
        team = TEAMS[side]["id"]
        bench = [f"{team}{n:02}" for n in range(10) if f"{team}{n:02}" not in self.floor[side]]
        place = self.random.randrange(5)
        out, comes = self.floor[side][place], self.random.choice(bench)
        self.floor[side][place] = comes
        self.leave(out)
        self.enter(comes)
        self.play("substitution_out", f"{self.names[out]} leaves", side, out)
        self.play("substitution_in", f"{self.names[comes]} comes in", side, comes)

    def run(self, period: str, length: int, until: int, *, tied: bool = False) -> None:
        """Play a period from its full length down to `until` ms, to a tie where `tied`."""
        self.period, self.clock = period, length
        self.periods[period] = {"order": len(self.periods) + 1, "home": 0, "away": 0}
        self.fouls = {"home": 0, "away": 0}
        self.at += 60_000
        self.play("period_start", f"{period} begins")
        side = self.random.choice(["home", "away"])
        while self.clock > until:
            spent = min(self.random.randint(10, 26) * 1000, self.clock - until)
            self.clock -= spent
            self.at += spent
            for player in self.floor["home"] + self.floor["away"]:
                self.seconds[player] += spent / 1000
                self.of_period(player)["seconds"] += spent / 1000
            for team in TEAMS:
                self.unit(team)["seconds"] += spent / 1000
            self.attack(side)
            choice = self.random.random()
            if choice < 0.72:
                self.shoot(side)
            elif choice < 0.86:
                self.turnover(side)
            else:
                self.foul(side)
            if self.random.random() < 0.18:
                self.substitute(self.random.choice(["home", "away"]))
            self.came_by = "off_turnovers" if 0.72 <= choice < 0.86 else None
            side = OTHER[side]
        self.came_by = None
        if until == 0 and tied:
            self.level()
        if until == 0:
            self.play("period_end", f"{period} ends")

    def latest(self) -> dict[str, Any]:
        """The newest play, in brief."""
        newest = max(self.plays.items(), key=lambda item: (item[1]["order"], item[0]))[1]
        return {name: newest[name] for name in LATEST if name in newest}

    def document(self, event_id: str) -> Document:
        players: dict[str, dict[str, Any]] = {}
        for side, roster in ROSTERS.items():
            for n, (jersey, first, last, position) in enumerate(roster):
                player = f"{TEAMS[side]['id']}{n:02}"
                players[player] = {
                    "team": side,
                    "name": f"{first} {last}",
                    "first_name": first,
                    "last_name": last,
                    "jersey": jersey,
                    "position": position,
                    "starter": n < 5,
                    "active": True,
                    "on_floor": player in self.floor[side],
                    "line": self.lines[player],
                }
                if self.seconds[player]:
                    players[player] |= {
                        "plus_minus": self.plus_minus[player],
                        "seconds": round(self.seconds[player]),
                        "periods": {
                            period: {name: round(value) for name, value in counts.items()}
                            for period, counts in self.by_period[player].items()
                        },
                    }
        team_stats: dict[str, dict[str, Any]] = {
            side: {"line": self.team_lines[side], "fouls": self.fouls[side], "timeouts": 3} for side in TEAMS
        }
        for side in TEAMS:
            if self.fouls[OTHER[side]] >= 5:
                team_stats[side]["bonus"] = "BONUS"
            bench = [entry for entry in players.values() if entry["team"] == side and not entry["starter"]]
            team_stats[side] |= {
                **self.made_of[side],
                "bench": sum(entry["line"].get("PTS", 0) for entry in bench),
                "factors": factors(self.team_lines[side], self.team_lines[OTHER[side]]),
            }
        runs = [run for run in self.runs if run["points"] >= 8]
        return {
            "game": {
                "event_id": event_id,
                "status": "live",
                "format": "QUARTER",
                "rules": RULES,
                "tipoff_at": TIPOFF,
                "venue": "Breakwater Arena",
                **{side: dict(team) for side, team in TEAMS.items()},
            },
            "score": {**self.score, "periods": self.periods},
            "clock": {
                "period": self.period,
                "phase": "period",
                "ms": self.clock,
                "resolution_ms": 100,
                "running": False,
                "shot_ms": 14_000,
                "as_of": self.at,
            },
            "possession": {"team": "home"},
            "shots": self.shots,
            "plays": self.plays,
            "latest": self.latest(),
            "players": players,
            "lineups": {
                side: {"players": list(self.floor[side]), "source": "lineups", "since": self.at} for side in TEAMS
            },
            "units": {key: unit | {"seconds": round(unit["seconds"])} for key, unit in self.units.items()},
            "stints": {
                player: {str(number): stint for number, stint in enumerate(stints)}
                for player, stints in self.stints.items()
                if stints
            },
            "period_stats": self.period_lines,
            "team_stats": team_stats,
            "story": {
                **self.story,
                "run": {"team": self.runs[-1]["team"], "points": self.runs[-1]["points"]},
                **({"runs": {str(number): run for number, run in enumerate(runs)}} if runs else {}),
            },
            "feed": {"state": "live", "last_message_at": self.at, "seq": 1843, "rate": 6.4},
        }


@cache
def _played(overtimes: int, seed: int, until: int) -> str:
    game = _Game(seed)
    game.run("Q1", PERIOD_MS, 0)
    game.run("Q2", PERIOD_MS, 0)
    if overtimes == 0:
        game.run("Q3", PERIOD_MS, 267_000)
        return json.dumps(game.document("game-1"))
    game.run("Q3", PERIOD_MS, 0)
    game.run("Q4", PERIOD_MS, 0, tied=True)
    for number in range(1, overtimes + 1):
        game.run(f"OT{number}", OVERTIME_MS, 0 if number < overtimes else until, tied=number < overtimes)
    return json.dumps(game.document("game-1"))


def midgame(event_id: str = "game-1", *, overtimes: int = 0, seed: int = 7, until: int = 41_300) -> Document:
    """Return a game in its third quarter, or in its last overtime at `until` ms; the clock stands."""
    document: Document = json.loads(_played(overtimes, seed, until))
    document["game"]["event_id"] = event_id
    return document


def before_tipoff(event_id: str = "game-1") -> Document:
    """Return a scheduled game of which nothing is known but who plays and when."""
    game = midgame(event_id)["game"]
    bare = {key: game[key] for key in ("event_id", "format", "rules", "tipoff_at", "venue")}
    return {
        "game": {
            **bare,
            "status": "scheduled",
            **{side: {"id": team["id"], "name": team["name"]} for side, team in TEAMS.items()},
        },
        "feed": {"state": "scheduled"},
    }


def feed_lost(event_id: str = "game-1") -> Document:
    """Return a running game whose feed is gone, with some of what went wrong."""
    document = midgame(event_id)
    document["feed"] |= {
        "state": "lost",
        "reason": "no answer to a ping for 10 s",
        "barred": {"possessions": "Access denied to resource"},
        "mismatches": {"home score": "plays add up to 2 fewer than the totals"},
        "rejected": {
            "1": {"at": TIPOFF + 61_000, "source": "details", "reason": "timestamp is not a number"},
            "2": {"at": TIPOFF + 95_000, "source": "frame", "reason": "not JSON: <b>oops</b>"},
        },
        "rejected_count": 2,
    }
    return document


def halves(event_id: str = "game-1") -> Document:
    """Return a game of two halves, in its first, with what few feeds give: no shot clock, no lineups."""
    document = midgame(event_id)
    document["game"] |= {"format": "HALF", "rules": "NCAA_M"}
    first = document["score"]["periods"]["Q1"]
    document["score"] = {"home": first["home"], "away": first["away"], "periods": {"H1": first}}
    document["clock"] |= {"period": "H1"}
    del document["clock"]["shot_ms"], document["lineups"], document["possession"], document["period_stats"]
    for name in ("shots", "plays"):
        document[name] = {key: row | {"period": "H1"} for key, row in document[name].items() if row["period"] == "Q1"}
    for player in document["players"].values():
        del player["on_floor"]
        player.pop("periods", None)
    for topic in ("units", "stints", "story"):
        del document[topic]
    for shot in document["shots"].values():
        del shot["units"]
    for stats in document["team_stats"].values():
        for name in DERIVED:
            del stats[name]
    return document


def no_colors(event_id: str = "game-1") -> Document:
    """Return a running game of teams that have a name and nothing else."""
    document = midgame(event_id)
    for side, team in TEAMS.items():
        document["game"][side] = {"id": team["id"], "name": team["name"]}
    return document


def hostile(event_id: str = "game-1") -> Document:
    """Return a running game whose names try to be markup, in every place a name is shown."""
    document = midgame(event_id)
    bad = "</script><img src=x onerror=document.title='owned'>"
    document["game"]["home"] |= {"name": bad, "short_name": bad, "abbreviation": "<b>&"}
    document["game"]["venue"] = bad
    for player in document["players"].values():
        player["name"] = f"{bad}{player['last_name']}"
        player["last_name"] = player["name"]
    for play in document["plays"].values():
        play["text"] = bad
    document["feed"]["reason"] = bad
    return document


def ended(event_id: str = "game-1") -> Document:
    """Return a final after one overtime."""
    document = midgame(event_id, overtimes=1, seed=11, until=0)
    document["game"]["status"] = "ended"
    document["clock"] = {"period": "OT1", "phase": "ended", "as_of": document["clock"]["as_of"]}
    document["feed"]["state"] = "ended"
    del document["possession"], document["feed"]["rate"]
    return document


def validate(document: Document) -> Document:
    """Return the document if it agrees with its schema; raises jsonschema.ValidationError."""
    jsonschema.validate(document, SCHEMA)
    return document


def variants() -> dict[str, Document]:
    """Return every variant by name."""
    return {
        "midgame": midgame(),
        "overtime": midgame(overtimes=2, seed=11),
        "before_tipoff": before_tipoff(),
        "feed_lost": feed_lost(),
        "halves": halves(),
        "no_colors": no_colors(),
        "hostile": hostile(),
        "ended": ended(),
    }


def changed(document: Document, **topics: Any) -> Document:
    """Return a copy with topics replaced."""
    return deepcopy(document) | topics
