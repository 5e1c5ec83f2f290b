"""The control socket: words, reads and feedback over one connection, under a real server."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
import uvicorn
from asgiref.sync import sync_to_async
from django.contrib.auth.models import User
from django.test import Client
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from broadcast.asgi import application
from broadcast.audit.models import Entry
from broadcast.control.game_words import GAME_WORDS
from broadcast.control.output_words import OUTPUT_WORDS
from broadcast.control.socket import AT_ONCE, MOST_BAD_FRAMES
from broadcast.control.tokens import Issued, issue, revoke
from broadcast.live.stores import get_hub
from tests.control.conftest import Desk
from tests.control.documents import game_on_air


class Deck:
    """A program at the other end of the socket."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection

    async def say(self, **frame: Any) -> None:
        await self.connection.send(json.dumps(frame))

    async def hear(self, *ops: str) -> dict[str, Any]:
        """Return the next frame with one of these `op`s; any where none is named."""
        async with asyncio.timeout(30):
            while True:
                frame: dict[str, Any] = json.loads(await self.connection.recv())
                if not ops or frame["op"] in ops:
                    return frame

    async def do(self, **frame: Any) -> dict[str, Any]:
        await self.say(op="do", **frame)
        return await self.hear("done", "error")

    async def is_denied(self, **frame: Any) -> bool:
        """Tell whether a word is not done: it is refused, or the socket is closed before it is heard."""
        try:
            return not (await self.do(**frame)).get("ok")
        except ConnectionClosed:
            return True

    async def read(self, what: str, **args: Any) -> dict[str, Any]:
        await self.say(op="read", what=what, args=args)
        return await self.hear("done")

    async def closed(self) -> int | None:
        """Wait until the socket is closed, and return the code."""
        async with asyncio.timeout(30):
            try:
                while True:
                    await self.connection.recv()
            except ConnectionClosed:
                return self.connection.close_code


class Server:
    def __init__(self, url: str) -> None:
        self.url = url
        self.opened: list[ClientConnection] = []

    async def open(self, **headers: str) -> Deck:
        made = await connect(f"{self.url}/ws/control/", additional_headers=headers, compression=None)
        self.opened.append(made)
        return Deck(made)

    async def deck(self, token: str, **hello: Any) -> Deck:
        deck = await self.open()
        await deck.say(op="hello", token=token, **hello)
        assert (await deck.hear())["op"] == "welcome"
        return deck


@pytest_asyncio.fixture
async def server(desk: Desk) -> AsyncIterator[Server]:
    listening = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(application, lifespan="off", ws="websockets-sansio", log_config=None)
    running = uvicorn.Server(config)
    serving = asyncio.create_task(running.serve([listening]))
    made = Server(f"ws://127.0.0.1:{listening.getsockname()[1]}")
    yield made
    for opened in made.opened:
        await opened.close()
    await get_hub().shutdown()
    running.should_exit = True
    await serving


@pytest_asyncio.fixture
async def deck(server: Server, desk: Desk) -> Deck:
    return await server.deck(desk.token)


async def issued(desk: Desk, right: str = "control", *, own: bool = False) -> Issued:
    return await sync_to_async(issue)("test", "another", right, desk.output if own else None)


def followers() -> int:
    """Return how many outputs are followed in this process by now."""
    tasks = [task.get_coro() for task in asyncio.all_tasks()]
    return sum(getattr(one, "__name__", "") == "_feed_back" for one in tasks)


async def test_words_are_done_and_answered_with_their_id(deck: Deck, desk: Desk) -> None:
    """As over HTTP: what happened in a plain sentence, and what programs want to know of it."""
    args = {"cue": {"graphic": "lower-player", "data": {"player": "#23", "team": "home"}}}
    told = await deck.do(id="a1", output=desk.output.pk, word="take", args=args)
    assert (told["op"], told["id"], told["ok"], told["status"]) == ("done", "a1", True, 200)
    assert told["said"] == "LOWER: #23 KOVALENKO is on air." and told["zone"] == "lower"
    assert "lower" in (await desk.program())["graphics"]
    entry = await Entry.objects.filter(action="output.take").afirst()
    assert entry is not None and entry.actor == "token deck"
    told = await deck.do(id=2, game="g1", word="correct", args={"home": 2})
    assert (told["id"], told["said"]) == (2, "SCORE: WLV 11, RAV 10 (RAV +2).")
    assert (await deck.do(output=desk.output.pk, word="clear")).keys() == {"op", "ok", "status", "said"}


