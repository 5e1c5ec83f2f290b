"""The words about an output: what is taken, what stands by, what goes out."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any, Literal

from django.utils import timezone
from django.utils.translation import gettext as _
from msgspec import UNSET, Meta, UnsetType

from broadcast.audit.models import Entry
from broadcast.control.labels import label_of
from broadcast.control.models import LONGEST_AUTO_OUT_MS, RundownRow
from broadcast.control.reasons import reasons
from broadcast.control.rows import cue_of
from broadcast.control.templates import Unresolved, by_jersey, resolved
from broadcast.control.words import Arguments, Call, Refused, Said, Table, WrongArguments
from broadcast.games.models import Game
from broadcast.overlays import actions
from broadcast.overlays.catalog import graphics
from broadcast.overlays.models import MAX_DELAY_MS, MAX_TRIM_MS, Output
from broadcast.overlays.program import Cue, last_in

Zone = Literal["bug", "lower", "left", "right", "full", "slate"]
Name = Annotated[str, Meta(min_length=1, max_length=80)]

ROOM_ON_TAB, ROOM_ON_CENTRE = 28, 14
"""As many characters have room on a message tab of a team (352 px), and of the centre (208 px)."""

PRESSED_AT_ONCE = timedelta(milliseconds=500)
"""PANIC is held for longer than this: a second one within it is another desk's, and no wish to have the bug back."""

OUTPUT_WORDS = Table()


class CueArguments(Arguments):
    """A graphic with its parameters. Players may be meant by jersey ("#23") or by lead ("leader PTS")."""

    graphic: Name
    id: Name | UnsetType = UNSET
    data: dict[str, Any] | UnsetType = UNSET
    step: Annotated[int, Meta(ge=1)] | UnsetType = UNSET
    auto_out_ms: Annotated[int, Meta(ge=500, le=LONGEST_AUTO_OUT_MS)] | UnsetType = UNSET


class TakeArguments(Arguments):
    """A cue to take at once, or none: what stands by, in a zone or in the only one."""

    cue: CueArguments | UnsetType = UNSET
    zone: Zone | UnsetType = UNSET


class StandbyArguments(Arguments):
    """A cue to load ahead, or null: nothing stands by in the zone any more (without a zone: nowhere)."""

    cue: CueArguments | None | UnsetType = UNSET
    zone: Zone | UnsetType = UNSET


class StepArguments(Arguments):
    """So many steps on, or back."""

    zone: Zone
    delta: Annotated[int, Meta(ge=-99, le=99)] = 1


class OutArguments(Arguments):
    """The zone to empty; without one, that of the last one in."""

    zone: Zone | UnsetType = UNSET


class NoArguments(Arguments):
    """Nothing."""


class DelayArguments(Arguments):
    """The delay, or by how much it changes. One of the two, in ms."""

    ms: Annotated[int, Meta(ge=0, le=MAX_DELAY_MS)] | UnsetType = UNSET
    by: Annotated[int, Meta(ge=-MAX_DELAY_MS, le=MAX_DELAY_MS)] | UnsetType = UNSET


class TrimArguments(Arguments):
    """By how much the running clock is shown further on than it is fed, in ms; 0 takes a trim back."""

    ms: Annotated[int, Meta(ge=0)]


class PointArguments(Arguments):
    """The game to show, null for none. Taking another game off the output wants `confirmed`."""

    event_id: Name | None
    confirmed: bool = False


class PlayerArguments(Arguments):
    """Who, by team and jersey, and what of: the line, the shots, or the name alone."""

    team: Literal["home", "away"]
    jersey: Annotated[str, Meta(min_length=1, max_length=3)]
    kind: Literal["line", "shots", "name"] = "line"
    take: bool = False


class MessageArguments(Arguments):
    """A text for a tab of the score bug: of a team, or of the centre."""

    text: str
    place: Literal["home", "away", "centre"] = "centre"


class ActionArguments(Arguments):
    """An action of what stands in a zone, by its id, with what the graphic's manifest says of its payload."""

    zone: Zone
    name: Name
    payload: dict[str, Any] | UnsetType = UNSET


class RowArguments(Arguments):
    """A row of a rundown, by its id."""

    row: int


@OUTPUT_WORDS.word(TakeArguments)
def take(call: Call, given: TakeArguments) -> Said:
    """Put a cue on air, or what stands by."""
    zone, cue = _asked(call, given.cue, given.zone) if given.cue else _standing(call.the_output, given.zone)
    return _taken(call, zone, cue)


