"""The pages about outputs: who may do what, and what is done."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from broadcast.games.models import Follow, Game
from broadcast.overlays.actions import change_output, create_output, issue_token
from broadcast.overlays.forms import OutputForm
from broadcast.overlays.models import Output, Renderer

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _addresses(settings: Any) -> None:
    settings.ROOT_URLCONF = "broadcast.urls"


@pytest.fixture
def game() -> Game:
    made = Game.objects.create(event_id="g1", home_id="1", home_name="Ravens", away_id="2", away_name="Wolves")
    Follow.objects.create(game=made)
    return made


@pytest.fixture
def output(game: Game) -> Output:
    return create_output("test", "Program", game)


@pytest.fixture
def administrator(client: Client) -> Client:
    client.force_login(User.objects.create_user("ines", is_staff=True))
    return client


@pytest.fixture
def producer() -> Client:
    client = Client()
    client.force_login(User.objects.create_user("pol"))
    return client


def settings_of(output: Output, **changed: Any) -> dict[str, Any]:
    """Return what the form of an output sends when nothing but this is changed."""
    form = OutputForm(instance=output)
    sent = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in (sent | changed).items() if value is not None and value is not False}


def test_an_output_is_made_by_its_name(administrator: Client) -> None:
    """The empty state says what an output is; a name makes one, and a second one of that name is refused."""
    assert "No outputs yet" in administrator.get("/outputs/").content.decode()
    page = administrator.post("/outputs/", {"name": "Arena screen"}, follow=True).content.decode()
    assert "<h1>Arena screen</h1>" in page
    assert Output.objects.get().tokens.count() == 1
    again = administrator.post("/outputs/", {"name": "Arena screen"}).content.decode()
    assert "There is an output of this name." in again
    assert Output.objects.count() == 1


def test_only_administrators_see_addresses_and_change_things(output: Output, producer: Client) -> None:
    """A producer sees what is ready, and neither the secrets nor a way to change them."""
    token = output.tokens.get()
    page = producer.get(f"/outputs/{output.pk}/").content.decode()
    assert "Before the show" in page
    assert token.token not in page
    refused = [
        producer.post("/outputs/", {"name": "Mine"}),
        producer.post(f"/outputs/{output.pk}/change/", settings_of(output)),
        producer.post(f"/outputs/{output.pk}/places/", {"place": "Mine"}),
        producer.post(f"/outputs/{output.pk}/places/{token.pk}/revoke/"),
        producer.post(f"/outputs/{output.pk}/reload/"),
        producer.get(f"/outputs/{output.pk}/places/{token.pk}/local.html"),
    ]
    assert {response.status_code for response in refused} == {403}
    assert Client().get(f"/outputs/{output.pk}/").status_code == 302


def test_places_get_addresses_and_lose_them(output: Output, administrator: Client) -> None:
    """A place has an address of its own, which is shown until it is revoked."""
    administrator.post(f"/outputs/{output.pk}/places/", {"place": "OBS in the truck"})
    token = output.tokens.get(name="OBS in the truck")
    page = administrator.get(f"/outputs/{output.pk}/").content.decode()
    assert "OBS in the truck" in page
    assert token.path in page
    administrator.post(f"/outputs/{output.pk}/places/{token.pk}/revoke/")
    token.refresh_from_db()
    assert token.revoked_at is not None
    assert token.path not in administrator.get(f"/outputs/{output.pk}/").content.decode()
    other = create_output("test", "Other")
    assert administrator.post(f"/outputs/{output.pk}/places/{other.tokens.get().pk}/revoke/").status_code == 404


def test_settings_are_kept_and_the_theme_holds_what_differs(output: Output, administrator: Client) -> None:
    """The form changes what it shows, in the units of people; a color as it always is belongs to no theme."""
    sent = {
        "size": "3840x2160",
        "delay": "2.5",
        "trim": "1.2",
        "swap": "on",
        "frame_rate": "50.0",
        "air-gold": "#00ff00",
    }
    administrator.post(f"/outputs/{output.pk}/change/", settings_of(output, **sent))
    output.refresh_from_db()
    assert (output.width, output.height, output.delay_ms, output.trim_ms, output.swap) == (3840, 2160, 2500, 1200, True)
    assert output.frame_rate == 50
    assert output.theme == {"air-gold": "#00FF00"}
    administrator.post(f"/outputs/{output.pk}/change/", settings_of(output, **{"air-gold": "#ffc53d"}))
    output.refresh_from_db()
    assert output.theme == {}


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"delay": "500"}, "less than or equal to 120"),
        ({"trim": "1.6"}, "less than or equal to 1.5"),
        ({"key_color": "green"}, 'role="alert"'),
        ({"air-gold": "red;}"}, "air-gold is no value of a theme."),
        ({"name": "Other"}, "already exists"),
    ],
)
def test_wrong_settings_are_said_and_nothing_changes(
    output: Output, administrator: Client, changed: dict[str, str], message: str
) -> None:
    """What is wrong stands by its field, with what was typed, and the output is as it was."""
    create_output("test", "Other")
    page = administrator.post(f"/outputs/{output.pk}/change/", settings_of(output, **changed)).content.decode()
    assert message in page
    before = (output.name, output.delay_ms, output.trim_ms, output.key_color, output.theme)
    output.refresh_from_db()
    assert (output.name, output.delay_ms, output.trim_ms, output.key_color, output.theme) == before


def test_the_list_names_what_is_not_ready(output: Output, administrator: Client) -> None:
    """A source of the wrong size and rate is said in words, by the name of its place."""
    token = issue_token("test", output, "OBS")
    known = {"output": output, "token": token, "width": 800, "height": 600, "fps": 30, "fonts": True}
    row = Renderer.objects.create(**known)
    page = administrator.get(f"/outputs/{output.pk}/?part=state").content.decode()
    assert "OBS: this source is 800×600, set 1920×1080." in page  # noqa: RUF001
    assert "OBS: 30 frames a second, set the source to 60." in page
    assert "<html" not in page
    Renderer.objects.filter(pk=row.pk).update(seen_at=timezone.now() - timedelta(minutes=1))
    page = administrator.get(f"/outputs/{output.pk}/?part=state").content.decode()
    assert "No page is connected." in page


def test_a_trim_is_looked_at_before_a_show(output: Output, administrator: Client) -> None:
    """It is on the list while it is in use, and its field says what it is for."""
    said = "The running clock is 1.2 s further on than the feed"
    assert said not in administrator.get(f"/outputs/{output.pk}/?part=state").content.decode()
    change_output("test", output, trim_ms=1200)
    assert said in administrator.get(f"/outputs/{output.pk}/?part=state").content.decode()
    assert "It is better to delay the video." in administrator.get(f"/outputs/{output.pk}/").content.decode()


def test_a_local_file_waits_for_the_server(output: Output, administrator: Client) -> None:
    """The file carries the whole address, and the page it frames lets itself be framed."""
    token = output.tokens.get()
    response = administrator.get(f"/outputs/{output.pk}/places/{token.pk}/local.html")
    assert response.headers["Content-Disposition"] == 'attachment; filename="program.html"'
    assert f"http://testserver{token.path}" in response.content.decode()
    overlay = Client().get(token.path)
    assert "X-Frame-Options" not in overlay.headers
    assert "frame-ancestors" not in overlay.headers["Content-Security-Policy"]


def test_a_picture_is_for_those_who_are_logged_in(output: Output, producer: Client) -> None:
    """A desk's picture comes with a pass of its own, and with none of the secrets of places."""
    assert Client().get(f"/outputs/{output.pk}/picture/").status_code == 302
    page = producer.get(f"/outputs/{output.pk}/picture/")
    assert '"token": "desk:' in page.content.decode()
    assert output.tokens.get().token not in page.content.decode()
    assert page.headers["X-Frame-Options"] == "SAMEORIGIN"
