"""The game document: the same in any batching, valid at every step, and mended by its patches alone."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from broadcast.basketball.document import GameDocument
from broadcast.basketball.merge import LAST, Stamp
from broadcast.basketball.tables import SEQUENCED
from broadcast.live.patch import apply, diff
from tests.basketball import build
from tests.basketball.build import AWAY, AWAY_FIVE, HOME, HOME_FIVE, OPENING, T0, Put, document, feed
from tests.schemas import validate_document, validate_patch

PLAYERS = [*HOME_FIVE, *AWAY_FIVE, "106", "206"]
KINDS = [*build.STATS, "TURNOVER", "TIMEOUT", "SUBSTITUTION_IN", "SUBSTITUTION_OUT", "PERIOD_END", "DEFENSIVE_REBOUND"]
seconds = st.integers(0, 719)
player = st.sampled_from(PLAYERS)


def side_of(player_id: str) -> str:
    """Return the team of an invented player."""
    return HOME if player_id[0] == "1" else AWAY


plays = st.builds(
    lambda second, kind, who, key, text: build.play(second, kind, side_of(who), who, key=f"d{key}", text=text),
    seconds,
    st.sampled_from(KINDS),
    player,
    st.integers(0, 25),
    st.sampled_from(["", "one", "another"]),
)
shots = st.builds(
    lambda second, who, made, three, x: build.shot(second, who, made=made, three=three, x=x),
    st.integers(0, 9),
    st.sampled_from(PLAYERS[:2]),
    st.booleans(),
    st.booleans(),
    st.sampled_from([0, 4_000, 7_000, 90_000]),
)
tries = st.tuples(seconds, player, st.booleans()).map(
    lambda drawn: [
        build.play(drawn[0], "TWO_POINT_MAKE" if drawn[2] else "TWO_POINT_MISS", side_of(drawn[1]), drawn[1]),
        build.shot(drawn[0], drawn[1], made=drawn[2], attributes=["FASTBREAK"] if drawn[0] % 2 else []),
    ]
)
lineups = st.builds(
    lambda second, team, off: build.lineup(
        second, team, [who for who in PLAYERS if side_of(who) == team and who != off][:5]
    ),
    seconds,
    st.sampled_from([HOME, AWAY]),
    player,
)
stats = st.builds(
    lambda who, line, scores: build.stats(who, line, **scores),
    player,
    st.dictionaries(st.sampled_from(["PTS", "AST", "FL"]), st.integers(0, 9), min_size=1),
    st.sampled_from([{}, {"team_score": 7, "opposing_score": 5}]),
)
totals = st.builds(
    lambda home, away: build.totals(home, away, periods=[("Q1", home, away)]), st.integers(0, 99), st.integers(0, 99)
)
clocks = st.builds(
    lambda ms: Put("clock", "game", {"period": "Q1", "clock_ms": ms, "resolution_ms": 100}), st.integers(0, 720_000)
)
possessions = st.builds(
    lambda second, size: Put(
        "possessions",
        f"{HOME}:{second}",
        {
            "team": HOME,
            "start": T0 + second * 1_000,
            "players": list(HOME_FIVE),
            "opponents": list(AWAY_FIVE[:size]),
            "stats": [],
        },
    ),
    seconds,
    st.sampled_from([5, 5, 0]),
)
colors = {"home": {"color": "#112233", "text_color": "#FFFFFF"}}
others = st.sampled_from(
    [
        *OPENING,
        Put("roster", HOME, {"id": HOME, "name": "Harbor", "players": {"101": {"name": "A", "starter": True}}}),
        Put("marker", "COLORS:5", {"type": "COLORS", "at": 5, "colors": colors}),
        Put("marker", "GAME:9", {"type": "GAME", "at": 9, "status": "GAME_END"}),
        Put("event", "game", {"format": "QUARTER", "sessions": []}),
    ]
)
rows = st.one_of(plays, plays, shots, lineups, stats, totals, clocks, possessions, others)
gone = st.one_of(plays, shots, lineups, possessions).map(lambda row: row._replace(data=None))
sets = st.tuples(st.sampled_from(["details", "shots", "stats"]), st.lists(st.one_of(plays, shots, stats), max_size=6))
items: list[st.SearchStrategy[list[Any]]] = [one.map(lambda item: [item]) for one in (rows, rows, gone, sets)]
streams = st.lists(st.one_of(*items, tries), max_size=35).map(lambda parts: [item for part in parts for item in part])


def give(made: GameDocument, item: Any, number: int) -> None:
    """Put one row, or replace one set, as the n-th arrival."""
    if isinstance(item, Put):
        made.put(*item, build.stamp_of(item.source, number), T0 + 500 * number)
        return
    source, content = item
    found = {row.key: row.data for row in content if row.source == source and row.data is not None}
    assert source in SEQUENCED
    made.replace(source, found, Stamp(0, max(0, number - 5), LAST, number), T0 + 500 * number)


@settings(deadline=None, max_examples=60)
@given(streams, st.data(), st.sampled_from(["NBA", "FIBA", "NCAA_M"]))
def test_any_batching_gives_the_same_document(stream: list[Any], data: st.DataObject, rules: str) -> None:
    """Topics asked for at any moments end equal to topics asked for once; snapshot plus patches is the next.

    Every document and every patch on the way is valid.
    """
    once, stepwise = GameDocument("e1", rules), GameDocument("e1", rules)
    opening = list(OPENING) if data.draw(st.booleans()) else []
    shown: dict[str, Any] = {}
    for number, item in enumerate([*opening, *stream], start=1):
        give(once, item, number)
        give(stepwise, item, number)
        if data.draw(st.integers(0, 3)) == 0:
            shown = step(stepwise, shown)
    shown = step(stepwise, shown)
    once.topics()
    assert once.whole() == stepwise.whole() == shown
    assert once.mismatches() == stepwise.mismatches()


def step(made: GameDocument, shown: dict[str, Any]) -> dict[str, Any]:
    """Apply the patch of the topics that changed, as the live document does, and check it against the snapshot."""
    changed = made.topics()
    after = {**shown, **changed}
    after = {name: topic for name, topic in after.items() if topic}
    patch = diff(shown, after)
    validate_patch(patch)
    validate_document(after)
    assert apply(shown, patch) == after == made.whole()
    assert all(name in changed for name in patch)
    return after


@settings(deadline=None, max_examples=40)
@given(streams, st.data())
def test_order_of_arrival_does_not_matter(stream: list[Any], data: st.DataObject) -> None:
    """Stamped rows and sets in any order, some twice, make the same document, the clock's own state aside."""
    numbered = list(enumerate([*OPENING, *stream], start=1))
    shuffled = data.draw(st.permutations([*numbered, *numbered[::3]]))
    one, other = GameDocument("e1", "NBA"), GameDocument("e1", "NBA")
    for number, item in numbered:
        give(one, item, number)
    for number, item in shuffled:
        give(other, item, number)
    one.topics()
    other.topics()
    assert without_clock(one) == without_clock(other)


