"""The plays, newest first, and the choices of which are shown, cut and exported."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from broadcast.basketball.colors import grounds
from broadcast.basketball.reading import game_time
from broadcast.dashboard.exports.handles import LONGEST, Handles
from broadcast.dashboard.exports.timecode import DEFAULT_RATE, RATES
from broadcast.dashboard.show import Document
from broadcast.dashboard.show.play_filter import (
    Entry,
    Play,
    PlayFilter,
    is_deleted,
    kind_of,
    newest_first,
    text_of,
)
from broadcast.dashboard.show.words import SIDES, by_jersey, period_name, short, surname
from broadcast.dashboard.viewing import Viewing

NEWEST = 30
"""Plays shown at first, and added each time that more are asked for."""

KINDS = {
    "scoring": _("Scoring plays"),
    "shots": _("Shots"),
    "free_throws": _("Free throws"),
    "rebounds": _("Rebounds"),
    "assists": _("Assists"),
    "turnovers": _("Turnovers"),
    "defense": _("Steals and blocks"),
    "fouls": _("Fouls"),
    "substitutions": _("Substitutions"),
    "timeouts": _("Timeouts"),
    "other": _("Other plays"),
}
FILTERS = ("plays_kind", "plays_who", "plays_period", "plays_find", "plays_scoring", "plays_corrected")
REEL = "GAME"


def play_list(state: Document, viewing: Viewing) -> dict[str, Any]:
    """Return the newest of the plays that the choices take (or all), and what there is to choose from."""
    chosen = PlayFilter.of(viewing.choices)
    everything = newest_first(state.get("plays", {}))
    plays = [entry for entry in everything if chosen.takes(entry[1])]
    most = shown_at_most(viewing.choices)
    shown = plays if most is None else plays[:most]
    colors = grounds(state["game"])
    handles = Handles.of(viewing.choices)
    rate = viewing.choices.get("plays_rate", "")
    clips = viewing.choices.get("plays_clips") == "1"
    fields = (*FILTERS, "plays_lead", "plays_tail") if clips else FILTERS
    return {
        "rows": [_row(entry, colors) for entry in shown],
        "count": len(plays),
        "any": bool(everything),
        "more": len(plays) > len(shown),
        "next": (most or 0) + NEWEST,
        "step": min(NEWEST, len(plays) - len(shown)),
        "filter": chosen,
        "filtering": chosen != PlayFilter(),
        "searching": bool(chosen.find or chosen.scoring or chosen.corrected),
        "kinds": _kinds(everything, chosen.kind),
        "teams": _teams(state, everything, chosen.who),
        "periods": _periods(everything, chosen.period),
        "clips": clips,
        "lead": handles.lead,
        "tail": handles.tail,
        "longest": LONGEST,
        "rates": [
            {
                "value": name,
                "text": gettext("%(rate)s drop-frame") % {"rate": name} if one.dropped else name,
                "chosen": name == (rate if rate in RATES else DEFAULT_RATE),
            }
            for name, one in RATES.items()
        ],
        "reel": viewing.choices.get("plays_reel", "").strip() or REEL,
        "markers": viewing.choices.get("plays_edl") == "markers",
        "kept": [(name, value) for name, values in viewing.choices.lists() for value in values if name not in fields],
        "asked": [(name, value) for name in FILTERS for value in viewing.choices.getlist(name)],
    }


def shown_at_most(choices: QueryDict) -> int | None:
    """Return how many plays an address asks for, None for all of them."""
    asked = choices.get("plays", "")
    if asked == "all":
        return None
    return max(NEWEST, int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < 5 else NEWEST


def _row(entry: Entry, colors: dict[str, str]) -> dict[str, Any]:
    key, play = entry
    return {
        "key": key,
        "period": period_of(play),
        "time": game_time(play["clock_ms"]) if "clock_ms" in play else "",
        "ground": colors[play["team"]] if "team" in play else "",
        "side": play.get("team", ""),
        "text": text_of(play),
        "score": f"{play['away']}–{play['home']}" if "away" in play and "home" in play else "",
        "corrected": play.get("corrected", False),
        "was": play.get("was", ""),
        "deleted": is_deleted(play),
    }


def period_of(play: Play) -> str:
    """Return the period of a play in the reader's language, else as the feed calls it."""
    return period_name(play.get("period"))


def _kinds(plays: list[Entry], chosen: str) -> list[dict[str, Any]]:
    """Return the kinds that there are plays of."""
    found = {kind_of(play["kind"]) for _key, play in plays} | {chosen}
    if any(play.get("points") for _key, play in plays):
        found.add("scoring")
    return [{"value": name, "text": text, "chosen": name == chosen} for name, text in KINDS.items() if name in found]


def _teams(state: Document, plays: list[Entry], chosen: str) -> list[dict[str, Any]]:
    """Return both teams with those of their players who have a play, by number."""
    named = {play.get("player") for _key, play in plays} | {chosen}
    players = sorted(state.get("players", {}).items(), key=by_jersey)
    return [
        {
            "value": side,
            "text": short(state["game"][side]),
            "chosen": side == chosen,
            "players": [
                {
                    "value": key,
                    "text": f"{player.get('jersey', '')} {surname(player) or key}".strip(),
                    "chosen": key == chosen,
                }
                for key, player in players
                if key in named and player["team"] == side
            ],
        }
        for side in SIDES
    ]


def _periods(plays: list[Entry], chosen: str) -> list[dict[str, Any]]:
    """Return the periods that there are plays of, in order."""
    found = {play["period"]: period_of(play) for _key, play in reversed(plays) if "period" in play}
    return [{"value": name, "text": text, "chosen": name == chosen} for name, text in found.items()]
