"""The hub in simulated time: when frames go out, what is in them, and who gets none."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from broadcast.live.connection import MAX_AGE, RESTART, TOO_FAR_BEHIND, WINDOW_BYTES
from broadcast.live.history import Snapshot
from broadcast.live.hub import Hub
from broadcast.live.memory import MemoryStore
from broadcast.live.store import StoreUnavailable
from tests.live.simulated import now_ms, simulate
from tests.live.viewers import LocalViewer

DOC = "game:1"
FIRST = {"score": {"home": 0}, "clock": {"ms": 600_000}}


def simulated(test: Callable[[Hub], Awaitable[None]]) -> Callable[[], None]:
    """Run a test with a hub over a memory store, in simulated time."""

    @wraps(test)
    def run() -> None:
        async def main() -> None:
            await test(Hub(MemoryStore(now=now_ms), now=now_ms))

        simulate(main())

    del run.__wrapped__  # pytest would look for a fixture named hub
    return run


async def watching(hub: Hub, topics: frozenset[str] | None = None, delay: int = 0) -> LocalViewer:
    viewer = LocalViewer(hub)
    viewer.access.delays[DOC] = delay
    assert await viewer.watch(DOC, topics) is None
    return viewer


def patches(viewer: LocalViewer) -> list[dict[str, Any]]:
    return [frame["patch"] for frame in viewer.frames("patch")]


@simulated
async def test_a_viewer_starts_with_a_snapshot(hub: Hub) -> None:
    """A viewer gets the topics it asked for, as they are."""
    writer = await hub.store.open(DOC, FIRST)
    viewer = await watching(hub, frozenset({"score", "units"}))
    assert viewer.received == [
        {
            "op": "snapshot",
            "doc": DOC,
            "epoch": writer.epoch,
            "rev": 1,
            "at": now_ms(),
            "state": {"score": {"home": 0}},
        }
    ]


@simulated
async def test_the_first_change_goes_out_at_once(hub: Hub) -> None:
    """After a quiet time a change is not held back; those of the next 40 ms come together."""
    writer = await hub.store.open(DOC, FIRST)
    viewer = await watching(hub)
    await asyncio.sleep(1)
    await writer.publish({"score": {"home": 2}})
    await asyncio.sleep(0.001)
    assert patches(viewer) == [{"score": {"home": 2}}]
    await writer.publish({"clock": {"ms": 599_000}})
    await asyncio.sleep(0.02)
    await writer.publish({"score": {"home": 4}})
    await asyncio.sleep(0.015)
    assert len(patches(viewer)) == 1
    await asyncio.sleep(0.01)
    assert patches(viewer)[1:] == [{"clock": {"ms": 599_000}, "score": {"home": 4}}]
    frame = viewer.frames("patch")[1]
    assert (frame["base"], frame["rev"], frame["live"]) == (2, 4, True)


@simulated
async def test_what_does_not_compose_comes_one_by_one(hub: Hub) -> None:
    """A field removed and brought back as an object comes as two patches, and nothing old returns."""
    writer = await hub.store.open(DOC, {"plays": {"a": {"text": "old", "was": "older"}}})
    viewer = await watching(hub)
    await writer.publish({"plays": {}})
    await writer.publish({"plays": {"a": {"text": "new"}}})
    await asyncio.sleep(0.1)
    assert patches(viewer) == [{"plays": {"a": None}}, {"plays": {"a": {"text": "new"}}}]
    assert viewer.held[DOC].state == {"plays": {"a": {"text": "new"}}}


@simulated
async def test_other_topics_are_not_sent(hub: Hub) -> None:
    """A patch left empty by the topics is not sent, and the next one reaches back over it."""
    writer = await hub.store.open(DOC, FIRST)
    viewer = await watching(hub, frozenset({"score"}))
    for ms in range(3):
        await writer.publish({"clock": {"ms": ms}})
        await asyncio.sleep(1)
    assert viewer.frames("patch") == []
    await writer.publish({"score": {"home": 2}})
    await asyncio.sleep(1)
    frame = viewer.frames("patch")[0]
    assert (frame["base"], frame["rev"], frame["patch"]) == (1, 5, {"score": {"home": 2}})


@simulated
async def test_a_change_is_encoded_once_for_all(hub: Hub) -> None:
    """Viewers of the same topics and delay get the same text, encoded once."""
    writer = await hub.store.open(DOC, FIRST)
    for _ in range(50):
        await watching(hub)
    assert hub.counters.encoded == 1
    await writer.publish({"score": {"home": 2}})
    await asyncio.sleep(0.1)
    assert (hub.counters.encoded, hub.counters.patches, hub.counters.snapshots) == (2, 50, 50)


@simulated
async def test_caught_up_changes_are_not_live(hub: Hub) -> None:
    """A change published as not live is sent so, and what it is composed with too."""
    writer = await hub.store.open(DOC, FIRST)
    viewer = await watching(hub)
    await asyncio.sleep(1)
    await writer.publish({"score": {"home": 2}}, live=False)
    await asyncio.sleep(0.01)
    await writer.publish({"score": {"home": 4}}, live=False)
    await writer.publish({"score": {"home": 6}})
    await asyncio.sleep(1)
    await writer.publish({"score": {"home": 8}})
    await asyncio.sleep(1)
    assert [frame["live"] for frame in viewer.frames("patch")] == [False, False, True]


@simulated
async def test_resuming_gives_what_was_missed(hub: Hub) -> None:
    """A viewer that comes back with its revision gets the missing changes as one patch that is not live."""
    writer = await hub.store.open(DOC, FIRST)
    viewer = await watching(hub)
    viewer.reconnect()
    for home in range(1, 301):
        await writer.publish({"score": {"home": home}})
    await viewer.watch(DOC, resume=True)
    frame = viewer.received[-1]
    assert (frame["op"], frame["base"], frame["rev"], frame["live"]) == ("patch", 1, 301, False)
    assert viewer.held[DOC].state["score"] == {"home": 300}


@simulated
async def test_a_patch_reaches_as_far_as_it_is_true(hub: Hub) -> None:
    """A patch's revision covers later changes of other topics too, so that what comes next follows on it."""
    writer = await hub.store.open(DOC, FIRST)
    viewer = await watching(hub, frozenset({"score"}))
    viewer.reconnect()
    await writer.publish({"score": {"home": 1}})
    await writer.publish({"clock": {"ms": 1}})
    await viewer.watch(DOC, frozenset({"score"}), resume=True)
    assert viewer.held[DOC].rev == 3


