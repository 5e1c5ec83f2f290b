"""Take the pictures of a game under way: the whole program is started, and a browser looks at it.

Simulated games are played by the stand-in from the middle of the third quarter of the first; the pages are
photographed in the dark and the light, and the graphics over moving-picture-like grounds and in each of their
states. Everything listens on 127.0.0.1 only and is gone at the end; the database is a fresh one in var/.
"""

from __future__ import annotations

import argparse
import base64
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import air_sheet
import desk_states
import run_demo
from run_demo import ROOT, Children, free_port, say, wait_for

from tests import chromium  # desk_states has put the root on the path

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

FOLDER = ROOT / "var" / "pictures"
SEEDS = (7, 11, 4)
"""The simulated games; the first is the one whose page is photographed."""
NAME = "director"
MIDDLE = ("Q3", 6 * 60)
"""The period and the seconds left in it at which the first game is joined."""
PAGES = {"game-1440": (1440, 900), "game-1920": (1920, 1080), "wall": (2560, 1440)}
DESK, PANEL, PHONE = (1440, 900), (1280, 720), (390, 844)
PANELS = {
    "scoreboard": "",
    "lineups": "",
    "shots": "",
    "shots-areas": "view=areas",
    "shots-zones": "view=zones",
    "shots-hexagons": "view=hex",
    "plays": "",
    "box": "",
    "flow": "",
    "comparison": "",
    "rotation": "",
    "units": "",
    "feed": "",
}
"""The pictures of panels alone, each with its choices; a panel's name ends at the hyphen."""
TABS = ("floor", "shots", "plays", "box", "flow", "comparison", "rotation", "units", "feed")
LIVE_MS = 60_000


def main() -> None:
    """Start everything, take the pictures, stop everything."""
    parser = argparse.ArgumentParser(
        prog="bin/pictures", description="Take the pictures of the pages and the graphics."
    )
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "pictures", help="default: docs/pictures")
    out: Path = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    with program() as site:
        take(site, out)
    pictures = [*out.glob("*.png"), *out.glob("*.jpg")]
    say(f"{len(pictures)} pictures, {sum(one.stat().st_size for one in pictures) / 1e6:.1f} MB, in {out}")


class Site:
    """The running program: its address, the game, the overlay."""

    def __init__(self, url: str, event_id: str, overlay: str, tipoff: str) -> None:
        self.url = url
        self.game = f"{url}/games/{event_id}/"
        self.overlay = overlay
        self.schedule = f"{url}/schedule/?day={tipoff}"


@contextmanager
def program() -> Iterator[Site]:
    """Run the stand-in and the program over simulated games, until the block ends."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for file in FOLDER.glob("db.sqlite3*"):
        file.unlink()
    # The demo's own folder may belong to a demo that is running.
    run_demo.FOLDER = FOLDER
    port, api_port = free_port(), free_port()
    run_demo.configure(port, api_port)
    os.environ["DEBUG"] = "1"  # static files from their sources
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    from django.core.management import call_command

    recordings = [simulated(seed) for seed in SEEDS]
    children = Children()
    try:
        say("starting the stand-in")
        offset = offset_of(recordings[0])
        files = [str(recording) for recording in recordings]
        children.start("standin", "standin", *files, f"--port={api_port}", f"--offset={offset}")
        call_command("migrate", verbosity=0)
        os.environ["DJANGO_SUPERUSER_PASSWORD"] = NAME
        call_command("createsuperuser", interactive=False, username=NAME, email=f"{NAME}@localhost", verbosity=0)
        wait_for(f"http://127.0.0.1:{api_port}/", children)
        events = [follow(recording) for recording in recordings]
        overlay = run_demo.output_url(events[0], port)
        say("starting Daphne and the feed worker")
        children.start("serve", "serve", f"--port={port}", "--worker")
        wait_for(f"http://127.0.0.1:{port}/accounts/login/", children)
        wait_for(overlay, children)
        from broadcast.games.models import Game

        tipoff = Game.objects.get(event_id=events[0]).tipoff_at
        yield Site(f"http://127.0.0.1:{port}", events[0], overlay, f"{tipoff:%Y-%m-%d}")
    finally:
        children.stop()


def simulated(seed: int) -> Path:
    """Return the recording of a simulated game, made once."""
    from django.core.management import call_command

    path = FOLDER / f"simulated-{seed}.jsonl.gz"
    if not path.exists():
        say(f"simulating game {seed}")
        call_command("simulate_game", seed=seed, out=str(path), rules="NBA", stdout=StringIO())
    return path


def offset_of(recording: Path) -> int:
    """Return the seconds into a recording at which the clock is in the middle of the third quarter."""
    from broadcast.recordings.format import read

    period, left = MIDDLE
    _, records = read(recording)
    for record in records:
        row = record.row
        if record.source != "clock" or not row or row.get("prd") != period:
            continue
        minutes, _, seconds = str(row["gc"]).partition(":")
        if int(minutes) * 60 + float(seconds) <= left:
            return record.at // 1000
    raise SystemExit(f"courtside: {recording} has no clock in {period}")


def follow(recording: Path) -> str:
    """Follow the game of a recording; return its event id."""
    from django.core.management import call_command

    from broadcast.recordings.format import read

    header, _ = read(recording)
    event_id: str = header.game["event_id"]
    call_command("follow", event_id, rules=header.rules, days=30, stdout=StringIO())
    return event_id


def take(site: Site, out: Path) -> None:
    """Take every picture."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.EXECUTABLE, args=chromium.ARGUMENTS)
        for scheme in ("dark", "light"):
            desk(browser, site, out, scheme)
        desk_states.take(browser, out)
        air_sheet.take(browser, out)
        browser.close()


