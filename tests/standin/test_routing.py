"""How a path finds its endpoint."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcast.standin.endpoints import ROUTES
from broadcast.standin.errors import ApiError
from broadcast.standin.routing import Call, Route, Router


async def answer(call: Call) -> None:
    """Answer nothing."""


def router(*templates: str) -> Router:
    """Make a router of templates, each its own resource."""
    return Router([Route("GET", template, template, answer) for template in templates])


@pytest.mark.parametrize(
    ("path", "template"),
    [
        ("/stats/games/7/shots", "/stats/games/{event_id}/shots"),
        ("/stats/games/7/shots,stats", "/stats/games/{event_id}/{resources}"),
        ("/stats/7/shots", "/stats/{id}/shots"),
        ("/stats/7/stats/details", "/stats/{id}/stats/details"),
        ("/schedule/games/matchup", "/schedule/games/matchup"),
        ("/schedule/games/7", "/schedule/games/{event_id}"),
        ("/teams/7,OTHER", "/teams/{team_id},{reference}"),
        ("/teams/7%2cOTHER", "/teams/{team_id},{reference}"),
        ("/teams/7", "/teams/{team_id}"),
    ],
)
def test_literal_parts_win(path: str, template: str) -> None:
    """Where templates overlap the more literal one wins, in whatever order they were listed."""
    templates = [
        "/stats/games/{event_id}/{resources}",
        "/stats/games/{event_id}/shots",
        "/stats/{id}/shots",
        "/stats/{id}/stats/details",
        "/schedule/games/{event_id}",
        "/schedule/games/matchup",
        "/teams/{team_id}",
        "/teams/{team_id},{reference}",
    ]
    for listed in (templates, templates[::-1]):
        assert router(*listed).find("GET", path)[0].template == template


def test_parts_are_decoded() -> None:
    """Named parts are percent-decoded; an escaped slash stays inside its part."""
    assert router("/a/{x}").find("GET", "/a/b%2Fc%20d")[1] == {"x": "b/c d"}


@pytest.mark.parametrize("path", ["/a", "/a/", "/a/b/", "/a/b/c", "//a/b", "", "a/b"])
def test_unknown(path: str) -> None:
    """A path of another form is 404."""
    with pytest.raises(ApiError) as refused:
        router("/a/{x}").find("GET", path)
    assert refused.value.status == 404


def test_method() -> None:
    """A known path under another method is 405, with the methods that it has."""
    with pytest.raises(ApiError) as refused:
        router("/a/{x}").find("PUT", "/a/b")
    assert (refused.value.status, refused.value.headers) == (405, {"Allow": "GET"})


@given(st.text(max_size=60))
def test_any_path(path: str) -> None:
    """Any path is found or refused."""
    try:
        Router(ROUTES).find("GET", path)
    except ApiError as error:
        assert error.status in {404, 405}


def test_routes_are_distinct() -> None:
    """No endpoint hides another."""
    assert len({(route.method, route.template) for route in ROUTES}) == len(ROUTES)
