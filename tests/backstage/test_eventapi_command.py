"""`manage.py eventapi` against the stand-in, and against a service that refuses."""

from __future__ import annotations

import asyncio
import json
import os
import shlex
import shutil
import sys
from collections.abc import AsyncIterator
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from broadcast.eventapi.endpoints import ENDPOINTS, GROUPS
from broadcast.standin.server import StandIn
from tests.eventapi.conftest import Reply, Request, Service, refusal
from tests.standin.build import EVENT_ID, game

SECRET = "a secret of the tests"


class Said(NamedTuple):
    """What a run has written."""

    out: str
    err: str


@pytest.fixture
async def standin(settings: Any) -> AsyncIterator[StandIn]:
    """The stand-in with one game that is over, and settings that lead to it."""
    async with StandIn([game()], users={"demo": SECRET}, speed=float("inf")) as running:
        point(settings, running.url)
        yield running


@pytest.fixture
async def service(settings: Any) -> AsyncIterator[Service]:
    """A server whose answers a test decides, and settings that lead to it."""
    running = Service()
    server = await asyncio.start_server(running.serve, "127.0.0.1", 0)
    running.host = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
    point(settings, running.url)
    yield running
    server.close()


def point(settings: Any, url: str) -> None:
    """Set where the Event API is and who asks."""
    settings.EVENT_API_URL, settings.EVENT_USERNAME, settings.EVENT_SECRET = url, "demo", SECRET
    settings.LIVE_DATA_URL = "ws://127.0.0.1:9/?token={token}"


async def run(*words: str) -> Said:
    """Run the command as a shell would, in a thread beside the server's loop."""
    out, err = StringIO(), StringIO()
    await asyncio.to_thread(call_command, "eventapi", *words, stdout=out, stderr=err)
    return Said(out.getvalue(), err.getvalue())


async def fail(*words: str) -> str:
    """Run the command and return the error that it ends with; it prints nothing."""
    out = StringIO()
    with pytest.raises(CommandError) as caught:
        await asyncio.to_thread(call_command, "eventapi", *words, stdout=out)
    assert out.getvalue() == ""
    assert SECRET not in str(caught.value)
    return str(caught.value)


async def test_by_name(standin: StandIn) -> None:
    """An endpoint is asked by its name, and standard output is the JSON of the answer."""
    said = await run("schedule", "from=now-1d", "to=now+1d")
    assert [each["event_id"] for each in json.loads(said.out)["games"]] == [EVENT_ID]
    assert said.err == ""


@pytest.mark.parametrize(
    "words",
    [
        ["game_event", f"event_id={EVENT_ID}"],
        ["GET", "game_event", f"event_id={EVENT_ID}"],
        ["get", f"/v1/data/games/{EVENT_ID}"],
        [f"/v1/data/games/{EVENT_ID}"],
        ["GET", "/v1/data/games/{event_id}", f"event_id={EVENT_ID}"],
    ],
)
async def test_forms(standin: StandIn, words: list[str]) -> None:
    """Names, paths and paths with their braces ask the same."""
    assert json.loads((await run(*words)).out)["id"] == EVENT_ID


async def test_include(standin: StandIn) -> None:
    """Status, time and headers go to standard error, and the JSON stays alone."""
    said = await run("--include", "game_event", f"event_id={EVENT_ID}")
    assert json.loads(said.out)
    assert said.err.startswith("200 in ")
    assert "content-type: application/json" in said.err.lower()


async def test_texts_stay_readable(service: Service) -> None:
    """Letters of other alphabets are printed as they are."""
    service.answer = lambda request: Reply({"name": "Škoda žluťoučká"})
    assert "Škoda žluťoučká" in (await run("teams")).out


async def test_what_is_sent(service: Service) -> None:
    """Moments become ms, a repeated parameter is sent again, and any path can be asked."""
    await run("GET", "/v1/new", "from=2026-01-01", "a=1", "a=2", "b=x y")
    assert service.requests[0].target == "/v1/new?from=1767225600000&a=1&a=2&b=x+y"
    assert 'username="demo"' in service.requests[0].headers["authorization"]


