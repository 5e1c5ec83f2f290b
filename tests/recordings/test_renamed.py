"""A recording under another event id."""

from __future__ import annotations

import msgspec
import pytest

from broadcast.recordings.renamed import renamed
from broadcast.recordings.simulator import simulate
from tests.recordings.consistency import check_recording

NEW = "rehearsal-7"


def test_no_trace_of_the_old_id() -> None:
    """The new id stands wherever the old one did, in links and rows too, and nothing else has changed."""
    before = simulate(7, "FIBA")
    after = renamed(before, NEW)
    old = before.header.game["event_id"]
    sessions = {one["id"]: other["id"] for one, other in _paired(before, after)}
    text = msgspec.json.encode(after).decode()
    assert old not in text
    assert not any(session in text for session in sessions)
    back = text.replace(NEW, old)
    for session, other in sessions.items():
        back = back.replace(other, session)
    assert back.encode() == msgspec.json.encode(before)


def _paired(before: object, after: object) -> list[tuple[dict[str, str], dict[str, str]]]:
    results = [recording.header.event["results"] for recording in (before, after)]  # type: ignore[attr-defined]
    return list(zip(*results, strict=True))


def test_is_a_recording_as_good_as_before() -> None:
    """All its sources agree as they did, keys with rows too."""
    check_recording(renamed(simulate(7, "FIBA"), NEW))


def test_repeats_and_differs() -> None:
    """The same id gives the same recording; two ids share no session."""
    game = simulate(7, "FIBA")
    assert renamed(game, NEW) == renamed(game, NEW)
    one, other = ({session["id"] for session in renamed(game, name).header.event["results"]} for name in ("a", "b"))
    assert not one & other


def test_leaves_the_given_recording_alone() -> None:
    """The recording that was given is as it was."""
    game = simulate(7, "FIBA")
    before = msgspec.json.encode(game)
    renamed(game, NEW)
    assert msgspec.json.encode(game) == before


@pytest.mark.parametrize("event_id", ["", "a/b", "a?b", "a b", "a\n", "a%2Fb", "a#b"])
def test_refuses_what_no_path_can_hold(event_id: str) -> None:
    """An id that could not stand in a path is refused."""
    with pytest.raises(ValueError, match="expected an event id"):
        renamed(simulate(7, "FIBA"), event_id)
