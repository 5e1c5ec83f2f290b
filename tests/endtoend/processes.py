"""Starts the stand-in and the program as processes, and speaks to them as users do."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import httpx

from tests.ports import take_port
from tests.postgres_server import PostgresServer
from tests.redis_server import RedisServer

ROOT = Path(__file__).resolve().parent.parent.parent
START_SECONDS = 90
"""A start takes 4 s of a processor; where many tests share two it was seen to take more than 40."""
USER, PASSWORD = "producer", "a long password"
DATABASE = "db.sqlite3"


class Program:
    """The stand-in with recordings, a database, and the program: as one process, or as several.

    As one it is `manage.py serve` with the worker in it, on SQLite. `apart` it is `serve` and `feedworker`, on a Redis
    and a PostgreSQL of their own.
    """

    def __init__(self, folder: Path, *, apart: bool = False) -> None:
        self.folder = folder
        self.apart = apart
        self.redis = RedisServer(durable=True)
        self.postgres = PostgresServer() if apart else None
        self.port, self.api_port = take_port(), take_port()
        self.base = f"http://127.0.0.1:{self.port}"
        self.api = f"http://127.0.0.1:{self.api_port}"
        self.env = {
            **os.environ,
            "DATABASE_URL": self.postgres.url if self.postgres else f"sqlite:///{folder / DATABASE}",
            "REDIS_URL": self.redis.url if apart else "",
            "SECRET_KEY": "end to end",
            "EVENT_API_URL": self.api,
            "LIVE_DATA_URL": f"ws://127.0.0.1:{self.api_port}/v2/live?token={{token}}",
            "EVENT_USERNAME": "demo",
            "EVENT_SECRET": "demo-secret",
            "DJANGO_SUPERUSER_PASSWORD": PASSWORD,
        }
        self.children: dict[str, subprocess.Popen[bytes]] = {}
        self.began: dict[str, int] = {}
        """Where the log of each process begins in its file, which those before it have written to."""

    def manage(self, *arguments: str) -> str:
        """Run one management command to its end, and return what it said; it has to succeed."""
        done = self._manage(*arguments)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def manage_tolerant(self, *arguments: str) -> str:
        """Run one management command, and return what it said, also where it fails."""
        done = self._manage(*arguments)
        return done.stdout + done.stderr

    def _manage(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.env,
            capture_output=True,
            text=True,
            check=False,
        )

    def prepare(self) -> None:
        """Start what the program needs besides; make the database and a user who may do everything."""
        if self.postgres is not None:
            self.postgres.start()
            self.redis.start()
            self.make_database()
        else:
            Path(self.folder, DATABASE).write_bytes(made_database())

    def make_database(self) -> None:
        """Make the tables and the user, by the commands that an operator gives."""
        self.manage("migrate", "-v0")
        self.manage("createsuperuser", "--noinput", "--username", USER, "--email", "producer@example.com", "-v0")

    def start(self, name: str, *arguments: str) -> None:
        """Start a management command that goes on; its output goes to a file named after it."""
        with (self.folder / f"{name}.log").open("ab") as log:
            self.began[name] = log.tell()
            self.children[name] = subprocess.Popen(
                [sys.executable, "manage.py", *arguments], cwd=ROOT, env=self.env, stdout=log, stderr=log
            )

    def start_standin(self, *recordings: Path, speed: float, faults: str = "", offset: float = 0) -> None:
        """Play recordings, and wait until the stand-in answers."""
        options = [f"--port={self.api_port}", f"--speed={speed}", f"--offset={offset}"]
        if faults:
            options.append(f"--faults={faults}")
        self.start("standin", "standin", *map(str, recordings), *options)
        self.wait_for(f"{self.api}/standin/")

    def serve(self) -> None:
        """Start Daphne and the worker, and wait until Daphne answers."""
        if self.apart:
            self.start_worker()
        self.start_web()

    def start_web(self) -> None:
        """Start Daphne, with the worker in it unless they are apart, and wait until it answers."""
        self.start("serve", "serve", f"--port={self.port}", "--no-worker" if self.apart else "--worker")
        self.wait_for(f"{self.base}/accounts/login/")

    def start_worker(self) -> None:
        """Start the worker in a process of its own. It follows games a while after: see `wait_for_worker`."""
        self.start("feedworker", "feedworker")

    def wait_for_worker(self) -> None:
        """Wait until the worker that was started last follows games."""
        log, until = self.folder / "feedworker.log", time.monotonic() + START_SECONDS
        while b"Following games." not in log.read_bytes()[self.began["feedworker"] :]:
            assert self.children["feedworker"].poll() is None, log.read_text()[-2000:]
            assert time.monotonic() < until, "the worker does not start"
            time.sleep(0.05)

    def wait_for(self, url: str) -> None:
        """Wait until an address answers."""
        until = time.monotonic() + START_SECONDS
        while True:
            for name, child in self.children.items():
                assert child.poll() is None, f"{name} has ended: {(self.folder / f'{name}.log').read_text()[-2000:]}"
            try:
                httpx.get(url, timeout=2)
                return
            except httpx.TransportError:
                assert time.monotonic() < until, f"{url} does not answer"
                time.sleep(0.05)

    def kill(self, name: str) -> None:
        """Kill a process of the program at once, without a chance to tidy up."""
        child = self.children.pop(name)
        child.send_signal(signal.SIGKILL)
        child.wait()

    def stop(self) -> None:
        """Ask every process to stop, and wait for it."""
        for child in reversed(self.children.values()):
            child.terminate()
        for child in self.children.values():
            try:
                child.wait(20)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
        self.redis.remove()
        if self.postgres is not None:
            self.postgres.remove()

    def control(self, event_id: str, action: str, **body: Any) -> dict[str, Any]:
        """Move the stand-in's game: pause, play, seek, speed."""
        answer = httpx.post(f"{self.api}/standin/{event_id}/{action}", json=body, timeout=60)
        answer.raise_for_status()
        result: dict[str, Any] = answer.json()
        return result

    @contextmanager
    def login(self) -> Iterator[httpx.Client]:
        """Give an HTTP client that is logged in."""
        with httpx.Client(base_url=self.base, timeout=60, follow_redirects=True) as client:
            client.get("/accounts/login/")
            form = {"username": USER, "password": PASSWORD, "csrfmiddlewaretoken": client.cookies["csrftoken"]}
            answer = client.post("/accounts/login/", data=form, headers={"referer": self.base})
            assert "sessionid" in client.cookies, answer.text
            yield client


@cache
def made_database() -> bytes:
    """Return the file of a database with its tables and the user, which every program on SQLite starts with."""
    with tempfile.TemporaryDirectory(prefix="courtside-program-") as folder:
        maker = Program(Path(folder))
        try:
            maker.make_database()
            return Path(folder, DATABASE).read_bytes()
        finally:
            maker.stop()


@contextmanager
def program(folder: Path, *, apart: bool = False) -> Iterator[Program]:
    """Give a program whose processes are ended whatever happens."""
    running = Program(folder, apart=apart)
    try:
        running.prepare()
        yield running
    finally:
        running.stop()
