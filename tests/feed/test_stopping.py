"""A process that was told to stop ends."""

from __future__ import annotations

import subprocess
import sys

HANGING = """
import logging, threading, time
from broadcast.feed.stopping import end_within
logging.basicConfig()
end_within(0.2)
threading.Thread(target=time.sleep, args=(60,)).start()
"""


def test_process_ends_although_a_thread_hangs() -> None:
    """A process with a thread that waits for ever ends in time, with code 1, and says so."""
    done = subprocess.run([sys.executable, "-c", HANGING], capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == 1
    assert "not ended within" in done.stderr