def without_clock(made: GameDocument) -> dict[str, Any]:
    """Return the document without the clock's own state, and what it makes of fouls and timeouts."""
    whole = made.whole()
    by_clock = {"fouls", "bonus", "timeouts"}
    teams = {
        side: {name: value for name, value in stats.items() if name not in by_clock}
        for side, stats in whole.get("team_stats", {}).items()
    }
    return {**whole, "clock": None, "team_stats": teams}


def test_unchanged_entries_keep_their_identity() -> None:
    """An entry that says the same as before is the same object, so that comparing two documents is cheap."""
    made = document(
        build.play(10, "TWO_POINT_MAKE", HOME, "101"),
        build.shot(10, "101"),
        build.stats("101", {"PTS": 2}),
        build.lineup(0, HOME, HOME_FIVE),
    )
    before = made.whole()
    feed(
        made,
        [
            build.play(5, "TURNOVER", AWAY, "201"),
            build.shot(12, "102"),
            build.stats("102", {"PTS": 2}),
            build.play(12, "TWO_POINT_MAKE", HOME, "102"),
        ],
        start=100,
    )
    made.topics()
    after = made.whole()
    for topic, key in (("plays", "10:TWO_POINT_MAKE:101"), ("shots", f"s:101:{T0 + 10_000}"), ("players", "108")):
        assert after[topic] is not before[topic]
        assert after[topic][key] is before[topic][key]
    assert after["game"] is before["game"]


