"""The addresses of words that there are not. They come last, so that they stand in the way of none that there is."""

from __future__ import annotations

from django.http import HttpRequest

from broadcast.control.api import api
from broadcast.control.dispatch import word_of
from broadcast.control.game_words import GAME_WORDS
from broadcast.control.output_words import OUTPUT_WORDS


@api.post("/outputs/{int:output_id}/{word}", include_in_schema=False)
def no_output_word(request: HttpRequest, output_id: int, word: str) -> None:
    """Say which words there are."""
    word_of(OUTPUT_WORDS, word)


@api.post("/games/{event_id}/{word}", include_in_schema=False)
def no_game_word(request: HttpRequest, event_id: str, word: str) -> None:
    """Say which words there are."""
    word_of(GAME_WORDS, word)