@OUTPUT_WORDS.word(StandbyArguments)
def standby(call: Call, given: StandbyArguments) -> Said:
    """Load a cue ahead, so that its take paints at once, or empty the preview."""
    output = call.the_output
    if given.cue:
        return _stood_by(call, *_asked(call, given.cue, given.zone))
    zones = [given.zone] if given.zone else list(output.program.get("standby", {}))
    for zone in zones:
        output = actions.stand_by(call.actor, output, zone, None)
    return Said(_("Nothing stands by."), {"zones": zones})


@OUTPUT_WORDS.word(StepArguments)
def step(call: Call, given: StepArguments) -> Said:
    """Move what stands in a zone by some of its steps."""
    before = call.the_output.program["graphics"].get(given.zone)
    if before is None:
        raise Refused(_("%(zone)s: nothing is on air there.") % {"zone": given.zone.upper()})
    cue = (
        actions.step_cue(call.actor, call.the_output, given.zone, given.delta)
        .program["graphics"]
        .get(given.zone, before)
    )
    said = _("%(zone)s: %(what)s is at step %(step)s.")
    number = cue.get("step", 1)
    if number == before.get("step", 1) and given.delta:
        said = _("%(zone)s: %(what)s stays at step %(step)s, there is none beyond.")
        raise Refused(said % {"zone": given.zone.upper(), "what": _label(call, cue), "step": number})
    return Said(said % {"zone": given.zone.upper(), "what": _label(call, cue), "step": number}, {"step": number})


@OUTPUT_WORDS.word(OutArguments)
def out(call: Call, given: OutArguments) -> Said:
    """Take a zone off air; without one, the last that came in."""
    program = call.the_output.program
    zone = given.zone or last_in(program)
    if zone is None:
        raise Refused(_("Nothing but the bug is on air."))
    return _out(call, zone)


@OUTPUT_WORDS.word(NoArguments)
def bug(call: Call, given: NoArguments) -> Said:
    """Take the score bug out, or in: the one that was in last."""
    program = call.the_output.program
    if "bug" in program["graphics"] or "bug" in program.get("held", {}):
        return _out(call, "bug")
    return _taken(call, "bug", program.get("standby", {}).get("bug") or _last_bug(call.the_output))


@OUTPUT_WORDS.word(NoArguments)
def clear(call: Call, given: NoArguments) -> Said:
    """Take everything off air but the bug."""
    output = actions.clear(call.actor, call.the_output)
    said = _("All graphics are out, the bug stays.") if output.program["graphics"] else _("All graphics are out.")
    return Said(said)


@OUTPUT_WORDS.word(NoArguments)
def panic(call: Call, given: NoArguments) -> Said:
    """Take everything off air, the bug too; where nothing is on air, bring the bug back."""
    empty = not call.the_output.program["graphics"]
    if empty and _was_just_pressed(call.the_output):
        raise Refused(_("Everything went out a moment ago. Press again to bring the bug back."))
    output = actions.panic(call.actor, call.the_output)
    if not empty:
        return Said(_("Everything is out, the bug too."))
    if not output.program["graphics"]:
        raise Refused(_("Nothing is on air, and no bug was in before."))
    return Said(_("The bug is back."))


def _was_just_pressed(output: Output) -> bool:
    """Tell whether everything went out so lately that two people must have pressed at once."""
    since = timezone.now() - PRESSED_AT_ONCE
    return Entry.objects.filter(target=output.document_name, action="output.panic", at__gte=since).exists()


@OUTPUT_WORDS.word(DelayArguments)
def delay(call: Call, given: DelayArguments) -> Said:
    """Set the delay, or change it."""
    if (given.ms is UNSET) == (given.by is UNSET):
        raise Refused(_("Say the delay in ms, or by how much it changes: one of the two."))
    before = call.the_output.delay_ms
    wanted = given.ms if given.ms is not UNSET else before + int(given.by or 0)
    output = actions.change_output(call.actor, call.the_output, delay_ms=min(max(0, int(wanted)), MAX_DELAY_MS))
    said = _("%(output)s is %(seconds)s s behind the feed.")
    params = {"output": output.name, "seconds": f"{output.delay_ms / 1000:.1f}"}
    return Said(said % params, {"ms": output.delay_ms, "before": before})


