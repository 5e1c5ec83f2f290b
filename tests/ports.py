"""Ports of 127.0.0.1 for servers that are told theirs, or that go away and come back to the same one.

A port that the system has chosen (port 0) may be anybody's as soon as it is let go: another server's, or that of a
connection that goes out. These are below all that the system gives out by itself, and are locked against other
processes of tests until this one ends. Standard library only.
"""

from __future__ import annotations

import fcntl
import os
import socket
import tempfile
from pathlib import Path

PORTS = range(20_000, 32_000)
FOLDER = Path(tempfile.gettempdir(), f"courtside-ports-{os.geteuid()}")
_locks: dict[int, int] = {}
"""The open files with the locks of this process, by port."""


def take_port() -> int:
    """Return a port that nothing listens on, and that is nobody else's for as long as this process runs."""
    FOLDER.mkdir(exist_ok=True)
    for port in PORTS:
        if port not in _locks and _lock(port) and _is_free(port):
            return port
    raise OSError(f"no port from {PORTS.start} to {PORTS.stop} is free")


def _lock(port: int) -> bool:
    """Lock a port for this process, unless another has."""
    descriptor = os.open(FOLDER / str(port), os.O_CREAT | os.O_RDWR)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return False
    _locks[port] = descriptor
    return True


def _is_free(port: int) -> bool:
    """Tell whether a server could listen there."""
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
