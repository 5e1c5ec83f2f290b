"""A real game on air from its first quarter to the final: a desk at work, and all that can go away goes away.

Three pages show it: an output without delay, one with, and the desk's preview of that one; more are opened on the way.
The quarters are played fast, and what the clock does is looked at where the game is played at the speed of life. What
each page has shown, at each of its frames, is judged at the end by air_rules.py.
"""

from __future__ import annotations

import asyncio
import json
import re
import time
from pathlib import Path
from typing import Any

import pytest

from broadcast.live.redis_store import RedisStore
from broadcast.recordings.format import load
from tests import recorded
from tests.endtoend import air_rules as rules
from tests.endtoend import page as pages
from tests.endtoend.air import LATE, STAGE, WITHIN, Air, Desk, Shown, Studio, desk, spans, studio
from tests.endtoend.link import Link
from tests.endtoend.processes import Program, program
from tests.endtoend.tape import Tape
from tests.endtoend.test_real_game import import_game
from tests.ports import take_port

pytestmark = [pytest.mark.browser, pytest.mark.endtoend, pytest.mark.games, pytest.mark.servers]

DELAY = 2500
"""How far the delayed output is behind, ms. At the speed of the quarters that is a quarter of one."""
FAST = 300.0
BEGINNING = 1576.0
"""Where the show begins, s of the recording: in the last minute of a quarter the clock runs, stands, and runs again."""
STILL_RUNNING = 1586.5
SECOND_QUARTER, HALF = 2400.0, 3500.0
THIRD_QUARTER, LATE_RUN = 5300.0, 6768.4
"""Where a fast stretch ends, and what it is followed by: the break, and a time in which the clock runs for 37 s."""
LAST_MINUTE = 7990.0
NO_NETWORK = 7.5
"""How long the pages are cut off, s. A clock that ran is hidden after 6 s, and that must be seen; what a longer time
adds is that the pages try less and less often, which is the long variant's."""


class Show:
    """What a show is made with, and what is remembered of it."""

    def __init__(self, running: Program, link: Link, tape: Tape, at_desk: Desk, stage: Studio) -> None:
        self.running, self.link, self.tape, self.desk, self.studio = running, link, tape, at_desk, stage
        self.outputs: list[tuple[int, str]] = []
        self.on_air: list[tuple[float, bool]] = []
        """When the bug was on air on every page, from when all showed it until the command that took it out."""
        self.game, self.by_hand = rules.Past(), rules.Past()

    @property
    def main(self) -> int:
        return self.outputs[0][0]

    @property
    def late(self) -> int:
        return self.outputs[1][0]

    async def both(self, word: str, **arguments: Any) -> None:
        """Command both outputs."""
        for pk, _ in self.outputs:
            await self.desk.do(pk, word, **arguments)

    async def bug_comes(self, *pages: Air) -> None:
        """Wait until the pages show the bug, for good."""
        for air in pages:
            await air.until(lambda shown: shown.bug is not None, "the bug")
        await asyncio.sleep(0.4)  # it comes in within 320 ms
        self.on_air.append((time.time() * 1000, True))

    def bug_goes(self) -> None:
        """Note that the bug is about to be taken out."""
        self.on_air.append((time.time() * 1000, False))

    async def note(self) -> None:
        """Read what the store has kept of the game and of what was set by hand."""
        store = RedisStore(self.running.redis.url)
        try:
            event_id = self.tape.event_id
            self.game.note(await store.history(f"game:{event_id}"))
            self.by_hand.note(await store.history(f"manual:{event_id}"), ["groups"])
        finally:
            await store.aclose()

    async def first_paint(self, output: int) -> None:
        """What a delayed overlay's address answers is the game as it was, and no newer."""
        pk, path = self.outputs[output]
        answer = await self.desk.read(path)
        found = re.search(r'<script id="start" type="application/json">(.*?)</script>', answer.text)
        assert found
        start = json.loads(found[1])
        held = start["documents"][f"game:{self.tape.event_id}"]
        assert held["at"] <= start["now"] - DELAY

    async def truth(self, output: int) -> tuple[int, int]:
        """Return the score as the output airs it now, visitors first."""
        told = (await self.desk.read(f"/api/games/{self.tape.event_id}/aired?output={output}")).json()
        return told["state"]["score"]["away"], told["state"]["score"]["home"]


def shows(graphic: str) -> Any:
    """Return what tells whether a page shows a graphic."""
    return lambda shown: graphic in shown.graphics