@simulated
async def test_resuming_from_far_back_gives_a_snapshot(hub: Hub) -> None:
    """More than 300 changes, another epoch and a revision nobody made are each answered with a snapshot."""
    writer = await hub.store.open(DOC, FIRST)
    viewer = await watching(hub)
    for home in range(1, 302):
        await writer.publish({"score": {"home": home}})
    viewer.reconnect()
    await viewer.watch(DOC, resume=True)
    viewer.held[DOC].epoch = "another"
    viewer.reconnect()
    await viewer.watch(DOC, resume=True)
    viewer.held[DOC].rev = 1000
    viewer.reconnect()
    await viewer.watch(DOC, resume=True)
    assert [frame["op"] for frame in viewer.received] == ["snapshot"] * 4
    assert viewer.held[DOC].rev == 302


@simulated
async def test_resuming_with_nothing_missed_gives_a_beat(hub: Hub) -> None:
    """A viewer that missed nothing hears at once that it is up to date."""
    await hub.store.open(DOC, FIRST)
    viewer = await watching(hub)
    viewer.reconnect()
    await viewer.watch(DOC, resume=True)
    assert [frame["op"] for frame in viewer.received] == ["snapshot", "beat"]


@simulated
async def test_beats(hub: Hub) -> None:
    """A beat comes every 5 s and says when the writer was last seen."""
    writer = await hub.store.open(DOC, FIRST)
    viewer = await watching(hub)
    opened = now_ms()
    await asyncio.sleep(11)
    await writer.touch()
    await asyncio.sleep(5)
    beats = viewer.frames("beat")
    assert [beat["writer_seen"] for beat in beats] == [opened, opened, opened + 11_000]
    assert [beat["now"] - opened for beat in beats] == [5000, 10_000, 15_000]