async def test_body(service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A body is given as JSON, in a file, or on standard input."""
    body = {"url": "https://h/é"}
    written = json.dumps(body)
    file = tmp_path / "body.json"
    file.write_text(written, encoding="utf-8")
    monkeypatch.setattr(sys, "stdin", StringIO(written))
    for data in (written, f"@{file}", "-"):
        await run("PUT", "/v1/data/live/notify", "--data", data)
    assert [json.loads(request.body) for request in service.requests] == [body] * 3


async def test_empty_answer(service: Service) -> None:
    """An answer without a body prints nothing."""
    service.answer = lambda request: Reply(b"", 204)
    assert await run("delete_notification", "notify_id=7") == Said("", "")
    assert (service.requests[0].method, service.requests[0].path) == ("DELETE", "/v1/data/live/notify/7")


async def test_listing() -> None:
    """Alone it lists every endpoint by section, with its path and parameters."""
    said = await run()
    assert all(group in said.out for group in GROUPS)
    assert all(f"{each.method} {each.path}" in said.out and each.name in said.out for each in ENDPOINTS.values())
    assert "team_id= from=now-30d to=now [gamesonly=] [workoutsonly=]" in said.out


async def test_curl(standin: StandIn) -> None:
    """The curl command is accepted by the service, and holds no secret."""
    said = await run("--curl", "game_event", f"event_id={EVENT_ID}")
    assert SECRET not in said.out
    assert "5 minutes" in said.err
    words = shlex.split(said.out)
    if shutil.which("curl") is None:
        pytest.skip("no curl on this machine")
    process = await asyncio.create_subprocess_exec(*words, stdout=asyncio.subprocess.PIPE)
    answer, _ = await process.communicate()
    assert (process.returncode, json.loads(answer)["id"]) == (0, EVENT_ID)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["schedul"], "There is no endpoint schedul. Is it schedule or update_schedule?"),
        (["qqqqqq"], "`manage.py eventapi` lists the names."),
        (["GET"], "say what to ask: GET and then"),
        (["from=now"], "say what to ask"),
        (["PUT", "schedule"], "schedule is asked by GET, not by PUT"),
        (["schedule", "from"], "a parameter is written name=value, got from"),
        (["schedule", "from=soon"], "'soon' is no moment"),
        (["game_event"], "event_id is missing"),
        (["add_notification"], "this sends a body; give it as --data '{"),
        (["PUT", "/v1/data/live/notify"], "this sends a body; give it as --data '{"),
        (["add_notification", "--data", "{"], "the data is not JSON: "),
        (["add_notification", "--data", "@/no/such/file"], "No such file"),
        (["teams", "--data", "{}"], "GET sends no body"),
    ],
)
async def test_usage(service: Service, words: list[str], message: str) -> None:
    """What cannot be asked is said with what can, and nothing is sent."""
    assert message in await fail(*words)
    assert service.requests == []


@pytest.mark.parametrize(
    ("status", "advice"),
    [
        (400, "Check the parameters"),
        (401, "Check EVENT_USERNAME and EVENT_SECRET."),
        (403, "ask ShotTracker for it"),
        (404, "Check the ids in the path"),
        (418, "Check that EVENT_API_URL is the address"),
    ],
)
async def test_refusals(service: Service, capfd: pytest.CaptureFixture[str], status: int, advice: str) -> None:
    """A refusal is two lines: what the service says, with its id of the request, and what to do."""
    service.answer = lambda request: refusal(status, "No access to SHOTS data")
    first, second = (await fail("teams")).splitlines()
    assert first == f"GET /v1/data/teams: No access to SHOTS data (status {status}) [request 6f1c]"
    assert advice in second
    assert capfd.readouterr().err == ""


async def test_what_is_not_offered(service: Service) -> None:
    """Where the path itself is our reading, a 404 says so."""
    service.answer = lambda request: refusal(404, "Not found")
    assert "The service may not offer this" in await fail("facilities")
    assert "may not offer" not in await fail("notifications")


async def test_clock_of_this_machine(service: Service) -> None:
    """Where the clocks differ too much, that is what is to be set right."""

    def answer(request: Request) -> Reply:
        return refusal(401, "no", ("date", "Tue, 07 Jan 2025 19:00:00 GMT"))

    service.answer = answer
    assert "Set this machine's clock" in await fail("teams")


async def test_nobody_listens(settings: Any) -> None:
    """A service that is not there is told as that."""
    point(settings, "http://127.0.0.1:9")
    assert "Check this machine's network, and EVENT_API_URL." in await fail("DELETE", "/v1/data/live/notify/7")


async def test_no_credentials(settings: Any) -> None:
    """Without credentials it says which settings to set."""
    settings.EVENT_USERNAME = ""
    assert "EVENT_USERNAME" in await fail("teams")


async def test_in_a_shell(standin: StandIn) -> None:
    """In a process of its own errors go to standard error with exit code 1, and a reader that stops early is none."""
    environment = os.environ | {"EVENT_API_URL": standin.url, "EVENT_USERNAME": "demo", "EVENT_SECRET": SECRET}
    manage = f"{shlex.quote(sys.executable)} manage.py eventapi"
    script = f"{manage} game_event event_id=none; echo $?; {manage} game_event event_id={EVENT_ID} | true"
    process = await asyncio.create_subprocess_shell(
        script, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE, env=environment
    )
    out, err = await process.communicate()
    assert out == b"1\n"
    lines = err.decode().splitlines()
    assert lines[0].startswith("CommandError: GET /v1/data/games/none")
    assert len(lines) == 2
