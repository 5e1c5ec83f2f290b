"""Tokens, and who shows an output: over the real gate and hub."""

import pytest
from asgiref.sync import sync_to_async

from broadcast.games.models import Game
from broadcast.live.connection import Access
from broadcast.live.consumer import Refusal
from broadcast.live.frames import Hello, Shown, Status
from broadcast.live.hub import Hub
from broadcast.live.stores import get_store
from broadcast.overlays.actions import create_output, issue_token
from broadcast.overlays.gate import OverlayGate
from broadcast.overlays.models import Output, OutputToken, Renderer
from broadcast.overlays.turnstile import Turnstile

pytestmark = pytest.mark.django_db(transaction=True)

AT = {"client": ("192.0.2.7", 4711)}


async def opened(hello: Hello) -> Access:
    access = await OverlayGate(Hub(get_store())).admit(AT, hello)
    assert not isinstance(access, Refusal)
    return access


async def output_with_place(name: str) -> tuple[Output, OutputToken]:
    def create() -> tuple[Output, OutputToken]:
        game = Game.objects.create(event_id="g1", home_id="1", home_name="A", away_id="2", away_name="B")
        output = create_output("test", "MAIN", game)
        return output, issue_token("test", output, name)

    return await sync_to_async(create)()


async def renderers(output: Output) -> list[dict[str, object]]:
    snapshot = await get_store().snapshot(output.presence_name)
    assert snapshot is not None
    return list(snapshot.state["renderers"].values())


async def test_who_shows_an_output_is_known_until_they_leave() -> None:
    """A page is listed with where it is and how it is, as it tells, and is gone when its socket is."""
    output, token = await output_with_place("OBS in the truck")
    hello = Hello(v=1, token=token.token, build="b1", size=[800, 600], agent="OBS", fonts=False)
    access = await opened(hello)
    (one,) = await renderers(output)
    assert (one["name"], one["address"], one["agent"]) == ("OBS in the truck", "192.0.2.7", "OBS")
    assert (one["size"], one["fonts"], one["build"]) == ([800, 600], False, "b1")
    await access.on_status(Status((1920, 1080), 59.9, True, -120, "b2", {"lower": "Four of five are known."}))
    await access.on_shown(Shown(output=output.document_name, cue="c1", step=1, at=1000.4))
    (one,) = await renderers(output)
    assert (one["size"], one["fps"], one["fonts"], one["offset_ms"]) == ([1920, 1080], 59.9, True, -120)
    assert one["refused"] == {"lower": "Four of five are known."}
    assert one["shown"] == {"c1": {"step": 1, "at": 1000}}
    await access.on_shown(Shown(output=output.document_name, cue="c1", step=1, at=1100, action=1050))
    (one,) = await renderers(output)
    assert one["shown"] == {"c1": {"step": 1, "at": 1100, "action": 1050}}, "what it was told has been painted"
    await access.on_gone()
    assert await renderers(output) == []
    await token.arefresh_from_db()
    assert token.seen_from == "192.0.2.7"


async def test_what_a_page_says_of_itself_may_be_nonsense() -> None:
    """A page that tells nonsense is served all the same; only what makes sense is listed."""
    output, token = await output_with_place("")
    await opened(Hello(v=1, token=token.token, size=["wide", None], fps=1e9, fonts="yes", agent="x" * 5000))
    (one,) = await renderers(output)
    assert not one.keys() & {"size", "fps", "fonts", "name"}
    assert len(str(one["agent"])) == 300


async def test_the_row_of_a_server_that_was_killed_is_forgotten() -> None:
    """Rows that nobody has spoken for are dropped when the next page comes."""
    output, token = await output_with_place("")
    await opened(Hello(v=1, token=token.token))
    await Renderer.objects.aupdate(seen_at="2020-01-01T00:00:00Z")
    await opened(Hello(v=1, token=token.token))
    assert len(await renderers(output)) == 1


async def test_wrong_tokens_are_refused_with_the_same_words_and_soon_not_looked_up() -> None:
    """Nothing tells a wrong token from a barred address, and a token that was valid here keeps its way in."""
    turnstile = Turnstile(wrong_a_minute=3)
    turnstile.found("192.0.2.7", "good", valid=True)
    for _ in range(3):
        assert turnstile.lets("192.0.2.7", "bad")
        turnstile.found("192.0.2.7", "bad", valid=False)
    assert not turnstile.lets("192.0.2.7", "bad")
    assert not turnstile.lets("192.0.2.7", "another")
    assert turnstile.lets("192.0.2.7", "good")
    assert turnstile.lets("192.0.2.8", "another")
