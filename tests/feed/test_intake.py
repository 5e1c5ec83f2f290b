"""What comes in: sets with rows that cannot be read, sources with and without numbers, and the journal put back."""

from __future__ import annotations

import random
from itertools import groupby
from typing import Any

import pytest

from broadcast.basketball.ledger import Restarted
from broadcast.eventapi.decode import decode_catch_up, decode_row
from broadcast.eventapi.rows import Frame, Message, Row
from broadcast.feed.followed import Followed, now_ms
from broadcast.feed.intake import Intake, came_together
from broadcast.feed.rest import RESOURCES
from broadcast.games.journal import Change, Position
from tests.feed.conftest import simulated

GAME = Followed("g", "FIBA", simulated().header.game)
TEAM = str(GAME.schedule["home_team_id"])


def fresh() -> Intake:
    """Return an intake that knows the schedule."""
    intake = Intake(GAME)
    intake.announce()
    return intake


def journal_of(intake: Intake) -> list[Change]:
    """Return what the intake has given to its journal."""
    return list(intake.keeper._waiting)


def taken_up(changes: list[Change], place: Position) -> Intake:
    """Return an intake that goes on from a journal."""
    intake = fresh()
    intake.take_up(place)
    for _, together in groupby(changes, key=came_together):
        intake.restore(list(together))
    return intake


def message(source: str, seq: int | None, *rows: dict[str, Any]) -> Message:
    """Return a message of wire rows."""
    decoded = [row for raw in rows if (row := decode_row(source, raw)[0]) is not None]
    return Message(source, seq, decoded, [])


def play(number: int, **other: Any) -> dict[str, Any]:
    """Return the wire row of a play."""
    stats = {"PTS": 2}
    raw = {"eventId": f"p{number}", "timestamp": 1_000 + number, "teamId": TEAM, "pid": 7, "act": "PLAYER"}
    return raw | {"classification": "TWO_POINT_MAKE", "stats": stats} | other


def line(player: int, **stats: Any) -> dict[str, Any]:
    """Return the wire row of a player's stats."""
    return {"tid": TEAM, "pid": player, "totalStats": stats}


def answer(intake: Intake, *, lag_ms: int = 0, **lists: Any) -> None:
    """Let the Event API answer with full sets."""
    ask = intake.ledger.ask(now_ms(), lag_ms)
    intake.apply_sets(decode_catch_up(lists, list(lists)), ask)


def keys(intake: Intake, source: str) -> set[str]:
    """Return the keys that a table holds."""
    return {key for key, _ in intake.document.tables.table(source).items()}


def cells(intake: Intake) -> dict[tuple[str, str], dict[str, float]]:
    """Return the lines of all players."""
    return intake.document.tables.lines()


def test_set_removes_what_it_lacks() -> None:
    """A set in which every row can be read takes back what it lacks."""
    intake = fresh()
    intake.receive(Frame([message("details", 1, play(1), play(2))]), now_ms())
    answer(intake, details=[play(1)])
    assert keys(intake, "details") == {"p1"}


@pytest.mark.parametrize("bad", [{"eventId": "p2", "teamId": TEAM}, "p2", {}, None, 7])
def test_row_that_cannot_be_read_is_not_taken_back(bad: Any) -> None:
    """A set with a row that cannot be read adds what it has, removes nothing, and the next whole set does."""
    intake = fresh()
    intake.receive(Frame([message("details", 1, play(1), play(2))]), now_ms())
    answer(intake, details=[play(1, corrected=True), bad, play(3)])
    assert keys(intake, "details") == {"p1", "p2", "p3"}
    assert intake.document.tables.table("details").get("p1") == decode_row("details", play(1, corrected=True))[0].data  # type: ignore[union-attr]
    assert intake.status.rejected_count == 1
    answer(intake, details=[play(1), play(3)])
    assert keys(intake, "details") == {"p1", "p3"}


def test_stat_that_cannot_be_read_is_not_taken_back() -> None:
    """A set of stats in which one value cannot be read leaves that stat as it was, and changes the others."""
    intake = fresh()
    intake.receive(Frame([message("stats", 1, line(7, PTS=4, AST=1))]), now_ms())
    answer(intake, stats=[line(7, PTS="many", AST=2)])
    assert cells(intake) == {(TEAM, "7"): {"PTS": 4, "AST": 2}}


def test_row_that_has_become_absurd_is_kept_as_it_was() -> None:
    """A row of a set that can no longer be placed keeps what it said before; the rest of the set counts in full."""
    intake = fresh()
    shot = {"sid": 1, "pid": 7, "t": 1_000, "tid": TEAM, "st": "MAKE", "is3": False, "pts": 2}
    intake.receive(Frame([message("shots", 1, shot, {**shot, "t": 2_000})]), now_ms())
    answer(intake, shots=[{**shot, "tid": 999}])
    assert keys(intake, "shots") == {"1:7:1000"}


