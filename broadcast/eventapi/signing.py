"""Sign requests to the Event API: HMAC-SHA1 over date, host and request line (EVENT_API section 2)."""

import base64
import hashlib
import hmac
from collections.abc import Generator
from email.utils import formatdate

import httpx


def sign(username: str, secret: str, method: str, path: str, host: str, date: str) -> dict[str, str]:
    """Return the three headers of a signed request.

    `path` is the path as it is sent, without the query; the service refuses a signature that includes the
    query. `host` is the Host header as it is sent, with the port if one is. `date` is RFC 1123 in GMT and may
    be off by five minutes at most.
    """
    if '"' in username or "\n" in username:
        raise ValueError("a username cannot hold a quotation mark or a line break")
    text = f"date: {date.strip()}\nhost: {host}\n{method.upper()} {path} HTTP/1.1"
    digest = hmac.new(secret.encode(), text.encode(), hashlib.sha1).digest()
    signature = base64.b64encode(digest).decode()
    authorization = (
        f'hmac username="{username}",algorithm="hmac-sha1",headers="date host request-line",signature="{signature}"'
    )
    return {"date": date, "host": host, "Authorization": authorization}


class SignedAuth(httpx.Auth):
    """Signs each request of an httpx client with exactly the path bytes and the Host header it sends."""

    def __init__(self, username: str, secret: str) -> None:
        self._username = username
        self._secret = secret

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Add the headers; called anew for every attempt, so a repeated request carries a new date."""
        path = request.url.raw_path.partition(b"?")[0].decode("ascii")
        host = request.headers["host"]
        date = formatdate(usegmt=True)
        request.headers.update(sign(self._username, self._secret, request.method, path, host, date))
        yield request
