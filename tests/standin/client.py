"""A client of the tests' own: it signs as EVENT_API.md section 2 says and shares nothing with the project."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import hmac
import json
import ssl
from collections.abc import AsyncIterator
from email.utils import formatdate
from typing import Any

import httpx
import websockets
from websockets.asyncio.client import ClientConnection

from broadcast.standin.server import StandIn
from tests.standin.build import EVENT_ID

USER, SECRET = "demo-user", "demo-secret"
USERS = {USER: SECRET}
# Made once: it takes longer than a request.
TLS = ssl.create_default_context()


def sign(method: str, path: str, host: str, date: str, user: str = USER, secret: str = SECRET) -> dict[str, str]:
    """Give the headers of a signed request."""
    text = "\n".join([f"date: {date}", f"host: {host}", f"{method} {path} HTTP/1.1"])
    digest = hmac.new(secret.encode(), text.encode(), hashlib.sha1).digest()
    signature = base64.b64encode(digest).decode()
    return {
        "date": date,
        "host": host,
        "authorization": f'hmac username="{user}",algorithm="hmac-sha1",'
        f'headers="date host request-line",signature="{signature}"',
    }


async def get(
    standin: StandIn, path: str, method: str = "GET", timeout: float = 60.0, *, body: Any = None, user: str = USER
) -> httpx.Response:
    """Make one signed request; `path` can have a query, `body` is sent as JSON."""
    host = standin.url.removeprefix("http://")
    headers = sign(method, path.partition("?")[0], host, formatdate(usegmt=True), user)
    async with httpx.AsyncClient(timeout=timeout, verify=TLS) as client:
        return await client.request(method, standin.url + path, headers=headers, json=body)


async def token(standin: StandIn, event_id: str = EVENT_ID, user: str = USER) -> str:
    """Ask for a subscription token."""
    answer = await get(standin, f"/v1/data/schedule/games/{event_id}/_subscribe", user=user)
    assert answer.status_code == 200
    return str(answer.json()["token"])


@contextlib.asynccontextmanager
async def stream(
    standin: StandIn, query: str = "", event_id: str = EVENT_ID, user: str = USER, **options: Any
) -> AsyncIterator[ClientConnection]:
    """Open the stream of the game; `query` begins with `&`."""
    url = f"{standin.live_url}?token={await token(standin, event_id, user)}{query}"
    options = {"ping_interval": None, "max_size": None, "open_timeout": 60} | options
    async with websockets.connect(url, **options) as socket:
        yield socket


async def frames(socket: ClientConnection, count: int) -> list[dict[str, Any]]:
    """Receive so many frames."""
    return [json.loads(await socket.recv()) for _ in range(count)]


async def rest_of(socket: ClientConnection) -> list[dict[str, Any]]:
    """Receive frames until the stream closes."""
    return [json.loads(frame) async for frame in socket]


async def control(standin: StandIn, path: str, body: Any = None, method: str = "POST") -> httpx.Response:
    """Make a request to the control API; `body` is sent as JSON, bytes as they are."""
    sent: dict[str, Any] = {"content": body} if isinstance(body, bytes) else {"json": body}
    async with httpx.AsyncClient(timeout=60, verify=TLS) as client:
        return await client.request(method, f"{standin.url}/standin/{path}", **sent)
