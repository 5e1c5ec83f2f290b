"""Who shows an output now: a row for each page with a socket here, and the live document that follows the rows."""

from __future__ import annotations

import logging
import uuid
from datetime import timedelta
from typing import Any

from channels.db import database_sync_to_async
from django.db.models import F
from django.utils import timezone

from broadcast.games.documents import reaching_database
from broadcast.live.frames import Hello, Shown, Status
from broadcast.live.store import StoreUnavailable
from broadcast.overlays.documents import project_presence
from broadcast.overlays.models import Output, OutputToken, Renderer

logger = logging.getLogger(__name__)

FORGOTTEN = timedelta(minutes=1)
"""Pages tell of themselves every 10 s. A row that was not heard of for so long is of a server that was killed."""

MAX_SHOWN = 20


class Presence:
    """One page's row. What cannot be noted now is left out: a page is served whether or not it is counted."""

    def __init__(self, output_id: int, token_id: int, address: str) -> None:
        self._output_id = output_id
        self._token_id = token_id
        self._address = address
        self._key = uuid.uuid4()
        self._shown: dict[str, Any] = {}

    async def came(self, hello: Hello) -> None:
        """Note a page that has come, with what it says of itself."""
        told: dict[str, Any] = {"agent": (hello.agent or "")[:300], "build": (hello.build or "")[:60]}
        size = hello.size if isinstance(hello.size, list | tuple) else ()
        if len(size) == 2 and all(type(side) is int and 0 < side <= 100_000 for side in size):
            told |= {"width": size[0], "height": size[1]}
        if isinstance(hello.fonts, bool):
            told["fonts"] = hello.fonts
        if hello.fps is not None and 0 <= hello.fps <= 1000:
            told["fps"] = hello.fps

        def note() -> None:
            now = timezone.now()
            Renderer.objects.filter(output_id=self._output_id, seen_at__lt=now - FORGOTTEN).delete()
            row = {"output_id": self._output_id, "token_id": self._token_id, "address": self._address}
            Renderer.objects.create(key=self._key, **row, **told)
            OutputToken.objects.filter(pk=self._token_id).update(seen_at=now, seen_from=self._address)

        await self._note(note)

    async def is_so(self, status: Status) -> None:
        """Note how a page is now."""
        told: dict[str, Any] = {
            name: value
            for name in ("fps", "fonts", "offset_ms", "build", "refused")
            if (value := getattr(status, name)) is not None
        }
        if status.size:
            told["width"], told["height"] = status.size

        def note() -> None:
            now = timezone.now()
            Renderer.objects.filter(key=self._key).update(seen_at=now, **told)
            OutputToken.objects.filter(pk=self._token_id).update(seen_at=now)

        await self._note(note)

    async def has_shown(self, frame: Shown) -> None:
        """Note a step of a cue that a page has painted; step 0: the cue has gone out."""
        self._shown.pop(frame.cue, None)
        self._shown[frame.cue] = {"step": frame.step, "at": round(frame.at)}
        if frame.action is not None:
            self._shown[frame.cue]["action"] = round(frame.action)
        while len(self._shown) > MAX_SHOWN:
            del self._shown[next(iter(self._shown))]
        shown = dict(self._shown)
        await self._note(lambda: Renderer.objects.filter(key=self._key).update(shown=shown, seen_at=timezone.now()))

    async def went(self) -> None:
        """Note that the page is gone."""
        await self._note(lambda: Renderer.objects.filter(key=self._key).delete())

    async def _note(self, note: Any) -> None:
        def counted() -> Output:
            note()
            Output.objects.filter(pk=self._output_id).update(presence=F("presence") + 1)
            return Output.objects.get(pk=self._output_id)

        try:
            with reaching_database():
                output = await database_sync_to_async(counted)()
            await project_presence(output)
        except (StoreUnavailable, Output.DoesNotExist) as error:
            logger.info("who shows output %s cannot be noted now: %s", self._output_id, error)
