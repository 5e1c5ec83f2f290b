"""The contact sheets of the score bug: over the grounds that a camera gives, and in each of its states.

The states are those that a graphic passes before it goes on air; each is drawn by the built graphic itself from
a game document of its own.
"""

from __future__ import annotations

import base64
import copy
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

GROUNDS = ("wood", "crowd", "white", "black")
PHONE_WIDTH = 667
STRIP = {"x": 289, "y": 898, "width": 1342, "height": 168}
NOW = 1_800_000_000_000

PAINT = """(ground) => {
  document.getElementById("camera")?.remove();
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { id: "camera", width: 1920, height: 1080 });
  canvas.style.cssText = "position: absolute; left: 0; top: 0; width: 100vw; z-index: -1";
  const draw = canvas.getContext("2d");
  let seed = 5;
  const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
  const fill = (color) => { draw.fillStyle = color; draw.fillRect(0, 0, 1920, 1080); };
  if (ground === "white") fill("#ffffff");
  if (ground === "black") fill("#000000");
  if (ground === "wood") {
    fill("#c48f57");
    for (let y = 0; y < 1080; y += 18)
      for (let x = -random() * 300; x < 1920; x += 300) {
        draw.fillStyle = `hsl(${29 + random() * 5} 48% ${52 + random() * 11}%)`;
        draw.fillRect(x, y, 298, 17);
      }
    draw.strokeStyle = "#ffffff";
    draw.lineWidth = 12;
    draw.strokeRect(560, 300, 800, 900);
    draw.beginPath();
    draw.arc(960, 300, 240, 0, 7);
    draw.stroke();
  }
  if (ground === "crowd") {
    fill("#1c1a1f");
    const wear = ["#b8322c", "#e9e4dc", "#27406e", "#d9a441", "#3a3a40", "#7b8a94", "#caa98e"];
    for (let row = 0; row < 28; row++)
      for (let seat = -1; seat < 64; seat++) {
        const [x, y] = [seat * 31 + random() * 14, row * 40 + random() * 10];
        draw.fillStyle = wear[Math.floor(random() * wear.length)];
        draw.fillRect(x, y + 14, 26, 30);
        draw.fillStyle = `hsl(22 ${30 + random() * 20}% ${35 + random() * 40}%)`;
        draw.beginPath();
        draw.arc(x + 13, y + 8, 9, 0, 7);
        draw.fill();
      }
    draw.filter = "blur(3px)";
    draw.drawImage(canvas, 0, 0);
  }
  document.body.prepend(canvas);
}"""

SHEET = """async (pictures) => {
  document.body.replaceChildren();
  document.body.style.cssText =
    "margin: 0; background: #2a303a; width: 1350px; display: flex; flex-wrap: wrap; gap: 8px; padding: 4px";
  await Promise.all(pictures.map(([source, width]) => {
    const image = new Image();
    image.style.width = `${width}px`;
    image.src = source;
    document.body.append(image);
    return image.decode();
  }));
  return document.body.offsetHeight;
}"""

STATES = """async ([states, module]) => {
  const { default: Bug } = await import(module);
  customElements.define("bug-on-sheet", Bug);
  document.documentElement.style.cssText = "overflow: visible; height: auto";
  document.body.style.cssText =
    "overflow: visible; height: auto; padding: 8px; display: grid; grid-template-columns: 976px 976px; gap: 8px; " +
    "background: #6b7280";
  document.body.replaceChildren();
  for (const [title, data] of states) {
    const cell = document.createElement("div");
    cell.style.cssText = "position: relative; width: 976px; height: 168px; overflow: hidden; background: #8d7a63";
    const head = document.createElement("p");
    head.textContent = title;
    head.style.cssText = "position: absolute; margin: 0; left: 32px; bottom: 4px; font: 13px/16px sans-serif";
    head.style.color = "#fff";
    const stage = document.createElement("div");
    stage.style.cssText = "position: absolute; left: -472px; top: -888px; width: 1920px; height: 1080px";
    const bug = document.createElement("bug-on-sheet");
    stage.append(bug);
    cell.append(stage, head);
    document.body.append(cell);
    await bug.load({ data });
    await bug.playAction({ skipAnimation: true });
  }
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  return document.body.offsetHeight;
}"""


