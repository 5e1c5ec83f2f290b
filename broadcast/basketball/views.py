"""The topics of the game document, each a pure function of the tables and of what is counted over the plays.

`held` is what a topic said before: an entry that has not changed keeps its identity, so that whoever compares two
documents can skip it. `sides` maps team ids to `home` and `away`. The rules are those of docs/numbers.md.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Any

from broadcast.basketball.court import court
from broadcast.basketball.fold import Data, Fold
from broadcast.basketball.possessions import Possessions
from broadcast.basketball.rules import OTHER, SIDES, RuleSet
from broadcast.basketball.story import Run
from broadcast.basketball.tables import Tables
from broadcast.basketball.tallies import bonus, team_fouls, timeouts_left

LATEST = ("at", "period", "clock_ms", "team", "player", "kind", "text")
"""What is said of the newest play."""
ASSIST_MS = 2_000
"""ASSUMED: an assist is entered within this of the shot it belongs to, and not before it."""


def teams(tables: Tables, sides: Mapping[str, str], by_hand: Mapping[str, Mapping[str, str]]) -> Data:
    """Return both teams: the schedule's names, the newest jersey colors, and over both what producers have set."""
    schedule = tables.table("schedule").get("game") or {}
    colors = _colors(tables)
    ids = {side: team_id for team_id, side in sides.items()}
    found: Data = {}
    for side in SIDES:
        team_id = ids.get(side, side)
        roster = tables.table("roster").get(team_id) or {}
        team = {"id": team_id, "name": schedule.get(side, {}).get("name") or roster.get("name") or side.title()}
        if "logo" in roster:
            team["logo"] = roster["logo"]
        found[side] = team | colors.get(side, {}) | dict(by_hand.get(team_id, {}))
    return found


def _colors(tables: Tables) -> Mapping[str, Data]:
    """Return the jersey colors of the newest marker that carries them."""
    markers = [(int(data.get("at", 0)), key) for key, data in tables.table("marker").items() if "colors" in data]
    newest = tables.table("marker").get(max(markers)[1]) if markers else None
    return newest["colors"] if newest else {}


def score(tables: Tables, sides: Mapping[str, str], rules: RuleSet) -> Data:
    """Return the score: the newer of the totals and of what a scoring stats row carried; periods by the totals."""
    totals = tables.table("totals").get("game") or {}
    view: Data = {side: totals[side]["score"] for side in SIDES if "score" in totals.get(side, {})}
    scored = tables.scores.get("game")
    if scored is not None and tables.newest_score() == "scores" and (side := sides.get(scored["team"])) is not None:
        view = {side: scored["score"], OTHER[side]: scored["opposing"]}
    periods = {}
    for place, period in enumerate(totals.get("periods", ()), start=1):
        name = period["period"]
        number = rules.number(name)
        entry = {"order": place if number is None else number}
        entry |= {side: period[side] for side in SIDES if side in period}
        if "session" in period:
            entry["session_id"] = period["session"]
        periods[name] = entry
    if periods:
        view["periods"] = periods
    return view


def shots(tables: Tables, sides: Mapping[str, str], rules: RuleSet, fold: Fold, held: Data) -> Data:
    """Return the shots with their areas and where the game stood, made ones with their passer, corrected ones marked.

    The score before a shot is told once there are plays to count it from.
    """
    view: Data = {}
    half = court(rules.court)
    untold = () if fold.plays else SIDES
    for key, data in tables.table("shots").items():
        side = sides.get(data["team"])
        if side is None:
            continue
        shot = {name: value for name, value in data.items() if name not in ("session", "shot_clock_ms")}
        shot["team"] = side
        before = tables.before("shots", key, data)
        if before is not None and (before["made"], before["three"]) != (data["made"], data["three"]):
            shot["corrected"] = True
        if "x" in data and "y" in data and half.holds(data["x"], data["y"]):
            shot["area"] = half.area(data["x"], data["y"])
        shot |= fold.shots.get(key, {})
        for name in untold:
            shot.pop(name, None)
        view[key] = shot
    _add_passers(view, fold.assists)
    return kept(held, view)


