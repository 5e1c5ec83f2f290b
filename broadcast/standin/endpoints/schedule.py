"""The game schedule, matchups, subscription tokens, and games that clients put (EVENT_API.md, 5.1, 5.2, section 8)."""

from __future__ import annotations

from typing import Any

from broadcast.standin.assumed import ENDED, FROM_REQUIRED, INVALID_PARAMETER, SCHEDULED, TOKEN_KEY
from broadcast.standin.errors import ApiError
from broadcast.standin.routing import Call, Route
from broadcast.standin.stage import OVER_MS
from broadcast.standin.timeline import Row
from broadcast.standin.writing import put_games

_DAY = 24 * 60 * 60 * 1000
# Compared as text: documented as numbers and strings of no stated form.
_FILTERS = {"location_id": "location_id", "type": "type"}
_REFERENCES = {"SHOTTRACKER": "id", "EXTERNAL": "reference_id"}
_GENDERS = ("MEN", "WOMEN")
# A game can be under way only from here on; before that nobody has to play it through to know.
_BEFORE_TIPOFF = 60_000


async def schedule_row(call: Call, event_id: str) -> Row:
    """Give the schedule's object of a game that is played or on the calendar."""
    game = call.stage.games.get(event_id)
    fixture = call.catalog.fixtures.get(event_id)
    if game is None and fixture is not None:
        now = call.now * 1000
        if now < fixture.tipoff_at - _BEFORE_TIPOFF or now > fixture.tipoff_at + OVER_MS:
            row = call.catalog.schedule_row(fixture)
            row["status"] = SCHEDULED if now < fixture.tipoff_at else ENDED
            row["_results"] = f"{call.base_url}/v1/data/games/{event_id}"
            return row
        game = await call.stage.game(event_id)
    if game is None:
        raise KeyError(event_id)
    return call.catalog.renamed(game.schedule(call.now, call.base_url))


async def rows_between(call: Call, begin: int, end: int, team: str | None = None) -> list[Row]:
    """Give the schedule's objects of the games that tip off within [begin, end], in order of tip-off."""
    found = []
    for event_id in list(dict.fromkeys([*call.stage.games, *call.catalog.fixtures])):
        fixture = call.catalog.fixtures.get(event_id)
        if fixture is not None and event_id not in call.stage.games and not begin <= fixture.tipoff_at <= end:
            continue
        row = await schedule_row(call, event_id)
        if not begin <= row["tipoff_at"] <= end:
            continue
        if team is None or team in (str(row["home_team_id"]), str(row["away_team_id"])):
            found.append(row)
    return sorted(found, key=lambda row: (row["tipoff_at"], row["event_id"]))


async def games(call: Call) -> Any:
    """Give the games that tip off within [from, to], in order of tip-off.

    `seasonType` and `weekNumber` are checked and change nothing: no game says its week.
    """
    begin, end = _from_to(call)
    team = call.number("team_id")
    call.number("weekNumber")
    wanted = {key: call.query.get(name) for name, key in _FILTERS.items()}
    wanted["type"] = wanted["type"] or "BASKETBALL"
    rows = await rows_between(call, begin, end, None if team is None else str(team))
    return {
        "games": [row for row in rows if all(text is None or str(row[key]) == text for key, text in wanted.items())]
    }


async def matchup(call: Call) -> Any:
    """Give the games between two teams within [from, to]; each team is a `team_id` in the id system `reference`."""
    begin, end = _from_to(call)
    teams, reference, gender = call.query.getall("team_id", []), call.query.get("reference"), call.query.get("gender")
    for name, given in (
        ("team_id", bool(teams) and all(teams)),
        ("reference", reference in _REFERENCES),
        ("gender", gender in _GENDERS),
    ):
        if not given:
            raise ApiError(400, INVALID_PARAMETER.format(name=name))
    key = _REFERENCES[str(reference)]
    found = []
    for row in await rows_between(call, begin, end):
        playing = {str(row[f"{side}_team_{key}"]) for side in ("home", "away")}
        if set(teams) <= playing and row["gender"] == gender:
            court, mark, facility = str(row["location_id"]).partition("@")
            location = f"/{facility}/{court}" if mark else row["location_id"]
            held = {name: value for name, value in row.items() if name not in ("type", "source")}
            found.append({**held, "location_id": location})
    return {"games": found}


async def update(call: Call) -> Any:
    """Create and change games: all of the list, or none where one of them is wrong."""
    stored = await put_games(call.stage, call.body, call.present)
    return {"games": [await schedule_row(call, event_id) for event_id in stored]}


async def subscribe(call: Call) -> Any:
    """Give a token for the live stream of a game, scheduled or active."""
    return {TOKEN_KEY: call.tokens.issue((await call.game()).event_id, call.present, call.user)}


def _from_to(call: Call) -> tuple[int, int]:
    begin, end = call.number("from"), call.number("to")
    if begin is None:
        raise ApiError(400, FROM_REQUIRED)
    return begin, begin + _DAY if end is None else end


ROUTES = [
    Route("GET", "/v1/data/schedule/games", "schedule", games),
    Route("PUT", "/v1/data/schedule/games", "schedule-update", update),
    Route("GET", "/v1/data/schedule/games/matchup", "matchup", matchup),
    Route("GET", "/v1/data/schedule/games/{event_id}/_subscribe", "subscribe", subscribe),
]
