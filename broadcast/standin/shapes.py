"""The bodies that several endpoints share, made from rosters and rows: per team, per player. Pure.

Rows are in the wire's shapes (docs/rows.md), `teams` are rosters (EVENT_API.md 5.12).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

Row = dict[str, Any]

# A team's own line stands among those of its players under this id.
TEAM_ENTRY = 0
_POINTS = {"FG2": 2, "FG3": 3, "FT": 1}
_TURNOVERS = frozenset({"TO", "LBTO"})


def text(value: object) -> str | None:
    """Give an id as rows have it."""
    return None if value is None else str(value)


def whole_number(value: object) -> Any:
    """Give an id as rosters have it: a number, where it is one."""
    return int(value) if isinstance(value, str) and value.isdecimal() else value


def lines(details: Iterable[Row]) -> dict[tuple[str, str], Counter[str]]:
    """Sum up the increments of plays, by team and player as text."""
    summed: dict[tuple[str, str], Counter[str]] = {}
    for row in details:
        if row.get("pid") is not None and row.get("stats"):
            summed.setdefault((str(row.get("teamId")), str(row["pid"])), Counter()).update(row["stats"])
    return summed


def stats_rows(summed: dict[tuple[str, str], Counter[str]]) -> list[Row]:
    """Give lines as rows of stats (5.4)."""
    return [{"pid": player, "tid": team, "totalStats": dict(line)} for (team, player), line in summed.items()]


def box_score(teams: Sequence[Row], details: Sequence[Row], *, with_details: bool) -> list[Row]:
    """Give the lines of each team, the team's own first under the id 0, with their plays where asked for."""
    summed = lines(details)
    return [_box_score(team, summed, details, with_details) for team in teams]


def _box_score(
    team: Row, summed: dict[tuple[str, str], Counter[str]], details: Sequence[Row], with_details: bool
) -> Row:
    mine = {player: line for (tid, player), line in summed.items() if tid == str(team["id"])}
    whole: Counter[str] = Counter()
    for line in mine.values():
        whole.update(line)
    entries: list[Row] = [{"id": TEAM_ENTRY, "stats": dict(whole)}]
    for player, line in mine.items():
        details_of = player_details(team, player)
        entries.append({"id": details_of["id"], "player_details": details_of, "stats": dict(line)})
    if with_details:
        for entry in entries:
            wanted = None if entry["id"] == TEAM_ENTRY else str(entry["id"])
            entry["details"] = [
                row for row in details if row.get("teamId") == str(team["id"]) and text(row.get("pid")) == wanted
            ]
    return {"id": team["id"], "name": team.get("name"), "player_stats": entries}


def player_details(team: Row, player: str) -> Row:
    """Give who a player is, in the keys of 5.9; nulls for somebody who is not on the roster."""
    found = next((one for one in team["players"] if str(one["id"]) == player), {"id": whole_number(player)})
    return {
        "id": found["id"],
        "firstname": found.get("first_name"),
        "lastname": found.get("last_name"),
        "profile_image_link": found.get("profile_image_link"),
    }


def shots_by_player(teams: Sequence[Row], shots: Sequence[Row]) -> list[Row]:
    """Give shots per team and player in the long names of 5.9."""
    return [
        {
            **_heading(team),
            "player_shots": [
                {
                    "id": whole_number(player),
                    "player_details": player_details(team, player),
                    "shots": [_long_shot(row) for row in taken],
                }
                for player, taken in _by_player(team, shots).items()
            ],
        }
        for team in teams
    ]


def shot_summaries(teams: Sequence[Row], shots: Sequence[Row]) -> list[Row]:
    """Give how many shots of each kind every player took and made."""
    return [
        {
            **_heading(team),
            "player_shots": [
                {
                    "id": whole_number(player),
                    "player_details": player_details(team, player),
                    "summary": _summary(taken),
                }
                for player, taken in _by_player(team, shots).items()
            ],
        }
        for team in teams
    ]


def _heading(team: Row) -> Row:
    return {"id": team["id"], "name": team.get("name"), "logo_image_link": team.get("logo_image_link")}


def _by_player(team: Row, shots: Sequence[Row]) -> dict[str, list[Row]]:
    taken: dict[str, list[Row]] = {}
    for row in shots:
        if row.get("pid") is not None and str(row.get("tid")) == str(team["id"]):
            taken.setdefault(str(row["pid"]), []).append(row)
    return taken


def _long_shot(row: Row) -> Row:
    return {
        "occurred_at": row.get("t"),
        "is_make": row.get("st") == "MAKE",
        "is_3point": row.get("is3"),
        "zone": row.get("z"),
        "advanced_zone": row.get("az"),
        "player_x": row.get("px"),
        "player_y": row.get("py"),
        "player_z": row.get("pz"),
        "hoop_x": row.get("hx"),
        "hoop_y": row.get("hy"),
        "hoop_z": row.get("hz"),
        "hoop_player_x": row.get("hsx"),
        "hoop_player_y": row.get("hsy"),
        "status": row.get("s"),
        "game_clock": row.get("gc"),
        "shot_clock": row.get("sc"),
        "period": row.get("prd"),
        "attributes": row.get("attributes") or [],
    }


def _summary(shots: Sequence[Row]) -> dict[str, int]:
    made = [row for row in shots if row.get("st") == "MAKE"]
    threes = [row for row in shots if row.get("is3")]
    threes_made = [row for row in made if row.get("is3")]
    return {
        "FGA": len(shots),
        "FG": len(made),
        "FGA3": len(threes),
        "FG3": len(threes_made),
        "FGA2": len(shots) - len(threes),
        "FG2": len(made) - len(threes_made),
    }


def possessions_by_team(teams: Sequence[Row], rows: Sequence[Row]) -> list[Row]:
    """Give possessions under their team (5.10), teams in the order of their first possession."""
    by_id = {text(team["id"]): team for team in teams}
    groups: dict[str | None, list[Row]] = {}
    for row in rows:
        held = {key: value for key, value in row.items() if key != "team_id"}
        groups.setdefault(text(row.get("team_id")), []).append(held)
    return [
        {
            "id": whole_number(team),
            "name": by_id.get(team, {}).get("name"),
            "team_player_details": [
                {key: player.get(key) for key in ("id", "first_name", "last_name", "profile_image_link")}
                for player in by_id.get(team, {}).get("players", ())
            ],
            "possessions": possessions,
        }
        for team, possessions in groups.items()
    ]


def possession_summaries(teams: Sequence[Row], rows: Sequence[Row]) -> list[Row]:
    """Give per team how many possessions it had, what came of them, and how long they took in ms."""
    summaries = []
    for team in teams:
        mine = [row for row in rows if str(row.get("team_id")) == str(team["id"])]
        stats = [stat for row in mine for stat in row.get("stats") or ()]
        summary = {
            "POSSESSIONS": len(mine),
            "PTS": sum(_POINTS.get(stat.get("possession_type"), 0) for stat in stats),
            "TO": sum(stat.get("possession_type") in _TURNOVERS for stat in stats),
            "DURATION": sum((row.get("end_timestamp") or 0) - (row.get("start_timestamp") or 0) for row in mine),
        }
        summaries.append({"id": team["id"], "name": team.get("name"), "summary": summary})
    return summaries
