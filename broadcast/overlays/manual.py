"""What people set by hand: which groups of values there are, and which values each may have. Pure.

A group owns values of the game document that no other group owns. Its entry is `{"source": s, "patch": merge patch on
the game document, "drop"?: [topics], "by": name, "at": epoch ms}`; a group without an entry follows the feed (AUTO).
`basketball/aired.py` lays the entries over the feed's view.
"""

from __future__ import annotations

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


class _ClockGroup(_Values):
    clock: _Clock


class _TeamFouls(_Values):
    fouls: Few | UnsetType = UNSET
    timeouts: Few | UnsetType = UNSET
    bonus: Literal["BONUS", "BONUS+"] | None | UnsetType = UNSET


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


def with_values(groups: Groups, group: str, source: Source, values: dict[str, Any], by: str, at: int) -> Groups:
    """Return the groups with values set in one of them. Values of the same source add up; a null takes one back.

    Raises NotAllowed.
    """
    kind = KINDS.get((group, source))
    if kind is None:
        raise NotAllowed(f"{group} cannot be set as {source}")
    try:
        msgspec.convert(values, kind, strict=True)
    except msgspec.ValidationError as error:
        raise NotAllowed(f"{group}: {error}") from error
    before = groups.get(group)
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
    return others | {group: entry}


def released(groups: Groups, group: str) -> Groups:
    """Return the groups with one that follows the feed again."""
    return {name: entry for name, entry in groups.items() if name != group}


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