@OUTPUT_WORDS.word(TrimArguments)
def trim(call: Call, given: TrimArguments) -> Said:
    """Trim the running clock, for data that comes later than the picture, or take the trim back."""
    if given.ms > MAX_TRIM_MS:
        params = {"most": f"{MAX_TRIM_MS / 1000:.1f}", "seconds": f"{given.ms / 1000:.1f}"}
        raise WrongArguments(
            _("A clock is trimmed by at most %(most)s s: delay the video by %(seconds)s s instead.") % params
        )
    before = call.the_output.trim_ms
    output = actions.change_output(call.actor, call.the_output, trim_ms=given.ms)
    params = {"output": output.name, "seconds": f"{output.trim_ms / 1000:.1f}"}
    said = _("The clock of %(output)s is the feed's own.") % params
    if output.trim_ms:
        said = (
            _("The running clock of %(output)s is %(seconds)s s further on than the feed's, without tenths.") % params
        )
        if call.aired and "clock" in call.aired.groups:
            said += " " + _("It counts when the clock follows the feed again.")
    return Said(said, {"ms": output.trim_ms, "before": before})


@OUTPUT_WORDS.word(PointArguments)
def point(call: Call, given: PointArguments) -> Said:
    """Point the output at a game, or at none."""
    output = call.the_output
    game = Game.objects.filter(pk=given.event_id).first() if given.event_id else None
    if given.event_id and game is None:
        raise Refused(_("No game %(event_id)s has been followed.") % {"event_id": given.event_id})
    moved = output.game_id != (game.event_id if game else None)
    if moved and output.game is not None and not given.confirmed:
        params = {"output": output.name, "game": output.game}
        raise Refused(_("%(output)s shows %(game)s: confirm that it is to show another.") % params, confirm=True)
    if moved:
        output = actions.point_output(call.actor, output, game)
    said = _("%(output)s shows %(game)s.") if game else _("%(output)s shows nothing.")
    return Said(said % {"output": output.name, "game": game}, {"event_id": output.game_id})


@OUTPUT_WORDS.word(PlayerArguments)
def player(call: Call, given: PlayerArguments) -> Said:
    """Cue a player by jersey: the line, the shots, or the name; with `take` at once."""
    view = call.the_aired.view
    try:
        found = by_jersey(given.jersey, given.team, view)
    except Unresolved as error:
        raise Refused(str(error)) from error
    cue: Cue
    if given.kind == "name":
        one = view["players"][found]
        full = " ".join(part for part in (one.get("first_name"), one.get("last_name")) if part)
        name = one.get("on_air_name") or one.get("name") or full
        if not name:
            raise Refused(_("The name of #%(jersey)s is not known.") % {"jersey": given.jersey})
        title = f"#{given.jersey} · {view['game'][given.team]['name']}"
        cue = {"graphic": "lower-name", "data": {"name": name[:60], "title": title[:60], "team": given.team}}
    else:
        cue = {"graphic": "shot-chart" if given.kind == "shots" else "lower-player", "data": {"player": found}}
    zone = graphics()[cue["graphic"]].zones[0]
    return _taken(call, zone, cue) if given.take else _stood_by(call, zone, cue)


@OUTPUT_WORDS.word(MessageArguments)
def message(call: Call, given: MessageArguments) -> Said:
    """Show a text on a tab of the score bug; it goes by itself after 6 s."""
    program = call.the_output.program
    text = " ".join(given.text.split())
    room = ROOM_ON_CENTRE if given.place == "centre" else ROOM_ON_TAB
    if not text:
        raise WrongArguments(_("Say what the tab is to show."))
    if len(text) > room:
        said = _("A team's tab has room for %(most)s characters, this text has %(count)s.")
        if given.place == "centre":
            said = _("The tab of the centre has room for %(most)s characters, this text has %(count)s.")
        raise WrongArguments(said % {"most": room, "count": len(text)})
    if "bug" not in program["graphics"]:
        raise Refused(_("No score bug is on air, and the tab stands on it."))
    aired = _told(call, "bug", "message", {"place": given.place, "text": text})
    return Said(_("%(text)s is on air for 6 s.") % {"text": text}, aired)


@OUTPUT_WORDS.word(ActionArguments)
def action(call: Call, given: ActionArguments) -> Said:
    """Tell what stands in a zone to do one of the actions that its manifest has."""
    aired = _told(call, given.zone, given.name, given.payload or {})
    params = {"zone": given.zone.upper(), "what": _label(call, aired["cue"]), "name": given.name}
    return Said(_("%(zone)s: %(what)s does %(name)s.") % params, aired)


def _told(call: Call, zone: str, name: str, payload: dict[str, Any]) -> dict[str, Any]:
    output = actions.act(call.actor, call.the_output, zone, name, payload)
    cue = output.program["graphics"][zone]
    return {"zone": zone, "cue": cue, "action": cue["actions"][-1]}


