"""The words about a game: what is set by hand of its score, clock, fouls, lineups and names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from django.utils.translation import gettext as _
from msgspec import UNSET, Meta, UnsetType

from broadcast.basketball.reading import game_time, period_label
from broadcast.control import clockwork
from broadcast.control.templates import name_of
from broadcast.control.words import Arguments, Call, Refused, Said, Table
from broadcast.overlays import by_hand
from broadcast.overlays.manual import Difference, Few, Groups, Id, Millis, Period, Points, Side, Text, with_values

GAME_WORDS = Table()
SIDES: tuple[Side, Side] = ("away", "home")


class ScoreArguments(Arguments):
    """The score as it is to stand, of one team or both."""

    home: Points | UnsetType = UNSET
    away: Points | UnsetType = UNSET


class CorrectArguments(Arguments):
    """By how much the aired score is to move, of one team or both."""

    home: Difference | UnsetType = UNSET
    away: Difference | UnsetType = UNSET


class ClockArguments(Arguments):
    """What to do with the clock. `set` takes any of ms, period, shot_ms, phase; `nudge` takes by; `shot` takes shot_ms
    (none: off); `label` takes phase.
    """

    do: Literal["take", "start", "stop", "set", "nudge", "shot", "label", "accept"]
    ms: Millis | UnsetType = UNSET
    by: Annotated[int, Meta(ge=-3_600_000, le=3_600_000)] | UnsetType = UNSET
    period: Period | UnsetType = UNSET
    shot_ms: Annotated[int, Meta(ge=0, le=99_900)] | None | UnsetType = UNSET
    phase: Literal["pregame", "period", "break", "ended"] | UnsetType = UNSET


class ExternalArguments(Arguments):
    """A sample of a scoreboard reader."""

    ms: Millis
    running: bool
    period: Period | UnsetType = UNSET
    shot_ms: Annotated[int, Meta(ge=0, le=99_900)] | None | UnsetType = UNSET


class By(Arguments):
    """A number that moves by so many from what is aired."""

    by: Annotated[int, Meta(ge=-99, le=99)]


class TeamFouls(Arguments):
    """What is to stand of one team. A bonus of NONE takes one that is fed away, null follows the feed again."""

    fouls: Few | By | UnsetType = UNSET
    timeouts: Few | By | UnsetType = UNSET
    bonus: Literal["BONUS", "BONUS+", "NONE"] | None | UnsetType = UNSET


class FoulsArguments(Arguments):
    """Fouls, timeouts and bonus by team, and the possession arrow (null: it follows the feed again)."""

    home: TeamFouls | UnsetType = UNSET
    away: TeamFouls | UnsetType = UNSET
    arrow: Side | None | UnsetType = UNSET


class LineupArguments(Arguments):
    """Who of a team is on the floor, by the players' ids."""

    team: Side
    players: Annotated[list[Id], Meta(max_length=5)]


class NamesArguments(Arguments):
    """On-air names by the player's id, and names and colors by team. A null follows the feed again."""

    players: dict[Id, Text | None] | UnsetType = UNSET
    teams: dict[Side, dict[str, str | None]] | UnsetType = UNSET


class ReleaseArguments(Arguments):
    """The group that is to follow the feed again."""

    group: Literal["score", "clock", "fouls", "lineup", "names"]


class NothingArguments(Arguments):
    """Nothing."""


@GAME_WORDS.word(ScoreArguments)
def score(call: Call, given: ScoreArguments) -> Said:
    """Hold the score by hand until it is released."""
    wanted = _given(given, SIDES)
    if not wanted:
        raise Refused(_("Say the score of home, of away, or of both."))
    aired = call.the_aired.view.get("score", {})
    held: dict[str, Any] = {
        side: aired[side] for side in SIDES if side in aired
    }  # what is not said stays as it is aired
    by_hand.set_by_hand(call.actor, call.the_game, "score", {"score": held | wanted})
    return Said(_score_said(call, held | wanted, _("by hand")))


@GAME_WORDS.word(CorrectArguments)
def correct(call: Call, given: CorrectArguments) -> Said:
    """Move the score that is aired; it goes on following the feed, and drops itself when the feed has caught up."""
    wanted = {side: value for side, value in _given(given, SIDES).items() if value}
    if not wanted:
        raise Refused(_("Say by how much the score of home, of away, or of both moves."))
    feed = call.the_aired.feed
    manual = by_hand.correct_score(call.actor, call.the_game, wanted, feed)
    entry = manual.groups.get("score")
    if entry is None:
        return Said(_("SCORE: as the feed has it."))
    patch = entry["patch"]["score"]
    if entry["source"] == "MANUAL":
        return Said(_score_said(call, patch, _("by hand")))
    known = feed.get("score", {})
    sums: dict[str, int] = {
        side: max(0, known.get(side, 0) + patch.get(side, 0)) for side in SIDES if side in patch or side in known
    }
    told = ", ".join(f"{_team(call, side)} {patch[side]:+d}" for side in SIDES if side in patch)
    return Said(_score_said(call, sums, told), {"correct": patch})


