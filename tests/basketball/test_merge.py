"""The merge rule: any order and any duplication of what was stamped gives the same table, and no ghosts."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcast.basketball.ledger import REST_LAG_MS, Ask, Ledger, Restarted
from broadcast.basketball.merge import LAST, Stamp, Table, Versions
from broadcast.basketball.tables import Tables

END_MS = 120_000
KEYS = ["a", "b", "c", "d"]
stamps = st.builds(Stamp, st.integers(0, 2), st.integers(0, 6), st.integers(0, 3))
set_stamps = st.builds(
    lambda run, seq, asked: Stamp(run, seq, LAST, asked), *[st.integers(0, 3)] * 2, st.integers(1, 3)
)
rows = st.tuples(st.just("row"), st.sampled_from(KEYS), st.one_of(st.none(), st.integers(0, 3)), stamps)
sets = st.tuples(st.just("set"), st.dictionaries(st.sampled_from(KEYS), st.integers(0, 3)), st.none(), set_stamps)


def table_of(arrivals: list[Any]) -> Table[str, int]:
    """Apply the arrivals in the order given."""
    table: Table[str, int] = Table()
    for kind, what, value, stamp in arrivals:
        if kind == "row":
            table.put(what, value, stamp)
        else:
            table.replace(what, stamp)
    return table


@given(st.lists(st.one_of(rows, sets), max_size=14), st.randoms(use_true_random=False))
def test_any_order_and_duplication_gives_the_same_table(arrivals: list[Any], rng: random.Random) -> None:
    """The same stamped rows and sets make the same table, whatever their order and number of arrivals."""
    shuffled = arrivals + [rng.choice(arrivals) for _ in range(5) if arrivals]
    rng.shuffle(shuffled)
    assert dict(table_of(arrivals).items()) == dict(table_of(shuffled).items())
    assert table_of(arrivals).floor == table_of(shuffled).floor


@given(st.lists(st.tuples(st.integers(0, 3), stamps), max_size=10), st.randoms(use_true_random=False))
def test_versions_do_not_depend_on_the_order(arrivals: list[tuple[int, Stamp]], rng: random.Random) -> None:
    """What a row said before its correction is the same, whichever version came first."""
    shuffled = arrivals + arrivals[:3]
    rng.shuffle(shuffled)
    one: Versions[str, int] = Versions()
    other: Versions[str, int] = Versions()
    for value, stamp in arrivals:
        one.put("k", value, stamp)
    for value, stamp in shuffled:
        other.put("k", value, stamp)
    top: dict[Stamp, set[int]] = {stamp: set() for _, stamp in arrivals}
    for value, stamp in arrivals:
        top[stamp].add(value)
    if all(len(values) == 1 for values in top.values()):
        for current in range(4):
            assert one.before("k", current) == other.before("k", current)


def test_row_at_the_floor_is_ignored() -> None:
    """A row that the set already covers does not come back."""
    table: Table[str, int] = Table()
    table.put("a", 1, Stamp(0, 5, 1))
    assert table.replace({}, Stamp(0, 5, LAST, 1)) == {"a"}
    assert not table.put("a", 1, Stamp(0, 5, 9))
    assert table.put("a", 2, Stamp(0, 6, 10))


def test_stale_set_is_ignored() -> None:
    """An answer asked for earlier changes nothing when it comes after a later one."""
    table: Table[str, int] = Table()
    table.replace({"a": 2}, Stamp(0, 9, LAST, 2))
    assert table.replace({"a": 1, "b": 1}, Stamp(0, 9, LAST, 1)) == set()
    assert dict(table.items()) == {"a": 2}


def test_unsequenced_set_does_not_take_back_the_last_seconds() -> None:
    """A stale totals answer leaves alone what the stream said in the last ten seconds."""
    tables, ledger = Tables(), Ledger()
    for at, score in ((0, 50), (20_000, 52)):
        stamp = ledger.receive(None, [("totals", "game", {"score": score})], at)
        assert stamp is not None
        tables.put("totals", "game", {"score": score}, stamp)
    ask = ledger.ask(25_000)
    tables.replace("totals", {"game": {"score": 50}}, ask.stamp(sequenced=False))
    assert tables.table("totals").get("game") == {"score": 52}


def test_unsequenced_sets_follow_the_order_of_asking() -> None:
    """Where only REST speaks, the answer asked for last counts."""
    tables, ledger = Tables(), Ledger()
    asks = [ledger.ask(0), ledger.ask(2_000), ledger.ask(4_000)]
    for number in (2, 0, 1):
        tables.replace("totals", {"game": {"score": number}}, asks[number].stamp(sequenced=False))
    assert tables.table("totals").get("game") == {"score": 2}


def test_ledger_drops_a_duplicate() -> None:
    """The same frame received again is not stamped a second time."""
    ledger = Ledger()
    rows = [("shots", "k", {"made": True})]
    assert ledger.receive(4, rows, 0) == Stamp(0, 4, 1)
    assert ledger.receive(4, rows, 1) is None


def test_ledger_tells_a_restart_from_a_replay() -> None:
    """A known number with other rows is a restart; the next run is above everything before."""
    ledger = Ledger()
    ledger.receive(1, [("shots", "a", 1)], 0)
    high = ledger.receive(900, [("shots", "b", 1)], 0)
    with pytest.raises(Restarted, match="frame 1 says something else"):
        ledger.receive(1, [("shots", "c", 1)], 0)
    ledger.restart()
    low = ledger.receive(1, [("shots", "c", 1)], 0)
    assert high is not None
    assert low is not None
    assert low > high


def test_ledger_knows_the_journal_again() -> None:
    """After a restart of our own, the rows of the journal are known, so that a contradiction is still seen."""
    ledger = Ledger()
    ledger.remember(7, 1, 0, ("shots", "a", 1))
    assert ledger.receive(7, [("shots", "a", 1)], 0) is None
    with pytest.raises(Restarted):
        ledger.receive(7, [("shots", "a", 2)], 0)


def test_ledger_of_a_journal_lets_sets_count() -> None:
    """What a journal says was received long enough ago is in a set, also where nothing more comes by the stream."""
    ledger = Ledger(n=9)
    ledger.remember(7, 1, 1_000, ("shots", "a", 1))
    ledger.remember(8, 2, 50_000, ("shots", "b", 1))
    ask = ledger.ask(20_000)
    assert (ask.seq, ask.n) == (7, 1)
    assert ledger.resume_from(61_000) == 8


def test_frame_without_rows_is_contradicted_by_none() -> None:
    """A number under which nothing could be read may come again with rows, and the feed has not begun anew for that."""
    ledger = Ledger()
    ledger.receive(5, [], 0)
    assert ledger.receive(5, [("shots", "a", 1)], 0) is not None


def test_contradiction_is_taken_where_it_must_not_be_strict() -> None:
    """A contradiction that is not to count as a restart is more of the same frame."""
    ledger = Ledger()
    ledger.receive(5, [("shots", "a", 1)], 0)
    assert ledger.receive(5, [("shots", "b", 1)], 0, strict=False) is not None
    assert ledger.receive(5, [("shots", "a", 1)], 0) is None


@dataclass
class World:
    """A feed that changes, and a network between it and us that does every harm at once."""

    rng: random.Random
    silent: float
    truth: dict[str, int] = field(default_factory=dict)
    log: list[tuple[int, str, int | None]] = field(default_factory=list)
    past: list[tuple[int, dict[str, int]]] = field(default_factory=list)
    deleted: dict[str, int] = field(default_factory=dict)

    def change(self, now: int) -> None:
        """Make, change or delete one thing; a share `silent` of the deletions leaves no word on the stream."""
        key = f"k{self.rng.randrange(12)}"
        if key in self.truth and self.rng.random() < 0.35:
            del self.truth[key]
            self.deleted[key] = now
            if self.rng.random() >= self.silent:
                self.log.append((len(self.log) + 1, key, None))
        else:
            self.truth[key] = self.rng.randrange(1000)
            self.deleted.pop(key, None)
            self.log.append((len(self.log) + 1, key, self.truth[key]))
        self.past.append((now, dict(self.truth)))

    def answer(self, asked_at: int) -> dict[str, int]:
        """Answer over REST with a state up to `REST_LAG_MS` older than the question, or newer than it."""
        oldest = asked_at - self.rng.randrange(REST_LAG_MS)
        known = [state for at, state in self.past if at <= oldest]
        return known[-1] if known else {}


def follow(seed: int) -> None:
    """Play one world through the ledger and the tables, and compare what they say with the truth.

    Every second world deletes in silence; it falls quiet 30 s before the end, so that an answer can tell.
    """
    rng = random.Random(seed)
    silent = seed % 2 == 1
    world, tables, ledger = World(rng, silent=0.25 if silent else 0), Tables(), Ledger()
    flight: list[tuple[int, Any]] = []
    received: dict[str, int] = {}

    def receive(frame: tuple[int, str, int | None], now: int) -> None:
        seq, key, value = frame
        try:
            stamp = ledger.receive(seq, [("shots", key, value)], now)
        except Restarted:
            ledger.restart()
            for again in world.log:
                receive(again, now)
            return
        if stamp is not None:
            received[key] = now
            tables.put("shots", key, None if value is None else {"v": value}, stamp)

    def replace(ask: Ask, asked_at: int, answer: dict[str, int]) -> None:
        stamp = ask.stamp(sequenced=True)
        tables.replace("shots", {key: {"v": v} for key, v in answer.items()}, stamp)
        if ask.run != ledger.run or tables.table("shots").floor != stamp:
            return
        for key, _ in tables.table("shots").items():
            gone = world.deleted.get(key, asked_at)
            newest = max(gone, received.get(key, 0))
            assert newest >= asked_at - REST_LAG_MS, f"ghost of {key}, seed {seed}"

    for now in range(0, END_MS, 500):
        if rng.random() < 0.5 and not (silent and now > END_MS - 30_000):
            before = len(world.log)
            world.change(now)
            if len(world.log) > before:
                flight.append((now + (rng.randrange(4_000) if rng.random() < 0.3 else 0), world.log[-1]))
                if rng.random() < 0.15:
                    flight.append((now + rng.randrange(9_000), world.log[-1]))
        if rng.random() < 0.01:
            flight.extend((now, frame) for frame in world.log)
        if rng.random() < 0.006 and len(world.log) > 3 and now < END_MS / 2:
            world.log = [(number, key, value) for number, (_, key, value) in enumerate(world.log[-3:], start=1)]
            flight = [(now, frame) for frame in world.log]
        if rng.random() < 0.08 or now % 10_000 == 0:
            flight.append((now + rng.randrange(8_000), (ledger.ask(now), now, world.answer(now))))
        due = [item for at, item in flight if at <= now]
        flight = [(at, item) for at, item in flight if at > now]
        rng.shuffle(due)
        for item in due:
            if isinstance(item[0], Ask):
                replace(*item)
            else:
                receive(item, now)
    rng.shuffle(flight)
    for _, item in flight:
        if isinstance(item[0], Ask):
            replace(*item)
        else:
            receive(item, END_MS)
    assert {key: row["v"] for key, row in tables.table("shots").items()} == world.truth, f"seed {seed}"


@pytest.mark.parametrize("hundred", range(10))
def test_faulty_world_ends_like_the_truth(hundred: int) -> None:
    """Duplicates, reordering, replays, restarts and stale answers end equal to the truth, without old ghosts."""
    for seed in range(hundred * 100, hundred * 100 + 100):
        follow(seed)
