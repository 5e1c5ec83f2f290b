"""The control socket, /ws/control/: the words and reads of the control API over one connection, and feedback.

A bare ASGI application like `broadcast/live/consumer.py`, for the same reasons. Frames are handled one after another,
in their order; feedback comes between. No frame ends the socket but one after many that were not understood: what is
wrong with it is said, with its `id` where it has one.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from typing import Any

import msgspec
from asgiref.sync import ThreadSensitiveContext
from channels.auth import get_user
from channels.db import database_sync_to_async
from django.contrib.auth import HASH_SESSION_KEY, get_user_model
from django.utils import translation
from django.utils.crypto import constant_time_compare

from broadcast.control.access import Holder, holder_of_token
from broadcast.control.dispatch import REFUSALS, command_game, command_output, output_of, refusal
from broadcast.control.feedback import Values
from broadcast.control.following import follow
from broadcast.control.frames import BadFrame, Do, Feedback, Frame, Hello, Ping, Read, decode, identity_of
from broadcast.control.lookups import lookup_of
from broadcast.control.models import ControlToken
from broadcast.control.words import decoded
from broadcast.games.documents import reaching_database
from broadcast.live import frames
from broadcast.live.connection import NOT_ADMITTED, RESTART, Connection, Send
from broadcast.live.consumer import HELLO_WITHIN, POLICY, WRONG_ORIGIN, Nobody, Receive, Scope, origin_allowed
from broadcast.live.store import StoreUnavailable
from broadcast.live.stores import get_hub
from broadcast.overlays.gate import address_of

log = logging.getLogger(__name__)

VERSION = 1
MOST_BAD_FRAMES = 20
"""As many frames in a row may be wrong: a reader with a bad line has some, a program of another protocol no others."""

A_SECOND, AT_ONCE = 50, 100
"""So many words and reads a second are answered, and so many that come at once. A scoreboard reader sends 20."""

MOST_FOLLOWED = 16
GUARD_SECONDS = 1.0
"""How often it is asked whether who came in may still be here."""

RESTART_LOOK = 0.2
GONE = "This token or login is not valid any more."
ANEW_SECONDS = 1.0
"""How long feedback waits for a store that is away, or after a fault."""


class ControlSocket:
    """One socket."""

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._scope = scope
        self._receive = receive
        self._hub = get_hub()
        self._connection = Connection(send, Nobody(), self._hub.counters)
        self._bad_in_a_row = 0
        self._tokens = float(AT_ONCE)
        self._counted_at = time.monotonic()
        self._following: dict[int, asyncio.Task[None]] = {}
        self._language = "en"

    @classmethod
    async def application(cls, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one socket: an ASGI application."""
        await receive()  # websocket.connect
        await send({"type": "websocket.accept"})
        async with ThreadSensitiveContext():  # a slow word delays nobody else's
            await cls(scope, receive, send).run()

    async def run(self) -> None:
        """Serve the socket until it is gone."""
        try:
            async with asyncio.timeout(HELLO_WITHIN):
                holder = await self._admitted()
        except TimeoutError:
            self._close(POLICY, frames.NO_HELLO, "No hello came.")
            return
        except StoreUnavailable as error:
            log.warning("A control socket is sent away, it comes back: %s", error)
            self._connection.close(RESTART)
            return
        if holder is None:
            return
        self._say({"op": "welcome", "v": VERSION, **_rights(holder)})
        guard = asyncio.create_task(self._guard(holder))
        try:
            while (frame := await self._next()) is not None:
                await self._handle(holder, frame)
        finally:
            tasks = [guard, *self._following.values()]
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            self._connection.lost()

    async def _admitted(self) -> Holder | None:
        """Return who has said hello; None for who went away, or was sent away, before. Raises StoreUnavailable."""
        while (frame := await self._next()) is not None:
            if not isinstance(frame, Hello):
                self._complain(frames.NO_HELLO, "Say hello first.")
                continue
            if frame.v != VERSION:
                self._close(POLICY, frames.BAD_FRAME, f"This server speaks version {VERSION}.")
                return None
            self._language = _language(frame.language)
            if frame.token is None and not origin_allowed(self._scope):
                self._close(
                    WRONG_ORIGIN, frames.FORBIDDEN, "This page may not open a socket here. Programs send a token."
                )
                return None
            holder = await self._holder(frame.token)
            if holder is None:
                self._close(NOT_ADMITTED, frames.FORBIDDEN, "Log in, or send a control token that is valid.")
            return holder
        return None

    async def _holder(self, token: str | None) -> Holder | None:
        with reaching_database():
            if token is not None:
                found: Holder | None = await database_sync_to_async(holder_of_token)(token, address_of(self._scope))
                return found
            user = await get_user(self._scope)
        return Holder(user) if user.is_authenticated else None

    async def _next(self) -> Frame | None:
        """Return the next frame that is understood; what is wrong with others is said. None at the end."""
        while (event := await self._receive())["type"] != "websocket.disconnect":
            text = event.get("text")
            try:
                frame = decode(text)
            except BadFrame as error:
                self._complain(frames.BAD_FRAME, str(error), identity_of(text))
            else:
                return None if self._connection.closed else frame
        return None

    async def _handle(self, holder: Holder, frame: Frame) -> None:
        if not isinstance(frame, Hello):
            self._bad_in_a_row = 0
        match frame:
            case Ping(t):
                self._connection.tell(frames.pong(t, self._hub.now()))
            case Do():
                await self._answer(frame.id, lambda: self._do(holder, frame))
            case Read():
                await self._answer(frame.id, lambda: self._read(holder, frame))
            case Feedback():
                if await self._answer(frame.id, lambda: self._may_follow(holder, frame)):
                    self._follow(frame)
            case Hello():
                self._complain(frames.BAD_FRAME, "Hello was said before.")

    def _do(self, holder: Holder, frame: Do) -> dict[str, Any]:
        if not _still(holder, self._scope):
            return {"ok": False, "status": 401, "said": GONE}
        if frame.game is not None:
            return command_game(holder, frame.game, frame.word, bytes(frame.args), frame.output)
        if frame.output is None:
            return {"ok": False, "status": 422, "said": "Say of which output or game: output or game is missing."}
        return command_output(holder, frame.output, frame.word, bytes(frame.args))

    def _read(self, holder: Holder, frame: Read) -> dict[str, Any]:
        lookup = lookup_of(frame.what)
        return {"ok": True, "result": lookup.does(holder, decoded(bytes(frame.args), lookup.arguments))}

    def _may_follow(self, holder: Holder, frame: Feedback) -> dict[str, Any]:
        if not frame.on:
            return {"ok": True}
        holder.need("read", output_of(frame.output))
        if len(self._following) >= MOST_FOLLOWED and frame.output not in self._following:
            return {"ok": False, "status": 409, "said": f"At most {MOST_FOLLOWED} outputs are followed on a socket."}
        return {"ok": True}

    async def _answer(self, identity: Any, does: Callable[[], dict[str, Any]]) -> bool:
        """Do it in a thread, for it reads the database, and say what came of it; tell whether it was done."""
        if not self._has_a_token():
            told = {"ok": False, "status": 429, "said": f"Too many at once: {A_SECOND} a second are answered."}
        else:
            try:
                with reaching_database():
                    told = await database_sync_to_async(self._done)(does)
            except StoreUnavailable as error:
                log.warning("a word on the control socket cannot be done now: %s", error)
                told = {"ok": False, "status": 503, "said": "The database or the store cannot be reached. Ask again."}
            except Exception:  # a fault in one word is no reason to end the programs' connection
                log.exception("a word on the control socket has failed")
                told = {"ok": False, "status": 500, "said": "This has failed; the server's log says why."}
        self._say({"status": 200, **told, "op": "done", **({} if identity is None else {"id": identity})})
        return told["ok"] is True

    def _done(self, does: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        with translation.override(self._language):
            try:
                return does()
            except REFUSALS as error:
                status, told = refusal(error)
                return {**told, "status": status}

    def _has_a_token(self) -> bool:
        now = time.monotonic()
        self._tokens = min(float(AT_ONCE), self._tokens + (now - self._counted_at) * A_SECOND)
        self._counted_at = now
        if self._tokens < 1:
            return False
        self._tokens -= 1
        return True

    def _follow(self, frame: Feedback) -> None:
        """Begin to follow an output, anew where it is followed: then all is told again. Or end it."""
        before = self._following.pop(frame.output, None)
        if before is not None:
            before.cancel()
        if frame.on:
            self._following[frame.output] = asyncio.create_task(self._feed_back(frame.output))

    async def _feed_back(self, output: int) -> None:
        async def tell(values: Values) -> None:
            self._say({"op": "feedback", "output": output, "values": values})

        while True:
            try:
                await follow(output, tell)
            except StoreUnavailable as error:
                log.info("feedback of output %s waits: %s", output, error)
            except Exception:  # or it would end, and old values stand as if new
                log.exception("feedback of output %s has failed, and begins anew", output)
            else:
                self._tell_error(frames.UNKNOWN_DOCUMENT, f"There is no output {output} any more.")
                return
            await asyncio.sleep(ANEW_SECONDS)

    async def _guard(self, holder: Holder) -> None:
        """Close the socket when its token is revoked or its user gone, and when the server restarts."""
        looked_at = time.monotonic()
        while not self._connection.closed:
            await asyncio.sleep(RESTART_LOOK)
            if self._hub.closing:
                self._connection.close(RESTART)
            elif time.monotonic() - looked_at >= GUARD_SECONDS:
                looked_at = time.monotonic()
                try:
                    with reaching_database():
                        still = await database_sync_to_async(_still)(holder, self._scope)
                except StoreUnavailable:
                    continue  # nothing can be commanded now either
                if not still:
                    self._close(NOT_ADMITTED, frames.FORBIDDEN, GONE)

    def _complain(self, code: str, message: str, identity: Any = None) -> None:
        self._bad_in_a_row += 1
        self._tell_error(code, message, identity)
        if self._bad_in_a_row >= MOST_BAD_FRAMES:
            self._connection.close(POLICY)

    def _close(self, code: int, error: str, message: str) -> None:
        self._tell_error(error, message)
        self._connection.close(code)

    def _tell_error(self, code: str, message: str, identity: Any = None) -> None:
        told = {"op": "error", "code": code, "message": message}
        self._say(told if identity is None else {**told, "id": identity})

    def _say(self, told: dict[str, Any]) -> None:
        self._connection.tell(frames.Frame(msgspec.json.encode(told)))


def _rights(holder: Holder) -> dict[str, Any]:
    """Return what is told to who has come in: what it may do, and with which output alone."""
    if holder.token is None:
        return {"name": str(holder.actor), "right": "control"}
    output = {"output": holder.token.output_id} if holder.token.output_id is not None else {}
    return {"name": holder.token.name, "right": holder.token.right, **output}


def _still(holder: Holder, scope: Scope) -> bool:
    """Tell whether a token is valid still, or a user active and logged in with the password of now."""
    if holder.token is not None:
        return ControlToken.objects.filter(pk=holder.token.pk, revoked_at=None).exists()
    session = scope["session"]
    user = get_user_model().objects.filter(pk=holder.actor.pk, is_active=True).first()
    if user is None or not session.session_key or not session.exists(session.session_key):
        return False
    return constant_time_compare(session.get(HASH_SESSION_KEY, ""), user.get_session_auth_hash())


def _language(wanted: str) -> str:
    try:
        return translation.get_supported_language_variant(wanted)
    except LookupError:
        return "en"
