"""One followed game: each fault of the Event API gives one clear state and reason, and the rest goes on."""

from __future__ import annotations

import asyncio
import gc
import math
import random
import time
from dataclasses import replace
from typing import Any

import msgspec
import pytest
from channels.db import database_sync_to_async
from django.db import OperationalError
from websockets.asyncio.client import ClientConnection

from broadcast.eventapi.errors import Forbidden, ServerError
from broadcast.eventapi.http import EventApi, Subscription
from broadcast.eventapi.rows import Frame, Row, Sets
from broadcast.eventapi.stream import LiveStream
from broadcast.feed.intake import Intake
from broadcast.games import actions, journal
from broadcast.games.journal import Change
from broadcast.games.models import Document
from broadcast.live.memory import MemoryStore
from broadcast.recordings.format import Record, Recording
from broadcast.standin.server import StandIn
from tests.endtoend.reference import comparable, differences, final_document
from tests.feed.conftest import FAST, FollowGame, simulated

pytestmark = pytest.mark.django_db(transaction=True)


def feed_is(state: str, reason: str = "") -> Any:
    """Return what tells whether a document's feed is in a state for a reason."""

    def check(document: dict[str, Any]) -> bool:
        feed = document.get("feed", {})
        return bool(feed.get("state") == state and reason.lower() in feed.get("reason", "").lower())

    return check


def live_beyond(seq: int) -> Any:
    """Return what tells whether a feed is live and has come further than a sequence number."""
    return lambda document: document["feed"]["state"] == "live" and document["feed"].get("seq", 0) > seq


@pytest.mark.parametrize(
    ("faults", "state", "reason"),
    [
        ("error500=1", "lost", "500"),
        ("error401=1", "lost", "401"),
        ("error403=1", "lost", "403"),
        ("error404=1", "lost", "404"),
        ("error429=1", "lost", "429"),
        ("hang=1", "lost", ""),
    ],
)
async def test_refused_feed_says_why_and_recovers(
    follow_game: FollowGame, faults: str, state: str, reason: str
) -> None:
    """A service that refuses everything makes the feed lost, for its reason, and live again when it answers."""
    async with follow_game(faults=faults, timeout=1) as game:
        document = await game.until(feed_is(state, reason))
        assert document["feed"]["reason"]
        game.standin.set_faults("")
        await game.until(live_beyond(0))


async def test_barred_resource_is_named_and_the_rest_goes_on(follow_game: FollowGame) -> None:
    """A resource that the credential may not read is named in the feed; score and plays go on."""
    async with follow_game(faults="error403=shots") as game:
        document = await game.until(lambda state: state["feed"]["state"] == "live" and state["feed"].get("barred"))
        assert list(document["feed"]["barred"]) == ["shots"]
        assert "Access denied" in document["feed"]["barred"]["shots"]
        await game.until(lambda state: len(state.get("plays", {})) > len(document.get("plays", {})))
        assert "shots" not in await game.state()


async def test_frames_that_cannot_be_read_are_reported(follow_game: FollowGame) -> None:
    """A broken frame is reported with its reason, the stream goes on, and what was in it comes again."""
    async with follow_game(faults="malformed=0.2") as game:
        document = await game.until(lambda state: state["feed"].get("rejected_count", 0) > 3)
        assert any("JSON" in entry["reason"] for entry in document["feed"]["rejected"].values())
        seq = document["feed"].get("seq", 0)
        await game.until(lambda state: state["feed"].get("seq", 0) > seq + 20)


async def test_feed_says_how_many_messages_come(follow_game: FollowGame) -> None:
    """While a game is live its feed tells the messages a second, to one decimal."""
    async with follow_game() as game:
        document = await game.until(lambda state: state["feed"].get("rate", 0) > 0)
        assert document["feed"]["rate"] == round(document["feed"]["rate"], 1)


