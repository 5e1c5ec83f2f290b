"""The order in which several workers run the tests.

xdist's `worksteal` deals them out in equal shares, in their order, and who is done takes from the end of another's
share. The tests of whole programs take a hundred times as long as others and mostly wait: where they stand in the order
decides how long the run takes. They come first, and to half of the workers: no more of them than that run at once, and
the other workers have the processors meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice
from typing import TypeVar

T = TypeVar("T")


def sizes(count: int, workers: int) -> list[int]:
    """Return how many of `count` tests each worker begins with, as `worksteal` deals them out."""
    shares: list[int] = []
    for left in range(workers, 0, -1):
        shares.append((count - sum(shares)) // left)
    return shares


def long_first(tests: Sequence[T], is_long: Callable[[T], bool], workers: int) -> list[T]:
    """Return the tests with the long ones first in the shares of every other worker, and else in their order."""
    long = [test for test in tests if is_long(test)]
    rest = iter([test for test in tests if not is_long(test)])
    carriers = (workers + 1) // 2
    ordered: list[T] = []
    for worker, size in enumerate(sizes(len(tests), workers)):
        mine = long[worker // 2 :: carriers] if worker % 2 == 0 else []
        ordered += mine
        ordered += islice(rest, max(0, size - len(mine)))
    return [*ordered, *rest]
