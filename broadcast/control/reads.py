"""What is read to command: outputs, the aired view, the catalog of graphics, rundowns, and the data source of vMix."""

from __future__ import annotations

from typing import Any

import msgspec
from asgiref.sync import async_to_sync
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse

from broadcast.control.aired import aired_of
from broadcast.control.api import IN_ADDRESS, api, body_of
from broadcast.control.commands import aired_by, holder_of, output_of
from broadcast.control.models import Rundown
from broadcast.control.rundowns import RundownValues, remove, told, write
from broadcast.control.vmix import rows
from broadcast.control.words import WrongArguments
from broadcast.overlays.catalog import graphics
from broadcast.overlays.documents import presence_of, state_of
from broadcast.overlays.models import Output

Answer = dict[str, Any]


def _settings(output: Output) -> Answer:
    state = state_of(output)
    game = str(output.game) if output.game else None
    return {"id": output.pk, **state["output"], "game": game, "program": state["program"]}


@api.get("/outputs", tags=["outputs"], summary="All outputs, with their settings and what is on air.")
def outputs(request: HttpRequest) -> list[Answer]:
    """List the outputs that the holder may read."""
    token = holder_of(request).token
    found = Output.objects.select_related("game")
    return [_settings(one) for one in found if token is None or token.may("read", one)]


@api.get("/outputs/{int:output_id}", tags=["outputs"], summary="One output, with who shows it now.")
def output(request: HttpRequest, output_id: int) -> Answer:
    """Return the output's settings and program, and the pages that show it."""
    one = output_of(output_id)
    holder_of(request).need("read", one)
    return {**_settings(one), **presence_of(one)}


@api.get("/games/{event_id}/aired", tags=["games"], summary="A game as an output shows it now.")
def aired(request: HttpRequest, event_id: str, output: int | None = None) -> Answer:
    """Return the aired view: the feed less the output's delay, with what is set by hand laid over it."""
    by = aired_by(event_id, output)
    holder_of(request).need("read", by)
    look = async_to_sync(aired_of)(event_id, by.delay_ms if by else 0)
    if not look.feed:
        raise Http404("Nothing of this game has been published yet, or not for as long as the output is behind.")
    return {"now": look.moment, "delay_ms": look.delay_ms, "groups": look.groups, "state": look.view}


@api.get("/graphics", tags=["graphics"], summary="The graphics, with the JSON schema of their parameters.")
def catalog(request: HttpRequest) -> list[Answer]:
    """List the graphics: zones, needs, steps, and parameters without what the game document gives."""
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


@api.get("/vmix/{int:output_id}", tags=["vmix"], auth=IN_ADDRESS, summary="The data source of vMix: a row a team.")
def vmix(request: HttpRequest, output_id: int) -> HttpResponse:
    """Return the aired game as a top-level array, without a clock; unknown values are empty."""
    one = output_of(output_id)
    holder_of(request).need("read", one)
    look = async_to_sync(aired_of)(one.game_id, one.delay_ms) if one.game_id else None
    home_first = (one.team_order == Output.TeamOrder.HOME_FIRST) != one.swap
    order = ("home", "away") if home_first else ("away", "home")
    answer = JsonResponse(rows(look.view if look else {}, order), safe=False)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@api.get("/rundowns", tags=["rundowns"], summary="All rundowns, with their rows.")
def rundowns(request: HttpRequest) -> list[Answer]:
    """List the rundowns."""
    return [told(one) for one in Rundown.objects.prefetch_related("rows")]


@api.post(
    "/rundowns", tags=["rundowns"], summary="Make a rundown.", openapi_extra=body_of(RundownValues, required=True)
)
def make_rundown(request: HttpRequest) -> Answer:
    """Make a rundown with its rows."""
    holder = holder_of(request)
    holder.need("control", None)
    return told(write(holder.actor, None, _values(request)))


@api.get("/rundowns/{int:pk}", tags=["rundowns"], summary="One rundown, with its rows.")
def rundown(request: HttpRequest, pk: int) -> Answer:
    """Return a rundown."""
    found = Rundown.objects.filter(pk=pk).first()
    if found is None:
        raise Http404(f"There is no rundown {pk}.")
    return told(found)


@api.put(
    "/rundowns/{int:pk}",
    tags=["rundowns"],
    summary="Write a rundown.",
    openapi_extra=body_of(RundownValues, required=True),
)
def write_rundown(request: HttpRequest, pk: int) -> Answer:
    """Make a rundown what is sent: rows with an id stay the same rows, those that are not sent go."""
    holder = holder_of(request)
    holder.need("control", None)
    values = _values(request)
    try:
        return told(write(holder.actor, pk, values))
    except Rundown.DoesNotExist as error:
        raise Http404(f"There is no rundown {pk}.") from error


@api.delete("/rundowns/{int:pk}", tags=["rundowns"], summary="Remove a rundown.")
def remove_rundown(request: HttpRequest, pk: int) -> Answer:
    """Remove a rundown with its rows."""
    holder = holder_of(request)
    holder.need("control", None)
    if not remove(holder.actor, pk):
        raise Http404(f"There is no rundown {pk}.")
    return {"ok": True, "said": "The rundown is gone."}


def _values(request: HttpRequest) -> RundownValues:
    try:
        return msgspec.json.decode(request.body, type=RundownValues)
    except msgspec.DecodeError as error:
        raise WrongArguments(str(error)) from error
