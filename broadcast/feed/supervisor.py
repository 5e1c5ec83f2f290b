"""Which games run: compares the follows of the database with the sessions of this process, and mends the difference."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress

from channels.db import database_sync_to_async
from django.db import Error
from structlog.contextvars import bound_contextvars

from broadcast.feed import metrics
from broadcast.feed.followed import Followed, Timing, now_ms
from broadcast.feed.service import Service
from broadcast.feed.session import Session
from broadcast.games.documents import DATABASE_AWAY
from broadcast.games.models import Document, Follow, Team
from broadcast.live.history import MAX_DELAY
from broadcast.live.store import Fenced, Store, StoreUnavailable

log = logging.getLogger(__name__)

LOOK_SECONDS = 1.0
_FIRST_WAIT = 1.0
_LONGEST_WAIT = 30.0
TAKEOVER_SECONDS = 10.0
"""A worker that has written nothing for this long is gone, and its games are taken over."""


class Supervisor:
    """Runs one session for each followed game. A session that fails is started again; the others go on.

    A game is followed on `service`, one that is a rehearsal on `rehearsals` where that is given. A game that another
    worker has taken is left to it until it has been silent for `takeover` seconds. The document of a game that is over
    stays in the store for `linger` seconds, with its past: outputs that are behind have its last plays yet to show.
    """

    def __init__(
        self,
        service: Service,
        store: Store,
        timing: Timing | None = None,
        *,
        rehearsals: Service | None = None,
        takeover: float = TAKEOVER_SECONDS,
        linger: float = MAX_DELAY / 1000,
    ) -> None:
        self._service = service
        self._rehearsals = rehearsals or service
        self._store = store
        self._timing = timing
        self._takeover = takeover
        self._linger = linger
        self._nudged = asyncio.Event()
        self.sessions: dict[str, Session] = {}
        self._games: dict[str, Followed] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._unclosed: dict[str, float] = {}
        """Games that are no longer followed, whose documents are in the store, by when to close them (loop time)."""

    def nudge(self) -> None:
        """Compare at once."""
        self._nudged.set()

    async def run(self) -> None:
        """Compare at the start, at each nudge, and every second, until cancelled. Then all sessions are ended."""
        try:
            while True:
                try:
                    await self._compare()
                except Error as error:
                    log.error("the database does not answer, the sessions go on: %s", error)
                with suppress(TimeoutError):
                    async with asyncio.timeout(LOOK_SECONDS):
                        await self._nudged.wait()
                self._nudged.clear()
        finally:
            for task in self._tasks.values():
                task.cancel()
            if self._tasks:
                await asyncio.wait(self._tasks.values())
            for event_id in tuple(self._unclosed):
                await self._close(event_id)

    async def _compare(self) -> None:
        followed = {game.event_id: game for game in await database_sync_to_async(read_followed)()}
        for event_id in self._tasks.keys() - followed.keys():
            with bound_contextvars(game=event_id):
                await self._let_go(event_id)
        self._unclosed = {event_id: due for event_id, due in self._unclosed.items() if event_id not in followed}
        now = asyncio.get_running_loop().time()
        for event_id in [event_id for event_id, due in self._unclosed.items() if due <= now]:
            with bound_contextvars(game=event_id):
                await self._close(event_id)
        for event_id, game in followed.items():
            with bound_contextvars(game=event_id):
                await self._take_up(event_id, game)

    async def _let_go(self, event_id: str) -> None:
        # One that another worker has followed to its end, or whose session is just about to end here, has ended too.
        ended = await Document.objects.filter(name=f"game:{event_id}").aexists()
        log.info("followed to its end" if ended else "no longer followed")
        await self._end(event_id)
        self._unclosed[event_id] = asyncio.get_running_loop().time() + (self._linger if ended else 0.0)
        if ended:
            self.sessions.pop(event_id, None)

    async def _close(self, event_id: str) -> None:
        """Close a document, or leave that for the next comparison where the store is away."""
        try:
            await self._store.close(f"game:{event_id}")
        except StoreUnavailable as error:
            log.error("its document stays in the store until that answers: %s", error)
        else:
            del self._unclosed[event_id]
        self.sessions.pop(event_id, None)

    async def _take_up(self, event_id: str, game: Followed) -> None:
        if event_id in self._tasks and self._games[event_id] != game:
            log.info("followed anew, since what is known of it has changed")
            await self._end(event_id)
        if event_id not in self._tasks:
            log.info("followed")
            self._games[event_id] = game
            self._tasks[event_id] = asyncio.create_task(self._keep_running(game))

    async def _end(self, event_id: str) -> None:
        task = self._tasks[event_id]
        task.cancel()
        await asyncio.wait([task])
        del self._tasks[event_id]

    async def _keep_running(self, game: Followed) -> None:
        """Run the game's session until the game has ended, however often the session fails."""
        wait = _FIRST_WAIT
        while True:
            service = self._rehearsals if game.rehearsal else self._service
            session = Session(game, service.api, self._store, service.live_data_url, self._timing)
            self.sessions[game.event_id] = session
            started = asyncio.get_running_loop().time()
            try:
                await session.run()
            except Fenced:
                log.warning("another worker follows it; this one stands by")
                del self.sessions[game.event_id]  # its state and its age are the other worker's to tell
                await self._stand_by(game.event_id)
            except (StoreUnavailable, *DATABASE_AWAY) as error:
                log.warning("cannot be taken up, next try in %.0f s: %s", _FIRST_WAIT, error)
                await asyncio.sleep(_FIRST_WAIT)
            except Exception:  # whatever it is, the other games go on, and this one tries again
                metrics.SESSIONS_FAILED.inc()
                if asyncio.get_running_loop().time() - started > 60:
                    wait = _FIRST_WAIT
                log.exception("its session failed, it starts again in %.0f s", wait)
                await asyncio.sleep(wait)
                wait = min(wait * 2, _LONGEST_WAIT)
            else:
                log.info("ended")
                return

    async def _stand_by(self, event_id: str) -> None:
        """Wait until the writer of the game's document has been silent for too long."""
        while True:
            await asyncio.sleep(min(LOOK_SECONDS, self._takeover))
            try:
                seen = await self._store.writer_seen(f"game:{event_id}")
            except StoreUnavailable:
                continue
            if seen is None or now_ms() - seen >= self._takeover * 1000:
                return


def read_followed() -> list[Followed]:
    """Return the games that are followed and have not been followed to their end."""
    done = set(Document.objects.filter(name__startswith="game:").values_list("name", flat=True))
    teams = {team.team_id: team.overrides() for team in Team.objects.all()}
    games = [follow.game for follow in Follow.objects.select_related("game")]
    return [
        Followed(
            event_id=game.event_id,
            rules=game.rules,
            schedule=game.schedule,
            rehearsal=game.rehearsal,
            take=game.take,
            teams={key: teams[key] for key in (game.home_id, game.away_id) if key in teams},
        )
        for game in games
        if f"game:{game.event_id}" not in done
    ]
