"""An event loop whose time is simulated: it runs what is ready, and jumps to the next timer when nothing is.

Half a minute of windows, beats and delays passes in a millisecond, the same way each time.
"""

import asyncio
import selectors
from collections.abc import Callable, Coroutine
from typing import Any

START = 1_800_000_000_000  # epoch ms at loop time 0


class JumpingSelector(selectors.SelectSelector):
    """A selector that never waits: it moves the clock instead.

    `settle` returns when all that was asked of others, such as a Redis, is answered: only then time may pass.
    """

    elapsed = 0.0

    def __init__(self, settle: Callable[[], None] | None) -> None:
        super().__init__()
        self._settle = settle

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(0)
        if not ready and timeout != 0 and self._settle is not None:
            self._settle()
            ready = super().select(0)
        if not ready:
            if timeout is None:
                raise AssertionError("everything waits for something that never comes")
            self.elapsed += timeout
        return ready


class SimulatedLoop(asyncio.SelectorEventLoop):
    """An event loop over a JumpingSelector."""

    def __init__(self, settle: Callable[[], None] | None = None) -> None:
        self._jumping = JumpingSelector(settle)
        super().__init__(self._jumping)

    def time(self) -> float:
        return self._jumping.elapsed


def now_ms() -> int:
    """Return the simulated wall clock."""
    return START + round(asyncio.get_running_loop().time() * 1000)


def simulate(main: Coroutine[Any, Any, None], settle: Callable[[], None] | None = None) -> None:
    """Run a coroutine to its end in simulated time."""
    with asyncio.Runner(loop_factory=lambda: SimulatedLoop(settle)) as runner:
        runner.run(main)
