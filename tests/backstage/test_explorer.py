"""The explorer against the stand-in over HTTP: forms, answers, refusals, confirmations, links, and who may use it."""

from __future__ import annotations

import html
import json
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from broadcast.audit.models import Entry
from broadcast.backstage.explorer_forms import RESERVED
from broadcast.eventapi.endpoints import ENDPOINTS
from broadcast.games import actions
from tests.backstage.playing import SECRET, USER, Playing
from tests.standin.build import EVENT_ID, HOME, SESSIONS, game

pytestmark = pytest.mark.django_db

JSON = {"accept": "application/json"}


@pytest.fixture(scope="module")
def playing() -> Iterator[Playing]:
    """One stand-in for the module."""
    with Playing(game()) as running:
        yield running


@pytest.fixture
def api(playing: Playing, settings: Any) -> Iterator[Playing]:
    """Settings that lead to the stand-in; faults that a test switches end with it."""
    settings.EVENT_API_URL = playing.standin.url
    settings.EVENT_USERNAME, settings.EVENT_SECRET = USER, SECRET
    settings.LIVE_DATA_URL = playing.standin.live_url + "?token={token}"
    settings.REHEARSAL_URL = ""
    yield playing
    playing.standin.set_faults("")


@pytest.fixture
def staff(client: Client) -> Client:
    """A client that is logged in as an administrator."""
    client.force_login(User.objects.create_user("director", is_staff=True))
    return client


def ask(client: Client, name: str, **form: Any) -> dict[str, Any]:
    """Send an endpoint's form as the page's script does, and return what is told."""
    answer = client.post(f"/explorer/{name}/", form, headers=JSON)
    assert SECRET not in answer.content.decode()
    told: dict[str, Any] = answer.json()
    return told


def text_of(answer: Any) -> str:
    """Return a page as text."""
    return str(html.unescape(answer.content.decode()))


@pytest.mark.parametrize("path", ["", "schedule/", "follow/?link=http://x/"])
def test_who_may_explore(client: Client, path: str) -> None:
    """Strangers are sent to log in, producers are refused."""
    assert client.get(f"/explorer/{path}")["location"].startswith("/accounts/login/?next=/explorer/")
    client.force_login(User.objects.create_user("producer"))
    assert client.get(f"/explorer/{path}").status_code == 403


@pytest.mark.parametrize("path", ["schedule", "stream"])
def test_who_may_send(client: Client, api: Playing, path: str) -> None:
    """Nothing is sent for strangers and producers."""
    assert client.post(f"/explorer/{path}/").status_code == 302
    client.force_login(User.objects.create_user("producer"))
    assert client.post(f"/explorer/{path}/").status_code == 403


@pytest.mark.parametrize("path", ["schedule", "stream"])
def test_sending_needs_the_pages_own_form(api: Playing, path: str) -> None:
    """A form of another site, without the token of this one, is refused."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(User.objects.create_user("director", is_staff=True))
    assert client.post(f"/explorer/{path}/", {"event_id": EVENT_ID}).status_code == 403


def test_link_in_the_navigation(staff: Client, api: Playing) -> None:
    """Administrators find the explorer in the navigation, after the schedule; producers do not."""
    assert re.search(r'href="/schedule/".*href="/explorer/"', text_of(staff.get("/explorer/")), re.DOTALL)
    staff.force_login(User.objects.create_user("producer"))
    assert "/explorer/" not in text_of(staff.get("/"))


def test_every_endpoint_is_listed(staff: Client, api: Playing) -> None:
    """The first page leads to each endpoint of the registry."""
    page = text_of(staff.get("/explorer/"))
    for endpoint in ENDPOINTS.values():
        assert f'href="/explorer/{endpoint.name}/"' in page


@pytest.mark.parametrize("name", ENDPOINTS)
def test_every_endpoint_has_a_form(staff: Client, api: Playing, name: str) -> None:
    """A page has the description, each parameter with its own, and what a PUT sends; nothing has been sent."""
    endpoint = ENDPOINTS[name]
    page = text_of(staff.get(f"/explorer/{name}/"))
    assert endpoint.description in page
    for parameter in endpoint.parameters:
        assert f'name="{parameter.name}"' in page
        assert parameter.description in page
    assert (">ASSUMED<" in page) == (endpoint.answer == "ASSUMED")
    assert ('<span class="mark">deprecated</span></p>' in page) == endpoint.deprecated
    assert ("<textarea" in page) == (endpoint.body is not None)
    assert "Answer</h2>" not in page


def test_names_are_the_forms_own(api: Playing) -> None:
    """No parameter is called as one of the form's own fields, and no endpoint as one of the explorer's addresses."""
    assert not {parameter.name for each in ENDPOINTS.values() for parameter in each.parameters} & set(RESERVED)
    assert not {"follow", "stream"} & set(ENDPOINTS)


def test_no_such_endpoint(staff: Client, api: Playing) -> None:
    """An address that names no endpoint is not found."""
    assert staff.get("/explorer/nothing/").status_code == 404


def test_form_begins_with_defaults_and_known_games(staff: Client, api: Playing) -> None:
    """Times begin with the registry's defaults, ids with those of a followed game, and others are suggested."""
    actions.follow({**game().header.game, "status": "ACTIVE"}, by="a test", rules="FIBA")
    assert re.search(r'name="from" value="now-1d"', text_of(staff.get("/explorer/schedule/")))
    page = text_of(staff.get("/explorer/game_event/"))
    assert f'name="event_id" value="{EVENT_ID}"' in page
    assert f'<option value="{HOME}">Harbor Herons</option>' in page
    assert 'name="notify_id" value=""' in text_of(staff.get("/explorer/delete_notification/"))


