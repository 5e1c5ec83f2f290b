"""The aired view: what the feed says, with what people have set by hand laid over it.

The JavaScript twin is static/js/aired.js; tests/vectors/aired.json holds both to one behavior.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def aired_view(feed: Mapping[str, Any], manual: Mapping[str, Any] | None = None, delay_ms: int = 0) -> dict[str, Any]:
    """Return the feed's view with the manual groups applied, without changing either.

    `feed` is the game document as of now minus the output's delay, `manual` the manual document as of now. A
    group's `source` says how: AUTO changes nothing; MANUAL and EXTERNAL take the topics of `drop` away and lay their
    merge patch (RFC 7386) over the view, where a bonus of NONE takes the feed's away; CORRECT adds each number of its
    patch to the feed's number (an unknown one counts as 0, the sum never falls under 0), so that it follows the feed.

    The view is read as of now minus the delay. What is set by hand counts now: the times of such a clock are put back
    by `delay_ms`.
    """
    view = dict(feed)
    groups = (manual or {}).get("groups", {})
    for name in sorted(groups):
        group = groups[name]
        if "patch" not in group or group["source"] == "AUTO":
            continue
        for topic in group.get("drop", ()):
            view.pop(topic, None)
        if group["source"] == "CORRECT":
            patch = _corrected(feed, group["patch"])
        else:
            patch = _without_bonus(_put_back(group["patch"], delay_ms))
        view = _merge(view, patch)
    return view


def _without_bonus(patch: Mapping[str, Any]) -> Mapping[str, Any]:
    """Take the bonus of a team away that is NONE by hand. Documents hold no null, so it has a word of its own there."""
    stats = patch.get("team_stats")
    if not isinstance(stats, Mapping):
        return patch
    teams = {side: {**team, "bonus": None} if team.get("bonus") == "NONE" else team for side, team in stats.items()}
    return {**patch, "team_stats": teams}


def _put_back(patch: Mapping[str, Any], delay_ms: int) -> Mapping[str, Any]:
    clock = patch.get("clock")
    if not delay_ms or not isinstance(clock, Mapping):
        return patch
    times = {name: clock[name] - delay_ms for name in ("as_of", "zero_at") if clock.get(name) is not None}
    return {**patch, "clock": {**clock, **times}}


def _corrected(view: Any, differences: Any) -> Any:
    if isinstance(differences, Mapping):
        known = view if isinstance(view, Mapping) else {}
        return {key: _corrected(known.get(key), value) for key, value in differences.items()}
    if isinstance(differences, bool) or not isinstance(differences, int | float):
        return differences
    base = view if isinstance(view, int | float) and not isinstance(view, bool) else 0
    return max(0, base + differences)


def _merge(target: Any, patch: Any) -> Any:
    # RFC 7386 once more: this room may not import the live room.
    if not isinstance(patch, Mapping):
        return patch
    result = dict(target) if isinstance(target, Mapping) else {}
    for key, value in patch.items():
        if value is None:
            result.pop(key, None)
        else:
            result[key] = _merge(result.get(key), value)
    return result
