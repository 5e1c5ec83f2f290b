"""What the client of the Event API counts: requests by how they ended. docs/operating.md lists all figures."""

from __future__ import annotations

from prometheus_client import Counter

from broadcast.eventapi.errors import (
    ApiError,
    BadAnswer,
    BadRequest,
    Forbidden,
    NotFound,
    RateLimited,
    ServerError,
    Unauthorized,
    Unreachable,
)

OK = "ok"
RESULTS: dict[type[ApiError], str] = {
    Unauthorized: "unauthorized",
    Forbidden: "forbidden",
    NotFound: "not_found",
    RateLimited: "rate_limited",
    ServerError: "server_error",
    Unreachable: "unreachable",
    BadAnswer: "bad_answer",
    BadRequest: "bad_request",
}

REQUESTS = Counter(
    "courtside_eventapi_requests",
    "REST requests sent to the Event API, repeated ones too, by how they ended.",
    ["result"],
)
for _result in (OK, *RESULTS.values()):
    REQUESTS.labels(_result)  # at 0 from the start: the first failure is an increase


def count(failure: ApiError | None = None) -> None:
    """Count one request that was answered, or that failed so."""
    REQUESTS.labels(OK if failure is None else RESULTS[type(failure)]).inc()
