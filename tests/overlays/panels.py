"""A stage for the panels at the side and the full frames: the built graphics on a page, without a server of ours."""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from playwright.async_api import Page

from tests.documents import Document, midgame
from tests.stages import served

STATIC = Path(__file__).parent.parent.parent / "static"
PAGE = """<!doctype html><meta charset="utf-8"><title>Stage</title><link rel="icon" href="data:,">
<link rel="stylesheet" href="/dist/css/overlay.css"><div id="stage"></div>"""

LOAD = """async ([id, data]) => {
  const { default: Graphic } = await import(`/dist/graphics/${id}/graphic.js`);
  if (!customElements.get(`panel-${id}`)) customElements.define(`panel-${id}`, Graphic);
  const stage = document.getElementById("stage");
  stage.replaceChildren();
  window.graphic = document.createElement(`panel-${id}`);
  stage.append(window.graphic);
  window.one = (selector) => graphic.shadowRoot.querySelector(selector);
  window.all = (selector) => [...graphic.shadowRoot.querySelectorAll(selector)];
  window.box = (element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return [x, y, width, height].map(Math.round);
  };
  // What can be seen of the texts, in the order of the markup; SVG has no innerText.
  window.visible = (element) => element.checkVisibility({ visibilityProperty: true });
  window.seen = (selector) => all(selector).filter(visible).map((element) => element.textContent);
  window.moving = () => graphic.shadowRoot.getAnimations().length;
  // Movements of an update stay at their beginning until they are finished by hand, however slow the machine is.
  window.updatedAndHeld = (data) => {
    void graphic.updateAction({ data });
    for (const one of graphic.shadowRoot.getAnimations()) one.pause();
  };
  return graphic.load({ data });
}"""


def stage() -> AbstractContextManager[str]:
    """Serve the build and an empty stage; the value is the stage's address."""
    return served(STATIC, {"/": ("text/html", PAGE)})


def game(document: Document | None = None, **more: Any) -> Document:
    """Return a game in its third quarter, or another, as a graphic is given it."""
    given = midgame() if document is None else document
    return {**given, "now": given.get("clock", {}).get("as_of", 0), "team_order": "AWAY_FIRST", **more}


async def load(page: Page, address: str, graphic: str, data: Document) -> None:
    """Load a graphic onto a fresh stage."""
    if page.url != address:
        await page.goto(address)
    assert await page.evaluate(LOAD, [graphic, data]) == {"statusCode": 200}


async def show(page: Page, address: str, graphic: str, data: Document, step: int = 0) -> None:
    """Load a graphic and play it to a step, without animation."""
    await load(page, address, graphic, data)
    answer = await page.evaluate("(step) => graphic.playAction({goto: step, skipAnimation: true})", step)
    assert answer == {"statusCode": 200, "currentStep": step}


async def refusal(page: Page, address: str, graphic: str, data: Document) -> str:
    """Load a graphic that does not let itself be played, and return what it says."""
    await load(page, address, graphic, data)
    answer = await page.evaluate("graphic.playAction({skipAnimation: true})")
    assert answer["statusCode"] == 422
    assert not await page.evaluate("graphic.on || one('.panel').checkVisibility({visibilityProperty: true})")
    return str(answer["statusMessage"])
