"""The games on the stage: those that play, and those of the calendar that come on when they are due or asked about."""

from __future__ import annotations

import asyncio
import contextlib
import math
import time
from collections.abc import Callable
from functools import partial

import msgspec

from broadcast.recordings.format import Recording
from broadcast.standin import assumed
from broadcast.standin.assumed import LOCATIONS, LOCATIONS_STEP_MS
from broadcast.standin.catalog import Catalog
from broadcast.standin.channel import Channel
from broadcast.standin.faults import Faults
from broadcast.standin.notify import Notifier
from broadcast.standin.playback import Playback
from broadcast.standin.sessions import tracked_game, tracked_practice
from broadcast.standin.timeline import Row, enframe
from broadcast.standin.tracking import Tags, rows_at
from broadcast.standin.world.calendar import HOUR, Fixture, Plan
from broadcast.standin.world.games import play_fixture
from broadcast.standin.world.practices import Practice
from broadcast.standin.world.scenes import Scene

# A game of the calendar comes on so long before its tip-off, and is certainly over so long after it.
_EARLY_MS = 60_000
OVER_MS = 4 * HOUR
_SCENES_KEPT = 16


class Stage:
    """Games by event id, with their channels. `faults` gives those of the whole server.

    `on_send` is told the event id and the text of each frame of the stream just before it goes to a socket.
    """

    def __init__(
        self,
        catalog: Catalog,
        notifier: Notifier,
        faults: Callable[[], Faults],
        on_send: Callable[[str, str], None] | None = None,
    ) -> None:
        self.catalog = catalog
        self.channels: dict[str, Channel] = {}
        self.games: dict[str, Playback] = {}
        self._notifier = notifier
        self._faults = faults
        self._on_send = on_send
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._loading: dict[str, asyncio.Task[Playback]] = {}
        # The newest scenes that were asked for by session, and those that are being streamed by game.
        self._scenes: dict[str, Scene] = {}
        self._on_court: dict[str, Scene] = {}
        self._running = False
        self._calendar_changed = asyncio.Event()

    def start(self) -> None:
        """Let the games play."""
        self._running = True
        for channel in self.channels.values():
            self._play(channel)
        if self.catalog.fixtures:
            self._tasks[""] = asyncio.create_task(self._bring_on())

    async def stop(self) -> None:
        """Drop every connection and stop every game."""
        self._running = False
        for channel in self.channels.values():
            for connection in list(channel.connections):
                connection.abort()
        tasks = [*self._tasks.values(), *self._loading.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def add(
        self,
        recording: Recording,
        *,
        start: float | None = None,
        speed: float = 1.0,
        offset: float = 0.0,
        paused: bool = False,
    ) -> Channel:
        """Play one more game, from `offset` ms on at `start` (epoch seconds, now by default).

        Raises ValueError where the game is playing already or the speed is not above 0.
        """
        begin = time.time() if start is None else start
        return self.admit(Playback(recording, start=begin, speed=speed, offset=offset), paused=paused)

    def admit(self, playback: Playback, *, paused: bool = False) -> Channel:
        """Play a game that is ready to be played; raises ValueError where it is playing already."""
        event_id = playback.event_id
        if event_id in self.channels or event_id in self.catalog.fixtures:
            raise ValueError(f"two recordings are of the game {event_id}")
        return self._admit(playback, paused=paused)

    def _admit(self, playback: Playback, *, paused: bool = False) -> Channel:
        event_id = playback.event_id
        told = None if self._on_send is None else partial(self._on_send, event_id)
        channel = Channel(playback, self._faults, told, self._notifier.tell, self._positions)
        if paused:
            playback.clock.pause(time.time())
            playback.retime(time.time())
        self.channels[event_id] = channel
        self.games[event_id] = playback
        if self._running:
            self._play(channel)
        return channel

    async def remove(self, event_id: str) -> None:
        """Play a game no longer: its sockets are closed, its tokens refused. Raises KeyError for an unknown one."""
        channel = self.channels.pop(event_id)
        del self.games[event_id]
        self._on_court.pop(event_id, None)
        self.catalog.fixtures.pop(event_id, None)
        for connection in list(channel.connections):
            connection.close(assumed.REMOVED_CLOSE)
        task = self._tasks.pop(event_id, None)
        if task is not None:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def game(self, event_id: str) -> Playback | None:
        """Give a game; one of the calendar comes on for it. None for an unknown one."""
        playback = self.games.get(event_id)
        fixture = self.catalog.fixtures.get(event_id)
        if playback is not None or fixture is None:
            return playback
        loading = self._loading.get(event_id)
        if loading is None:
            loading = self._loading[event_id] = asyncio.create_task(self._load(fixture))
            loading.add_done_callback(lambda _: self._loading.pop(event_id, None))
        return await asyncio.shield(loading)

    async def _load(self, fixture: Fixture) -> Playback:
        playback = await asyncio.to_thread(self._prepared, fixture)
        self._admit(playback)
        return playback

    def _prepared(self, fixture: Fixture) -> Playback:
        """Play a game through and make it ready to be shown at its hour. To be called in a thread."""
        home, away = (self.roster(fixture.row[f"{side}_team_id"]) for side in ("home", "away"))
        crew = self.catalog.crews.get(str(fixture.row["officials_team_id"]))
        recording = play_fixture(fixture, home, away, crew)
        return Playback(recording, start=recording.header.t0 / 1000, speed=1.0, tracked=self.catalog.mark)

    def roster(self, team: int) -> Row:
        """Give a team's present roster; raises KeyError for an unknown team."""
        held = self.catalog.rosters.get(str(team))
        if held is not None:
            return held
        for game in reversed(list(self.games.values())):
            for roster in game.rosters(time.time()):
                if str(roster["id"]) == str(team):
                    return roster
        raise KeyError(team)

    async def reschedule(self, fixture: Fixture) -> None:
        """Put a game on the calendar that is new, or at another hour, or between other rosters; none that has begun."""
        self.catalog.enter(fixture)
        if fixture.event_id in self._loading:
            await asyncio.shield(self._loading[fixture.event_id])
        channel = self.channels.get(fixture.event_id)
        if channel is not None:
            playback = await asyncio.to_thread(self._prepared, fixture)
            self.games[fixture.event_id] = playback
            channel.recast(playback)
        if self._running and "" not in self._tasks:
            self._tasks[""] = asyncio.create_task(self._bring_on())
        self._calendar_changed.set()

    def is_to_come(self, fixture: Fixture) -> bool:
        """Tell whether nothing of a game on the calendar has been shown yet."""
        channel = self.channels.get(fixture.event_id)
        if channel is not None:
            return channel.horizon == 0 and channel.playback.position(time.time()) < 0
        return fixture.tipoff_at - _EARLY_MS > time.time() * 1000

    def tracked_game(self, game: Playback, session_id: str) -> Scene | None:
        """Give the tracking of a session of a game; the newest few are kept. To be called in a thread."""
        return self._tracked(session_id, lambda: tracked_game(game, session_id))

    def tracked_practice(self, plan: Plan, session_id: str) -> Scene | None:
        """Give the tracking of a session of a practice; the newest few are kept. To be called in a thread."""
        held = self.catalog.practice(plan)
        return self._tracked(session_id, lambda: tracked_practice(held, session_id, self.catalog.mark))

    async def _positions(self, game: Playback, now: float, null_clocks: bool) -> str | None:
        """Give the frame of where everybody is on the court at a wall time; None between sessions."""
        running = [session for session in game.sessions(now) if session["ended_at"] is None]
        if game.tracked is None or not running:
            return None
        scene = self._on_court.get(game.event_id)
        if scene is None or scene.session_id != running[-1]["id"]:
            scene = await asyncio.to_thread(tracked_game, game, running[-1]["id"])
            if scene is None:
                return None
            self._on_court[game.event_id] = scene
        moment = game.present(now) // LOCATIONS_STEP_MS * LOCATIONS_STEP_MS
        rows = rows_at(scene, Tags(game.assignments(now)), moment, null_clocks=null_clocks)
        return enframe(LOCATIONS, msgspec.json.encode({"locations": rows}).decode())

    def _tracked(self, session_id: str, make: Callable[[], Scene | None]) -> Scene | None:
        scene = self._scenes.pop(session_id, None) or make()
        if scene is not None:
            self._scenes[session_id] = scene
            for oldest in list(self._scenes)[:-_SCENES_KEPT]:
                self._scenes.pop(oldest, None)
        return scene

    async def practice(self, event_id: str) -> Practice | None:
        """Give a practice or workout; None for an unknown one."""
        plan = self.catalog.plans.get(event_id)
        return None if plan is None else await asyncio.to_thread(self.catalog.practice, plan)

    def event_of(self, session_id: str) -> str | None:
        """Give the game or practice that has a session; None for an unknown one."""
        for event_id, game in self.games.items():
            if any(session.get("id") == session_id for session in game.header.event["results"]):
                return event_id
        return self.catalog.event_of(session_id)

    def _play(self, channel: Channel) -> None:
        self._tasks[channel.playback.event_id] = asyncio.create_task(channel.run())

    async def _bring_on(self) -> None:
        """Bring on each game of the calendar shortly before its tip-off, and at first those that are under way."""
        while True:
            self._calendar_changed.clear()
            now = time.time() * 1000
            waiting = [
                fixture
                for fixture in self.catalog.fixtures.values()
                if fixture.event_id not in self.games and fixture.tipoff_at + OVER_MS > now
            ]
            for fixture in waiting:
                if fixture.tipoff_at - _EARLY_MS <= now:
                    await self.game(fixture.event_id)
            due = [fixture.tipoff_at - _EARLY_MS for fixture in waiting if fixture.tipoff_at - _EARLY_MS > now]
            timeout = (min(due, default=math.inf) - time.time() * 1000) / 1000
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(None if math.isinf(timeout) else max(timeout, 0)):
                    await self._calendar_changed.wait()
