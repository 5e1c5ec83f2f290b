"""What a worker answers over HTTP in a process of its own."""

from __future__ import annotations

import socket
from typing import Any

import httpx
import pytest
from django.core.management import CommandError, call_command

from broadcast.feed.monitor import monitor


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
        assert (await client.get("/metrics", headers={b"Authorization": b"bearer \xff"})).status_code == 401


async def test_without_a_port_nothing_listens() -> None:
    """The port is asked for, or there is none."""
    async with monitor("127.0.0.1", None) as port:
        assert port is None


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("port", ["in use", "70000"])
def test_port_that_cannot_be_had_is_one_line(port: str, settings: Any) -> None:
    """A worker whose port is taken, or is none, says so in one line and does not start."""
    settings.REDIS_URL = "redis://127.0.0.1:9/0"
    settings.EVENT_USERNAME = settings.EVENT_SECRET = "u"
    with socket.create_server(("127.0.0.1", 0)) as taken:
        number = str(taken.getsockname()[1]) if port == "in use" else port
        with pytest.raises(CommandError) as refusal:
            call_command("feedworker", f"--metrics-port={number}")
    line = str(refusal.value)
    assert line.startswith(f"Cannot listen on 127.0.0.1:{number}: ")
    assert line.endswith("Choose another with --metrics-port.")
    assert "\n" not in line