NOT_KNOWN_HERE = {
    "practice_event": "event_id",
    "officials_roster": "team_id",
    "facility_courts": "facility_id",
    "nearest_facilities": "lat",
}
"""What a form cannot begin with: nothing of it is known."""


@pytest.mark.parametrize("name", [each.name for each in ENDPOINTS.values() if each.method == "GET"])
def test_form_can_be_sent_as_it_begins(staff: Client, api: Playing, name: str) -> None:
    """With a game followed, the form of each endpoint is answered without anything being written into it."""
    actions.follow({**game().header.game, "status": "ACTIVE"}, by="a test", rules="FIBA")
    page = staff.get(f"/explorer/{name}/", {"session_id": SESSIONS[0]} if "session" in name else {})
    form = {field.parameter.name: [value for value in field.values if value] for field in page.context["fields"]}
    if name == "locations":
        form["id"] = [SESSIONS[0]]
    told = ask(staff, name, **form)
    if name in NOT_KNOWN_HERE:
        assert told["mistake"]["parameter"] == NOT_KNOWN_HERE[name]
    else:
        assert told["status"] == 200, told


def test_address_fills_the_form_in(staff: Client, api: Playing) -> None:
    """An address with parameters fills those in and leaves the others empty; nothing is sent."""
    page = text_of(staff.get("/explorer/schedule/?from=2026-01-31&team_id=<7>"))
    assert 'name="from" value="2026-01-31"' in page
    assert 'name="to" value=""' in page
    assert 'name="team_id" value="<7>"' in page
    assert "&lt;7&gt;" in staff.get("/explorer/schedule/?team_id=<7>").content.decode()
    assert "Answer</h2>" not in page


def test_sent_request_is_answered(staff: Client, api: Playing) -> None:
    """A form that is sent asks the Event API, signed, and tells status, time, size, headers and body."""
    told = ask(staff, "schedule", **{"from": "now-1d", "to": "now+1d"})
    assert (told["status"], told["reason"], told["trouble"]) == (200, "OK", None)
    assert [each["event_id"] for each in json.loads(told["text"])["games"]] == [EVENT_ID]
    assert told["bytes"] == len(told["text"].encode())
    assert told["ms"] >= 0
    assert ["content-type", "application/json; charset=utf-8"] in told["headers"]
    assert told["command"].startswith("manage.py eventapi GET /v1/data/schedule/games from=")


def test_curl_command_asks_the_same(staff: Client, api: Playing) -> None:
    """The curl command that comes with an answer is accepted by the service, and has no secret in it."""
    told = ask(staff, "game_event", event_id=EVENT_ID)
    if shutil.which("curl") is None:
        pytest.skip("no curl on this machine")
    done = subprocess.run(shlex.split(told["curl"]), capture_output=True, check=True)
    assert json.loads(done.stdout) == json.loads(told["text"])


def test_command_without_sending(staff: Client, api: Playing) -> None:
    """The command can be had without anything being sent."""
    told = ask(staff, "game_event", event_id="no such game", act="write")
    assert "curl" in told
    assert "status" not in told


def test_works_without_a_script(staff: Client, api: Playing) -> None:
    """A plain form post paints the answer on the page, with its links, the commands, and the form as it was."""
    page = text_of(staff.post("/explorer/schedule/", {"from": "now-2d", "to": "now+1d"}))
    assert "200 OK" in page
    assert '"home_team_name": "Harbor Herons"' in page
    assert 'name="from" value="now-2d"' in page
    assert f"/explorer/game_event/?event_id={EVENT_ID}" in page
    assert "good for 5 minutes" in page
    assert SECRET not in page


