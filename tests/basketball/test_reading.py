"""Reading clocks as text (LOOK: clocks). The examples are shared with the JavaScript twin."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcast.basketball.reading import Reading, game_time, period_label, presets, read_clock, shot_time

VECTORS = json.loads((Path(__file__).parent.parent / "vectors" / "clock.json").read_text("utf-8"))["readings"]
T0 = 1_000_000


def document(vector: dict[str, Any]) -> dict[str, Any]:
    game = {
        "event_id": "1",
        "status": vector.get("status", "live"),
        "format": "HALF" if vector["rules"] == "NCAA_M" else "QUARTER",
        "rules": vector["rules"],
        "home": {"id": "1", "name": "Home"},
        "away": {"id": "2", "name": "Away"},
    }
    state: dict[str, Any] = {"game": game, "feed": vector.get("feed", {"state": "live"})}
    if "clock" in vector:
        state["clock"] = {"as_of": T0, **vector["clock"]}
    if "score" in vector:
        state["score"] = vector["score"]
    return state


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_reading(vector: dict[str, Any]) -> None:
    """The clock reads as the shared examples say."""
    reading = read_clock(
        document(vector),
        T0 + vector.get("after", 0),
        language=vector.get("language", "en"),
        policy=vector.get("policy", "hide"),
        silent_ms=vector.get("silent", 0),
        trim_ms=vector.get("trim", 0),
    )
    assert reading == Reading(**vector["expect"])


@given(st.integers(min_value=1, max_value=3_600_000))
def test_game_time_never_claims_more_time_than_is_left(ms: int) -> None:
    """A written game clock is at most the time left, and less than one unit below it."""
    text = game_time(ms)
    if ":" in text:
        minutes, seconds = text.split(":")
        written, unit = (int(minutes) * 60 + int(seconds)) * 1000, 1000
    else:
        written, unit = round(float(text) * 1000), 100
    assert written <= ms < written + unit


@given(st.integers(min_value=0, max_value=40_000))
def test_shot_time_of_whole_seconds_never_claims_less_than_is_left(ms: int) -> None:
    """A written shot clock rounds up in whole seconds and down in tenths."""
    text = shot_time(ms)
    if "." in text:
        assert round(float(text) * 1000) <= ms < 5100
    else:
        assert int(text) * 1000 - 1000 < ms <= int(text) * 1000


@given(st.integers(1, 720_000), st.integers(0, 5000), st.integers(0, 1500), st.booleans())
def test_a_trim_never_shows_more_time_than_the_feed(ms: int, after: int, trim: int, by_hand: bool) -> None:
    """A trimmed clock shows what an untrimmed one shows so much later, and one by hand shows what it did."""
    clock = {"period": "Q1", "phase": "period", "ms": ms, "resolution_ms": 1000, "running": True, "by_hand": by_hand}
    state = document({"rules": "NBA", "clock": clock})
    trimmed = read_clock(state, T0 + after, policy="run", trim_ms=trim)
    assert trimmed.time == read_clock(state, T0 + after + (0 if by_hand else trim), policy="run").time


@given(st.text(max_size=12))
def test_a_strange_period_name_is_never_shown(name: str) -> None:
    """Only names that are understood become a label."""
    label = period_label(name)
    assert label in {"", "1ST", "2ND", "3RD", "4TH", "OT"} or label.endswith("OT")


def test_every_preset_can_be_read() -> None:
    """Each preset has what reading a clock needs."""
    for rules in presets().values():
        assert rules["period_ms"] > 0
        assert rules["shot_clock_tenths_from_ms"] == 5000


def test_no_game_no_reading() -> None:
    """A document without its game topic reads as nothing."""
    assert read_clock({}, T0) == Reading()
