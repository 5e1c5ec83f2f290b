"""The consumer behind real servers, spoken to over real sockets."""

import asyncio
import json
import os
import re
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from broadcast.live.consumer import LiveConsumer, origin_allowed
from broadcast.live.hub import Hub
from broadcast.live.memory import MemoryStore
from tests.live.application import DOC, TokenGate
from tests.live.viewers import Held

FIRST = {"score": {"home": 0}, "clock": {"ms": 600_000}}


class Server:
    """A hub and its consumer under uvicorn on a free port."""

    def __init__(self) -> None:
        self.store = MemoryStore()
        self.hub = Hub(self.store)
        self.gate = TokenGate()
        self.port = 0

    @asynccontextmanager
    async def running(self) -> AsyncIterator["Server"]:
        application = LiveConsumer.as_asgi(self.gate, self.hub)
        config = uvicorn.Config(application, port=0, lifespan="off", log_level="error", ws="websockets-sansio")
        server = uvicorn.Server(config)
        serving = asyncio.create_task(server.serve())
        while not server.started:
            await asyncio.sleep(0.005)
        self.port = server.servers[0].sockets[0].getsockname()[1]
        yield self
        await self.hub.shutdown()
        server.should_exit = True
        await serving

    async def visit(self, **hello: Any) -> "Visitor":
        visitor = Visitor(
            await connect(f"ws://127.0.0.1:{self.port}/", compression=None, max_size=None, open_timeout=60)
        )
        if hello:
            await visitor.say(op="hello", **hello)
        return visitor


