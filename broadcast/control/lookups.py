"""What is read to command, whoever asks: outputs, games, graphics, rundowns. HTTP and the socket have the same answers.

Each takes who asks, and raises what `dispatch.refusal` tells where that may not be read, or is not there.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from asgiref.sync import async_to_sync
from django.http import Http404

from broadcast.control.access import Holder
from broadcast.control.aired import aired_of
from broadcast.control.dispatch import aired_by, output_of
from broadcast.control.models import Rundown
from broadcast.control.rundowns import told
from broadcast.control.words import Arguments
from broadcast.dashboard.documents import Served, published
from broadcast.dashboard.views import followed
from broadcast.games.models import Game
from broadcast.overlays.catalog import graphics
from broadcast.overlays.documents import presence_of, state_of
from broadcast.overlays.models import Output

Answer = dict[str, Any]


class Nothing(Arguments):
    """Nothing."""


class OfOutput(Arguments):
    """An output, by its id."""

    output: int


class OfGame(Arguments):
    """A game, by its event id."""

    game: str


class Aired(Arguments):
    """A game, and the output by whose delay it is aired."""

    game: str
    output: int | None = None


class OfRundown(Arguments):
    """A rundown, by its id."""

    rundown: int


class Lookup(NamedTuple):
    """What can be read: its arguments, and what reads it."""

    arguments: type[Arguments]
    does: Callable[[Holder, Any], Any]


def outputs(holder: Holder, given: Nothing) -> list[Answer]:
    """List the outputs that the holder may read."""
    found = Output.objects.select_related("game")
    return [_settings(one) for one in found if holder.token is None or holder.token.may("read", one)]


def output(holder: Holder, given: OfOutput) -> Answer:
    """Return the output's settings and program, and the pages that show it."""
    one = output_of(given.output)
    holder.need("read", one)
    return {**_settings(one), **presence_of(one)}


def _settings(output: Output) -> Answer:
    state = state_of(output)
    game = str(output.game) if output.game else None
    return {"id": output.pk, **state["output"], "game": game, "program": state["program"]}


def games(holder: Holder, given: Nothing) -> list[Answer]:
    """List the followed games that the holder may read, by tip-off, with score and feed state where known."""
    listed: list[tuple[Game, Served]] = async_to_sync(followed)()
    return [_listed(game, document) for game, document in listed if holder.sees(game.event_id)]


def _listed(game: Game, document: Served) -> Answer:
    about = document.state["game"]
    score = document.state.get("score", {})
    return {
        "event_id": game.event_id,
        "status": about["status"],
        "rules": about["rules"],
        "rehearsal": about.get("rehearsal", False),
        "home": about["home"],
        "away": about["away"],
        **{key: about[key] for key in ("tipoff_at", "venue") if key in about},
        **({"score": {side: score[side] for side in ("home", "away") if side in score}} if score else {}),
        "feed": document.state["feed"]["state"],
        "document": document.doc,
    }


def document(holder: Holder, given: OfGame) -> Answer:
    """Return a game's document with its epoch and revision, as the socket's `snapshot` has it. It is not delayed."""
    holder.need_game(given.game)
    held: Served | None = async_to_sync(published)(given.game)
    if held is None:
        if Game.objects.filter(event_id=given.game).exists():
            raise Http404("Nothing has been published of this game yet.")
        raise Http404(f"No game {given.game} has been followed.")
    return held.as_json()


def aired(holder: Holder, given: Aired) -> Answer:
    """Return the aired view: the feed less the output's delay, with what is set by hand laid over it."""
    by = aired_by(given.game, given.output, holder)
    holder.need("read", by)
    holder.need_game(given.game)
    look = async_to_sync(aired_of)(given.game, by.delay_ms if by else 0, trim_ms=by.trim_ms if by else 0)
    if not look.feed:
        raise Http404("Nothing of this game has been published yet, or not for as long as the output is behind.")
    read_by = {"now": look.moment, "delay_ms": look.delay_ms, "trim_ms": look.trim_ms}
    return {**read_by, "groups": look.groups, "state": look.view}


def catalog(holder: Holder, given: Nothing) -> list[Answer]:
    """List the graphics: zones, needs, steps, actions, and parameters without what the game document gives."""
    return [
        {
            "id": one.id,
            "name": one.name,
            "zones": list(one.zones),
            "topics": list(one.topics),
            "needs": list(one.needs),
            "steps": one.steps,
            "auto_out_ms": one.auto_out_ms,
            "parameters": {name: schema for name, schema in one.parameters.items() if name not in one.topics},
            "actions": [
                {"id": action.id, "name": action.name, "schema": action.schema, "not_with": list(action.not_with)}
                for action in one.actions.values()
            ],
        }
        for one in graphics().values()
    ]


def rundowns(holder: Holder, given: Nothing) -> list[Answer]:
    """List the rundowns."""
    return [told(one) for one in Rundown.objects.prefetch_related("rows")]


def rundown(holder: Holder, given: OfRundown) -> Answer:
    """Return a rundown."""
    found = Rundown.objects.filter(pk=given.rundown).first()
    if found is None:
        raise Http404(f"There is no rundown {given.rundown}.")
    return told(found)


LOOKUPS: dict[str, Lookup] = {
    "outputs": Lookup(Nothing, outputs),
    "output": Lookup(OfOutput, output),
    "games": Lookup(Nothing, games),
    "document": Lookup(OfGame, document),
    "aired": Lookup(Aired, aired),
    "graphics": Lookup(Nothing, catalog),
    "rundowns": Lookup(Nothing, rundowns),
    "rundown": Lookup(OfRundown, rundown),
}


def lookup_of(name: str) -> Lookup:
    """Return a lookup by its name. Raises Http404 where there is none, with those that there are."""
    if name not in LOOKUPS:
        raise Http404(f"There is nothing called {name} to be read, but {', '.join(sorted(LOOKUPS))}.")
    return LOOKUPS[name]
