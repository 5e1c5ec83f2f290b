"""What people set by hand: the groups, their values, the undo, and the live document."""

from typing import Any

import pytest
from asgiref.sync import async_to_sync
from hypothesis import given
from hypothesis import strategies as st

from broadcast.audit.models import Entry
from broadcast.basketball.aired import aired_view
from broadcast.games.models import Game
from broadcast.live.stores import get_store
from broadcast.overlays.by_hand import release, sample_clock, set_by_hand, undo
from broadcast.overlays.manual import GROUPS, KINDS, NotAllowed, Source, released, with_values

VALUES: dict[str, dict[str, Any]] = {
    "score": {"score": {"home": 60}},
    "clock": {"clock": {"period": "Q2", "phase": "period", "ms": 60_000, "running": False, "by_hand": True}},
    "fouls": {"team_stats": {"home": {"fouls": 4, "bonus": "BONUS"}}, "possession": {"team": "away"}},
    "lineup": {"lineups": {"home": {"players": ["1", "2", "3", "4", "5"]}}},
    "names": {"players": {"7": {"on_air_name": "Kova"}}, "game": {"home": {"color": "#102030"}}},
}


@pytest.fixture
def game(db: None) -> Game:
    return Game.objects.create(event_id="g1", home_id="1", home_name="A", away_id="2", away_name="B")


def groups_of(game: Game) -> dict[str, Any]:
    snapshot = async_to_sync(get_store().snapshot)(f"manual:{game.pk}")
    assert snapshot is not None
    groups: dict[str, Any] = snapshot.state["groups"]
    return groups


@pytest.mark.django_db(transaction=True)
def test_a_value_set_by_hand_reaches_the_document_and_the_log(game: Game) -> None:
    """The live document has it at once, and the audit log who, what and when."""
    manual = set_by_hand("Ines", game, "score", {"score": {"home": 60}})
    entry = groups_of(game)["score"]
    assert (entry["source"], entry["patch"], entry["by"]) == ("MANUAL", {"score": {"home": 60}}, "Ines")
    logged = Entry.objects.get()
    assert (logged.action, logged.target, logged.actor) == ("manual.set", manual.document_name, "Ines")
    assert logged.details["values"] == {"score": {"home": 60}}


@pytest.mark.django_db(transaction=True)
def test_undo_takes_the_last_change_back_and_then_the_one_before(game: Game) -> None:
    """Setting, correcting and releasing are undone one by one; at the beginning there is nothing to undo."""
    set_by_hand("Ines", game, "score", {"score": {"home": 60}})
    set_by_hand("Ines", game, "fouls", VALUES["fouls"])
    release("Ines", game, "score")
    assert set(groups_of(game)) == {"fouls"}
    undo("Ines", game)
    assert set(groups_of(game)) == {"fouls", "score"}
    undo("Ines", game)
    undo("Ines", game)
    assert groups_of(game) == {}
    assert undo("Ines", game) is None


@pytest.mark.django_db(transaction=True)
def test_samples_of_a_reader_are_neither_logged_nor_undone(game: Game) -> None:
    """Twenty a second would bury everything else."""
    for ms in (5000, 4900):
        sample_clock(game, {"period": "Q4", "ms": ms, "running": True, "as_of": 1}, by="reader")
    assert groups_of(game)["clock"]["patch"]["clock"]["ms"] == 4900
    assert groups_of(game)["clock"]["source"] == "EXTERNAL"
    assert not Entry.objects.exists()
    assert undo("Ines", game) is None


@pytest.mark.parametrize("group", GROUPS)
def test_each_group_owns_its_values_alone(group: str) -> None:
    """What one group sets, no other group can set."""
    made = with_values({}, group, "MANUAL", VALUES[group], "Ines", 1)
    assert made[group]["patch"] == VALUES[group]
    for other in GROUPS:
        if other != group:
            with pytest.raises(NotAllowed):
                with_values({}, other, "MANUAL", VALUES[group], "Ines", 1)


