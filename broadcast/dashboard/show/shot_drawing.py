"""A shot chart as a picture of its own: one SVG file that needs nothing else. Text in, text out.

It draws what `shots.py` says, in the view and with the filters shown. The twin, static/components/shot-drawing.js,
writes the same file in the browser, to the letter; both take their measures and colors from shot_picture.json.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from broadcast.dashboard.show import Document
from broadcast.dashboard.show.words import SIDES

STYLE = json.loads(Path(__file__).with_name("shot_picture.json").read_text("utf-8"))
THEMES = tuple(STYLE["themes"])
_MARGIN, _WIDTH = int(STYLE["margin"]), int(STYLE["width"])
_FACE = "Barlow Condensed, Roboto Condensed, Arial Narrow, sans-serif"
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 has no place for, not even escaped (section 2.2)."""

Chart = dict[str, Any]


def escaped(text: object) -> str:
    """Write a text so that XML takes it for nothing but text, in content and in attributes."""
    clean = _NO_XML.sub("", str(text))
    for mark, name in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        clean = clean.replace(mark, name)
    return clean


def fitted(text: str, size: int, room: int) -> tuple[str, int]:
    """Return a text and the size at which it has room: down to 70 % of what is asked, then cut short.

    A letter of this condensed face is taken to be half as wide as it is high.
    """
    for smaller in range(size, size * 7 // 10 - 1, -2):
        if len(text) * smaller <= 2 * room:
            return text, smaller
    least = size * 7 // 10
    return text[: 2 * room // least - 1] + "…", least


def picture(chart: Chart, state: Document, theme: str, fonts: str = "") -> str:
    """Return the SVG of a chart. `fonts` is the CSS that brings the face along, where it does."""
    colors = STYLE["themes"][theme]
    game = state["game"]
    room = _WIDTH - 2 * _MARGIN
    title, title_size = fitted(_("%(away)s at %(home)s") % {side: game[side]["name"] for side in SIDES}, 52, room)
    words, words_size = fitted(" · ".join([view_name(chart["drawn"]), *chart["in_words"]]), 32, room)
    body, bottom = _body(chart, colors, 152)
    totals = [one for one in chart["totals"] if one["tried"]]
    height = bottom + 64 + 48 * max(1, len(totals)) + 24
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height}" viewBox="0 0 {_WIDTH} {height}" '
        f'font-family="{_FACE}" font-weight="600">',
        f"<style>{fonts}text{{font-variant-numeric:tabular-nums}}</style>",
        f'<rect width="{_WIDTH}" height="{height}" fill="{colors["ground"]}"/>',
        text(_MARGIN, 76, title_size, colors["ink"], title, weight=700),
        text(_MARGIN, 122, words_size, colors["muted"], words),
        body,
        _legend(chart, colors, bottom + 36),
        *(_total(one, chart, colors, bottom + 64 + 48 * number) for number, one in enumerate(totals)),
        "" if totals else text(_MARGIN, bottom + 98, 32, colors["muted"], chart["nothing"]),
        "</svg>",
    ]
    return "".join(f"{part}\n" for part in parts if part)


def text(x: int, y: int, size: int, color: str, words: object, anchor: str = "start", weight: int = 600) -> str:
    """Return one line of text."""
    return (
        f'<text x="{x}" y="{y}" font-size="{size}" font-weight="{weight}" fill="{color}" text-anchor="{anchor}">'
        f"{escaped(words)}</text>"
    )


def view_name(view: str) -> str:
    """Return the name of a view as the title of a picture."""
    return {
        "marks": _("Shot chart"),
        "areas": _("Shooting by area"),
        "zones": _("Shooting by zone"),
        "hex": _("Points per shot"),
    }[view]


