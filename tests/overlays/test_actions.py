"""The actions that change outputs: the row, its version, the live document, and the audit entry."""

from typing import Any

import pytest
from asgiref.sync import async_to_sync, sync_to_async
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from broadcast.audit.models import Entry
from broadcast.games.models import Game
from broadcast.live.patch import JSONObject
from broadcast.live.stores import get_store
from broadcast.overlays import documents
from broadcast.overlays.actions import change_output, create_output, issue_token, point_output, revoke_token
from broadcast.overlays.gate import find_token
from broadcast.overlays.models import Output, OutputToken

pytestmark = pytest.mark.django_db


@pytest.fixture
def game() -> Game:
    return Game.objects.create(event_id="g1", home_id="1", home_name="A", away_id="2", away_name="B")


def audited() -> list[tuple[str, str]]:
    return list(Entry.objects.order_by("pk").values_list("action", "target"))


def test_a_new_output_has_a_token_and_the_bug_in_its_program(game: Game) -> None:
    """An output can be loaded into a mixer as soon as it exists."""
    output = create_output("test", "MAIN", game)
    assert output.program == {"graphics": {"bug": {"graphic": "score-bug-a", "step": 1}}}
    token = output.tokens.get()
    assert len(token.token) >= 43
    assert token.path == f"/overlay/{token.token}/"
    assert audited() == [("output.created", output.document_name)]


def test_each_action_counts_the_version_and_leaves_an_entry(game: Game) -> None:
    """Pointing, changing, issuing and revoking each make one revision and one audit entry."""
    output = create_output("test", "MAIN")
    output = point_output("test", output, game)
    output = change_output("test", output, delay_ms=2000)
    token = issue_token("test", output)
    revoke_token("test", token)
    output.refresh_from_db()
    assert (output.version, output.delay_ms, output.game_id) == (5, 2000, "g1")
    actions = [action for action, _ in audited()]
    assert actions == [
        "output.created",
        "output.pointed",
        "output.changed",
        "output.token_issued",
        "output.token_revoked",
    ]
    assert all(token.token not in str(entry.details) for entry in Entry.objects.all())


@pytest.mark.parametrize(
    "wrong",
    [
        {"delay_ms": 120_001},
        {"delay_ms": -1},
        {"language": "xx"},
        {"key_color": "red"},
        {"team_order": "X"},
    ],
)
def test_a_wrong_setting_changes_nothing(wrong: dict[str, Any]) -> None:
    """A value out of bounds is refused, and the output stays as it was."""
    output = create_output("test", "MAIN")
    with pytest.raises(ValidationError):
        change_output("test", output, **wrong)
    output.refresh_from_db()
    assert output.version == 1


def test_a_setting_that_does_not_exist_is_a_fault_of_the_program() -> None:
    """Only settings can be changed in this way, not the name or the version."""
    output = create_output("test", "MAIN")
    with pytest.raises(TypeError, match="an output has no setting version"):
        change_output("test", output, version=9)


def test_two_outputs_cannot_have_one_name() -> None:
    """The name is how people tell outputs apart."""
    create_output("test", "MAIN")
    with pytest.raises(ValidationError):
        create_output("test", "MAIN")


def test_a_revoked_token_opens_nothing() -> None:
    """A token is valid until it is revoked; others of the same output stay valid."""
    output = create_output("test", "MAIN")
    first = output.tokens.get()
    second = issue_token("test", output)
    revoke_token("test", first)
    assert find_token(first.token, "") is None
    found = find_token(second.token, "")
    assert found is not None and found.output == output
    assert find_token("", "") is None


async def published(name: str) -> JSONObject:
    snapshot = await get_store().snapshot(name)
    assert snapshot is not None
    return {"rev": snapshot.rev, **snapshot.state}


@pytest.mark.django_db(transaction=True)
def test_the_live_document_follows_the_row(game: Game) -> None:
    """Each committed change is published under the row's version."""

    output = create_output("test", "MAIN", key_color="#00FF00")
    token = output.tokens.get()
    first = async_to_sync(published)(output.document_name)
    assert first == {
        "rev": 1,
        "output": {
            "name": "MAIN",
            "width": 1920,
            "height": 1080,
            "frame_rate": 60.0,
            "delay_ms": 0,
            "team_order": "AWAY_FIRST",
            "swap": False,
            "language": "en",
            "clock_policy": "hide",
            "mark_rehearsal": False,
            "key_color": "#00FF00",
        },
        "program": {"graphics": {"bug": {"graphic": "score-bug-a", "step": 1}}},
        "access": {"tokens": [str(token.pk)]},
    }
    point_output("test", output, game)
    revoke_token("test", token)
    latest = async_to_sync(published)(output.document_name)
    assert (latest["rev"], latest["output"]["event_id"], latest["access"]) == (3, "g1", {"tokens": []})


@pytest.mark.django_db(transaction=True)
async def test_a_document_is_rebuilt_from_its_row_on_a_miss() -> None:
    """A store asks for the row's document; what names no output gets none."""

    output = await sync_to_async(create_output)("test", "MAIN")
    loaded = await documents.load(output.document_name)
    assert loaded is not None
    assert (loaded.name, loaded.epoch, loaded.rev) == (output.document_name, f"row{output.pk}", 1)
    assert loaded.state["output"]["name"] == "MAIN"
    for name in ("game:1", "output:", "output:x", f"output:{output.pk}9", "output:-1"):
        assert await documents.load(name) is None


def test_the_command_creates_repoints_and_prints_the_address(game: Game, capsys: Any) -> None:
    """`manage.py output` is enough to bring an overlay on air, and prints the same address each time."""
    call_command("output", "MAIN", event="g1", delay=1500)
    address = capsys.readouterr().out.strip()
    output = Output.objects.get()
    assert (output.game_id, output.delay_ms) == ("g1", 1500)
    assert address == OutputToken.objects.get().path
    Game.objects.create(event_id="g2", home_id="1", home_name="A", away_id="2", away_name="B")
    call_command("output", "MAIN", event="g2")
    assert capsys.readouterr().out.strip() == address
    output.refresh_from_db()
    assert (output.game_id, output.delay_ms) == ("g2", 1500)


def test_the_command_says_what_is_wrong() -> None:
    """A game that is not there, or a delay out of bounds, is one clear line."""
    with pytest.raises(CommandError, match="There is no game nope"):
        call_command("output", "MAIN", event="nope")
    with pytest.raises(CommandError, match="less than or equal to 120000"):
        call_command("output", "MAIN", delay=999_999)
    assert not Output.objects.exists()


@pytest.mark.parametrize(
    "program",
    [
        {},
        [],
        {"graphics": []},
        {"graphics": {}, "more": 1},
        {"graphics": {"bug": "score-bug-a"}},
        {"graphics": {"bug": {}}},
        {"graphics": {"bug": {"graphic": "../secret"}}},
        {"graphics": {"bug": {"graphic": "score-bug-a", "step": 0}}},
        {"graphics": {"bug": {"graphic": "score-bug-a", "step": None}}},
    ],
)
def test_a_program_that_no_overlay_could_show_is_refused(program: Any) -> None:
    """What is on air is checked before it is on air."""
    output = create_output("test", "MAIN")
    with pytest.raises(ValidationError):
        change_output("test", output, program=program)
    output.refresh_from_db()
    assert output.version == 1