@simulated
async def test_a_full_window_shuts(hub: Hub) -> None:
    """After 64 KiB that were not acknowledged nothing more is sent; the ack brings it all as one patch."""
    writer = await hub.store.open(DOC, {"plays": {}})
    viewer = await watching(hub)
    other = await watching(hub)
    viewer.acking = False
    plays: dict[str, Any] = {}
    for key in range(40):
        plays = {**plays, str(key): {"text": "x" * 4000}}
        await writer.publish({"plays": plays})
        await asyncio.sleep(0.1)
    assert WINDOW_BYTES <= viewer.bytes < WINDOW_BYTES + 5000
    assert hub.counters.behind == 1
    assert other.held[DOC].state == writer.state
    got = len(viewer.frames("patch"))
    viewer.acking = True
    viewer.ack()
    await asyncio.sleep(0.01)
    assert [frame["live"] for frame in viewer.frames("patch")[got:]] == [False]
    assert viewer.held[DOC].state == writer.state
    assert hub.counters.behind == 0


@simulated
async def test_a_viewer_far_behind_gets_a_snapshot(hub: Hub) -> None:
    """Where the patches that are missed do not compose and are many, a snapshot takes their place."""
    writer = await hub.store.open(DOC, {"plays": {}})
    viewer = await watching(hub)
    viewer.acking = False
    for _ in range(60):
        await writer.publish({"plays": {"a": "x" * 5000}})
        await asyncio.sleep(0.1)
        await writer.publish({"plays": {"a": {"text": "an object in the place of a text"}}})
        await asyncio.sleep(0.1)
    viewer.ack()
    await asyncio.sleep(0.01)
    assert len(viewer.frames("snapshot")) == 2
    assert viewer.held[DOC].state == writer.state


@simulated
async def test_a_resumed_viewer_is_reached_back_to(hub: Hub) -> None:
    """A viewer whose topics did not change while it was away keeps its revision; what comes applies to it."""
    writer = await hub.store.open(DOC, FIRST)
    viewer = await watching(hub, frozenset({"score"}))
    for home in (0, 2):
        viewer.reconnect()
        await writer.publish({"clock": {"ms": home}})
        await asyncio.sleep(1)
        other = await watching(hub, frozenset({"score"}))
        await viewer.watch(DOC, frozenset({"score"}), resume=True)
        await writer.publish({"score": {"home": home + 2}})
        await asyncio.sleep(1)
        assert viewer.held[DOC].state == other.held[DOC].state == {"score": {"home": home + 2}}


@simulated
async def test_two_documents_share_one_window(hub: Hub) -> None:
    """While a socket's window is shut all its documents wait, and one ack brings all of them up to date."""
    writers = [await hub.store.open(doc, FIRST) for doc in (DOC, "game:2")]
    viewer = await watching(hub)
    await viewer.watch("game:2")
    viewer.acking = False
    viewer.ack()
    await writers[0].publish({"score": {"home": 1}})
    await asyncio.sleep(6)
    for writer in writers:
        await writer.publish({"score": {"home": 2}})
    await asyncio.sleep(1)
    assert hub.counters.behind == 2
    hub.acked(viewer.connection, DOC, 2)
    assert hub.counters.behind == 0
    assert [viewer.held[doc].state["score"] for doc in (DOC, "game:2")] == [{"home": 2}] * 2
    for writer in writers:
        await writer.publish({"score": {"home": 3}})
    await asyncio.sleep(1)
    assert [viewer.held[doc].state["score"] for doc in (DOC, "game:2")] == [{"home": 3}] * 2
    assert [frame["live"] for frame in viewer.frames("patch")] == [True, False, False, True, True]