def _body(chart: Chart, colors: dict[str, str], top: int) -> tuple[str, int]:
    """Return what is drawn below the titles, and where it ends."""
    if chart["drawn"] == "zones":
        return _tables(chart, colors, top)
    wide, tall = (int(part) for part in chart["view_box"].split()[2:])
    room = _WIDTH - 2 * _MARGIN
    height = (room * tall + wide // 2) // wide
    own = chart["ground"] or colors["muted"]
    lines = chart["lines"]
    parts = [
        f'<svg x="{_MARGIN}" y="{top}" width="{room}" height="{height}" viewBox="{chart["view_box"]}">',
        f'<path d="{lines["bounds"]}" fill="{colors["floor"]}"/>',
        *(_filled(one, own, colors) for one in chart.get("areas", []) + chart.get("hexagons", [])),
        f'<g fill="none" stroke="{colors["court"]}" stroke-width="50">',
        *(_line(name, path, colors) for name, path in lines.items()),
        "</g>",
        *(_label(one, colors) for one in chart.get("areas", []) if one["tried"]),
        *(_mark(one, chart, colors) for one in chart.get("marks", [])),
        "</svg>",
    ]
    return "\n".join(parts), top + height


def _filled(one: dict[str, Any], own: str, colors: dict[str, str]) -> str:
    edge = f' stroke="{colors["edge"]}" stroke-opacity="0.6" stroke-width="25"' if "size" in one else ""
    opacity = STYLE["tones"][one["tone"]]
    return (
        f'<path d="{one["path"]}" fill="{own}" fill-opacity="{opacity}" fill-rule="evenodd"{edge}>'
        f"<title>{escaped(one['title'])}</title></path>"
    )


def _line(name: str, path: str, colors: dict[str, str]) -> str:
    if name == "marks":
        return f'<path d="{path}" fill="{colors["court"]}" stroke="none"/>'
    if name in ("board", "rim"):
        return f'<path d="{path}" stroke="{colors["ink"]}" stroke-width="70"/>'
    dashes = f' stroke-dasharray="312{" 394" * 13} 312"' if name == "circle-back" else ""
    return f'<path d="{path}"{dashes}/>'


def _label(one: dict[str, Any], colors: dict[str, str]) -> str:
    halo = (
        f'fill="{colors["ink"]}" stroke="{colors["ground"]}" stroke-width="150" stroke-linejoin="round" '
        'paint-order="stroke"'
    )
    place = f'x="{one["x"]}" text-anchor="{one["anchor"]}"'
    return (
        f'<text {place} y="{one["y"]}" font-size="980" font-weight="700" {halo}>{one["made"]}/{one["tried"]}</text>\n'
        f'<text {place} y="{one["y"] + 720}" font-size="720" {halo}>{one["percent"]}%</text>'
    )


def _mark(one: dict[str, Any], chart: Chart, colors: dict[str, str]) -> str:
    said = f"<title>{escaped(one['title'])}</title>"
    if one["made"]:
        ground = chart["grounds"][one["side"]]
        return (
            f'<circle cx="{one["x"]}" cy="{one["y"]}" r="{chart["radius"]}" fill="{ground}" stroke="{colors["edge"]}" '
            f'stroke-width="45">{said}</circle>' + _eye(one["side"], one["x"], one["y"], 78, 45, colors)
        )
    return (
        f'<path d="M-165-165L165 165M165-165L-165 165" transform="translate({one["x"]} {one["y"]})" fill="none" '
        f'stroke="{colors["muted"]}" stroke-width="70" stroke-linecap="round">{said}</path>'
    )


def _eye(side: str, x: int, y: int, radius: int, edge: int, colors: dict[str, str]) -> str:
    """Return what the home team's makes have in their middle: colors alone do not tell the teams apart."""
    if side != "home":
        return ""
    drawn = f'cx="{x}" cy="{y}" r="{radius}" fill="{colors["floor"]}" stroke="{colors["edge"]}" stroke-width="{edge}"'
    return f"<circle {drawn}/>"


def _tables(chart: Chart, colors: dict[str, str], top: int) -> tuple[str, int]:
    """Return the tables of the feed's zones side by side, and where the longer one ends."""
    tables = [table for table in chart["tables"] if table["rows"]]
    wide = (_WIDTH - 2 * _MARGIN - 48) // 2
    parts = []
    for number, table in enumerate(tables):
        left = _MARGIN + number * (wide + 48)
        right = [left + wide * share // 100 for share in (20, 40, 60, 80, 100)]
        parts.append(text(left, top + 30, 30, colors["ink"], table["title"]))
        heads = (_("Zone"), _("FGM"), _("FGA"), chart["words"]["fg_percent"], chart["words"]["efg"])
        parts += [text(x, top + 72, 26, colors["muted"], head, "end") for x, head in zip(right, heads, strict=True)]
        for line, row in enumerate(table["rows"]):
            values = (row["zone"], row["made"], row["tried"], row["percent"], row["efg"])
            y = top + 112 + 38 * line
            parts += [text(x, y, 30, colors["ink"], value, "end") for x, value in zip(right, values, strict=True)]
    longest = max((len(table["rows"]) for table in tables), default=0)
    return "\n".join(parts), top + 112 + 38 * longest


def _legend(chart: Chart, colors: dict[str, str], y: int) -> str:
    """Return the key to what is drawn, and how many shots it shows."""
    parts = [
        text(
            _WIDTH - _MARGIN,
            y,
            28,
            colors["muted"],
            " · ".join(one for one in (chart["counted"], chart["left_out"]) if one),
            "end",
        )
    ]
    own = chart["ground"] or colors["muted"]
    if chart["drawn"] == "marks":
        parts += [
            f'<circle cx="{_MARGIN + 10}" cy="{y - 9}" r="10" fill="{colors["muted"]}"/>',
            f'<circle cx="{_MARGIN + 36}" cy="{y - 9}" r="10" fill="{colors["muted"]}"/>',
            f'<circle cx="{_MARGIN + 36}" cy="{y - 9}" r="4" fill="{colors["ground"]}"/>',
            text(_MARGIN + 56, y, 28, colors["muted"], _("made")),
            f'<path d="M-9-9L9 9M9-9L-9 9" transform="translate({_MARGIN + 200} {y - 9})" stroke="{colors["muted"]}" '
            f'stroke-width="4" stroke-linecap="round"/>',
            text(_MARGIN + 220, y, 28, colors["muted"], _("missed")),
        ]
    elif chart["drawn"] != "zones":
        mean = _("Points per shot, to the game’s") if chart["drawn"] == "hex" else chart["words"]["efg_to_mean"]
        parts.append(text(_MARGIN, y, 28, colors["muted"], mean))
        for number, (tone, words) in enumerate((("over", _("over")), ("within", _("about")), ("under", _("under")))):
            x = _MARGIN + 360 + 130 * number
            parts.append(
                f'<rect x="{x}" y="{y - 20}" width="22" height="22" fill="{own}" fill-opacity="{STYLE["tones"][tone]}" '
                f'stroke="{own}" stroke-width="2"/>'
            )
            parts.append(text(x + 32, y, 28, colors["muted"], words))
    return "\n".join(parts)


def _total(one: dict[str, Any], chart: Chart, colors: dict[str, str], top: int) -> str:
    """Return the line of what a team's shots add up to."""
    facts = [
        (_("FG"), f"{one['made']}-{one['tried']}"),
        (_("3PT"), f"{one['threes_made']}-{one['threes']}" if one["threes"] else ""),
        (chart["words"]["efg"], one["efg"]),
        (_("PTS/shot"), one["points_per_shot"]),
    ]
    ground = chart["grounds"][one["side"]]
    begin = f'<rect x="{_MARGIN}" y="{top}" width="8" height="40" fill="{ground}" stroke="{colors["muted"]}"/>'
    if chart["drawn"] == "marks":
        x, y = _MARGIN + 12, top + 20
        begin = f'<circle cx="{x}" cy="{y}" r="11" fill="{ground}" stroke="{colors["edge"]}" stroke-width="2"/>'
        begin += _eye(one["side"], x, y, 4, 2, colors)
    parts = [begin, text(_MARGIN + 32, top + 33, 36, colors["ink"], one["code"], weight=700)]
    for number, (name, value) in enumerate(facts):
        if value:
            x, y = _MARGIN + 170 + 240 * number, top + 33
            parts.append(
                f'<text x="{x}" y="{y}" font-size="30" fill="{colors["muted"]}">{escaped(name)} '
                f'<tspan dx="4" font-size="36" font-weight="700" fill="{colors["ink"]}">{escaped(value)}</tspan></text>'
            )
    return "\n".join(parts)
