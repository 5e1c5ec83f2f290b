"""Where shots are taken and how often they fall, in the hoop frame (mm; rim at 0,0; +y to half court).

Frequencies and percentages are round figures of professional play. The zone numbers are this simulator's
own invention (ASSUMED): the Event API's zones 1 to 14 are documented by pictures alone.
"""

from __future__ import annotations

import math
from random import Random

import msgspec

from broadcast.recordings.plays import Shot
from broadcast.recordings.simulator.rules import Rules

RIM_MM = 1220
SHORT_MM = 4300
# Behind the rim to the baseline, less a shooter's feet.
BASELINE_Y = -1450


class Kind(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of shot: how often it is taken, falls, is assisted, blocked, and draws a foul."""

    name: str
    share: float
    made: float
    assisted: float
    blocked: float
    fouled: float
    three: bool = False


KINDS = (
    Kind(name="rim", share=0.33, made=0.645, assisted=0.55, blocked=0.10, fouled=0.17),
    Kind(name="short", share=0.17, made=0.44, assisted=0.35, blocked=0.06, fouled=0.08),
    Kind(name="mid", share=0.12, made=0.415, assisted=0.40, blocked=0.02, fouled=0.03),
    Kind(name="corner", share=0.09, made=0.39, assisted=0.92, blocked=0.01, fouled=0.015, three=True),
    Kind(name="arc", share=0.29, made=0.36, assisted=0.78, blocked=0.01, fouled=0.015, three=True),
)
PUTBACK = KINDS[0]
HEAVE = Kind(name="heave", share=0, made=0.03, assisted=0, blocked=0, fouled=0, three=True)


def draw_kind(rng: Random, threes: float) -> Kind:
    """Draw a kind of shot; `threes` is how much the shooter likes threes (1 = average)."""
    weights = [kind.share * (threes if kind.three else 1) for kind in KINDS]
    return rng.choices(KINDS, weights)[0]


def draw_place(rng: Random, kind: Kind, rules: Rules) -> tuple[int, int]:
    """Draw a place of that kind: x, y in mm, on the right side of the three-point line."""
    if kind.name == "rim":
        return _polar(abs(rng.gauss(0, 520)) % RIM_MM, rng.uniform(-90, 90))
    if kind.name == "short":
        return _polar(rng.uniform(RIM_MM + 60, SHORT_MM - 60), rng.gauss(0, 38), limit=80)
    if kind.name == "mid":
        return _polar(rng.uniform(SHORT_MM + 60, rules.corner_mm - 200), rng.uniform(-82, 82))
    if kind.name == "corner":
        x = rules.corner_mm + rng.uniform(60, max(120, rules.half_width_mm - rules.corner_mm - 250))
        y = rng.uniform(BASELINE_Y + 350, corner_top(rules) - 100)
        return round(math.copysign(x, rng.random() - 0.5)), round(y)
    if kind.name == "heave":
        return round(rng.gauss(0, 2200)), round(rng.uniform(10_500, 16_000))
    reach = math.degrees(math.asin(rules.corner_mm / (rules.three_mm + 900))) - 4
    return _polar(rules.three_mm + 80 + abs(rng.gauss(0, 380)) % 900, rng.uniform(-reach, reach))


def corner_top(rules: Rules) -> float:
    """How far out from the hoop (mm) the straight part of the three-point line reaches."""
    return math.sqrt(max(rules.three_mm**2 - rules.corner_mm**2, 0)) or 900.0


def is_three(x: float, y: float, rules: Rules) -> bool:
    """Whether a place lies behind the three-point line."""
    return abs(x) > rules.corner_mm if y < corner_top(rules) else math.hypot(x, y) > rules.three_mm


def zone(x: float, y: float, three: bool) -> int:
    """The zone of a place, 1 to 14 (ASSUMED numbering, from the left as seen from the hoop).

    1 at the rim; 2 to 4 short: left, middle, right; 5 to 9 mid-range: left baseline, left wing, top, right
    wing, right baseline; 10 to 14 threes: left corner, left wing, top, right wing, right corner.
    """
    distance = math.hypot(x, y)
    angle = math.degrees(math.atan2(x, y))
    if three:
        return 10 + _sector(angle, (-68, -22, 22, 68))
    if distance <= RIM_MM:
        return 1
    if distance <= SHORT_MM:
        return 2 + _sector(angle, (-30, 30))
    return 5 + _sector(angle, (-65, -22, 22, 65))


def make_shot(
    rng: Random, kind: Kind, rules: Rules, *, made: bool, assisted: bool, end: int, three: bool | None = None
) -> Shot:
    """Make a shot of a kind: its place, attributes, zone and dribbles."""
    x, y = draw_place(rng, kind, rules)
    three = kind.three if three is None else three
    dribbles = 0 if assisted and rng.random() < 0.7 else rng.randint(1, 7)
    attributes = ["CAS" if dribbles == 0 else "OTD"]
    if kind.name == "rim":
        attributes.append("DUNK" if made and rng.random() < 0.22 else "LAYUP")
    else:
        attributes.append("FADEAWAY" if kind.name == "mid" and rng.random() < 0.12 else "JUMPSHOT")
    attributes.append("GUARDED" if rng.random() < 0.6 else "UNGUARDED")
    if made and "DUNK" not in attributes and rng.random() < 0.3:
        attributes.append("CLEAN")
    return Shot(
        three=three, made=made, x=x, y=y, end=end, attributes=tuple(attributes), zone=zone(x, y, three),
        dribbles=dribbles,
    )  # fmt: skip


def _sector(angle: float, borders: tuple[float, ...]) -> int:
    return sum(angle > border for border in borders)


def _polar(distance: float, degrees: float, limit: float = 90) -> tuple[int, int]:
    angle = math.radians(max(-limit, min(limit, degrees)))
    return round(distance * math.sin(angle)), round(distance * math.cos(angle))
