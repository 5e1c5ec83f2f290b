"""The figures of a web process, and of the worker if it runs in the same process, for Prometheus."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client.registry import CollectorRegistry

from broadcast.feed import figures
from broadcast.live.metrics import HubCollector
from broadcast.live.stores import get_hub

VIEWERS = CollectorRegistry()
"""Apart from the registry that a worker's process shows too: it has no viewers."""
VIEWERS.register(HubCollector(lambda: get_hub().counters))


@require_safe
@never_cache
async def metrics(request: HttpRequest) -> HttpResponse:
    """Write the figures, for whoever may read them."""
    if refused := figures.refusal(request.META.get("REMOTE_ADDR"), request.headers):
        status, reason = refused
        headers = {"WWW-Authenticate": "Bearer"} if status == 401 else {}
        return HttpResponse(f"{reason}\n", status=status, content_type="text/plain; charset=utf-8", headers=headers)
    return HttpResponse(figures.text([VIEWERS]), content_type=figures.CONTENT_TYPE)
