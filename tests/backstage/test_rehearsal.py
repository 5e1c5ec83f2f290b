"""The rehearsal page over a real stand-in: what is played is followed, moved, disturbed and ended."""

from __future__ import annotations

import io
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from asgiref.sync import sync_to_async
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import AsyncClient

from broadcast.audit.models import Entry
from broadcast.games.models import Document, Game
from broadcast.overlays.actions import create_output
from broadcast.recordings.format import write
from broadcast.recordings.simulator import simulate
from broadcast.standin.server import StandIn

pytestmark = pytest.mark.django_db(transaction=True)

JSON = {"accept": "application/json"}


@pytest_asyncio.fixture
async def standin(settings: Any, tmp_path: Path) -> AsyncIterator[StandIn]:
    """Run a rehearsal machine that plays nothing yet."""
    settings.RECORDINGS_DIR = tmp_path / "recordings"
    users = {settings.REHEARSAL_USERNAME: settings.REHEARSAL_SECRET}
    async with StandIn([], users=users) as running:
        settings.REHEARSAL_URL = running.url
        yield running


@pytest_asyncio.fixture
async def producer() -> AsyncClient:
    """Return a browser in which a producer is logged in."""
    client = AsyncClient()
    await client.aforce_login(await User.objects.acreate_user("producer"))
    return client


async def begin(client: AsyncClient, **form: str) -> Game:
    """Begin a rehearsal of a simulated game, and return its game."""
    wanted = {"source": "simulated", "seed": "3", "rules": "FIBA", "speed": "10", "paused": "on"} | form
    answer = await client.post("/rehearsal/start/", wanted, headers=JSON)
    assert answer.status_code == 200, answer.content
    newest = await Game.objects.order_by("-follow__since").afirst()
    assert newest is not None
    return newest


async def move(client: AsyncClient, game: Game, action: str, **form: Any) -> dict[str, Any]:
    """Move a rehearsal as the page's script does, and return how it stands then."""
    answer = await client.post(f"/rehearsal/{game.event_id}/{action}/", form, headers=JSON)
    assert answer.status_code == 200, answer.content
    rehearsals = answer.json()["rehearsals"]
    return next((one for one in rehearsals if one["event_id"] == game.event_id), {})


async def texts(client: AsyncClient, address: str = "/rehearsal/") -> str:
    """Return the page."""
    answer = await client.get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


async def test_page_is_for_whoever_is_logged_in(standin: StandIn) -> None:
    """A stranger is sent to the login page, and moves nothing."""
    for path in ("/rehearsal/", "/rehearsal/state", "/rehearsal/recordings/x.jsonl"):
        answer = await AsyncClient().get(path)
        assert (answer.status_code, answer["location"][:16]) == (302, "/accounts/login/")
    answer = await AsyncClient().post("/rehearsal/start/", {"source": "simulated", "seed": "1", "speed": "1"})
    assert answer.status_code == 302 and not standin.channels


async def test_rehearsal_is_played_and_followed_as_one(standin: StandIn, producer: AsyncClient) -> None:
    """A rehearsal is a game of the machine and a follow of its own, marked, with the rules of what is played."""
    assert "Nothing is being rehearsed" in await texts(producer)
    game = await begin(producer, offset="10:00")
    assert (game.rehearsal, game.rules, await Game.objects.filter(follow__isnull=False).acount()) == (True, "FIBA", 1)
    channel = standin.channels[game.event_id]
    assert channel.playback.clock.paused
    assert channel.playback.position(time.time()) == pytest.approx(600_000, abs=1)
    assert game.schedule["event_id"] == game.event_id
    page = await texts(producer)
    assert str(game).partition(" at ")[0] in page and f'data-event="{game.event_id}"' in page
    assert await Entry.objects.filter(action="game.followed", target=f"game:{game.event_id}").aexists()


async def test_two_rehearsals_of_one_game_go_side_by_side(standin: StandIn, producer: AsyncClient) -> None:
    """The same game can be rehearsed twice at once: each has an id of its own."""
    one, two = await begin(producer), await begin(producer)
    assert one.event_id != two.event_id
    assert standin.channels.keys() == {one.event_id, two.event_id}


