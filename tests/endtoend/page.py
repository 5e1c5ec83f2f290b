"""Reads a game page as a person does: the numbers that its tables show, in a real Chromium."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from playwright.async_api import Browser, Page, async_playwright

from tests import chromium

BOX_SCORE = """() => {
    const seen = cell => {
        const copy = cell.cloneNode(true);
        for (const unseen of copy.querySelectorAll('.visually-hidden')) unseen.remove();
        return copy.textContent.trim();
    };
    return Array.from(document.querySelectorAll('box-score table'), table => {
        const heads = Array.from(table.querySelectorAll('thead th'), seen);
        return Array.from(table.querySelectorAll('tbody tr'), row =>
            Object.fromEntries(Array.from(row.children, (cell, index) => [heads[index], seen(cell)])));
    });
}"""
LINE_SCORE = """() => Array.from(document.querySelectorAll('line-score tbody tr'), row =>
    Array.from(row.querySelectorAll('td'), cell => Number(cell.textContent)))"""
SCORE = """() => ['away', 'home'].map(side =>
    Number(document.querySelector(`score-board .team.${side} .points`).textContent))"""
TOTALS = """() => Object.fromEntries(['away', 'home'].map(side =>
    [side, document.querySelector(`shot-chart .total.${side} b`).textContent]))"""
UNDRAWN = """() => parseInt(document.querySelector('shot-chart .unplaced')?.textContent ?? '0')"""
MARKS = """() => Object.fromEntries(['away', 'home'].map(side => [side, ['made', 'missed'].map(result =>
    document.querySelectorAll(`shot-chart svg .marks .${result}.${side}`).length)]))"""


@asynccontextmanager
async def browser() -> AsyncIterator[Browser]:
    """Give a headless Chromium."""
    async with async_playwright() as playwright:
        running = await playwright.chromium.launch(executable_path=chromium.EXECUTABLE, args=chromium.ARGUMENTS)
        try:
            yield running
        finally:
            await running.close()


async def open_page(running: Browser, base: str, path: str, cookie: str, problems: list[str]) -> Page:
    """Open a page as a user who is logged in; what goes wrong in it is added to `problems`."""
    context = await running.new_context(viewport={"width": 1440, "height": 900})
    await context.add_cookies([{"name": "sessionid", "value": cookie, "url": base}])
    page = await context.new_page()
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    await page.goto(base + path)
    return page


async def read(page: Page) -> dict[str, Any]:
    """Return the numbers on the page: `score` and `periods` visitors first, `box` two tables of rows by column."""
    return {
        "score": await page.evaluate(SCORE),
        "periods": await page.evaluate(LINE_SCORE),
        "box": await page.evaluate(BOX_SCORE),
        "marks": await page.evaluate(MARKS),
        "totals": await page.evaluate(TOTALS),
        "undrawn": await page.evaluate(UNDRAWN),
    }


def check_official(shown: dict[str, Any], box: dict[str, Any]) -> None:
    """Compare the numbers on the page with the official box score."""
    sides = ("away", "home")
    assert shown["score"] == [box[side]["score"] for side in sides]
    assert shown["periods"] == [[*box[side]["periods"], box[side]["score"]] for side in sides]
    assert shown["totals"] == {side: f"{box[side]['fg']}-{box[side]['fga']}" for side in sides}
    assert [shown["marks"][side][0] for side in sides] == [box[side]["fg"] for side in sides]
    drawn = sum(sum(marks) for marks in shown["marks"].values())
    assert drawn + shown["undrawn"] == sum(box[side]["fga"] for side in sides)  # heaves are counted and not drawn
    assert shown["undrawn"] <= 5
    for side, rows in zip(sides, shown["box"], strict=True):
        official = {player["jersey"]: player for player in box["players"] if player["team"] == side}
        for row in rows:
            player = official.get(row["No"])
            if player is not None:
                assert numbers(row) == wanted(player), player["name"]
                assert abs(seconds(row["MIN"]) - player["seconds"]) <= 2
        assert {row["No"] for row in rows} >= {jersey for jersey, player in official.items() if player["seconds"]}


def numbers(row: dict[str, str]) -> dict[str, Any]:
    """Return a row of the box score as numbers; a cell left empty is 0."""
    pairs = {name: tuple(int(part) for part in (row[name] or "0-0").split("-")) for name in ("FG", "3PT", "FT")}
    names = ("PTS", "OR", "DR", "AST", "STL", "BLK", "TO", "PF", "+/−")
    return pairs | {name: int((row[name] or "0").replace("−", "-")) for name in names}


def wanted(player: dict[str, Any]) -> dict[str, Any]:
    """Return a player's official line under the names of the page's columns."""
    return {
        "FG": (player["FG"], player["FGA"]),
        "3PT": (player["FG3"], player["FGA3"]),
        "FT": (player["FT"], player["FTA"]),
        "PTS": player["PTS"],
        "OR": player["OFFENSIVE_REB"],
        "DR": player["DEFENSIVE_REB"],
        "AST": player["AST"],
        "STL": player["STL"],
        "BLK": player["BLK"],
        "TO": player["TO"],
        "PF": player["FL"],
        "+/−": player["plus_minus"],
    }


def seconds(text: str) -> int:
    """Return minutes and seconds as seconds; nothing is 0."""
    minutes, _, rest = text.partition(":")
    return int(minutes or 0) * 60 + int(rest or 0)
