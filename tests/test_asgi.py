"""The application behind Daphne, with its real gates: who may come in over a socket, and what they may see."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Coroutine, Iterator
from typing import Any, TypeVar

import pytest
from asgiref.sync import sync_to_async
from daphne.server import Server, twisted_loop
from django.contrib.auth.models import User
from django.test import Client
from twisted.internet import reactor as installed_reactor
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from broadcast.games.models import Game
from broadcast.live.stores import get_hub, get_store
from broadcast.overlays.actions import create_output, revoke_token
from broadcast.overlays.models import Output, OutputToken

pytestmark = pytest.mark.django_db(transaction=True)

T = TypeVar("T")
reactor: Any = installed_reactor


class Daphne:
    """The application on a port of 127.0.0.1, in the thread of Daphne's own event loop."""

    def __init__(self) -> None:
        from broadcast.asgi import application

        ready = threading.Event()
        self.server = Server(
            application,
            endpoints=["tcp:port=0:interface=127.0.0.1"],
            signal_handlers=False,
            verbosity=0,
            ready_callable=lambda: reactor.callWhenRunning(ready.set),
        )
        self._thread = threading.Thread(target=self.server.run)
        self._thread.start()
        assert ready.wait(60)
        self.port: int = self.server.listening_addresses[0][1]

    def stop(self) -> None:
        reactor.callFromThread(self.server.stop)
        self._thread.join(60)

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Run something in the server's event loop, and return its result."""
        return asyncio.run_coroutine_threadsafe(work, twisted_loop).result(60)

    def visit(self, *, cookie: str = "", origin: str | None = "own", path: str = "/ws/live/") -> ClientConnection:
        """Open a socket."""
        own = f"http://127.0.0.1:{self.port}"
        return connect(
            f"ws://127.0.0.1:{self.port}{path}",
            origin=Origin(own if origin == "own" else origin) if origin else None,
            additional_headers={"Cookie": f"sessionid={cookie}"} if cookie else {},
            compression=None,
            open_timeout=60,
        )


@pytest.fixture(scope="session")
def reactor_thread(django_db_setup: None) -> Iterator[Daphne]:
    """Run Daphne once in a process: a reactor cannot run again, and a worker may come back to these tests."""
    serving = Daphne()
    yield serving
    serving.stop()


@pytest.fixture(scope="module")
def daphne(reactor_thread: Daphne) -> Iterator[Daphne]:
    """Serve the application, with a store and a hub of this module's own."""
    get_store.cache_clear()
    get_hub.cache_clear()
    yield reactor_thread
    get_store.cache_clear()
    get_hub.cache_clear()


@pytest.fixture
def cookie() -> str:
    """Log a user in, and return the session's cookie."""
    client = Client()
    client.force_login(User.objects.create_user("ana"))
    return client.cookies["sessionid"].value


@pytest.fixture
def output(daphne: Daphne) -> Output:
    """Return an output that points at the game `g1`, which is being written."""
    game = Game.objects.create(event_id="g1", home_id="1", home_name="Harbor", away_id="2", away_name="Summit")

    async def write() -> None:
        for name in ("game:g1", "game:g2", "secret:s1"):
            writer = await get_store().open(name)
            await writer.publish({"score": {"home": 1}})

    daphne.run(write())
    made: Output = daphne.run(sync_to_async(create_output)("a test", "Program", game))
    return made


def token_of(output: Output) -> OutputToken:
    """Return the output's first token."""
    return OutputToken.objects.get(output=output)


def say(socket: ClientConnection, **frame: Any) -> None:
    """Send a frame."""
    socket.send(json.dumps(frame))


def hear(socket: ClientConnection, *ops: str) -> dict[str, Any]:
    """Return the next frame of one of these kinds."""
    while True:
        frame: dict[str, Any] = json.loads(socket.recv(timeout=30))
        if frame["op"] in ops:
            return frame


def watch(socket: ClientConnection, doc: str) -> dict[str, Any]:
    """Ask for a document, and return what comes of it."""
    say(socket, op="watch", doc=doc)
    return hear(socket, "snapshot", "error")


