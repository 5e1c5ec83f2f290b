"""`manage.py serve` as a process: how it stops, and what it says when it cannot start."""

from __future__ import annotations

import json
import signal
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect
from websockets.typing import Origin

from tests.endtoend.processes import program

pytestmark = pytest.mark.endtoend


def test_serve_stops_in_order(tmp_path: Path) -> None:
    """Told to stop, the server ends the worker, tells viewers to come back, and exits with 0.

    Another server on the same port says in one line that it cannot listen there.
    """
    with program(tmp_path) as running:
        running.serve()
        assert "Cannot listen on 127.0.0.1" in running.manage_tolerant("serve", f"--port={running.port}", "--worker")
        with running.login() as client:
            cookie = client.cookies["sessionid"]
        url, origin = f"ws://127.0.0.1:{running.port}/ws/live/", Origin(running.base)
        with connect(
            url, origin=origin, additional_headers={"Cookie": f"sessionid={cookie}"}, open_timeout=60
        ) as socket:
            socket.send(json.dumps({"op": "hello", "v": 1}))
            socket.send(json.dumps({"op": "ping", "t": 1}))
            assert json.loads(socket.recv(timeout=30))["op"] == "pong"
            serving = running.children["serve"]
            serving.send_signal(signal.SIGTERM)
            with pytest.raises(ConnectionClosed) as ending:
                socket.recv(timeout=60)
            assert ending.value.rcvd is not None
            assert ending.value.rcvd.code == 4009
        assert serving.wait(60) == 0
        assert "Traceback" not in (tmp_path / "serve.log").read_text()
