"""What the explorer makes of answers that no good service gives."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator

import pytest

from broadcast.backstage import explorer_sending
from broadcast.backstage.explorer_sending import MOST_BYTES, Reply, send, without_token
from broadcast.backstage.explorer_services import Api
from broadcast.eventapi.asking import Question
from broadcast.eventapi.errors import Unreachable

ASKED = Question("GET", "/v1/data/teams")
HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\n\r\n"


@contextlib.asynccontextmanager
async def answering(part: bytes, times: int, pause: float = 0.0) -> AsyncIterator[tuple[Api, asyncio.Event]]:
    """Serve an answer in parts with pauses (seconds), on a connection left open; tells when that was closed."""
    gone = asyncio.Event()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await reader.readuntil(b"\r\n\r\n")
            writer.write(HEAD)
            for _ in range(times):
                writer.write(part)
                await writer.drain()
                await asyncio.sleep(pause)
            await reader.read()
        except ConnectionError:
            pass
        finally:
            gone.set()
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield Api("configured", "Event API", f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", "u", "s"), gone


async def test_answer_that_never_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer that comes drop by drop is given up in time, and the connection closed."""
    monkeypatch.setattr(explorer_sending, "LONGEST_SECONDS", 2)  # in it a client is made and connects, too
    async with answering(b"[", 1_000, 0.02) as (api, gone):
        reply = await send(api, ASKED)
        await asyncio.wait_for(gone.wait(), 10)
    assert isinstance(reply.error, Unreachable)
    assert "no whole answer within 2 s" in str(reply.error)


async def test_answer_that_is_too_long() -> None:
    """Of a long answer no more is fetched than is shown, and the connection closed."""
    async with answering(b" " * 2**20, 2 * MOST_BYTES // 2**20) as (api, gone):
        reply = await send(api, ASKED)
        await asyncio.wait_for(gone.wait(), 10)
    assert (reply.status, reply.cut, len(reply.content)) == (200, True, MOST_BYTES)


@pytest.mark.parametrize("content", [b"secret-token", b'"secret-token"', b'{"token": "secret-token"'])
def test_no_token_in_an_answer_of_any_form(content: bytes) -> None:
    """A token is kept back where the answer is bare, and where it is no JSON at all."""
    shown = without_token(Reply(200, "OK", [], content, False, 0.1, None)).text
    assert "secret-token" not in shown
    assert "kept on the server" in shown
