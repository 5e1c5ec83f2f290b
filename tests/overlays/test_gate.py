"""What an overlay's socket may see, and when that changes."""

import pytest
from asgiref.sync import sync_to_async

from broadcast.games.models import Game
from broadcast.live.consumer import Refusal
from broadcast.live.frames import Hello
from broadcast.live.hub import Hub
from broadcast.live.stores import get_store
from broadcast.overlays.actions import create_output, revoke_token
from broadcast.overlays.gate import OverlayGate
from broadcast.overlays.models import Output

pytestmark = pytest.mark.django_db(transaction=True)


async def on_air(delay_ms: int = 0) -> Output:
    def create() -> Output:
        game = Game.objects.create(event_id="g1", home_id="1", home_name="A", away_id="2", away_name="B")
        return create_output("test", "MAIN", game, delay_ms=delay_ms)

    return await sync_to_async(create)()


async def token_of(output: Output) -> str:
    row = await output.tokens.aget()
    return row.token


async def test_a_token_opens_its_output_and_its_game() -> None:
    """Its own output's document and the game it points at, and nothing else."""
    output = await on_air()
    access = await OverlayGate(Hub(get_store())).admit({}, Hello(v=1, token=await token_of(output)))
    assert not isinstance(access, Refusal)
    assert access.may_watch(output.document_name)
    assert access.may_watch("game:g1")
    assert access.may_watch("manual:g1")
    for other in ("game:g2", "manual:g2", "game:None", "output:999", f"renderers:{output.pk}", "track:g1", ""):
        assert not access.may_watch(other)


@pytest.mark.parametrize("token", [None, "", "wrong"])
async def test_no_valid_token_no_entry(token: str | None) -> None:
    """A socket without a valid token is refused with the code that says so."""
    refusal = await OverlayGate(Hub(get_store())).admit({}, Hello(v=1, token=token))
    assert isinstance(refusal, Refusal)
    assert refusal.code == 4001


async def test_an_output_that_points_nowhere_opens_no_game() -> None:
    """Without a game only the output's own document can be seen."""
    output = await sync_to_async(create_output)("test", "MAIN")
    access = await OverlayGate(Hub(get_store())).admit({}, Hello(v=1, token=await token_of(output)))
    assert not isinstance(access, Refusal)
    assert access.may_watch(output.document_name)
    assert not access.may_watch("game:None")


async def test_the_delay_is_the_games_alone() -> None:
    """A delayed output gets its game late and its own settings at once."""
    output = await on_air(delay_ms=3000)
    access = await OverlayGate(Hub(get_store())).admit({}, Hello(v=1, token=await token_of(output)))
    assert not isinstance(access, Refusal)
    assert access.delay_ms("game:g1") == 3000
    assert access.delay_ms(output.document_name) == 0


async def test_a_revoked_token_is_refused_from_then_on() -> None:
    """Revoking ends what the token opens for sockets that come later."""
    output = await on_air()
    row = await output.tokens.aget()
    await sync_to_async(revoke_token)("test", row)
    assert isinstance(await OverlayGate(Hub(get_store())).admit({}, Hello(v=1, token=row.token)), Refusal)
