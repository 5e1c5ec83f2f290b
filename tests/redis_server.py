"""A Redis of the tests' own, in a process that can be stopped and started again."""

import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

from tests.ports import take_port

EXECUTABLE = shutil.which("redis-server")


class RedisServer:
    """A redis-server on a port of 127.0.0.1. It keeps nothing when it is stopped, unless `durable`."""

    def __init__(self, *, durable: bool = False) -> None:
        self.durable = durable
        self._folder = tempfile.TemporaryDirectory(prefix="courtside-redis-")
        self._process: subprocess.Popen[bytes] | None = None
        self.port = take_port()

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        """Start it, and return when it answers."""
        assert EXECUTABLE is not None
        keeping = ("--appendonly", "yes", "--appendfsync", "always") if self.durable else ("--appendonly", "no")
        self._process = subprocess.Popen(
            [
                *(EXECUTABLE, "--bind", "127.0.0.1", "--port", str(self.port), "--save", "", *keeping),
                *("--dir", self._folder.name, "--logfile", str(Path(self._folder.name, "log"))),
            ]
        )
        deadline = time.monotonic() + 30
        while not self.answers():
            assert self._process.poll() is None, Path(self._folder.name, "log").read_text()
            assert time.monotonic() < deadline, "redis-server does not answer"
            time.sleep(0.01)

    def answers(self) -> bool:
        """Tell whether it takes commands."""
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=5) as line:
                line.sendall(b"PING\r\n")
                return line.recv(64) == b"+PONG\r\n"
        except OSError:
            return False

    def settle(self) -> None:
        """Return when it has answered all that was sent to it before, and has told all who wait for it.

        It reads its sockets in rounds, and writes its answers at the end of each. A new connection takes two.
        """
        with socket.create_connection(("127.0.0.1", self.port), timeout=60) as line:
            for _ in range(3):
                line.sendall(b"PING\r\n")
                assert line.recv(64) == b"+PONG\r\n"

    def pause(self) -> None:
        """Let it hang: connections stay, answers do not come."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)

    def resume(self) -> None:
        """Let it go on."""
        assert self._process is not None
        self._process.send_signal(signal.SIGCONT)

    def stop(self) -> None:
        """Kill it, as a power cut would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def wipe(self) -> None:
        """Forget everything that was kept, while it is stopped."""
        self._folder.cleanup()
        self._folder = tempfile.TemporaryDirectory(prefix="courtside-redis-")

    def remove(self) -> None:
        """Stop it for good."""
        self.stop()
        self._folder.cleanup()
