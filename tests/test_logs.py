"""Log lines: one form for all of them, the game as a field, and no secret in any."""

from __future__ import annotations

import asyncio
import json
import logging
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from structlog.contextvars import bound_contextvars
from twisted.logger import Logger

from broadcast import logs
from broadcast.logs import HIDDEN, SHORTEST_SECRET, Redactor, formatter, secrets_of

JSON = formatter("json", ["the-known-secret"])
CONSOLE = formatter("console")


def record(message: str, *arguments: object, **more: Any) -> logging.LogRecord:
    """Return a record as the standard library makes it."""
    logger = logging.getLogger("broadcast.somewhere")
    return logger.makeRecord(logger.name, logging.WARNING, "", 1, message, arguments, **{"exc_info": None, **more})


def line(one: logging.LogRecord) -> dict[str, Any]:
    """Format as JSON, and read it."""
    text = JSON.format(one)
    assert "\n" not in text
    said: dict[str, Any] = json.loads(text)
    return said


def raised(error: Exception) -> Any:
    """Return what `exc_info` is while this error is handled."""
    try:
        raise error
    except type(error):
        return sys.exc_info()


def test_json_line_has_its_fields() -> None:
    """Time in ISO form and UTC, level, logger and the message are fields of one line."""
    one = record("the stream is lost: %s", "code 1006")
    one.created = 1_794_949_200.25
    assert line(one) == {
        "timestamp": "2026-11-17T21:00:00.250Z",
        "level": "warning",
        "logger": "broadcast.somewhere",
        "event": "the stream is lost: code 1006",
    }


def test_exception_is_text() -> None:
    """The traceback of an error is a field, as text."""
    said = line(record("it failed", exc_info=raised(ValueError("what was wrong"))))
    assert said["exception"].startswith("Traceback (most recent call last)")
    assert said["exception"].endswith("ValueError: what was wrong")


def test_console_line_is_for_people() -> None:
    """On a terminal the same fields are one readable line, and an exception follows it."""
    with bound_contextvars(game="g1"):
        text = CONSOLE.format(record("it is %s", "lost", exc_info=raised(ValueError("wrong"))))
    first, *rest = text.splitlines()
    assert "[warning" in first
    assert "it is lost" in first
    assert "[broadcast.somewhere]" in first
    assert "game=g1" in first
    assert rest[-1] == "ValueError: wrong"


async def test_game_is_in_every_line_of_its_task() -> None:
    """What a task has bound is in its lines and in those of the tasks it starts, and in no other's."""

    async def one_game(name: str) -> list[Any]:
        with bound_contextvars(game=name):
            await asyncio.sleep(0)
            own = line(record("its own"))
            child = await asyncio.create_task(asyncio.to_thread(line, record("a child's")))
        return [own["game"], child["game"]]

    first, second = await asyncio.gather(one_game("g1"), one_game("g2"))
    assert first == ["g1", "g1"]
    assert second == ["g2", "g2"]
    assert "game" not in line(record("nobody's"))


def test_game_can_be_named_in_a_single_line() -> None:
    """A line about one game, of a task that is about many, names it as an extra; other extras stay out."""
    assert line(record("followed", extra={"game": "g1", "request": object()}))["game"] == "g1"


SECRETS = [
    "wss://api.example/v2/live?token=abc-123_x&source=shots",
    "access_token=abc-123_x",
    'Authorization: hmac username="u",algorithm="hmac-sha1",headers="date",signature="abc-123_x="',
    "authorization: Bearer abc-123_x",
    "{'Authorization': 'hmac username=\"u\",signature=\"abc-123_x\"', 'date': 'today'}",
    '{"token": "abc-123_x", "url": null}',
    "[(b'authorization', b'Bearer abc-123_x')]",
    'signature="abc-123_x="',
    "X-Signature: abc-123_x",
    "Cookie: sessionid=abc-123_x; zone=UTC",
    "postgres://courtside:abc-123_x@db:5432/courtside",
    "redis://:abc-123_x@redis:6379/0",
    "connection failed: password=abc-123_x host=db",
    r"{\"token\": \"abc-123_x\"}",
    "/overlay/abc-123_x/",
    "the-known-secret abc-123_x".replace("abc-123_x", "the-known-secret"),
]


