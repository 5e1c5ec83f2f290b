"""What the registry says of one endpoint and of its parameters. The entries are in the modules beside this one,
one for each section of the API.
"""

from enum import StrEnum
from typing import Any, Literal
from urllib.parse import quote

import msgspec


class Kind(StrEnum):
    """What a parameter holds, and so how a form asks for it and how its text is read."""

    ID = "id"
    TEXT = "text"
    EPOCH_MS = "epoch_ms"
    NUMBER = "number"
    BOOLEAN = "boolean"
    CHOICE = "choice"


class Parameter(msgspec.Struct, frozen=True, kw_only=True):
    """One parameter of an endpoint, in its path or its query.

    `default` is the text that a form begins with, in the words that `asking` reads: a moment is written
    relative to now (`now-1d`). It is `None` where no value suits everybody. A required parameter that is not
    given has its default; what may be left out is left to the service. A `repeatable`
    parameter of the query is sent once for each value, one of the path as a comma list. The `choices` of a
    text are suggestions, those of a choice are all there are.
    """

    name: str
    kind: Kind
    description: str
    place: Literal["path", "query"] = "query"
    required: bool = False
    repeatable: bool = False
    default: str | None = None
    choices: tuple[str, ...] = ()


class Endpoint(msgspec.Struct, frozen=True, kw_only=True):
    """One endpoint: a method and a path with its parts in braces.

    `group` is the section of the API that it belongs to. `body` is an example of what a PUT sends, `None` where
    nothing is sent. `section` says where EVENT_API documents it, and `answer` whether the body of the answer
    is documented there (`known`) or our reading (`ASSUMED`); where `path_assumed`, the path itself is our reading, and
    a service that answers 404 may not offer it at all. `methods` are those of `EventApi` that ask it,
    `used_for` what the product asks it for; it is empty where only the explorer and the command line do.
    """

    name: str
    method: Literal["GET", "PUT", "DELETE"]
    path: str
    group: str
    title: str
    description: str
    parameters: tuple[Parameter, ...] = ()
    body: dict[str, Any] | None = None
    section: str
    answer: Literal["known", "ASSUMED"]
    path_assumed: bool = False
    deprecated: bool = False
    methods: tuple[str, ...]
    used_for: str = ""

    @property
    def path_parameters(self) -> tuple[Parameter, ...]:
        """The parts of the path, in its order."""
        return tuple(parameter for parameter in self.parameters if parameter.place == "path")

    @property
    def query_parameters(self) -> tuple[Parameter, ...]:
        """The parameters of the query."""
        return tuple(parameter for parameter in self.parameters if parameter.place == "query")

    def filled(self, **parts: str) -> str:
        """Return the path with its parts filled in and quoted; a comma stays a comma, as the service wants it.

        Raises ValueError for a part that is empty or a dot segment, which would make it another path.
        """
        for name, value in parts.items():
            if value.strip() in ("", ".", ".."):
                raise ValueError(f"{name} cannot be {value!r}")
        return self.path.format(**{name: quote(value, safe=",@:") for name, value in parts.items()})