class Visitor:
    """A viewer at the other end of a socket."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.received = 0  # bytes

    async def say(self, **frame: Any) -> None:
        await self.socket.send(json.dumps(frame))

    async def hear(self, op: str | None = None) -> dict[str, Any]:
        """Return the next frame, or the next with this `op`. A beat comes every 5 s, whatever is said."""
        async with asyncio.timeout(30):
            while True:
                data = await self.socket.recv(decode=False)
                self.received += len(data)
                frame: dict[str, Any] = json.loads(data)
                if op == frame["op"] or (op is None and frame["op"] != "beat"):
                    return frame

    async def closed(self) -> int | None:
        """Wait until the socket is closed, and return the code."""
        async with asyncio.timeout(30):
            try:
                while True:
                    await self.socket.recv()
            except ConnectionClosed:
                return self.socket.close_code


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    async with Server().running() as server:
        yield server


async def test_watching(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """A viewer says hello, watches, and gets a snapshot and the patches after it, until it wants no more.

    A ping that comes too soon after another is not answered.
    """
    monkeypatch.setattr("broadcast.live.consumer.PONG_EVERY", 3600.0)
    writer = await server.store.open(DOC, FIRST)
    viewer = await server.visit(v=1)
    await viewer.say(op="watch", doc=DOC, topics=["score"])
    snapshot = await viewer.hear()
    assert (snapshot["op"], snapshot["state"]) == ("snapshot", {"score": {"home": 0}})
    await writer.publish({"score": {"home": 2}})
    patch = await viewer.hear()
    assert (patch["base"], patch["rev"], patch["patch"]) == (1, 2, {"score": {"home": 2}})
    await viewer.say(op="ping", t=7)
    pong = await viewer.hear()
    assert (pong["op"], pong["t"]) == ("pong", 7)
    await viewer.say(op="unwatch", doc=DOC)
    await viewer.say(op="ping", t=8)
    await viewer.say(op="nothing")
    assert (await viewer.hear())["code"] == "bad-frame"
    await writer.publish({"score": {"home": 4}})
    await asyncio.sleep(0.1)  # nothing is to come
    await viewer.say(op="nothing")
    assert (await viewer.hear())["code"] == "bad-frame"


async def test_a_refused_token_is_closed_with_4001(server: Server) -> None:
    """Who is not admitted hears why and is closed with 4001."""
    viewer = await server.visit(v=1, token="refused")
    assert await viewer.hear() == {
        "op": "error",
        "code": "forbidden",
        "message": "This token is not known.",
    }
    assert await viewer.closed() == 4001


async def test_hello_comes_first(server: Server) -> None:
    """Before its hello a viewer gets nothing, but can still say it."""
    await server.store.open(DOC, FIRST)
    viewer = await server.visit()
    await viewer.say(op="watch", doc=DOC)
    assert (await viewer.hear())["code"] == "no-hello"
    await viewer.say(op="hello", v=1)
    await viewer.say(op="watch", doc=DOC)
    assert (await viewer.hear())["op"] == "snapshot"


async def test_no_hello_in_time(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """A socket on which nobody says hello is closed."""
    monkeypatch.setattr("broadcast.live.consumer.HELLO_WITHIN", 0.05)
    viewer = await server.visit()
    assert (await viewer.hear())["code"] == "no-hello"
    assert await viewer.closed() == 4002


async def test_another_version_is_turned_away(server: Server) -> None:
    """A viewer that speaks another version of the protocol is told which is spoken."""
    viewer = await server.visit(v=2)
    assert "version 1" in (await viewer.hear())["message"]
    assert await viewer.closed() == 4002


@pytest.mark.parametrize(
    ("rubbish", "complaint"),
    [
        ("{", "truncated"),
        ("[]", "Expected `object`"),
        ('{"op":"dance"}', "Invalid value 'dance'"),
        ('{"op":"watch"}', "missing required field `doc`"),
        ('{"op":"watch","doc":"x","topics":"score"}', "$.topics"),
        ('{"op":"ack","doc":"x","rev":-1}', "$.rev"),
        ('{"op":"hello","v":1}', "before"),
        ("[" * 60_000, ""),
        ('{"op":"ping","t":"' + "x" * 65_536 + '"}', "65536 bytes"),
        (b"\x00", "binary"),
    ],
    ids=range(10),
)
async def test_rubbish_is_answered_and_survived(server: Server, rubbish: str | bytes, complaint: str) -> None:
    """A frame that is not understood is answered with what is wrong, and the socket goes on."""
    viewer = await server.visit(v=1)
    await viewer.socket.send(rubbish)
    error = await viewer.hear()
    assert (error["op"], error["code"]) == ("error", "bad-frame")
    assert complaint in error["message"]
    await viewer.say(op="ping", t=1)
    assert (await viewer.hear())["op"] == "pong"


async def test_too_much_rubbish_closes(server: Server) -> None:
    """After five frames that are not understood the socket is closed."""
    viewer = await server.visit(v=1)
    for _ in range(5):
        await viewer.socket.send("rubbish")
    assert await viewer.closed() == 4002
    assert server.hub.counters.bad_frames == 5


async def test_documents_that_may_not_or_cannot_be_watched(server: Server) -> None:
    """A barred document, one that is nowhere and one too many are refused by name; the others go on."""
    viewer = await server.visit(v=1)
    await viewer.say(op="watch", doc="game:barred")
    error = await viewer.hear()
    assert (error["code"], error["doc"]) == ("forbidden", "game:barred")
    await viewer.say(op="watch", doc="output:9")
    error = await viewer.hear()
    assert (error["code"], error["doc"]) == ("unknown-document", "output:9")
    for number in range(65):
        await viewer.say(op="watch", doc=f"game:{number}")
    error = await viewer.hear()
    assert (error["code"], error["doc"]) == ("too-many", "game:64")
    await server.store.open("game:63", FIRST)
    assert (await viewer.hear())["op"] == "snapshot"


async def test_an_overlay_tells_what_it_has_shown(server: Server) -> None:
    """What an overlay has painted reaches its access."""
    viewer = await server.visit(v=1, token="t", size=[1920, 1080], fps=59.94, agent="OBS", fonts=True)
    await viewer.say(op="shown", output="o", cue="c", step=1, at=5)
    await viewer.say(op="ping", t=1)
    await viewer.hear()
    [shown] = server.gate.admitted[0].shown
    assert (shown.output, shown.cue, shown.step, shown.at) == ("o", "c", 1, 5)


async def test_an_old_build_is_told(server: Server) -> None:
    """A page of another build than the one served is told so, at its hello and when a new one comes."""
    server.hub.build = "b2"
    same, old = await server.visit(v=1, build="b2"), await server.visit(v=1, build="b1")
    assert await old.hear() == {"op": "reload", "build": "b2"}
    await same.say(op="ping", t=1)
    assert (await same.hear())["op"] == "pong"
    server.hub.reload("b3")
    assert await same.hear() == {"op": "reload", "build": "b3"}


async def test_shutdown_says_come_back(server: Server) -> None:
    """A server that stops closes its sockets with 4009, also those that are just coming in, and new ones."""
    viewer, coming = await server.visit(v=1), await server.visit()
    await viewer.say(op="ping", t=1)
    await viewer.hear()
    await server.hub.shutdown()
    assert await viewer.closed() == 4009
    await coming.say(op="hello", v=1)
    assert await coming.closed() == 4009
    late = await server.visit()
    assert await late.closed() == 4009


async def test_a_socket_that_goes_is_forgotten(server: Server) -> None:
    """When a viewer goes, nothing of it stays in the hub."""
    await server.store.open(DOC, FIRST)
    viewer = await server.visit(v=1)
    await viewer.say(op="watch", doc=DOC)
    await viewer.hear()
    assert (server.hub.counters.sockets, server.hub.counters.viewers) == (1, 1)
    await viewer.socket.close()
    async with asyncio.timeout(30):
        while server.hub.counters.sockets:
            await asyncio.sleep(0.005)
    assert server.hub.counters.viewers == 0


async def test_a_stalled_socket_delays_no_other(server: Server) -> None:
    """A viewer that stops reading is handed no more than its window, and others get everything at once."""
    writer = await server.store.open(DOC, {"feed": {"seq": 0}})
    stalled, viewer = await server.visit(v=1), await server.visit(v=1)
    for each in (stalled, viewer):
        await each.say(op="watch", doc=DOC)
        await each.hear()
    stalled.socket.transport.pause_reading()
    size, count = 1_000_000, 12
    for seq in range(1, count + 1):
        await writer.publish({"feed": {"seq": seq, "text": str(seq % 10) * size}})
        frame = await viewer.hear("patch")
        assert frame["patch"]["feed"]["seq"] == seq
        await viewer.say(op="ack", doc=DOC, rev=frame["rev"])
        await viewer.say(op="ping", t=seq)
        await viewer.hear("pong")
        await asyncio.sleep(0.1)  # pings are answered at most that often
    assert size * count < server.hub.counters.bytes < size * (count + 1.5)
    assert server.hub.counters.behind == 1
    stalled.socket.transport.resume_reading()
    first = await stalled.hear("patch")
    await stalled.say(op="ack", doc=DOC, rev=first["rev"])
    last = await stalled.hear("snapshot")  # smaller than the patch, as all of it changed
    assert last["state"]["feed"]["seq"] == count


@pytest.mark.parametrize(
    ("origin", "allowed"),
    [
        (b"http://localhost:8000", True),
        (b"https://desk.example.org", True),
        (b"https://desk.example.org:8443", True),
        (b"https://desk.example.org.evil.test", False),
        (b"https://evil.test", False),
        (b"null", False),
        (b"", False),
        (b"http://[::1]:8000", True),
        (b"http://[::1", False),
    ],
)
def test_origins(origin: bytes, allowed: bool, settings: Any) -> None:
    """Only pages of an allowed host may open a session socket."""
    settings.ALLOWED_HOSTS = ["localhost", "desk.example.org", "[::1]"]
    assert origin_allowed({"headers": [(b"host", b"x"), (b"origin", origin)]}) is allowed


def test_no_origin_is_no_allowed_origin() -> None:
    """A socket that names no origin, or two, was not opened by one of our pages."""
    assert not origin_allowed({"headers": []})
    assert not origin_allowed({"headers": [(b"origin", b"http://localhost")] * 2})


async def test_under_daphne() -> None:
    """Under Daphne a viewer watches, falls behind, catches up, and is told of what it may not see."""
    root = Path(__file__).parent.parent.parent
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "daphne", "-e", "tcp:port=0:interface=127.0.0.1"),
        "tests.live.application:application",
        cwd=root,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "broadcast.settings"},
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        assert process.stderr is not None
        port = None
        async with asyncio.timeout(90):
            while port is None:
                line = (await process.stderr.readline()).decode()
                assert line, "daphne did not start"
                found = re.search(r"Listening on TCP address 127.0.0.1:(\d+)", line)
                port = found and int(found[1])
        viewer = Visitor(await connect(f"ws://127.0.0.1:{port}/", compression=None, open_timeout=60))
        await viewer.say(op="hello", v=1)
        await viewer.say(op="watch", doc="game:barred")
        assert (await viewer.hear())["code"] == "forbidden"
        await viewer.say(op="watch", doc=DOC)
        first = await viewer.hear()
        held = Held(first["epoch"], first["rev"], first["state"])
        quiet = 0
        while quiet < 5:  # acknowledge nothing, until changes of half a second were not sent
            await viewer.say(op="ping", t=1)
            while (frame := await viewer.hear())["op"] == "patch":
                held.take(frame)
                quiet = 0
            assert frame["op"] == "pong"
            quiet += 1
            await asyncio.sleep(0.11)  # pings are answered at most every 0.1 s; changes come every 0.02 s
        await viewer.say(op="ack", doc=DOC, rev=held.rev)
        missed = await viewer.hear("patch")
        assert held.take(missed) and not missed["live"]
        assert held.state["feed"]["seq"] + 1 == held.rev
        await viewer.socket.send(b"\x00")
        assert (await viewer.hear("error"))["code"] == "bad-frame"
        await viewer.socket.close()
    finally:
        process.terminate()
        await process.communicate()