def grounds(browser: Browser, overlay: str, path: Path) -> None:
    """Take the overlay over each ground: the whole frame as a phone shows it, and the bug at full size."""
    page = browser.new_page(viewport={"width": 1920, "height": 1080})
    page.goto(overlay)
    page.locator(".bug").wait_for(timeout=30_000)
    frames, strips = [], []
    for ground in GROUNDS:
        page.evaluate(PAINT, ground)
        frames.append([_address(page.screenshot(type="png")), PHONE_WIDTH])
        strips.append([_address(page.screenshot(type="png", clip=STRIP)), STRIP["width"]])  # type: ignore[arg-type]
    page.close()
    sheet = browser.new_page(viewport={"width": 1358, "height": 1080})
    height = sheet.evaluate(SHEET, [*frames, *strips])
    sheet.set_viewport_size({"width": 1358, "height": height})
    sheet.screenshot(path=path, type="jpeg", quality=88)
    sheet.close()


def states(browser: Browser, page_url: str, path: Path) -> None:
    """Take every state of the bug on one sheet. `page_url`: an overlay page that shows nothing itself."""
    page: Page = browser.new_page(viewport={"width": 1976, "height": 1080})
    page.goto(page_url)
    module = page.locator("body").get_attribute("data-graphics")
    height = page.evaluate(STATES, [documents(), f"{module}score-bug-a/graphic.js"])
    page.set_viewport_size({"width": 1976, "height": height})
    page.screenshot(path=path)
    page.close()


def _address(picture: bytes) -> str:
    return "data:image/png;base64," + base64.b64encode(picture).decode()


def _logo(letter: str, color: str, ink: str) -> str:
    art = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 68 68"><path d="M34 2l28 10v22c0 16-12 26-28 32'
        f'C18 60 6 50 6 34V12z" fill="{color}" stroke="{ink}" stroke-width="4"/><text x="34" y="48" font-size="38" '
        f'font-family="sans-serif" font-weight="700" text-anchor="middle" fill="{ink}">{letter}</text></svg>'
    )
    return "data:image/svg+xml;base64," + base64.b64encode(art.encode()).decode()


