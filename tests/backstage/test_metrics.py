"""The figures of a web process: who may read them, and that they are what Prometheus understands."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import AsyncRequestFactory
from prometheus_client.parser import text_string_to_metric_families

from broadcast import __version__
from broadcast.backstage.metrics import metrics
from broadcast.live.stores import get_hub


async def ask(address: str = "127.0.0.1", **headers: str) -> tuple[int, str]:
    """Ask for the figures from an address."""
    request = AsyncRequestFactory().get(
        "/metrics", headers={key.replace("_", "-"): text for key, text in headers.items()}
    )
    request.META["REMOTE_ADDR"] = address
    answer: HttpResponse = await metrics(request)
    return answer.status_code, answer.text


@pytest.mark.parametrize("address", ["127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"])
async def test_whoever_is_on_this_machine_may_read(address: str) -> None:
    """Without a token in the settings the figures are for callers on the loopback."""
    assert (await ask(address))[0] == 200


@pytest.mark.parametrize(
    ("address", "headers"),
    [
        ("10.0.0.7", {}),
        ("", {}),
        ("127.0.0.1", {"x_forwarded_for": "127.0.0.1"}),
        ("127.0.0.1", {"forwarded": "for=10.0.0.7"}),
        ("127.0.0.1", {"x_real_ip": "10.0.0.7"}),
        ("127.0.0.1", {"via": "1.1 proxy"}),
    ],
)
async def test_nobody_from_elsewhere_may_read(address: str, headers: dict[str, str]) -> None:
    """A caller from elsewhere, or through a proxy on this machine, is refused."""
    status, said = await ask(address, **headers)
    assert status == 403
    assert "courtside_" not in said


async def test_token_opens_from_anywhere(settings: Any) -> None:
    """With a token in the settings whoever bears it may read, and nobody else, on this machine neither."""
    settings.METRICS_TOKEN = "a-token-of-letters"
    assert (await ask("10.0.0.7", authorization="Bearer a-token-of-letters", forwarded="for=1.2.3.4"))[0] == 200
    for wrong in ("Bearer another", "Basic a-token-of-letters", "a-token-of-letters", "Bearer ", "Bearer ü"):
        assert (await ask(authorization=wrong))[0] == 401
    assert (await ask())[0] == 401


async def test_figures_are_prometheus_text() -> None:
    """Every figure of ours has a type, a unit in its name where it has one, and a text that says what it is."""
    hub = get_hub()
    before = hub.counters.viewers
    hub.counters.viewers += 3
    try:
        _, text = await ask()
    finally:
        hub.counters.viewers = before
    families = {family.name: family for family in text_string_to_metric_families(text)}
    ours = {name: family for name, family in families.items() if name.startswith("courtside_")}
    assert all(len(family.documentation) > 15 and family.type != "unknown" for family in ours.values())
    assert not [name for name in ours if name.endswith(("_ms", "_created"))]
    assert ours["courtside_viewers"].samples[0].value == before + 3
    assert ours["courtside_sent_bytes"].type == "counter"
    assert ours["courtside_build_info"].samples[0].labels["version"] == __version__
    assert "process_resident_memory_bytes" in families
