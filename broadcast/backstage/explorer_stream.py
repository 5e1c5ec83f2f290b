"""Look at the live stream of one game: what comes, line by line, from the Event API's socket to a page.

The page gets neither the socket nor its token. A page is served for a lease of a few minutes, which it asks anew for
while somebody looks at it, from where it was; so whoever has gone away, or sleeps behind a hidden tab, costs nothing
after that. A person has one stream at a time: another one ends it.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable, Iterable
from typing import Any, Final

from websockets.asyncio.client import ClientConnection

from broadcast.backstage.explorer_services import Api, live_service
from broadcast.eventapi.events import Event, FrameReceived, Lost, Opened, Pong, Unreadable
from broadcast.eventapi.http import Subscription
from broadcast.eventapi.rows import Message
from broadcast.eventapi.stream import LiveStream

logger = logging.getLogger(__name__)

LEASE_SECONDS: Final = 240.0
LONGEST_WAIT_SECONDS: Final = 30.0
"""A page that takes nothing for so long is not being read."""

MOST_BYTES: Final = 64 * 2**20
"""Of one lease: what a server without flow control may have to hold for a page that does not read."""

MOST_TEXT: Final = 64 * 1024
"""Characters of one frame that are shown."""

_WAITING_LINES: Final = 500

Line = dict[str, Any]


class HeardStream(LiveStream):
    """A live stream that keeps the text of the frame that came last, as it came."""

    heard: str | bytes = ""

    async def _open(self, subscription: Subscription) -> ClientConnection:
        socket = await super()._open(subscription)
        receive = socket.recv

        async def recv(decode: bool | None = None) -> str | bytes:
            self.heard = await receive(decode)
            return self.heard

        socket.recv = recv  # type: ignore[method-assign,assignment]
        return socket


class Viewing:
    """One look at a live stream: an async iterator of NDJSON lines, the last of which says why it ended.

    The upstream socket belongs to a task that ends with the lease, when the page goes away (`close`), and when the
    page does not read; not with the iteration alone, which a stalled page holds up.
    """

    def __init__(
        self,
        api: Api,
        event_id: str,
        *,
        sources: Iterable[str] = (),
        last_seq: int | None = None,
        summary_level: str | None = None,
        lease_seconds: float = LEASE_SECONDS,
        on_end: Callable[[], None] = lambda: None,
    ) -> None:
        self._api = api
        self._event_id = event_id
        self._sources = tuple(sources)
        self._last_seq = last_seq
        self._summary_level = summary_level
        self._lease_seconds = lease_seconds
        self._lines: asyncio.Queue[bytes | None] = asyncio.Queue(_WAITING_LINES)
        self._sent = 0
        self._reason = "ended"
        self._loop = asyncio.get_running_loop()
        self._task = self._loop.create_task(self._run())
        self._on_end = on_end
        self._task.add_done_callback(self._ended)

    @property
    def done(self) -> bool:
        """Whether the upstream socket is closed."""
        return self._task.done()

    def replace(self) -> None:
        """End it because the same person opened another."""
        self._reason = "replaced"
        self._task.cancel()

    def close(self) -> None:
        """End it; called by the response when it is finished, from any thread."""
        self._loop.call_soon_threadsafe(self._task.cancel)

    def __aiter__(self) -> Viewing:
        return self

    async def __anext__(self) -> bytes:
        try:
            line = await self._lines.get()
        except asyncio.CancelledError:
            self._task.cancel()
            raise
        if line is None:
            raise StopAsyncIteration
        return line

    async def _run(self) -> None:
        """Read the stream until the lease is over or nobody takes what it says."""
        try:
            async with asyncio.timeout(self._lease_seconds):
                await self._read()
        except TimeoutError:
            self._reason = "lease"
        except _NotRead:
            self._reason = "unread"

    def _ended(self, task: asyncio.Task[None]) -> None:
        """Say as the last line why it ended, however it did; what is not expected goes to the log."""
        if not task.cancelled() and (error := task.exception()) is not None:
            self._reason = "failed"
            logger.error("a look at the live stream of %s failed", self._event_id, exc_info=error)
        while self._lines.qsize() > _WAITING_LINES - 2:
            self._lines.get_nowait()
        self._lines.put_nowait(_encoded({"kind": "end", "reason": self._reason}))
        self._lines.put_nowait(None)
        self._on_end()

    async def _read(self) -> None:
        async with live_service(self._api) as (client, url_template):

            async def token() -> Subscription:
                return await client.subscription_token(self._event_id)

            stream = HeardStream(
                url_template,
                token,
                self._sources,
                broadcast_summary_level=self._summary_level,
                last_seq=self._last_seq,
            )
            events = stream.__aiter__()
            try:
                async for event in events:
                    line = said(event, stream.heard)
                    if line is not None:
                        await self._give(line)
                    if isinstance(event, FrameReceived):
                        newest = [each.seq for each in event.frame.messages if each.seq is not None]
                        stream.last_seq = max([*newest, stream.last_seq or 0]) or stream.last_seq
            finally:
                await events.aclose()

    async def _give(self, line: Line) -> None:
        encoded = _encoded(line)
        self._sent += len(encoded)
        if self._sent > MOST_BYTES:
            raise TimeoutError
        try:
            async with asyncio.timeout(LONGEST_WAIT_SECONDS):
                await self._lines.put(encoded)
        except TimeoutError as error:
            raise _NotRead from error


class _NotRead(Exception):
    """Nobody takes what is offered."""


class Viewers:
    """The looks that are open in this process, one for each person."""

    def __init__(self) -> None:
        self._open: dict[Any, Viewing] = {}

    def open(self, person: Any, api: Api, event_id: str, **options: Any) -> Viewing:
        """Begin to look; what the person looked at before ends."""
        if (before := self._open.pop(person, None)) is not None:
            before.replace()
        viewing: Viewing | None = None

        def forget() -> None:
            if self._open.get(person) is viewing:
                del self._open[person]

        viewing = self._open[person] = Viewing(api, event_id, on_end=forget, **options)
        return viewing

    def __len__(self) -> int:
        return len(self._open)


viewers = Viewers()


def said(event: Event, heard: str | bytes) -> Line | None:
    """Return the line that tells of an event of the stream, `None` for one that only shows that it is alive."""
    match event:
        case Opened(last_seq=last_seq):
            return {"kind": "opened", "last_seq": last_seq}
        case Lost(reason=reason, status=status, retry_in=retry_in):
            return {"kind": "lost", "reason": reason, "status": status, "retry_ms": round(retry_in * 1000)}
        case Unreadable(reason=reason):
            return {"kind": "bad", "reason": reason, **_frame(heard)}
        case FrameReceived(frame=frame, received_at=at):
            return {"kind": "frame", "at": at, "messages": [_told(each) for each in frame.messages], **_frame(heard)}
        case Pong(at=at):
            return {"kind": "pong", "at": at}


def _told(message: Message) -> Line:
    return {
        "source": message.source,
        "seq": message.seq,
        "keys": [row.key for row in message.rows],
        "removed": sum(row.data is None for row in message.rows),
        "rejected": [
            {"reason": one.reason, "field": one.field, "excerpt": one.raw_excerpt} for one in message.rejected
        ],
    }


def _frame(heard: str | bytes) -> Line:
    text = heard if isinstance(heard, str) else repr(heard)
    return {"text": text[:MOST_TEXT], "size": len(text)}


def _encoded(line: Line) -> bytes:
    return json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace") + b"\n"
