"""The overlay's page as it is served: its state, its headers, and what is not in the logs."""

import json
import logging
import re
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.test import AsyncClient

from broadcast.games.models import Game
from broadcast.live.stores import get_store
from broadcast.masking import MaskTokens, mask
from broadcast.overlays.actions import create_output
from broadcast.overlays.models import OutputToken
from tests.overlays.documents import game_document

pytestmark = pytest.mark.django_db(transaction=True)


async def token_on(**settings: Any) -> OutputToken:
    def create() -> OutputToken:
        game = Game.objects.create(event_id="g1", home_id="1", home_name="A", away_id="2", away_name="B")
        return create_output("test", "MAIN", game, **settings).tokens.get()

    return await sync_to_async(create)()


def start_of(page: Any) -> Any:
    found = re.search(r'<script id="start" type="application/json">(.*?)</script>', page.content.decode())
    return json.loads(found[1]) if found else None


async def test_the_page_carries_the_state_that_it_begins_with() -> None:
    """The first paint needs no socket: output, program and game are in the page."""
    token = await token_on()
    await get_store().open("game:g1", game_document(plays={"1": {"order": 1, "at": 1, "kind": "steal"}}))
    page = await AsyncClient().get(token.path)
    start = start_of(page)
    assert page.status_code == 200
    assert start["output"] == f"output:{token.output_id}"
    output = start["documents"][start["output"]]["state"]
    assert output["output"]["event_id"] == "g1"
    assert "access" not in output
    game = start["documents"]["game:g1"]
    assert game["state"]["score"] == {"home": 8, "away": 11}
    assert "plays" not in game["state"], "only what the graphics read"
    assert game["epoch"] and game["rev"] == 1


async def test_a_delayed_page_does_not_know_the_present() -> None:
    """An output two minutes behind does not get a game that began just now."""
    token = await token_on(delay_ms=120_000)
    await get_store().open("game:g1", game_document())
    start = start_of(await AsyncClient().get(token.path))
    assert list(start["documents"]) == [start["output"]]


async def test_names_from_outside_are_escaped() -> None:
    """A team's name cannot end the script that carries the state."""
    token = await token_on()
    document = game_document()
    document["game"]["home"]["name"] = "</script><script>alert(1)</script>"
    await get_store().open("game:g1", document)
    page = await AsyncClient().get(token.path)
    assert b"<script>alert" not in page.content
    assert start_of(page)["documents"]["game:g1"]["state"]["game"]["home"]["name"].startswith("</script>")


async def test_an_unknown_token_gets_an_empty_page() -> None:
    """404 for machines, nothing to read for viewers."""
    page = await AsyncClient().get("/overlay/unknown/")
    assert page.status_code == 404
    assert re.sub(r"<head>.*</head>|<[^>]*>|\s", "", page.content.decode(), flags=re.S) == ""
    assert start_of(page) is None


async def test_the_headers_keep_the_token_and_allow_a_frame() -> None:
    """The address is the secret: it goes into no cache and no referrer. A local file may frame the page."""
    page = await AsyncClient().get((await token_on()).path)
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert "X-Frame-Options" not in page.headers
    assert "frame-ancestors" not in page.headers["Content-Security-Policy"]


async def test_only_reading_is_allowed() -> None:
    """Nothing can be posted to an overlay."""
    page = await AsyncClient().post((await token_on()).path)
    assert page.status_code == 405


async def test_a_failed_request_does_not_log_the_token(caplog: pytest.LogCaptureFixture) -> None:
    """The log of a 404 says that an overlay was asked for, not with which token."""
    await AsyncClient().get("/overlay/a-secret-of-somebody/")
    assert "/overlay/.../" in caplog.text
    assert "a-secret-of-somebody" not in caplog.text


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("GET /overlay/abc-_9/ HTTP/1.1", "GET /overlay/.../ HTTP/1.1"),
        ('"GET /overlay/abc" 404', '"GET /overlay/..." 404'),
        ("/overlay/a/ and /overlay/b/", "/overlay/.../ and /overlay/.../"),
        ("GET /overlays/ HTTP/1.1", "GET /overlays/ HTTP/1.1"),
    ],
)
def test_tokens_are_masked(text: str, masked: str) -> None:
    """Each token in an address is taken out, and nothing else."""
    assert mask(text) == masked


def test_the_arguments_of_an_access_log_stay() -> None:
    """A formatter that reads the arguments of a record still finds them, without the token."""
    record = logging.LogRecord("a", logging.INFO, "", 1, '%s "%s"', ("127.0.0.1", "/overlay/abc/"), None)
    assert MaskTokens().filter(record)
    assert record.args == ("127.0.0.1", "/overlay/.../")
    record = logging.LogRecord("a", logging.INFO, "", 1, "%(path)s", ({"path": "/overlay/abc/"},), None)
    assert MaskTokens().filter(record)
    assert record.getMessage() == "/overlay/.../"
