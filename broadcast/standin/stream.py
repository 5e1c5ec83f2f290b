"""Live Data V2: one WebSocket connection to the stream of one game (EVENT_API.md 8, II A)."""

from __future__ import annotations

import asyncio
import json
import math
import time
from dataclasses import dataclass
from typing import Any

import msgspec
from aiohttp import WSMsgType, web

from broadcast.standin import assumed
from broadcast.standin.channel import Channel
from broadcast.standin.faults import Dice, Timer
from broadcast.standin.mangler import Mangler
from broadcast.standin.timeline import enframe

# Seconds after which a frame that was held back is let go where nothing follows it.
_RELEASE_SECONDS = 0.5
_WATCH_SECONDS = 0.1
# Seconds that a client is given to answer a close.
_CLOSE_SECONDS = 2.0
# Other connections get their turn after so many frames.
_FRAMES_A_TURN = 200
_CLOSED = frozenset({WSMsgType.CLOSE, WSMsgType.CLOSING, WSMsgType.CLOSED, WSMsgType.ERROR})

Close = tuple[int, str]
"""A close code and its reason."""


@dataclass(frozen=True)
class Limits:
    """How long things may take, in seconds of wall time."""

    silence: float = assumed.SILENCE_SECONDS
    grace: float = assumed.GRACE_SECONDS
    slow: float = assumed.SLOW_SECONDS
    stall: float = assumed.STALL_SECONDS


@dataclass(frozen=True)
class Subscription:
    """What the query of a connection asks for; `sources` None is every source but locations."""

    sources: frozenset[str] | None = None
    last_seq: int | None = None
    level: str | None = None