@GAME_WORDS.word(ClockArguments)
def clock(call: Call, given: ClockArguments) -> Said:
    """Run the clock by hand: take it over from what is aired, start, stop, set, nudge, label it."""
    if given.do == "set" and all(getattr(given, name) is UNSET for name in ("ms", "period", "shot_ms", "phase")):
        raise Refused(_("Say what to set: ms, period, shot_ms or phase."))
    if given.do == "nudge" and given.by is UNSET:
        raise Refused(_("Say by how many ms the clock moves."))
    if given.do == "label" and given.phase is UNSET:
        raise Refused(_("Say which phase: pregame, period, break or ended."))
    made: clockwork.Clock = {}

    def change(groups: Groups) -> Groups:
        made.update(_clock_after(call, given, groups))
        return with_values(groups, "clock", "MANUAL", {"clock": dict(made)}, str(call.actor), made["as_of"])

    try:
        by_hand.change_by_hand(call.actor, call.the_game, change, group="clock", source="MANUAL", do=given.do)
    except clockwork.NotNow as error:
        raise Refused(_not_now(error.reason)) from error
    return Said(_clock_said(made), {"clock": made})


def _clock_after(call: Call, given: ClockArguments, groups: Groups) -> clockwork.Clock:
    """Return the clock by hand as the word leaves it. One that follows the feed is taken over first."""
    aired, entry = call.the_aired, groups.get("clock")
    now = aired.now
    if given.do == "accept":
        return clockwork.accepted(aired.feed.get("clock", {}), now)
    if entry is not None:
        held = clockwork.taken(entry["patch"]["clock"], now, now)
    else:
        held = clockwork.taken(aired.feed.get("clock", {}), aired.moment, now, aired.trim_ms)
        if "period" not in held and (shape := aired.feed.get("game", {}).get("format")):
            held["period"] = "H1" if shape == "HALF" else "Q1"
    match given.do:
        case "start":
            return clockwork.started(held, now)
        case "stop":
            return clockwork.stopped(held, now)
        case "nudge":
            return clockwork.nudged(held, int(given.by or 0), now)
        case "shot":
            return clockwork.with_shot(held, given.shot_ms if given.shot_ms is not UNSET else None, now)
        case "label":
            return clockwork.labeled(held, str(given.phase), now)
        case "set":
            return _clock_set(held, given, now)
        case _:
            return held


def _clock_set(held: clockwork.Clock, given: ClockArguments, now: int) -> clockwork.Clock:
    """Return the clock with what was said. A time or a period ends a break: else it would not be seen."""
    made = held
    if given.period is not UNSET:
        made = clockwork.in_period(made, given.period, now)
    if given.ms is not UNSET:
        made = clockwork.with_time(made, given.ms, now)
    if given.shot_ms is not UNSET:
        made = clockwork.with_shot(made, given.shot_ms, now)
    if given.phase is not UNSET:
        return clockwork.labeled(made, given.phase, now)
    return clockwork.labeled(made, "period", now) if given.ms is not UNSET or given.period is not UNSET else made


@GAME_WORDS.word(ExternalArguments)
def external(call: Call, given: ExternalArguments) -> Said:
    """Take a sample of a scoreboard reader's clock, up to 20 a second."""
    sample = _given(given, ("ms", "running", "period", "shot_ms"))
    now = by_hand.now_ms()
    known = {} if "period" in sample else call.the_aired.view.get("clock", {})
    by_hand.sample_clock(call.the_game, clockwork.sampled(known, now, sample), by=str(call.actor))
    return Said("")


@GAME_WORDS.word(FoulsArguments)
def fouls(call: Call, given: FoulsArguments) -> Said:
    """Set team fouls, timeouts, bonus and the possession arrow by hand."""
    values: dict[str, Any] = {}
    teams = {side: _fouls_of(call, side, asked) for side in SIDES if (asked := getattr(given, side))}
    if any(teams.values()):
        values["team_stats"] = {side: one for side, one in teams.items() if one}
    if given.arrow is not UNSET:
        values["possession"] = {"team": given.arrow}
    if not values:
        raise Refused(_("Say what to set: fouls, timeouts or bonus of home or away, or the arrow."))
    by_hand.set_by_hand(call.actor, call.the_game, "fouls", values)
    told = [f"{_team(call, side)} {_fouls_told(one)}" for side, one in teams.items() if one]
    if given.arrow:
        told.append(_("the arrow is %(team)s's") % {"team": _team(call, given.arrow)})
    elif given.arrow is None:
        told.append(_("the arrow follows the feed"))
    return Said(_("FOULS: %(what)s.") % {"what": "; ".join(told)})


def _fouls_of(call: Call, side: Side, given: TeamFouls) -> dict[str, Any]:
    """Return what is to stand of one team. Fouls that nobody has fed count from 0; timeouts must be known."""
    known = call.the_aired.view.get("team_stats", {}).get(side, {})
    made: dict[str, Any] = {}
    for name in ("fouls", "timeouts"):
        value = getattr(given, name)
        if isinstance(value, By):
            if name == "timeouts" and name not in known:
                raise Refused(_("%(team)s: the timeouts left are not known, set them.") % {"team": _team(call, side)})
            value = min(99, max(0, known.get(name, 0) + value.by))
        if value is not UNSET:
            made[name] = value
    return made | _given(given, ("bonus",))


