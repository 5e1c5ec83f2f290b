"""A game that is on air, and programs and people that command it."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import pytest_asyncio
from asgiref.sync import sync_to_async
from django.contrib.auth.models import User
from django.test import AsyncClient

from broadcast.control.tokens import issue
from broadcast.games.models import Game
from broadcast.live.store import Writer
from broadcast.live.stores import get_hub, get_store
from broadcast.overlays.actions import create_output
from broadcast.overlays.models import Output
from broadcast.overlays.turnstile import turnstile
from tests.control.documents import game_on_air


@pytest.fixture(autouse=True)
def _own_store() -> Iterator[None]:
    """Give each test a store and a hub of its own: they belong to its event loop."""
    for one in (get_store, get_hub, turnstile):
        one.cache_clear()
    yield
    for one in (get_store, get_hub, turnstile):
        one.cache_clear()


@dataclass
class Desk:
    """Sends commands as a program with a token, and reads what came of them."""

    output: Output
    game: Game
    writer: Writer
    token: str
    client: AsyncClient

    async def post(self, address: str, token: str | None = None, **arguments: Any) -> tuple[int, dict[str, Any]]:
        answer = await self.client.post(
            f"/api/{address}",
            json.dumps(arguments),
            content_type="application/json",
            headers={"Authorization": f"Bearer {token or self.token}"},
        )
        return answer.status_code, json.loads(answer.content)

    async def get(self, address: str, token: str | None = None) -> tuple[int, Any]:
        answer = await self.client.get(f"/api/{address}", headers={"Authorization": f"Bearer {token or self.token}"})
        return answer.status_code, json.loads(answer.content)

    async def on(self, word: str, **arguments: Any) -> tuple[int, dict[str, Any]]:
        """Command the output."""
        return await self.post(f"outputs/{self.output.pk}/{word}", **arguments)

    async def of(self, word: str, **arguments: Any) -> tuple[int, dict[str, Any]]:
        """Command the game."""
        return await self.post(f"games/{self.game.pk}/{word}", **arguments)

    async def program(self) -> dict[str, Any]:
        await self.output.arefresh_from_db()
        held: dict[str, Any] = self.output.program
        return held

    async def aired(self) -> dict[str, Any]:
        state: dict[str, Any] = (await self.get(f"games/{self.game.pk}/aired"))[1]["state"]
        return state


@pytest_asyncio.fixture
async def desk(transactional_db: None) -> AsyncIterator[Desk]:
    """Point an output at a game that is on air."""

    def made() -> tuple[Output, Game, str]:
        game = Game.objects.create(event_id="g1", home_id="1", home_name="Ravens", away_id="2", away_name="Wolves")
        output = create_output("test", "MAIN", game)
        return output, game, issue("test", "deck", "control").secret

    output, game, token = await sync_to_async(made)()
    writer = await get_store().open("game:g1", game_on_air())
    yield Desk(output, game, writer, token, AsyncClient())


@pytest.fixture
def producer(db: None) -> User:
    return User.objects.create_user("ines", password="a long one")
