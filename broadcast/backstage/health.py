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
from typing import Any

from django.db import Error, connection
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


@require_safe
@never_cache
async def healthz(request: HttpRequest) -> HttpResponse:
    """Answer: the event loop goes round."""
    return HttpResponse("alive\n", content_type="text/plain; charset=utf-8")


@require_safe
@never_cache
async def readyz(request: HttpRequest) -> HttpResponse:
    """Answer 200 if the database, the store and a worker are well, else 503; as JSON with the reasons."""
    (database, worker), store = await asyncio.gather(_database_and_worker(), _store())
    ready = database["ok"] and store["ok"] and worker["ok"]
    verdict = {"ready": ready, "database": database, "store": store, "worker": worker}
    return JsonResponse(verdict, status=200 if ready else 503)


def _good(**more: Any) -> Verdict:
    return {"ok": True, **more}


def _bad(reason: str, **more: Any) -> Verdict:
    return {"ok": False, "reason": reason, **more}


class Complaint:
    """Says in the log what is wrong with one part, once until it changes: it is asked for every few seconds."""

    def __init__(self, part: str) -> None:
        self._part = part
        self._said: str | None = None

    def say(self, problem: str | None) -> None:
        """Log this problem, or that there is none any more."""
        if problem is not None and problem != self._said:
            log.warning("not ready: %s: %s", self._part, problem)
        elif problem is None and self._said is not None:
            log.info("%s is well again", self._part)
        self._said = problem


class Question:
    """Asks the database for the workers, in a thread of its own, once at a time.

    A database that hangs holds its connection's thread for as long as it likes; so that this holds up neither the
    loop nor the end of the process nor other pages, the thread is nobody else's, and whoever asks meanwhile waits for
    the same answer. The connection is a new one each time: that there is one from before says little.
    """

    def __init__(self) -> None:
        self._asked: Future[Seen | str] | None = None
        self._complaint = Complaint("the database")

    async def answer(self, seconds: float) -> Seen | str:
        """Return which workers were seen, or why that cannot be had within so many seconds."""
        if self._asked is None or self._asked.done():
            self._asked = Future()
            self._asked.set_running_or_notify_cancel()  # from here on nobody can cancel it, whoever goes away
            threading.Thread(target=self._ask, args=(self._asked,), name="readyz", daemon=True).start()
        answer = asyncio.wrap_future(self._asked)
        await asyncio.wait([answer], timeout=seconds)
        if answer.done():
            return answer.result()
        answer.cancel()
        return f"no answer within {seconds:g} s"

    def _ask(self, asked: Future[Seen | str]) -> None:
        try:
            asked.set_result(heartbeat.seen())
            self._complaint.say(None)
        except Error as error:
            self._complaint.say(str(error).strip())
            asked.set_result("it does not answer as it should; the log says why")
        finally:
            if not asked.done():
                asked.set_result("it cannot be asked; the log says why")
            connection.close()


question = Question()
store_complaint = Complaint("the store of live documents")


async def _database_and_worker() -> tuple[Verdict, Verdict]:
    answer = await question.answer(DATABASE_SECONDS)
    if isinstance(answer, str):
        return _bad(answer), _bad("not known: the workers are seen in the database")
    if answer.seconds is None:
        return _good(), _bad("no worker has been seen", alive=0)
    seconds = round(answer.seconds, 1)
    if answer.alive:
        return _good(), _good(alive=answer.alive, seen_seconds=seconds)
    reason = f"the last sign of life of a worker is {seconds:g} s old, more than {SILENT_SECONDS:g} s"
    return _good(), _bad(reason, alive=0, seen_seconds=seconds)


async def _store() -> Verdict:
    try:
        async with asyncio.timeout(STORE_SECONDS):
            await get_store().writer_seen(PROBE)
    except StoreUnavailable as error:
        store_complaint.say(str(error))
        return _bad("it cannot be reached; the log says why")
    except TimeoutError:
        return _bad(f"no answer within {STORE_SECONDS:g} s")
    store_complaint.say(None)
    return _good()
