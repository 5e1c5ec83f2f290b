"""The addresses of the words: POST /api/outputs/<id>/<word> and POST /api/games/<event id>/<word>."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest

from broadcast.control.access import Holder
from broadcast.control.api import api, body_of
from broadcast.control.dispatch import Answer, command_game, command_output
from broadcast.control.game_words import GAME_WORDS
from broadcast.control.output_words import OUTPUT_WORDS
from broadcast.control.words import Word


def holder_of(request: HttpRequest) -> Holder:
    """Return who sent the request, as the API's doors have found out."""
    holder: Holder = getattr(request, "auth")  # noqa: B009 (django-ninja puts it there)
    return holder


def _of_outputs(word: Word) -> Callable[..., Answer]:
    def command(request: HttpRequest, output_id: int) -> Answer:
        return command_output(holder_of(request), output_id, word.name, request.body)

    return command


def _of_games(word: Word) -> Callable[..., Answer]:
    def command(request: HttpRequest, event_id: str, output: int | None = None) -> Answer:
        return command_game(holder_of(request), event_id, word.name, request.body, output)

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
