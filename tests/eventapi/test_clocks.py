"""Reading the spellings of a clock."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadcast.eventapi.clocks import parse_clock


@pytest.mark.parametrize(
    ("text", "ms", "resolution"),
    [
        ("00:15:00", 900_000, 1000),
        ("12:30.0", 750_000, 100),
        ("12:30.00", 750_000, 100),
        ("02.00", 2_000, 100),
        ("1:2.3", 62_300, 100),
        ("4.5", 4_500, 100),
        ("04.5", 4_500, 100),
        ("07:23.8", 443_800, 100),
        ("07:23.89", 443_800, 100),
        ("12:30", 750_000, 1000),
        ("24", 24_000, 1000),
        (" 0:00.0 ", 0, 100),
        ("99:59.9", 5_999_900, 100),
        (24, 24_000, 1000),
        (14.3, 14_300, 100),
        (0.29, 200, 100),
    ],
)
def test_spellings(text: Any, ms: int, resolution: int) -> None:
    """Every documented spelling is read to tenths, cut and not rounded."""
    assert parse_clock(text) == (ms, resolution)


@pytest.mark.parametrize(
    "value",
    [
        None,
        "",
        "-1:00",
        "-4.5",
        "12:60.0",
        "100:00",
        "1:15:00",
        "00:60:00",
        "00:00:60",
        "1:2:3:4",
        "half",
        "٣:٠٠",
        "12:30.",
        ":30",
        "6000",
        True,
        -1,
        6000,
        float("nan"),
        float("inf"),
        10**400,
        [],
        {},
    ],
)
def test_unreadable(value: Any) -> None:
    """What is absent, negative, ambiguous or no clock is not read."""
    assert parse_clock(value) is None


@settings(deadline=None)
@given(st.integers(0, 59_999))
def test_padded_and_unpadded_agree(tenths: int) -> None:
    """A clock reads the same padded, unpadded, and with hundredths."""
    minutes, rest = divmod(tenths, 600)
    seconds, tenth = divmod(rest, 10)
    spellings = [
        f"{minutes:02}:{seconds:02}.{tenth}",
        f"{minutes}:{seconds}.{tenth}",
        f"{minutes:02}:{seconds:02}.{tenth}7",
    ]
    assert {parse_clock(text) for text in spellings} == {(tenths * 100, 100)}


@settings(deadline=None)
@given(st.one_of(st.text(), st.floats(), st.integers(), st.from_regex(r"[-0-9:. ]{0,12}")))
def test_never_raises(value: Any) -> None:
    """Anything is read or not; what is read lies between zero and a hundred minutes."""
    clock = parse_clock(value)
    assert clock is None or (0 <= clock.ms < 6_000_000 and clock.ms % 100 == 0)