async def test_transport(standin: StandIn, producer: AsyncClient) -> None:
    """Play, pause, speed and seek do what they say; a seek back has the game followed from its start again."""
    game = await begin(producer, offset="5:00")
    assert not (await move(producer, game, "play"))["paused"]
    stood = await move(producer, game, "pause")
    assert stood["paused"] and stood["position"] >= 300
    assert (await move(producer, game, "speed", speed="30"))["speed"] == "30"
    assert (await move(producer, game, "seek", position="20:00"))["position"] == 1200
    assert (await Game.objects.aget(pk=game.pk)).take == 0
    assert (await move(producer, game, "seek", position="90.5"))["position"] == 90.5
    assert (await Game.objects.aget(pk=game.pk)).take == 1


async def test_game_that_was_played_to_its_end_is_played_from_its_start(
    standin: StandIn, producer: AsyncClient
) -> None:
    """Play at the end begins anew."""
    game = await begin(producer, speed="0.5")  # so that it does not get far until the answer says where it is
    ended = await move(producer, game, "seek", position="1e308:00:00")
    assert ended["ended"]
    again = await move(producer, game, "play")
    assert not again["ended"] and again["position"] < 60 and not again["paused"]
    assert (await Game.objects.aget(pk=game.pk)).take == 1


async def test_faults_of_one_rehearsal_leave_the_others_alone(standin: StandIn, producer: AsyncClient) -> None:
    """Switches and what is written besides become the faults of that game; a wrong one changes nothing."""
    game, other = await begin(producer), await begin(producer)
    told = await move(producer, game, "faults", fault=["cut=20", "nullclock"], more="seed=7, hang=0.1")
    assert sorted(told["faults"]) == ["cut=20", "nullclock"]
    assert sorted(told["more"].split(",")) == ["hang=0.1", "seed=7"]
    own = standin.channels[game.event_id].own
    assert own is not None and own.cut == 20 and own.hang == 0.1
    assert standin.channels[other.event_id].own is None
    answer = await producer.post(f"/rehearsal/{game.event_id}/faults/", {"more": "nonsense=1"}, headers=JSON)
    assert answer.status_code == 400 and "unknown fault 'nonsense'" in answer.json()["error"]
    assert standin.channels[game.event_id].own == own
    assert (await move(producer, game, "faults", more=""))["faults"] == []


async def test_every_switch_of_the_page_is_a_fault_that_the_machine_knows(
    standin: StandIn, producer: AsyncClient
) -> None:
    """No switch of the page is refused by the machine, and each shows as on when it is."""
    from broadcast.backstage.rehearsals import FAULTS

    game = await begin(producer)
    for fault in FAULTS:
        told = await move(producer, game, "faults", fault=[fault.spec])
        assert (told["faults"], told["more"]) == ([fault.spec], ""), fault


async def test_end(standin: StandIn, producer: AsyncClient) -> None:
    """A rehearsal that is ended is off the board and off the machine; what is known of it stays."""
    game = await begin(producer)
    assert await move(producer, game, "end") == {}
    assert not standin.channels
    assert await Game.objects.filter(pk=game.pk, follow__isnull=True).aexists()
    answer = await producer.post(f"/rehearsal/{game.event_id}/play/", headers=JSON)
    assert answer.status_code == 404


async def test_machine_that_has_lost_its_games(standin: StandIn, producer: AsyncClient) -> None:
    """A machine that was started anew plays nothing: the page says so, and the rehearsal can be ended."""
    game = await begin(producer)
    await standin.remove(game.event_id)
    assert "does not play this game any more" in await texts(producer)
    assert await move(producer, game, "end") == {}


async def test_real_game_is_never_moved(standin: StandIn, producer: AsyncClient) -> None:
    """The page moves rehearsals alone, whatever address is asked for."""
    await Game.objects.acreate(event_id="real", home_id="1", home_name="A", away_id="2", away_name="B")
    answer = await producer.post("/rehearsal/real/pause/", headers=JSON)
    assert answer.status_code == 404


