"""Send signed requests and tell apart what comes of them: retries, limits, the errors of `errors`.

Knows HTTP and the error body of the Event API, nothing of its endpoints.
"""

import asyncio
import logging
import random
import ssl
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from functools import cache
from types import TracebackType
from typing import Any, NamedTuple, Self
from urllib.parse import urlsplit

import httpx

from broadcast.eventapi import metrics
from broadcast.eventapi.decode import decode_json
from broadcast.eventapi.errors import (
    ApiError,
    BadAnswer,
    BadRequest,
    Forbidden,
    ForeignLink,
    NotFound,
    RateLimited,
    ServerError,
    Unauthorized,
    Unreachable,
)
from broadcast.eventapi.rows import DecodeError
from broadcast.eventapi.signing import SignedAuth

logger = logging.getLogger(__name__)

QueryValue = str | int | list[str]


class Answer(NamedTuple):
    """A successful answer: its parsed body (`None` where it is empty) and what a person may want to see of
    it.
    """

    body: Any
    status: int
    headers: dict[str, str]
    seconds: float


class Transport:
    """A connection pool to one Event API host. An async context manager.

    At most `concurrency` requests are under way at a time. Connection errors and 5xx are retried `retries`
    times after a random wait of up to `backoff * 2**n` seconds, at most `longest_backoff`; so are 429 and 503
    after the time they ask for, if that is no more than `longest_retry_after`. 401, 403 and 404 are never
    retried; what changes something (PUT, DELETE) only after a 429, since it may have been done.
    """

    def __init__(
        self,
        base_url: str,
        username: str,
        secret: str,
        *,
        timeout: float = 10.0,
        concurrency: int = 8,
        retries: int = 3,
        backoff: float = 0.25,
        longest_backoff: float = 5.0,
        longest_retry_after: float = 30.0,
    ) -> None:
        parts = urlsplit(base_url)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.path not in ("", "/"):
            raise ValueError(f"the base URL must be http:// or https:// and a host alone, got {base_url!r}")
        self._base_url = base_url.rstrip("/")
        self._host = host_of(base_url)
        self._limit = asyncio.Semaphore(concurrency)
        self._retries = retries
        self._backoff = backoff
        self._longest_backoff = longest_backoff
        self._longest_retry_after = longest_retry_after
        self._client = httpx.AsyncClient(
            auth=SignedAuth(username, secret),
            verify=_certificates(),
            timeout=timeout,
            limits=httpx.Limits(max_connections=concurrency),
            headers={"accept": "application/json", "user-agent": "Courtside"},
        )

    async def __aenter__(self) -> Self:
        await self._client.__aenter__()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None = None,
        error: BaseException | None = None,
        trace: TracebackType | None = None,
    ) -> None:
        await self._client.__aexit__(kind, error, trace)

    async def request(
        self, method: str, path: str, params: Mapping[str, QueryValue] | None = None, json: Any = None
    ) -> Answer:
        """Send one request, with retries, and return its answer. Raises an `ApiError`.

        `path` begins with a slash and is already quoted; without the slash it could change the host.
        """
        if not path.startswith("/"):
            raise ValueError(f"a path begins with a slash, got {path!r}")
        attempt = 0
        while True:
            failure: ApiError
            try:
                async with self._limit:
                    response = await self._client.request(
                        method, self._base_url + path, params=params or None, json=json
                    )
            except httpx.TransportError as error:
                failure = Unreachable(f"{method} {path}: {type(error).__name__} {error}".rstrip())
            except httpx.DecodingError as error:
                unreadable = BadAnswer(f"{method} {path}: {error}")
                metrics.count(unreadable)
                raise unreadable from error
            else:
                if response.is_success:
                    return _counted(response)
                failure = failure_of(response, response.content)
            metrics.count(failure)
            wait = self._wait(method, failure, attempt)
            if wait is None:
                raise failure
            attempt += 1
            logger.info("%s %s: %s; attempt %d in %.1f s", method, path, failure, attempt + 1, wait)
            await asyncio.sleep(wait)

    async def follow(self, link: str) -> Answer:
        """Ask for a link that an answer held. Raises `ForeignLink` unless it leads to the configured host.

        Only its path and query are used: the scheme and the port stay the configured ones.
        """
        if host_of(link) != self._host:
            raise ForeignLink(f"a link to another host than {self._host}: {link[:200]}")
        parts = urlsplit(link)
        return await self.request("GET", parts.path + (f"?{parts.query}" if parts.query else ""))

    def _wait(self, method: str, failure: ApiError, attempt: int) -> float | None:
        """Return the seconds to wait before the next attempt, or `None` to give up."""
        if method != "GET" and not isinstance(failure, RateLimited):
            return None
        if attempt >= self._retries or not isinstance(failure, ServerError | Unreachable | RateLimited):
            return None
        if failure.retry_after is not None:
            return failure.retry_after if failure.retry_after <= self._longest_retry_after else None
        return random.uniform(0, min(self._longest_backoff, self._backoff * 2**attempt))  # noqa: S311