@pytest.mark.parametrize(
    ("group", "source", "values"),
    [
        ("score", "MANUAL", {"score": {"home": -1}}),
        ("score", "MANUAL", {"score": {"home": None}}),
        ("score", "MANUAL", {"score": {"home": 1.5}}),
        ("score", "MANUAL", {"score": {"home": True}}),
        ("score", "EXTERNAL", {"score": {"home": 1}}),
        ("score", "CORRECT", {"score": {"home": 200}}),
        ("clock", "MANUAL", {"clock": {"period": "5TH"}}),
        ("clock", "CORRECT", {"clock": {"ms": 1}}),
        ("clock", "MANUAL", {"clock": {"text": "7:12"}}),
        ("fouls", "MANUAL", {"team_stats": {"home": {"bonus": "SUPER"}}}),
        ("lineup", "MANUAL", {"lineups": {"home": {"players": ["1"] * 6}}}),
        ("names", "MANUAL", {"game": {"home": {"color": "red"}}}),
        ("names", "MANUAL", {"players": {"7": {"on_air_name": ""}}}),
        ("officials", "MANUAL", {}),
    ],
)
def test_what_a_group_does_not_have_is_refused(group: str, source: Source, values: dict[str, Any]) -> None:
    """A value out of bounds, of another kind or another name is refused in words, and nothing changes."""
    with pytest.raises(NotAllowed, match=group):
        with_values({}, group, source, values, "Ines", 1)


def test_values_of_a_group_add_up_and_a_null_takes_one_back() -> None:
    """A second name leaves the first; a name taken back leaves nothing behind."""
    one = with_values({}, "names", "MANUAL", {"players": {"7": {"on_air_name": "Kova"}}}, "Ines", 1)
    two = with_values(one, "names", "MANUAL", {"players": {"8": {"on_air_name": "Lind"}}}, "Ines", 2)
    assert set(two["names"]["patch"]["players"]) == {"7", "8"}
    three = with_values(two, "names", "MANUAL", {"players": {"7": {"on_air_name": None}}}, "Ines", 3)
    assert set(three["names"]["patch"]["players"]) == {"8"}
    assert with_values(three, "names", "MANUAL", {"players": {"8": {"on_air_name": None}}}, "Ines", 4) == {}


def test_a_clock_of_ones_own_has_nothing_of_the_feeds() -> None:
    """A clock by hand replaces the feed's whole, countdown and jump included, and its own earlier state."""
    first = with_values({}, "clock", "MANUAL", {"clock": {"ms": 1000, "shot_ms": 900}}, "Ines", 1)
    groups = with_values(first, "clock", "MANUAL", {"clock": {"ms": 2000}}, "Ines", 2)
    feed = {"clock": {"ms": 5, "countdown_ms": 7, "jumped": {"from_ms": 1, "to_ms": 2}}}
    assert aired_view(feed, {"groups": groups})["clock"] == {"ms": 2000}


def test_a_difference_of_nothing_is_no_correction() -> None:
    """Correcting back to the feed releases the group."""
    plus = with_values({}, "score", "CORRECT", {"score": {"home": 2}}, "Ines", 1)
    assert with_values(plus, "score", "CORRECT", {"score": {"home": 0}}, "Ines", 2) == {}
    assert released(plus, "score") == {}


nonsense = st.recursive(
    st.none() | st.integers() | st.text(max_size=5), lambda part: st.lists(part, max_size=3), max_leaves=5
)


@given(st.dictionaries(st.text(max_size=8), nonsense, max_size=4))
def test_whatever_is_sent_is_taken_or_refused(values: dict[str, Any]) -> None:
    """Nonsense raises the one error that says what is wrong, and nothing else."""
    for group, source in KINDS:
        try:
            with_values({}, group, source, values, "Ines", 1)
        except NotAllowed as error:
            assert group in str(error)