async def test_rehearsal_is_ended_though_the_machine_does_not_answer(
    standin: StandIn, producer: AsyncClient, settings: Any
) -> None:
    """While the machine is away the page lists what is on the board, and takes it off when told to."""
    game, other = await begin(producer), await begin(producer)
    for address in ("http://127.0.0.1:9", ""):
        settings.REHEARSAL_URL = address
        answer = await producer.get("/rehearsal/")
        page = answer.content.decode()
        assert answer.status_code == 503 and f'data-event="{game.event_id}"' in page
        assert "does not answer. What the desk knows of it stays" in page
        answer = await producer.post(f"/rehearsal/{game.event_id}/end/", follow=True)
        assert "It is off the board. The rehearsal machine does not answer" in answer.content.decode()
        assert not await Game.objects.filter(pk=game.pk, follow__isnull=False).aexists()
        game = other
    assert "Nothing is being rehearsed" not in page


async def test_rehearsal_on_air_is_marked_and_its_end_is_told(standin: StandIn, producer: AsyncClient) -> None:
    """The page says which outputs show a rehearsal, takes it off them, and says where its last picture stays."""
    game = await begin(producer)
    output = await sync_to_async(create_output)("a test", "MAIN", game)
    page = await texts(producer)
    assert "<b>On MAIN</b>" in page and "Its last picture stays on MAIN." in page
    assert (await move(producer, game, "pause"))["outputs"] == [
        {"pk": output.pk, "name": "MAIN", "mark_rehearsal": False}
    ]
    answer = await producer.post(f"/rehearsal/{game.event_id}/end/", follow=True)
    page = answer.content.decode()
    assert "Its last picture stays on MAIN until" in page
    assert f'<option value="{game.event_id}" selected>{game} (rehearsal, not followed any more)' in page


async def test_what_is_known_of_old_rehearsals_is_forgotten(standin: StandIn, producer: AsyncClient) -> None:
    """A rehearsal that ended a day ago is deleted with its last document, also one that has no tip-off."""
    for number, tipoff in enumerate((None, datetime(2020, 1, 1, tzinfo=UTC), datetime.now(UTC))):
        await Game.objects.acreate(
            event_id=f"old{number}",
            home_id="1",
            home_name="A",
            away_id="2",
            away_name="B",
            rehearsal=True,
            tipoff_at=tipoff,
        )
        await Document.objects.acreate(name=f"game:old{number}", epoch="e", rev=1, at=0, state={})
    await begin(producer)
    assert [game.event_id async for game in Game.objects.filter(event_id__startswith="old")] == ["old2"]
    assert [document.name async for document in Document.objects.all()] == ["game:old2"]


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"source": ""}, "Choose what to rehearse"),
        ({"seed": "many"}, "A seed is a number"),
        ({"rules": "street"}, "one of the rule sets"),
        ({"speed": "1000"}, "Choose a speed"),
        ({"offset": "half time"}, "12:30"),
        ({"source": "recording:gone.jsonl"}, "There is no recording gone.jsonl"),
        ({"source": "recording:../../etc/passwd"}, "There is no recording"),
        ({"source": "game:nobody"}, "has been followed"),
    ],
)
async def test_wrong_wish_is_refused_with_what_to_do(
    standin: StandIn, producer: AsyncClient, form: dict[str, str], said: str
) -> None:
    """A form that is filled in wrong begins nothing, and says what is wrong."""
    wanted = {"source": "simulated", "seed": "3", "rules": "FIBA", "speed": "10"} | form
    answer = await producer.post("/rehearsal/start/", wanted, headers=JSON)
    assert answer.status_code == 400 and said in answer.json()["error"]
    assert not standin.channels
    page = await producer.post("/rehearsal/start/", wanted, follow=True)
    assert said.replace("'", "&#x27;") in page.content.decode()


async def test_machine_that_is_not_there(producer: AsyncClient, settings: Any, tmp_path: Path) -> None:
    """Without a machine the page says how to start one, and still gives out recordings."""
    settings.RECORDINGS_DIR = tmp_path
    settings.REHEARSAL_URL = "http://127.0.0.1:9"
    answer = await producer.get("/rehearsal/")
    assert answer.status_code == 503 and "manage.py standin" in answer.content.decode()
    settings.REHEARSAL_URL = ""
    answer = await producer.get("/rehearsal/")
    assert answer.status_code == 503 and "Rehearsals are turned off" in answer.content.decode()
    answer = await producer.get("/rehearsal/state")
    assert answer.status_code == 503 and "turned off" in answer.json()["error"]


