"""The color of each team's bar and marks: the grounds that two teams get when they stand side by side (LOOK 3).

The twin of `groundsOf` in static/components/words.js, over tests/vectors/colors.json, so that the server paints
what the browser will keep. Inks and edges are for graphics on air, and live in static/js/colors.js alone.
"""

from __future__ import annotations

import math
import re
from typing import Any

NO_COLOR = "#3A4350"
"""The ground of a team whose color is not known."""

_NIGHT = "#0E1116"
_WHITE_JERSEY = "#E9ECEF"
_WHITE_FROM = 0.93
_CLASH = 0.16
_NEAR_HUE = math.radians(25)
_COLORFUL = 0.1
_COLOR = re.compile(r"#[0-9A-Fa-f]{6}\Z")

Team = dict[str, Any]


def grounds(game: dict[str, Any]) -> dict[str, str]:
    """Return both teams' grounds as #RRGGBB. A team without a color is gray, and no reason to give way to it."""
    home, away = game["home"], game["away"]
    if _known(home, "color") is None or _known(away, "color") is None:
        return {"home": _ground(_known(home, "color")), "away": _ground(_known(away, "color"))}
    return apart(home, away)


def apart(home: Team, away: Team) -> dict[str, str]:
    """Return grounds that are told apart: where the two clash, the visitors take another of their colors."""
    home_ground = _ground(_known(home, "color"))
    own = _known(away, "color")
    away_ground = _ground(own)
    if _distance(away_ground, home_ground) < _CLASH:
        others = (_known(away, "secondary"), _known(away, "text_color"), _WHITE_JERSEY, own, NO_COLOR, _NIGHT)
        tried = (_ground(other) for other in others if other is not None)
        away_ground = next((one for one in tried if _distance(one, home_ground) >= _CLASH), away_ground)
    return {"home": home_ground, "away": away_ground}


def own_ground(team: Team) -> str:
    """Return the ground of a team that stands alone, as #RRGGBB."""
    return _ground(_known(team, "color"))


def near_key(key: str, ground: str) -> bool:
    """Tell whether a ground would be cut out with a key color: both colorful (OKLab), their hues within 25 degrees."""
    (_, a, b), (_, c, d) = _oklab(key), _oklab(ground)
    if math.hypot(a, b) <= _COLORFUL or math.hypot(c, d) <= _COLORFUL:
        return False
    apart = abs(math.atan2(b, a) - math.atan2(d, c))
    return min(apart, math.tau - apart) <= _NEAR_HUE


def _known(team: Team, name: str) -> str | None:
    color = str(team.get(name, ""))
    return color.upper() if _COLOR.match(color) else None


def _ground(color: str | None) -> str:
    if color is None:
        return NO_COLOR
    light, *hue = _oklab(color)
    # A yellow jersey is as light as a white one.
    return _WHITE_JERSEY if light > _WHITE_FROM and math.hypot(*hue) < _COLORFUL else color


def _distance(one: str, other: str) -> float:
    return math.dist(_oklab(one), _oklab(other))


def _linear(channel: str) -> float:
    value = int(channel, 16) / 255
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _oklab(color: str) -> tuple[float, float, float]:
    """Return Björn Ottosson's OKLab of #RRGGBB: L (0 to 1), a, b."""
    red, green, blue = (_linear(color[at : at + 2]) for at in (1, 3, 5))
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    return (
        0.2104542553 * long + 0.793617785 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.428592205 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.808675766 * short,
    )
