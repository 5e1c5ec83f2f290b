"""Both teams side by side: what each has, which has the better of it, and how a bar is split between them.

A row is left out where neither team's number is known. Fewer turnovers and fouls are better.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import floor
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from broadcast.basketball.colors import grounds
from broadcast.basketball.rules import presets
from broadcast.dashboard.show import Document
from broadcast.dashboard.show.axis import WIDE, scaled, share
from broadcast.dashboard.show.words import SIDES, code, number, pair, percent, period_name
from broadcast.dashboard.viewing import Viewing

OTHER = {"home": "away", "away": "home"}


@dataclass(frozen=True)
class Row:
    """One thing that both teams have. `kind` is what its number is: of the line, a pair of it, or a factor."""

    key: str
    label: str | Promise
    title: str | Promise
    kind: str = "line"
    less: bool = False


@dataclass(frozen=True)
class Group:
    """Rows under one head. `note` says where their numbers are from if that is not the feed."""

    title: str | Promise
    rows: tuple[Row, ...]
    note: str | Promise = ""


TRIED = {"FG": "FGA", "FG3": "FGA3", "FT": "FTA"}
GROUPS = (
    Group(
        gettext_lazy("Scoring"),
        (
            Row("score", gettext_lazy("PTS"), gettext_lazy("Points"), "score"),
            Row("FG", gettext_lazy("FG"), gettext_lazy("Field goals"), "pair"),
            Row("FG3", gettext_lazy("3PT"), gettext_lazy("Three-pointers"), "pair"),
            Row("FT", gettext_lazy("FT"), gettext_lazy("Free throws"), "pair"),
            Row("lead", gettext_lazy("Biggest lead"), gettext_lazy("Biggest lead"), "lead"),
        ),
    ),
    Group(
        gettext_lazy("Play"),
        (
            Row("AST", gettext_lazy("AST"), gettext_lazy("Assists")),
            Row("STL", gettext_lazy("STL"), gettext_lazy("Steals")),
            Row("BLK", gettext_lazy("BLK"), gettext_lazy("Blocks")),
            Row("TO", gettext_lazy("TO"), gettext_lazy("Turnovers: fewer are better"), less=True),
            Row("FL", gettext_lazy("PF"), gettext_lazy("Fouls: fewer are better"), less=True),
        ),
    ),
    Group(
        gettext_lazy("Rebounds"),
        (
            Row("REB", gettext_lazy("REB"), gettext_lazy("Rebounds")),
            Row("OFFENSIVE_REB", gettext_lazy("OR"), gettext_lazy("Offensive rebounds")),
            Row("DEFENSIVE_REB", gettext_lazy("DR"), gettext_lazy("Defensive rebounds")),
        ),
    ),
    Group(
        gettext_lazy("Points"),
        (
            Row("paint", gettext_lazy("In the paint"), gettext_lazy("By the places of the made shots"), "team"),
            Row("second_chance", gettext_lazy("Second chance"), gettext_lazy("After offensive rebounds"), "team"),
            Row("off_turnovers", gettext_lazy("Off turnovers"), gettext_lazy("After the others’ turnovers"), "team"),
            Row("fast_break", gettext_lazy("Fast break"), gettext_lazy("As the feed marks them"), "team"),
            Row("bench", gettext_lazy("Bench"), gettext_lazy("Points of those who did not start"), "team"),
        ),
        gettext_lazy("by the plays"),
    ),
    Group(
        gettext_lazy("Four factors"),
        (
            Row("efg", gettext_lazy("eFG%"), gettext_lazy("Field goals, a three counting one and a half"), "factor"),
            Row("turnover", gettext_lazy("TOV%"), gettext_lazy("Turnovers per 100 chances to score"), "factor", True),
            Row("offensive_rebound", gettext_lazy("OREB%"), gettext_lazy("Own misses that were rebounded"), "factor"),
            Row("free_throw", gettext_lazy("FT rate"), gettext_lazy("Free throws made per 100 field goals"), "factor"),
        ),
    ),
)


def comparison(state: Document, viewing: Viewing) -> dict[str, Any]:
    """Return the groups with their rows, and the periods to choose from: `comparison_period`, else the whole game."""
    game = state["game"]
    names = periods(state)
    chosen = viewing.choice("comparison_period", tuple(names))
    numbers = Numbers(state, chosen)
    groups = []
    for group in GROUPS:
        if rows := [row for one in group.rows if (row := numbers.row(one))]:
            groups.append({"title": group.title, "note": "" if chosen else group.note, "rows": rows})
    return {
        "groups": groups,
        "codes": {side: code(game[side]) for side in SIDES},
        "names": {side: game[side]["name"] for side in SIDES},
        "grounds": grounds(game),
        "periods": [{"name": "", "label": _("Game"), "chosen": not chosen}]
        + [{"name": name, "label": period_name(name), "chosen": name == chosen} for name in names]
        if names
        else [],
        "counted": bool(chosen),
    }


def periods(state: Document) -> list[str]:
    """Return the periods of which both teams' numbers have been counted, in order."""
    rules = presets()[state["game"]["rules"]]
    counted = [name for name, lines in state.get("period_stats", {}).items() if "home" in lines or "away" in lines]
    return sorted(counted, key=lambda name: (rules.number(name) or 99, name))