def test_source_without_numbers_goes_on_after_sets() -> None:
    """Rows without a number count after a set, though a marker before them had one, and sets still take back."""
    intake = fresh()
    marker = {"type": "GAME", "t": 1, "data": {"status": "STARTED"}}
    intake.receive(Frame([message("marker", 40, marker)]), now_ms() - 60_000)
    answer(intake, lag_ms=10_000, details=[play(1)])
    intake.receive(Frame([message("details", None, play(2))]), now_ms())
    assert keys(intake, "details") == {"p1", "p2"}
    answer(intake, details=[play(2), play(3)])
    assert keys(intake, "details") == {"p2", "p3"}
    intake.receive(Frame([message("details", None, play(4))]), now_ms())
    answer(intake, details=[play(4)])
    assert keys(intake, "details") == {"p4"}


def test_totals_with_a_number_stay_in_their_own_order() -> None:
    """Totals that carry a number are compared by receipt, as those of REST are."""
    intake = fresh()
    totals = {"homeTeamScore": 4, "awayTeamScore": 2}
    intake.receive(Frame([message("totals", 50, totals)]), now_ms())
    answer(intake, stats=[], gameTotals={**totals, "homeTeamScore": 6})
    held = intake.document.tables.table("totals")
    assert held.stamp("game").seq == 0
    intake.receive(Frame([message("totals", 51, {**totals, "homeTeamScore": 8})]), now_ms())
    assert (held.get("game") or {})["home"]["score"] == 8


def test_messages_of_one_frame_share_its_number() -> None:
    """A frame that carries rows of several sources under one number is one frame, and its replay a duplicate."""
    intake = fresh()
    frame = Frame([message("details", 5, play(1)), message("stats", 5, line(7, PTS=2))])
    intake.receive(frame, now_ms())
    intake.receive(frame, now_ms())
    assert len(journal_of(intake)) == 2
    with pytest.raises(Restarted):
        intake.receive(Frame([message("details", 5, play(9))]), now_ms())


def test_restored_game_listens_to_rest() -> None:
    """A game that was taken up from its journal takes the answers of REST, though the stream is silent."""
    intake = fresh()
    intake.receive(Frame([message("details", 5, play(1))]), now_ms() - 60_000)
    again = taken_up(journal_of(intake), Position(0, None, intake.ledger.n, intake.ledger.asked))
    answer(again, lag_ms=10_000, details=[play(2)])
    assert keys(again, "details") == {"p2"}


def rows_of_game(rng: random.Random) -> list[tuple[str, Row, dict[str, Any] | None]]:
    """Return the rows of the simulated game, with deletions mixed in, as (source, row, raw)."""
    rows: list[tuple[str, Row, dict[str, Any] | None]] = []
    for record in simulated().records[: rng.randrange(400, 900)]:
        if record.row is not None and (row := decode_row(record.source, record.row)[0]) is not None:
            rows.append((record.source, row, record.row))
            if record.source in ("details", "shots") and rng.random() < 0.05:
                rows.append((record.source, Row(record.source, row.key, None, record.row), None))
    return rows


@pytest.mark.parametrize("seed", range(6))
def test_restored_tables_are_the_tables(seed: int) -> None:
    """Rows, sets, deletions and half-read sets: the journal put back gives the same tables, now and after more."""
    rng = random.Random(seed)
    intake, now = fresh(), now_ms() - 600_000
    held: dict[tuple[str, str], dict[str, Any]] = {}
    for seq, (source, row, raw) in enumerate(rows_of_game(rng), start=1):
        now += rng.randrange(500)
        numbered = source not in ("clock", "totals")
        intake.receive(Frame([Message(source, seq if numbered else None, [row], [])]), now)
        if raw is None:
            held.pop((source, row.key), None)
        else:
            held[source, row.key] = raw
        if rng.random() < 0.02:
            lists: dict[str, list[Any]] = {name: [] for name in RESOURCES}
            for (name, _), value in held.items():
                if name in lists and rng.random() < 0.97:
                    lists[name].append(value)
            if rng.random() < 0.3:
                lists[rng.choice(RESOURCES)].append("broken")
            ask = intake.ledger.ask(now, rng.choice((0, 10_000)))
            intake.apply_sets(decode_catch_up(lists, RESOURCES), ask)
    place = Position(intake.ledger.run, None, intake.ledger.n, intake.ledger.asked)
    again = taken_up(journal_of(intake), place)
    assert again.ledger.last_seq == intake.ledger.last_seq
    assert lasting(again) == lasting(intake)
    late = [message("details", 10_000, play(1)), message("stats", 10_001, line(7, PTS=40))]
    for each in (intake, again):
        each.receive(Frame(late[:1]), now)
        each.receive(Frame(late[1:]), now)
        each.ledger._past.clear()
        answer(each, stats=[line(7, PTS=1)], details=[play(2)], shots=[])
    assert lasting(again) == lasting(intake)


def lasting(intake: Intake) -> dict[str, Any]:
    """Return what the tables say. A floor that took nothing away is not in the journal: the next set brings it."""
    tables = intake.document.tables
    said: dict[str, Any] = {
        source: dict(tables.table(source).items())
        for source in ("shots", "details", "possessions", "lineups", "marker", "clock", "totals")
    }
    return said | {"lines": tables.lines(), "score": dict(tables.scores.items())}
