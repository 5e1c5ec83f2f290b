"""The words by which outputs and games are commanded: one table for the desk, HTTP and whatever else speaks.

A word has a name, a struct of arguments, and a function that does it and says what happened. What cannot be done now
raises `Refused`, whose message says why; then nothing has changed. `output_words.py` and `game_words.py` have the
words themselves.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

import msgspec
from asgiref.sync import async_to_sync
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from broadcast.control.aired import Aired, aired_of
from broadcast.games.models import Game
from broadcast.overlays.manual import NotAllowed
from broadcast.overlays.models import Output


class Arguments(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    """The arguments of a word."""


class Refused(Exception):
    """What cannot be done now. The message says why, in plain words; `more` is for programs."""

    def __init__(self, said: str, **more: Any) -> None:
        super().__init__(said)
        self.more = more


class WrongArguments(ValueError):
    """Arguments that a word does not have, or of another kind. The message says which."""

    @property
    def readable(self) -> bool:
        """Whether what was sent is JSON at all."""
        cause = self.__cause__
        return not isinstance(cause, msgspec.DecodeError | RecursionError) or isinstance(cause, msgspec.ValidationError)


Read = TypeVar("Read")


def decoded(data: bytes, kind: type[Read]) -> Read:
    """Return what JSON says, read as a struct. Raises WrongArguments, also for a NUL: PostgreSQL keeps none."""
    if b"\\u0000" in data:
        raise WrongArguments("A text has a NUL character in it.")
    try:
        return msgspec.json.decode(data, type=kind)
    except (msgspec.DecodeError, RecursionError) as error:
        raise WrongArguments(str(error)) from error


@dataclass(frozen=True)
class Said:
    """What a word has done, in a plain sentence. `more` is for programs."""

    text: str
    more: dict[str, Any] = field(default_factory=dict)


@dataclass
class Call:
    """Who commands what. A word about an output has it in `output`, one about a game has it in `game`.

    For a game `output` is by which delay it is aired: the one that was named, or one that points at it, if any.
    """

    actor: Any
    output: Output | None = None
    game: Game | None = None

    @cached_property
    def aired(self) -> Aired | None:
        """The game as the output airs it now; None where there is no game. Raises `StoreUnavailable`."""
        event_id = self.game.event_id if self.game else self.output.game_id if self.output else None
        if event_id is None:
            return None
        delay_ms, trim_ms = (self.output.delay_ms, self.output.trim_ms) if self.output else (0, 0)
        look: Aired = async_to_sync(aired_of)(event_id, delay_ms, trim_ms=trim_ms)
        return look

    @property
    def the_output(self) -> Output:
        """The output that the word is about."""
        if self.output is None:
            raise TypeError("this word is about an output")
        return self.output

    @property
    def the_game(self) -> Game:
        """The game that the word is about."""
        if self.game is None:
            raise TypeError("this word is about a game")
        return self.game

    @property
    def the_aired(self) -> Aired:
        """The game as it is aired, where there is one."""
        return self.aired or Aired({}, {}, {}, time.time_ns() // 1_000_000, 0)


@dataclass(frozen=True)
class Word:
    """One word of the table. Every word needs the right to control; what it says of itself is its documentation."""

    name: str
    arguments: type[Arguments]
    does: Callable[[Call, Any], Said]

    @property
    def summary(self) -> str:
        """The first line of what the word says of itself."""
        return (self.does.__doc__ or "").strip().splitlines()[0]

    def read(self, body: bytes) -> Arguments:
        """Return the arguments of a request's body; none where it is empty. Raises WrongArguments."""
        return decoded(body or b"{}", self.arguments)

    def run(self, call: Call, arguments: Arguments) -> Said:
        """Do it, and return what happened. Raises Refused; then nothing has changed."""
        try:
            return self.does(call, arguments)
        except NotAllowed as error:
            raise Refused(str(error)) from error
        except ValidationError as error:
            raise Refused(" ".join(error.messages)) from error


class Table(dict[str, Word]):
    """Words by name."""

    def word(
        self, arguments: type[Arguments], name: str = ""
    ) -> Callable[[Callable[[Call, Any], Said]], Callable[[Call, Any], Said]]:
        """Put the decorated function into the table, by its own name or another."""

        def put(does: Callable[[Call, Any], Said]) -> Callable[[Call, Any], Said]:
            called = name or does.__name__
            self[called] = Word(called, arguments, does)
            return does

        return put

    def named(self, name: str) -> Word:
        """Return the word. Raises Refused where there is none, with those that there are."""
        if name not in self:
            raise Refused(_("There is no word %(name)s.") % {"name": name}, words=sorted(self))
        return self[name]
