"""Requests written down as commands."""

import shlex
from email.utils import formatdate

import pytest

from broadcast.eventapi.asking import Question
from broadcast.eventapi.snippets import as_command_line, as_curl

# The test vector of EVENT_API section 2.
VECTOR_SIGNATURE = "ci5sGHNUnmETxJ5gnmWJ1iYi2MM="
DATE = "Tue, 07 Jan 2025 19:00:00 GMT"


def test_curl() -> None:
    """The command carries the signature of the date, host and path, and the query is not signed."""
    asked = Question("GET", "/v1/data/teams/123/events", (("from", "1"), ("to", "2")))
    words = shlex.split(as_curl(asked, "https://api.shottracker.com/", "demo-user", "demo-secret", DATE))
    assert words[0] == "curl"
    assert words[-1] == "https://api.shottracker.com/v1/data/teams/123/events?from=1&to=2"
    assert f"date: {DATE}" in words
    assert "host: api.shottracker.com" in words
    assert any(word.endswith(f'signature="{VECTOR_SIGNATURE}"') for word in words)


def test_curl_of_a_change() -> None:
    """The method and the body of a change are in the command, quoted for the shell."""
    asked = Question("PUT", "/v1/data/live/notify", (), {"url": "https://h/it's"})
    words = shlex.split(as_curl(asked, "http://127.0.0.1:8001", "u", "a secret of ours"))
    assert words[words.index("--request") + 1] == "PUT"
    assert words[words.index("--data") + 1] == '{"url": "https://h/it\'s"}'
    assert "host: 127.0.0.1:8001" in words
    assert any(word.startswith(f"date: {formatdate(usegmt=True)[:16]}") for word in words)


@pytest.mark.parametrize("method", ["GET", "DELETE"])
def test_no_secret(method: str) -> None:
    """The secret is in neither command."""
    asked = Question(method, "/v1/data/live/notify/7")
    assert "a secret of ours" not in as_curl(asked, "https://h", "u", "a secret of ours")
    assert "a secret of ours" not in as_command_line(asked)


def test_command_line() -> None:
    """The command line gives the path, the query as it was read, and the body."""
    asked = Question("PUT", "/v1/x", (("from", "1"), ("q", "a b")), {"a": 1})
    assert as_command_line(asked) == """manage.py eventapi PUT /v1/x from=1 'q=a b' --data '{"a": 1}'"""
