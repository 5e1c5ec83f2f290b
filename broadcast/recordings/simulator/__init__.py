"""The simulator: whole invented games as recordings, for rehearsals, demonstrations and tests.

The same seed and rules give the same recording, to the byte. Everything random comes from one
`random.Random(seed)`; nothing depends on the wall clock or on the order of a hash.
"""

from __future__ import annotations

from random import Random

import msgspec

from broadcast.recordings.clocks import samples
from broadcast.recordings.format import Header, Recording
from broadcast.recordings.headers import game_event, roster, schedule_game
from broadcast.recordings.plays import Game
from broadcast.recordings.simulator.engine import Match
from broadcast.recordings.simulator.league import Side, draw_officials, draw_sides, draw_venue
from broadcast.recordings.simulator.rules import RULES, Rules
from broadcast.recordings.wire import made_id

# 2026-01-03 19:00 UTC; each seed draws one of the days after it.
FIRST_TIP_OFF = 1_767_466_800_000
DAY_MS = 86_400_000
LEAD_MS = 15_000

__all__ = ["Pairing", "play", "simulate"]


class Pairing(msgspec.Struct, frozen=True, kw_only=True):
    """Who plays whom, when and where; `tipoff_at` epoch ms. `officials` None draws some."""

    event_id: str
    home: Side
    away: Side
    tipoff_at: int
    venue: str
    facility_id: str
    court_id: str
    reference_id: str
    league: str
    officials: list[dict[str, object]] | None = None


def simulate(seed: int, rules: str = "NBA") -> Recording:
    """Play a whole game and give its recording; raises ValueError for rules that are not a preset's name."""
    if rules not in RULES:
        raise ValueError(f"expected rules to be one of {', '.join(RULES)}, got {rules!r}")
    rng = Random(seed)  # noqa: S311 - a game, not a secret
    table = RULES[rules]
    home, away = draw_sides(rng, table.gender)
    tip = FIRST_TIP_OFF + rng.randrange(120) * DAY_MS
    venue = draw_venue(rng)
    pairing = Pairing(
        event_id=made_id("simulated", rules, seed),
        home=home,
        away=away,
        tipoff_at=tip,
        venue=venue,
        facility_id=made_id("simulated", venue),
        court_id=made_id("simulated", venue, "court"),
        reference_id=f"simulated-{rules}-{seed}",
        league=f"Simulated {rules}",
    )
    return play(rng, table, pairing)


def play(rng: Random, table: Rules, pairing: Pairing) -> Recording:
    """Play a whole game between given sides, by the rules of a table, and give its recording."""
    home, away = pairing.home, pairing.away
    game = Game(
        event_id=pairing.event_id,
        facility_id=pairing.facility_id,
        court_id=pairing.court_id,
        home=home.team.id,
        away=away.team.id,
        sessions={},
        hoop_y=table.hoop_y_mm,
    )
    tip = pairing.tipoff_at
    t0 = tip - LEAD_MS
    first = table.period_names()[0]
    game.sessions[first] = made_id(game.event_id, first)
    match = Match(rng, table, game, (home, away), t0, tip)
    book = match.scorer.book
    match.scorer.marker("COLORS", t0, {"home": _colors(home), "away": _colors(away)})
    book.open_game(first, table.period_ms)
    match.play()
    book.clock(samples(match.line.stretches))
    officials = draw_officials(rng, table.gender) if pairing.officials is None else pairing.officials
    header = Header(
        t0=t0,
        rules=table.name,
        game=schedule_game(
            game,
            home.team,
            away.team,
            venue=pairing.venue,
            tipoff_at=tip,
            gender=table.gender,
            reference_id=pairing.reference_id,
        ),
        event=game_event(game, home.team, away.team, match.sessions, halves=table.halves),
        rosters=[roster(side.team, table.gender, pairing.league) for side in (home, away)],
        officials={"officials": officials},
    )
    return Recording(header, book.records())


def _colors(side: Side) -> dict[str, str]:
    return {"jersey": side.jersey, "number": side.number}