@OUTPUT_WORDS.word(RowArguments, "cue-row")
def cue_row(call: Call, given: RowArguments) -> Said:
    """Load a row of a rundown ahead, with its players as the game has them now."""
    return _stood_by(call, *_of_row(call, given.row))


@OUTPUT_WORDS.word(RowArguments, "take-row")
def take_row(call: Call, given: RowArguments) -> Said:
    """Put a row of a rundown on air at once."""
    return _taken(call, *_of_row(call, given.row))


def _asked(call: Call, given: CueArguments, zone: str | UnsetType) -> tuple[str, Cue]:
    cue: Cue = {"graphic": given.graphic}
    for name in ("id", "step", "auto_out_ms"):
        if (value := getattr(given, name)) is not UNSET:
            cue[name] = value
    if given.data:
        cue["data"] = _resolved(call, given.data)
    return zone or _own_zone(given.graphic), cue


def _of_row(call: Call, pk: int) -> tuple[str, Cue]:
    row = RundownRow.objects.filter(pk=pk).first()
    if row is None:
        raise Refused(_("There is no such row any more."))
    try:
        return cue_of(row, call.the_aired.view)
    except Unresolved as error:
        raise Refused(str(error)) from error


def _resolved(call: Call, data: dict[str, Any]) -> dict[str, Any]:
    try:
        return resolved(data, call.the_aired.view)
    except Unresolved as error:
        raise Refused(str(error)) from error


def _own_zone(name: str) -> str:
    graphic = graphics().get(name)
    if graphic is None:
        raise Refused(_("There is no graphic %(name)s.") % {"name": name}, graphics=sorted(graphics()))
    return graphic.zones[0]


def _standing(output: Output, zone: str | UnsetType) -> tuple[str, Cue]:
    """Return what stands by in a zone, or in the only one."""
    ready: dict[str, Cue] = output.program.get("standby", {})
    if zone and zone not in ready:
        raise Refused(_("%(zone)s: nothing stands by.") % {"zone": zone.upper()})
    if not ready:
        raise Refused(_("Nothing stands by."))
    if not zone and len(ready) > 1:
        zones = ", ".join(name.upper() for name in sorted(ready))
        raise Refused(_("More than one stands by: say which zone, %(zones)s.") % {"zones": zones}, zones=sorted(ready))
    found = zone or next(iter(ready))
    return found, ready[found]


def _taken(call: Call, zone: str, cue: Cue) -> Said:
    if found := reasons(zone, cue, graphics(), call.aired.view if call.aired else None):
        raise Refused(" ".join(found), reasons=found)
    output = actions.take_cue(call.actor, call.the_output, zone, cue)
    said = _("%(zone)s: %(what)s is on air.")
    if zone not in output.program["graphics"]:
        said = _("%(zone)s: %(what)s comes in when the full frame is out.")
    aired = output.program["graphics"].get(zone) or output.program["held"][zone]
    return Said(said % {"zone": zone.upper(), "what": _label(call, cue)}, {"zone": zone, "cue": aired})


def _stood_by(call: Call, zone: str, cue: Cue) -> Said:
    """Let a cue stand by. Why it could not be taken now is said with it: that may change until the take."""
    actions.stand_by(call.actor, call.the_output, zone, cue)
    found = reasons(zone, cue, graphics(), call.aired.view if call.aired else None)
    said = _("%(zone)s: %(what)s stands by.") % {"zone": zone.upper(), "what": _label(call, cue)}
    return Said(" ".join((said, *found)), {"zone": zone, "cue": cue, "reasons": found})


def _out(call: Call, zone: str) -> Said:
    program = call.the_output.program
    cue = program["graphics"].get(zone)
    if cue is None and not (zone == "bug" and "bug" in program.get("held", {})):
        raise Refused(_("%(zone)s: nothing is on air there.") % {"zone": zone.upper()})
    actions.take_out(call.actor, call.the_output, zone)
    what = _label(call, cue or program["held"]["bug"])
    return Said(_("%(zone)s: %(what)s is out.") % {"zone": zone.upper(), "what": what}, {"zone": zone})


def _label(call: Call, cue: Cue) -> str:
    """Return what a cue is called at the desk."""
    return label_of(cue, call.the_aired.view)


def _last_bug(output: Output) -> Cue:
    """Return the bug that was taken last; the audit log knows it."""
    takes = Entry.objects.filter(target=output.document_name, action="output.take")[:100]
    cues = (entry.details.get("cue", {}) for entry in takes if entry.details.get("zone") == "bug")
    last = next(cues, {"graphic": "score-bug-a"})
    return {name: last[name] for name in ("graphic", "id", "data") if name in last}