@simulated
async def test_an_old_frame_shuts_the_window(hub: Hub) -> None:
    """A viewer whose oldest frame is 5 s old gets nothing, no beat either; at 30 s it is closed."""
    writer = await hub.store.open(DOC, FIRST)
    viewer = await watching(hub)
    viewer.acking = False
    await writer.publish({"score": {"home": 2}})
    await asyncio.sleep(5.5)
    got = len(viewer.received)
    await writer.publish({"score": {"home": 4}})
    await asyncio.sleep(MAX_AGE - 6)
    assert len(viewer.received) == got
    assert hub.counters.closed_behind == 0
    await asyncio.sleep(2)
    assert viewer.closed == TOO_FAR_BEHIND
    assert (hub.counters.viewers, hub.counters.closed_behind) == (0, 1)
    await hub.shutdown()


@simulated
async def test_one_ack_covers_what_was_sent_before(hub: Hub) -> None:
    """An ack of one document covers frames of others sent before it, since a socket keeps order."""
    await hub.store.open("game:2", FIRST)
    await hub.store.open(DOC, FIRST)
    viewer = await watching(hub)
    viewer.acking = False
    await viewer.watch("game:2")
    hub.acked(viewer.connection, "game:2", 1)
    assert viewer.connection.unacked_bytes == 0
    await viewer.watch("game:2")
    hub.acked(viewer.connection, DOC, 1)
    assert viewer.connection.unacked_bytes > 0


@simulated
async def test_a_delayed_viewer_never_learns_the_present(hub: Hub) -> None:
    """With a delay everything, the first snapshot included, is as it was that long ago."""
    writer = await hub.store.open(DOC, FIRST)
    await asyncio.sleep(10)
    await writer.publish({"score": {"home": 2}})
    await asyncio.sleep(1)
    viewer = await watching(hub, delay=3000)
    assert viewer.held[DOC].state["score"] == {"home": 0}
    await asyncio.sleep(1.9)
    assert patches(viewer) == []
    await asyncio.sleep(0.11)
    assert patches(viewer) == [{"score": {"home": 2}}]
    assert viewer.frames("patch")[0]["live"] is True


@simulated
async def test_a_delayed_viewer_waits_for_the_beginning(hub: Hub) -> None:
    """A document younger than the delay is not shown before it is as old as that."""
    await hub.store.open(DOC, FIRST)
    viewer = await watching(hub, delay=2000)
    await asyncio.sleep(1.9)
    assert viewer.received == []
    await asyncio.sleep(0.2)
    assert [frame["op"] for frame in viewer.received] == ["snapshot"]


@simulated
async def test_a_delayed_viewer_resumes_in_its_past(hub: Hub) -> None:
    """A delayed viewer that comes back gets what it missed up to its own moment, and no more."""
    writer = await hub.store.open(DOC, FIRST)
    await asyncio.sleep(10)
    viewer = await watching(hub, delay=3000)
    for home in (1, 2, 3, 4):
        await writer.publish({"score": {"home": home}})
        await asyncio.sleep(1)
    viewer.reconnect()
    await viewer.watch(DOC, resume=True)
    await asyncio.sleep(0.01)
    assert viewer.held[DOC].state["score"] == {"home": 2}
    viewer.reconnect()
    viewer.held[DOC].state, viewer.held[DOC].rev = FIRST, 1
    await viewer.watch(DOC, resume=True)
    assert (viewer.held[DOC].rev, viewer.held[DOC].state["score"]) == (3, {"home": 2})


