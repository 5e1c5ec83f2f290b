"""Overlay pages in Chromium as a mixer shows them, and the desk that commands them over the control API.

What a page shows is noted in the page itself, at each of its frames (air_probe.js), and photographed from outside.
What it may show is judged in air_rules.py.
"""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import httpx
from playwright.async_api import Browser, BrowserContext, CDPSession, Page, ViewportSize

from tests.endtoend.processes import PASSWORD, USER, Program

PROBE = Path(__file__).with_name("air_probe.js")
STAGE: ViewportSize = {"width": 1920, "height": 1080}
SMALL: ViewportSize = {"width": 640, "height": 360}
BUG = {"x": 592, "y": 938, "width": 736, "height": 88}
"""Where the bar stands without logos, on the stage."""
EVERY = 0.5
"""A picture of each page is taken so often, s."""
LATE = 600
"""How late a change may be on the screen of a page that draws at each frame, ms: a sample is heard, a frame is due, and
the page knows the server's time to a few tenths."""
WITHIN = 40.0
"""How long a test waits for a page, s: longer than any wait between two tries of a page on a busy machine."""

DEVELOP = """async ({ data, bug }) => {
  const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${data}`)).blob());
  const { width, height } = bitmap;
  const draw = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
  draw.drawImage(bitmap, 0, 0);
  const pixels = draw.getImageData(0, 0, width, height).data;
  const at = (x, y) => (y * width + x) * 4;
  const box = [width, height, 0, 0];
  let least = 255;
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const alpha = pixels[at(x, y) + 3];
      if (bug && x >= 8 && x < width - 8 && alpha < least) least = alpha;
      if (alpha === 0) continue;
      box[0] = Math.min(box[0], x);
      box[1] = Math.min(box[1], y);
      box[2] = Math.max(box[2], x + 1);
      box[3] = Math.max(box[3], y + 1);
    }
  // The digits of the two scores: pixels that differ from the ground of their cell.
  const ink = (left) => {
    const ground = pixels.slice(at(left + 2, 84), at(left + 2, 84) + 3);
    let count = 0;
    for (let y = 4; y < 80; y += 1)
      for (let x = left; x < left + 112; x += 1)
        if (ground.some((value, part) => Math.abs(pixels[at(x, y) + part] - value) > 60)) count += 1;
    return count;
  };
  const night = bug ? [...pixels.slice(at(272, 84), at(272, 84) + 3)] : [];
  return { least, box: box[2] > 0 ? box : null, ink: bug ? [ink(150), ink(474)] : [], night };
}"""


class Shown(NamedTuple):
    """What a page has shown from a moment on (epoch ms), as air_probe.js sees it."""

    at: int
    bug: dict[str, Any] | None
    graphics: dict[str, str]
    stray: str

    @property
    def score(self) -> tuple[int, int] | None:
        """The score on the bug, visitors first."""
        return (int(self.bug["first"][1]), int(self.bug["second"][1])) if self.bug else None


class Picture(NamedTuple):
    """A photograph of the bug, taken between two moments (epoch ms).

    `least` is the smallest alpha of the bug's ground, `ink` how many pixels draw each score, `night` the color of the
    centre block, `box` what is not transparent at all (left, top, right, bottom), None: nothing.
    """

    since: float
    until: float
    least: int
    ink: list[int]
    night: list[int]
    box: list[int] | None


@dataclass
class Camera:
    """Photographs pages with their alpha, at an even rate."""

    cdp: CDPSession
    darkroom: Page
    pictures: list[Picture] = field(default_factory=list)
    _one: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def picture(self, clip: Mapping[str, Any], *, bug: bool) -> Picture:
        """Take one picture."""
        options = {"format": "png", "clip": {**clip, "scale": 1}, "optimizeForSpeed": True}
        async with self._one:  # two at once would each get the other's part of the page
            since = time.time() * 1000
            shot = await self.cdp.send("Page.captureScreenshot", options)
            until = time.time() * 1000
        told = await self.darkroom.evaluate(DEVELOP, {"data": shot["data"], "bug": bug})
        return Picture(since, until, told["least"], told["ink"], told["night"], told["box"])

    async def run(self) -> None:
        """Photograph the bug until cancelled."""
        due = time.monotonic()
        while True:
            self.pictures.append(await self.picture(BUG, bug=True))
            due = max(due + EVERY, time.monotonic())
            await asyncio.sleep(due - time.monotonic())


