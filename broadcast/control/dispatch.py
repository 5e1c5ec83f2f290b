"""What is commanded, whoever asks: HTTP and the socket say the same words here, and are refused in the same words."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from ninja.errors import HttpError

from broadcast.control.access import Holder
from broadcast.control.game_words import GAME_WORDS
from broadcast.control.output_words import OUTPUT_WORDS
from broadcast.control.words import Call, Refused, Said, Table, Word, WrongArguments
from broadcast.games.models import Game
from broadcast.overlays.models import Output

Answer = dict[str, Any]
REFUSALS = (Refused, WrongArguments, HttpError, Http404)
"""What a word or a read raises where it refuses."""


def output_of(pk: int) -> Output:
    """Return the output. Raises Http404."""
    found = Output.objects.select_related("game").filter(pk=pk).first()
    if found is None:
        raise Http404(f"There is no output {pk}.")
    return found


def aired_by(event_id: str, pk: int | None, holder: Holder | None = None) -> Output | None:
    """Return the output by whose delay a game is aired: the one of this id, else the first that points at the game.

    A holder whose token is of one output has that one first. Raises Http404 for an id of none.
    """
    if pk is not None:
        return output_of(pk)
    pointing = Output.objects.filter(game=event_id).order_by("pk")
    own = holder.token.output_id if holder is not None and holder.token is not None else None
    return (pointing.filter(pk=own).first() if own is not None else None) or pointing.first()


def word_of(words: Table, name: str) -> Word:
    """Return a word by its name. Raises Http404 where there is none, with those that there are."""
    if name not in words:
        whose = "an output" if words is OUTPUT_WORDS else "a game"
        raise Http404(f"There is no word {name}: {whose} knows {', '.join(sorted(words))}.")
    return words[name]


def command_output(holder: Holder, pk: int, name: str, arguments: bytes) -> Answer:
    """Say a word to an output. Raises one of REFUSALS; then nothing has changed."""
    word = word_of(OUTPUT_WORDS, name)
    output = output_of(pk)
    holder.need("control", output)
    return _answer(word.run(Call(holder.actor, output=output), word.read(arguments)))


def command_game(holder: Holder, event_id: str, name: str, arguments: bytes, pk: int | None = None) -> Answer:
    """Say a word to a game, as the output `pk` airs it. Raises one of REFUSALS; then nothing has changed."""
    word = word_of(GAME_WORDS, name)
    holder.need("control", None)
    given = word.read(arguments)
    game = Game.objects.filter(pk=event_id).first()
    if game is None:
        raise Http404(f"No game {event_id} has been followed.")
    return _answer(word.run(Call(holder.actor, output=aired_by(event_id, pk), game=game), given))


def _answer(said: Said) -> Answer:
    return {"ok": True, "said": said.text, **said.more}


def refusal(error: Exception) -> tuple[int, Answer]:
    """Return the status and the answer for one of REFUSALS."""
    match error:
        case Refused():
            return 409, {"ok": False, "said": str(error), **error.more}
        case WrongArguments():
            return (422 if error.readable else 400), {"ok": False, "said": str(error)}
        case HttpError():
            return error.status_code, {"ok": False, "said": str(error)}
        case Http404():
            return 404, {"ok": False, "said": str(error) or "There is nothing at this address."}
        case _:
            raise error
