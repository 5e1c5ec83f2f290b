"""Games and rosters that clients put: checked as a whole first, then kept as a whole (EVENT_API.md, part II B).

The forms are those of the answers (5.1, 5.12). Keys that they do not have are dropped, and what is the service's own to
say (`status`, `_results`, links) is not taken.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from broadcast.recordings.headers import Player, Team, roster
from broadcast.recordings.wire import made_id
from broadcast.standin.assumed import INVALID_FIELD, SCHEDULED, TEAM_NOT_FOUND
from broadcast.standin.errors import ApiError
from broadcast.standin.playback import SCHEDULE_KEYS, Playback
from broadcast.standin.stage import Stage
from broadcast.standin.world.calendar import Fixture
from broadcast.standin.world.names import RULES

Row = dict[str, Any]
_Check = Callable[[Any], bool]

_GENDERS = ("MEN", "WOMEN")
_MOST_GAMES, _MOST_PLAYERS = 1000, 100
_LATEST_MS = 10**14


def _is_text(value: Any) -> bool:
    return value is None or (isinstance(value, str) and len(value) <= 1000)


def _is_id(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value < 2**53


def _is_flag(value: Any) -> bool:
    return isinstance(value, bool)


# What a client can say of a game, and what each has to be.
_GAME: dict[str, _Check] = {
    "facility_name": _is_text,
    "court_name": _is_text,
    "location_id": _is_text,
    "tournament": _is_text,
    "tipoff_at": lambda value: _is_id(value) and value < _LATEST_MS,
    "gender": lambda value: value in _GENDERS,
    "type": lambda value: value == "BASKETBALL",
    "home_team_id": _is_id,
    "home_team_name": _is_text,
    "home_team_reference_id": _is_text,
    "away_team_id": _is_id,
    "away_team_name": _is_text,
    "away_team_reference_id": _is_text,
    "officials_team_id": lambda value: value == 0 or _is_id(value),
    "reference_id": _is_text,
    "fan_engagement_enabled": _is_flag,
    "source": _is_text,
}
_TEAM: dict[str, _Check] = {
    "name": lambda value: isinstance(value, str) and 0 < len(value) <= 200,
    "gender": lambda value: value in _GENDERS,
    "conference_name": _is_text,
    "league_name": _is_text,
    "sport": _is_text,
    "reference_id": _is_text,
    "logo_image_link": _is_text,
    "team_images": lambda value: isinstance(value, dict) and all(_is_text(inner) for inner in value.values()),
}
_PLAYER: dict[str, _Check] = {
    "first_name": _is_text,
    "last_name": _is_text,
    "jersey_number": lambda value: value is None or value == 0 or _is_id(value),
    "jersey_number_str": _is_text,
    "position": _is_text,
    "profile_image_link": _is_text,
    "display_name": _is_text,
    "is_active": _is_flag,
    "special_services": lambda value: isinstance(value, list) and all(isinstance(one, dict) for one in value),
    "reference_id": _is_text,
    "sensor": lambda value: value is None or _is_id(value),
    "is_starter": _is_flag,
    "is_scout": _is_flag,
    "team_player_images": lambda value: isinstance(value, dict) and all(_is_text(inner) for inner in value.values()),
}


async def put_games(stage: Stage, body: Any, now: float) -> list[str]:
    """Create or change the games of `{"games": [...]}`; gives their event ids. `now` is epoch seconds.

    A game whose `event_id` is absent or unknown is created. Raises ApiError 400 naming the first field that is
    wrong, and then nothing has changed. A game that has begun keeps its teams and its tip-off.
    """
    listed = body.get("games") if isinstance(body, dict) else None
    if not isinstance(listed, list) or len(listed) > _MOST_GAMES:
        raise _wrong("games")
    changes = [_checked_game(stage, row, f"games[{number}]", now) for number, row in enumerate(listed)]
    for change in changes:
        if isinstance(change, Fixture):
            stage.catalog.created += 1
            await stage.reschedule(change)
        else:
            game, row = change
            game.header.game.update({key: value for key, value in row.items() if key != "tipoff_at"})
            if "tipoff_at" in row:
                game.move_tipoff((row["tipoff_at"] - game.schedule(now, "")["tipoff_at"]) / 1000)
                stage.channels[game.event_id].poke()
    return [change.event_id if isinstance(change, Fixture) else change[0].event_id for change in changes]


def _checked_game(stage: Stage, row: Any, name: str, now: float) -> Fixture | tuple[Playback, Row]:
    """Check one game; gives the fixture that it is to be, or a recording's game with what changes in it."""
    given = _checked(row, name, _GAME)
    event_id = row.get("event_id")
    if event_id is not None and not isinstance(event_id, str):
        raise _wrong(f"{name}.event_id")
    fixture, game = stage.catalog.fixtures.get(event_id or ""), stage.games.get(event_id or "")
    if game is not None and (fixture is None or game.status(now) != SCHEDULED):
        held = game.schedule(now, "")
        fixed = ["home_team_id", "away_team_id"]
        if game.status(now) != SCHEDULED:
            fixed.append("tipoff_at")
        for key in fixed:
            if key in given and str(given[key]) != str(held[key]):
                raise _wrong(f"{name}.{key}")
        changed = {key: value for key, value in given.items() if key not in fixed and value != held[key]}
        return game, changed
    known = SCHEDULE_KEYS if fixture is None else fixture.row
    merged = {**known, **given}
    for key in ("tipoff_at", "home_team_id", "away_team_id"):
        if merged[key] is None:
            raise _wrong(f"{name}.{key}")
    if fixture is not None and fixture.tipoff_at <= now * 1000 and merged["tipoff_at"] != fixture.tipoff_at:
        raise _wrong(f"{name}.tipoff_at")
    return _fixture(stage, merged, name, fixture)