async def first_quarter(show: Show, main: Air, late: Air, preview: Air) -> float:
    """At the speed of life: graphics come and go, values are set by hand, the server is killed and started.

    Returns when it was killed (epoch ms): from then on a clock that stood may stand for 10 s, whatever is played.
    """
    at = show.desk
    await show.both("take", cue={"graphic": "lower-name", "data": {"name": "Vera Okafor", "title": "Commentary"}})
    await asyncio.gather(*(air.until(shows("lower-name"), "a name") for air in (main, late, preview)))
    await show.both("take", cue={"graphic": "shot-chart", "data": {"team": "home"}})
    await asyncio.gather(*(air.until(shows("shot-chart"), "a shot chart") for air in (main, late)))
    await main.until(lambda shown: "lower-name" not in shown.graphics, "no name beside a shot chart")
    await at.do(show.late, "standby", cue={"graphic": "line-score"})
    await preview.until(shows("line-score"), "what stands by")
    before = await show.truth(show.main)
    await at.by_hand("correct", home=2)
    await main.until(lambda shown: shown.score is not None and shown.score[1] >= before[1] + 2, "a corrected score")
    await at.by_hand("score", home=150, away=149)
    for air in (main, late):
        await air.until(lambda shown: shown.score == (149, 150), "a score by hand")
    await at.by_hand("release", group="score")
    await main.until(lambda shown: shown.score is not None and shown.score[0] < 100, "the feed's score")
    await show.both("clear")
    await asyncio.gather(*(air.until(lambda shown: not shown.graphics, "the bug alone") for air in (main, late)))
    await show.tape.reach(STILL_RUNNING)
    away = time.time() * 1000
    show.running.kill("serve")
    await asyncio.to_thread(show.running.start_web)
    await asyncio.gather(heals(show, main), heals(show, late))
    return away


async def heals(show: Show, air: Air) -> None:
    """Wait until a page hears of the game again: a time of the clock that was sent after now."""
    since = time.time() * 1000
    end = time.monotonic() + WITHIN
    while not any(at > since and frame["op"] in ("patch", "snapshot") for at, frame in air.heard):
        assert time.monotonic() < end, f"{air.name} does not come back"
        await asyncio.sleep(0.05)
        await air.learn()


async def half_time(show: Show, main: Air, late: Air) -> None:
    """In the break: a full frame takes the bug out and gives it back, and the clock runs by hand."""
    await main.until(lambda shown: shown.bug is not None and shown.bug["label"] == "HALF", "HALF")
    await late.until(lambda shown: shown.bug is not None and shown.bug["label"] == "HALF", "HALF")
    show.bug_goes()
    await show.both("take", cue={"graphic": "half-time"})
    for air in (main, late):
        await air.until(lambda shown: "half-time" in shown.graphics and shown.bug is None, "the full frame alone")
    await show.both("out")
    await show.bug_comes(main, late)
    await show.desk.by_hand("clock", do="set", ms=65_000, period="Q2")
    await asyncio.gather(*(air.until(lambda shown: time_of(shown) == "1:05", "1:05") for air in (main, late)))
    await show.desk.by_hand("clock", do="start")
    for air in (main, late):
        await air.until(lambda shown: time_of(shown) not in ("", "1:05"), "a clock that runs by hand")
    await show.desk.by_hand("clock", do="stop")
    await show.desk.by_hand("release", group="clock")
    await main.until(lambda shown: shown.bug is not None and shown.bug["label"] == "HALF", "HALF again")


def time_of(shown: Shown) -> str:
    """Return the time of the game clock on a bug."""
    return shown.bug["time"] if shown.bug else ""


async def runs(air: Air) -> None:
    """Wait until a page hears that the clock runs: that is found out from what the feed sends."""
    start, end = len(air.heard), time.monotonic() + WITHIN
    while not any(told_to_run(frame) for _, frame in air.heard[start:]):
        assert time.monotonic() < end, f"{air.name} does not hear that the clock runs"
        await asyncio.sleep(0.1)
        await air.learn()


def told_to_run(frame: dict[str, Any]) -> bool:
    """Tell whether a frame says that the clock runs."""
    return (frame.get("patch") or frame.get("state") or {}).get("clock", {}).get("running") is True


async def without_network(show: Show, main: Air, late: Air, seconds: float) -> None:
    """While the clock runs the pages are cut off: they stay, the clock runs on for 6 s and goes, and comes back."""
    for air in (main, late):
        await runs(air)
    await asyncio.to_thread(show.link.cut)
    cut = time.time() * 1000
    for air in (main, late):
        await air.until(lambda shown: time_of(shown) == "", "that the clock is hidden")
        await air.learn()
        went = next(shown.at for shown in air.shown if shown.at > cut and time_of(shown) == "")
        # The last sample is up to a second older than the cut.
        assert rules.LOST - 1200 <= went - cut <= rules.LOST + air.late(went), f"hidden after {went - cut:.0f} ms"
    await nothing_but_the_bug(main)
    await asyncio.sleep(max(0.0, seconds - (time.time() * 1000 - cut) / 1000))
    await asyncio.to_thread(show.link.mend)
    await asyncio.gather(*(air.until(lambda shown: time_of(shown) != "", "the clock again") for air in (main, late)))


async def nothing_but_the_bug(air: Air) -> None:
    """The whole picture is transparent but for the bug."""
    whole = await air.camera.picture({"x": 0, "y": 0, **STAGE}, bug=False)
    assert whole.box == [592, 938, 1328, 1026], f"{air.name} shows something else: {whole.box}"


