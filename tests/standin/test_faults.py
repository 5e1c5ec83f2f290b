"""Faults: their spec, their dice, and what they do to frames."""

from __future__ import annotations

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcast.standin.faults import NONE, SECONDS, SHARES, Dice, FaultError, Faults, Timer
from broadcast.standin.mangler import Mangler

shares = st.floats(0, 1)
specs = st.builds(
    Faults,
    **dict.fromkeys((*SHARES, "error403"), shares),
    **{name: st.just(0.0) | st.floats(0.001, 1e6) for name in SECONDS},
    barred=st.frozensets(st.sampled_from(["shots", "details", "roster"])),
    skew=st.floats(-1e6, 1e6),
    inclusive=st.booleans(),
    nullclock=st.booleans(),
    seed=st.none() | st.integers(0, 1000),
)


def test_parse() -> None:
    """A spec names faults with rates, seconds, names or nothing."""
    spec = "cut=20, duplicate=0.05,error403=shots+details,inclusive,seed=7,until=0.95"
    assert Faults.parse(spec) == Faults(
        cut=20, duplicate=0.05, barred=frozenset({"shots", "details"}), inclusive=True, seed=7, until=0.95
    )
    assert Faults.parse("error403=0.5,error403=shots") == Faults(error403=0.5, barred=frozenset({"shots"}))
    assert Faults.parse("") == NONE


@given(specs)
def test_spec_reads_back(faults: Faults) -> None:
    """What is written as a spec reads back as the same faults."""
    assert Faults.parse(faults.spec()) == faults


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        ("explode=1", "unknown fault 'explode'; known are cut, "),
        ("cut", "cut needs a value"),
        ("cut=", "cut needs a value"),
        ("cut=soon", "expected cut to be a number, got 'soon'"),
        ("cut=0", "expected cut to be seconds above 0"),
        ("cut=inf", "expected cut to be seconds above 0"),
        ("cut=nan", "expected cut to be seconds above 0"),
        ("duplicate=1.5", "expected duplicate to be from 0 to 1"),
        ("duplicate=nan", "expected duplicate to be from 0 to 1"),
        ("error500=shots", "expected error500 to be a number"),
        ("error403=+", "names of resources"),
        ("inclusive=1", "inclusive is a switch"),
        ("seed=x", "expected seed to be a whole number"),
        ("cut=1,cut=2", "cut is given twice"),
    ],
)
def test_parse_refuses(spec: str, message: str) -> None:
    """A wrong spec is refused with the part that is wrong."""
    with pytest.raises(FaultError, match=re.escape(message)):
        Faults.parse(spec)


@given(st.text(max_size=30))
def test_parse_anything(spec: str) -> None:
    """Any text is a spec or a FaultError."""
    try:
        Faults.parse(spec)
    except FaultError as error:
        assert str(error)


def test_until() -> None:
    """Faults cease after a share of the game; without one they last, at the end too."""
    faults = Faults(cut=5, until=0.9)
    assert [faults.at(share) for share in (0.0, 0.89, 0.9, 1.0)] == [faults, faults, NONE, NONE]
    assert Faults(cut=5).at(1.0) == Faults(cut=5)


def test_dice_repeat() -> None:
    """Dice with a seed throw the same again, and differently under another name."""
    throws = [[dice.share() for _ in range(5)] for dice in (Dice(7, "a"), Dice(7, "a"), Dice(7, "b"))]
    assert throws[0] == throws[1] != throws[2]


@given(st.integers(), st.floats(0.1, 100))
def test_timer(seed: int, seconds: float) -> None:
    """A timer strikes between half and one and a half of its seconds, again and again."""
    timer = Timer(Dice(seed, "timer"))
    now = 1000.0
    for _ in range(3):
        assert not timer.strikes(seconds, now)
        assert not timer.strikes(seconds, now + 0.49 * seconds)
        now += 1.51 * seconds
        assert timer.strikes(seconds, now)


def test_timer_off() -> None:
    """A timer of 0 seconds never strikes."""
    timer = Timer(Dice(1, "timer"))
    assert not timer.strikes(0.0, 1e9)
    assert timer.at == math.inf


FRAMES = [f"frame {number}" for number in range(50)]


def mangled(faults: Faults, seed: int, *, sequenced: bool = True) -> list[str]:
    """Give what a socket gets of fifty frames."""
    mangler = Mangler(Dice(seed, "frames"))
    sent = [text for frame in FRAMES for text in mangler.pass_on(frame, faults, sequenced=sequenced)]
    return sent + mangler.release()


def test_frames_without_faults() -> None:
    """Without faults frames pass as they are."""
    assert mangled(NONE, 1) == FRAMES


@given(st.integers(), shares, shares)
def test_frames_are_not_lost(seed: int, duplicate: float, reorder: float) -> None:
    """Doubled and held-back frames all arrive."""
    assert set(mangled(Faults(duplicate=duplicate, reorder=reorder), seed)) == set(FRAMES)


def test_held_back_behind_the_next_few() -> None:
    """A frame that is held back comes at most four frames late."""
    for seed in range(50):
        mangler = Mangler(Dice(seed, "frames"))
        assert mangler.pass_on("late", Faults(reorder=1.0), sequenced=True) == []
        sent = [text for frame in FRAMES for text in mangler.pass_on(frame, NONE, sequenced=True)]
        assert 1 <= sent.index("late") <= 4


@given(st.integers())
def test_unsequenced_frames_keep_their_order(seed: int) -> None:
    """Frames without a sequence are never held back: their order is all that tells the newest."""
    assert mangled(Faults(reorder=1.0), seed, sequenced=False) == FRAMES


def test_frames_are_reordered_and_doubled() -> None:
    """The rates strike."""
    assert mangled(Faults(reorder=0.3), 1) != FRAMES
    assert sorted(mangled(Faults(duplicate=1.0), 1)) == sorted(FRAMES * 2)


@given(st.integers())
def test_frames_are_cut_off(seed: int) -> None:
    """A malformed frame is the beginning of the real one, never the whole and never nothing."""
    for sent, frame in zip(mangled(Faults(malformed=1.0), seed), FRAMES, strict=True):
        assert frame.startswith(sent)
        assert 0 < len(sent) < len(frame)
