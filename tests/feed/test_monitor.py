"""What a worker answers over HTTP in a process of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest

from broadcast.feed.monitor import monitor

ROOT = Path(__file__).resolve().parent.parent.parent


async def test_worker_answers_health_and_figures() -> None:
    """Both are there while it lasts; a proxy's request gets no figures."""
    async with monitor("127.0.0.1", 0) as port, httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:
        assert (await client.get("/healthz")).status_code == 200
        page = await client.get("/metrics")
        assert page.status_code == 200
        assert page.headers["content-type"].startswith("text/plain; version=0.0.4")
        assert "courtside_feed_frames_total" in page.text
        assert "courtside_viewers" not in page.text
        assert (await client.get("/metrics", headers={"X-Forwarded-For": "1.2.3.4"})).status_code == 403
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"http://127.0.0.1:{port}/healthz")


async def test_token_of_the_settings_is_asked_for(settings: Any) -> None:
    """With METRICS_TOKEN set only who bears it may read."""
    settings.METRICS_TOKEN = "a-token"
    async with monitor("127.0.0.1", 0) as port, httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:
        refused = await client.get("/metrics")
        assert (refused.status_code, refused.headers["www-authenticate"]) == (401, "Bearer")
        assert (await client.get("/metrics", headers={"Authorization": "bearer a-token"})).status_code == 200


async def test_without_a_port_nothing_listens() -> None:
    """The port is asked for, or there is none."""
    async with monitor("127.0.0.1", None) as port:
        assert port is None


@pytest.mark.parametrize("port", ["in use", "70000"])
def test_port_that_cannot_be_had_is_one_line(port: str, tmp_path: Path) -> None:
    """A worker whose port is taken, or is none, says so in one line and does not start."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        number = str(taken.getsockname()[1]) if port == "in use" else port
        settings = {"EVENT_API_URL": "http://127.0.0.1:9", "EVENT_USERNAME": "u", "EVENT_SECRET": "s"}
        ended = subprocess.run(
            [sys.executable, "manage.py", "feedworker", "--metrics-port", number],
            cwd=ROOT,
            env={**os.environ, **settings, "DATABASE_URL": f"sqlite:///{tmp_path / 'db'}", "REDIS_URL": ""},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert ended.returncode == 1
    (line,) = ended.stderr.strip().splitlines()
    assert line.startswith(f"CommandError: Cannot listen on 127.0.0.1:{number}: ")
    assert line.endswith("Choose another with --metrics-port.")
