"""What is answered where a view meets a database or a store that is away."""

from __future__ import annotations

import json

import pytest
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.test import RequestFactory

from broadcast.live.store import StoreUnavailable
from broadcast.unavailable import Unavailable

ASKS_AGAIN = '<meta http-equiv="refresh" content="5">'
middleware = Unavailable(lambda request: HttpResponse())


@pytest.mark.parametrize(
    ("error", "what"),
    [(OperationalError("gone"), "database"), (InterfaceError("gone"), "database"), (StoreUnavailable("gone"), "live")],
)
def test_page_asks_again(error: Exception, what: str) -> None:
    """A page that meets something that is away says what, in no detail, and asks again by itself."""
    answer = middleware.process_exception(RequestFactory().get("/schedule/"), error)
    assert answer is not None
    text = answer.content.decode()
    assert (answer.status_code, answer["Retry-After"], answer["Cache-Control"]) == (503, "5", "no-store")
    assert ASKS_AGAIN in text
    assert f"The {what}" in text
    assert "gone" not in text


def test_form_is_not_asked_again() -> None:
    """The answer to a form does not come back to its address, which is no page: it says to go back."""
    answer = middleware.process_exception(RequestFactory().post("/schedule/follow/"), OperationalError("gone"))
    assert answer is not None
    assert answer.status_code == 503
    assert ASKS_AGAIN not in answer.content.decode()
    assert "Go back" in answer.content.decode()


def test_program_gets_json() -> None:
    """Under /api/ the answer is JSON."""
    answer = middleware.process_exception(RequestFactory().get("/api/games"), StoreUnavailable("gone"))
    assert answer is not None
    assert answer.status_code == 503
    assert json.loads(answer.content)["error"] == "unavailable"


def test_other_errors_are_not_hidden() -> None:
    """A fault of the program is none of this."""
    assert middleware.process_exception(RequestFactory().get("/"), ValueError("a fault")) is None
