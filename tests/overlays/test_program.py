"""What taking one graphic does to the others (LOOK 1)."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcast.overlays.program import MOST_ACTIONS, ZONES, acted, cleared, last_in, out, panicked, standing_by, taken

BUG = {"graphic": "score-bug-a", "step": 1, "at": 1}
Program = dict[str, Any]


def program(*zones: str, held: bool = False) -> Program:
    made: Program = {"graphics": {zone: BUG if zone == "bug" else cue(zone) for zone in zones}}
    return made | ({"held": {"bug": BUG}} if held else {})


def cue(name: str, at: int = 5) -> dict[str, Any]:
    return {"graphic": name, "step": 1, "at": at}


@pytest.mark.parametrize(
    ("on", "zone", "stand"),
    [
        (("bug",), "lower", {"bug", "lower"}),
        (("bug", "lower"), "left", {"bug", "left"}),
        (("bug", "lower"), "right", {"bug", "right"}),
        (("bug", "left", "right"), "lower", {"bug", "lower"}),
        (("bug", "left"), "right", {"bug", "left", "right"}),
        (("bug", "left", "right"), "full", {"full"}),
        (("bug", "lower"), "slate", {"bug", "lower", "slate"}),
        (("full", "slate"), "slate", {"full", "slate"}),
        (("bug", "lower"), "lower", {"bug", "lower"}),
    ],
)
def test_zones_that_overlap_exclude_each_other(on: tuple[str, ...], zone: str, stand: set[str]) -> None:
    """Taking one graphic outs those that it would lie over."""
    after = taken(program(*on), zone, cue("new"))
    assert set(after["graphics"]) == stand
    assert after["graphics"][zone] == cue("new")


def test_what_shows_both_teams_takes_both_sides() -> None:
    """Both fives stand left and right: what stood on the other side goes, and what comes there outs them."""
    both = cue("on-the-floor") | {"data": {"both": True}}
    after = taken(program("bug", "right"), "left", both)
    assert set(after["graphics"]) == {"bug", "left"}
    assert set(taken(after, "right", cue("chart"))["graphics"]) == {"bug", "right"}


def test_the_bug_comes_back_after_a_full_frame() -> None:
    """A full frame holds the bug, and gives it back when it leaves, whether by itself or for a lower third."""
    full = taken(program("bug", "left"), "full", cue("final"))
    assert full == {"graphics": {"full": cue("final")}, "held": {"bug": BUG}}
    assert out(full, "full") == program("bug")
    assert set(taken(full, "lower", cue("name"))["graphics"]) == {"bug", "lower"}


def test_a_bug_taken_or_left_out_under_a_full_frame_waits() -> None:
    """Under a full frame the bug is chosen for later: it comes, or does not come, when that leaves."""
    full = taken(program(), "full", cue("final"))
    assert out(full, "full") == program()
    with_bug = taken(full, "bug", BUG)
    assert set(with_bug["graphics"]) == {"full"}
    assert out(with_bug, "full") == program("bug")
    assert out(out(with_bug, "bug"), "full") == program()


def test_clear_leaves_the_bug_and_panic_nothing() -> None:
    """Clear takes all but the bug; panic takes the bug too, and the next one brings it back."""
    assert cleared(program("bug", "left", "slate")) == program("bug")
    assert cleared(taken(program("bug"), "full", cue("final"))) == program("bug")
    dark = panicked(program("bug", "lower"))
    assert dark == {"graphics": {}, "held": {"bug": BUG}}
    assert panicked(dark) == program("bug")
    assert panicked(program("lower")) == {"graphics": {}}


def test_what_stands_by_is_taken_or_forgotten() -> None:
    """A cue that stands by is not on air; taking in its zone ends that."""
    waiting = standing_by(program("bug"), "lower", cue("name"))
    assert waiting["graphics"] == {"bug": BUG}
    assert waiting["standby"] == {"lower": cue("name")}
    assert "standby" not in standing_by(waiting, "lower", None)
    assert "standby" not in taken(waiting, "lower", cue("name"))
    assert taken(waiting, "right", cue("chart"))["standby"] == {"lower": cue("name")}


def test_the_last_in_is_found_by_the_time_of_its_take() -> None:
    """The out key takes the newest, never the bug."""
    assert last_in({"graphics": {"bug": BUG | {"at": 99}, "left": cue("a", 10), "right": cue("b", 20)}}) == "right"
    assert last_in(program("bug")) is None


@given(st.lists(st.tuples(st.sampled_from(("take", "out", "clear", "panic")), st.sampled_from(ZONES)), max_size=12))
def test_no_order_of_commands_leaves_two_that_overlap(commands: list[tuple[str, str]]) -> None:
    """Whatever is pressed, a full frame stands alone, and a lower third never beside a panel."""
    now: Program = program("bug")
    for number, (command, zone) in enumerate(commands):
        match command:
            case "take":
                now = taken(now, zone, cue(zone, number))
            case "out":
                now = out(now, zone)
            case "clear":
                now = cleared(now)
            case _:
                now = panicked(now)
        stand = set(now["graphics"])
        assert "full" not in stand or stand <= {"full", "slate"}
        assert "lower" not in stand or not stand & {"left", "right"}
        assert not ("bug" in stand and "bug" in now.get("held", {}))


def told(at: int, ends: int) -> dict[str, Any]:
    return {"id": "message", "payload": {"text": "RUN"}, "at": at, "ends": ends}


def test_an_action_is_kept_until_it_has_ended() -> None:
    """The next one drops those that are over, and what stands beside is as it was."""
    once = acted(program("bug", "lower"), "bug", told(10, 20))
    assert once["graphics"]["bug"] == BUG | {"actions": [told(10, 20)]}
    assert once["graphics"]["lower"] == cue("lower")
    assert acted(once, "bug", told(15, 30))["graphics"]["bug"]["actions"] == [told(10, 20), told(15, 30)]
    assert acted(once, "bug", told(20, 30))["graphics"]["bug"]["actions"] == [told(20, 30)]
    assert "actions" not in BUG, "nothing that was given has changed"


def test_two_actions_of_a_moment_are_told_apart() -> None:
    """The second is put after the first, so that both are known by their times."""
    twice = acted(acted(program("bug"), "bug", told(10, 20)), "bug", told(10, 20))
    assert [one["at"] for one in twice["graphics"]["bug"]["actions"]] == [10, 11]


def test_no_more_actions_are_kept_than_can_be_read() -> None:
    """A program that is told a hundred things stays small, and has the newest."""
    made = program("bug")
    for at in range(100):
        made = acted(made, "bug", told(at, at + 6000))
    kept = [one["at"] for one in made["graphics"]["bug"]["actions"]]
    assert kept == list(range(100 - MOST_ACTIONS, 100))


def test_a_bug_that_waits_under_a_full_frame_comes_back_with_what_it_was_told() -> None:
    """A page shows the rest of it, where there is one."""
    after = out(taken(acted(program("bug"), "bug", told(10, 20)), "full", cue("title")), "full")
    assert after["graphics"]["bug"]["actions"] == [told(10, 20)]
