"""Faults of time and corrections, over real sockets: late, stalled, slow, off the hour, lowered."""

from __future__ import annotations

import asyncio
import time
from email.utils import parsedate_to_datetime
from typing import Any

import httpx
import pytest

from broadcast.recordings.simulator import simulate
from broadcast.standin.faults import FaultError, Faults
from broadcast.standin.server import StandIn
from broadcast.standin.stream import Limits
from tests.standin.build import EVENT_ID, game
from tests.standin.client import TLS, USERS, frames, get, rest_of, sign, stream

STATS = f"/v1/data/stats/games/{EVENT_ID}/stats"
QUICK = Limits(grace=0.05, stall=0.4)


def at(seconds: float, faults: str, **options: Any) -> StandIn:
    """Make a server whose game all but stands at a position."""
    return StandIn([game()], users=USERS, speed=0.01, offset=seconds * 1000, faults=faults, **options)


def begin(standin: StandIn, position: float, now: float) -> None:
    """Have the game go on from a position, s, at once."""
    channel = standin.channels[EVENT_ID]
    channel.playback.clock.seek(position * 1000, now)
    channel.poke()


async def test_delay() -> None:
    """Every frame goes out so many seconds after it was due, in order, and none is lost."""
    sent: list[tuple[float, str]] = []
    standin = StandIn(
        [game()],
        users=USERS,
        start=4e9,
        speed=100,
        faults="delay=0.4",
        limits=QUICK,
        on_send=lambda event_id, frame: sent.append((time.time(), frame)),
    )
    async with standin, stream(standin, "&source=marker&source=stats&source=shots") as socket:
        start = time.time()  # now that it is connected, however long that took
        begin(standin, 0, start)
        received = await rest_of(socket)
    due = [start + record.at / 100_000 for record in game().records if record.source in ("marker", "stats", "shots")]
    assert [frame["seq"] for frame in received] == sorted(frame["seq"] for frame in received)
    assert len(sent) == len(due)
    late = [moment - planned for (moment, _), planned in zip(sent, due, strict=True)]
    assert min(late) >= 0.4
    # One that is due when the machine has other things to do comes later, but not every one is delayed twice.
    assert min(late[3:]) < 0.8


async def test_delay_ends() -> None:
    """What was held back comes at once when the delay is taken away."""
    async with at(60, "delay=3600") as standin, stream(standin, "&source=shots") as socket:
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(socket.recv(), 0.2)
        standin.set_faults("")
        assert len(await frames(socket, 3)) == 3


async def test_stall() -> None:
    """A stalled socket says nothing for a while, not even pong, and then everything it has missed."""
    limits = Limits(stall=4.0)
    async with at(22, "stall=0.2", limits=limits) as standin, stream(standin, "&source=shots") as socket:
        await frames(socket, 1)
        with pytest.raises(TimeoutError):
            while True:
                await asyncio.wait_for(await socket.ping(), 0.3)
        standin.set_faults("")
        begin(standin, 60, time.time())  # by no request, which could take as long as the stall
        pong = asyncio.ensure_future(await socket.ping())
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(socket.recv(), 0.3)
        assert not pong.done()
        assert [frame["data"]["s"] for frame in await frames(socket, 2)] == ["DELETED", "RECORDED"]
        await asyncio.wait_for(pong, 20)


async def test_slow() -> None:
    """REST answers take their time, and are right."""
    async with at(60, "slow=0.3") as standin:
        started = time.monotonic()
        answer = await get(standin, STATS)
        assert 0.14 <= time.monotonic() - started < 30  # and not for ever
    assert answer.status_code == 200


@pytest.mark.parametrize("skew", [3600, -3600])
async def test_skew(skew: int) -> None:
    """A service whose clock is off says so in its Date, and refuses signatures of the right time."""
    async with at(60, f"skew={skew}") as standin, httpx.AsyncClient(verify=TLS) as client:
        refused = await get(standin, STATS)
        assert refused.status_code == 401
        date = refused.headers["date"]
        assert parsedate_to_datetime(date).timestamp() - time.time() == pytest.approx(skew, abs=5)
        headers = sign("GET", STATS, standin.url.removeprefix("http://"), date)
        assert (await client.get(standin.url + STATS, headers=headers)).status_code == 200


async def test_a_little_skew_is_allowed() -> None:
    """A few minutes off are within what is documented."""
    async with at(60, "skew=200") as standin:
        assert (await get(standin, STATS)).status_code == 200


