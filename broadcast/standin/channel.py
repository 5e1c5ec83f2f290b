"""The stream of one game: how far it has got, how its rows are numbered, who listens.

The rows stay in the timeline; each connection reads them from there at its own place, so that no queue grows
for a client that does not read.
"""

from __future__ import annotations

import asyncio
import contextlib
import math
import time
import uuid
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from broadcast.standin.assumed import ACTIVE, ENDED, REWOUND_CLOSE, SCHEDULED
from broadcast.standin.faults import Dice, Faults, Timer
from broadcast.standin.playback import Playback
from broadcast.standin.timeline import Timeline

if TYPE_CHECKING:
    from broadcast.standin.stream import Connection

# Rows that come due closer together than this are sent in one go.
_TICK_SECONDS = 0.002
_UNLOWERED: tuple[float, int | None, float] = (0.0, None, 1.0)


class Channel:
    """Advances with the game's clock and wakes its connections. `faults` gives those of the whole server.

    `own` are faults of this game alone, in place of the server's; None is the server's. `on_send` takes the text
    of each frame just before it goes to a socket, `on_status` the event id and ACTIVE or ENDED when the game
    goes live and when it has ended. `positions` makes the frame of where everybody is at a wall time.
    """

    def __init__(
        self,
        playback: Playback,
        faults: Callable[[], Faults],
        on_send: Callable[[str], None] | None = None,
        on_status: Callable[[str, str], None] | None = None,
        positions: Callable[[Playback, float, bool], Awaitable[str | None]] | None = None,
    ) -> None:
        self.playback = playback
        self.on_send = on_send
        self.own: Faults | None = None
        self._on_status = on_status
        self._positions = positions
        self._status: str | None = None
        self.numbers = self.timeline.numbering()
        self.horizon = 0
        self.connections: set[Connection] = set()
        self.connected = 0
        """How many connections there have been."""
        self._faults = faults
        self._pulse = asyncio.Event()
        self._poked = asyncio.Event()
        # What the `lower` fault was when it was last looked at, and its dice where the faults have no seed.
        self._lowered = _UNLOWERED
        self._chance = str(uuid.uuid4())
        self.reseed()

    @property
    def timeline(self) -> Timeline:
        """What is played."""
        return self.playback.timeline

    def recast(self, playback: Playback) -> None:
        """Play another game in the place of one that has not begun."""
        self.playback = playback
        self.numbers = self.timeline.numbering()
        self._lowered = _UNLOWERED
        self.poke()

    def reseed(self) -> None:
        """Throw the dice from the beginning, by the seed of the faults now in force."""
        seed = self.named_faults().seed
        self.dice = Dice(seed, f"rest:{self.playback.event_id}")
        """Throws for the REST requests about this game, where its faults are its own."""
        self._restart = Timer(Dice(seed, f"restart:{self.playback.event_id}"))

    def named_faults(self) -> Faults:
        """Give the faults that were asked for, for this game or for all."""
        return self._faults() if self.own is None else self.own

    def faults(self) -> Faults:
        """Give the faults in force at this point of the game."""
        return self.named_faults().at(self.playback.share(time.time()))

    async def run(self) -> None:
        """Advance for as long as the server runs."""
        while True:
            now = time.time()
            self._poked.clear()
            self._advance(now)
            self._lower(now)
            if self._restart.strikes(self.faults().restart, now):
                self.renumber()
            timeout = max(min(self._due(), self._restart.at) - now, _TICK_SECONDS)
            await _wait(self._poked, timeout)

    def poke(self) -> None:
        """Look at the clock and the faults again: one of them was changed."""
        now = time.time()
        self._advance(now)
        self._lower(now)
        self._poked.set()
        self._wake()

    def renumber(self) -> None:
        """Do as a restarted server: drop every socket, forget superseded rows, number the rest from 1."""
        self.numbers = self.timeline.renumbering(self.horizon)
        for connection in list(self.connections):
            connection.abort()

    def visible(self, lag: float = 0.0) -> int:
        """Give how far the stream had got so many seconds ago."""
        if not lag:
            return self.horizon
        return min(self.horizon, self.timeline.horizon(self.playback.position(time.time() - lag)))

    async def wait(self, cursor: int, timeout: float, lag: float = 0.0) -> None:
        """Wait until there is more than a cursor has seen, something changed, or seconds have passed.

        `lag` is by how many seconds it sees everything later.
        """
        if self.visible(lag) > cursor or timeout <= 0:
            return
        if self.horizon > cursor:
            due = self.playback.clock.reaches(self.timeline.ats[cursor]) + lag
            timeout = min(timeout, max(due - time.time(), _TICK_SECONDS))
        await _wait(self._pulse, timeout)

    async def positions(self, now: float, *, null_clocks: bool) -> str | None:
        """Give the frame of where everybody is; None where nobody is tracked, or nobody plays."""
        if self._positions is None:
            return None
        return await self._positions(self.playback, now, null_clocks)

    def first_after(self, last_seq: int, *, inclusive: bool) -> int:
        """Give where a stream begins that resumes at a sequence number; beyond the newest, at what is new."""
        for index in range(self.horizon):
            number = self.numbers[index]
            if number > last_seq or (inclusive and number and number == last_seq):
                return index
        return self.horizon

    def _advance(self, now: float) -> None:
        horizon = self.timeline.horizon(self.playback.position(now))
        if horizon < self.horizon:
            for connection in list(self.connections):
                connection.close(REWOUND_CLOSE)
        if horizon != self.horizon:
            self.horizon = horizon
            self._wake()
        self._tell()

    def _tell(self) -> None:
        """Say that the game went live, or has ended, since the last time."""
        index = self.horizon
        timeline = self.timeline
        status = ENDED if index > timeline.game_end else ACTIVE if index > timeline.game_start else SCHEDULED
        before, self._status = self._status, status
        if self._on_status is None or status == before:
            return
        if status == ACTIVE or (status == ENDED and before == SCHEDULED):
            self._on_status(self.playback.event_id, ACTIVE)
        if status == ENDED and before is not None:
            self._on_status(self.playback.event_id, ENDED)

    def _lower(self, now: float) -> None:
        """Have baskets taken back from now on as the faults say, or no more; what was sent keeps its numbers."""
        faults = self.named_faults()
        wanted = (faults.lower, faults.seed, faults.until)
        if wanted == self._lowered or not (faults.lower or self._lowered[0]):
            return
        self._lowered = wanted
        seed = self._chance if faults.seed is None else f"{faults.seed}:{self.playback.event_id}"
        self.playback.lower(faults.lower, seed, now, faults.until)
        self.numbers = self.timeline.numbering_after(self.numbers[: self.horizon])

    def _wake(self) -> None:
        pulse, self._pulse = self._pulse, asyncio.Event()
        pulse.set()

    def _due(self) -> float:
        clock = self.playback.clock
        if clock.paused or self.horizon == len(self.timeline.ats):
            return math.inf
        return max(clock.reaches(self.timeline.ats[self.horizon]), clock.start)


async def _wait(event: asyncio.Event, timeout: float) -> None:
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(None if math.isinf(timeout) else timeout):
            await event.wait()