@pytest.mark.parametrize(
    ("frame", "status", "said"),
    [
        ({"output": 0, "word": "take"}, 409, "Nothing stands by."),
        ({"output": 0, "word": "take", "args": {"zoom": 1}}, 422, "zoom"),
        ({"output": 0, "word": "explode"}, 404, "panic"),
        ({"output": 99, "word": "clear"}, 404, "There is no output 99."),
        ({"game": "g9", "word": "undo"}, 404, "No game g9"),
        ({"game": "g1", "word": "take"}, 404, "a game knows"),
        ({"word": "clear"}, 422, "output or game is missing"),
        ({"game": "g1", "word": "score", "args": {"home": "x"}}, 422, "home"),
    ],
)
async def test_what_is_refused_is_refused_as_over_http(
    deck: Deck, desk: Desk, frame: dict[str, Any], status: int, said: str
) -> None:
    """The same words with the same status, and the socket goes on."""
    if frame.get("output") == 0:
        frame = frame | {"output": desk.output.pk}
    told = await deck.do(id=1, **frame)
    assert (told["op"], told["id"], told["ok"], told["status"]) == ("done", 1, False, status)
    assert said in told["said"]
    if "output" in frame:
        got, answer = await desk.post(f"outputs/{frame['output']}/{frame['word']}", **frame.get("args", {}))
        assert (got, answer) == (status, {"ok": False, "said": told["said"]})


async def test_every_word_that_http_knows_is_known_here(deck: Deck, desk: Desk) -> None:
    """There is one list of words: none of them is unknown on the socket."""
    frames: list[dict[str, Any]] = [{"output": desk.output.pk, "word": name} for name in OUTPUT_WORDS]
    frames += [{"game": "g1", "word": name} for name in GAME_WORDS]
    for frame in frames:
        told = await deck.do(args={"no-such-argument": 1}, **frame)
        assert (told["status"], "no-such-argument" in told["said"]) == (422, True), frame


async def test_what_http_reads_is_read_here(deck: Deck, desk: Desk) -> None:
    """With the same answers; what there is not is refused with the list."""
    pk = desk.output.pk
    reads: list[tuple[str, dict[str, Any], str]] = [
        ("outputs", {}, "outputs"),
        ("output", {"output": pk}, f"outputs/{pk}"),
        ("graphics", {}, "graphics"),
        ("rundowns", {}, "rundowns"),
        ("games", {}, "games"),
        ("document", {"game": "g1"}, "games/g1/document"),
    ]
    for what, args, address in reads:
        told = await deck.read(what, **args)
        assert (told["ok"], told["result"]) == (True, (await desk.get(address))[1]), what
    assert (await deck.read("aired", game="g1", output=pk))["result"]["state"]["score"]["home"] == 8
    assert (await deck.read("rundown", rundown=9))["status"] == 404
    assert "rundowns" in (await deck.read("nonsense"))["said"]
    assert (await deck.read("output"))["status"] == 422


BAD: list[str | bytes] = [
    "",
    "{",
    "[]",
    "7",
    "null",
    '"hello"',
    "{}",
    '{"op":"explode"}',
    '{"op":"do"}',
    '{"op":"do","word":7}',
    '{"op":"do","word":"take","output":"1"}',
    '{"op":"do","word":"take","output":1,"more":1}',
    '{"op":"feedback"}',
    '{"op":"ping","t":"x"}',
    '{"op":"hello","v":1}',
    b"\x00\x01",
    '{"op":"do","word":"' + "x" * 70_000 + '"}',
    '{"op":"do","word":"\\ud800"}',
    '{"op":"do","word":"take","output":1,"args":' + "[" * 30_000 + "]" * 30_000 + "}",
    '{"op":"explode","id":' + "[" * 30_000 + "]" * 30_000 + "}",
]


async def test_a_bad_frame_ends_nothing(deck: Deck, desk: Desk) -> None:
    """Each is answered with what is wrong with it, with its id where it has one, and the next word is done."""
    for frame in BAD:
        await deck.connection.send(frame)
        told = await deck.hear()
        assert (told["op"], told["code"]) == ("error", "bad-frame") and told["message"], frame
        assert (await deck.do(id=1, output=desk.output.pk, word="clear"))["ok"]
    await deck.connection.send('{"op":"do","id":"mine","word":7}')
    assert (await deck.hear())["id"] == "mine"