@pytest.mark.parametrize("text", SECRETS)
@pytest.mark.parametrize("form", [JSON, CONSOLE], ids=["json", "console"])
def test_secret_is_in_no_part_of_a_line(form: logging.Formatter, text: str) -> None:
    """However a secret is written, it is gone from the message, its arguments, the game and the exception."""
    for one in (
        record(text.replace("%", "%%")),
        record("it was %s", text),
        record("it was %r", {"said": text}),
        record("x", extra={"game": text}),
        record("x", exc_info=raised(OSError(f"cannot open {text}"))),
    ):
        said = form.format(one)
        assert "abc-123_x" not in said
        assert form is CONSOLE or "the-known-secret" not in said


@pytest.mark.parametrize(
    "text",
    [
        "game g1: the feed is live",
        "SECRET_KEY is not set: put a long random text into the environment or into .env.",
        "LIVE_DATA_URL has no {token} in it: wss://api.example/v2/live?token={token}",
        "GET /v1/data/games/e1: no such game (status 404) [request 1f3c]",
        "http://127.0.0.1:8000/games/a@b/",
        "no subscription token in the answer, which holds: url, expires",
        "the live stream was refused with status 401",
    ],
)
def test_what_is_no_secret_stays(text: str) -> None:
    """Ordinary lines are left as they are."""
    assert Redactor().clean(text) == text


def test_reason_of_a_refusal_stays_readable() -> None:
    """Around what was taken out the line still says what happened."""
    text = "cannot reach wss://api.example/live?token=abc&last_seq=4: ConnectionRefusedError"
    assert (
        Redactor().clean(text)
        == f"cannot reach wss://api.example/live?token={HIDDEN}&last_seq=4: ConnectionRefusedError"
    )


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=SHORTEST_SECRET, max_size=40), words, words)
def test_known_secret_never_comes_through(secret: str, before: str, after: str) -> None:
    """The value of a secret of the settings is gone wherever it stands."""
    if HIDDEN not in secret:
        assert secret not in Redactor([secret, "short"]).clean(f"{before}{secret}{after}")


@given(words)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    """A line that comes through two handlers is the same in both."""
    once = Redactor().clean(text)
    assert Redactor().clean(once) == once


def test_passwords_are_found_in_addresses() -> None:
    """The password of an address is known as it is written and as it is meant."""
    assert secrets_of("postgres://u:p%40ss%2Fword@host/db") == ["p%40ss%2Fword", "p@ss/word"]
    assert secrets_of("redis://127.0.0.1:6379/0") == []
    assert secrets_of("sqlite:////srv/x.sqlite3") == []
    assert secrets_of("http://[") == []


def test_lines_of_twisted_are_heard(caplog: pytest.LogCaptureFixture) -> None:
    """What goes wrong in Twisted, below Daphne, comes to the same log."""
    Logger("daphne.something").error("a callback has failed")
    assert "a callback has failed" in caplog.text


def test_configuration_sends_everything_through_one_handler() -> None:
    """Django's and uvicorn's loggers have no handlers of their own, so no line comes twice or in another form."""
    settings = logs.configuration("DEBUG", "json")
    assert settings["root"] == {"handlers": ["stderr"], "level": "DEBUG"}
    for name in ("django", "django.server", "uvicorn", "uvicorn.access", "uvicorn.error"):
        assert settings["loggers"][name]["handlers"] == []
        assert settings["loggers"][name]["propagate"] is True
    assert settings["loggers"]["httpx"]["level"] == "WARNING"
    assert logs.configuration("ERROR", "json")["loggers"]["httpx"]["level"] == "ERROR"
