"""The end of a process that was told to stop: in order, but not for ever."""

from __future__ import annotations

import logging
import os
import threading

log = logging.getLogger(__name__)

STOP_SECONDS = 20.0
"""How long a worker may take to write its last batch."""


def end_within(seconds: float) -> None:
    """End this process after so long, with code 1, if it has not ended by itself.

    A thread that waits for a frozen database can be neither cancelled nor left behind: Python would wait for it.
    """
    timer = threading.Timer(seconds, _give_up, args=(seconds,))
    timer.daemon = True
    timer.start()


def _give_up(seconds: float) -> None:
    log.error("not ended within %.0f s; what was not written is asked for again at the next start", seconds)
    logging.shutdown()
    os._exit(1)
