"""The whole application in a process of its own, with a game that a test can move.

`python -m tests.control.desk_server` serves the real pages and the real sockets on a free port of 127.0.0.1, with the
game `midgame` of tests/documents.py, the output "Program" that points at it and "Arena screen" that does not, and
prints what tests.control.site.Site has, and the port. What goes out by itself and loops does so. A test puts topics
into the game's document with `POST /-/publish` and `{topic: value}`, and begins with what there was at first with
`POST /-/reset`. `GET /-/log` is the audit log since then.
"""

from __future__ import annotations

import asyncio
import json
import os
import socket
import sys
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "broadcast.settings")

import uvicorn
from asgiref.sync import sync_to_async

from broadcast.asgi import application as whole_application
from tests.documents import midgame

Scope = dict[str, Any]
EVENT = "midgame"


def seed() -> dict[str, Any]:
    """Make the database; return what a test needs to know of it."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.auth.models import User
    from django.contrib.sessions.backends.db import SessionStore
    from django.core.management import call_command

    from broadcast.games.models import Follow, Game
    from broadcast.overlays.actions import create_output

    call_command("migrate", verbosity=0)
    user = User.objects.create_user("director", is_staff=True)
    about = midgame()["game"]
    row = Game.objects.create(
        event_id=EVENT,
        home_id=about["home"]["id"],
        home_name=about["home"]["name"],
        away_id=about["away"]["id"],
        away_name=about["away"]["name"],
        rules=about["rules"],
        status="live",
    )
    Follow.objects.create(game=row, by=user)
    output = create_output(user, "Program", row)
    other = create_output(user, "Arena screen")
    sessions = []
    for one in (user, User.objects.create_user("assistant")):
        session = SessionStore()
        session[SESSION_KEY] = str(one.pk)
        session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
        session[HASH_SESSION_KEY] = one.get_session_auth_hash()
        session.save()
        sessions.append(str(session.session_key))
    told = {"session": sessions[0], "other_session": sessions[1], "other_output": other.pk}
    return {**told, "output": output.pk, "token": output.tokens.get().token}


class Application:
    """The application, and the test's own door to the game."""

    def __init__(self) -> None:
        self.writer: Any = None

    async def begin(self) -> None:
        """Publish the game."""
        from broadcast.live.stores import get_store

        self.writer = await get_store().open(f"game:{EVENT}", of_now())

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        if scope["type"] != "http" or not scope["path"].startswith("/-/"):
            await whole_application(scope, receive, send)
            return
        body, more = b"", True
        while more:
            part = await receive()
            body, more = body + part["body"], part["more_body"]
        told = b""
        if scope["path"] == "/-/log":
            told = json.dumps(await sync_to_async(log)()).encode()
        elif scope["path"] == "/-/reset":
            await sync_to_async(reset)()
            await self.writer.publish(of_now(), live=False)
        else:
            await self.writer.publish(json.loads(body), live=True)
        await send({"type": "http.response.start", "status": 200 if told else 204, "headers": []})
        await send({"type": "http.response.body", "body": told})


def of_now() -> dict[str, Any]:
    """Return the game as if its last message had come just now, its clock standing."""
    from broadcast.live.memory import epoch_ms

    document = midgame()
    document["game"] |= {"event_id": EVENT, "status": "live"}
    document["clock"] |= {"as_of": epoch_ms(), "running": False}
    document["feed"] |= {"state": "live", "last_message_at": epoch_ms()}
    return document


def reset() -> None:
    """Let everything follow the feed, and have the bug alone on air."""
    from broadcast.audit.models import Entry
    from broadcast.control.models import DeskHere, Rundown
    from broadcast.games.models import Game
    from broadcast.overlays.actions import change_output, point_output
    from broadcast.overlays.by_hand import release
    from broadcast.overlays.manual import GROUPS
    from broadcast.overlays.models import Output, first_program

    game = Game.objects.get(pk=EVENT)
    for group in GROUPS:
        release("test", game, group)
    program, arena = Output.objects.get(name="Program"), Output.objects.get(name="Arena screen")
    change_output("test", program, program=first_program(), delay_ms=0, trim_ms=0)
    change_output("test", point_output("test", arena, None), program=first_program())
    Rundown.objects.all().delete()
    DeskHere.objects.all().delete()
    Entry.objects.all().delete()


def log() -> list[dict[str, Any]]:
    """Return the audit log from the oldest entry on."""
    from broadcast.audit.models import Entry

    return [dict(one) for one in Entry.objects.order_by("pk").values("actor", "action", "target", "details")]


async def serve(told: dict[str, Any]) -> None:
    """Serve until the process is ended."""
    from broadcast.control.auto_out import take_out_by_itself

    application = Application()
    await application.begin()
    beside = asyncio.create_task(take_out_by_itself(look=0.1))
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(application, log_level="warning", lifespan="off", ws="websockets-sansio"))
    sys.stdout.write(json.dumps(told | {"port": listener.getsockname()[1]}) + "\n")
    sys.stdout.flush()
    await server.serve(sockets=[listener])
    beside.cancel()


if __name__ == "__main__":
    asyncio.run(serve(seed()))