def _add_passers(view: Data, assists: Sequence[tuple[int, str, str]]) -> None:
    """Give each assist to the last shot that its team had made by then, if it is not the passer's own."""
    made = sorted((shot["at"], key) for key, shot in view.items() if shot["made"])
    by_side = {side: [entry for entry in made if view[entry[1]]["team"] == side] for side in SIDES}
    for at, side, passer in assists:
        index = bisect_right(by_side[side], at, key=lambda entry: entry[0])
        shot = view[by_side[side][index - 1][1]] if index else None
        if shot is not None and at - shot["at"] <= ASSIST_MS and shot.get("player") != passer:
            shot["assisted_by"] = passer


def plays(tables: Tables, fold: Fold, held: Data) -> Data:
    """Return the plays, corrected ones with what they said before."""
    view = dict(fold.plays)
    details = tables.table("details")
    for key in tables.corrected["details"]:
        data = details.get(key)
        before = None if data is None else tables.before("details", key, data)
        if before is not None and data is not None and before.get("text") not in (None, data.get("text")):
            view[key] = view[key] | {"corrected": True, "was": before["text"]}
    return kept(held, view)


def latest(plays: Data) -> Data:
    """Return the newest play that stands, in brief: what a board has room for. `plays` is in order of time."""
    for key in reversed(plays):
        play = plays[key]
        if not play["kind"].startswith("deleted_"):
            return {name: play[name] for name in LATEST if name in play}
    return {}


def players(tables: Tables, sides: Mapping[str, str], fold: Fold, held: Data) -> Data:
    """Return the players of both rosters, and any others that have stats: the feed's line, and what is counted."""
    view: Data = {}
    for team_id, roster in tables.table("roster").items():
        side = sides.get(team_id)
        if side is None:
            continue
        for player_id, data in roster["players"].items():
            player = {name: value for name, value in data.items() if name != "display_name"}
            view[player_id] = player | {"team": side, "line": {}}
            if "display_name" in data:
                view[player_id]["name"] = data["display_name"]
    for (team_id, player_id), line in tables.lines().items():
        side = sides.get(team_id)
        if side is not None:
            player = view.setdefault(player_id, {"team": side, "line": {}})
            player["line"] = {stat: _whole(value) for stat, value in sorted(line.items())}
    for player_id in (fold.plus_minus.keys() | fold.played_ms.keys()) & view.keys():
        view[player_id]["plus_minus"] = fold.plus_minus.get(player_id, 0)
        view[player_id]["seconds"] = round(fold.played_ms.get(player_id, 0) / 1000)
    _add_periods(view, fold)
    for five in fold.floor.values():
        for player_id in five:
            if player_id in view:
                view[player_id]["on_floor"] = True
    return kept(held, view)


def _add_periods(view: Data, fold: Fold) -> None:
    """Add what each player has by period, for those in which he stood on the floor."""
    for period in dict.fromkeys((*fold.period_ms, *fold.period_plus_minus)):
        times, points = fold.period_ms.get(period, {}), fold.period_plus_minus.get(period, {})
        for player_id in times.keys() | points.keys():
            if (player := view.get(player_id)) is not None:
                entry = {"seconds": round(times.get(player_id, 0) / 1000), "plus_minus": points.get(player_id, 0)}
                player.setdefault("periods", {})[period] = entry


def stints(fold: Fold) -> Data:
    """Return the stints of each player for whom time or points have been counted."""
    return {
        player_id: entries
        for player_id, entries in fold.stints.by_player.items()
        if entries and (player_id in fold.played_ms or player_id in fold.plus_minus)
    }


def team_lines(players: Mapping[str, Data]) -> dict[str, Data]:
    """Return each team's line: the sum of its players'."""
    lines: dict[str, Data] = {side: {} for side in SIDES}
    for player in players.values():
        line = lines[player["team"]]
        for stat, value in player["line"].items():
            line[stat] = _whole(line.get(stat, 0) + value)
    return lines


