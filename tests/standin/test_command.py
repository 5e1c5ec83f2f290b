"""`manage.py standin`, in a process of its own."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from datetime import UTC, datetime
from email.utils import formatdate
from io import StringIO
from pathlib import Path

import httpx
import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import override_settings
from websockets.sync.client import connect

from broadcast.recordings.format import write
from broadcast.standin.management.commands.standin import _users
from tests.standin.build import EVENT_ID, game
from tests.standin.client import TLS, sign

MANAGE = [sys.executable, "manage.py", "standin"]
ENVIRONMENT = os.environ | {"EVENT_USERNAME": "from-settings", "EVENT_SECRET": "secret"}


@pytest.fixture
def recording(tmp_path: Path) -> str:
    """Write the game to a file."""
    path = tmp_path / "game.jsonl.gz"
    write(path, game().header, game().records)
    return str(path)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_serves_and_stops(recording: str, number: int) -> None:
    """It says which games it plays and where, answers the user of the settings, and stops on a signal."""
    with subprocess.Popen(
        [*MANAGE, recording, "--port", "0"], env=ENVIRONMENT, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline().split("  ")
        base = line[-1].strip()
        headers = sign(
            "GET",
            f"/v1/data/games/{EVENT_ID}",
            base.removeprefix("http://"),
            formatdate(usegmt=True),
            "from-settings",
            "secret",
        )
        answer = httpx.get(f"{base}/v1/data/games/{EVENT_ID}", headers=headers, verify=TLS, timeout=60)
        process.send_signal(number)
        assert process.wait(60) == 0
    assert line[:2] == [EVENT_ID, "Valley Voles at Harbor Herons"]
    assert (answer.status_code, answer.json()["id"]) == (200, EVENT_ID)


def test_send_log(recording: str, tmp_path: Path) -> None:
    """Each frame of the stream is written down as it was sent, with the moment, by the time it has stopped."""
    log = tmp_path / "sent.jsonl"
    command = [*MANAGE, recording, "--port=0", "--speed=max", f"--send-log={log}"]
    with subprocess.Popen(command, env=ENVIRONMENT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        base = process.stdout.readline().split("  ")[-1].strip()
        path, host = f"/v1/data/schedule/games/{EVENT_ID}/_subscribe", base.removeprefix("http://")
        headers = sign("GET", path, host, formatdate(usegmt=True), "from-settings", "secret")
        token = httpx.get(base + path, headers=headers, verify=TLS, timeout=60).json()["token"]
        before = time.time() * 1000
        with connect(f"ws://{host}/v2/live?token={token}", max_queue=None, open_timeout=60) as socket:
            received = [str(socket.recv(timeout=30)) for _ in range(5)]
        after = time.time() * 1000
        process.terminate()
        assert process.wait(60) == 0
    sent = [json.loads(line) for line in log.read_text().splitlines()]
    assert [entry["frame"] for entry in sent[:5]] == received
    assert all(entry["event_id"] == EVENT_ID and before <= entry["at"] <= after for entry in sent[:5])


def test_send_log_that_cannot_be_written(recording: str, tmp_path: Path) -> None:
    """A send log that cannot be written is one clear line."""
    with pytest.raises(CommandError, match="--send-log: .*No such file"):
        call_command("standin", recording, "--port=0", f"--send-log={tmp_path / 'nowhere' / 'log'}")


def test_port_in_use(recording: str) -> None:
    """A port in use is one clear line and exit code 1."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = subprocess.run(
            [*MANAGE, recording, "--port", port], env=ENVIRONMENT, capture_output=True, text=True, timeout=120
        )
    assert done.returncode == 1
    assert done.stderr == f"CommandError: Cannot listen on 127.0.0.1:{port}: it is in use.\n"


def test_exits_by_itself(recording: str) -> None:
    """It stops by itself where that is asked for."""
    said = StringIO()
    call_command("standin", recording, "--port=0", "--user=a:b", "--exit-after=0.01", stdout=said)
    assert said.getvalue().startswith(EVENT_ID)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--faults", "cut=soon"], "--faults: expected cut to be a number"),
        (["--speed", "fast"], "--speed: expected a number above 0"),
        (["--start", "soon"], "--start: expected now, HH:MM"),
        (["--user=name"], "--user: expected NAME:SECRET"),
        (["nothing.jsonl"], "nothing.jsonl: cannot be read"),
        (["--bar", "a:SHOTZ"], "--bar: unknown class 'SHOTZ'; known are SCHEDULE"),
        (["--bar", "a"], "--bar: expected NAME:CLASS"),
        (["--clock", "now"], "--clock: only a --world"),
        (["--world=7", "--clock", "soon"], "--clock: expected now, HH:MM"),
    ],
)
def test_refusals(recording: str, arguments: list[str], said: str) -> None:
    """A wrong argument is refused with one line that says which."""
    with pytest.raises(CommandError, match=said) as refused:
        call_command("standin", recording, *arguments, "--user=a:b")
    assert "\n" not in str(refused.value)
    assert refused.value.returncode == 1


def test_two_recordings_of_one_game(recording: str) -> None:
    """The same game twice is refused."""
    with pytest.raises(CommandError, match="two recordings are of the game"):
        call_command("standin", recording, recording, "--user", "a:b")


def test_starts_without_games() -> None:
    """It starts without any game, says where, and waits for them."""
    said = StringIO()
    call_command("standin", "--port=0", "--user=a:b", "--exit-after=0.01", stdout=said)
    assert said.getvalue().startswith("no games yet  http://127.0.0.1:")


def test_world(recording: str) -> None:
    """It serves a world beside recordings, laid out around a moment, and names the games that are near."""
    said = StringIO()
    now = f"{datetime.now(UTC):%Y-%m-%dT%H:%MZ}"
    arguments = ["--world=7", f"--clock={now}", "--bar=a:SHOTS", "--bar=a:STATS", "--port=0", "--user=a:b"]
    call_command("standin", recording, *arguments, "--exit-after=0.01", stdout=said)
    lines = said.getvalue().splitlines()
    assert lines[0].startswith(EVENT_ID)
    assert len(lines) == 1 + 5


@override_settings(EVENT_USERNAME="")
def test_rehearsals_need_no_credential_of_the_event_api() -> None:
    """The feed worker may ask for rehearsals in a name of its own, whatever else is set."""
    users = _users(None)
    assert users == {settings.REHEARSAL_USERNAME: settings.REHEARSAL_SECRET}
    assert _users(["a:b"]) == users | {"a": "b"}
