"""The flow of the game: the margin over game time, lead changes, ties, the biggest leads and the runs."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from broadcast.basketball.colors import grounds
from broadcast.dashboard.show import Document
from broadcast.dashboard.show.axis import Axis, axis_of, share
from broadcast.dashboard.show.flow_layout import Moment, layout, moments, timed_runs
from broadcast.dashboard.show.play_filter import text_of
from broadcast.dashboard.show.words import SIDES, code, short
from broadcast.dashboard.viewing import Viewing


def flow(state: Document, viewing: Viewing) -> dict[str, Any]:
    """Return what the panel says: the chart, the facts, the moment pointed at (the newest), and the same as a list."""
    game = state["game"]
    found = moments(state)
    drawn = layout(state)
    axis = axis_of(state)
    names = {side: short(game[side]) for side in SIDES}
    return {
        "any": bool(found),
        "why": "" if found else _nothing(state),
        "grounds": grounds(game),
        "names": names,
        "facts": facts(state),
        "moment": told(found[-1], axis, names) if found else {},
        "place": {"x": share(axis.place(found[-1].ms))} if found else {},
        "last": len(found) - 1,
        "periods": axis.periods(),
        "chart": drawn,
        "zero": share(drawn["zero"] * 10),
        "lines": [{"y": share(line["y"] * 10), "lead": line["lead"]} for line in drawn["lines"]],
        "marks": [{"x": share(mark["x"]), "kind": mark["kind"]} for mark in drawn["marks"]],
        "leads": [
            {"team": lead["team"], "x": share(lead["x"]), "y": share(lead["y"] * 10), "points": lead["points"]}
            | {"place": place(lead["x"], lead["y"])}
            for lead in drawn["leads"]
        ],
        "runs": [
            run | {"left": share(run["left"]), "width": share(run["width"]), "text": run_text(run["points"])}
            for run in drawn["runs"]
        ],
        "told": {"changes": _changes(found, axis, names), "runs": _told_runs(state, axis, names)},
    }


def place(x: int, y: int) -> str:
    """Return where the text of a lead stands beside its mark: within the chart, and clear of the brackets of runs."""
    across = "start" if x < 400 else "end" if x > 9_600 else "middle"
    return f"{across} inside" if min(y, 1_000 - y) < 150 else across


def run_text(points: int) -> str:
    """Write an unanswered run: `12–0`."""
    return f"{points}–0"


def told(moment: Moment, axis: Axis, names: dict[str, str]) -> dict[str, str]:
    """Return a moment in words: when, the score, the play."""
    return {
        "when": axis.moment(moment.ms, ends=True),
        "score": _("%(away)s %(away_score)s, %(home)s %(home_score)s")
        % {"away": names["away"], "away_score": moment.away, "home": names["home"], "home_score": moment.home},
        "text": text_of(moment.play),
    }


def facts(state: Document) -> list[dict[str, str]]:
    """Return what the story of the game comes to, as far as it is known."""
    story, game = state.get("story", {}), state["game"]
    found = []
    if "lead_changes" in story:
        found.append({"name": _("Lead changes"), "value": str(story["lead_changes"])})
    if "times_tied" in story:
        found.append({"name": _("Times tied"), "value": str(story["times_tied"])})
    biggest = story.get("biggest_lead", {})
    if values := [f"{code(game[side])} {biggest[side]}" for side in SIDES if side in biggest]:
        found.append({"name": _("Biggest lead"), "value": ", ".join(values)})
    if "run" in story:
        run = story["run"]
        found.append({"name": _("Run now"), "value": f"{code(game[run['team']])} {run_text(run['points'])}"})
    return found


def _nothing(state: Document) -> str:
    """Return why there is no chart."""
    if any("home" in play for play in state.get("plays", {}).values()):
        return _("The plays have no game clock, so that the margin cannot be drawn over time.")
    return _("Nobody has scored yet.")


def _changes(found: list[Moment], axis: Axis, names: dict[str, str]) -> list[str]:
    """Return the lead changes and ties in words."""
    lines, leader = [], 0
    for one in found:
        sign = (one.margin > 0) - (one.margin < 0)
        when = axis.moment(one.ms, ends=True)
        if sign == 0:
            lines.append(_("%(when)s: tied at %(points)s") % {"when": when, "points": one.home})
        elif sign != leader:
            if leader:
                team = names["home" if sign > 0 else "away"]
                score = f"{max(one.home, one.away)}–{min(one.home, one.away)}"
                lines.append(
                    _("%(when)s: %(team)s take the lead, %(score)s") % {"when": when, "team": team, "score": score}
                )
            leader = sign
    return lines


def _told_runs(state: Document, axis: Axis, names: dict[str, str]) -> list[str]:
    """Return the runs in words."""
    return [
        _("%(team)s %(run)s, %(begin)s to %(end)s")
        % {
            "team": names[run["team"]],
            "run": run_text(run["points"]),
            "begin": axis.moment(run["from_ms"], ends=True),
            "end": axis.moment(run["to_ms"], ends=True),
        }
        for run in timed_runs(state)
    ]
