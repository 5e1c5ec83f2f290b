"""Signing of requests."""

import base64
import hashlib
import hmac

import pytest

from broadcast.eventapi.http import EventApi
from broadcast.eventapi.signing import sign
from tests.eventapi.conftest import Reply, Service

DATE = "Tue, 07 Jan 2025 19:00:00 GMT"


def test_vector() -> None:
    """The signature of the test vector in EVENT_API section 2 comes out."""
    headers = sign("demo-user", "demo-secret", "GET", "/v1/data/teams/123/events", "api.shottracker.com", DATE)
    assert headers == {
        "date": DATE,
        "host": "api.shottracker.com",
        "Authorization": 'hmac username="demo-user",algorithm="hmac-sha1",'
        'headers="date host request-line",signature="ci5sGHNUnmETxJ5gnmWJ1iYi2MM="',
    }


@pytest.mark.parametrize("username", ['a"b', "a\nb"])
def test_username_that_breaks_the_header(username: str) -> None:
    """A username that would break out of the header is refused."""
    with pytest.raises(ValueError, match="username"):
        sign(username, "secret", "GET", "/", "host", DATE)


def expected_authorization(service: Service) -> str:
    """Return the header that fits the last request exactly as it came over the wire."""
    request = service.requests[-1]
    lines = (
        f"date: {request.headers['date']}",
        f"host: {request.headers['host']}",
        f"{request.method} {request.path} HTTP/1.1",
    )
    digest = hmac.new(b"demo-secret", "\n".join(lines).encode(), hashlib.sha1).digest()
    return (
        'hmac username="demo-user",algorithm="hmac-sha1",headers="date host request-line",'
        f'signature="{base64.b64encode(digest).decode()}"'
    )


async def test_query_is_not_signed(api: EventApi, service: Service) -> None:
    """The signature covers the path without the query, and the host with its port."""
    service.answer = lambda request: Reply({"games": []})
    await api.schedule(1604052000000)
    assert service.requests[-1].target == "/v1/data/schedule/games?from=1604052000000"
    assert service.requests[-1].headers["host"] == service.host
    assert service.requests[-1].headers["authorization"] == expected_authorization(service)


async def test_comma_in_the_path(api: EventApi, service: Service) -> None:
    """The comma between team and reference is sent and signed as a comma."""
    service.answer = lambda request: Reply({"id": 461, "name": "Lab", "players": []})
    await api.roster("461", game_event_id="e1")
    assert service.requests[-1].target == "/v1/data/teams/461,SHOTTRACKER?game_event_id=e1"
    assert service.requests[-1].headers["authorization"] == expected_authorization(service)


async def test_odd_characters_in_the_path(api: EventApi, service: Service) -> None:
    """What needs quoting is quoted once, and signed as it is sent."""
    service.answer = lambda request: Reply({"id": 1, "players": []})
    await api.roster("a b/ü", reference="X%Y")
    assert service.requests[-1].path == "/v1/data/teams/a%20b%2F%C3%BC,X%25Y"
    assert service.requests[-1].headers["authorization"] == expected_authorization(service)
