"""What the sections of the client share: asking an endpoint of the registry, and reading the answer."""

import logging
from collections.abc import Callable, Iterable, Mapping
from typing import Any, ParamSpec, TypeVar

from broadcast.eventapi.decode import decode_catch_up, decode_rows
from broadcast.eventapi.endpoints import ENDPOINTS
from broadcast.eventapi.errors import BadAnswer, NotFound
from broadcast.eventapi.resources.batch import One
from broadcast.eventapi.rows import DecodeError, Rejected, Row, Sets
from broadcast.eventapi.transport import QueryValue, Transport
from broadcast.eventapi.values import excerpt

logger = logging.getLogger(__name__)

Read = TypeVar("Read")
Given = ParamSpec("Given")


class Section:
    """A part of the client; all parts share one transport.

    Every method raises an `ApiError` (see `errors`): `NotFound` for an id that there is not, `Forbidden` for what
    the credential may not see, `BadAnswer` for an answer that is not understood. Ids are text, times epoch ms.
    """

    _transport: Transport

    async def _ask(
        self, name: str, query: Mapping[str, QueryValue | None] | None = None, body: Any = None, **parts: str
    ) -> Any:
        """Return the body of the answer of the endpoint `name`; values of the query that are `None` are not sent.

        An id that makes no path raises `NotFound`, as it names nothing.
        """
        endpoint = ENDPOINTS[name]
        given = {key: value for key, value in (query or {}).items() if value is not None}
        try:
            path = endpoint.filled(**parts)
        except ValueError as error:
            raise NotFound(f"{endpoint.method} {endpoint.path}: {error}") from error
        return (await self._transport.request(endpoint.method, path, given, body)).body


def understood(decode: Callable[Given, Read], *given: Given.args, **options: Given.kwargs) -> Read:
    """Return what a decoder reads; what it cannot understand is a `BadAnswer`."""
    try:
        return decode(*given, **options)
    except DecodeError as error:
        raise BadAnswer(str(error)) from error


def one_of(decode: Callable[[Any], One[Read]], body: Any) -> Read:
    """Return the one thing that a decoder reads of an answer; what was left out of it is logged."""
    found = understood(decode, body)
    report(found.rejected)
    return found.item


def report(rejected: Iterable[Rejected]) -> None:
    """Log what was left out of an answer whose caller is not told."""
    for problem in rejected:
        what = problem.field or "row"
        logger.warning("%s: %s %s: %s", problem.source, what, problem.reason, problem.raw_excerpt)


def sets_of(body: Any, resources: Iterable[str], known: Mapping[str, Any] | None = None) -> Sets:
    """Return the full sets of an answer. `known` completes the rows, as of `decode_rows`."""
    return understood(decode_catch_up, body, resources, known)


def rows_of(source: str, sent: list[Any]) -> list[Row]:
    """Return the rows of a list; what was left out is logged."""
    rows, rejected = decode_rows(source, sent)
    report(rejected)
    return rows


def only_row(source: str, body: Any) -> Row:
    """Return the one row that an answer is, bare or wrapped in a key or a list of one."""
    if isinstance(body, dict) and len(body) == 1:
        body = next(iter(body.values()))
    rows = rows_of(source, body if isinstance(body, list) else [body])
    if not rows:
        raise BadAnswer(f"expected a {source}, got {excerpt(body)}")
    return rows[0]
