"""Log lines of followed games: each names its game in a field, whichever part of the session wrote it."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Iterator
from dataclasses import replace

import pytest
from channels.db import database_sync_to_async

from broadcast.eventapi.http import EventApi
from broadcast.feed.service import Service
from broadcast.feed.supervisor import Supervisor
from broadcast.games import actions
from broadcast.live.memory import MemoryStore
from broadcast.logs import formatter
from broadcast.standin.server import StandIn
from tests.feed.conftest import FAST, simulated
from tests.feed.test_supervisor import follow, other_game, wait


class Lines(logging.Handler):
    """Keeps lines as they are written to the log, as JSON."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(formatter("json"))
        self.lines: list[dict[str, str]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(json.loads(self.format(record)))

    def events(self, game: str | None) -> list[str]:
        """Return what was said of one game, or of none."""
        return [line["event"] for line in self.lines if line.get("game") == game]


@pytest.fixture
def log() -> Iterator[Lines]:
    """Hear what our own modules log."""
    lines, logger = Lines(), logging.getLogger("broadcast")
    logger.addHandler(lines)
    level = logger.level
    logger.setLevel(logging.INFO)
    yield lines
    logger.setLevel(level)
    logger.removeHandler(lines)


@pytest.mark.django_db(transaction=True)
async def test_every_line_of_a_game_names_it(log: Lines) -> None:
    """What the supervisor, the session, REST and its client say of two games at a time is told apart by the field."""
    async with (
        StandIn([simulated()], users={"u": "s"}, speed=60, offset=600_000) as standin,
        EventApi(standin.url, "u", "s", timeout=20, retries=1, backoff=0.01) as api,
    ):
        # A stream that takes long to open is no lost feed here, as it would be with the shortest of waits.
        timing = replace(FAST, reopening=60.0)
        supervisor = Supervisor(Service(api, standin.live_url + "?token={token}"), MemoryStore(), timing)
        good, unknown = await follow(simulated()), await follow(other_game())
        running = asyncio.create_task(supervisor.run())
        try:
            await wait(lambda: len(supervisor.sessions) == 2)
            await wait(lambda: supervisor.sessions[good].status.state == "live")
            await wait(lambda: supervisor.sessions[unknown].status.state == "lost")
            await database_sync_to_async(actions.unfollow)(unknown, by="a test")
            await wait(lambda: unknown not in supervisor.sessions)
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)
    assert log.events(good)[0] == "followed"
    assert "the feed is live" in log.events(good)
    assert not [event for event in log.events(good) if "lost" in event]
    assert log.events(unknown)[0] == "followed"
    assert log.events(unknown)[-1] == "no longer followed"
    assert [event for event in log.events(unknown) if event.startswith("the Event API does not answer")]
    ours = [line["event"] for line in log.lines if line["logger"].startswith(("broadcast.feed", "broadcast.eventapi"))]
    assert len(ours) == len(log.events(good)) + len(log.events(unknown))
    assert not [event for event in ours if good in event or event.startswith("game ")]