def closed_with(socket: ClientConnection) -> int:
    """Wait for the close, and return its code."""
    with pytest.raises(ConnectionClosed) as ending:
        while True:
            socket.recv(timeout=30)
    assert ending.value.rcvd is not None
    return ending.value.rcvd.code


def test_stranger_is_refused(daphne: Daphne) -> None:
    """A socket without a login is told so and closed with 4001, whatever session it claims."""
    for claimed in ("", "made-up"):
        with daphne.visit(cookie=claimed) as socket:
            say(socket, op="hello", v=1)
            assert hear(socket, "error")["code"] == "forbidden"
            assert closed_with(socket) == 4001


@pytest.mark.parametrize("origin", ["http://elsewhere.example", None])
def test_page_of_another_origin_is_refused(daphne: Daphne, cookie: str, origin: str | None) -> None:
    """A login is worth nothing to a page of another host, or to what names no origin: closed with 4003."""
    with daphne.visit(cookie=cookie, origin=origin) as socket:
        say(socket, op="hello", v=1)
        assert hear(socket, "error")["code"] == "forbidden"
        assert closed_with(socket) == 4003


def test_user_sees_games_and_outputs_and_nothing_else(daphne: Daphne, cookie: str, output: Output) -> None:
    """Whoever is logged in watches every game and output; any other document is forbidden, and the socket stays."""
    with daphne.visit(cookie=cookie) as socket:
        say(socket, op="hello", v=1)
        assert watch(socket, "secret:s1")["code"] == "forbidden"
        assert watch(socket, "game:g1")["state"] == {"score": {"home": 1}}
        assert watch(socket, "game:g2")["state"] == {"score": {"home": 1}}
        assert watch(socket, output.document_name)["state"]["output"]["event_id"] == "g1"


def test_token_opens_its_output_and_game_alone(daphne: Daphne, output: Output) -> None:
    """An overlay needs neither login nor origin, and sees its own output and the game that this points at."""
    other: Output = daphne.run(sync_to_async(create_output)("a test", "Other"))
    with daphne.visit(origin=None) as socket:
        say(socket, op="hello", v=1, token=token_of(output).token)
        for doc in (other.document_name, "game:g2", "secret:s1"):
            assert watch(socket, doc)["code"] == "forbidden", doc
        assert watch(socket, output.document_name)["op"] == "snapshot"
        assert watch(socket, "game:g1")["state"] == {"score": {"home": 1}}


def test_revoked_token_goes_dark(daphne: Daphne, output: Output) -> None:
    """The socket of a token that is revoked is closed at once; the token opens nothing any more."""
    token = token_of(output)
    with daphne.visit(origin=None) as socket:
        say(socket, op="hello", v=1, token=token.token)
        watch(socket, "game:g1")
        daphne.run(sync_to_async(revoke_token)("a test", token))
        assert closed_with(socket) == 4001
    with daphne.visit(origin=None) as socket:
        say(socket, op="hello", v=1, token=token.token)
        assert closed_with(socket) == 4001


def test_rubbish_is_answered_and_then_shut_out(daphne: Daphne, cookie: str) -> None:
    """What is no frame gets an error each time, and a socket that goes on with it is closed."""
    with daphne.visit(cookie=cookie) as socket:
        say(socket, op="hello", v=1)
        for rubbish in ("{", '{"op":"dance"}', b"\x00\xff", "[]", '{"op":"watch"}'):
            socket.send(rubbish)
            assert hear(socket, "error")["code"] == "bad-frame"
        assert closed_with(socket) == 4002


def test_socket_at_another_address_is_refused(daphne: Daphne, cookie: str, caplog: pytest.LogCaptureFixture) -> None:
    """There is one address for sockets; any other is refused at the handshake, without a traceback in the log."""
    with pytest.raises(InvalidStatus) as refusal:
        daphne.visit(cookie=cookie, path="/ws/other/")
    assert refusal.value.response.status_code == 403
    assert "Traceback" not in caplog.text
