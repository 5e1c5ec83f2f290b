"""What happens to the frames of one socket on their way: doubled, held back, cut off. Pure.

Only sequenced frames are held back: the order of the others is all that tells their newest value.
"""

from __future__ import annotations

from broadcast.standin.faults import Dice, Faults

# A frame that is held back goes behind at most so many of those that follow.
_BEHIND = 4


class Mangler:
    """Takes frames in order, gives what is to be sent."""

    def __init__(self, dice: Dice) -> None:
        self._dice = dice
        self._held: list[tuple[int, str]] = []

    @property
    def holds(self) -> bool:
        """Whether a frame is being held back."""
        return bool(self._held)

    def pass_on(self, frame: str, faults: Faults, *, sequenced: bool) -> list[str]:
        """Give the frames to send now that this one has come."""
        if sequenced and self._dice.strikes(faults.reorder):
            self._held.append((self._dice.count(_BEHIND), frame))
            return []
        sent = [frame]
        if self._dice.strikes(faults.malformed):
            sent = [frame[: max(1, int(len(frame) * self._dice.share()))]]
        elif self._dice.strikes(faults.duplicate):
            sent.append(frame)
        self._held = [(left - 1, held) for left, held in self._held]
        sent += [held for left, held in self._held if left <= 0]
        self._held = [(left, held) for left, held in self._held if left > 0]
        return sent

    def release(self) -> list[str]:
        """Give what was held back, because nothing follows it."""
        held, self._held = [frame for _, frame in self._held], []
        return held
