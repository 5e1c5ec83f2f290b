"""Verification of signed requests: HMAC-SHA1 over date, host and request line (EVENT_API.md, section 2).

The form is held to exactly as documented, so that a client which signs otherwise is found out here and not
on a game night. Pure: the clock is an argument.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Mapping
from datetime import UTC
from email.utils import parsedate_to_datetime
from urllib.parse import unquote

SKEW_SECONDS = 300
_AUTHORIZATION = re.compile(
    r'hmac username="(?P<username>[^"]+)",algorithm="(?P<algorithm>[^"]+)",'
    r'headers="(?P<headers>[^"]+)",signature="(?P<signature>[^"]+)"'
)


class SignatureError(Exception):
    """A request whose signature is not accepted; the text says why, for the log and not for the client."""


def verify(method: str, raw_path: str, headers: Mapping[str, str], users: Mapping[str, str], now: float) -> str:
    """Return the name of the user who signed the request, or raise SignatureError.

    `raw_path` is the path as it came, without the query; its percent-decoded form is accepted too (ASSUMED).
    `headers` is looked up by lower-case names. `now` is epoch seconds.
    """
    found = _AUTHORIZATION.fullmatch(_required(headers, "authorization"))
    if found is None:
        raise SignatureError("the Authorization header is not in the documented form")
    if found["algorithm"] != "hmac-sha1":
        raise SignatureError(f"expected algorithm hmac-sha1, got {found['algorithm']}")
    if found["headers"] != "date host request-line":
        raise SignatureError(f"expected headers 'date host request-line', got {found['headers']!r}")
    date = _required(headers, "date").strip()
    host = _required(headers, "host")
    _check_date(date, now)
    secret = users.get(found["username"])
    if secret is None:
        raise SignatureError(f"unknown user {found['username']!r}")
    given = _bytes(found["signature"])
    for path in dict.fromkeys((raw_path, unquote(raw_path, errors="surrogateescape"))):
        if hmac.compare_digest(_sign(secret, date, host, method, path), given):
            return found["username"]
    raise SignatureError(f"the signature of {found['username']!r} does not match")


def _sign(secret: str, date: str, host: str, method: str, path: str) -> bytes:
    text = f"date: {date}\nhost: {host}\n{method} {path} HTTP/1.1"
    return base64.b64encode(hmac.digest(secret.encode(), _bytes(text), hashlib.sha1))


def _bytes(text: str) -> bytes:
    """Give the bytes as they were sent: the HTTP server hands on what is not UTF-8 as surrogates."""
    return text.encode(errors="surrogateescape")


def _required(headers: Mapping[str, str], name: str) -> str:
    value = headers.get(name)
    if not value:
        raise SignatureError(f"the {name} header is missing")
    return value


def _check_date(text: str, now: float) -> None:
    try:
        date = parsedate_to_datetime(text)
    except ValueError as error:
        raise SignatureError(f"the date {text!r} cannot be read") from error
    # A date without a zone is UTC by RFC 1123; `parsedate_to_datetime` leaves "-0000" naive.
    skew = (date if date.tzinfo else date.replace(tzinfo=UTC)).timestamp() - now
    if abs(skew) > SKEW_SECONDS:
        raise SignatureError(f"the date is {skew:+.0f} s off, {SKEW_SECONDS} s are allowed")
