"""What people set by hand: which groups of values there are, and which values each may have. Pure.

A group owns values of the game document that no other group owns. Its entry is `{"source": s, "patch": merge patch on
the game document, "drop"?: [topics], "aim"?: values, "by": name, "at": epoch ms}`; a group without an entry follows the
feed (AUTO). `basketball/aired.py` lays the entries over the feed's view.

A correction is a difference to the feed, until the feed has caught up: `aim` is what was aired when it was made, in the
places of its patch. As soon as the feed says exactly that, the difference is dropped.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

Source = Literal["CORRECT", "MANUAL", "EXTERNAL"]
Groups = dict[str, dict[str, Any]]

Points = Annotated[int, Meta(ge=0, le=999)]
Difference = Annotated[int, Meta(ge=-99, le=99)]
Few = Annotated[int, Meta(ge=0, le=99)]
Millis = Annotated[int, Meta(ge=0, le=3_600_000)]
Time = Annotated[int, Meta(ge=0)]
Period = Annotated[str, Meta(pattern=r"^(H[1-9]|Q[1-9]|OT[1-9]?)$")]
Text = Annotated[str, Meta(min_length=1, max_length=60)]
Color = Annotated[str, Meta(pattern=r"^#[0-9A-Fa-f]{6}$")]
Id = Annotated[str, Meta(min_length=1, max_length=80)]
Side = Literal["home", "away"]


class _Values(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    """The values of one object; what is not said is left as it is."""


class _Score(_Values):
    home: Points | UnsetType = UNSET
    away: Points | UnsetType = UNSET


class _ScoreGroup(_Values):
    score: _Score


class _Differences(_Values):
    home: Difference | UnsetType = UNSET
    away: Difference | UnsetType = UNSET


class _CorrectedScore(_Values):
    score: _Differences


class _Clock(_Values):
    period: Period | UnsetType = UNSET
    phase: Literal["pregame", "period", "break", "ended"] | UnsetType = UNSET
    ms: Millis | UnsetType = UNSET
    shot_ms: Millis | UnsetType = UNSET
    resolution_ms: Literal[100, 1000] | UnsetType = UNSET
    running: bool | UnsetType = UNSET
    as_of: Time | UnsetType = UNSET
    zero_at: Time | UnsetType = UNSET
    by_hand: bool | UnsetType = UNSET
    reader: bool | UnsetType = UNSET


class _ClockGroup(_Values):
    clock: _Clock


class _TeamFouls(_Values):
    fouls: Few | UnsetType = UNSET
    timeouts: Few | UnsetType = UNSET
    bonus: Literal["BONUS", "BONUS+", "NONE"] | None | UnsetType = UNSET


class _BothFouls(_Values):
    home: _TeamFouls | UnsetType = UNSET
    away: _TeamFouls | UnsetType = UNSET


class _Possession(_Values):
    team: Side | None


class _FoulsGroup(_Values):
    team_stats: _BothFouls | UnsetType = UNSET
    possession: _Possession | UnsetType = UNSET


class _Five(_Values):
    players: Annotated[list[Id], Meta(max_length=5)]


class _BothFives(_Values):
    home: _Five | UnsetType = UNSET
    away: _Five | UnsetType = UNSET


class _LineupGroup(_Values):
    lineups: _BothFives


class _Named(_Values):
    on_air_name: Text | None


class _Team(_Values):
    short_name: Text | None | UnsetType = UNSET
    abbreviation: Annotated[str, Meta(min_length=2, max_length=6)] | None | UnsetType = UNSET
    color: Color | None | UnsetType = UNSET
    text_color: Color | None | UnsetType = UNSET
    secondary: Color | None | UnsetType = UNSET


class _Teams(_Values):
    home: _Team | UnsetType = UNSET
    away: _Team | UnsetType = UNSET


class _NamesGroup(_Values):
    players: dict[Id, _Named] | UnsetType = UNSET
    game: _Teams | UnsetType = UNSET


KINDS: dict[tuple[str, Source], type[_Values]] = {
    ("score", "MANUAL"): _ScoreGroup,
    ("score", "CORRECT"): _CorrectedScore,
    ("clock", "MANUAL"): _ClockGroup,
    ("clock", "EXTERNAL"): _ClockGroup,
    ("fouls", "MANUAL"): _FoulsGroup,
    ("lineup", "MANUAL"): _LineupGroup,
    ("names", "MANUAL"): _NamesGroup,
}
GROUPS = tuple(dict.fromkeys(group for group, _ in KINDS))
WHOLE = {"clock": ("clock",)}
"""Groups that replace whole topics: a clock of one's own has nothing of the feed's."""


class NotAllowed(ValueError):
    """A value that a group does not have, or that is out of bounds. The message says which."""


def with_values(
    groups: Groups,
    group: str,
    source: Source,
    values: dict[str, Any],
    by: str,
    at: int,
    feed: Mapping[str, Any] | None = None,
) -> Groups:
    """Return the groups with values set in one of them. Values of the same source add up; a null takes one back.

    `feed` is what the feed said then, as it was aired: a correction without it is never dropped by itself. Raises
    NotAllowed, also for a sample of a reader while a person runs the clock.
    """
    kind = KINDS.get((group, source))
    if kind is None:
        raise NotAllowed(f"{group} cannot be set as {source}")
    try:
        msgspec.convert(values, kind, strict=True)
    except msgspec.ValidationError as error:
        raise NotAllowed(f"{group}: {error}") from error
    before = groups.get(group)
    if source == "EXTERNAL" and before is not None and before["source"] == "MANUAL":
        raise NotAllowed(f"{group} is run by hand: release it first")
    adds_up = before is not None and before["source"] == source and group not in WHOLE
    patch = _merged(before["patch"] if before and adds_up else {}, values)
    if source == "CORRECT":
        patch = _without_zeros(patch)
    others = {name: entry for name, entry in groups.items() if name != group}
    if not patch:
        return others
    entry: dict[str, Any] = {"source": source, "patch": patch, "by": by, "at": at}
    if group in WHOLE:
        entry["drop"] = list(WHOLE[group])
    if source == "CORRECT" and feed is not None:
        held = before["aim"] if before and adds_up and "aim" in before else {}
        entry["aim"] = _within(_merged(held, _aimed(values, feed)), patch)
    return others | {group: entry}


def released(groups: Groups, group: str) -> Groups:
    """Return the groups with one that follows the feed again."""
    return {name: entry for name, entry in groups.items() if name != group}


def corrected(groups: Groups, differences: dict[str, int], feed: Mapping[str, Any], by: str, at: int) -> Groups:
    """Return the groups with the score that is aired moved by differences, one a side.

    A score that follows the feed goes on following it, with the difference; one that is held by hand is held at the
    moved value. Raises NotAllowed.
    """
    entry = groups.get("score")
    if entry is not None and entry["source"] == "MANUAL":
        held = _numbers(feed) | entry["patch"]["score"]
        moved = {side: max(0, held.get(side, 0) + by_how_much) for side, by_how_much in differences.items()}
        return with_values(groups, "score", "MANUAL", {"score": moved}, by, at)
    known = entry["patch"]["score"] if entry is not None else {}
    sums = {side: known.get(side, 0) + by_how_much for side, by_how_much in differences.items()}
    return with_values(groups, "score", "CORRECT", {"score": sums}, by, at, feed)


def caught_up(entry: Mapping[str, Any], feed: Mapping[str, Any]) -> bool:
    """Tell whether the feed, as it is aired, has everywhere come to what a correction aimed at."""
    return entry["source"] == "CORRECT" and "aim" in entry and not _unmet(entry["aim"], feed)


def settled(groups: Groups, feed: Mapping[str, Any]) -> Groups:
    """Return the groups without the differences that the feed, as it is aired, has caught up with."""
    made = {}
    for name, entry in groups.items():
        if entry["source"] == "CORRECT" and "aim" in entry:
            aim = _unmet(entry["aim"], feed)
            if not aim:
                continue
            if aim != entry["aim"]:
                entry = entry | {"aim": aim, "patch": _within(entry["patch"], aim)}
        made[name] = entry
    return made


def _aimed(differences: Mapping[str, Any], feed: Any) -> dict[str, Any]:
    """Return what is aired with the differences added to the feed (see `basketball/aired.py`)."""
    known = feed if isinstance(feed, Mapping) else {}
    return {
        name: _aimed(value, known.get(name)) if isinstance(value, Mapping) else max(0, _number(known.get(name)) + value)
        for name, value in differences.items()
    }


def _unmet(aim: Mapping[str, Any], feed: Any) -> dict[str, Any]:
    """Return the part of an aim that the feed is not at."""
    known = feed if isinstance(feed, Mapping) else {}
    found = {
        name: _unmet(value, known.get(name)) if isinstance(value, Mapping) else value
        for name, value in aim.items()
        if isinstance(value, Mapping) or known.get(name) != value
    }
    return {name: value for name, value in found.items() if value != {}}


def _within(values: Mapping[str, Any], places: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values that stand in places which the other has too."""
    return {
        name: _within(value, places[name]) if isinstance(value, Mapping) else value
        for name, value in values.items()
        if name in places
    }


def _numbers(feed: Mapping[str, Any]) -> dict[str, int]:
    score = feed.get("score", {})
    return {side: score[side] for side in ("home", "away") if side in score}


def _number(value: Any) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def _merged(patch: dict[str, Any], values: dict[str, Any]) -> dict[str, Any]:
    made = dict(patch)
    for name, value in values.items():
        if value is None:
            made.pop(name, None)
        elif isinstance(value, dict):
            within = _merged(made.get(name, {}), value)
            if within:
                made[name] = within
            else:
                made.pop(name, None)
        else:
            made[name] = value
    return made


def _without_zeros(patch: dict[str, Any]) -> dict[str, Any]:
    """Leave out the differences that are none."""
    made = {name: _without_zeros(value) if isinstance(value, dict) else value for name, value in patch.items()}
    return {name: value for name, value in made.items() if value not in (0, {})}