async def test_machine_that_refuses_the_worker_begins_nothing(
    standin: StandIn, producer: AsyncClient, settings: Any
) -> None:
    """A machine that was started with another secret is told apart, and is left as it was."""
    settings.REHEARSAL_SECRET = "another"
    wanted = {"source": "simulated", "seed": "3", "rules": "FIBA", "speed": "10"}
    answer = await producer.post("/rehearsal/start/", wanted, headers=JSON)
    assert answer.status_code == 400 and "401" in answer.json()["error"]
    assert not standin.channels and not await Game.objects.aexists()


def recording_file(tmp_path: Path) -> bytes:
    """Return the bytes of a short recording."""
    recording = simulate(5, "NFHS")
    path = tmp_path / "made.jsonl.gz"
    write(path, recording.header, recording.records[:300])
    return path.read_bytes()


async def test_recordings_go_up_and_down(standin: StandIn, producer: AsyncClient, tmp_path: Path) -> None:
    """What is uploaded is listed, rehearsed, downloaded as it was, and deleted."""
    content = await sync_to_async(recording_file)(tmp_path)
    sent = SimpleUploadedFile("Friday night.jsonl.gz", content)
    answer = await producer.post("/rehearsal/recordings/", {"recording": sent}, headers=JSON)
    assert answer.json() == {"to": "/rehearsal/?source=recording:Friday-night.jsonl.gz"}
    assert 'value="recording:Friday-night.jsonl.gz" selected' in await texts(producer, answer.json()["to"])
    answer = await producer.get("/rehearsal/recordings/Friday-night.jsonl.gz")
    assert "attachment" in answer["content-disposition"]
    assert answer.content == content
    game = await begin(producer, source="recording:Friday-night.jsonl.gz")
    assert game.rules == "NFHS"
    answer = await producer.post("/rehearsal/recordings/Friday-night.jsonl.gz/delete/", follow=True)
    assert "is deleted" in answer.content.decode()
    assert (await producer.get("/rehearsal/recordings/Friday-night.jsonl.gz")).status_code == 404
    assert [entry.action async for entry in Entry.objects.filter(action__startswith="recording.").order_by("pk")] == [
        "recording.uploaded",
        "recording.deleted",
    ]


async def test_wrong_upload_is_refused_with_line_and_reason(standin: StandIn, producer: AsyncClient) -> None:
    """A file that is no recording, or none at all, is not taken in; the page says why."""
    wrong = io.BytesIO(b'{"format":"courtside-recording","version":9}\n')
    wrong.name = "wrong.jsonl"
    answer = await producer.post("/rehearsal/recordings/", {"recording": wrong}, headers=JSON)
    assert answer.status_code == 400
    assert "wrong.jsonl" in answer.json()["error"]
    assert 'Line 1: expected "version": 1, got 9' in answer.json()["error"]
    answer = await producer.post("/rehearsal/recordings/", {}, follow=True)
    assert "choose a file first" in answer.content.decode()
    assert "None yet" in await texts(producer)


async def test_game_followed_before_is_rehearsed_from_its_journal(standin: StandIn, producer: AsyncClient) -> None:
    """A game that was followed can be rehearsed without going through a file."""
    from broadcast.games import actions, journal
    from broadcast.games.journal import Position
    from tests.games.test_export import followed, journal_of

    recording = await sync_to_async(simulate)(5, "FIBA")
    event_id = str(recording.header.game["event_id"])
    await sync_to_async(actions.follow)(recording.header.game, by="a test", rules="FIBA")
    changes = await sync_to_async(lambda: journal_of(followed(recording)))()
    await sync_to_async(journal.append)(event_id, changes, Position(0, 0, 0, 0))
    assert f'value="game:{event_id}"' in await texts(producer)
    game = await begin(producer, source=f"game:{event_id}")
    assert (game.home_name, game.rules) == (recording.header.game["home_team_name"], "FIBA")
    played = standin.channels[game.event_id].playback.timeline
    assert len(played.records) > 0.9 * len(recording.records)