def _fouls_told(values: dict[str, Any]) -> str:
    words = {"fouls": _("fouls"), "timeouts": _("timeouts"), "bonus": _("bonus")}
    told = {None: _("as fed"), "NONE": _("none")}
    return ", ".join(f"{words[name]} {told.get(value, value)}" for name, value in values.items())


@GAME_WORDS.word(LineupArguments)
def lineup(call: Call, given: LineupArguments) -> Said:
    """Say by hand who of a team is on the floor."""
    players = call.the_aired.view.get("players", {})
    strangers = [one for one in given.players if players.get(one, {}).get("team") != given.team]
    if strangers:
        params = {"team": _team(call, given.team), "ids": ", ".join(strangers)}
        raise Refused(_("%(team)s: nobody on the roster has the id %(ids)s.") % params)
    if len(set(given.players)) < len(given.players):
        raise Refused(_("A player is named twice."))
    by_hand.set_by_hand(call.actor, call.the_game, "lineup", {"lineups": {given.team: {"players": given.players}}})
    names = ", ".join(name_of(players[one]) for one in given.players) or _("nobody")
    return Said(_("FLOOR: %(team)s: %(names)s.") % {"team": _team(call, given.team), "names": names})


@GAME_WORDS.word(NamesArguments)
def names(call: Call, given: NamesArguments) -> Said:
    """Set names on air by hand, and teams' names and colors."""
    values: dict[str, Any] = {}
    known = call.the_aired.view.get("players", {})
    if given.players:
        strangers = [one for one in given.players if one not in known]
        if strangers:
            raise Refused(_("Nobody on either roster has the id %(ids)s.") % {"ids": ", ".join(strangers)})
        values["players"] = {one: {"on_air_name": text} for one, text in given.players.items()}
    if given.teams:
        values["game"] = given.teams
    if not values:
        raise Refused(_("Say which players or teams."))
    by_hand.set_by_hand(call.actor, call.the_game, "names", values)
    told = [
        f"{name_of({**known[one], 'on_air_name': None})}: {text or _('as fed')}"
        for one, text in (given.players or {}).items()
    ]
    told += [_team(call, side) for side in given.teams or {}]
    return Said(_("NAMES: %(what)s.") % {"what": ", ".join(told)})


@GAME_WORDS.word(ReleaseArguments)
def release(call: Call, given: ReleaseArguments) -> Said:
    """Let a group follow the feed again."""
    by_hand.release(call.actor, call.the_game, given.group)
    return Said(_("%(group)s follows the feed.") % {"group": _group(given.group)})


@GAME_WORDS.word(NothingArguments)
def undo(call: Call, given: NothingArguments) -> Said:
    """Take the last change of what is set by hand back."""
    manual = by_hand.undo(call.actor, call.the_game)
    if manual is None:
        raise Refused(_("Nothing is left to undo."))
    held = ", ".join(f"{_group(name)} {entry['source']}" for name, entry in sorted(manual.groups.items()))
    return Said(_("Undone. By hand now: %(groups)s.") % {"groups": held or _("nothing")})


def _given(given: Arguments, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: value for name in names if (value := getattr(given, name)) is not UNSET}


def _team(call: Call, side: Side) -> str:
    team = call.the_aired.view.get("game", {}).get(side, {})
    known = {"home": call.the_game.home_name, "away": call.the_game.away_name}[side]
    return str(team.get("abbreviation") or team.get("short_name") or team.get("name") or known or side).upper()


def _score_said(call: Call, values: Mapping[str, int], how: str) -> str:
    told = ", ".join(f"{_team(call, side)} {values[side]}" for side in SIDES if side in values)
    return _("SCORE: %(score)s (%(how)s).") % {"score": told, "how": how}


def _clock_said(made: clockwork.Clock) -> str:
    if made["phase"] != "period":
        labels = {"pregame": _("before the game"), "break": _("break"), "ended": _("the end")}
        return _("CLOCK: %(label)s, by hand.") % {"label": labels[made["phase"]]}
    time = game_time(made["ms"]) if "ms" in made else _("a time that is not known")
    params = {"time": " ".join(part for part in (time, period_label(made.get("period"))) if part)}
    return (_("CLOCK: %(time)s, runs by hand.") if made["running"] else _("CLOCK: %(time)s, stands by hand.")) % params


def _not_now(reason: str) -> str:
    told = {
        "unknown": _("The time of the clock is not known: set it first."),
        "zero": _("The clock stands at 0.0: set it first."),
        "nothing": _("The feed's digits show nothing that could be accepted."),
    }
    return told[reason]


def _group(name: str) -> str:
    words = {"score": _("SCORE"), "clock": _("CLOCK"), "fouls": _("FOULS"), "lineup": _("FLOOR"), "names": _("NAMES")}
    return words[name]
