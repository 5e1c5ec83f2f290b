"""The Event APIs that the explorer can ask: the one of the settings and, where it answers, the rehearsal machine."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final

import httpx
from django.conf import settings
from django.utils.translation import gettext as _

from broadcast.feed.service import Service, event_api, rehearsal_api
from broadcast.feed.worker import configuration_error

CONFIGURED: Final = "configured"
REHEARSAL: Final = "rehearsal"

_LOOK_SECONDS = 1.0
"""A rehearsal machine on this network answers sooner; the page does not wait longer to offer it."""


@dataclass(frozen=True)
class Api:
    """One Event API and the credential it is asked with. `base_url` has no path. The secret is never printed."""

    key: str
    title: str
    base_url: str
    username: str
    secret: str = field(repr=False)

    @property
    def host(self) -> str:
        """The address without its scheme, for people."""
        return self.base_url.partition("://")[2]

    async def answers(self) -> bool:
        """Tell whether anything listens there."""
        try:
            async with httpx.AsyncClient(timeout=_LOOK_SECONDS, trust_env=False) as client:
                await client.get(f"{self.base_url}/standin/")
        except (httpx.HTTPError, httpx.InvalidURL):
            return False
        return True


def apis() -> dict[str, Api]:
    """Return the Event APIs that the settings name, by key. The first is the default."""
    found = [
        Api(
            CONFIGURED,
            _("Event API"),
            settings.EVENT_API_URL.rstrip("/"),
            settings.EVENT_USERNAME,
            settings.EVENT_SECRET,
        )
    ]
    if settings.REHEARSAL_URL:
        found.append(
            Api(
                REHEARSAL,
                _("Rehearsal machine"),
                settings.REHEARSAL_URL.rstrip("/"),
                settings.REHEARSAL_USERNAME,
                settings.REHEARSAL_SECRET,
            )
        )
    return {api.key: api for api in found}


async def offered(chosen: str) -> list[Api]:
    """Return the Event APIs to choose from; a rehearsal machine that does not answer only where it is chosen."""
    return [api for api in apis().values() if api.key in (CONFIGURED, chosen) or await api.answers()]


def missing_settings(api: Api) -> str | None:
    """Return what the settings lack to ask an Event API, as one line; `None` if nothing is."""
    return configuration_error() if api.key == CONFIGURED else None


@asynccontextmanager
async def live_service(api: Api) -> AsyncIterator[Service]:
    """Give the client and the live stream's address of an Event API."""
    async with rehearsal_api() if api.key == REHEARSAL else event_api() as service:
        if service is None:
            raise LookupError("REHEARSAL_URL is not set")
        yield service
