"""A small HTTP server for the tests of the REST client: real sockets, answers by the test."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from typing import Any, NamedTuple

import pytest

from broadcast.eventapi.http import EventApi


class Request(NamedTuple):
    """A request as it came over the wire: `target` is path and query, byte for byte."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]


class Reply(NamedTuple):
    """What the server answers; `body` is sent as JSON unless it is bytes."""

    body: Any
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()


def refusal(status: int, message: str, *headers: tuple[str, str]) -> Reply:
    """Return the error answer that the Event API documents."""
    body = {"status": status, "message": message, "shottrackerRequestId": "6f1c"}
    return Reply(body, status, headers)


class Service:
    """A running server. `answer` decides; every request is kept in `requests`."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.answer: Callable[[Request], Reply | None] = lambda request: Reply({})
        self.host = ""
        self.busy = 0
        self.busiest = 0
        self.gate: asyncio.Event | None = None

    @property
    def url(self) -> str:
        return f"http://{self.host}"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer the requests of one connection; `None` from `answer` breaks the connection off."""
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                first, *lines = head.decode().split("\r\n")
                headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
                method, target, _ = first.split(" ")
                body = await reader.readexactly(int(headers.get("content-length", "0")))
                request = Request(method, target, headers, body)
                self.requests.append(request)
                self.busy += 1
                self.busiest = max(self.busiest, self.busy)
                if self.gate is not None:
                    await self.gate.wait()
                self.busy -= 1
                reply = self.answer(request)
                if reply is None:
                    break
                content = reply.body if isinstance(reply.body, bytes) else json.dumps(reply.body).encode()
                sent = [*reply.headers, ("content-length", str(len(content)))]
                lines = [f"HTTP/1.1 {reply.status} Something", *(f"{name}: {value}" for name, value in sent)]
                writer.write("\r\n".join(lines).encode() + b"\r\n\r\n" + content)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            return
        finally:
            writer.close()


@pytest.fixture
async def service() -> AsyncIterator[Service]:
    """A server on a port of its own."""
    running = Service()
    server = await asyncio.start_server(running.serve, "127.0.0.1", 0)
    running.host = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
    yield running
    server.close()


@pytest.fixture
async def api(service: Service) -> AsyncIterator[EventApi]:
    """A client of the server, with waits of hundredths of a second."""
    async with EventApi(service.url, "demo-user", "demo-secret", backoff=0.01, timeout=30) as client:
        yield client