async def test_polling_carries_the_board_alone(follow_game: FollowGame) -> None:
    """When the socket cannot be had, REST polling goes on with score, plays and lineups, and the feed says so."""
    async with follow_game(faults="cut=0.01") as game:
        document = await game.until(lambda state: feed_is("polling")(state) and state.get("plays"))
        score = sum(document["score"][side] for side in ("home", "away"))

        def goes_on(state: dict[str, Any]) -> bool:
            # Lineups are asked for once more after the score, and each on its own may be late.
            five = state.get("lineups", {}).get("home", {}).get("players", [])
            return sum(state["score"][side] for side in ("home", "away")) > score and len(five) == 5

        await game.until(goes_on)


async def test_feed_that_counts_anew_is_taken_from_its_start(follow_game: FollowGame) -> None:
    """A sequence that restarts is noticed, reported, and the game goes on."""
    async with follow_game(faults="restart=1") as game:
        await game.until(lambda state: state["feed"]["state"] == "live")
        document = await game.until(
            lambda state: any("anew" in entry["reason"] for entry in state["feed"].get("rejected", {}).values())
        )
        plays = len(document.get("plays", {}))
        await game.until(lambda state: len(state["plays"]) > plays)


async def test_null_clocks_leave_the_clock_out(follow_game: FollowGame) -> None:
    """Where every clock is null the document has none, and the score goes on."""
    async with follow_game(faults="nullclock") as game:
        document = await game.until(lambda state: state["feed"]["state"] == "live" and state.get("score"))
        assert "ms" not in document["clock"]


async def journal_of(event_id: str) -> list[Change]:
    """Return what the journal of a game holds."""
    changes: list[Change] = await database_sync_to_async(lambda: list(journal.read(event_id)))()
    return changes


def stamped(change: Change) -> tuple[Any, ...]:
    """Return what tells a change from every other."""
    return (change.source, change.key, change.run, change.seq, change.n, change.asked)


def with_rows(*added: tuple[str, str, dict[str, Any]]) -> Recording:
    """Return the simulated game with more rows 11 minutes into the recording."""
    recording = simulated()
    records = [*recording.records, *(Record(660_000, source, key, row) for source, key, row in added)]
    return msgspec.structs.replace(recording, records=sorted(records, key=lambda record: record.at))


def newest(source: str) -> dict[str, Any]:
    """Return the last row of a source in the first 11 minutes."""
    rows = [record.row for record in simulated().records if record.source == source and record.at < 660_000]
    return dict(next(row for row in reversed(rows) if row is not None))


async def test_absurd_rows_are_kept_out_and_reported(follow_game: FollowGame) -> None:
    """An unknown team, a shot 40 m away, an impossible clock: left out or taken out, reported, and the rest goes on."""
    shot, play = newest("shots"), newest("details")
    far = {**shot, "t": shot["t"] + 1, "hsx": 3_000, "hsy": 40_001, "px": 0, "py": 60_000, "d": 4_000.0}
    stranger = {**shot, "t": shot["t"] + 2, "tid": "999"}
    negative = {**play, "eventId": "negative", "timestamp": play["timestamp"] + 1, "gameClock": "-1:00.0"}
    markup = {**play, "eventId": "markup", "timestamp": play["timestamp"] + 2, "description": "<b>Dr.</b> O'Neil"}
    keys = [f"{row['sid']}:{row['pid']}:{row['t']}" for row in (far, stranger)]
    recording = with_rows(
        ("shots", keys[0], far),
        ("shots", keys[1], stranger),
        ("details", "negative", negative),
        ("details", "markup", markup),
    )
    async with follow_game(recording, offset=700) as game:
        document = await game.until(
            lambda state: state["feed"]["state"] == "live" and "markup" in state.get("plays", {})
        )
        assert keys[1] not in document["shots"]
        assert {"x", "y", "distance"}.isdisjoint(document["shots"][keys[0]])
        assert "clock_ms" not in document["plays"]["negative"]
        assert document["plays"]["markup"]["text"] == "<b>Dr.</b> O'Neil"
        reasons = " / ".join(entry["reason"] for entry in document["feed"]["rejected"].values())
        assert "team 999 does not play in this game" in reasons
        assert "40 m" in reasons or "41 m" in reasons or "hsy" in reasons
        plays = len(document["plays"])
        await game.until(lambda state: len(state["plays"]) > plays)