def team_stats(
    lines: Mapping[str, Data],
    parts: Mapping[str, Data],
    fold: Fold,
    rules: RuleSet,
    period: str | None,
    clock: int | None,
) -> Data:
    """Return each team's line, its `parts` (`derived`), its team fouls, bonus and timeouts in `period` at `clock` (ms).

    Fouls are there once the plays have held one, timeouts likewise.
    """
    view: Data = {}
    for side in SIDES:
        stats: Data = {"line": lines[side], **parts[side]}
        if period is not None and any(fold.fouls.values()):
            stats["fouls"] = team_fouls(rules, fold.fouls[side], period)[0]
            if (lit := bonus(rules, fold.fouls[OTHER[side]], period)) is not None:
                stats["bonus"] = lit
        if period is not None and any(fold.timeouts.values()):
            if clock is None and fold.latest is not None and fold.latest[0] == period:
                clock = fold.latest[1]
            left = timeouts_left(rules, fold.timeouts[side], fold.timeouts[OTHER[side]], (period, clock))
            if left is not None:
                stats["timeouts"] = left
        if stats["line"] or len(stats) > 1:
            view[side] = stats
    return view


def lineups(fold: Fold, source: str) -> Data:
    """Return who is on the floor, who says so, and since when."""
    view: Data = {}
    for side, five in fold.floor.items():
        view[side] = {"players": list(five), "source": source}
        if side in fold.since:
            view[side]["since"] = fold.since[side]
    return view


def units(fold: Fold, possessions: Possessions, held: Data) -> Data:
    """Return the fives that have played together, with their time and points, and their possessions if any are fed."""
    view = {}
    for key, unit in fold.units.items():
        view[key] = {name: unit[name] for name in ("team", "players", "points_for", "points_against")}
        view[key]["seconds"] = round(unit["ms"] / 1000)
        if possessions:
            view[key]["possessions"] = possessions.by_unit[key]
            view[key]["possessions_against"] = possessions.against_unit[key]
    return kept(held, view)


def story(fold: Fold) -> Data:
    """Return how the score went: lead changes, ties, biggest leads, the run of the team that scored last, long runs."""
    story = fold.story
    view: Data = {
        "lead_changes": story.lead_changes,
        "times_tied": story.times_tied,
        "biggest_lead": dict(story.biggest_lead),
    }
    if story.run is not None:
        view["run"] = {"team": story.run.team, "points": story.run.points}
    runs = {str(number): _run(run) for number, run in enumerate(story.long_runs)}
    return view | {"runs": runs} if runs else view


def _run(run: Run) -> Data:
    view: Data = {"team": run.team, "points": run.points}
    for name, played in (("from_ms", run.from_ms), ("to_ms", run.to_ms)):
        if played is not None:
            view[name] = played
    return view


def mismatches(score: Mapping[str, Any], fold: Fold) -> dict[str, str]:
    """Return where the plays, or the periods, disagree with the feed's totals: in words, by what they disagree on."""
    found: dict[str, str] = {}
    for side in SIDES:
        total = score.get(side)
        if total is None:
            continue
        if fold.plays and total != fold.story.score[side]:
            found[f"score.{side}"] = f"{side} {total} by the totals, {fold.story.score[side]} by the plays"
        periods = [period[side] for period in score.get("periods", {}).values() if side in period]
        if periods and sum(periods) != total:
            found[f"periods.{side}"] = f"{side} {total} by the totals, {sum(periods)} by the periods"
    return found


def kept(held: Mapping[str, Data], entries: Data) -> Data:
    """Return the entries, with the object that was held before for each that has not changed."""
    view: Data = {}
    for key, entry in entries.items():
        old = held.get(key)
        view[key] = old if old is entry or old == entry else entry
    return view


def _whole(value: float) -> float:
    """Return the number as an integer where it is one."""
    return int(value) if float(value).is_integer() else value
