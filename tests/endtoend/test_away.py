"""What is answered while the database or the Redis is away, and once it is back."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect
from websockets.typing import Origin

from broadcast.recordings.format import write
from broadcast.recordings.simulator import simulate
from tests.endtoend.processes import Program, program

pytestmark = [pytest.mark.endtoend, pytest.mark.servers]

COMES_BACK_WITHIN = 30.0  # s; longer than any wait between two tries of anybody, on a busy machine


def wait(wanted: Callable[[], bool], seconds: float = COMES_BACK_WITHIN) -> None:
    """Wait until something holds."""
    until = time.monotonic() + seconds
    while not wanted():
        assert time.monotonic() < until
        time.sleep(0.05)


def close_code(running: Program, cookie: str) -> int | None:
    """Open a socket as a page does, and return the code it is closed with, or `None` if it is admitted."""
    url, headers = f"ws://127.0.0.1:{running.port}/ws/live/", {"Cookie": f"sessionid={cookie}"}
    with connect(url, origin=Origin(running.base), additional_headers=headers, open_timeout=60) as socket:
        try:
            socket.send(json.dumps({"op": "hello", "v": 1}))
            socket.send(json.dumps({"op": "ping", "t": 1}))  # which may meet a socket that is closed already
            assert json.loads(socket.recv(timeout=30))["op"] == "pong"
        except ConnectionClosed as ending:
            assert ending.rcvd is not None
            return ending.rcvd.code
    return None


def test_pages_say_that_something_is_away(tmp_path: Path) -> None:
    """Pages and the API answer 503 and when to ask again, overlays an empty page; sockets are told to come back."""
    recording = simulate(4, "FIBA")
    path = tmp_path / "game.jsonl.gz"
    write(path, recording.header, recording.records)
    event_id = recording.header.game["event_id"]
    with program(tmp_path, apart=True) as running:
        assert running.postgres is not None
        running.start_standin(path, speed=1, offset=600)
        running.manage("follow", event_id, "--rules=FIBA")
        overlay = running.manage("output", "Program", f"--event={event_id}").strip()
        running.serve()
        with running.login() as client:
            cookie = client.cookies["sessionid"]
            pages = ("/", f"/games/{event_id}/", "/api/games", f"/api/games/{event_id}/document")

            def answers() -> list[httpx.Response]:
                return [client.get(page) for page in pages]

            def all_is_well() -> bool:
                overlaid = client.get(overlay)
                seen = answers()
                return {answer.status_code for answer in seen} == {200} and 'id="start"' in overlaid.text

            running.wait_for_worker()
            wait(all_is_well)
            for away, back in (
                (running.postgres.stop, running.postgres.start),
                (running.redis.stop, running.redis.start),
            ):
                away()
                for answer in answers():
                    assert answer.status_code == 503
                    assert answer.headers["retry-after"] == "5"
                    assert "cannot be reached" in answer.text
                overlaid = client.get(overlay)
                assert overlaid.status_code == 503
                assert 'id="stage"' in overlaid.text
                assert 'id="start"' not in overlaid.text
                assert "Traceback" not in overlaid.text
                if away == running.postgres.stop:
                    assert close_code(running, cookie) == 4009
                back()
                wait(all_is_well)
                assert close_code(running, cookie) is None
        assert "Traceback" not in (tmp_path / "serve.log").read_text()