def test_nothing_new_changes_nothing() -> None:
    """A second call, or the same rows again, answers no topics."""
    made = document(build.play(10, "TWO_POINT_MAKE", HOME, "101"), build.totals(2, 0))
    assert made.topics() == {}
    feed(made, [build.play(10, "TWO_POINT_MAKE", HOME, "101"), build.totals(2, 0)], start=100)
    assert made.topics() == {}


def test_score_is_the_newer_of_totals_and_stats() -> None:
    """The score is that of the totals or of a scoring stats row, whichever came last; it may go down."""
    made = document(build.totals(10, 8, periods=[("Q1", 10, 8)]))
    assert made.whole()["score"]["home"] == 10
    feed(made, [build.stats("201", {"PTS": 3}, team_score=11, opposing_score=10)], start=50)
    assert made.topics()["score"] == {
        "home": 10,
        "away": 11,
        "periods": {"Q1": {"order": 1, "home": 10, "away": 8}},
    }
    feed(made, [build.totals(10, 8)], start=60)
    assert (made.topics()["score"]["home"], made.whole()["score"]["away"]) == (10, 8)


def test_mismatches_are_said_in_words() -> None:
    """Where plays, periods and totals disagree, the document can say so."""
    made = document(
        build.play(10, "TWO_POINT_MAKE", HOME, "101"), build.totals(3, 0, periods=[("Q1", 1, 0), ("Q2", 1, 0)])
    )
    assert made.mismatches() == {
        "score.home": "home 3 by the totals, 2 by the plays",
        "periods.home": "home 3 by the totals, 2 by the periods",
    }


def test_unnamed_periods_stand_in_the_order_of_the_totals() -> None:
    """Periods whose names the rules do not know keep the order of play that the totals have."""
    periods = document(build.totals(3, 0, periods=[("H1", 2, 0), ("H2", 1, 0)])).whole()["score"]["periods"]
    assert [(name, period["order"]) for name, period in periods.items()] == [("H1", 1), ("H2", 2)]


def test_team_by_hand_beats_the_feed() -> None:
    """What producers have set for a team stands over the schedule and the markers."""
    made = GameDocument("e1", "NBA", teams={HOME: {"abbreviation": "HBR", "color": "#000000"}}, rehearsal=True)
    feed(made, [*OPENING, Put("marker", "COLORS:5", {"type": "COLORS", "at": 5, "colors": colors})])
    game = made.topics()["game"]
    assert game["home"] == {
        "id": HOME,
        "name": "Harbor City",
        "color": "#000000",
        "text_color": "#FFFFFF",
        "abbreviation": "HBR",
    }
    assert game["rehearsal"] is True
    validate_document(made.whole())


def test_totals_carry_the_clock_where_nothing_else_does() -> None:
    """The clock of the totals is used while the clock source is silent, and not while it speaks."""
    made = document(build.play(100, "TURNOVER", HOME, "101"))
    given_by_totals: dict[str, Any] = {"period": "Q1", "clock_ms": 615_000, "resolution_ms": 1_000}
    made.put(*build.totals(0, 0, **given_by_totals), Stamp(0, 0, 50), T0)
    assert made.topics()["clock"]["ms"] == 615_000
    made.put("clock", "game", {"period": "Q1", "clock_ms": 612_300, "resolution_ms": 100}, Stamp(0, 0, 51), T0 + 3_000)
    made.put(*build.totals(2, 0, **given_by_totals), Stamp(0, 0, 52), T0 + 4_000)
    assert made.topics()["clock"]["ms"] == 612_300
    made.put(*build.totals(3, 0, **{**given_by_totals, "clock_ms": 609_000}), Stamp(0, 0, 53), T0 + 9_000)
    assert made.topics()["clock"]["ms"] == 609_000


def test_game_without_plays_or_rosters() -> None:
    """With the plays barred, the score, the players' lines and a valid document are there all the same."""
    made = document(build.stats("101", {"PTS": 2}), build.totals(2, 0), opening=[build.schedule()])
    whole = made.whole()
    validate_document(whole)
    assert whole["players"] == {"101": {"team": "home", "line": {"PTS": 2}}}
    assert whole["team_stats"] == {"home": {"line": {"PTS": 2}}}
    assert made.mismatches() == {}