class Air:
    """One overlay page, from when it was opened until it is closed or loaded anew."""

    def __init__(self, name: str, page: Page, camera: Camera, delay: int) -> None:
        self.name = name
        self.page = page
        self.camera = camera
        self.delay = delay
        self.shown: list[Shown] = []
        self.heard: list[tuple[int, dict[str, Any]]] = []
        self.closed: list[tuple[int, int]] = []
        """When the page's socket was closed, or could not be opened, and by which code."""
        self.stalls: list[tuple[int, int]] = []
        """When the machine was too busy to draw the page."""
        self.start: dict[str, Any] = {}
        """What the page was loaded with."""
        self.known_until = 0
        """When the probe's notes were fetched last, epoch ms."""
        self.faults: list[str] = []
        self._opened: float | None = None

    async def learn(self) -> None:
        """Fetch what the probe has noted since the last time."""
        told = await self.page.evaluate(
            "() => [air.shown.splice(0), air.heard.splice(0), air.stalls.splice(0), air.closed.splice(0), Date.now(),"
            " performance.timeOrigin, document.getElementById('start')?.textContent ?? '{}']"
        )
        shown, heard, stalls, closed, self.known_until, opened, start = told
        assert self._opened in (None, opened), f"{self.name} was loaded anew by itself"
        self._opened, self.start = opened, json.loads(start)
        self.shown += [Shown(at, seen["bug"], seen["graphics"], seen["stray"]) for at, seen in shown]
        self.closed += [(at, code) for at, code in closed]
        self.stalls += [(since, until) for since, until in stalls]
        self.heard += [(at, json.loads(text)) for at, text in heard]

    def late(self, at: float) -> float:
        """Return how late a change may be on the screen at a moment, ms: by how long it could not be drawn before."""
        return LATE + sum(until - since for since, until in self.stalls if since < at + LATE and until > at - 2 * LATE)

    async def until(self, wanted: Callable[[Shown], bool], what: str, seconds: float = WITHIN) -> int:
        """Wait until the page shows what is wanted, and return since when it does at the latest (epoch ms)."""
        end = time.monotonic() + seconds
        while True:
            seen, now = await self.page.evaluate("() => [air.seen, Date.now()]")
            if seen is not None and wanted(Shown(now, seen["bug"], seen["graphics"], seen["stray"])):
                return int(now)
            assert time.monotonic() < end, f"{self.name} does not show {what}, but {seen}"
            await asyncio.sleep(0.02)


class Studio:
    """The browser with the pages of a show, which reach the program over a link of their own."""

    def __init__(self, context: BrowserContext, darkroom: Page, base: str) -> None:
        self._context = context
        self._darkroom = darkroom
        self._base = base
        self.pages: list[Air] = []
        self._cameras: list[asyncio.Task[None]] = []

    async def open(self, name: str, path: str, delay: int = 0, *, filmed: bool = False) -> Air:
        """Open an overlay's address in a page of its own: in full size to film it, else as small as on a desk."""
        page = await self._context.new_page()
        await page.set_viewport_size(STAGE if filmed else SMALL)
        cdp = await self._context.new_cdp_session(page)
        await cdp.send("Emulation.setDefaultBackgroundColorOverride", {"color": {"r": 0, "g": 0, "b": 0, "a": 0}})
        air = Air(name, page, Camera(cdp, self._darkroom), delay)
        page.on("pageerror", lambda fault: air.faults.append(str(fault)))
        self.pages.append(air)
        await page.goto(path if "://" in path else self._base + path)
        if filmed:
            self._cameras.append(asyncio.create_task(air.camera.run()))
        return air

    async def reload(self, air: Air, name: str) -> Air:
        """Load a page anew as a mixer does on a cut to its scene; what it shows from then on is noted apart."""
        await air.learn()
        again = Air(name, air.page, air.camera, air.delay)
        air.page.on("pageerror", lambda fault: again.faults.append(str(fault)))
        self.pages.append(again)
        await air.page.reload()
        return again

    async def learn(self) -> None:
        """Fetch what all pages have noted."""
        newest = {air.page: air for air in self.pages}
        for air in newest.values():
            await air.learn()

    async def close(self) -> list[BaseException]:
        """Take no more pictures, and return what cameras have stopped of before."""
        for camera in self._cameras:
            camera.cancel()
        ends = await asyncio.gather(*self._cameras, return_exceptions=True)
        return [end for end in ends if isinstance(end, BaseException) and not isinstance(end, asyncio.CancelledError)]


@asynccontextmanager
async def studio(browser: Browser, base: str, cookie: str) -> AsyncIterator[Studio]:
    """Give a studio whose pages have the probe in them, and a user's session where one is asked for."""
    context = await browser.new_context()
    await context.add_cookies([{"name": "sessionid", "value": cookie, "url": base}])
    darkroom = await context.new_page()
    await context.add_init_script(PROBE.read_text())
    made = Studio(context, darkroom, base)
    try:
        yield made
    finally:
        stopped = await made.close()
        await context.close()
    assert stopped == [], "a camera has stopped"


