"""What is read to command: outputs, the aired view, the catalog of graphics, rundowns, and the data source of vMix."""

from __future__ import annotations

from asgiref.sync import async_to_sync
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse

from broadcast.control import lookups
from broadcast.control.aired import aired_of
from broadcast.control.api import IN_ADDRESS, api, body_of
from broadcast.control.commands import holder_of
from broadcast.control.dispatch import Answer, output_of
from broadcast.control.lookups import Aired, Nothing, OfGame, OfOutput, OfRundown
from broadcast.control.models import Rundown
from broadcast.control.rundowns import RundownValues, remove, told, write
from broadcast.control.vmix import rows
from broadcast.control.words import decoded
from broadcast.overlays.models import Output


@api.get("/outputs", tags=["outputs"], summary="All outputs, with their settings and what is on air.")
def outputs(request: HttpRequest) -> list[Answer]:
    """List the outputs that the holder may read."""
    return lookups.outputs(holder_of(request), Nothing())


@api.get("/outputs/{int:output_id}", tags=["outputs"], summary="One output, with who shows it now.")
def output(request: HttpRequest, output_id: int) -> Answer:
    """Return the output's settings and program, and the pages that show it."""
    return lookups.output(holder_of(request), OfOutput(output_id))


@api.get("/games", tags=["games"], summary="The followed games, by tip-off.")
def games(request: HttpRequest) -> list[Answer]:
    """List the games that the holder may read, with score and feed state where known."""
    return lookups.games(holder_of(request), Nothing())


@api.get("/games/{event_id}/document", tags=["games"], summary="A game's live document, as the feed has it now.")
def document(request: HttpRequest, event_id: str) -> Answer:
    """Return the document with its epoch and revision."""
    return lookups.document(holder_of(request), OfGame(event_id))


@api.get("/games/{event_id}/aired", tags=["games"], summary="A game as an output shows it now.")
def aired(request: HttpRequest, event_id: str, output: int | None = None) -> Answer:
    """Return the aired view: the feed less the output's delay, with what is set by hand laid over it."""
    return lookups.aired(holder_of(request), Aired(event_id, output))


@api.get("/graphics", tags=["graphics"], summary="The graphics, with the JSON schema of their parameters.")
def catalog(request: HttpRequest) -> list[Answer]:
    """List the graphics: zones, needs, steps, actions, and parameters without what the game document gives."""
    return lookups.catalog(holder_of(request), Nothing())


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
    return lookups.rundowns(holder_of(request), Nothing())


@api.post(
    "/rundowns", tags=["rundowns"], summary="Make a rundown.", openapi_extra=body_of(RundownValues, required=True)
)
def make_rundown(request: HttpRequest) -> Answer:
    """Make a rundown with its rows."""
    holder = holder_of(request)
    holder.need("control", None)
    return told(write(holder.actor, None, decoded(request.body, RundownValues)))


@api.get("/rundowns/{int:pk}", tags=["rundowns"], summary="One rundown, with its rows.")
def rundown(request: HttpRequest, pk: int) -> Answer:
    """Return a rundown."""
    return lookups.rundown(holder_of(request), OfRundown(pk))


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
    values = decoded(request.body, RundownValues)
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