def test_repeated_parameters(staff: Client, api: Playing) -> None:
    """A parameter that may come again has several fields, and those of a comma list are boxes."""
    assert text_of(staff.get("/explorer/matchup/")).count('name="team_id"') == 2
    told = ask(staff, "catch_up", event_id=EVENT_ID, resources=["stats", "shots"])
    assert told["sent"].endswith("/stats,shots")
    assert {"stats", "shots"} <= set(json.loads(told["text"]))


@pytest.mark.parametrize(
    ("faults", "status", "advice"),
    [
        ("error401=1", 401, "Check EVENT_USERNAME and EVENT_SECRET"),
        ("error403=1", 403, "Ask whoever issued the credential"),
        ("error404=1", 404, "Check the ids in the path"),
        ("error429=1", 429, "Wait 1 s, then send again"),
        ("error500=1", 500, "report the request id below"),
    ],
)
def test_errors_are_shown_with_advice(staff: Client, api: Playing, faults: str, status: int, advice: str) -> None:
    """An error is one request, shown with its body and with what to do about it."""
    api.standin.set_faults(faults)
    told = ask(staff, "game_event", event_id=EVENT_ID)
    assert told["status"] == status
    assert json.loads(told["text"])["status"] == status
    assert advice in told["trouble"]["advice"]
    page = text_of(staff.post("/explorer/game_event/", {"event_id": EVENT_ID}))
    assert advice in page
    assert '"shottrackerRequestId"' in page


def test_service_that_is_not_there(staff: Client, api: Playing, settings: Any) -> None:
    """A refused connection is told apart from an answer."""
    settings.EVENT_API_URL = "http://127.0.0.1:9"
    told = ask(staff, "teams")
    assert told["status"] is None
    assert told["trouble"]["title"] == "The Event API cannot be reached"


def test_missing_credential(staff: Client, api: Playing, settings: Any) -> None:
    """Without a credential the page names the settings, and nothing is sent."""
    settings.EVENT_USERNAME = ""
    assert "EVENT_USERNAME" in text_of(staff.get("/explorer/teams/"))
    assert "EVENT_USERNAME" in ask(staff, "teams")["mistake"]["message"]


@pytest.mark.parametrize(
    ("name", "form", "parameter", "message"),
    [
        ("game_event", {}, "event_id", "event_id is missing"),
        ("schedule", {"from": "soon"}, "from", "is no moment"),
        ("schedule", {"nonsense": "1"}, "nonsense", "has no parameter nonsense"),
        ("game_event", {"event_id": ".."}, None, "cannot be '..'"),
        ("game_event", {"event_id": "7" * 70_000}, None, "more than services take"),
    ],
)
def test_mistakes_are_not_sent(
    staff: Client, api: Playing, name: str, form: dict[str, str], parameter: str | None, message: str
) -> None:
    """What makes no request is said with the field it is in."""
    mistake = ask(staff, name, **form)["mistake"]
    assert mistake.get("parameter") == parameter
    assert message in mistake["message"]
    page = staff.post(f"/explorer/{name}/", form)
    assert page.status_code == 400
    assert message in text_of(page)


def test_mistake_in_a_body(staff: Client, api: Playing) -> None:
    """A body that is no JSON is refused with line and column, and stays in the form."""
    body = '{\n  "url": oops\n}'
    mistake = ask(staff, "add_notification", body=body)["mistake"]
    assert (mistake["parameter"], mistake["line"], mistake["column"]) == ("body", 2, 10)
    assert "line 2, column 10" in mistake["message"]
    assert '"url": oops' in text_of(staff.post("/explorer/add_notification/", {"body": body}))
    assert ask(staff, "add_notification", body="[NaN]")["mistake"]["parameter"] == "body"
    assert ask(staff, "add_notification", body=r'"\ud800"')["mistake"]["parameter"] == "body"
    assert ask(staff, "add_notification")["mistake"]["message"] == "write the JSON that is sent"


def test_change_is_confirmed_and_noted(staff: Client, api: Playing) -> None:
    """What changes something is sent only once confirmed as it was written, and stands in the audit log."""
    form = {"notify_id": "7", "body": '{"url": "https://courtside.example/a"}'}
    confirm = ask(staff, "update_notification", **form)["confirm"]
    assert "PUT" in confirm["line"]
    assert "/v1/data/live/notify/7" in confirm["line"]
    assert "https://courtside.example/a" in confirm["body"]
    other = ask(staff, "update_notification", **{**form, "notify_id": "8", "confirmed": confirm["mark"]})
    assert "confirm" in other
    assert not Entry.objects.exists()

    told = ask(staff, "update_notification", **form, confirmed=confirm["mark"])
    assert told["status"] is not None
    assert "curl" not in told
    entry = Entry.objects.get()
    assert (entry.actor, entry.action) == ("director", "explorer.put")
    assert entry.target == "configured:PUT /v1/data/live/notify/7"
    assert entry.details["body"] == {"url": "https://courtside.example/a"}
    assert entry.details["status"] == told["status"]


