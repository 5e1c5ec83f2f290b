"""Timecode of the time of day, at the frame rates that edit suites work in (SMPTE ST 12-1). Pure.

A timecode counts frames, and at 29.97 and 59.94 frames a second drop-frame counting leaves out two (four) numbers at
the start of each minute but every tenth, so that it keeps to the clock: within 0.1 s a day. Without drop-frame, at
23.976, the numbers would fall behind the clock by 3.6 s an hour; here they read as the clock does, as they do on a
recorder that was set to it shortly before.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

DAY_MS: Final = 86_400_000


@dataclass(frozen=True)
class Rate:
    """A frame rate: its name, the frame numbers in a second of timecode, and how many are dropped a minute."""

    name: str
    base: int
    dropped: int = 0

    @property
    def frames_a_day(self) -> int:
        """The frame numbers from 00:00:00:00 to the end of the day."""
        return self.base * 86_400 - self.dropped * (1440 - 144)

    def at(self, ms: int) -> int:
        """Return the frame that is on at a time of day in ms since midnight, counted from 0."""
        if self.dropped:
            # The true rate is base x 1000/1001; the last frames of a day are a few more than there are numbers.
            return min(ms * self.base // 1001, self.frames_a_day - 1)
        return ms * self.base // 1000

    def write(self, frame: int) -> str:
        """Write a frame of the day: `19:04:32:11`, with drop-frame `19:04:32;11`. After the last comes 0 again."""
        frame %= self.frames_a_day
        if self.dropped:
            frame += self._skipped(frame)
        seconds, frames = divmod(frame, self.base)
        minutes, second = divmod(seconds, 60)
        hour, minute = divmod(minutes, 60)
        return f"{hour:02}:{minute:02}:{second:02}{';' if self.dropped else ':'}{frames:02}"

    def _skipped(self, frame: int) -> int:
        """Return how many numbers have been dropped before a frame of the day."""
        minute = self.base * 60 - self.dropped
        tens, rest = divmod(frame, minute * 10 + self.dropped)
        # The first minute of ten keeps all of its numbers.
        started = max(0, (rest - self.dropped) // minute)
        return self.dropped * (9 * tens + started)


RATES: Final = {
    rate.name: rate
    for rate in (
        Rate("23.976", 24),
        Rate("24", 24),
        Rate("25", 25),
        Rate("29.97", 30, dropped=2),
        Rate("30", 30),
        Rate("50", 50),
        Rate("59.94", 60, dropped=4),
        Rate("60", 60),
    )
}
DEFAULT_RATE: Final = "29.97"