@simulated
async def test_raising_the_delay_holds_the_frame(hub: Hub) -> None:
    """After the delay was raised nothing is sent until the later changes are old enough."""
    writer = await hub.store.open(DOC, FIRST)
    await asyncio.sleep(10)
    viewer = await watching(hub)
    await writer.publish({"score": {"home": 2}})
    await asyncio.sleep(0.1)
    viewer.access.delays[DOC] = 4000
    hub.recheck()
    await writer.publish({"score": {"home": 4}})
    hub.recheck()
    await asyncio.sleep(3.8)
    assert [frame["op"] for frame in viewer.received] == ["snapshot", "patch", "beat"]
    await asyncio.sleep(0.4)
    assert viewer.held[DOC].state["score"] == {"home": 4}
    assert len(viewer.frames("snapshot")) == 1


@simulated
async def test_lowering_the_delay_jumps_once(hub: Hub) -> None:
    """After the delay was lowered one patch that is not live leads to the new moment."""
    writer = await hub.store.open(DOC, FIRST)
    await asyncio.sleep(10)
    viewer = await watching(hub, delay=5000)
    for home in (2, 4, 6):
        await writer.publish({"score": {"home": home}})
        await asyncio.sleep(1)
    viewer.access.delays[DOC] = 0
    hub.recheck()
    await asyncio.sleep(0.1)
    assert [(frame["patch"], frame["live"]) for frame in viewer.frames("patch")] == [({"score": {"home": 6}}, False)]
    await asyncio.sleep(10)
    assert len(viewer.frames("patch")) == 1


@simulated
async def test_a_document_that_comes_later_is_served(hub: Hub) -> None:
    """A document that does not exist yet is served as soon as it does, and again after it was made anew."""
    viewer = await watching(hub)
    await asyncio.sleep(30)
    assert viewer.received == []
    first = await hub.store.open(DOC, FIRST)
    await asyncio.sleep(0.1)
    assert viewer.held[DOC].epoch == first.epoch
    await hub.store.close(DOC)
    second = await hub.store.open(DOC, {"score": {"home": 9}})
    await asyncio.sleep(0.1)
    assert (viewer.held[DOC].epoch, viewer.held[DOC].state) == (second.epoch, {"score": {"home": 9}})


@simulated
async def test_a_right_taken_away(hub: Hub) -> None:
    """A document that may no longer be watched is taken away with an error; others go on."""
    writer = await hub.store.open(DOC, FIRST)
    viewer, other = await watching(hub), await watching(hub)
    viewer.access.barred.add(DOC)
    hub.recheck()
    await writer.publish({"score": {"home": 2}})
    await asyncio.sleep(0.1)
    error = viewer.received[-1]
    assert (error["op"], error["code"], error["doc"]) == ("error", "forbidden", DOC)
    assert other.held[DOC].rev == 2
    assert await viewer.watch(DOC) == "forbidden"


@simulated
async def test_an_output_says_what_it_may_see(hub: Hub) -> None:
    """A change of the document that rules an access asks it again, which may look at it: nobody need watch it."""
    await hub.store.project("output:1", 1, {"output": {"delay_ms": 0}})
    writer = await hub.store.open(DOC, FIRST)
    await asyncio.sleep(10)
    viewer = await watching(hub)
    viewer.access.ruled_by = "output:1"
    await hub.rule(viewer.connection)
    await asyncio.sleep(15)

    def delay_ms(doc: str) -> int:
        output = hub.peek("output:1")
        return output.state["output"]["delay_ms"] if output and doc == DOC else 0

    viewer.access.delay_ms = delay_ms  # type: ignore[method-assign]
    await hub.store.project("output:1", 2, {"output": {"delay_ms": 3000}})
    await asyncio.sleep(0.1)
    await writer.publish({"score": {"home": 2}})
    await asyncio.sleep(2.9)
    assert viewer.held[DOC].rev == 1
    await asyncio.sleep(0.2)
    assert viewer.held[DOC].rev == 2