class Command(NamedTuple):
    """One command: the word, when it was sent and when it was answered (epoch ms)."""

    word: str
    sent: float
    answered: float


class Place(NamedTuple):
    """Where an output is shown: the overlay's path, the token in it, and where it is revoked."""

    path: str
    token: str
    revoke: str


class Desk:
    """Who commands, over the HTTP control API, with the session of a user."""

    def __init__(self, client: httpx.AsyncClient, event_id: str) -> None:
        self._client = client
        self.event_id = event_id
        self.commands: list[Command] = []

    @property
    def cookie(self) -> str:
        """The session's cookie."""
        return str(self._client.cookies["sessionid"])

    async def make(self, name: str) -> tuple[int, str]:
        """Make an output by the form of its page, and return its id and its overlay's path."""
        page = await self._client.post("/outputs/", data=self._form(name=name), headers=self._headers)
        pk = int(str(page.url).rstrip("/").rpartition("/")[2])
        found = re.search(r"/overlay/[^/\"]+/", page.text)
        assert found, page.text
        return pk, found[0]

    async def output(self, name: str, delay: int) -> tuple[int, str]:
        """Make an output, and point it at the game."""
        pk, path = await self.make(name)
        await self.do(pk, "point", event_id=self.event_id)
        await self.do(pk, "delay", ms=delay)
        return pk, path

    async def place(self, output: int, name: str) -> Place:
        """Give an output an address for one more place."""
        form = self._form(place=name)
        page = await self._client.post(f"/outputs/{output}/places/", data=form, headers=self._headers)
        article = re.search(rf'<article aria-label="{name}">.*?</article>', page.text, re.DOTALL)
        assert article, page.text
        path = re.search(r"/overlay/([^/\"]+)/", article[0])
        revoke = re.search(rf"/outputs/{output}/places/\d+/revoke/", article[0])
        assert path and revoke
        return Place(path[0], path[1], revoke[0])

    async def revoke(self, address: str) -> Command:
        """Revoke a place by the form of its output's page."""
        form, headers = self._form(), self._headers
        sent = time.time() * 1000
        answer = await self._client.post(address, data=form, headers=headers, follow_redirects=False)
        assert answer.status_code == 302, answer.text
        self.commands.append(Command("revoke", sent, time.time() * 1000))
        return self.commands[-1]

    async def do(self, output: int, word: str, **arguments: Any) -> dict[str, Any]:
        """Command an output."""
        return await self._command(f"/api/outputs/{output}/{word}", word, arguments)

    async def by_hand(self, word: str, **arguments: Any) -> dict[str, Any]:
        """Command the game."""
        return await self._command(f"/api/games/{self.event_id}/{word}", word, arguments)

    async def read(self, path: str) -> httpx.Response:
        """Ask for a page."""
        return await self._client.get(path)

    async def _command(self, path: str, word: str, arguments: dict[str, Any]) -> dict[str, Any]:
        sent = time.time() * 1000
        answer = await self._client.post(path, json=arguments, headers=self._headers)
        assert answer.status_code == 200, f"{path} {arguments}: {answer.text}"
        self.commands.append(Command(word, sent, time.time() * 1000))
        told: dict[str, Any] = answer.json()
        return told

    @property
    def _headers(self) -> dict[str, str]:
        return {"X-CSRFToken": str(self._client.cookies["csrftoken"]), "Referer": str(self._client.base_url)}

    def _form(self, **values: str) -> dict[str, str]:
        return {**values, "csrfmiddlewaretoken": str(self._client.cookies["csrftoken"])}


@asynccontextmanager
async def desk(running: Program, event_id: str) -> AsyncIterator[Desk]:
    """Give a desk that is logged in."""
    async with httpx.AsyncClient(base_url=running.base, timeout=60, follow_redirects=True) as client:
        await client.get("/accounts/login/")
        form = {"username": USER, "password": PASSWORD, "csrfmiddlewaretoken": client.cookies["csrftoken"]}
        await client.post("/accounts/login/", data=form, headers={"referer": running.base})
        yield Desk(client, event_id)


def spans(marks: list[tuple[float, bool]], end: float) -> Iterator[tuple[float, float]]:
    """Return from when to when something held, from the moments at which that changed (epoch ms)."""
    since: float | None = None
    for at, holds in [*marks, (end, False)]:
        if holds and since is None:
            since = at
        elif not holds and since is not None:
            yield since, at
            since = None
