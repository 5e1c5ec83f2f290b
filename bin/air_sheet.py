"""Pictures of the graphics that go on air, each drawn by the built graphic itself from data of its own.

A page of our own, served from the build, holds a cell for each state: a stage of 1920x1080 over a ground such as a
camera gives, with graphics on it, cut to where they stand. `take` makes the sheets and the graphics' thumbnails;
`python bin/air_sheet.py --only lower-player --out /tmp` makes some of them.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parent.parent
GRAPHICS = ROOT / "static" / "graphics"
PHONE = 667 / 1920
"""The scale at which a phone held upright shows the whole picture."""
FRAME = (0, 0, 1920, 1080)
THUMBNAIL = (320, 180)

Graphics = list[tuple[str, dict[str, Any]]]
"""Graphics by id, each with its data, in the order in which they lie."""


@dataclass(frozen=True)
class Cell:
    """A state: graphics over a ground (wood, crowd, white, black, none), cut to x, y, width, height of the stage."""

    title: str
    graphics: Graphics
    ground: str = "wood"
    crop: tuple[int, int, int, int] = FRAME
    scale: float = 1.0
    actions: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    """Custom actions (id, payload) for the last graphic."""
    steps: int = 1
    """How far the last graphic is played."""


@dataclass(frozen=True)
class Sheet:
    """A picture of cells, `width` px wide. Over grounds with much in them it is a JPEG, else a PNG."""

    name: str
    cells: list[Cell]
    width: int


PAGE = """<!doctype html><html lang="en" data-theme="dark"><meta charset="utf-8"><title>On air</title>
<link rel="stylesheet" href="/dist/css/overlay.css"><link rel="icon" href="data:,">
<style>
html:root:root, body { overflow: visible; height: auto; }
body { display: flex; flex-wrap: wrap; gap: 8px; padding: 8px; background: #2a303a; align-items: flex-start; }
figure { position: relative; margin: 0; overflow: hidden; }
figcaption { height: 20px; font: 13px/20px system-ui, sans-serif; color: #d9dee5; white-space: nowrap; }
.cut { position: relative; overflow: hidden; }
.stage { position: absolute; width: 1920px; height: 1080px; transform-origin: 0 0; font-variant-numeric: tabular-nums; }
.bare, .bare body { background: transparent; padding: 0; }
</style>
<script type="module" src="/harness.js"></script></html>"""

HARNESS = Path(__file__).with_suffix(".js")


def served() -> AbstractContextManager[str]:
    """Serve the build and the page; the value is its address."""
    sys.path.insert(0, str(ROOT))
    from tests import stages

    pages = {"/": ("text/html", PAGE), "/harness.js": ("text/javascript", HARNESS.read_text("utf-8"))}
    return stages.served(ROOT / "static", pages)


def show(browser: Browser, address: str, cells: list[Cell], width: int) -> Page:
    """Open the page with these cells, as high as they are."""
    page = browser.new_page(viewport={"width": width, "height": 1080})
    page.goto(address)
    page.wait_for_function("window.show !== undefined")
    height = page.evaluate("(cells) => show(cells)", [asdict(cell) for cell in cells])
    page.set_viewport_size({"width": width, "height": height})
    return page


def take(browser: Browser, out: Path, only: str = "") -> None:
    """Take the sheets whose names begin with `only` into a folder."""
    with served() as address:
        for sheet in sheets():
            if not sheet.name.startswith(only):
                continue
            page = show(browser, address, sheet.cells, sheet.width)
            if any(cell.ground == "crowd" for cell in sheet.cells):
                page.screenshot(path=out / f"air-{sheet.name}.jpg", type="jpeg", quality=86)
            else:
                page.screenshot(path=out / f"air-{sheet.name}.png")
            page.close()


def thumbnails(browser: Browser) -> None:
    """Draw the thumbnails that stand beside the manifests, on nothing, from each graphic's first sheet."""
    width, height = THUMBNAIL
    with served() as address:
        drawn: set[str] = set()
        for graphics, steps in ((cell.graphics, cell.steps) for sheet in sheets() for cell in sheet.cells):
            name = graphics[-1][0]
            if name in drawn:
                continue
            drawn.add(name)
            page = show(browser, address, [Cell("", graphics[-1:], "none", scale=width / 1920, steps=steps)], width)
            page.evaluate("document.documentElement.className = 'bare'")
            page.set_viewport_size({"width": width, "height": height})
            page.screenshot(path=GRAPHICS / name / "thumbnail.png", omit_background=True)
            page.close()


def sheets() -> list[Sheet]:
    """Return the sheets of all modules of cases, which stand beside this one."""
    modules = [importlib.import_module(file.stem) for file in sorted(Path(__file__).parent.glob("*_cases.py"))]
    return [sheet for module in modules for sheet in module.sheets()]


def main() -> None:
    """Take the sheets named on the command line."""
    sys.path.insert(0, str(ROOT))
    from playwright.sync_api import sync_playwright

    from tests import chromium

    parser = argparse.ArgumentParser(description="Take the pictures of the graphics, from the build.")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "pictures", help="default: docs/pictures")
    parser.add_argument("--only", default="", help="sheets whose names begin so")
    parser.add_argument("--thumbnails", action="store_true", help="draw the thumbnails of the manifests")
    options = parser.parse_args()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.EXECUTABLE, args=chromium.ARGUMENTS)
        if options.thumbnails:
            thumbnails(browser)
        else:
            options.out.mkdir(parents=True, exist_ok=True)
            take(browser, options.out, options.only)
        browser.close()


if __name__ == "__main__":
    main()
