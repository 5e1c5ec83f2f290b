"""The addresses of the words: POST /api/outputs/<id>/<word> and POST /api/games/<event id>/<word>."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest

from broadcast.control.access import Holder
from broadcast.control.api import api, body_of
from broadcast.control.game_words import GAME_WORDS
from broadcast.control.output_words import OUTPUT_WORDS
from broadcast.control.words import Call, Said, Word
from broadcast.games.models import Game
from broadcast.overlays.models import Output

Answer = dict[str, Any]


def output_of(pk: int) -> Output:
    """Return the output. Raises Http404."""
    found = Output.objects.select_related("game").filter(pk=pk).first()
    if found is None:
        raise Http404(f"There is no output {pk}.")
    return found


def aired_by(event_id: str, pk: int | None) -> Output | None:
    """Return the output by whose delay a game is aired: the one of this id, else the first that points at the game.

    Raises Http404 for an id of none.
    """
    if pk is not None:
        return output_of(pk)
    return Output.objects.filter(game=event_id).order_by("pk").first()


def holder_of(request: HttpRequest) -> Holder:
    """Return who sent the request, as the API's doors have found out."""
    holder: Holder = getattr(request, "auth")  # noqa: B009 (django-ninja puts it there)
    return holder


def _answer(said: Said) -> Answer:
    return {"ok": True, "said": said.text, **said.more}


def _of_outputs(word: Word) -> Callable[..., Answer]:
    def command(request: HttpRequest, output_id: int) -> Answer:
        holder = holder_of(request)
        output = output_of(output_id)
        holder.need("control", output)
        return _answer(word.run(Call(holder.actor, output=output), word.read(request.body)))

    return command


def _of_games(word: Word) -> Callable[..., Answer]:
    def command(request: HttpRequest, event_id: str, output: int | None = None) -> Answer:
        holder = holder_of(request)
        holder.need("control", None)
        arguments = word.read(request.body)
        game = Game.objects.filter(pk=event_id).first()
        if game is None:
            raise Http404(f"No game {event_id} has been followed.")
        return _answer(word.run(Call(holder.actor, output=aired_by(event_id, output), game=game), arguments))

    return command


def _mount(words: dict[str, Word], address: str, made: Callable[[Word], Callable[..., Answer]], tag: str) -> None:
    for word in words.values():
        put = api.post(
            f"{address}/{word.name}",
            summary=word.summary,
            operation_id=f"{tag}_{word.name}".replace("-", "_"),
            tags=[tag],
            openapi_extra=body_of(word.arguments),
        )
        put(made(word))


_mount(OUTPUT_WORDS, "/outputs/{int:output_id}", _of_outputs, "outputs")
_mount(GAME_WORDS, "/games/{event_id}", _of_games, "games")
