"""Comparing what the server paints with what a living page shows: the painting is fetched, not loaded as a page."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

READ = r"""([html, selectors]) => {
    const whole = html === null ? document : new DOMParser().parseFromString(html, "text/html");
    const read = (panel) => {
        const copy = panel.cloneNode(true);
        for (const one of copy.querySelectorAll("noscript, .old-age, .save, .chip")) one.remove();
        const words = copy.textContent.replace(/\d+ (s|min|h|d)\b/g, "AGE").replace(/\s+/g, "");
        const drawn = [...copy.querySelectorAll("path, circle, [style]")].map((one) =>
            ["d", "cx", "cy", "transform", "style"].map((name) => one.getAttribute(name)?.replace(/[\s;]+$/, "")));
        return {words, drawn};
    };
    return Object.fromEntries(selectors.map((selector) => [selector, read(whole.querySelector(selector))]));
}"""


def living(page: Page, selectors: list[str]) -> dict[str, Any]:
    """Return the words of panels and what they draw, as the browser has them now.

    Ages are left out, and what only one of the two has: the menu of pictures, the buttons that take choices back, and
    what pages without JavaScript need.
    """
    found: dict[str, Any] = page.evaluate(READ, [None, selectors])
    return found


def painted(page: Page, address: str, selectors: list[str]) -> dict[str, Any]:
    """Return the same as the server paints it."""
    answer = page.request.get(address)
    assert answer.status == 200, address
    found: dict[str, Any] = page.evaluate(READ, [answer.text(), selectors])
    return found