class Numbers:
    """Both teams' numbers, of the whole game or counted of a period.

    The twin of `rowOf` in static/components/compared.js, over tests/vectors/comparison.json.
    """

    def __init__(self, state: Document, period: str) -> None:
        self.state = state
        self.period = period
        self.stats: dict[str, dict[str, Any]] = {side: state.get("team_stats", {}).get(side, {}) for side in SIDES}
        if period:
            self.stats = {side: {"line": state["period_stats"][period].get(side, {})} for side in SIDES}

    def row(self, row: Row) -> dict[str, Any] | None:
        """Return a row as it is painted, or nothing where neither number is known.

        `split` is the visitors' part of the bar. Empty where a number is missing or both are 0.
        """
        parts = {side: self._part(row, side) for side in SIDES}
        values = {side: self._value(row, side) for side in SIDES}
        if not any(part[0] for part in parts.values()):
            return None
        better, split = "", ""
        if (away := values["away"]) is not None and (home := values["home"]) is not None:
            # Two fractions on one denominator, so that nothing is rounded before the bar is split.
            a, b = away[0] * home[1], home[0] * away[1]
            if a + b:
                split = share(scaled(a, WIDE, a + b))
            if a != b:
                better = "away" if (a > b) != row.less else "home"
        return {
            "label": row.label,
            "title": row.title,
            "better": better,
            "split": split,
            **{side: {"text": parts[side][0], "rate": parts[side][1]} for side in SIDES},
        }

    def _part(self, row: Row, side: str) -> tuple[str, str]:
        """Return what is written, and the percentage beside it."""
        line = self.stats[side].get("line", {})
        if row.kind == "pair":
            rate = percent(line, row.key, TRIED[row.key])
            return pair(line, row.key, TRIED[row.key]), f"{rate}%" if rate else ""
        value = self._value(row, side)
        if value is None:
            return "", ""
        thousandths = value[0]
        if row.kind == "factor":
            return f"{thousandths // 10}.{thousandths % 10}", ""
        return number(thousandths / 1000), ""

    def _value(self, row: Row, side: str) -> tuple[int, int] | None:
        """Return a number as a fraction (that of other numbers than pairs in thousandths, of 1), or None if unknown."""
        stats = self.stats[side]
        line = stats.get("line", {})
        if row.kind == "pair":
            tried = int(line.get(TRIED[row.key], 0))
            return (int(line.get(row.key, 0)), tried) if tried else None
        if row.kind == "factor":
            found = factors(line, self.stats[OTHER[side]].get("line", {})) if self.period else stats.get("factors", {})
            value = found.get(row.key)
        elif row.kind == "score":
            value = line.get("PTS") if self.period else self.state.get("score", {}).get(side)
        elif row.kind == "lead":
            value = None if self.period else self.state.get("story", {}).get("biggest_lead", {}).get(side)
        elif row.kind == "team":
            value = stats.get(row.key)
        else:
            value = line.get(row.key)
        return None if value is None else (floor(value * 1000 + 0.5), 1)


def factors(line: dict[str, float], opponents: dict[str, float]) -> dict[str, float]:
    """Return the four factors of a line as fractions, as the document has those of the whole game (docs/numbers.md)."""
    made, threes, tried = (int(line.get(name, 0)) for name in ("FG", "FG3", "FGA"))
    free, free_tried, lost = (int(line.get(name, 0)) for name in ("FT", "FTA", "TO"))
    own, theirs = int(line.get("OFFENSIVE_REB", 0)), int(opponents.get("DEFENSIVE_REB", 0))
    parts = {
        "efg": (2 * made + threes, 2 * tried),
        "turnover": (100 * lost, 100 * tried + 44 * free_tried + 100 * lost),
        "offensive_rebound": (own, own + theirs),
        "free_throw": (free, tried),
    }
    return {name: scaled(part, 1000, whole) / 1000 for name, (part, whole) in parts.items() if whole}
