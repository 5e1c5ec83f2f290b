"""Whatever comes, decoding raises `DecodeError` and nothing else, and a bad thing spares the good ones beside it.

Held here for every decoder that there is: those of rows, and those of the other things of the service.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadcast.eventapi.decode import DECODERS, decode_rows
from broadcast.eventapi.resources.batch import Batch
from broadcast.eventapi.resources.callbacks import decode_notification, decode_notifications
from broadcast.eventapi.resources.events import decode_events, decode_practice
from broadcast.eventapi.resources.facilities import decode_courts, decode_facilities
from broadcast.eventapi.resources.sensors import decode_assignments, decode_locations
from broadcast.eventapi.resources.summaries import (
    decode_possessions_summary,
    decode_shots_summary,
    decode_system_stats,
)
from broadcast.eventapi.resources.teams import decode_team, decode_teams
from broadcast.eventapi.resources.video import decode_clip, decode_streams
from broadcast.eventapi.rows import DecodeError
from tests.eventapi.wire_values import JSON, LEAVES, OBJECTS, patient

Wire = dict[str, Any]
IDS = st.integers(1, 10**6)
TIMES = st.integers(10**11, 10**13)


def thing(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Wire]:
    """Return good wire objects with these fields."""
    return st.fixed_dictionaries(dict(fields))


# Good wire objects of every source of rows, in the short keys and in the long or camel-case ones.
ROWS: dict[str, tuple[st.SearchStrategy[Wire], ...]] = {
    "shots": (
        thing(t=TIMES, pid=IDS, tid=IDS, st=st.sampled_from(["MAKE", "MISS"]), is3=st.booleans()),
        thing(occurred_at=TIMES, player_id=IDS, team_id=IDS, is_make=st.booleans(), is_3point=st.booleans()),
    ),
    "details": (
        thing(eventId=IDS, timestamp=TIMES, teamId=IDS, classification=st.just("STEAL")),
        thing(event_id=IDS, t=TIMES, team_id=IDS, classification=st.just("STEAL")),
    ),
    "stats": (
        thing(pid=IDS.map(str), tid=IDS.map(str), totalStats=st.just({"PTS": 3})),
        thing(player_id=IDS, team_id=IDS, stats=st.just({"PTS": 3.0})),
    ),
    "team_stats": (thing(tid=IDS, totalStats=st.just({"PTS": 3})), thing(team_id=IDS, stats=st.just({"PTS": 3}))),
    "possessions": (
        thing(team_id=IDS, start_timestamp=TIMES, player_ids=st.lists(IDS, max_size=5)),
        thing(teamId=IDS, startTimestamp=TIMES, playerIds=st.lists(IDS, max_size=5)),
    ),
    "lineups": (
        thing(team_id=IDS, player_ids=st.lists(IDS, min_size=5, max_size=5), timestamp=TIMES),
        thing(tid=IDS, playerIds=st.lists(IDS, min_size=5, max_size=5), t=TIMES),
    ),
    "ballscreens": (
        thing(eventId=IDS.map(str), timestamp=TIMES, ballHandlerPlayerId=IDS.map(str), offensiveActions=st.just({})),
        thing(event_id=IDS, t=TIMES, ball_handler_player_id=IDS, offensive_actions=st.just({"POP": 0.5})),
    ),
    "presence": (
        thing(pid=IDS.map(str), tid=IDS.map(str), totalStats=st.just({"MIN": 12.5, "POSSESSIONS": 31})),
        thing(player_id=IDS, team_id=IDS, stats=st.just({"MIN": "12:30"})),
    ),
    "marker": (thing(type=st.just("GAME"), t=TIMES), thing(name=st.just("SESSION"), timestamp=TIMES)),
    "clock": (thing(gc=st.just("07:20.0"), t=TIMES), thing(game_clock=st.just("7:20.0"), timestamp=TIMES)),
    "totals": (
        thing(homeTeamScore=st.builds(lambda value: {"teamId": "1", "value": value}, st.integers(0, 150))),
        thing(status=st.just("ACTIVE")),
    ),
    "event": (thing(id=IDS, results=st.just([{"id": 7}])), thing(id=IDS, name=st.text(max_size=5))),
    "schedule": (thing(event_id=IDS, tipoff_at=TIMES), thing(event_id=IDS, status=st.just("ACTIVE"))),
    "roster": (thing(id=IDS, players=st.just([{"id": 7}])), thing(team_id=IDS, players=st.just([{"player_id": 7}]))),
}
# They need no key of their own: any object is one, so nothing but what is no object can be bad.
ANYTHING_GOES = {"event", "clock"}
# Forty properties are held at once; each run draws other examples.
few = settings(patient, max_examples=12)


class Kind(NamedTuple):
    """A decoder of a list of things: what it reads, and good wire objects of either vocabulary."""

    decode: Callable[[Any], Batch[Any]]
    good: tuple[st.SearchStrategy[Wire], ...]
    key: str | None


POINT = {"x": st.integers(-9000, 9000), "y": st.integers(-9000, 9000)}
LISTS: dict[str, Kind] = {
    "events": Kind(
        decode_events,
        (thing(id=IDS, results=st.just([{"id": 1}])), thing(eventId=IDS, game_type=st.just("HALF"))),
        "events",
    ),
    "teams": Kind(decode_teams, (thing(id=IDS), thing(team_id=IDS, name=st.just("Herons"))), "teams"),
    "assignments": Kind(
        decode_assignments,
        (thing(player_id=IDS, sensor=IDS, timestamp=TIMES), thing(pid=IDS.map(str), sensorId=IDS, t=TIMES)),
        None,
    ),
    "locations": Kind(
        decode_locations,
        (thing(t=TIMES, pid=IDS, **POINT), thing(timestamp=TIMES, playerId=IDS, type=st.just("PLAYER"), **POINT)),
        "locations",
    ),
    "shots summary": Kind(
        decode_shots_summary,
        (thing(id=IDS, summary=st.just({"FGA": 3})), thing(playerId=IDS, totalStats=st.just({}))),
        "player_shots",
    ),
    "possessions summary": Kind(
        decode_possessions_summary,
        (thing(id=IDS, summary=st.just({"PTS": 3})), thing(teamId=IDS, stats=st.just({}))),
        "teams",
    ),
    "notifications": Kind(
        decode_notifications,
        (thing(id=IDS, url=st.just("https://h/x")), thing(notifyId=IDS, endNotify=st.booleans())),
        "notifications",
    ),
    "streams": Kind(decode_streams, (thing(id=IDS, name=st.just("Main")), thing(id=IDS.map(str))), "streams"),
    "facilities": Kind(
        decode_facilities,
        (thing(id=IDS, lat=st.floats(-90, 90)), thing(facilityId=IDS, longitude=st.floats(-180, 180))),
        "facilities",
    ),
    "courts": Kind(
        decode_courts,
        (thing(id=IDS, hoops=st.just([{"id": 1, "x": 24}])), thing(courtId=IDS, width=st.integers(20000, 30000))),
        "courts",
    ),
}
ONES: dict[str, Callable[[Any], Any]] = {
    "practice": decode_practice,
    "team": decode_team,
    "notification": decode_notification,
    "clip": decode_clip,
    "system stats": decode_system_stats,
}
JUNK = st.one_of(LEAVES, st.lists(LEAVES, max_size=2), st.dictionaries(st.text("xyz", min_size=3), LEAVES, max_size=2))


def test_every_source_is_held_to_it() -> None:
    """No source of rows is left out of the properties below."""
    assert ROWS.keys() == DECODERS.keys()


def mixed(good: list[Wire], data: st.DataObject, junk: st.SearchStrategy[Any]) -> list[Any]:
    """Return the good objects in their order with junk between them."""
    found: list[Any] = []
    for item in good:
        found += data.draw(st.lists(junk, max_size=2))
        found.append(item)
    return found + data.draw(st.lists(junk, min_size=1, max_size=2))


@pytest.mark.parametrize("source", ROWS)
@few
@given(data=st.data())
def test_rows(source: str, data: st.DataObject) -> None:
    """Every good row comes out, whole and in order, whatever junk lies between, and the junk is rejected."""
    good = data.draw(st.lists(st.one_of(*ROWS[source]), min_size=1, max_size=4))
    junk = LEAVES if source in ANYTHING_GOES else JUNK
    sent = mixed(good, data, junk)
    alone, problems = decode_rows(source, good)
    rows, rejected = decode_rows(source, sent)
    assert problems == []
    assert [row.raw for row in rows] == good
    assert rows == alone
    assert len([problem for problem in rejected if problem.field is None]) == len(sent) - len(good)


@pytest.mark.parametrize("name", LISTS)
@few
@given(data=st.data())
def test_lists(name: str, data: st.DataObject) -> None:
    """Every good thing comes out, whole and in order, whatever junk lies between, and the junk is rejected."""
    kind = LISTS[name]
    good = data.draw(st.lists(st.one_of(*kind.good), min_size=1, max_size=4))
    sent = mixed(good, data, JUNK)
    alone = kind.decode(good)
    batch = kind.decode(sent if kind.key is None else {kind.key: sent})
    assert (len(alone.items), alone.rejected) == (len(good), [])
    assert batch.items == alone.items
    assert len([problem for problem in batch.rejected if problem.field is None]) == len(sent) - len(good)


@pytest.mark.parametrize("name", LISTS)
@few
@given(body=st.one_of(JSON, OBJECTS, st.lists(OBJECTS, max_size=4)), data=st.data())
def test_lists_of_anything(name: str, body: Any, data: st.DataObject) -> None:
    """Any answer decodes, or raises `DecodeError` with a reason; what is left out has its reason, too."""
    key = LISTS[name].key
    if key is not None and data.draw(st.booleans()):
        body = {key: body}
    try:
        batch = LISTS[name].decode(body)
    except DecodeError as error:
        assert str(error)
        return
    assert all(problem.reason for problem in batch.rejected)
    assert all(getattr(item, "id", "known") for item in batch.items)


@pytest.mark.parametrize("name", ONES)
@few
@given(body=st.one_of(JSON, OBJECTS))
def test_one_of_anything(name: str, body: Any) -> None:
    """Any answer that should be one thing is one, or raises `DecodeError` with a reason."""
    try:
        found = ONES[name](body)
    except DecodeError as error:
        assert str(error)
        return
    assert all(problem.reason for problem in found.rejected)