@pytest.mark.parametrize("spec", ["skew=inf", "skew=nan", "skew=", "delay=0", "stall=-1", "slow=soon", "lower=1.5"])
def test_wrong_specs(spec: str) -> None:
    """A wrong spec is refused."""
    with pytest.raises(FaultError):
        Faults.parse(spec)


def test_negative_skew_reads_back() -> None:
    """A clock can be behind."""
    assert Faults.parse("skew=-30").spec() == "skew=-30.0"


async def test_lower() -> None:
    """Baskets are taken back on the stream and on REST alike, in totals, plays, shots and lines."""
    recording = simulate(7, "FIBA")
    event_id = recording.header.game["event_id"]
    options: dict[str, Any] = {"users": USERS, "speed": 6000, "limits": Limits(grace=0.2)}
    async with StandIn([recording], faults="lower=0.4,seed=7", **options) as standin:
        async with stream(
            standin, "&source=shots&source=details&source=stats&source=broadcastsummary", event_id
        ) as socket:
            received = await rest_of(socket)
        answer = (await get(standin, f"/v1/data/stats/games/{event_id}/stats,shots,details")).json()
    shots: dict[tuple[str, int], Any] = {}
    plays: dict[str, Any] = {}
    lines: dict[str, dict[str, int]] = {}
    deleted = 0
    for frame in received:
        data = frame["data"]
        if frame["source"] == "shots":
            shots[data["pid"], data["t"]] = data
            deleted += data["s"] == "DELETED"
        elif frame["source"] == "details":
            plays[data["eventId"]] = data
        elif frame["source"] == "stats":
            lines.setdefault(data["pid"], {}).update(data["totalStats"])
    assert deleted > 10
    assert sorted((row["pid"], row["t"]) for row in answer["shots"]) == sorted(
        place for place, row in shots.items() if row["s"] != "DELETED"
    )
    kept = {name for name, row in plays.items() if not row["classification"].startswith("DELETED_")}
    assert {row["eventId"] for row in answer["details"]} == kept
    for row in answer["stats"]:
        told = {name: value for name, value in lines[row["pid"]].items() if "TEAM_SCORE" not in name}
        assert row["totalStats"] == told
    totals = answer["gameTotals"]
    assert [frame["data"]["gameTotals"] for frame in received if frame["source"] == "broadcastsummary"][-1] == totals
    for side in ("homeTeamScore", "awayTeamScore"):
        mine = [row["totalStats"].get("PTS", 0) for row in answer["stats"] if row["tid"] == totals[side]["teamId"]]
        assert sum(mine) == totals[side]["value"]


async def test_lower_at_run_time() -> None:
    """Switched on and off in the middle of a game it changes only what comes, and no number that was given."""
    recording = simulate(7, "FIBA")
    event_id = recording.header.game["event_id"]
    async with StandIn([recording], users=USERS, speed=0.01, offset=3_000_000) as standin:
        channel = standin.channels[event_id]
        await channel.wait(0, 5)
        before = (channel.horizon, channel.numbers[: channel.horizon], channel.timeline.records[: channel.horizon])
        standin.set_faults("lower=1,seed=7")
        after = (channel.horizon, channel.numbers[: channel.horizon], channel.timeline.records[: channel.horizon])
        assert after == before
        assert len(channel.timeline.records) > len(recording.records)
        assert sorted(number for number in channel.numbers if number) == list(range(1, max(channel.numbers) + 1))
        standin.set_faults("")
        assert channel.timeline.records == recording.records


async def test_lower_after_a_restart() -> None:
    """The numbers that a restart gave are kept when baskets are taken back from then on."""
    recording = simulate(7, "FIBA")
    async with StandIn([recording], users=USERS, speed=0.01, offset=3_000_000) as standin:
        channel = standin.channels[recording.header.game["event_id"]]
        await channel.wait(0, 5)
        channel.renumber()
        before = channel.numbers[: channel.horizon]
        assert max(before) < max(channel.timeline.numbering()[: channel.horizon])
        standin.set_faults("lower=1,seed=7")
        assert channel.numbers[: len(before)] == before
        assert sorted(number for number in channel.numbers if number) == list(range(1, max(channel.numbers) + 1))


async def test_lower_spares_other_games() -> None:
    """As one game's own fault it leaves the others alone."""
    one, other = simulate(7, "FIBA"), simulate(8, "FIBA")
    async with StandIn([one, other], users=USERS, speed=0.01) as standin:
        standin.set_game_faults(one.header.game["event_id"], "lower=1")
        assert standin.channels[other.header.game["event_id"]].timeline.records == other.records
        assert standin.channels[one.header.game["event_id"]].timeline.records != one.records