def _fixture(stage: Stage, row: Row, name: str, before: Fixture | None) -> Fixture:
    """Make the fixture of a game whose fields are right; its teams have to be known, and two."""
    rosters = {}
    for side in ("home", "away"):
        key = f"{side}_team_id"
        try:
            rosters[side] = stage.roster(row[key])
        except KeyError as error:
            raise _wrong(f"{name}.{key}") from error
        row[f"{side}_team_name"] = rosters[side]["name"]
        row[f"{side}_team_reference_id"] = rosters[side].get("reference_id")
    if row["home_team_id"] == row["away_team_id"]:
        raise _wrong(f"{name}.away_team_id")
    row["gender"] = row["gender"] or rosters["home"].get("gender") or _GENDERS[0]
    court = stage.catalog.court(row["location_id"])
    if court is not None:
        row["facility_name"], row["court_name"] = court[0]["name"], court[1]["name"]
    number = f"created:{stage.catalog.created}:{name}"
    event_id = before.event_id if before else made_id(stage.catalog.mark, number)
    row["event_id"] = event_id
    return Fixture(
        event_id=event_id,
        seed=before.seed if before else f"{stage.catalog.mark}:{number}",
        rules=RULES[row["gender"]],
        facility_id=court[0]["id"] if court else made_id(row["location_id"]),
        court_id=court[1]["id"] if court else made_id(row["location_id"], "court"),
        row=row,
    )


async def put_roster(stage: Stage, known: list[Row], body: Any) -> Row:
    """Put a roster in the place of a team's; gives what is stored, in the complete shape.

    Games of the team that have yet to begin are played by it. Raises ApiError 404 for an unknown team, and 400
    naming the first field that is wrong; then nothing has changed.
    """
    if not isinstance(body, dict) or not _is_id(body.get("id")):
        raise _wrong("id")
    before = next((team for team in known if team["id"] == body["id"]), None)
    if before is None:
        raise ApiError(404, TEAM_NOT_FOUND)
    given = _checked(body, "", _TEAM)
    players = body.get("players")
    if not isinstance(players, list) or len(players) > _MOST_PLAYERS:
        raise _wrong("players")
    checked: list[Row] = []
    for number, player in enumerate(players):
        row = _checked(player, f"players[{number}]", _PLAYER)
        if not _is_id(player.get("id")) or any(one["id"] == player["id"] for one in checked):
            raise _wrong(f"players[{number}].id")
        checked.append({"id": player["id"], **row})
    empty = roster(Team(id=before["id"], name="", players=(), reference_id=""), "", "")
    stored = {**empty, **before, **given, "players": [_whole_player(player) for player in checked]}
    stage.catalog.rosters[str(stored["id"])] = stored
    for fixture in list(stage.catalog.fixtures.values()):
        if stored["id"] in (fixture.row["home_team_id"], fixture.row["away_team_id"]) and stage.is_to_come(fixture):
            await stage.reschedule(msgspec.structs.replace(fixture, row=stage.catalog.renamed(fixture.row)))
    return stored


def _whole_player(given: Row) -> Row:
    """Give a player in the complete shape; the two jersey numbers follow from each other where one is absent."""
    blank = Player(id=given["id"], first_name="", last_name="", jersey="", position="", starter=False)
    whole = roster(Team(id=0, name="", players=(blank,), reference_id=""), "", "")["players"][0]
    whole["display_name"] = f"{given.get('first_name') or ''} {given.get('last_name') or ''}".strip()
    number, text = given.get("jersey_number"), given.get("jersey_number_str")
    if text is None:
        given = {**given, "jersey_number_str": None if number is None else str(number)}
    elif number is None:
        given = {**given, "jersey_number": int(text) if text.isdecimal() and text.isascii() else None}
    return {**whole, **given}


def _checked(row: Any, name: str, checks: dict[str, _Check]) -> Row:
    """Give the keys of an object that are known; raises ApiError 400 for the first that is not what it has to be."""
    if not isinstance(row, dict):
        raise _wrong(name)
    given = {}
    for key, is_right in checks.items():
        if key in row:
            if not is_right(row[key]):
                raise _wrong(f"{name}.{key}" if name else key)
            given[key] = row[key]
    return given


def _wrong(name: str) -> ApiError:
    return ApiError(400, INVALID_FIELD.format(name=name))
