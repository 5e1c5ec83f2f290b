"""A PostgreSQL of the tests' own, in processes that can be stopped and started again. Standard library only."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from tests.ports import take_port

OWNER = "courtside"


def executable(name: str) -> str | None:
    """Return where a program of the PostgreSQL server is; Debian keeps them out of the path."""
    if found := shutil.which(name):
        return found
    installed = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3]))
    return str(installed[-1]) if installed else None


def account() -> str | None:
    """Return the user to run the server as where we are root, whom PostgreSQL refuses; else `None`."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


class PostgresServer:
    """A PostgreSQL with a fresh cluster on a port of 127.0.0.1. It keeps its data over `stop` and `start`."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="courtside-postgres-")
        self._account = account()
        self._process: subprocess.Popen[bytes] | None = None
        if self._account is not None:
            shutil.chown(self._folder.name, self._account)
        self.port = take_port()
        done = subprocess.run(
            [
                *(self._program("initdb"), "--pgdata", self._data, "--username", OWNER, "--auth", "trust"),
                *("--encoding", "UTF8", "--locale", "C", "--no-sync"),
            ],
            user=self._account,
            cwd=self._folder.name,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr

    @property
    def url(self) -> str:
        """What goes into DATABASE_URL."""
        return f"postgres://{OWNER}@127.0.0.1:{self.port}/postgres"

    @property
    def _data(self) -> str:
        return str(Path(self._folder.name, "data"))

    def start(self) -> None:
        """Start it, and return when it answers."""
        with Path(self._folder.name, "log").open("ab") as log:
            self._process = subprocess.Popen(
                [
                    *(self._program("postgres"), "-D", self._data, "-p", str(self.port), "-k", self._folder.name),
                    # Nothing here outlives the machine, so nothing has to reach the disk.
                    *("-c", "listen_addresses=127.0.0.1", "-c", "fsync=off", "-c", "max_connections=200"),
                ],
                user=self._account,
                cwd=self._folder.name,
                stdout=log,
                stderr=log,
            )
        deadline = time.monotonic() + 60
        while not self.answers():
            assert self._process.poll() is None, Path(self._folder.name, "log").read_text()
            assert time.monotonic() < deadline, "PostgreSQL does not answer"
            time.sleep(0.02)

    def answers(self) -> bool:
        """Tell whether it takes connections."""
        done = subprocess.run(
            [self._program("pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(self.port), "-U", OWNER], check=False
        )
        return done.returncode == 0

    def stop(self) -> None:
        """End it at once, as a power cut would: its connections break, and it recovers when it is started."""
        if self._process is not None:
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait()
            self._process = None

    def remove(self) -> None:
        """Stop it for good."""
        self.stop()
        self._folder.cleanup()

    def _program(self, name: str) -> str:
        found = executable(name)
        assert found is not None, f"{name} is not installed"
        return found