def documents() -> list[tuple[str, dict[str, Any]]]:
    """Return the states with their titles, each a game document as the graphic gets it."""
    base = _document()
    sheet: list[tuple[str, dict[str, Any]]] = []

    def add(title: str, **topics: Any) -> dict[str, Any]:
        data = copy.deepcopy(base)
        for topic, value in topics.items():
            data[topic] = data[topic] | value if isinstance(value, dict) and topic in data else value
        sheet.append((title, data))
        return data

    def wear(title: str, away: tuple[str, str, str], home: tuple[str, str, str]) -> None:
        data = add(title)
        for side, (abbreviation, color, text_color) in (("away", away), ("home", home)):
            data["game"][side].update(abbreviation=abbreviation, color=color, text_color=text_color)
            badge = "#FFFFFF" if text_color == color else text_color
            data["game"][side]["logo"] = _logo(abbreviation[0], badge, color)

    add("8-11, first quarter", score={"away": 8, "home": 11}, clock={"period": "Q1", "ms": 598_000})
    add("20:00 before tip-off, college rules, arrow", **_college())
    add("108-99, 9:58", score={"away": 108, "home": 99}, clock={"period": "Q4", "ms": 598_400})
    add("102-100, 59.9, bonus both", score={"away": 102, "home": 100}, clock={"period": "Q4", "ms": 59_900},
        team_stats={"away": {"timeouts": 1, "bonus": "BONUS"}, "home": {"timeouts": 0, "bonus": "BONUS"}})  # fmt: skip
    add("0.0", score={"away": 102, "home": 103}, clock={"period": "Q4", "ms": 0, "shot_ms": None})
    add("shot clock 4.2", clock={"shot_ms": 4_200})
    add("HALF", clock={"phase": "break", "period": "Q2", "ms": 0})
    add("END 3RD", clock={"phase": "break", "period": "Q3", "ms": 0})
    add("FINAL/2OT", score={"away": 121, "home": 118}, clock={"period": "OT2", "phase": "ended"})
    add("clock hidden", clock={"period": "OT1", "ms": None, "shot_ms": None})
    plain = add("no logos, timeouts of seven", team_stats={"away": {"timeouts": 6}, "home": {"timeouts": 3}})
    bonus = add("no logos, three figures, bonus", score={"away": 121, "home": 118},
                team_stats={"away": {"timeouts": 2, "bonus": "BONUS"}, "home": {"timeouts": 3}})  # fmt: skip
    for data in (plain, bonus):
        for side in ("away", "home"):
            del data["game"][side]["logo"]
    long = add("abbreviations of five and six letters")
    long["game"]["away"]["abbreviation"], long["game"]["home"]["abbreviation"] = "LANTRN", "NORDL"
    absent = add("no abbreviation, no timeouts fed", team_stats={"away": {}, "home": {}})
    for side, short in (("away", "Étoiles"), ("home", "Żubry")):
        del absent["game"][side]["abbreviation"]
        absent["game"][side]["short_name"] = short
    absent["team_stats"] = {}
    wear("white against maroon", ("HER", "#FFFFFF", "#00594C"), ("RDR", "#5C0A22", "#F4F6F8"))
    wear("black against navy", ("ZUB", "#111111", "#FFC53D"), ("TID", "#0B2265", "#FFFFFF"))
    wear("navy against royal", ("TID", "#0C2340", "#FFFFFF"), ("OTT", "#1D428A", "#FFFFFF"))
    wear("gold against orange", ("LAN", "#FFB81C", "#1D252D"), ("FÜC", "#E87722", "#14171C"))
    wear("teams of one color each", ("OTT", "#007A33", "#007A33"), ("ETO", "#6CACE4", "#6CACE4"))
    unknown = add("no colors known")
    for side in ("away", "home"):
        for key in ("color", "text_color", "logo"):
            del unknown["game"][side][key]
    for _, data in sheet:
        data["clock"] = {key: value for key, value in data["clock"].items() if value is not None}
    return sheet


def _document() -> dict[str, Any]:
    def team(name: str, abbreviation: str, color: str, text_color: str) -> dict[str, Any]:
        logo = _logo(abbreviation[0], text_color, color)
        colors = {"color": color, "text_color": text_color, "logo": logo}
        return {"id": abbreviation, "name": name, "abbreviation": abbreviation, **colors}

    return {
        "now": NOW,
        "game": {
            "event_id": "sheet",
            "status": "live",
            "format": "QUARTER",
            "rules": "NBA",
            "away": team("Port Osprey Tideline", "TID", "#0B2265", "#FFFFFF"),
            "home": team("Grünwinkel Füchse", "FÜC", "#E87722", "#14171C"),
        },
        "score": {"away": 58, "home": 61},
        "clock": {"period": "Q3", "phase": "period", "ms": 372_000, "resolution_ms": 100, "running": False,
                  "shot_ms": 14_000, "as_of": NOW},
        "team_stats": {"away": {"timeouts": 5}, "home": {"timeouts": 4}},
        "feed": {"state": "live"},
    }  # fmt: skip


def _college() -> dict[str, Any]:
    return {
        "game": {"format": "HALF", "rules": "NCAA_M", "status": "scheduled"},
        "score": {"away": 0, "home": 0},
        "clock": {"period": "H1", "phase": "pregame", "ms": 1_200_000, "shot_ms": None},
        "possession": {"team": "home"},
        "team_stats": {"away": {"timeouts": 4}, "home": {"timeouts": 4}},
    }