async def test_a_program_of_another_protocol_is_sent_away(deck: Deck) -> None:
    """Many bad frames in a row, with no good one between them, are no accident."""
    for _ in range(MOST_BAD_FRAMES):
        await deck.connection.send("GET / HTTP/1.1")
    assert await deck.closed() == 4002


async def test_who_says_all_but_hello_is_sent_away(server: Server, desk: Desk) -> None:
    """At once, not when the time for it is over; one that says nothing but hello is sent away too."""
    stranger = await server.open()
    deck = await server.deck(desk.token)
    async with asyncio.timeout(8):
        for _ in range(MOST_BAD_FRAMES):
            await stranger.say(op="ping", t=1)
            await deck.say(op="hello", token=desk.token)
        assert await stranger.closed() == await deck.closed() == 4002


async def test_a_flood_is_turned_away_and_said_so(deck: Deck, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond what is answered at once nothing is done; every frame has its answer, in order."""
    monkeypatch.setattr("broadcast.control.socket.A_SECOND", 0)
    count = AT_ONCE + 40
    for number in range(count):
        await deck.say(op="do", id=number, output=desk.output.pk, word="step", args={"zone": "lower"})
    told = [await deck.hear("done") for _ in range(count)]
    assert [one["id"] for one in told] == list(range(count))
    assert [one["status"] for one in told] == [409] * AT_ONCE + [429] * 40


async def test_a_scoreboard_reader_sends_its_samples(deck: Deck, desk: Desk) -> None:
    """Two seconds of them at their pace are all taken, in their order."""
    for at in range(40):
        await deck.say(
            op="do", game="g1", word="external", args={"ms": 60_000 - 50 * at, "running": True, "period": "Q4"}
        )
        await asyncio.sleep(0.01)  # five times their pace
    assert [(await deck.hear("done"))["ok"] for _ in range(40)] == [True] * 40
    assert (await desk.aired())["clock"]["ms"] == 58_050


async def test_who_may_not_is_not_let_in(server: Server) -> None:
    """A token that is wrong, none and no session, a page of elsewhere, another version, a word before hello."""
    deck = await server.open()
    await deck.say(op="hello", token="nonsense")
    assert (await deck.hear())["code"] == "forbidden" and await deck.closed() == 4001
    deck = await server.open()
    await deck.say(op="hello")
    assert await deck.closed() == 4003, "a socket without an origin is no page's"
    deck = await server.open(Origin="http://127.0.0.1")
    await deck.say(op="hello")
    assert await deck.closed() == 4001
    deck = await server.open()
    await deck.say(op="hello", v=2)
    assert await deck.closed() == 4002
    deck = await server.open()
    await deck.say(op="do", word="panic", output=1)
    assert (await deck.hear())["code"] == "no-hello"


async def test_a_page_comes_in_by_its_session(server: Server, desk: Desk, producer: User) -> None:
    """From an allowed origin alone; who logs out is sent away."""
    client = Client()
    await sync_to_async(client.force_login)(producer)
    cookie = f"sessionid={client.cookies['sessionid'].value}"
    deck = await server.open(Origin="http://evil.example", Cookie=cookie)
    await deck.say(op="hello")
    assert await deck.closed() == 4003
    deck = await server.open(Origin="http://127.0.0.1", Cookie=cookie)
    await deck.say(op="hello")
    assert await deck.hear() == {"op": "welcome", "v": 1, "name": "ines", "right": "control"}
    assert (await deck.do(output=desk.output.pk, word="clear"))["ok"]
    await sync_to_async(client.logout)()
    assert await deck.closed() == 4001


async def test_a_page_whose_user_has_another_password_is_sent_away(server: Server, desk: Desk, producer: User) -> None:
    """As its next request would be: whoever took the session has lost it."""
    client = Client()
    await sync_to_async(client.force_login)(producer)
    cookie = f"sessionid={client.cookies['sessionid'].value}"
    deck = await server.open(Origin="http://127.0.0.1", Cookie=cookie)
    await deck.say(op="hello")
    assert (await deck.hear())["op"] == "welcome"
    producer.set_password("another long one")
    await producer.asave()
    assert await deck.is_denied(output=desk.output.pk, word="panic")
    assert await deck.closed() == 4001
    assert "bug" in (await desk.program())["graphics"]


async def test_a_token_may_what_it_says(server: Server, desk: Desk) -> None:
    """One that reads commands nothing; one of an output has no word for games, and reads its own game alone."""
    reader = await server.deck((await issued(desk, "read")).secret)
    told = await reader.do(output=desk.output.pk, word="clear")
    assert (told["status"], told["said"]) == (403, "The token another may not do this here.")
    assert (await reader.read("outputs"))["ok"]
    deck = await server.open()
    await deck.say(op="hello", token=(await issued(desk, own=True)).secret)
    assert (await deck.hear())["output"] == desk.output.pk
    assert (await deck.do(output=desk.output.pk, word="clear"))["ok"]
    assert (await deck.do(game="g1", word="undo"))["status"] == 403
    assert (await deck.read("document", game="g1"))["ok"]
    assert (await deck.read("document", game="g2"))["status"] == 403


async def test_a_revoked_token_is_closed_within_two_seconds(server: Server, desk: Desk) -> None:
    """What it says meanwhile is not done."""
    made = await issued(desk)
    deck = await server.deck(made.secret)
    await deck.say(op="feedback", output=desk.output.pk)
    await deck.hear("feedback")
    await sync_to_async(revoke)("test", made.token)
    loop = asyncio.get_running_loop()
    before = loop.time()
    assert await deck.is_denied(output=desk.output.pk, word="panic")
    assert await deck.closed() == 4001
    assert loop.time() - before < 2
    assert "bug" in (await desk.program())["graphics"]


async def test_what_is_said_is_said_in_the_language_of_the_program(server: Server, desk: Desk) -> None:
    """As HTTP does by its header; one that is not spoken here is English."""
    deck = await server.deck(desk.token, language="es")
    assert (await deck.do(output=desk.output.pk, word="take"))["said"] != "Nothing stands by."
    deck = await server.deck(desk.token, language="xx")
    assert (await deck.do(output=desk.output.pk, word="take"))["said"] == "Nothing stands by."


async def test_feedback_is_pushed_as_it_changes(deck: Deck, desk: Desk) -> None:
    """All of it first, then what has changed, until it is ended; begun anew, all of it again."""
    pk = desk.output.pk
    await deck.say(op="feedback", output=pk, id="f")
    assert (await deck.hear())["id"] == "f"
    first = await deck.hear("feedback")
    assert (first["output"], first["values"]["score_home"]) == (pk, 8)
    await desk.writer.publish({"score": {"home": 10, "away": 11}})
    assert (await deck.hear("feedback"))["values"] == {"score_home": 10}
    await deck.say(op="feedback", output=pk)
    assert (await deck.hear("feedback"))["values"]["score_away"] == 11
    assert followers() == 1
    await deck.say(op="feedback", output=pk, on=False)
    await deck.hear("done")
    async with asyncio.timeout(30):
        while followers():
            await asyncio.sleep(0)


async def test_feedback_goes_on_after_a_fault(
    deck: Deck, desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A clock that nobody can read is logged; with the next one that can be read all is told again."""
    monkeypatch.setattr("broadcast.control.socket.ANEW_SECONDS", 0.05)
    await deck.say(op="feedback", output=desk.output.pk)
    assert (await deck.hear("feedback"))["values"]["clock"] == "7:12"
    clock = game_on_air()["clock"]
    await desk.writer.publish({"clock": clock | {"running": True, "ms": "broken"}})
    async with asyncio.timeout(30):
        while f"feedback of output {desk.output.pk} has failed, and begins anew" not in caplog.messages:
            await asyncio.sleep(0.01)
    await desk.writer.publish({"clock": clock | {"ms": 400_000}})
    told = await deck.hear("feedback")
    assert (told["values"]["clock"], told["values"]["output"]) == ("6:40", "MAIN")


async def test_feedback_needs_the_right_to_read_the_output(server: Server, desk: Desk) -> None:
    """Another output's is refused, and one that there is not."""
    deck = await server.deck((await issued(desk, "read", own=True)).secret)
    await deck.say(op="feedback", output=99)
    assert (await deck.hear())["status"] == 404
    await deck.say(op="feedback", output=desk.output.pk)
    assert (await deck.hear("feedback"))["values"]["output"] == "MAIN"


async def test_the_socket_is_sent_away_when_the_server_restarts(deck: Deck) -> None:
    """It is told to come back, as viewers are."""
    await get_hub().shutdown()
    assert await deck.closed() == 4009