@simulated
async def test_the_first_change_of_a_row_reaches_who_watched_it_before(hub: Hub) -> None:
    """A document that was only loaded from its row is known to the store from its first change on: that is told too."""
    row: dict[str, Any] = {"rev": 1, "state": {"groups": {}}}

    async def load(name: str) -> Snapshot:
        return Snapshot(name, "row7", row["rev"], 0, row["state"])

    hub.store.load_missing = load
    viewer = LocalViewer(hub)
    await viewer.watch("manual:7")
    assert viewer.held["manual:7"].state == {"groups": {}}
    row |= {"rev": 2, "state": {"groups": {"score": {"source": "MANUAL"}}}}
    await hub.store.project("manual:7", 2, row["state"])
    await asyncio.sleep(0.1)
    assert viewer.held["manual:7"].state == row["state"]


@simulated
async def test_an_access_that_has_ended_closes_the_socket(hub: Hub) -> None:
    """Who may see nothing any more is sent away, whatever it watched; others stay."""
    await hub.store.project("output:1", 1, {"access": {"tokens": ["5"]}})
    await hub.store.open(DOC, FIRST)
    viewer, other = await watching(hub), await watching(hub)
    for one in (viewer, other):
        one.access.ruled_by = "output:1"
        await hub.rule(one.connection)
    viewer.access.ended = True
    await hub.store.project("output:1", 2, {"access": {"tokens": []}})
    await asyncio.sleep(0.1)
    assert viewer.closed == 4001
    assert other.closed is None


@simulated
async def test_a_new_build_is_announced(hub: Hub) -> None:
    """Every viewer is told that another build is served."""
    viewer = LocalViewer(hub)
    hub.reload("b2")
    assert viewer.received == [{"op": "reload", "build": "b2"}]


@simulated
async def test_shutting_down_closes_all_spread_out(hub: Hub) -> None:
    """A shutdown closes every socket within its time, not all at one moment."""
    await hub.store.open(DOC, FIRST)
    viewers = [await watching(hub) for _ in range(10)]
    stopping = asyncio.create_task(hub.shutdown(over=5))
    await asyncio.sleep(2.6)
    assert [viewer.closed for viewer in viewers].count(RESTART) == 6
    await stopping
    assert {viewer.closed for viewer in viewers} == {RESTART}


@simulated
async def test_a_document_nobody_watches_is_let_go(hub: Hub) -> None:
    """A document is followed on for a while after its last viewer left, then no more."""
    await hub.store.open(DOC, FIRST)
    viewer = await watching(hub)
    hub.unwatch(viewer.connection, DOC)
    await asyncio.sleep(5)
    assert hub.peek(DOC) is not None
    await asyncio.sleep(10)
    assert hub.peek(DOC) is None
    assert (hub.counters.viewers, hub.counters.sockets) == (0, 1)


class FailingStore(MemoryStore):
    """A memory store that can be out of reach."""

    down = False

    async def history(self, name: str) -> Any:
        if self.down:
            raise StoreUnavailable("out of reach")
        return await super().history(name)


def test_a_store_out_of_reach_costs_no_viewer() -> None:
    """While the store cannot be read viewers keep what they have; they go on when it is back."""

    async def main() -> None:
        store = FailingStore(now=now_ms)
        hub = Hub(store, now=now_ms)
        await store.open(DOC, FIRST)
        viewer = await watching(hub)
        store.down = True
        await store.close(DOC)
        await store.open(DOC, {"score": {"home": 9}})
        await asyncio.sleep(12)
        assert viewer.held[DOC].state == FIRST
        store.down = False
        await asyncio.sleep(5)
        assert viewer.held[DOC].state == {"score": {"home": 9}}

    simulate(main())


class SlowStore(MemoryStore):
    """A memory store whose answers take half a second on the way."""

    async def history(self, name: str) -> Any:
        answer = await super().history(name)
        await asyncio.sleep(0.5)
        return answer


