"""Who may read the figures of a process, and how they are written: Prometheus' text format.

The figures name the games that are followed, so they are not for everybody.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterable, Mapping
from ipaddress import ip_address

import prometheus_client
from django.conf import settings
from prometheus_client import REGISTRY, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.registry import CollectorRegistry

CONTENT_TYPE = CONTENT_TYPE_PLAIN_0_0_4
PROXY_HEADERS = ("forwarded", "x-forwarded-for", "x-forwarded-proto", "x-real-ip", "via")
"""A request with one of these comes from elsewhere, whoever handed it on."""


def refusal(address: str | None, headers: Mapping[str, str]) -> tuple[int, str] | None:
    """Return the status and the reason for which a request may not read the figures, or `None` if it may.

    With the setting METRICS_TOKEN a request has to bear it; without, it has to come from this machine and not through
    a proxy. `address` is that of the other end of the connection; names of `headers` are found in any case.
    """
    if settings.METRICS_TOKEN:
        scheme, _, token = headers.get("Authorization", "").partition(" ")
        borne = token.strip().encode(errors="replace")  # aiohttp hands on bytes that are no text as surrogates
        if scheme.lower() == "bearer" and hmac.compare_digest(borne, settings.METRICS_TOKEN.encode()):
            return None
        return 401, "Send the METRICS_TOKEN of the settings as a bearer token."
    if _is_loopback(address) and not any(headers.get(name) for name in PROXY_HEADERS):
        return None
    return 403, "Only from this machine, unless METRICS_TOKEN is set."


def _is_loopback(address: str | None) -> bool:
    try:
        parsed = ip_address(address or "")
    except ValueError:
        return False
    mapped = getattr(parsed, "ipv4_mapped", None)
    return (mapped or parsed).is_loopback


def text(more: Iterable[CollectorRegistry] = ()) -> bytes:
    """Return the figures of this process, and those of more registries."""
    return b"".join(generate_latest(registry) for registry in (REGISTRY, *more))


def _say_no_creation_times() -> None:
    """Leave out a line for each counter and histogram that says when the process began, once more."""
    disable_created_metrics: Callable[[], None] = prometheus_client.disable_created_metrics  # it has no types
    disable_created_metrics()


_say_no_creation_times()
