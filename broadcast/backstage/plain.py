"""Answers the pages for machines before any other middleware.

Health checks name the host as they like, bear no session, and have to be answered while the database is away.
"""

from __future__ import annotations

import logging
from asyncio import iscoroutinefunction
from typing import Any

from asgiref.sync import async_to_sync
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.decorators import sync_and_async_middleware

from broadcast.backstage.urls import PLAIN_PAGES


class Quietly(logging.Filter):
    """Leaves out Django's line for each answer that says "not ready" or "not for you": they are asked for often."""

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        expected = isinstance(request, HttpRequest) and request.path_info in PLAIN_PAGES and record.exc_info is None
        return not expected


@sync_and_async_middleware
def plain_pages(get_response: Any) -> Any:
    """Return the middleware, which has to be the first of all."""
    if iscoroutinefunction(get_response):

        async def answer_asynchronously(request: HttpRequest) -> HttpResponseBase:
            page = PLAIN_PAGES.get(request.path_info)
            response: HttpResponseBase = await (page(request) if page else get_response(request))
            return response

        return answer_asynchronously

    def answer(request: HttpRequest) -> HttpResponseBase:
        page = PLAIN_PAGES.get(request.path_info)
        response: HttpResponseBase = async_to_sync(page)(request) if page else get_response(request)
        return response

    return answer
