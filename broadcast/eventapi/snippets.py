"""Write a request down as a command that makes it: for curl, or for `manage.py eventapi`. No secret is in it."""

import json
from email.utils import formatdate
from shlex import quote

import httpx

from broadcast.eventapi.asking import Question
from broadcast.eventapi.signing import sign

GOOD_FOR_MINUTES = 5
"""How long the service takes a signature for good."""


def as_curl(asked: Question, base_url: str, username: str, secret: str, date: str | None = None) -> str:
    """Return the curl command that makes the request, signed with `date` (RFC 1123, now by default).

    The signature is good for this method and path for five minutes of `date`; the secret cannot be read from it.
    """
    url = httpx.URL(base_url.rstrip("/") + asked.target)
    path = url.raw_path.partition(b"?")[0].decode("ascii")
    signed = sign(username, secret, asked.method, path, url.netloc.decode("ascii"), date or formatdate(usegmt=True))
    words = ["curl", "--fail-with-body", "--silent", "--show-error", "--globoff"]
    if asked.method != "GET":
        words += ["--request", asked.method]
    for name, value in signed.items():
        words += ["--header", f"{name}: {value}"]
    if asked.body is not None:
        words += ["--header", "content-type: application/json", "--data", json.dumps(asked.body, ensure_ascii=False)]
    return " ".join(quote(word) for word in [*words, str(url)])


def as_command_line(asked: Question) -> str:
    """Return the `manage.py eventapi` command that makes the request with the credentials of the settings."""
    words = ["manage.py", "eventapi", asked.method, asked.path, *(f"{name}={value}" for name, value in asked.query)]
    if asked.body is not None:
        words += ["--data", json.dumps(asked.body, ensure_ascii=False)]
    return " ".join(quote(word) for word in words)
