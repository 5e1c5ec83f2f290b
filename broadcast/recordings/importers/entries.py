"""What a provider's files come to before they become a recording: the game, its sides, its entries in order.

An entry is a play that has no event time yet. The importers make entries; `assembly` makes the recording.
"""

from __future__ import annotations

from typing import Any

import msgspec

from broadcast.recordings.headers import Team
from broadcast.recordings.plays import Shot


class Rules(msgspec.Struct, frozen=True):
    """What an importer has to know of a rule set: periods, their lengths in ms, where the hoops stand (mm)."""

    name: str
    periods: int
    period_ms: int
    overtime_ms: int = 300_000
    hoop_y: int = 12_725
    technical_free_throws: int = 1
    technicals_charged: bool = True
    """Whether a player's technical foul counts among the personal ones."""

    def period(self, number: int) -> str:
        """Return the name of a period by its ordinal."""
        if number > self.periods:
            return f"OT{number - self.periods}"
        return f"{'H' if self.periods == 2 else 'Q'}{number}"

    def length(self, number: int) -> int:
        """Return the length of a period in ms."""
        return self.period_ms if number <= self.periods else self.overtime_ms


RULES = {
    rules.name: rules
    for rules in (
        Rules("NBA", 4, 720_000, technicals_charged=False),
        Rules("WNBA", 4, 600_000, technicals_charged=False),
        Rules("NCAA_M", 2, 1_200_000, technical_free_throws=2),
        Rules("NCAA_W", 4, 600_000, technical_free_throws=2),
        Rules("FIBA", 4, 600_000, hoop_y=12_425),
    )
}


class Entry(msgspec.Struct, kw_only=True):
    """One entry of a game's log: a play without its event time, in the words of `plays.Play`.

    `period` is the ordinal, `clock_ms` what is left in it, `utc` epoch ms where the provider says. `witnesses` are
    all players who were on the floor by it. `ball_stays`: a free throw after which the ball stays where it was.
    """

    id: str
    period: int
    clock_ms: int
    classification: str
    text: str
    utc: int | None = None
    team: int | None = None
    player: int | None = None
    shot: Shot | None = None
    witnesses: tuple[int, ...] = ()
    technical: bool = False
    ball_stays: bool = False
    last: bool = False
    charged: bool = False

    @property
    def substitution(self) -> bool:
        """Whether it is one half of a substitution."""
        return self.classification in ("SUBSTITUTION_IN", "SUBSTITUTION_OUT")

    @property
    def made(self) -> bool:
        """Whether it is a made field goal."""
        return self.shot is not None and self.shot.made


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """One team: its players with the starters marked, and what the box score says, to compare with."""

    team: Team
    score: int | None
    boxed: dict[int, dict[str, int]]


class Source(msgspec.Struct, kw_only=True):
    """One game as its provider tells it. `tipoff_at` is epoch ms; `colors` the data of a COLORS marker."""

    provider: str
    game_id: str
    rules: Rules
    gender: str
    league: str
    home: Side
    away: Side
    venue: str
    venue_id: str
    tipoff_at: int
    entries: list[Entry]
    notes: list[str]
    officials: list[dict[str, Any]]
    colors: dict[str, dict[str, str]] | None = None

    @property
    def sides(self) -> tuple[Side, Side]:
        """Both sides, the home team first."""
        return self.home, self.away