@cache
def _certificates() -> ssl.SSLContext:
    """Return whom to trust, read once for all clients: it takes longer than a request."""
    return httpx.create_ssl_context()


def host_of(url: str) -> str | None:
    """Return the host with its port where that is not the scheme's own; `None` for what is no web address."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    return parts.hostname if port in (None, 80, 443) else f"{parts.hostname}:{port}"


def _counted(response: httpx.Response) -> Answer:
    try:
        answer = _answer(response)
    except BadAnswer as error:
        metrics.count(error)
        raise
    metrics.count()
    return answer


def _answer(response: httpx.Response) -> Answer:
    try:
        body = decode_json(response.content) if response.content.strip() else None
    except DecodeError as error:
        raise BadAnswer(f"{_name(response)}: {error}", status=response.status_code) from error
    return Answer(body, response.status_code, dict(response.headers), response.elapsed.total_seconds())


def _name(response: httpx.Response) -> str:
    return f"{response.request.method} {response.request.url.path}"


def failure_of(response: httpx.Response, content: bytes) -> ApiError:
    """Return the error that an answer is which is no success, with what the documented error body says (section 4)."""
    try:
        body = decode_json(content)
    except DecodeError:
        body = None
    said = body if isinstance(body, dict) else {}
    text = said.get("message")
    request_id = said.get("shottrackerRequestId")
    message = f"{_name(response)}: {text if isinstance(text, str) else response.reason_phrase}"
    known = request_id if isinstance(request_id, str) else None
    status = response.status_code
    if status == 401:
        skew = _skew(response)
        logger.warning("%s refused as unauthorized; the service's clock minus ours: %s s", _name(response), skew)
        return Unauthorized(message, status=status, request_id=known, skew=skew)
    kinds: dict[int, type[ApiError]] = {400: BadRequest, 403: Forbidden, 404: NotFound, 429: RateLimited}
    kind = kinds.get(status, ServerError if status >= 500 else BadAnswer)
    wanted = None
    if status in (429, 503):
        wanted = read_retry_after(response.headers.get("retry-after"), response.headers.get("date"))
    return kind(message, status=status, request_id=known, retry_after=wanted)


def _skew(response: httpx.Response) -> float | None:
    server = _date(response.headers.get("date"))
    local = _date(response.request.headers.get("date"))
    return None if server is None or local is None else server - local


def _date(text: str | None) -> float | None:
    try:
        return None if text is None else parsedate_to_datetime(text).timestamp()
    except ValueError:
        return None


def read_retry_after(text: str | None, server_date: str | None) -> float | None:
    """Return the seconds of a Retry-After header, which holds seconds or a date by the service's clock."""
    stripped = (text or "").strip()
    if stripped.isascii() and stripped.isdigit():
        return float(stripped[:9])
    until, now = _date(stripped), _date(server_date)
    return None if until is None or now is None else max(0.0, until - now)
