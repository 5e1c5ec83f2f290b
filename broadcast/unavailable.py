"""What is answered while the database or the store of live documents is away: a page that asks again by itself."""

from __future__ import annotations

import logging

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.deprecation import MiddlewareMixin

from broadcast.games.documents import DATABASE_AWAY
from broadcast.live.store import StoreUnavailable

log = logging.getLogger(__name__)

RETRY_SECONDS = 5


class Unavailable(MiddlewareMixin):
    """Answers 503 where a view meets a database or a store that is away, as JSON under /api/."""

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Return the answer, or `None` for any other exception."""
        if not isinstance(exception, (StoreUnavailable, *DATABASE_AWAY)):
            return None
        what = "live documents" if isinstance(exception, StoreUnavailable) else "database"
        log.warning("%s cannot be answered, the %s cannot be reached: %s", request.path, what, exception)
        response: HttpResponse
        if request.path.startswith("/api/"):
            message = f"The {what} cannot be reached. Ask again in {RETRY_SECONDS} s."
            response = JsonResponse({"error": "unavailable", "message": message}, status=503)
        else:
            asks_again = request.method in ("GET", "HEAD")  # a form's address is no page to come back to
            context = {
                "store_is_away": isinstance(exception, StoreUnavailable),
                "seconds": RETRY_SECONDS,
                "asks_again": asks_again,
            }
            response = render(request, "503.html", context, status=503)
        response.headers["Retry-After"] = str(RETRY_SECONDS)
        response.headers["Cache-Control"] = "no-store"
        return response
