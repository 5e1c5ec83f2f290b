"""Plays before they become rows: one neutral form that every importer and the simulator produce.

No provider's words live here, and no Event API keys either except the names of statistics and
classifications, which are the Event API's own (docs/rows.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import msgspec

# What one play adds to the line of its player.
INCREMENTS: Mapping[str, Mapping[str, int]] = MappingProxyType(
    {
        "FREE_THROW_MAKE": {"FTA": 1, "FT": 1, "PTS": 1},
        "FREE_THROW_MISS": {"FTA": 1},
        "TWO_POINT_MAKE": {"FGA": 1, "FG": 1, "FGA2": 1, "FG2": 1, "PTS": 2},
        "TWO_POINT_MISS": {"FGA": 1, "FGA2": 1},
        "THREE_POINT_MAKE": {"FGA": 1, "FG": 1, "FGA3": 1, "FG3": 1, "PTS": 3},
        "THREE_POINT_MISS": {"FGA": 1, "FGA3": 1},
        "ASSIST": {"AST": 1},
        "TURNOVER": {"TO": 1},
        "LIVE_BALL_TURNOVER": {"LBTO": 1, "TO": 1},
        "STEAL": {"STL": 1},
        "OFFENSIVE_REBOUND": {"OFFENSIVE_REB": 1, "REB": 1},
        "DEFENSIVE_REBOUND": {"DEFENSIVE_REB": 1, "REB": 1},
        "BLOCK": {"BLK": 1},
        "PERSONAL_FOUL": {"FL": 1},
        "OFFENSIVE_FOUL": {"FL": 1},
        "TECHNICAL_FOUL": {},
        "TIMEOUT": {},
        "JUMP_BALL": {},
        "VIOLATION": {},
        "SUBSTITUTION_IN": {},
        "SUBSTITUTION_OUT": {},
        "PERIOD_START": {},
        "PERIOD_END": {},
        "GAME_END": {},
    }
)
# The statistic in general and the one that was actually recorded, as details rows name them.
STAT_NAMES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "FREE_THROW_MAKE": ("FT", "FT"),
        "FREE_THROW_MISS": ("FTA", "FTA"),
        "TWO_POINT_MAKE": ("FG", "FG2"),
        "TWO_POINT_MISS": ("FGA", "FGA2"),
        "THREE_POINT_MAKE": ("FG", "FG3"),
        "THREE_POINT_MISS": ("FGA", "FGA3"),
        "ASSIST": ("AST", "AST"),
        "TURNOVER": ("TO", "TO"),
        "LIVE_BALL_TURNOVER": ("TO", "LBTO"),
        "STEAL": ("STL", "STL"),
        "OFFENSIVE_REBOUND": ("REB", "OFFENSIVE_REB"),
        "DEFENSIVE_REBOUND": ("REB", "DEFENSIVE_REB"),
        "BLOCK": ("BLK", "BLK"),
        "PERSONAL_FOUL": ("FL", "FL"),
        "OFFENSIVE_FOUL": ("FL", "FL"),
    }
)
TURNOVERS = frozenset({"TURNOVER", "LIVE_BALL_TURNOVER"})
FREE_THROWS = frozenset({"FREE_THROW_MAKE", "FREE_THROW_MISS"})


class Shot(msgspec.Struct, frozen=True, kw_only=True):
    """Where and how a field goal was tried, in the hoop frame: mm, rim at 0,0, +y to half court, +x right.

    `end` is 1 where the basket stands at +y of the court, -1 at -y. What is None is unknown.
    """

    three: bool
    made: bool
    x: int | None
    y: int | None
    end: int
    attributes: tuple[str, ...] = ()
    zone: int | None = None
    advanced_zone: int | None = None
    dribbles: int | None = None


class Play(msgspec.Struct, frozen=True, kw_only=True):
    """One play. `at` is epoch ms and unique in a game; `clock_ms` is what the game clock shows.

    A play without a player is the team's own (timeout, team rebound) and counts in nobody's line; one
    without a team is the game's (period start). `last` marks the last free throw of its trip, and
    `technical` one that changes nobody's possession. `charged` marks a technical foul that counts among its
    player's personal fouls, as it does in colleges and by FIBA's rules.
    """

    id: str
    at: int
    period: str
    classification: str
    text: str
    clock_ms: int | None = None
    shot_clock_ms: int | None = None
    team: int | None = None
    player: int | None = None
    shot: Shot | None = None
    last: bool = False
    technical: bool = False
    charged: bool = False
    corrected: bool = False

    @property
    def stats(self) -> Mapping[str, int]:
        """The increments to the player's line; empty for a play without a player."""
        if self.player is None:
            return {}
        return INCREMENTS["PERSONAL_FOUL" if self.charged else self.classification]

    @property
    def points(self) -> int:
        """Points scored by the play's team."""
        return INCREMENTS[self.classification].get("PTS", 0)


class Game(msgspec.Struct, frozen=True, kw_only=True):
    """What every row of one game repeats: its ids, its teams, and where its hoops stand (mm from center)."""

    event_id: str
    facility_id: str
    court_id: str
    home: int
    away: int
    sessions: dict[str, str]
    hoop_y: int = 12725
    hoop_z: int = 3048

    def other(self, team: int) -> int:
        """The opponent of a team."""
        return self.away if team == self.home else self.home