@pytest.mark.parametrize("no_network", [NO_NETWORK, pytest.param(30.0, marks=pytest.mark.soak)])
async def test_real_game_is_on_air(tmp_path: Path, no_network: float) -> None:
    """The picture never blanks, the clock keeps its rules, nothing delayed comes early, and everything heals."""
    path = import_game(tmp_path, "nba-live", recorded.nba_files())
    recording = load(path)
    with program(tmp_path, apart=True) as running:
        running.start_standin(path, speed=1, offset=BEGINNING)
        tape = Tape(running, recording)
        await tape.go(0)
        running.start_worker()
        await asyncio.gather(
            asyncio.to_thread(running.manage, "follow", tape.event_id, "--rules=NBA"),
            asyncio.to_thread(running.start_web),
        )
        link = Link(take_port(), running.port)
        try:
            async with desk(running, tape.event_id) as at_desk, pages.browser() as chromium:
                base = f"http://127.0.0.1:{link.port}"
                async with studio(chromium, base, at_desk.cookie) as stage:
                    await play(Show(running, link, tape, at_desk, stage), no_network)
        finally:
            link.close()


async def play(show: Show, no_network: float) -> None:
    """Play the show, and judge what was seen of it."""
    tape, stage = show.tape, show.studio

    show.outputs = [await show.desk.output("Program", 0), await show.desk.output("Delayed", DELAY)]
    main = await stage.open("the program", show.outputs[0][1], filmed=True)
    late = await stage.open("the delayed program", show.outputs[1][1], DELAY, filmed=True)
    preview = await stage.open("the preview", f"/outputs/{show.late}/picture/?view=preview", DELAY)
    await show.bug_comes(main, late, preview)
    life = [(time.time() * 1000, 0.0)]
    await tape.go(1)
    life[0] = (life[0][0], await first_quarter(show, main, late, preview))

    await tape.go(FAST)
    fresh = await stage.open("a page opened in mid-game", show.outputs[1][1], DELAY)
    await show.first_paint(1)
    show.running.redis.stop()
    await asyncio.to_thread(show.running.redis.start)
    await asyncio.gather(heals(show, main), heals(show, late))
    await show.first_paint(1)
    again = await stage.reload(fresh, "a page loaded anew")
    await again.until(lambda shown: shown.bug is not None, "the bug")
    await tape.reach(SECOND_QUARTER)
    await tape.skip(HALF, 0)
    await half_time(show, main, late)
    await show.note()

    await tape.go(FAST)
    await tape.reach(THIRD_QUARTER)
    await tape.skip(LATE_RUN, 1)
    life.append((time.time() * 1000, 0.0))
    await without_network(show, main, late, no_network)
    life[1] = (life[1][0], time.time() * 1000)
    await show.note()
    show.bug_goes()
    await show.both("panic")
    for air in (main, late):
        await air.until(lambda shown: shown.bug is None and not shown.graphics, "nothing")
    assert (await main.camera.picture({"x": 0, "y": 0, **STAGE}, bug=False)).box is None
    await asyncio.sleep(0.5)  # sooner it would be taken for another desk's
    await show.both("panic")
    await show.bug_comes(main, late)

    await tape.go(FAST)
    await tape.reach(LAST_MINUTE)
    noted = time.time() * 1000
    await show.note()
    await main.until(is_final, "FINAL", 60)
    last = await stage.open("a page opened at the end", show.outputs[1][1], DELAY)
    for air in (last, main, late, preview, again):
        await air.until(is_final, "FINAL", 60)
    await stage.learn()
    for air in (fresh, again, last):
        assert f"game:{tape.event_id}" in air.start["documents"], f"{air.name} was served no game"
    judge(show, life, noted)


def is_final(shown: Shown) -> bool:
    """Tell whether a page shows how the game has ended."""
    return shown.bug is not None and shown.bug["label"] == "FINAL" and shown.score == (99, 125)


def judge(show: Show, life: list[tuple[float, float]], noted: float) -> None:
    """Hold what every page has shown against the rules. What the store has kept is known until it was `noted`."""
    now = time.time() * 1000
    on_air = list(spans(show.on_air, now))
    filmed = [air for air in show.studio.pages if air.camera.pictures]
    assert len(filmed) == 2
    for air in filmed:
        assert rules.check_pictures(air, on_air) > 50, "pictures"
        rules.check_shown(air, on_air)
    for air in show.studio.pages:
        assert air.faults == []
        looked = rules.check_nothing_comes_early(air, show.game, show.by_hand, show.tape, noted)
        assert looked > 0 or air.shown[0].at > noted
        assert rules.check_clock(air) > 0
        rules.check_shown(air, [])
    settled = [(since + DELAY + LATE, until) for since, until in life]
    for air in filmed:
        for since, until in settled:
            assert rules.check_against_recording(air, show.tape, since, until) > 5
