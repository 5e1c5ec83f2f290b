"""The pages in a process of their own, with a store that a test can publish to.

`python -m tests.dashboard` serves the real pages and the real socket on a free port of 127.0.0.1, seeds one
game for each variant of tests/documents.py, and prints `{"port": .., "session": ..}`. A test puts a topic
into a document with `POST /-/publish` and `{"doc", "topics", "live"}`.
"""

from __future__ import annotations

import asyncio
import json
import socket
import sys
from collections.abc import Awaitable, Callable
from typing import Any

import uvicorn
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore
from django.core.asgi import get_asgi_application
from django.core.management import call_command

from broadcast.games.models import Follow, Game
from broadcast.live.consumer import LiveConsumer
from broadcast.live.memory import epoch_ms
from broadcast.live.store import Writer
from broadcast.live.stores import get_store
from tests.documents import Document, variants
from tests.live.viewers import OpenGate

Scope = dict[str, Any]


def seed() -> str:
    """Make the database and its games; return the session key of a staff user."""
    call_command("migrate", verbosity=0)
    user = User.objects.create_user("director", is_staff=True)
    for name, document in variants().items():
        game = document["game"]
        row = Game.objects.create(
            event_id=name,
            home_id=game["home"]["id"],
            home_name=game["home"]["name"],
            away_id=game["away"]["id"],
            away_name=game["away"]["name"],
            rules=game["rules"],
            status=game["status"],
        )
        Follow.objects.create(game=row, by=user)
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return str(session.session_key)


def of_now(document: Document, name: str) -> Document:
    """Return a variant as if its last message had come just now."""
    document["game"]["event_id"] = name
    if "clock" in document:
        document["clock"]["as_of"] = epoch_ms()
    if "last_message_at" in document["feed"]:
        document["feed"]["last_message_at"] = epoch_ms()
    return document


class Application:
    """Pages, socket, and the test's own door to the store."""

    def __init__(self) -> None:
        self.pages = get_asgi_application()
        self.sockets = LiveConsumer.as_asgi(OpenGate())
        self.writers: dict[str, Writer] = {}

    async def begin(self) -> None:
        for name, document in variants().items():
            doc = f"game:{name}"
            self.writers[doc] = await get_store().open(doc, of_now(document, name))

    async def __call__(
        self, scope: Scope, receive: Callable[[], Awaitable[Any]], send: Callable[[Any], Awaitable[None]]
    ) -> None:
        if scope["type"] == "websocket":
            await self.sockets(scope, receive, send)
        elif scope["path"] == "/-/publish":
            body = json.loads(await whole(receive))
            await self.writers[body["doc"]].publish(body["topics"], live=body["live"])
            await send({"type": "http.response.start", "status": 204, "headers": []})
            await send({"type": "http.response.body", "body": b""})
        else:
            await self.pages(scope, receive, send)


async def whole(receive: Callable[[], Awaitable[Any]]) -> bytes:
    """Return the body of a request, in however many parts it comes."""
    parts, more = [], True
    while more:
        part = await receive()
        parts.append(part["body"])
        more = part["more_body"]
    return b"".join(parts)


async def serve(session: str) -> None:
    """Serve until the process is ended."""
    application = Application()
    await application.begin()
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(application, log_level="warning", lifespan="off", ws="websockets-sansio"))
    sys.stdout.write(json.dumps({"port": listener.getsockname()[1], "session": session}) + "\n")
    sys.stdout.flush()
    await server.serve(sockets=[listener])


def main() -> None:
    """Seed and serve."""
    asyncio.run(serve(seed()))
