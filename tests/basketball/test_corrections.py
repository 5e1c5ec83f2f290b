"""Corrections and deletions: what viewers see of them, and that nothing of the old remains."""

from __future__ import annotations

from broadcast.basketball.merge import LAST, Stamp
from tests.basketball.build import HOME, T0, Put, document, feed, play, shot


def corrected(text: str, **more: object) -> Put:
    """Return the play `a` in its corrected form."""
    return play(10, "TWO_POINT_MAKE", HOME, "102", key="a", text=text, corrected=True, **more)


def test_corrected_play_says_what_it_was() -> None:
    """A play whose text changed is marked, with its text before."""
    made = document(play(10, "TWO_POINT_MAKE", HOME, "101", key="a", text="101 scores"), corrected("102 scores"))
    entry = made.whole()["plays"]["a"]
    assert (entry["text"], entry["was"], entry["corrected"], entry["player"]) == (
        "102 scores",
        "101 scores",
        True,
        "102",
    )


def test_correction_twice_says_what_it_was_last() -> None:
    """Of several versions the one before the last is told."""
    rows = [play(10, "TWO_POINT_MAKE", HOME, "101", key="a", text=text) for text in ("one", "two", "three")]
    assert document(*rows).whole()["plays"]["a"]["was"] == "two"


def test_correction_that_only_rest_knows_of() -> None:
    """A play that a REST answer has otherwise than the stream is marked too, whichever came first."""
    stream, rest = play(10, "TURNOVER", HOME, "101", key="a", text="one"), corrected("two")
    assert rest.data is not None
    early, late = document(stream), document()
    early.replace("details", {"a": rest.data}, Stamp(0, 90, LAST, 1), T0)
    late.replace("details", {"a": rest.data}, Stamp(0, 90, LAST, 1), T0)
    feed(late, [stream], start=4)
    for made in (early, late):
        made.topics()
        assert made.whole()["plays"]["a"]["was"] == "one"


def test_two_turned_three() -> None:
    """A two that was a three changes the score after it, and its shot is marked."""
    three = {"stats": {"PTS": 3, "FG": 1, "FGA": 1, "FG3": 1, "FGA3": 1}, "classification": "THREE_POINT_MAKE"}
    made = document(
        play(10, "TWO_POINT_MAKE", HOME, "101", key="a"),
        shot(10, "101"),
        play(20, "TWO_POINT_MAKE", HOME, "101", key="b"),
    )
    assert "corrected" not in made.whole()["shots"][f"s:101:{T0 + 10_000}"]
    feed(made, [play(10, "TWO_POINT_MAKE", HOME, "101", key="a", **three), shot(10, "101", three=True)], start=50)
    made.topics()
    whole = made.whole()
    assert whole["plays"]["a"]["kind"] == "three_point_make"
    assert whole["plays"]["b"]["home"] == 5
    assert whole["players"]["101"]["plus_minus"] == 5
    assert whole["shots"][f"s:101:{T0 + 10_000}"] == {
        **whole["shots"][f"s:101:{T0 + 10_000}"],
        "three": True,
        "corrected": True,
    }


def test_moved_shot_is_not_called_corrected() -> None:
    """A shot that only moved on the court, or came again, is not marked."""
    made = document(shot(10, "101"), shot(10, "101", x=5), shot(10, "101", x=5))
    entry = made.whole()["shots"][f"s:101:{T0 + 10_000}"]
    assert (entry["x"], "corrected" in entry) == (5, False)


def test_deleted_play_and_shot() -> None:
    """A play and a shot taken back are gone, with all that was counted from them."""
    play_row, shot_row = play(10, "THREE_POINT_MAKE", HOME, "101", key="a"), shot(10, "101", three=True)
    made = document(play_row, shot_row)
    feed(made, [play_row._replace(data=None), shot_row._replace(data=None)], start=50)
    made.topics()
    whole = made.whole()
    assert not {"plays", "shots", "period_stats", "units"} & whole.keys()
    assert whole["story"] == {"lead_changes": 0, "times_tied": 0, "biggest_lead": {"home": 0, "away": 0}}


def test_deletion_known_by_absence() -> None:
    """A play that a later REST answer lacks is gone; a newer one stays."""
    made = document(play(10, "TWO_POINT_MAKE", HOME, "101", key="a"), play(20, "TWO_POINT_MAKE", HOME, "101", key="b"))
    made.replace("details", {}, Stamp(0, 4, LAST, 1), T0)
    made.topics()
    assert list(made.whole()["plays"]) == ["b"]
    assert made.whole()["plays"]["b"]["home"] == 2


def test_assist_belongs_to_the_last_shot_made() -> None:
    """An assist is the last made shot's of its team, within 2 s, and never the shooter's own."""
    rows = [
        shot(10, "101"),
        shot(11, "102"),
        play(11, "ASSIST", HOME, "103", at=T0 + 11_500),
        shot(30, "101"),
        play(33, "ASSIST", HOME, "103"),
        shot(50, "101"),
        shot(51, "201"),
        play(51, "ASSIST", HOME, "101"),
        shot(70, "101", made=False),
        play(71, "ASSIST", HOME, "102"),
    ]
    shots = document(*rows).whole()["shots"]
    assert {key: entry["assisted_by"] for key, entry in shots.items() if "assisted_by" in entry} == {
        f"s:102:{T0 + 11_000}": "103"
    }
