"""Where links and ids of answers lead."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcast.backstage.explorer_links import IDS, OWN_IDS, destination, links_in
from broadcast.eventapi.endpoints import ENDPOINTS
from broadcast.eventapi.errors import ForeignLink
from broadcast.eventapi.transport import host_of

BASE = "https://api.example"


def test_targets_are_endpoints_and_their_parameters() -> None:
    """What ids lead to is in the registry."""
    for name, parameter in {*IDS.values(), *OWN_IDS.values()}:
        assert parameter in {each.name for each in ENDPOINTS[name].parameters}


@pytest.mark.parametrize(
    ("link", "name", "values"),
    [
        ("https://api.example/v1/data/games/7", "game_event", [("event_id", "7")]),
        ("http://api.example:443/v1/data/games/7", "game_event", [("event_id", "7")]),
        ("https://api.example/v1/data/schedule/games/matchup", "matchup", []),
        (
            "https://api.example/v1/data/sensors/locations?id=s&from=1&to=2",
            "locations",
            [("id", "s"), ("from", "1"), ("to", "2")],
        ),
        ("https://api.example/v1/data/stats/a%20b/shots", "session_shots", [("session_id", "a b")]),
    ],
)
def test_links_lead_to_endpoints(link: str, name: str, values: list[tuple[str, str]]) -> None:
    """A link becomes an endpoint with the parts of its path and its query."""
    found = destination(link, BASE)
    assert found is not None
    assert (found.endpoint.name, found.values, found.unknown) == (name, values, [])


def test_unknown_parameters_are_named() -> None:
    """What the registry does not know of a link is left out and told."""
    found = destination(f"{BASE}/v1/data/games/7?secret=1", BASE)
    assert found is not None
    assert (found.values, found.unknown) == ([("event_id", "7")], ["secret"])


@given(st.text())
def test_any_text_is_a_link_of_ours_or_foreign(text: str) -> None:
    """Whatever stands in an answer leads to the Event API's host or is refused."""
    try:
        destination(text, BASE)
    except ForeignLink:
        return
    assert host_of(text) == host_of(BASE)


@pytest.mark.parametrize(
    ("body", "addresses"),
    [
        ({"games": [{"event_id": "a b"}]}, ["/explorer/game_event/?event_id=a+b&api=configured"]),
        ({"results": [{"id": "s"}], "id": 9}, ["/explorer/session_shots/?session_id=s&api=configured"]),
        ({"notifications": [{"id": 7}]}, ["/explorer/update_notification/?notify_id=7&api=configured"]),
        ({"tid": 461, "x": {"tid": "461"}}, ["/explorer/roster/?team_id=461&api=configured"]),
        ({"officials_team_id": 0, "team_id": 0, "gid": True, "sid": None}, []),
        ({"_shots": "https://elsewhere.example/v1/data/games/7"}, []),
        (
            {"_results": f"{BASE}/v1/data/games/7"},
            ["/explorer/follow/?api=configured&link=https%3A%2F%2Fapi.example%2Fv1%2Fdata%2Fgames%2F7"],
        ),
        (None, []),
    ],
)
def test_links_of_an_answer(body: Any, addresses: list[str]) -> None:
    """Ids and links to the same host lead into the explorer, each once."""
    assert [found.address for found in links_in(body, BASE, "/explorer/", "configured")] == addresses


def test_places_of_links() -> None:
    """A link is told with its place."""
    body = {"games": [{"x": 1}, {"event_id": "7"}]}
    assert [found.place for found in links_in(body, BASE, "/explorer/", "c")] == ["games[1].event_id"]
