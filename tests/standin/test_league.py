"""The world itself: what its seed decides."""

from __future__ import annotations

from broadcast.standin.world.world import World
from tests.standin.build import EVENT_ID, HOME, game
from tests.standin.reader import reading


def test_deterministic() -> None:
    """The same seed and moment give the same world, another seed or moment another."""
    one, other = World(7, 1_700_000_000_000), World(7, 1_700_000_000_000)
    assert (one.rosters, one.crews, one.fixtures, one.plans) == (
        other.rosters,
        other.crews,
        other.fixtures,
        other.plans,
    )
    assert World(8, 1_700_000_000_000).rosters != one.rosters
    later = World(7, 1_700_000_060_000)
    assert later.rosters == one.rosters
    assert not {game.event_id for game in later.fixtures} & {game.event_id for game in one.fixtures}


async def test_world_beside_recordings() -> None:
    """A world and recordings are served together."""
    async with reading(7, recordings=[game()]) as world:
        games = await world.games()
        assert EVENT_ID in {one["event_id"] for one in games}
        assert len(games) == 34
        assert (await world.get(f"/v1/data/teams/{HOME},SHOTTRACKER"))["name"] == "Harbor Herons"
        assert len((await world.get("/v1/data/teams"))["teams"]) == 14
