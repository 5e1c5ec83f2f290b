"""Frames written straight to the transport, under a real Daphne and read by a strict client."""

import asyncio
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from broadcast.live.direct import direct_writer
from tests.live.application import DOC
from tests.live.viewers import Held

ROOT = Path(__file__).parent.parent.parent
SIZES = [1, 125, 126, 127, 65_535, 65_536, 300_000]


class Daphne:
    """The application of tests.live.direct_application under Daphne."""

    def __init__(self, said: Path) -> None:
        self._said = said
        with said.open("wb") as file:
            self.process = subprocess.Popen(
                [
                    *(sys.executable, "-m", "daphne", "-e", "tcp:port=0:interface=127.0.0.1"),
                    "tests.live.direct_application:application",
                ],
                cwd=ROOT,
                env={**os.environ, "DJANGO_SETTINGS_MODULE": "broadcast.settings"},
                stdout=subprocess.DEVNULL,
                stderr=file,
            )
        deadline = time.monotonic() + 90
        while not (found := re.search(r"Listening on TCP address 127.0.0.1:(\d+)", self.said)):
            assert self.process.poll() is None and time.monotonic() < deadline, self.said
            time.sleep(0.02)
        self.port = int(found[1])

    @property
    def said(self) -> str:
        return self._said.read_text()

    def connect(self, where: str = "puppet", **options: Any) -> AbstractAsyncContextManager[ClientConnection]:
        return connect(f"ws://127.0.0.1:{self.port}/{where}", max_size=None, open_timeout=60, **options)


@pytest.fixture(scope="module")
def daphne(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Daphne]:
    server = Daphne(tmp_path_factory.mktemp("daphne") / "stderr")
    yield server
    server.process.terminate()
    server.process.wait(60)


async def order(socket: ClientConnection, *orders: Any) -> None:
    await socket.send(json.dumps(orders))


async def told(daphne: Daphne) -> list[Any]:
    """Return what came of the orders so far, and of the socket that asks, at its end."""
    async with daphne.connect() as socket:
        await order(socket, ["tell"])
        done: list[Any] = json.loads(await socket.recv())
        return done


async def test_frames_are_bit_right_and_in_order(daphne: Daphne) -> None:
    """What is written directly and what goes by `send` come in the order they were sent, each as the same frame."""
    async with daphne.connect() as socket, asyncio.timeout(90):
        before = len(await told(daphne))
        await order(socket, *([way, size] for size in SIZES for way in ("direct", "send")))
        for size in SIZES:
            direct, sent = await socket.recv(), await socket.recv()
            assert direct == sent
            assert len(str(sent).encode()) == size
        assert (await told(daphne))[before:] == [*[True] * len(SIZES), True]


async def test_what_the_socket_does_not_take_waits_its_turn(daphne: Daphne) -> None:
    """Of a viewer that stops reading nothing is lost or mixed up, and no other waits for it."""
    sizes = [60_000 + number for number in range(200)]
    async with daphne.connect() as slow, daphne.connect() as quick, asyncio.timeout(90):
        slow.transport.pause_reading()
        await order(slow, *(["send" if size % 7 == 0 else "direct", size] for size in sizes))
        await order(quick, ["direct", 5])
        assert len(str(await quick.recv()).encode()) == 5
        slow.transport.resume_reading()
        for size in sizes:
            assert len(await slow.recv(decode=False)) == size


async def test_a_close_comes_last(daphne: Daphne) -> None:
    """What was written before a close arrives before it; after it nothing is written, and `send` says why."""
    async with daphne.connect() as socket, asyncio.timeout(90):
        before = len(await told(daphne))
        await order(socket, ["direct", 70_000], ["close", 4001], ["direct", 9])
        assert len(await socket.recv(decode=False)) == 70_000
        with pytest.raises(ConnectionClosed):
            await socket.recv()
        assert socket.close_code == 4001
        assert (await told(daphne))[before:] == [True, False, True]


async def test_pings_are_answered_between_frames(daphne: Daphne) -> None:
    """Control frames, which Autobahn writes itself, do not get into the middle of a frame."""
    async with daphne.connect() as socket, asyncio.timeout(90):
        for size in (100, 200_000, 7):
            await order(socket, ["direct", size])
            pong = await socket.ping()
            assert len(await socket.recv(decode=False)) == size
            await pong


async def test_a_compressed_socket_is_offered_in_vain(daphne: Daphne) -> None:
    """Daphne accepts no extension, so frames stand on the wire as they are."""
    async with daphne.connect(compression="deflate") as socket, asyncio.timeout(90):
        await order(socket, ["direct", 1000])
        assert len(await socket.recv(decode=False)) == 1000
        assert socket.protocol.extensions == []


@pytest.mark.parametrize(
    "attribute",
    ["state", "send_queue", "_perMessageCompress", "websocket_extensions_in_use", "maskServerFrames", "transport"],
)
async def test_other_internals_are_not_touched(daphne: Daphne, attribute: str) -> None:
    """Where Autobahn looks other than expected, or has an extension in use, there is no direct writer."""
    async with daphne.connect() as socket, asyncio.timeout(90):
        await order(socket, ["spoil", attribute], ["tell"])
        assert json.loads(await socket.recv())[-1] is False
        await order(socket, ["direct", 5])
        assert len(await socket.recv(decode=False)) == 5


async def test_behind_unknown_middleware_frames_go_by_send(daphne: Daphne) -> None:
    """Where the way to Daphne cannot be seen there is no direct writer, and `send` works as ever."""
    async with asyncio.timeout(90):
        before = len(await told(daphne))
        async with daphne.connect("hidden") as socket:
            await order(socket, ["direct", 10], ["send", 20])
            assert len(await socket.recv(decode=False)) == 20
        assert (await told(daphne))[before:] == [False, False, True]


async def test_a_hub_writes_directly(daphne: Daphne) -> None:
    """Viewers of the hub's consumer get whole and gapless patches, also when others vanish without a word."""
    async with daphne.connect("live") as viewer, asyncio.timeout(90):
        vanishing = [await daphne.connect("live").__aenter__() for _ in range(5)]
        for socket in (viewer, *vanishing):
            await socket.send('{"op":"hello","v":1}')
            await socket.send(json.dumps({"op": "watch", "doc": DOC}))
        first = json.loads(await viewer.recv())
        async with daphne.connect() as socket:
            await order(socket, ["writers"])
            writers = json.loads(await socket.recv())
            assert True in writers and False not in writers
        held = Held(first["epoch"], first["rev"], first["state"])
        for number in range(30):
            if number % 5 == 0 and vanishing:
                vanishing.pop().transport.abort()
            frame = json.loads(await viewer.recv())
            if frame["op"] == "patch":
                held.take(frame)
                await viewer.send(json.dumps({"op": "ack", "doc": DOC, "rev": held.rev}))
        assert held.state["feed"]["seq"] + 1 == held.rev
    assert "Traceback" not in daphne.said


async def test_other_servers_have_no_direct_writer() -> None:
    """A `send` that is not Daphne's gives no direct writer."""

    async def send(event: Any) -> None:
        pass

    assert direct_writer(send) is None
