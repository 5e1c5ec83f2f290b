"""A TCP link that can be cut: what connects to its port is handed on to another, until it is cut."""

from __future__ import annotations

import asyncio
import threading
from contextlib import suppress


class Link:
    """Hands connections to `port` of 127.0.0.1 on to `target`. Runs in a thread of its own."""

    def __init__(self, port: int, target: int) -> None:
        self.port, self._target = port, target
        self._loop = asyncio.new_event_loop()
        self._server: asyncio.Server | None = None
        self._writers: set[asyncio.StreamWriter] = set()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self.mend()

    def cut(self) -> None:
        """Break what is connected, and refuse what wants to be."""
        asyncio.run_coroutine_threadsafe(self._cut(), self._loop).result(60)

    def mend(self) -> None:
        """Take connections, again."""
        asyncio.run_coroutine_threadsafe(self._mend(), self._loop).result(60)

    def close(self) -> None:
        """Cut it for good."""
        self.cut()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(60)
        self._loop.close()

    async def _mend(self) -> None:
        self._server = await asyncio.start_server(self._join, "127.0.0.1", self.port)

    async def _cut(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None
        for writer in self._writers:
            writer.transport.abort()
        while self._writers:
            await asyncio.sleep(0.01)

    async def _join(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._target)
            self._writers |= {writer, far_writer}
            await asyncio.gather(_hand_on(reader, far_writer), _hand_on(far_reader, writer), return_exceptions=True)
            self._writers -= {writer, far_writer}
        writer.close()


async def _hand_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while data := await reader.read(65_536):
            writer.write(data)
            await writer.drain()
    finally:
        writer.close()
