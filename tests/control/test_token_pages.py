"""The page of control tokens."""

import re

import pytest
from django.contrib.auth.models import User
from django.test import Client

from broadcast.audit.models import Entry
from broadcast.control.models import ControlToken
from broadcast.control.tokens import find

pytestmark = pytest.mark.django_db


def client_of(*, staff: bool) -> Client:
    client = Client()
    client.force_login(User.objects.create_user(f"user-{staff}", is_staff=staff))
    return client


def test_a_secret_is_shown_once_and_opens() -> None:
    """It is on the page that made it and on no other, in no row and in no log."""
    client = client_of(staff=True)
    page = client.post("/control/tokens/", {"name": "Stream Deck", "right": "control"})
    found = re.search(r'readonly value="([^"]+)"', page.content.decode())
    assert found and page.headers["Cache-Control"] == "no-store"
    secret = found[1]
    token = find(secret)
    assert token is not None and (token.name, token.right, token.output) == ("Stream Deck", "control", None)
    assert secret not in client.get("/control/tokens/").content.decode()
    assert secret not in str(list(ControlToken.objects.values())) + str(list(Entry.objects.values()))


def test_a_token_that_is_ended_opens_nothing() -> None:
    """It stays in the list, so that it is known what there was; ending it twice leaves one entry."""
    client = client_of(staff=True)
    client.post("/control/tokens/", {"name": "Stream Deck", "right": "read"})
    token = ControlToken.objects.get()
    for _time in range(2):
        assert client.post(f"/control/tokens/{token.pk}/revoke/").status_code == 302
    token.refresh_from_db()
    assert token.revoked_at is not None
    assert "ended" in client.get("/control/tokens/").content.decode()
    assert Entry.objects.filter(action="control.token_revoked").count() == 1


def test_a_token_without_a_name_is_not_made() -> None:
    """The form says what is missing."""
    page = client_of(staff=True).post("/control/tokens/", {"right": "read"})
    assert "wrong" in page.content.decode() and not ControlToken.objects.exists()


@pytest.mark.parametrize("address", ["/control/tokens/", "/control/tokens/1/revoke/"])
def test_tokens_are_the_administrators(address: str) -> None:
    """Others get 403, whoever is not logged in the login page."""
    assert client_of(staff=False).post(address).status_code == 403
    assert Client().post(address).headers["Location"].startswith("/accounts/login/")