def test_nothing_is_lost_while_the_history_is_read() -> None:
    """Changes made while a document is first read, or read again, reach the viewer."""

    async def main() -> None:
        store = SlowStore(now=now_ms)
        hub = Hub(store, now=now_ms)
        writer = await store.open(DOC, FIRST)
        asking = asyncio.create_task(watching(hub))
        for home in range(1, 20):
            await asyncio.sleep(0.1)
            await writer.publish({"score": {"home": home}})
        viewer = await asking
        await asyncio.sleep(1)
        assert viewer.held[DOC].state["score"] == {"home": 19}
        assert viewer.held[DOC].rev == 20

    simulate(main())


def test_an_ended_document_is_loaded() -> None:
    """A document that only the loader has is served, delayed viewers included."""

    async def load(name: str) -> Snapshot | None:
        return Snapshot(name, "e1", 70, now_ms() - 86_400_000, FIRST) if name == DOC else None

    async def main() -> None:
        hub = Hub(MemoryStore(now=now_ms, load_missing=load), now=now_ms)
        for delay in (0, 60_000):
            viewer = await watching(hub, delay=delay)
            assert (viewer.held[DOC].epoch, viewer.held[DOC].rev) == ("e1", 70)

    simulate(main())


def without_composition(sizes: list[int], alone: list[bool]) -> tuple[list[tuple[int, int]], int]:
    """Publish changes of these sizes to a viewer that never acknowledges, each in the turn of the event loop that those
    before it came in, unless one was `alone`. Return from and to which revisions it got patches, and their bytes.
    """
    got: list[tuple[int, int]] = []
    size = 0

    async def main() -> None:
        nonlocal size
        hub = Hub(MemoryStore(now=now_ms), now=now_ms, coalesce=0)
        writer = await hub.store.open(DOC, FIRST)
        viewer = await watching(hub)
        viewer.acking = False
        for number, (length, by_itself) in enumerate(zip(sizes, alone, strict=True), 1):
            await writer.publish({"score": {"home": number, "by": "xy"[number % 2] * length}})
            if by_itself:
                await asyncio.sleep(0.001)
        await asyncio.sleep(0.001)
        got.extend((frame["base"], frame["rev"]) for frame in viewer.frames("patch"))
        size = viewer.bytes
        assert hub.counters.behind == (len(got) < len(sizes))
        assert hub.counters.patches == len(got)

    simulate(main())
    return got, size


@given(st.lists(st.tuples(st.integers(1, 40_000), st.booleans()), min_size=1, max_size=8))
def test_what_goes_out_together_is_what_would_go_out_alone(changes: list[tuple[int, bool]]) -> None:
    """Without composition each change is a patch of its own, and the window shuts after the same one, however many come
    in one turn of the event loop.
    """
    sizes, alone = [size for size, _ in changes], [by_itself for _, by_itself in changes]
    together = without_composition(sizes, alone)
    assert together == without_composition(sizes, [True] * len(sizes))
    revs = [(rev, rev + 1) for rev in range(1, len(sizes) + 1)]
    assert together[0] == revs[: len(together[0])]


def test_of_what_goes_out_together_a_viewer_gets_what_it_lacks() -> None:
    """A viewer whose delay was raised has some of what falls due later: it gets the rest."""

    async def main() -> None:
        hub = Hub(MemoryStore(now=now_ms), now=now_ms, coalesce=0)
        writer = await hub.store.open(DOC, FIRST)
        viewer, other = await watching(hub), await watching(hub, delay=1000)
        await asyncio.sleep(2)
        await writer.publish({"score": {"home": 2}})
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert patches(viewer) == [{"score": {"home": 2}}]
        viewer.access.delays[DOC] = 1000
        hub.recheck()
        await writer.publish({"score": {"home": 3}})
        await writer.publish({"score": {"home": 5}})
        await asyncio.sleep(0.9)
        assert len(patches(viewer)) == 1
        await asyncio.sleep(0.2)
        assert patches(viewer) == patches(other) == [{"score": {"home": home}} for home in (2, 3, 5)]

    simulate(main())
