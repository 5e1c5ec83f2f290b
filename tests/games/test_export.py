"""A followed game as a recording: the same whatever happened on the way, and played back it makes the same document."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from broadcast.basketball.ledger import Ask
from broadcast.eventapi.decode import decode_catch_up, decode_frame, decode_row
from broadcast.eventapi.rows import Frame
from broadcast.feed.followed import Followed
from broadcast.feed.intake import Intake, came_together
from broadcast.feed.rest import RESOURCES
from broadcast.games import journal
from broadcast.games.actions import follow
from broadcast.games.export import NothingRecorded, recorded, recording_of
from broadcast.games.journal import Change, Position
from broadcast.recordings.format import Record, Recording, load, write
from broadcast.recordings.simulator import simulate
from broadcast.standin.playback import Playback
from broadcast.standin.timeline import Timeline

DESCRIPTIONS = ("event", "roster")


@pytest.fixture(scope="module")
def simulated() -> Recording:
    """Return one whole game, with its corrections."""
    return simulate(3, "FIBA")


def frames(recording: Recording) -> Iterator[tuple[int, Frame]]:
    """Yield the stream of a recording as the client reads it, with the ms at which each frame is sent."""
    timeline = Timeline(recording)
    for index, seq in enumerate(timeline.numbering()):
        if timeline.is_streamed(index):
            yield timeline.ats[index], decode_frame(timeline.frame(index, seq))


def described(recording: Recording, intake: Intake) -> None:
    """Let the Event API answer what hardly changes."""
    wire = [("event", recording.header.event), *(("roster", team) for team in recording.header.rosters)]
    rows = [row for source, raw in wire if (row := decode_row(source, raw)[0]) is not None]
    intake.put(rows, intake.ledger.ask(0))


def begun(recording: Recording) -> Intake:
    """Return an intake that knows what the schedule and the descriptions say."""
    intake = Intake(Followed("game", recording.header.rules, recording.header.game))
    intake.announce()
    described(recording, intake)
    return intake


def followed(recording: Recording) -> Intake:
    """Follow a game in which nothing goes wrong."""
    intake = begun(recording)
    for at, frame in frames(recording):
        intake.receive(frame, at)
    return intake


def journal_of(intake: Intake) -> list[Change]:
    """Return what has been given to the journal."""
    return list(intake.keeper._waiting)


def exported(intake: Intake, recording: Recording) -> Recording:
    """Export what an intake has journaled."""
    return recorded(journal_of(intake), recording.header.game, recording.header.rules)


def document(intake: Intake) -> dict[str, Any]:
    """Return the last document but for what depends on when it was followed."""
    topics = {name: topic for name, topic in intake.document.topics().items() if topic}
    topics["clock"] = {key: value for key, value in topics["clock"].items() if key not in ("as_of", "zero_at")}
    return topics


def streamed(recording: Recording) -> list[Record]:
    """Return the records that the stream says."""
    timeline = Timeline(recording)
    return [record for index, record in enumerate(recording.records) if timeline.is_streamed(index)]


def by_source(records: list[Record]) -> dict[str, list[tuple[str, Any]]]:
    """Return the records of each source, without their times."""
    found: dict[str, list[tuple[str, Any]]] = {}
    for record in records:
        found.setdefault(record.source, []).append((record.key, record.row))
    return found


def test_export_is_the_game_as_the_feed_told_it(simulated: Recording) -> None:
    """An export has each record that the stream said, in its order; the clock's and the totals' where they changed."""
    export = exported(followed(simulated), simulated)
    ours, theirs = by_source(export.records), by_source(streamed(simulated))
    assert ours.keys() == theirs.keys()
    for source in ("shots", "details", "stats", "possessions", "lineups", "marker"):
        assert ours[source] == theirs[source], source
    for source in ("clock", "totals"):
        rest = iter(theirs[source])
        assert all(record in rest for record in ours[source])
        assert ours[source][-1] == theirs[source][-1]


def test_export_keeps_the_time_of_the_feed(simulated: Recording) -> None:
    """Records come as late after their game as they were sent, to the second or two between two words of the clock."""
    export = exported(followed(simulated), simulated)
    sent = {(record.key, str(record.row)): record.at for record in simulated.records if record.source == "details"}
    offset = export.header.t0 - simulated.header.t0
    late = [
        record.at + offset - sent[record.key, str(record.row)]
        for record in export.records
        if record.source == "details" and record.row is not None
    ]
    assert len(late) > 300
    assert max(map(abs, late)) <= 2_000


def test_playing_an_export_back_gives_the_same_document_and_the_same_export(simulated: Recording) -> None:
    """Export, play, export again: the same records, to the ms; and the same last document."""
    first = followed(simulated)
    export = exported(first, simulated)
    second = followed(export)
    assert exported(second, export).records == export.records
    assert document(second) == document(first)


def disturbed(recording: Recording, rng: random.Random) -> Intake:
    """Follow a game with duplicates, rows out of order, answers that run ahead, and a worker that starts again."""
    intake = begun(recording)
    playback = Playback(recording, start=0, speed=1)
    waiting: list[tuple[int, Frame]] = []
    ask: Ask | None = None
    restart = rng.randrange(500, 4_000)
    for number, (at, frame) in enumerate(frames(recording)):
        now = at
        waiting.append((at, frame))
        if rng.random() < 0.05 and len(waiting) < 6:
            continue  # held back behind the next few
        rng.shuffle(waiting)
        for _, held in waiting:
            for _ in range(1 + (rng.random() < 0.1)):
                intake.receive(held, now)
        waiting.clear()
        if rng.random() < 0.004:
            ask = intake.ledger.ask(now)
        elif ask is not None and rng.random() < 0.1:
            seconds = (now + rng.choice([-3_000, 0, 4_000])) / 1000  # stale, right, ahead of the stream
            answers = {name: getattr(playback, name)(max(seconds, 0)) for name in RESOURCES}
            intake.apply_sets(decode_catch_up(answers | {"gameTotals": playback.totals(seconds)}, RESOURCES), ask)
            ask = None
        if number == restart:
            changes = journal_of(intake)
            place = Position(intake.ledger.run, intake.ledger.resume_from(now), intake.ledger.n, intake.ledger.asked)
            again = Intake(Followed("game", recording.header.rules, recording.header.game))
            again.announce()
            again.take_up(place)
            for _, together in groupby(changes, key=came_together):
                again.restore(list(together))
            again.keeper._waiting = changes
            intake = again
            for past, frame in frames(recording):  # the stream again, from where it was resumed
                if past <= at:
                    intake.receive(frame, now)
    for _, held in waiting:
        intake.receive(held, recording.records[-1].at)
    ask = intake.ledger.ask(recording.records[-1].at, 0)
    answers = {name: getattr(playback, name)(recording.records[-1].at / 1000) for name in RESOURCES}
    intake.apply_sets(decode_catch_up(answers, RESOURCES), ask)
    return intake


@pytest.mark.parametrize("seed", [1, 2])
def test_two_desks_export_the_same_game(simulated: Recording, seed: int) -> None:
    """What went wrong on the way to a desk is not in its export: no row that was told by the stream is missing, doubled
    or in another place, and none is there that was never told.
    """
    intake = disturbed(simulated, random.Random(seed))
    ours, clean = exported(intake, simulated), exported(followed(simulated), simulated)
    numbered = ("shots", "details", "stats", "possessions", "lineups", "marker")
    assert [(record.source, record.key, record.row) for record in ours.records if record.source in numbered] == [
        (record.source, record.key, record.row) for record in clean.records if record.source in numbered
    ]
    second = followed(ours)
    assert document(second) == document(intake) == document(followed(simulated))


def late_desk(recording: Recording, joined: int) -> Intake:
    """Follow a game from `joined` ms on: the newest clock and totals, then all that was numbered, then what comes."""
    intake = begun(recording)
    past = [(at, frame) for at, frame in frames(recording) if at <= joined]
    newest = {frame.messages[0].source: frame for _, frame in past if frame.messages[0].seq is None}
    for frame in [*newest.values(), *(frame for _, frame in past if frame.messages[0].seq is not None)]:
        intake.receive(frame, joined)
    for at, frame in frames(recording):
        if at > joined:
            intake.receive(frame, at)
    return intake


def test_desk_that_came_late_exports_the_plays_at_their_times(simulated: Recording) -> None:
    """What came as a backlog is where it was in the game, to the ms where it was not late; what comes live as ever."""
    joined = 3_000_000
    export = exported(late_desk(simulated, joined), simulated)
    clean = exported(followed(simulated), simulated)
    offset = export.header.t0 - clean.header.t0
    placed = {(one.source, one.key, str(one.row)): one.at + offset for one in export.records}
    apart = [
        abs(placed[one.source, one.key, str(one.row)] - one.at)
        for one in clean.records
        if one.source in ("details", "lineups", "marker")
    ]
    assert sum(one == 0 for one in apart) > 0.9 * len(apart)
    assert max(apart) < 60_000  # a correction of the backlog stands where what it corrects does
    clocks = [one.at + offset for one in export.records if one.source == "clock"]
    assert joined - 2_000 <= min(clocks) <= joined
    assert document(followed(export)) == document(followed(simulated))


def test_feed_whose_clocks_name_no_time(simulated: Recording) -> None:
    """Without times of the clock the plays carry the time; nothing is out of order, and the game ends the same."""
    records = [
        Record(one.at, one.source, one.key, {**one.row, "t": None} if one.source == "clock" and one.row else one.row)
        for one in simulated.records
    ]
    untimed = Recording(simulated.header, records)
    export = exported(followed(untimed), untimed)
    ours, theirs = by_source(export.records), by_source(streamed(untimed))
    for source in ("shots", "details", "stats", "possessions", "lineups", "marker"):
        assert ours[source] == theirs[source], source
    assert document(followed(export)) == document(followed(untimed))


def test_silent_correction_is_exported(simulated: Recording) -> None:
    """What only an answer says, since the stream was silent about it, is in the export."""
    recording = Recording(simulated.header, simulated.records[:2_000])
    intake = followed(recording)
    playback = Playback(recording, start=0, speed=1)
    at = recording.records[-1].at
    lines = playback.stats(at / 1000)
    lines[0]["totalStats"]["PTS"] = lines[0]["totalStats"].get("PTS", 0) + 1
    shots = playback.shots(at / 1000)
    gone = shots.pop()
    answer = decode_catch_up({"stats": lines, "shots": shots}, ("stats", "shots"))
    intake.apply_sets(answer, intake.ledger.ask(at, 0))
    records = exported(intake, recording).records
    last = [record for record in records if record.source == "stats"][-1]
    assert last.row == {**lines[0], "totalStats": {"PTS": lines[0]["totalStats"]["PTS"]}}
    taken_back = [record for record in records if record.source == "shots"][-1]
    assert taken_back.row is None and str(gone["t"]) in taken_back.key
    assert document(followed(exported(intake, recording))) == document(intake)


def test_row_of_another_year_moves_no_other(simulated: Recording) -> None:
    """A row whose time is absurd is placed where it came, and all others are where they are without it."""
    changes = journal_of(followed(Recording(simulated.header, simulated.records[:2_000])))
    game = simulated.header.game
    clean = recorded(changes, game, "FIBA")
    middle = next(one for one in changes[1_000:] if one.source == "details" and one.row)
    wrong = {
        **(middle.row or {}),
        "timestamp": 4_000_000_000_000,
        "key": {"actorId": None, "timestamp": 4_000_000_000_000},
    }
    export = recorded([*changes, middle._replace(key="wrong", row=wrong)], game, "FIBA")
    assert [one for one in export.records if one.key != "wrong"] == clean.records
    assert sum(one.key == "wrong" for one in export.records) == 1


@pytest.mark.parametrize(
    "event",
    [{"id": "x"}, {"results": []}, {"results": None}, {}],
)
def test_header_of_whatever_was_followed_is_one_that_is_read(
    simulated: Recording, tmp_path: Path, event: dict[str, Any]
) -> None:
    """An event without its sessions, a roster without players, a game without teams: the file can be read."""
    changes = [one for one in journal_of(followed(Recording(simulated.header, simulated.records[:50]))) if one.key]
    changes = [one for one in changes if one.source not in ("event", "roster")]
    odd = [changes[0]._replace(source="event", key="event", row=event)]
    odd += [changes[0]._replace(source="roster", key=key, row={"id": key}) for key in ("1", "2")]
    made = recorded([*odd, *changes], {"event_id": "g", "status": "ACTIVE"}, "FIBA")
    write(tmp_path / "odd.jsonl", made.header, made.records)
    header = load(tmp_path / "odd.jsonl").header
    assert header.game == {"event_id": "g", "status": "ACTIVE", "home_team_id": "", "away_team_id": ""}
    assert (header.event["id"], header.event["results"]) == (event.get("id", "g") if event.get("results") else "g", [])


@pytest.mark.django_db
def test_export_of_a_game_that_nothing_is_known_of() -> None:
    """An unknown game, and one of which nothing has come in, are refused with what to do."""
    with pytest.raises(NothingRecorded, match="Follow it"):
        recording_of("nobody")
    game = simulate(1, "FIBA").header.game
    follow(game, by="test", rules="FIBA")
    with pytest.raises(NothingRecorded, match="Export it when it has been played"):
        recording_of(str(game["event_id"]))


@pytest.mark.django_db
def test_export_reads_the_journal(simulated: Recording) -> None:
    """A game in the database is exported from its journal."""
    follow(simulated.header.game, by="test", rules="FIBA")
    event_id = str(simulated.header.game["event_id"])
    intake = followed(Recording(simulated.header, simulated.records[:500]))
    changes = journal_of(intake)
    journal.append(event_id, changes, Position(0, 0, 0, 0))
    export = recording_of(event_id)
    assert export.records == recorded(changes, simulated.header.game, "FIBA").records
    assert export.header.game == simulated.header.game
    assert export.header.event == simulated.header.event
    assert export.header.rosters == simulated.header.rosters
