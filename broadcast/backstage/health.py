"""Whether this process is alive, and whether it is ready: for supervisors of processes and load balancers.

`healthz` asks nobody. `readyz` asks the database, the store of live documents and the workers' signs of life, each for
a short time, and says in words what is not good. Neither says anything of games, settings or users. They are answered
before any middleware (`plain.py`), so they need no session, no known host name and no database.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from concurrent.futures import Future
from typing import Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS, Error, connections
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from broadcast.feed import heartbeat
from broadcast.feed.heartbeat import SILENT_SECONDS, Seen
from broadcast.live.store import StoreUnavailable
from broadcast.live.stores import get_store

log = logging.getLogger(__name__)

DATABASE_SECONDS = 2.0
STORE_SECONDS = 2.0
PROBE = "health:probe"
"""The name of a document that never is: to ask for it asks the store."""

Verdict = dict[str, Any]


class Trouble(NamedTuple):
    """What is not good: in words for everybody, and as it is for the log, which may name hosts and users."""

    reason: str
    detail: str


@require_safe
@never_cache
async def healthz(request: HttpRequest) -> HttpResponse:
    """Answer: the event loop goes round."""
    return HttpResponse("alive\n", content_type="text/plain; charset=utf-8")


@require_safe
@never_cache
async def readyz(request: HttpRequest) -> HttpResponse:
    """Answer 200 if the database, the store and a worker are well, else 503; as JSON with the reasons."""
    seen, store = await asyncio.gather(question.answer(DATABASE_SECONDS), _ask_store())
    parts = {
        "database": _verdict("database", seen if isinstance(seen, Trouble) else None),
        "store": _verdict("store", store),
        "worker": _worker(seen),
    }
    ready = all(part["ok"] for part in parts.values())
    return JsonResponse({"ready": ready, **parts}, status=200 if ready else 503)


class Question:
    """Asks the database for the workers, in a thread of its own, once at a time.

    A database that hangs holds its connection's thread for as long as it likes; so that this holds up neither the
    loop nor the end of the process nor other pages, the thread is nobody else's, and whoever asks meanwhile waits for
    the same answer. The connection is a new one each time, beside the pool: that there is one from before says little,
    and a pool would wait where there is nobody to connect to.
    """

    def __init__(self) -> None:
        self._asked: Future[Seen | Trouble] | None = None

    async def answer(self, seconds: float) -> Seen | Trouble:
        """Return which workers were seen, or why that cannot be had within so many seconds."""
        if self._asked is None or self._asked.done():
            self._asked = Future()
            self._asked.set_running_or_notify_cancel()  # from here on nobody can cancel it, whoever goes away
            threading.Thread(target=_ask_database, args=(self._asked,), name="readyz", daemon=True).start()
        answer = asyncio.wrap_future(self._asked)
        await asyncio.wait([answer], timeout=seconds)
        if answer.done():
            return answer.result()
        answer.cancel()
        return _late(seconds)


question = Question()


def _ask_database(asked: Future[Seen | Trouble]) -> None:
    connection = connections.create_connection(DEFAULT_DB_ALIAS)
    options = {name: value for name, value in connection.settings_dict["OPTIONS"].items() if name != "pool"}
    connection.settings_dict = {**connection.settings_dict, "OPTIONS": options}
    connections[DEFAULT_DB_ALIAS] = connection  # of this thread alone
    try:
        asked.set_result(heartbeat.seen())
    except Error as error:
        asked.set_result(Trouble("it does not answer as it should; the log says why", str(error).strip()))
    finally:
        connection.close()
        if not asked.done():
            asked.set_result(Trouble("it cannot be asked; the log says why", "see the traceback on standard error"))


async def _ask_store() -> Trouble | None:
    try:
        async with asyncio.timeout(STORE_SECONDS):
            await get_store().writer_seen(PROBE)
    except StoreUnavailable as error:
        return Trouble("it cannot be reached; the log says why", str(error))
    except TimeoutError:
        return _late(STORE_SECONDS)
    return None


def _late(seconds: float) -> Trouble:
    reason = f"no answer within {seconds:g} s"
    return Trouble(reason, reason)


def _worker(seen: Seen | Trouble) -> Verdict:
    if isinstance(seen, Trouble):
        return {"ok": False, "reason": "not known: the workers are seen in the database"}
    if seen.seconds is None:
        return _verdict("worker", Trouble("none has been seen", "none has been seen"), alive=0)
    age = round(seen.seconds, 1)
    if seen.alive:
        return _verdict("worker", None, alive=seen.alive, seen_seconds=age)
    silent = f"silent for more than {SILENT_SECONDS:g} s"
    return _verdict("worker", Trouble(f"{silent}: last seen {age:g} s ago", silent), alive=0, seen_seconds=age)


_said: dict[str, str] = {}
"""What the log says of each part: it is asked for every few seconds, and said once."""


def _verdict(part: str, trouble: Trouble | None, **more: Any) -> Verdict:
    """Return what is answered of a part, and log it where it has changed."""
    if trouble is None:
        if _said.pop(part, None) is not None:
            log.info("the %s is well again", part)
        return {"ok": True, **more}
    if _said.get(part) != trouble.detail:
        _said[part] = trouble.detail
        log.warning("not ready, the %s: %s", part, trouble.detail)
    return {"ok": False, "reason": trouble.reason, **more}
