"""What can go wrong between the client and the Event API, told apart by what a caller does about it."""


class ApiError(Exception):
    """A request failed.

    `status` is the HTTP status (`None` where there was no answer), `message` what the service said,
    `request_id` its own id of the request for a report to the vendor, `retry_after` the seconds it asked for.
    """

    def __init__(
        self,
        message: str,
        *,
        status: int | None = None,
        request_id: str | None = None,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.status = status
        self.request_id = request_id
        self.retry_after = retry_after

    def __str__(self) -> str:
        status = "" if self.status is None else f" (status {self.status})"
        request = "" if self.request_id is None else f" [request {self.request_id}]"
        return f"{self.message}{status}{request}"


class Unauthorized(ApiError):
    """401: the username, the secret or the clock of this machine is wrong.

    `skew` is the seconds by which the service's clock is ahead; more than 300 either way is refused.
    """

    def __init__(self, message: str, *, status: int, request_id: str | None = None, skew: float | None = None) -> None:
        super().__init__(message, status=status, request_id=request_id)
        self.skew = skew

    def __str__(self) -> str:
        skew = "" if self.skew is None else f"; the service's clock is {self.skew:+.0f} s from ours"
        return f"{super().__str__()}{skew}"


class Forbidden(ApiError):
    """403: the credential lacks the privilege for this resource."""


class NotFound(ApiError):
    """404: there is no such game, team or session, or the service does not offer the endpoint."""


class RateLimited(ApiError):
    """429, after the retries or with a longer wait asked for than the client is willing to make."""


class ServerError(ApiError):
    """5xx, after the retries."""


class Unreachable(ApiError):
    """No answer: connection refused, broken or timed out, after the retries."""


class BadAnswer(ApiError):
    """An answer that is not understood: no JSON, another shape, or a status with no rule."""


class BadRequest(BadAnswer):
    """400: something that was asked for or sent is missing or wrong; `message` has what the service says of it."""


class ForeignLink(ApiError):
    """An answer linked to another host than the configured one; a signed request never goes there."""
