"""The order of the tests among workers: all of them, the long ones first, and to every other worker alone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.shares import long_first, sizes


@given(st.lists(st.booleans(), max_size=60), st.integers(1, 9))
def test_no_test_is_lost(tests: list[bool], workers: int) -> None:
    """Every test comes once, whatever is long and however many workers there are."""
    numbered = list(enumerate(tests))
    assert sorted(long_first(numbered, lambda test: test[1], workers)) == numbered


@given(st.integers(0, 500), st.integers(1, 9))
def test_shares_are_equal(count: int, workers: int) -> None:
    """The shares are of all tests, and no two differ by more than one."""
    shares = sizes(count, workers)
    assert sum(shares) == count
    assert max(shares) - min(shares) <= 1


@given(st.integers(0, 20), st.integers(0, 20), st.integers(1, 6))
def test_long_tests_begin_every_other_share(early: int, late: int, workers: int) -> None:
    """Each worker with long tests begins with them, the workers between have none, and the others keep their order."""
    short = 50 * workers
    tests = [*("long" for _ in range(early)), *range(short), *("long" for _ in range(late))]
    ordered = long_first(tests, lambda test: test == "long", workers)
    assert [test for test in ordered if test != "long"] == list(range(short))
    begin, found = 0, []
    for size in sizes(len(tests), workers):
        share = ordered[begin : begin + size]
        begin += size
        found.append(share.count("long"))
        assert share[: found[-1]] == ["long"] * found[-1]
    assert sum(found) == early + late
    assert found[1::2] == [0] * (workers // 2)
    assert max(found[::2]) - min(found[::2]) <= 1
