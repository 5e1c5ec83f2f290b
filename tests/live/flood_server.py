"""The flooded application (flood.py) behind a real server in a process of its own, and viewers that do not read."""

import asyncio
import json
import os
import re
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
from websockets.client import ClientProtocol
from websockets.protocol import OPEN
from websockets.uri import parse_uri

ROOT = Path(__file__).parents[2]
COMMANDS = {
    "daphne": (*("daphne", "-e", "tcp:port=0:interface=127.0.0.1"), "tests.live.flood:application"),
    "uvicorn": (*("uvicorn", "--port=0", "--lifespan=off"), "tests.live.flood:application"),
}
LISTENING = re.compile(r"(?:Listening on TCP address |running on http://)127\.0\.0\.1:(\d+)")
RECEIVE_BUFFER = 4096  # bytes; the least that the system gives


class FloodServer:
    """What speaks to the process over HTTP."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.url = f"ws://127.0.0.1:{port}/"
        self._http = httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=120)

    async def state(self) -> dict[str, Any]:
        """Return the process's memory and the hub's counters."""
        answer: dict[str, Any] = (await self._http.get("/")).raise_for_status().json()
        return answer

    async def flood(self, *, documents: int, changes: int, size: int, pause: float) -> dict[str, Any]:
        """Make changes of `size` bytes in each document; return the state when they are made."""
        query = {"documents": documents, "changes": changes, "bytes": size, "pause": pause}
        answer: dict[str, Any] = (await self._http.post("/flood", params=query)).raise_for_status().json()
        return answer

    async def until(self, **counters: int) -> dict[str, Any]:
        """Wait until the hub counts so much."""
        while not counters.items() <= (state := await self.state()).items():
            await asyncio.sleep(0.05)
        return state

    async def aclose(self) -> None:
        """Let the connection go."""
        await self._http.aclose()


@asynccontextmanager
async def flood_server(kind: str, stall: float | None = None) -> AsyncIterator[FloodServer]:
    """Run the application under `daphne` or `uvicorn`. It lets viewers stall for `stall` seconds, if it is given."""
    asked = {} if stall is None else {"STALL_SECONDS": str(stall)}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", *COMMANDS[kind]),
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "broadcast.settings", **asked},
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stderr is not None
    try:
        async with asyncio.timeout(90):
            found = None
            while found is None:
                line = (await process.stderr.readline()).decode()
                assert line, f"{kind} did not start"
                found = LISTENING.search(line)
        server = FloodServer(int(found[1]))
        rest = asyncio.create_task(process.stderr.read())  # so that the process never waits for a reader
        try:
            yield server
        finally:
            await server.aclose()
            rest.cancel()
    finally:
        process.kill()
        await process.wait()


class StalledViewer:
    """A socket that says hello, watches documents, and never reads what comes. Blocking until it has said so."""

    def __init__(self, server: FloodServer, documents: int) -> None:
        self.socket = socket.socket()
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, RECEIVE_BUFFER)
        self.socket.settimeout(60)
        self.socket.connect(("127.0.0.1", server.port))
        protocol = ClientProtocol(parse_uri(server.url))
        protocol.send_request(protocol.connect())
        while protocol.state is not OPEN:
            self.socket.sendall(b"".join(protocol.data_to_send()))
            protocol.receive_data(self.socket.recv(1024))
            protocol.events_received()
        frames = [{"op": "hello", "v": 1}, *({"op": "watch", "doc": f"game:{n}"} for n in range(documents))]
        for frame in frames:
            protocol.send_text(json.dumps(frame).encode())
        self.socket.sendall(b"".join(protocol.data_to_send()))

    def close(self) -> None:
        """Go away."""
        self.socket.close()