class Connection:
    """Sends the stream from where the client asks, answers pings, and ends in a way of part II A9."""

    def __init__(
        self,
        channel: Channel,
        socket: web.WebSocketResponse,
        request: web.Request,
        wanted: Subscription,
        limits: Limits,
        barred: frozenset[str] = frozenset(),
    ) -> None:
        self.wanted = wanted
        self._barred = barred
        self.sent = 0
        self._channel = channel
        self._socket = socket
        self._request = request
        self._limits = limits
        channel.connected += 1
        dice = Dice(channel.faults().seed, f"{channel.playback.event_id}:{channel.connected}")
        self._mangler = Mangler(dice)
        self._cut, self._replay, self._oversize, self._stall = Timer(dice), Timer(dice), Timer(dice), Timer(dice)
        self._stalled_until = 0.0
        self._cursor = 0
        self._heard = self._current = time.monotonic()
        self._caught_up = False
        self._sending_since: float | None = None
        self._ended_at: float | None = None
        self._told: asyncio.Future[Close | None] = asyncio.get_running_loop().create_future()

    async def run(self) -> None:
        """Serve until either side ends it."""
        self._channel.connections.add(self)
        steps = (self._read(), self._write(), self._watch(), self._track(), self._told)
        tasks = [asyncio.ensure_future(step) for step in steps]
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._channel.connections.discard(self)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        await self._end(done.pop())

    def close(self, close: Close) -> None:
        """End the connection with a close frame."""
        if not self._told.done():
            self._told.set_result(close)

    def abort(self) -> None:
        """Drop the connection without one."""
        if not self._told.done():
            self._told.set_result(None)
        if self._request.transport is not None:
            self._request.transport.abort()

    def describe(self) -> dict[str, Any]:
        """Give what the control API tells of a connection."""
        sources = self.wanted.sources
        return {
            "sources": None if sources is None else sorted(sources),
            "last_seq": self.wanted.last_seq,
            "broadcast_summary_level": self.wanted.level,
            "frames": self.sent,
        }

    async def _end(self, ended: asyncio.Future[Close | None]) -> None:
        if isinstance(ended.exception(), ConnectionError):
            return
        close = ended.result()
        if close is None:
            return
        code, reason = close
        try:
            async with asyncio.timeout(_CLOSE_SECONDS):
                await self._socket.close(code=code, message=reason.encode())
        except (TimeoutError, ConnectionError):
            self.abort()

    async def _read(self) -> Close | None:
        """Answer pings until the client is gone; every frame of the client counts as a sign of life."""
        while True:
            message = await self._socket.receive()
            if message.type in _CLOSED:
                return None
            self._heard = time.monotonic()
            await self._sit_out()
            if message.type is WSMsgType.PING:
                await self._socket.pong(message.data)
            elif message.type is WSMsgType.TEXT:
                answer = pong(message.data)
                if answer is not None:
                    await self._socket.send_str(answer)

    async def _watch(self) -> Close | None:
        """End the connection when the client is silent or does not read, and when it is to be cut."""
        while True:
            await asyncio.sleep(_WATCH_SECONDS)
            now = time.monotonic()
            if self._cut.strikes(self._channel.faults().cut, now):
                self.abort()
                return None
            if self._stall.strikes(self._channel.faults().stall, now):
                self._stalled_until = now + self._limits.stall
            if now < self._stalled_until:
                self._heard = self._current = now
                continue
            if now - self._heard > self._limits.silence:
                return assumed.SILENCE_CLOSE
            stuck = self._sending_since is not None and now - self._sending_since > self._limits.slow
            behind = self._caught_up and self._cursor < self._visible()
            if stuck or (behind and now - self._current > self._limits.slow):
                return assumed.SLOW_CLOSE

    async def _write(self) -> Close | None:
        """Send what is visible, then what becomes so, until the game has ended and the grace is over."""
        channel, last_seq = self._channel, self.wanted.last_seq
        if last_seq is not None:
            self._cursor = channel.first_after(last_seq, inclusive=channel.faults().inclusive)
            for index in channel.timeline.newest_unsequenced(0, self._visible()):
                if index < self._cursor:
                    await self._send_row(index)
        while True:
            await self._send_due()
            now = time.monotonic()
            faults = channel.faults()
            if self._ended_at is None and self._cursor > channel.timeline.game_end:
                self._ended_at = now
            if self._replay.strikes(faults.replay, now):
                self._cursor, self._caught_up = 0, False
                continue
            if self._oversize.strikes(faults.oversize, now) and self._wants("broadcastsummary"):
                await self._send(self._oversized())
            closes_at = math.inf if self._ended_at is None else self._ended_at + self._limits.grace
            if now >= closes_at:
                await self._release()
                return assumed.END_CLOSE
            timeout = min(closes_at, self._replay.at, self._oversize.at) - now
            lag = faults.delay
            if self._mangler.holds:
                await channel.wait(self._cursor, min(timeout, _RELEASE_SECONDS), lag)
                if self._visible() <= self._cursor:
                    await self._release()
            else:
                await channel.wait(self._cursor, timeout, lag)

    async def _send_due(self) -> None:
        """Send from the cursor to the horizon: every sequenced row, and of the others those that are due."""
        started, horizon = time.monotonic(), self._visible()
        others = set(self._channel.timeline.due_unsequenced(self._cursor, horizon))
        for index in range(self._cursor, horizon):
            self._cursor = index + 1
            if self._channel.numbers[index] or index in others:
                await self._send_row(index)
            if index % _FRAMES_A_TURN == 0:
                await asyncio.sleep(0)
        self._current, self._caught_up = started, True

    async def _send_row(self, index: int) -> None:
        name = self._channel.timeline.stream_name(index)
        if not self._wants(name):
            return
        faults, seq = self._channel.faults(), self._channel.numbers[index]
        if name == "broadcastsummary" and self._whole_summary():
            frame = self._channel.playback.summary_frame(index, null_clocks=faults.nullclock)
        else:
            frame = self._channel.timeline.frame(index, seq, null_clocks=faults.nullclock)
        for text in self._mangler.pass_on(frame, faults, sequenced=seq > 0):
            await self._send(text)

    def _whole_summary(self) -> bool:
        """Tell whether the players' stats go with the game's totals."""
        barred = self._barred | self._channel.faults().barred
        return self.wanted.level != assumed.GAME_LEVEL and "stats" not in barred

    def _visible(self) -> int:
        """Give how far the stream has got for this connection."""
        return self._channel.visible(self._channel.faults().delay)

    async def _track(self) -> None:
        """Send where everybody is, again and again; only for who asked for it by name."""
        if self.wanted.sources is None or assumed.LOCATIONS not in self.wanted.sources:
            await asyncio.Event().wait()
        while True:
            now = time.time() - self._channel.faults().delay
            text = None
            if self._wants(assumed.LOCATIONS):
                text = await self._channel.positions(now, null_clocks=self._channel.faults().nullclock)
            if text is not None:
                await self._send(text)
            await asyncio.sleep(assumed.LOCATIONS_STREAM_SECONDS)

    async def _sit_out(self) -> None:
        """Wait while the socket is stalled."""
        while (left := self._stalled_until - time.monotonic()) > 0:
            await asyncio.sleep(left)

    async def _release(self) -> None:
        for text in self._mangler.release():
            await self._send(text)

    async def _send(self, text: str) -> None:
        await self._sit_out()
        self._sending_since = time.monotonic()
        if self._channel.on_send is not None:
            self._channel.on_send(text)
        await self._socket.send_str(text)
        self._sending_since = None
        self.sent += 1

    def _wants(self, name: str) -> bool:
        wanted = self.wanted.sources is None or name in self.wanted.sources
        return wanted and name not in self._barred and name not in self._channel.faults().barred

    def _oversized(self) -> str:
        totals = msgspec.json.encode(self._channel.playback.totals(time.time())).decode()
        return enframe("broadcastsummary", f'{{"gameTotals":{totals},{_PADDING}}}')


def pong(text: str) -> str | None:
    """Give the answer to a ping in a text frame, in the shape it was asked; None where it is no ping."""
    if text.strip() == "ping":
        return "pong"
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if isinstance(value, dict):
        for key in ("action", "type"):
            if value.get(key) == "ping":
                return json.dumps({**value, key: "pong"})
    return None


_PADDING = ",".join(f'"padding{number}":"{"x" * 1_000_000}"' for number in range(5))
"""Five unknown keys of 1 MB, the body of the `oversize` fault."""
