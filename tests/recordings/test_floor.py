"""Who is on the floor: any order of substitutions and plays is made one that leads from five to five."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from broadcast.recordings.importers.entries import Entry
from broadcast.recordings.importers.floor import Floor

ROSTERS = {1: tuple(range(11, 19)), 2: tuple(range(21, 29))}
STARTERS = {team: players[:5] for team, players in ROSTERS.items()}
KINDS = {"in": "SUBSTITUTION_IN", "out": "SUBSTITUTION_OUT", "act": "STEAL", "technical": "TECHNICAL_FOUL"}


def entries(*told: tuple[int, str, int], period: int = 1) -> list[Entry]:
    """Return entries: the clock in seconds, what is done, by whom."""
    return [
        Entry(
            id=f"{period}-{number}", period=period, clock_ms=clock * 1000, classification=KINDS[kind],
            text=f"{player} {kind}", team=player // 10, player=player,
        )
        for number, (clock, kind, player) in enumerate(told)
    ]  # fmt: skip


def settled(*periods: list[Entry], starters: dict[int, tuple[int, ...]] | None = None) -> tuple[list[str], list[str]]:
    """Return the texts of the entries as settled, and the notes; both are checked."""
    floor = Floor(ROSTERS, str, lambda number: f"Q{number}")
    done = floor.settle([entry for period in periods for entry in period], starters or STARTERS)
    check(floor, done)
    return [entry.text for entry in done], floor.notes


def check(floor: Floor, done: list[Entry]) -> None:
    """Hold it against the rule: five and five at every play, and who acts is one of them."""
    fives = {team: set(players) for team, players in floor.starters.items()}
    for entry in done:
        assert entry.team is not None
        assert entry.player is not None
        if entry.classification == "SUBSTITUTION_IN":
            assert entry.player not in fives[entry.team]
            fives[entry.team].add(entry.player)
        elif entry.classification == "SUBSTITUTION_OUT":
            fives[entry.team].remove(entry.player)
        else:
            assert [len(five) for five in fives.values()] == [5, 5]
            assert entry.classification == "TECHNICAL_FOUL" or entry.player in fives[entry.team]


def test_what_fits_stays() -> None:
    """Substitutions that fit stay as they are, in any order within their group; nothing is noted."""
    texts, notes = settled(entries((600, "act", 11), (500, "in", 16), (500, "out", 11), (400, "act", 16)))
    assert (texts, notes) == (["11 act", "16 in", "11 out", "16 act"], [])


def test_a_break_is_inferred() -> None:
    """Who acts before he comes in was there from the start of the period, in the place of one who comes in later."""
    texts, notes = settled(
        entries((10, "act", 11)),
        entries((600, "act", 16), *((590, "act", player) for player in (12, 13, 14)), (500, "in", 11), (500, "out", 12),
                (400, "act", 15), period=2),
    )  # fmt: skip
    assert texts[1:3] == ["11 out", "16 in"]
    assert notes == []


def test_one_who_is_not_seen_has_stayed() -> None:
    """Where one place is left and one of the five before fits, he is taken to have stayed, and it is told."""
    _, notes = settled(
        entries((10, "act", 11)),
        entries(*((590, "act", player) for player in (16, 12, 13, 14)), (500, "in", 11), (500, "out", 16), period=2),
    )
    assert notes == ["Q2: taken to have stayed on the floor, without a play that shows it: 15"]


def test_what_cannot_be_settled_is_told() -> None:
    """Where more fit than there are places, the likeliest are taken, and it is told."""
    _, notes = settled(entries((10, "act", 11)), entries((590, "act", 16), period=2))
    assert notes == ["Q2: who is on the floor at its start cannot be settled; taken: 11, 12, 13, 14"]


def test_more_than_five_at_the_start() -> None:
    """Where six act before any substitution, the sixth is taken to have come in unrecorded."""
    texts, notes = settled(
        entries((10, "act", 11)), entries(*((590 - player, "act", player) for player in range(12, 18)), period=2)
    )
    assert "more than five act before a substitution; taken to come in unrecorded: 17" in notes[0]
    assert texts[-1] == "17 act"


def test_missing_halves_are_made() -> None:
    """A substitution with one half only gets the other: of one who does nothing any more, or who acts next."""
    texts, notes = settled(
        entries((550, "out", 11), (550, "in", 17), (520, "in", 11), (520, "out", 17), (500, "in", 16), (400, "act", 12),
                (300, "out", 12), (200, "act", 17))
    )  # fmt: skip
    assert texts[5].endswith(" out")
    assert "17 in" in texts
    assert len(notes) == 2


def test_a_technical_foul_is_no_sign() -> None:
    """A technical foul can be called on one who is not on the floor."""
    assert settled(entries((500, "technical", 17), (400, "act", 11))) == (["17 technical", "11 act"], [])


def test_starters_that_cannot_be_are_corrected() -> None:
    """Where the box score names other than five starters, or wrong ones, those who act are the starters."""
    texts, notes = settled(entries((590, "act", 16), (500, "in", 15), (500, "out", 16)))
    assert texts == ["16 act", "15 in", "16 out"]
    assert notes[-1].startswith("the starters of the box score cannot be; taken from who acts: 16")
    _, notes = settled(entries((590, "act", 11)), starters={1: (11, 12), 2: STARTERS[2]})
    assert notes[0].startswith("Q1: who is on the floor at its start cannot be settled; taken: 12, ")


told = st.tuples(
    st.integers(0, 5).map(lambda minute: 600 - minute * 100),
    st.sampled_from(("in", "out", "act", "act", "technical")),
    st.sampled_from([*ROSTERS[1], *ROSTERS[2][:6]]),
)


@given(st.lists(st.lists(told, min_size=1, max_size=14), min_size=1, max_size=3))
def test_any_log_is_settled(periods: list[list[tuple[int, str, int]]]) -> None:
    """Whatever is entered, five and five are on the floor at every play, and nobody's play is lost."""
    logs = [
        entries(*sorted(log, key=lambda one: -one[0]), period=number) for number, log in enumerate(periods, start=1)
    ]
    texts, _ = settled(*logs)
    for log in logs:
        for entry in log:
            assert entry.substitution or entry.text in texts


def test_one_who_acts_last_leaves_for_one_who_comes_in_alone() -> None:
    """Nobody goes out for the sixth, and all others act later: the one whose next play is the farthest is taken."""
    acts = [(400 - 10 * player, "act", player) for player in (13, 11, 15, 12, 14)]
    texts, notes = settled(entries((500, "in", 16), *((390 - place, kind, player) for place, (_, kind, player) in
                                                       enumerate(acts))))  # fmt: skip
    assert texts[:2] == ["16 in", "14 out"]
    assert notes[0] == "Q1 8:20: nobody goes out for the last who came in; taken: 14"


def test_starters_are_the_likeliest_to_have_stayed() -> None:
    """Of more who may have stayed than there are places, starters are taken, however they came in last."""
    _, notes = settled(
        entries((500, "out", 11), (500, "in", 16), (450, "in", 11), (450, "out", 16)),
        entries((590, "act", 16), period=2),
    )
    assert notes == ["Q2: who is on the floor at its start cannot be settled; taken: 11, 12, 13, 14"]


def test_one_who_comes_in_and_goes_out_at_once_was_not_there_before() -> None:
    """A play at the clock at which its player came in and went out again is not put before he came in."""
    texts, notes = settled(entries((550, "act", 11), (500, "in", 16), (500, "out", 16), (500, "act", 16)))
    assert texts[-1] == "16 act"
    assert "16 acts without having come in" in notes[-1]
