"""The program under a server in a process of its own, with settings of a test's own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx

from tests.ports import take_port

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 90
STOP_SECONDS = 60
"""Both are long, for a machine that has much else to do."""


class Uvicorn:
    """The application under uvicorn on a free port; what it logs goes to a file. A context manager."""

    def __init__(self, log: Path, environment: Mapping[str, str]) -> None:
        self.port = take_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._log = log
        self._environment = {**os.environ, "SECRET_KEY": "a key of a test", "LOG_FORMAT": "json", **environment}

    def __enter__(self) -> Self:
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "uvicorn", "broadcast.asgi:application", "--port", str(self.port)],
                cwd=ROOT,
                env=self._environment,
                stdout=log,
                stderr=log,
            )
        until = time.monotonic() + START_SECONDS
        while True:
            try:
                httpx.get(f"{self.url}/healthz", timeout=2)
                return self
            except httpx.TransportError:
                assert self._process.poll() is None, self._log.read_text()
                assert time.monotonic() < until, self._log.read_text()
                time.sleep(0.05)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.terminate()
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
            raise


@contextmanager
def page_server(module: str, database: Path) -> Iterator[dict[str, Any]]:
    """Run a module that serves pages over a database of its own; give what it tells of itself in its first line."""
    own = {"DATABASE_URL": f"sqlite:///{database}", "SECRET_KEY": "test", "DEBUG": "1"}
    process = subprocess.Popen(
        [sys.executable, "-m", module], cwd=ROOT, env=os.environ | own, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        yield json.loads(process.stdout.readline())
    finally:
        process.terminate()
        process.communicate(timeout=STOP_SECONDS)
