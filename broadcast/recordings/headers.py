"""The objects of a recording's header in wire form: the schedule's game, the game event, the rosters.

Their shapes are those of EVENT_API.md 5.1, 5.3 and 5.12.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from broadcast.recordings.format import Row
from broadcast.recordings.plays import Game
from broadcast.recordings.wire import SESSION_TYPE

# Links in a header name the public service; whoever serves the recording puts its own address there.
API = "https://api.shottracker.com/v1/data"
_TEAM_IMAGES = tuple(
    f"logo_{size}{tone}{transparent}"
    for size in ("small_", "")
    for transparent in ("", "_transparent")
    for tone in ("light", "dark")
)
_PLAYER_IMAGES = (
    "image_light", "image_dark", "image_light_transparent", "image_dark_transparent",
    "headshot_light", "headshot_dark", "headshot_transparent", "image_profile",
)  # fmt: skip


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """One period as a session; times epoch ms."""

    id: str
    started_at: int
    ended_at: int | None


class Player(msgspec.Struct, frozen=True, kw_only=True):
    """One player of a roster. `jersey` is a string, since "0" and "00" are two numbers.

    `reference_id` is the provider's own id where it is no number.
    """

    id: int
    first_name: str
    last_name: str
    jersey: str
    position: str
    starter: bool
    active: bool = True
    display_name: str | None = None
    reference_id: str | None = None


class Team(msgspec.Struct, frozen=True, kw_only=True):
    """One team with its players."""

    id: int
    name: str
    players: tuple[Player, ...]
    reference_id: str


def schedule_game(
    game: Game, home: Team, away: Team, *, venue: str, tipoff_at: int, gender: str, reference_id: str
) -> Row:
    """The schedule's object of a game that has ended."""
    return {
        "event_id": game.event_id,
        "facility_name": venue,
        "court_name": "main court",
        "location_id": f"{game.facility_id}@{game.court_id}",
        "tournament": None,
        "tipoff_at": tipoff_at,
        "gender": gender,
        "status": "ENDED",
        "type": "BASKETBALL",
        "home_team_id": home.id,
        "home_team_name": home.name,
        "home_team_reference_id": home.reference_id,
        "away_team_id": away.id,
        "away_team_name": away.name,
        "away_team_reference_id": away.reference_id,
        "officials_team_id": 0,
        "_results": f"{API}/games/{game.event_id}",
        "reference_id": reference_id,
        "fan_engagement_enabled": False,
        "source": "SHOTTRACKER",
    }


def game_event(game: Game, home: Team, away: Team, sessions: Sequence[Session], *, halves: bool) -> Row:
    """The game event with its final sessions in time order."""
    return {
        "id": game.event_id,
        "name": f"{home.name} vs {away.name}",
        "game_type": "HALF" if halves else "QUARTER",
        "totals": {
            "_stats": f"{API}/stats/games/{game.event_id}/stats",
            "_shots": f"{API}/stats/games/{game.event_id}/shots",
        },
        "results": [_session(session) for session in sessions],
    }


def _session(session: Session) -> Row:
    stats = f"{API}/stats/{session.id}"
    locations = f"{API}/sensors/locations?id={session.id}&from={session.started_at}&to={session.ended_at}"
    return {
        "id": session.id,
        "name": None,
        "type": SESSION_TYPE,
        "started_at": session.started_at,
        "ended_at": session.ended_at,
        "_stats": f"{stats}/stats",
        "_stats_details": f"{stats}/stats/details",
        "_shots": f"{stats}/shots",
        "_locations": [locations] if session.ended_at is not None else [],
        "_possessions": f"{stats}/possessions",
        "_possessions_summary": f"{stats}/possessions/summary",
    }


def roster(team: Team, gender: str, league: str) -> Row:
    """The team roster."""
    return {
        "id": team.id,
        "name": team.name,
        "gender": gender,
        "conference_name": None,
        "league_name": league,
        "sport": "BASKETBALL",
        "reference_id": team.reference_id,
        "logo_image_link": None,
        "team_images": dict.fromkeys(_TEAM_IMAGES),
        "players": [_player(player) for player in team.players],
    }


def _player(player: Player) -> Row:
    name = player.display_name or f"{player.first_name} {player.last_name}".strip()
    return {
        "id": player.id,
        "first_name": player.first_name,
        "last_name": player.last_name,
        "jersey_number": int(player.jersey) if player.jersey.isdecimal() else None,
        "jersey_number_str": player.jersey,
        "position": player.position,
        "profile_image_link": None,
        "display_name": name,
        "is_active": player.active,
        "special_services": [],
        "reference_id": player.reference_id or str(player.id),
        "sensor": None,
        "is_starter": player.starter,
        "is_scout": False,
        "team_player_images": dict.fromkeys(_PLAYER_IMAGES),
    }