def desk(browser: Browser, site: Site, out: Path, scheme: Any) -> None:
    """Take the pages that people work at, in the dark or the light."""
    context = browser.new_context(viewport=size(DESK), color_scheme=scheme, timezone_id="UTC")
    page = context.new_page()
    listen(page)
    page.goto(f"{site.url}/accounts/login/")
    shoot(page, out / f"login-{scheme}.png")
    page.get_by_label("Name").fill(NAME)
    page.get_by_label("Password").fill(NAME)
    page.get_by_role("button", name="Log in").click()
    page.locator(".pill.live").nth(len(SEEDS) - 1).wait_for(timeout=LIVE_MS)
    shoot(page, out / f"board-{scheme}.png")
    page.goto(f"{site.url}/?density=dense")
    shoot(page, out / f"board-dense-{scheme}.png")
    page.goto(site.schedule)
    shoot(page, out / f"schedule-{scheme}.png")
    for name, viewport in PAGES.items():
        page.set_viewport_size(size(viewport))
        page.goto(site.game)
        alive(page)
        shoot(page, out / f"{name}-{scheme}.png")
    page.set_viewport_size(size(PANEL))
    for name, choices in PANELS.items():
        page.goto(f"{site.game}{name.partition('-')[0]}/?{choices}")
        alive(page)
        shoot(page, out / f"panel-{name}-{scheme}.png")
    phones(page, site, out / f"phone-{scheme}.png")
    context.close()


def size(viewport: tuple[int, int]) -> Any:
    """Return a viewport as the browser has it."""
    return {"width": viewport[0], "height": viewport[1]}


def alive(page: Page) -> None:
    """Wait until the page is the browser's own, and its feed live."""
    page.locator("feed-state .pill.live").wait_for(timeout=LIVE_MS)
    page.locator("score-board .points, score-strip .clock").first.wait_for()


def phones(page: Page, site: Site, path: Path) -> None:
    """Take the tabs of the game page on a phone, side by side."""
    page.set_viewport_size(size(PHONE))
    pictures = []
    for tab in TABS:
        page.goto(f"{site.game}?tab={tab}")
        alive(page)
        page.evaluate("async () => { await document.fonts.ready; }")
        pictures.append(base64.b64encode(page.screenshot(animations="disabled")).decode())
    sheet = page.context.new_page()
    gap = 24
    width, height = PHONE
    sheet.set_viewport_size({"width": (width + gap) * len(pictures) + gap, "height": height + 2 * gap})
    images = "".join(f'<img src="data:image/png;base64,{picture}">' for picture in pictures)
    sheet.set_content(f'<body style="display:flex;gap:{gap}px;margin:{gap}px;background:#808890">{images}')
    sheet.screenshot(path=path)
    sheet.close()


def listen(page: Page) -> None:
    """Tell what a page complains of."""
    page.on("pageerror", lambda error: say(f"fault on {page.url}: {error}"))
    page.on("console", complain)


def complain(message: Any) -> None:
    """Tell of a message of the console that is one to look into."""
    if message.type in ("error", "warning"):
        say(f"the console says: {message.text}")


def shoot(page: Page, path: Path) -> None:
    """Take one picture, once the faces are there."""
    page.evaluate("async () => { await document.fonts.ready; }")
    page.screenshot(path=path, animations="disabled")


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: (_ for _ in ()).throw(KeyboardInterrupt()))
    main()
