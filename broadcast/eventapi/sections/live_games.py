"""Live Data V2 games: full sets of what the stream tells row by row."""

import asyncio
from collections.abc import Iterable

from broadcast.eventapi.errors import Forbidden
from broadcast.eventapi.rows import Sets
from broadcast.eventapi.sections.base import Section, sets_of


class LiveGames(Section):
    """Full sets of one game, and the game's totals beside each."""

    async def catch_up(self, event_id: str, resources: Iterable[str]) -> Sets:
        """Return several full sets that the service took at one moment, and the totals.

        If the list is refused with 403, each resource is asked for alone; those still refused are in
        `Sets.barred` with what the service said. The sets are then not of one moment.
        """
        asked = list(dict.fromkeys(resources))
        if not asked:
            raise ValueError("catch-up needs at least one resource")
        try:
            body = await self._ask("catch_up", event_id=event_id, resources=",".join(asked))
        except Forbidden as refusal:
            if len(asked) == 1:
                return Sets({}, None, [], {asked[0]: refusal.message})
            parts = await asyncio.gather(*(self.catch_up(event_id, [name]) for name in asked))
            return _merged(parts)
        return sets_of(body, asked)

    async def stats(self, event_id: str) -> Sets:
        """Return the stats of the whole game, and the totals."""
        return await self._set("game_stats", "stats", event_id)

    async def presence(self, event_id: str) -> Sets:
        """Return how long each player was in play, as rows of `presence`, and the totals."""
        body = await self._ask("presence", event_id=event_id)
        renamed = {**body, "presence": body.get("stats")} if isinstance(body, dict) else body
        return sets_of(renamed, ("presence",))

    async def details(self, event_id: str) -> Sets:
        """Return the play-by-play of the whole game, and the totals."""
        return await self._set("details", "details", event_id)

    async def shots(self, event_id: str) -> Sets:
        """Return the shots of the whole game, and the totals."""
        return await self._set("shots", "shots", event_id)

    async def possessions(self, event_id: str) -> Sets:
        """Return the possessions of the whole game, and the totals."""
        return await self._set("possessions", "possessions", event_id)

    async def ballscreens(self, event_id: str) -> Sets:
        """Return the ball screens of the whole game, and the totals."""
        return await self._set("ballscreens", "ballscreens", event_id)

    async def _set(self, name: str, resource: str, event_id: str) -> Sets:
        return sets_of(await self._ask(name, event_id=event_id), (resource,))


def _merged(parts: Iterable[Sets]) -> Sets:
    """Return the sets of several answers as one; the totals are the last that any of them held."""
    merged = Sets({}, None, [], {})
    for part in parts:
        merged = Sets(
            {**merged.rows, **part.rows},
            part.totals or merged.totals,
            merged.rejected + part.rejected,
            {**merged.barred, **part.barred},
        )
    return merged
