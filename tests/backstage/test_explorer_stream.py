"""Looks at the live stream of the stand-in: what is told, and that the upstream socket is closed whatever happens."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest

from broadcast.backstage import explorer_stream
from broadcast.backstage.explorer_services import CONFIGURED, apis
from broadcast.backstage.explorer_stream import Viewers, Viewing
from broadcast.standin.server import StandIn
from tests.backstage.playing import SECRET, USER
from tests.standin.build import COUNT, EVENT_ID, game

Line = dict[str, Any]


@pytest.fixture
async def standin(settings: Any) -> AsyncIterator[StandIn]:
    """The stand-in, all of whose game has been played, and settings that lead to it."""
    async with StandIn([game()], users={USER: SECRET}, speed=float("inf")) as running:
        settings.EVENT_API_URL, settings.EVENT_USERNAME, settings.EVENT_SECRET = running.url, USER, SECRET
        settings.LIVE_DATA_URL = running.live_url + "?token={token}"
        yield running


def look(**options: Any) -> Viewing:
    """Begin to look at the game."""
    return Viewing(apis()[CONFIGURED], options.pop("event_id", EVENT_ID), **options)


async def lines(viewing: Viewing, enough: Callable[[list[Line]], Any]) -> list[Line]:
    """Read until what was read is enough."""
    read: list[Line] = []
    async with asyncio.timeout(30):
        async for line in viewing:
            read.append(json.loads(line))
            if enough(read):
                break
    return read


def seqs(read: list[Line]) -> list[int]:
    """Return the sequence numbers of the frames."""
    told = (message for line in read if line["kind"] == "frame" for message in line["messages"])
    return [message["seq"] for message in told if message["seq"] is not None]


async def unwatched(standin: StandIn) -> None:
    """Wait until nobody is connected to the game's stream."""
    async with asyncio.timeout(30):
        while standin.channels[EVENT_ID].connections:
            await asyncio.sleep(0.01)


async def test_frames_are_told_as_they_came(standin: StandIn) -> None:
    """Each frame is told with source, seq, keys, and its text; the token is in none."""
    viewing = look()
    read = await lines(viewing, lambda read: len(seqs(read)) == COUNT)
    viewing.close()
    assert read[0] == {"kind": "opened", "last_seq": None}
    shot = next(line for line in read if line.get("messages") and line["messages"][0]["source"] == "shots")
    assert json.loads(shot["text"])["seq"] == shot["messages"][0]["seq"]
    assert shot["messages"][0]["keys"]
    assert shot["size"] == len(shot["text"])
    assert "token" not in json.dumps(read)
    await unwatched(standin)


async def test_sources_and_resume_point(standin: StandIn) -> None:
    """Only the sources asked for come, and only what is after the point asked for."""
    viewing = look(sources=["shots", "marker"], last_seq=3, summary_level="game_stats")
    read = await lines(viewing, lambda read: seqs(read) and max(seqs(read)) >= COUNT - 1)
    assert {connection.wanted.level for connection in standin.channels[EVENT_ID].connections} == {"game_stats"}
    viewing.close()
    assert read[0]["last_seq"] == 3
    assert min(seqs(read)) > 3
    assert {message["source"] for line in read[1:] for message in line["messages"]} <= {"shots", "marker"}


async def test_bad_frames_are_told_as_such(standin: StandIn) -> None:
    """A frame that is not understood is told with the reason and its text."""
    standin.set_faults("malformed=1")
    viewing = look()
    read = await lines(viewing, lambda read: any(line["kind"] == "bad" for line in read))
    viewing.close()
    assert "not JSON" in read[-1]["reason"]
    assert read[-1]["text"]


async def test_game_that_is_not_there(standin: StandIn) -> None:
    """What the service refuses is told with its status."""
    viewing = look(event_id="none")
    read = await lines(viewing, lambda read: read)
    viewing.close()
    assert (read[0]["kind"], read[0]["status"]) == ("lost", 404)


async def test_lease_ends(standin: StandIn) -> None:
    """When the lease is over the last line says so, and the upstream socket is closed."""
    read = await lines(look(lease_seconds=0.2), lambda read: False)
    assert read[-1] == {"kind": "end", "reason": "lease"}
    await unwatched(standin)


async def test_reader_that_stalls_does_not_hold_the_socket(standin: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that reads nothing while much comes is left, and the upstream socket is closed."""
    monkeypatch.setattr(explorer_stream, "LONGEST_WAIT_SECONDS", 0.05)
    monkeypatch.setattr(explorer_stream, "_WAITING_LINES", 4)
    viewing = look()
    async with asyncio.timeout(30):
        while not viewing.done:
            await asyncio.sleep(0.01)
    read = await lines(viewing, lambda read: False)
    assert read[-1] == {"kind": "end", "reason": "unread"}
    await unwatched(standin)


async def test_too_much_for_one_lease(standin: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    """After so many bytes the lease is over, and the page may ask for another."""
    monkeypatch.setattr(explorer_stream, "MOST_BYTES", 1000)
    read = await lines(look(), lambda read: False)
    assert read[-1]["reason"] == "lease"


async def test_one_look_for_each_person(standin: StandIn) -> None:
    """Whoever opens another look ends the one before; other people's go on."""
    viewers = Viewers()
    first = viewers.open("ann", apis()[CONFIGURED], EVENT_ID)
    other = viewers.open("bob", apis()[CONFIGURED], EVENT_ID)
    second = viewers.open("ann", apis()[CONFIGURED], EVENT_ID)
    assert (await lines(first, lambda read: False))[-1] == {"kind": "end", "reason": "replaced"}
    assert (await lines(second, seqs)) and (await lines(other, seqs))
    assert len(viewers) == 2
    for viewing in (second, other):
        viewing.close()
    await unwatched(standin)
    async with asyncio.timeout(30):
        while len(viewers):
            await asyncio.sleep(0.01)


async def test_reader_that_is_cancelled(standin: StandIn) -> None:
    """A request that is cancelled, as when its client goes away, closes the upstream socket."""
    viewing = look()
    reading = asyncio.create_task(lines(viewing, lambda read: False))
    async with asyncio.timeout(30):
        while not standin.channels[EVENT_ID].connections:
            await asyncio.sleep(0.01)
    reading.cancel()
    await asyncio.gather(reading, return_exceptions=True)
    await unwatched(standin)
    async with asyncio.timeout(30):
        while not viewing.done:
            await asyncio.sleep(0.01)
