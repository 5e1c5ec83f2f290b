"""What a worker counts: read from sessions that run, kept when one is started again, gone when none follows a game."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from types import SimpleNamespace
from typing import Any, cast

import pytest
from prometheus_client import REGISTRY

from broadcast.feed import figures, metrics
from broadcast.feed.followed import now_ms
from broadcast.feed.metrics import FEEDS, PatchLatency
from broadcast.feed.session import Session
from broadcast.feed.status import FeedStatus
from tests.feed.conftest import FollowGame


def value(name: str, **labels: str) -> float | None:
    """Return a figure, `None` where there is none."""
    return REGISTRY.get_sample_value(name, labels)


def whole(name: str, **labels: str) -> float:
    """Return a figure that there has to be."""
    found = value(name, **labels)
    assert found is not None, name
    return found


@pytest.mark.django_db(transaction=True)
async def test_game_that_is_followed_is_measured(follow_game: FollowGame) -> None:
    """Frames, rows, requests and latency are counted as a game comes in; its state and age are there while it runs."""
    names = ("courtside_feed_frames_total", "courtside_feed_opened_total", "courtside_feed_patch_seconds_count")
    before = {name: whole(name) for name in names}
    shots = whole("courtside_feed_rows_total", source="shots")
    asked = whole("courtside_eventapi_requests_total", result="ok")
    async with follow_game() as game:
        with FEEDS.watching({game.event_id: game.session}):
            await game.until(lambda state: state["feed"]["state"] == "live")
            plays = (await game.state()).get("plays", {})

            def is_measured(state: dict[str, Any]) -> bool:
                answered = whole("courtside_eventapi_requests_total", result="ok") > asked
                return answered and len(state["plays"]) > len(plays) and whole("courtside_games", state="live") == 1

            await game.until(is_measured)
            assert whole("courtside_games", state="lost") == 0
            assert 0 <= whole("courtside_feed_age_seconds", event_id=game.event_id) < 5
            assert whole("courtside_journal_waiting_changes") >= 0
        assert value("courtside_feed_age_seconds", event_id=game.event_id) is None
        assert value("courtside_games", state="live") is None
    assert all(whole(name) > count for name, count in before.items())
    assert whole("courtside_feed_rows_total", source="shots") > shots


@pytest.mark.django_db(transaction=True)
async def test_session_that_is_started_again_goes_on_counting(follow_game: FollowGame) -> None:
    """A second session of a game does not set back what the first has counted."""

    def is_counted(before: float, state: dict[str, Any]) -> bool:
        return bool(state["feed"]["state"] == "live" and whole("courtside_feed_frames_total") > before)

    for _ in range(2):
        before = whole("courtside_feed_frames_total")
        async with follow_game() as game:
            await game.until(partial(is_counted, before))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("faults", "name", "labels"),
    [
        ("malformed=0.2", "courtside_feed_rejected_total", {"source": "frame"}),
        ("cut=0.2", "courtside_feed_lost_total", {}),
        ("error500=0.5", "courtside_eventapi_requests_total", {"result": "server_error"}),
    ],
)
async def test_what_goes_wrong_is_counted(
    follow_game: FollowGame, faults: str, name: str, labels: dict[str, str]
) -> None:
    """Frames that are not understood, streams that are cut off and requests that fail are counted."""
    before = whole(name, **labels)
    async with follow_game(faults=faults) as game:
        await game.until(lambda state: whole(name, **labels) > before)


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> int:
    """Let the figures be asked for at one moment (epoch ms), however long the machine takes."""
    moment = now_ms()
    monkeypatch.setattr(metrics, "now_ms", lambda: moment)
    return moment


def session(waiting_since: int | None, heard: int | None) -> Session:
    """Return what the figures read of a session."""
    status = FeedStatus()
    status.state, status.last_message_at = "stale", heard
    keeper = SimpleNamespace(lag=0 if waiting_since is None else 3, waiting_since=waiting_since)
    return cast(Session, SimpleNamespace(status=status, keeper=keeper, game=SimpleNamespace(event_id="e1")))


@pytest.mark.parametrize(
    ("sessions", "changes", "age"),
    [({}, 0, 0), ({"a": (None, None)}, 0, 0), ({"a": (5_000, None), "b": (20_000, 1), "c": (None, 1)}, 6, 20)],
)
def test_journal_lag_is_of_all_games(now: int, sessions: Mapping[str, Any], changes: int, age: float) -> None:
    """The changes that wait are those of all games, and the age is that of the oldest."""
    held = {name: session(None if ago is None else now - ago, heard) for name, (ago, heard) in sessions.items()}
    with FEEDS.watching(held):
        assert whole("courtside_journal_waiting_changes") == changes
        assert whole("courtside_journal_waiting_seconds") == age
        assert whole("courtside_games", state="stale") == len(sessions)


def test_feed_makes_up_no_labels() -> None:
    """A source that nobody knows is counted as such: a feed that invents names must not fill the memory."""
    before = whole("courtside_feed_rows_total", source="other")
    metrics.count_rows("invented-by-the-feed", 2)
    metrics.count_rejected("invented-by-the-feed")
    assert whole("courtside_feed_rows_total", source="other") == before + 2
    assert value("courtside_feed_rows_total", source="invented-by-the-feed") is None
    assert b"invented-by-the-feed" not in figures.text()


def observed() -> tuple[float, float]:
    """Return how many latencies were observed, and their sum (s)."""
    return whole("courtside_feed_patch_seconds_count"), whole("courtside_feed_patch_seconds_sum")


def test_latency_is_that_of_the_oldest_frame_of_a_revision(now: int) -> None:
    """Frames that are published together count once, by the first; what comes meanwhile counts with the next."""
    latency, (count, total) = PatchLatency(), observed()
    latency.received(now - 3_000)
    latency.received(now - 1_000)
    latency.publishing()
    latency.received(now - 500)
    latency.published(live=True)
    assert observed()[0] == count + 1
    assert observed()[1] - total == pytest.approx(3)
    latency.publishing()
    latency.published(live=True)
    assert observed()[1] - total == pytest.approx(3.5)


def test_latency_of_a_publishing_that_failed_goes_on(now: int) -> None:
    """While the store is away the time runs on from the first frame that was not published."""
    latency, (count, total) = PatchLatency(), observed()
    latency.received(now - 9_000)
    latency.publishing()  # and it raises
    latency.received(now - 1_000)
    latency.publishing()
    latency.published(live=True)
    assert observed()[0] == count + 1
    assert observed()[1] - total == pytest.approx(9)


def test_backlog_is_not_timed() -> None:
    """What is published after a catch-up, or changed nothing, says nothing about latency."""
    latency, (count, _) = PatchLatency(), observed()
    latency.received(now_ms())
    latency.publishing()
    latency.published(live=False)
    latency.publishing()
    latency.published(live=True)
    assert observed()[0] == count
