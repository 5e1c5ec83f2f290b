"""What a hub counts. Plain attributes, read by the metrics page."""

from dataclasses import dataclass


@dataclass(slots=True)
class Counters:
    """`sockets`, `viewers` and `behind` rise and fall; the others only rise. `bytes` are those of frames
    sent.

    A viewer is one document watched on one socket. It is behind while its socket's window is shut and it
    has missed something.
    """

    sockets: int = 0
    viewers: int = 0
    behind: int = 0
    bytes: int = 0
    patches: int = 0
    snapshots: int = 0
    encoded: int = 0
    closed_behind: int = 0
    bad_frames: int = 0
