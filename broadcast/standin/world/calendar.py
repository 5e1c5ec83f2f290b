"""The calendar of a world: who plays and practices when and where, laid out around a moment. Pure.

On a day without much going on two games are played among the men and one among the women; on the day of the moment,
everybody plays: one game has ended, three are under way, two are to come. Who does not play practices or works out.
"""

from __future__ import annotations

from random import Random

import msgspec

from broadcast.recordings.wire import made_id
from broadcast.standin.world.names import CLUBS, CREWS, RULES
from broadcast.standin.world.places import Places, Row

MINUTE = 60_000
HOUR = 60 * MINUTE
DAY = 24 * HOUR
_DAYS = range(-4, 6)
_PRACTICE_DAYS = range(-4, 3)
# Tip-offs of an ordinary day from the time of day of the moment on, and those of its own day: live ones first.
_TIPS = (-2 * HOUR, 0, HOUR)
_LIVE_TIPS = (-30 * MINUTE, -15 * MINUTE, -5 * MINUTE)
_ENDED_TIP = -5 * HOUR
_COMING_TIPS = (90 * MINUTE, 3 * HOUR)
_PRACTICE = -4 * HOUR
_SHOOTAROUND = -40 * MINUTE


class Fixture(msgspec.Struct, frozen=True, kw_only=True):
    """A game of the schedule. `row` is the schedule's object (EVENT_API.md 5.1), `seed` what it is played from."""

    event_id: str
    seed: str
    rules: str
    facility_id: str
    court_id: str
    row: Row

    @property
    def tipoff_at(self) -> int:
        """Epoch ms of the tip-off."""
        tipoff: int = self.row["tipoff_at"]
        return tipoff


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """A practice or a workout before it has taken place; `starts_at` epoch ms."""

    event_id: str
    team_id: int
    workout: bool
    name: str
    starts_at: int
    facility_id: str
    court: Row
    rules: str


def draw_calendar(rng: Random, places: Places, seed: str, mark: str, now: int) -> tuple[list[Fixture], list[Plan]]:
    """Draw the games and practices round a moment; `mark` goes into their ids, `seed` into what happens in games."""
    fixtures: list[Fixture] = []
    plans: list[Plan] = []
    for day in _DAYS:
        pairs = {gender: _pairs(rng, gender) for gender in RULES}
        if day == 0:
            games = _today(pairs, now)
        else:
            played = [*pairs["MEN"][:2], *pairs["WOMEN"][:1]]
            games = [(pair, now + day * DAY + tip) for pair, tip in zip(played, _TIPS, strict=True)]
        for (home, away), tip in games:
            fixtures.append(draw_fixture(rng, places, seed, mark, len(fixtures), home, away, tip))
        if day in _PRACTICE_DAYS:
            plans += _practices(rng, places, mark, day, now, [pair for pair, _ in games])
    return fixtures, plans


def _pairs(rng: Random, gender: str) -> list[tuple[int, int]]:
    teams = [club.id for club in CLUBS if club.gender == gender]
    rng.shuffle(teams)
    return list(zip(teams[::2], teams[1::2], strict=True))


def _today(pairs: dict[str, list[tuple[int, int]]], now: int) -> list[tuple[tuple[int, int], int]]:
    men, women = pairs["MEN"], pairs["WOMEN"]
    tips = [*_LIVE_TIPS, _ENDED_TIP, *_COMING_TIPS]
    return [
        (pair, now + tip) for pair, tip in zip([men[0], women[0], men[1], men[2], men[3], women[1]], tips, strict=True)
    ]


def draw_fixture(
    rng: Random, places: Places, seed: str, mark: str, number: int, home: int, away: int, tip: int
) -> Fixture:
    """Draw one game at the home team's court."""
    club = next(club for club in CLUBS if club.id == home)
    guests = next(other for other in CLUBS if other.id == away)
    facility, court = places.home[home]
    event_id = made_id(mark, "game", number)
    row: Row = {
        "event_id": event_id,
        "facility_name": facility["name"],
        "court_name": court["name"],
        "location_id": court["location_id"],
        "tournament": None,
        "tipoff_at": tip,
        "gender": club.gender,
        "status": "SCHEDULED",
        "type": "BASKETBALL",
        "home_team_id": home,
        "home_team_name": club.name,
        "home_team_reference_id": str(700_000 + home),
        "away_team_id": away,
        "away_team_name": guests.name,
        "away_team_reference_id": str(700_000 + away),
        "officials_team_id": rng.choice(CREWS)[0],
        "_results": "",
        "reference_id": str(800_000 + number),
        "fan_engagement_enabled": rng.random() < 0.5,
        "source": "SHOTTRACKER",
    }
    return Fixture(
        event_id=event_id,
        seed=f"{seed}:game:{number}",
        rules=RULES[club.gender],
        facility_id=facility["id"],
        court_id=court["id"],
        row=row,
    )


def _practices(rng: Random, places: Places, mark: str, day: int, now: int, games: list[tuple[int, int]]) -> list[Plan]:
    """Let two teams without a game practice and one work out; on the day itself two shoot before their game."""
    playing = {team for pair in games for team in pair}
    idle = [club for club in CLUBS if club.id not in playing]
    if day == 0:
        (host, _), (women, _) = games[-2:]
        chosen = [(host, False, _SHOOTAROUND), (women, True, -2 * HOUR)]
    else:
        teams = rng.sample(idle, 3)
        chosen = [
            (teams[0].id, False, _PRACTICE),
            (teams[1].id, False, _PRACTICE + HOUR),
            (teams[2].id, True, _PRACTICE),
        ]
    plans = []
    for place, (team, workout, at) in enumerate(chosen):
        club = next(club for club in CLUBS if club.id == team)
        facility, court = places.home[team]
        plans.append(
            Plan(
                event_id=made_id(mark, "practice", day, place),
                team_id=team,
                workout=workout,
                name=f"{club.name} {'workout' if workout else 'shootaround' if day == 0 else 'practice'}",
                starts_at=now + day * DAY + at,
                facility_id=facility["id"],
                court=court,
                rules=RULES[club.gender],
            )
        )
    return plans
