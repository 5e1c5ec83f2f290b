"""Graphics on a stage, as the tests of how they look have them: the build is served as files, without the program."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any

from playwright.async_api import Page

from tests import stages
from tests.front_end import ROOT
from tests.overlays.documents import game_document, now

LOGO = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
BROKEN = "data:image/gif;base64,broken"
SIZES = {24, 26, 28, 30, 32, 34, 36, 38, 42, 44, 46, 48, 52, 56, 60, 72, 76, 84, 112, 180}
"""The type sizes that are allowed on air, px."""

STAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Stage</title><link rel="icon" href="data:,">
<link rel="stylesheet" href="/static/dist/css/overlay.css"><div id="stage"></div></html>"""

STAND = """async ([id, data]) => {
  const { default: Graphic } = await import(`/static/dist/graphics/${id}/graphic.js`);
  if (!customElements.get(`standing-${id}`)) customElements.define(`standing-${id}`, Graphic);
  window.graphic = document.createElement(`standing-${id}`);
  document.getElementById("stage").append(graphic);
  window.data = data;
  const loaded = await graphic.load({ data });
  return [loaded, await graphic.playAction({ skipAnimation: true })];
}"""

BOX = """([selector, at]) => {
  const box = [...graphic.shadowRoot.querySelectorAll(selector)][at].getBoundingClientRect();
  return [box.x, box.y, box.width, box.height];
}"""

TEXTS = """() => {
  const found = [];
  const walk = document.createTreeWalker(graphic.shadowRoot, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const { parentElement } = node;
    if (node.data.trim() === "" || parentElement.tagName === "STYLE") continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const { left, right, top, bottom, width } = range.getBoundingClientRect();
    const { fontSize, visibility } = getComputedStyle(parentElement);
    if (width > 0 && visibility === "visible") found.push([node.data, parseFloat(fontSize), left, right, top, bottom]);
  }
  return found;
}"""

ABSENT = ("null", "undefined", "nan", "[object")


def document(**topics: Any) -> dict[str, Any]:
    """Return the game document of the tests with players, as a graphic gets it above bug A."""
    players = {
        "p1": {"team": "home", "name": "Ana Lopez", "first_name": "Ana", "last_name": "Lopez", "jersey": "23",
               "position": "G", "line": {"PTS": 24, "REB": 11, "AST": 10, "FG": 10, "FGA": 18, "FG3": 3, "FGA3": 7,
                                         "FL": 2}},
        "p2": {"team": "home", "name": "Krišjānis Đurđević-Liepiņš", "first_name": "Krišjānis",
               "last_name": "Đurđević-Liepiņš", "jersey": "00", "position": "F", "line": {"PTS": 4, "REB": 0}},
        "p3": {"team": "away", "name": "Bo Wray", "position": "C", "line": {"PTS": 4}},
        "p4": {"team": "away", "name": "Ilmari Wray", "jersey": "5", "line": {}},
    }  # fmt: skip
    return {**game_document(), "now": now(), "players": players, "bug": "a", **topics}


def served() -> AbstractContextManager[str]:
    """Serve an empty stage and the build; the value is the stage's address."""
    return stages.served(ROOT, {"/": ("text/html", STAGE)})


async def stand(stage: str, page: Page, graphic: str, data: dict[str, Any]) -> list[dict[str, Any]]:
    """Load a graphic with data and play it without animation; return what it answered to each."""
    await page.goto(stage)
    answers: list[dict[str, Any]] = await page.evaluate(STAND, [graphic, data])
    return answers


async def update(page: Page, **data: Any) -> None:
    """Update the standing graphic, as a live patch."""
    answer = await page.evaluate("(data) => graphic.updateAction({data})", {"live": True, **data})
    assert answer["statusCode"] == 200


async def box(page: Page, selector: str, at: int = 0) -> list[float]:
    """Return x, y, width and height of an element on the stage."""
    found: list[float] = await page.evaluate(BOX, [selector, at])
    return found


async def check_texts(page: Page) -> list[str]:
    """Return the texts that are seen; each is of an allowed size, title-safe, and of something that is known."""
    found = await page.evaluate(TEXTS)
    for text, size, left, right, top, bottom in found:
        assert size in SIZES, (text, size)
        assert left >= 96 and right <= 1824, (text, left, right)
        assert top >= 54 - 10 and bottom <= 1026 + 10, (text, top, bottom)
        assert text.strip() not in {"-", "#"} and not any(word in text.lower() for word in ABSENT), text
    return [text for text, *_ in found]
