"""The Event APIs that games are followed on: the vendor's, and for rehearsals the stand-in's."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import NamedTuple

from django.conf import settings

from broadcast.eventapi.http import EventApi
from broadcast.standin.assumed import LIVE_PATH


class Service(NamedTuple):
    """One Event API. `live_data_url` is a template with {token} in it."""

    api: EventApi
    live_data_url: str


@asynccontextmanager
async def event_api() -> AsyncIterator[Service]:
    """Give the Event API that the settings name."""
    async with EventApi(settings.EVENT_API_URL, settings.EVENT_USERNAME, settings.EVENT_SECRET) as api:
        yield Service(api, settings.LIVE_DATA_URL)


@asynccontextmanager
async def rehearsal_api() -> AsyncIterator[Service | None]:
    """Give the rehearsal machine's Event API, or None where the settings turn rehearsals off."""
    if not settings.REHEARSAL_URL:
        yield None
        return
    url = settings.REHEARSAL_URL.rstrip("/")
    async with EventApi(url, settings.REHEARSAL_USERNAME, settings.REHEARSAL_SECRET) as api:
        yield Service(api, "ws" + url.removeprefix("http") + LIVE_PATH + "?token={token}")
