"""The addresses of words that there are not. They come last, so that they stand in the way of none that there is."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest

from broadcast.control.api import api
from broadcast.control.game_words import GAME_WORDS
from broadcast.control.output_words import OUTPUT_WORDS


@api.post("/outputs/{int:output_id}/{word}", include_in_schema=False)
def no_output_word(request: HttpRequest, output_id: int, word: str) -> dict[str, Any]:
    """Say which words there are."""
    raise Http404(f"There is no word {word}: an output knows {', '.join(sorted(OUTPUT_WORDS))}.")


@api.post("/games/{event_id}/{word}", include_in_schema=False)
def no_game_word(request: HttpRequest, event_id: str, word: str) -> dict[str, Any]:
    """Say which words there are."""
    raise Http404(f"There is no word {word}: a game knows {', '.join(sorted(GAME_WORDS))}.")
