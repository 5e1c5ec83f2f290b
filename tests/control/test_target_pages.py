"""The page of feedback, and where feedback may be pushed to."""

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.test import Client

from broadcast.audit.models import Entry
from broadcast.control.target_models import FeedbackTarget, check_address
from broadcast.overlays.actions import create_output
from broadcast.overlays.models import Output

pytestmark = pytest.mark.django_db

PAGE = "/control/feedback/"


def client_of(*, staff: bool) -> Client:
    client = Client()
    client.force_login(User.objects.create_user(f"user-{staff}", is_staff=staff))
    return client


@pytest.fixture
def output() -> Output:
    return create_output("test", "MAIN")


def given(output: Output, **more: str) -> dict[str, str]:
    return {"output": str(output.pk), "address": "http://192.0.2.7:8000/", "begins": "c_", **more}


def test_a_target_is_added_switched_and_removed(output: Output) -> None:
    """Each leaves its mark; the page says what came of it."""
    client = client_of(staff=True)
    assert client.post(PAGE, given(output)).status_code == 302
    target = FeedbackTarget.objects.get()
    assert (target.address, target.prefix, target.enabled, target.makes) == ("http://192.0.2.7:8000", "c_", True, False)
    assert "not yet" in client.get(PAGE).content.decode()
    FeedbackTarget.objects.update(error="HTTP 500", error_at="2026-01-02T03:04:05Z", missing=["c_clock", "c_period"])
    page = client.get(PAGE).content.decode()
    assert "HTTP 500" in page and "2 variables are not there" in page and "c_clock, c_period" in page
    client.post(f"{PAGE}{target.pk}/switch/")
    assert "switched off" in client.get(PAGE).content.decode()
    client.post(f"{PAGE}{target.pk}/remove/")
    assert not FeedbackTarget.objects.exists()
    actions = [entry.action for entry in Entry.objects.filter(action__startswith="feedback").order_by("pk")]
    assert actions == ["feedback.added", "feedback.switched", "feedback.removed"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"address": "ftp://192.0.2.7"},
        {"address": "http://"},
        {"address": "http://user:word@192.0.2.7"},
        {"address": "http://192.0.2.7/?x=1"},
        {"address": "http://192.0.2.7:99999"},
        {"address": "companion"},
        {"begins": "a b"},
        {"begins": "../"},
        {"output": "99"},
    ],
)
def test_a_wrong_target_is_not_added(output: Output, wrong: dict[str, str]) -> None:
    """The form says what is wrong, and keeps what was written."""
    page = client_of(staff=True).post(PAGE, given(output) | wrong)
    assert page.status_code == 200 and 'class="wrong"' in page.content.decode()
    assert not FeedbackTarget.objects.exists()


def test_one_set_of_variables_is_told_of_one_output_once(output: Output) -> None:
    """The same again is refused in words."""
    client = client_of(staff=True)
    client.post(PAGE, given(output))
    assert 'class="wrong"' in client.post(PAGE, given(output)).content.decode()
    assert FeedbackTarget.objects.count() == 1


@pytest.mark.parametrize("address", ["http://companion:8000", "https://[2001:db8::1]/button", "http://127.0.0.1"])
def test_addresses_of_a_house_are_taken(address: str) -> None:
    """A name without dots, a number, a path of a proxy's."""
    check_address(address)
    with pytest.raises(ValidationError):
        check_address(address + " ")


@pytest.mark.parametrize("address", [PAGE, f"{PAGE}1/switch/", f"{PAGE}1/remove/"])
def test_targets_are_the_administrators(address: str) -> None:
    """Others get 403, whoever is not logged in the login page: who says where to push makes the server send."""
    assert client_of(staff=False).post(address).status_code == 403
    assert Client().post(address).headers["Location"].startswith("/accounts/login/")