def test_deletion_is_confirmed_without_a_script(staff: Client, api: Playing) -> None:
    """Without a script the page asks, names what is changed, and sends at the second press."""
    page = text_of(staff.post("/explorer/delete_notification/", {"notify_id": "7"}))
    mark = re.search(r'name="confirmed" value="(\w+)"', page)
    assert mark
    assert "/v1/data/live/notify/7" in page
    assert not Entry.objects.exists()
    staff.post("/explorer/delete_notification/", {"notify_id": "7", "confirmed": mark[1], "act": "send"})
    assert Entry.objects.get().action == "explorer.delete"


def test_signed_command_that_changes_is_confirmed_too(staff: Client, api: Playing) -> None:
    """A signed command that changes something is given only once confirmed, and its giving is noted."""
    form = {"notify_id": "7", "act": "write"}
    confirm = ask(staff, "delete_notification", **form)["confirm"]
    assert "confirm" in ask(staff, "delete_notification", notify_id="7", confirmed=confirm["mark"])
    assert "curl" in ask(staff, "delete_notification", **form, confirmed=confirm["mark"])
    assert [entry.action for entry in Entry.objects.all()] == ["explorer.signed"]


def test_token_stays_on_the_server(staff: Client, api: Playing) -> None:
    """The answer with a token is shown without it."""
    told = ask(staff, "subscribe", event_id=EVENT_ID)
    assert told["status"] == 200
    assert "kept on the server" in json.loads(told["text"])["token"]


def test_link_leads_to_its_endpoint(staff: Client, api: Playing) -> None:
    """A link of an answer opens the endpoint it is of, with its parameters filled in."""
    link = f"{api.standin.url}/v1/data/stats/{SESSIONS[0]}/shots"
    answer = staff.get("/explorer/follow/", {"link": link})
    assert answer["location"] == f"/explorer/session_shots/?session_id={SESSIONS[0]}"


@pytest.mark.parametrize(
    "link", ["https://elsewhere.example/v1/data/games/7", "javascript:alert(1)", "//x/", "", "http://["]
)
def test_foreign_link_is_refused(staff: Client, api: Playing, link: str) -> None:
    """A link to another host leads nowhere."""
    answer = staff.get("/explorer/follow/", {"link": link})
    assert answer.status_code == 400
    assert "leads to another host" in text_of(answer)


def test_link_of_no_endpoint(staff: Client, api: Playing) -> None:
    """A link that the registry has no endpoint for is said to be so."""
    answer = staff.get("/explorer/follow/", {"link": f"{api.standin.url}/v1/other"})
    assert answer.status_code == 400
    assert "has no endpoint for that link" in text_of(answer)


def test_rehearsal_machine_can_be_asked(staff: Client, api: Playing, settings: Any) -> None:
    """Where a rehearsal machine answers it is offered, and asked with its own credential; else it is not offered."""
    assert "Rehearsal machine" not in text_of(staff.get("/explorer/teams/"))
    settings.REHEARSAL_URL = "http://127.0.0.1:9"
    assert "Rehearsal machine" not in text_of(staff.get("/explorer/teams/"))
    machine = Playing(game("rehearsed"), user=settings.REHEARSAL_USERNAME, secret=settings.REHEARSAL_SECRET)
    with machine:
        settings.REHEARSAL_URL = machine.standin.url
        assert "Rehearsal machine" in text_of(staff.get("/explorer/teams/"))
        told = ask(staff, "schedule", **{"from": "now-1d", "api": "rehearsal"})
        assert settings.REHEARSAL_SECRET not in json.dumps(told)
    assert [each["event_id"] for each in json.loads(told["text"])["games"]] == ["rehearsed"]
    assert "manage.py standin" in ask(staff, "teams", api="rehearsal")["trouble"]["advice"]


def test_form_of_an_api_that_is_gone(staff: Client, api: Playing) -> None:
    """A form for a rehearsal machine that is no longer in the settings asks nobody else."""
    told = ask(staff, "teams", api="rehearsal")
    assert "no longer in the settings" in told["mistake"]["message"]


@pytest.mark.parametrize(
    ("form", "message"),
    [
        ({}, "event_id"),
        ({"event_id": ".."}, "event_id cannot be '..'"),
        ({"event_id": EVENT_ID, "last_seq": "x"}, "last_seq is a whole number"),
    ],
)
def test_stream_that_cannot_be_opened(staff: Client, api: Playing, form: dict[str, str], message: str) -> None:
    """The stream of no game, or from nowhere, is refused in words."""
    answer = staff.post("/explorer/stream/", form)
    assert answer.status_code == 400
    assert message in answer.json()["error"]