async def test_game_ends_like_its_recording(follow_game: FollowGame) -> None:
    """The whole simulated game, corrections and all, ends in the document that its rows lead to."""
    async with follow_game(speed=1_500, offset=0) as game:
        await game.until(lambda state: state["feed"]["state"] == "ended", seconds=120)
        await game.task
        assert differences(comparable(await game.state()), comparable(final_document(simulated()))) == []


async def test_what_a_lost_frame_held_is_read_at_the_end(
    follow_game: FollowGame, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a corrected play said first is known at the end though its frame was lost, over however slow a link."""
    wanted = comparable(final_document(simulated()))
    corrected = next(key for key, play in wanted["plays"].items() if play.get("was"))
    opening, receiving = LiveStream._open, Intake.receive

    async def open_slowly(stream: LiveStream, subscription: Subscription) -> ClientConnection:
        if stream.last_seq is None and game.session.document.status == "ended":
            await asyncio.sleep(2.5)
        return await opening(stream, subscription)

    def lose(intake: Intake, frame: Frame, now: int, *, strict: bool = True) -> bool:
        keys = {row.key for message in frame.messages for row in message.rows}
        if corrected in keys and intake.document.status != "ended":
            return False
        return receiving(intake, frame, now, strict=strict)

    monkeypatch.setattr(LiveStream, "_open", open_slowly)
    monkeypatch.setattr(Intake, "receive", lose)
    async with follow_game(speed=1_500, offset=0) as game:
        await game.until(lambda state: state["feed"]["state"] == "ended", seconds=120)
        await game.task
        assert differences(comparable(await game.state()), wanted) == []


async def test_session_goes_on_from_the_journal(follow_game: FollowGame) -> None:
    """A session that is stopped and started again has the same tables, and resumes the stream where it was."""
    async with follow_game(speed=60) as game:
        await game.until(live_beyond(150))
        standin, event_id = game.standin, game.event_id
        channel = standin.channels[event_id]
        channel.playback.clock.pause(time.time())  # what is corrected meanwhile would be no play as it was
        channel.poke()
        before = await game.until(live_beyond(max(channel.numbers[: channel.horizon]) - 1))
        game.task.cancel()
        await database_sync_to_async(lambda: None)()
        while game.session.keeper.lag:
            await database_sync_to_async(lambda: None)()
        place = await database_sync_to_async(journal.position)(event_id)
        assert place.n > 0
        async with follow_game(standin=standin, store=MemoryStore()) as again:
            first = await again.until(lambda state: state.get("plays"))
            assert (
                first["plays"].items()
                >= {key: play for key, play in before["plays"].items() if not play.get("corrected")}.items()
            )
            channel.playback.clock.play(time.time())
            channel.poke()
            await again.until(live_beyond(before["feed"]["seq"]))


async def test_roster_that_is_refused_does_not_keep_a_game_from_ending(
    follow_game: FollowGame, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A credential that may not read rosters is told so, and the game is followed to its end all the same."""

    async def refuse(self: EventApi, *_: Any, **__: Any) -> Row:
        raise Forbidden("no rosters for you", status=403)

    monkeypatch.setattr(EventApi, "roster", refuse)
    async with follow_game(speed=1_500, offset=0) as game:
        document = await game.until(lambda state: state["feed"]["state"] == "ended", seconds=120)
        await game.task
        assert document["feed"]["barred"] == {"roster": "no rosters for you (status 403)"}
        assert document["score"]


async def test_game_without_its_last_sets_is_kept_and_says_so(
    follow_game: FollowGame, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where REST does not answer at the end of the game, its document is kept after a while, with the reason."""
    async with follow_game(speed=1_500, offset=0, timing=replace(FAST, last_sets=1.0)) as game:
        await game.until(lambda state: state.get("plays"))

        async def fail(self: EventApi, *_: Any, **__: Any) -> Sets:
            raise ServerError("down for good", status=500)

        monkeypatch.setattr(EventApi, "catch_up", fail)
        document = await game.until(lambda state: state["feed"]["state"] == "ended", seconds=120)
        await game.task
        assert "down for good" in document["feed"]["reason"]
        assert (await Document.objects.aget()).state == document


async def test_end_that_fails_is_no_end(follow_game: FollowGame, monkeypatch: pytest.MonkeyPatch) -> None:
    """A session that fails while it takes the last sets raises, and keeps no document as if the game were whole."""
    async with follow_game(speed=1_500, offset=0) as game:
        await game.until(lambda state: state.get("plays"))

        async def fail(self: EventApi, *_: Any, **__: Any) -> Sets:
            raise KeyError("a fault of our own")

        monkeypatch.setattr(EventApi, "catch_up", fail)
        with pytest.raises(KeyError):
            await game.task
        assert not await Document.objects.aexists()


async def test_game_followed_after_its_end_is_shown_whole(follow_game: FollowGame) -> None:
    """A game that had ended before it was followed is asked for once, kept, and done."""
    end = simulated().records[-1].at / 1000 + 60
    async with follow_game(speed=1, offset=end) as game:
        await game.until(lambda state: state["feed"]["state"] == "ended")
        await game.task
        state, wanted = comparable(await game.state()), comparable(final_document(simulated()))
        assert differences(state["score"], wanted["score"]) == []
        assert state["plays"].keys() == wanted["plays"].keys()
        assert state["shots"].keys() == wanted["shots"].keys()


async def test_database_that_is_away_stops_no_game(follow_game: FollowGame, monkeypatch: pytest.MonkeyPatch) -> None:
    """While the database is away the board goes on, and the journal has everything when it is back."""
    async with follow_game() as game:
        document = await game.until(live_beyond(0))
        plays = len(document.get("plays", {}))

        def away(*_: Any) -> None:
            raise OperationalError("the database is away")

        with monkeypatch.context() as outage:
            outage.setattr(journal, "append", away)
            outage.setattr(actions, "set_status", away)
            await game.until(lambda state: len(state["plays"]) > plays + 3)
            waiting = list(game.session.keeper._waiting)
            assert waiting
        async with asyncio.timeout(60):
            # More and more comes in: that none waits holds for a moment only.
            while not set(map(stamped, waiting)) <= set(map(stamped, await journal_of(game.event_id))):
                await asyncio.sleep(0.05)


async def test_session_told_twice_to_stop_leaves_nothing_running(follow_game: FollowGame) -> None:
    """A session that is cancelled while it ends leaves no keeper behind, and what it has received is in the journal."""
    async with follow_game() as game:
        await game.until(live_beyond(0))
        game.task.cancel()
        await asyncio.sleep(0)  # it has begun to end
        game.task.cancel()
        await asyncio.gather(game.task, return_exceptions=True)
        left = {task for task in asyncio.all_tasks() if "Keeper.run" in repr(task.get_coro())}
        async with asyncio.timeout(30):
            await asyncio.gather(*left)
        assert game.session.keeper.lag == 0


async def test_session_stopped_at_any_moment_leaves_no_socket(follow_game: FollowGame) -> None:
    """A session that is cancelled while its stream opens, closes or counts anew leaves no socket behind."""
    rng = random.Random(1)
    playing = StandIn([simulated()], users={"u": "s"}, speed=60, offset=600_000, faults="restart=1")
    async with playing as standin:
        for _ in range(5):
            async with follow_game(standin=standin, store=MemoryStore()):
                await asyncio.sleep(rng.random() * 0.8)  # the moment at which it is cancelled
            gc.collect()  # what was left open warns now, and a warning is an error


async def test_another_take_is_followed_from_the_start(follow_game: FollowGame) -> None:
    """A game that was set back is shown as it is now: nothing that its journal or its document knew is left."""
    recording = simulated()
    store = MemoryStore()
    async with follow_game(recording, store=store, offset=3_000) as first:
        before = await first.until(lambda state: state.get("score", {}).get("home", 0) > 20)
    event_id = first.event_id
    assert await journal_of(event_id)
    await database_sync_to_async(actions.begin_anew)(event_id, by="a test")
    async with follow_game(recording, store=store, speed=1, offset=60, take=1) as again:
        state = await again.until(
            lambda state: (
                state["feed"]["state"] == "live"
                and state.get("score", {}).get("home", math.inf) < before["score"]["home"]
            )
        )
    assert len(state.get("plays", {})) < len(before["plays"])
    assert all(play["period"] == "Q1" for play in state.get("plays", {}).values() if "period" in play)
