"""Documents that lack things, or have odd ones: every panel and export can be made of them, by every address."""

from __future__ import annotations

import json
import random
from datetime import UTC
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree

from django.http import QueryDict
from django.template.loader import render_to_string
from django.test import RequestFactory
from hypothesis import given, settings
from hypothesis import strategies as st

from broadcast.dashboard.exports import box, plays, shots, units
from broadcast.dashboard.exports.spreadsheet import as_csv
from broadcast.dashboard.panels import PANELS
from broadcast.dashboard.show.shot_drawing import picture
from broadcast.dashboard.show.shots import shot_chart
from broadcast.dashboard.viewing import Viewing
from tests.documents import TIPOFF, Document, validate, variants

ODD = [
    "__proto__",
    "constructor",
    'it\'s "quoted"',
    "a/b c",
    "𝔻𝕠𝕖",
    "<b>&amp;",
    "a\nb",
    "0",
    "home",
    "=1+1",
    "%s %(count)s",
    "",
]
PERIODS = ["Q9", "H1", "OT", "OT12", "OT999999999", "P1", "Q٣", "weird <b>", "Q0", "__proto__", "first-half"]
NEEDED = {
    "game",
    "feed",
    "order",
    "at",
    "kind",
    "team",
    "made",
    "three",
    "line",
    "players",
    "seconds",
    "points_for",
} | {
    *(
        "points_against",
        "from_ms",
        "plus_minus",
        "points",
        "source",
        "state",
        "id",
        "name",
        "format",
        "rules",
        "reason",
    ),
    *("home", "away", "event_id", "status"),
}
"""Names that somewhere must not be missing."""

CHOICES = {
    **{
        "view": ["areas", "zones", "hex"],
        "team": ["home"],
        "player": ODD,
        "unit": ODD,
        "period": PERIODS,
        "last": ["5"],
    },
    **{"attribute": ODD, "plays_who": ODD, "plays_period": PERIODS, "plays_find": ODD, "plays": ["all", "-1", "٣"]},
    **{"sort": ["PTS", "-NAME", "constructor"], "box_period": PERIODS, "box_columns": ["all"], "plays_reel": ODD},
    **{"comparison_period": PERIODS, "units_with": ODD, "units_without": ODD, "units_sort": ["net", "x" * 5000]},
}


def spoiled(state: Document, chance: random.Random) -> Document:
    """Return a document that lacks some of what may be missing, and has odd ids, periods and words."""
    for topic in chance.sample(sorted(set(state) - {"game", "feed"}), chance.randint(0, len(state) // 3)):
        del state[topic]
    text = json.dumps(state)
    for player in chance.sample(list(state.get("players", {})), min(3, len(state.get("players", {})))):
        text = text.replace(json.dumps(player), json.dumps(chance.choice(ODD)))
    for period in ("Q1", "Q2", "H1", "OT1"):
        if chance.random() < 0.4:
            text = text.replace(json.dumps(period), json.dumps(chance.choice(PERIODS)))
    odd: Document = json.loads(text)
    _thin_out(odd, chance)
    return validate(odd)


def _thin_out(part: Any, chance: random.Random) -> None:
    for name in list(part):
        if isinstance(part[name], dict):
            _thin_out(part[name], chance)
        elif name not in NEEDED and chance.random() < 0.1:
            del part[name]


@settings(deadline=None, max_examples=15)
@given(name=st.sampled_from(sorted(variants())), seed=st.integers(0, 2**32))
def test_everything_can_be_made_of_odd_documents(name: str, seed: int) -> None:
    """Whatever is missing or odd, each panel is painted, each export written, and nothing unknown is shown as such."""
    chance = random.Random(seed)  # noqa: S311
    state = spoiled(variants()[name], chance)
    pairs = [(one, chance.choice(values)) for one, values in CHOICES.items() if chance.random() < 0.4 for _ in range(2)]
    choices = QueryDict(urlencode(pairs))
    viewing = Viewing(TIPOFF, UTC, choices)
    request = RequestFactory().get("/games/g/", dict(choices.lists()))
    for panel in PANELS:
        context = {"panel": panel.show(state, viewing), "event_id": "g"}
        painting = render_to_string(f"dashboard/components/{panel.template}.html", context, request)
        for unknown in (">None<", ">nan<", '="None"'):
            assert unknown not in painting, panel.name
    assert as_csv(box.table(state, viewing))
    assert as_csv(units.table(state, viewing))
    assert as_csv(plays.table(state, choices, UTC))
    assert as_csv([shots.row(key, shot, state) for key, shot in state.get("shots", {}).items()]) is not None
    assert plays.decision_list(state, choices, UTC).startswith("TITLE:")
    ElementTree.fromstring(picture(shot_chart(state, viewing), state, "dark"))  # noqa: S314
