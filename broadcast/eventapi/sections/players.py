"""Practice stats and game stats of a team's players over a time.

What is asked for is in `from_ms` to `to_ms`. Stats come as rows of `stats` whose `scope` says what of
(`practice`, `scrimmage`, `shooting`, `workouts`, `games`), shots as rows of `shots`, summaries by player.
"""

from broadcast.eventapi import assumed
from broadcast.eventapi.resources.batch import Batch
from broadcast.eventapi.resources.summaries import ShotsSummary, decode_shots_summary
from broadcast.eventapi.rows import Sets
from broadcast.eventapi.sections.base import Section, sets_of, understood


class Players(Section):
    """What the players of a team did in practices and in games."""

    async def practice_stats(self, team_id: str, from_ms: int, to_ms: int) -> Sets:
        """Return the stats of drills, scrimmages and workouts together."""
        return await self._player_stats("practice_stats", team_id, from_ms, to_ms)

    async def practice_scrimmage_stats(self, team_id: str, from_ms: int, to_ms: int) -> Sets:
        """Return the stats of scrimmages."""
        return await self._player_stats("practice_scrimmage_stats", team_id, from_ms, to_ms)

    async def practice_shooting_stats(self, team_id: str, from_ms: int, to_ms: int) -> Sets:
        """Return the stats of shooting drills."""
        return await self._player_stats("practice_shooting_stats", team_id, from_ms, to_ms)

    async def workouts_stats(self, team_id: str, from_ms: int, to_ms: int) -> Sets:
        """Return the stats of workouts."""
        return await self._player_stats("workouts_stats", team_id, from_ms, to_ms)

    async def practice_shots(self, team_id: str, from_ms: int, to_ms: int) -> Sets:
        """Return the shots of drills, scrimmages and workouts."""
        return await self._player_shots("practice_shots", team_id, from_ms, to_ms)

    async def practice_shots_summary(self, team_id: str, from_ms: int, to_ms: int) -> Batch[ShotsSummary]:
        """Return the counts of shots of drills, scrimmages and workouts."""
        return await self._shots_summary("practice_shots_summary", team_id, from_ms, to_ms)

    async def practice_scrimmage_shots(self, team_id: str, from_ms: int, to_ms: int) -> Sets:
        """Return the shots of scrimmages."""
        return await self._player_shots("practice_scrimmage_shots", team_id, from_ms, to_ms)

    async def practice_scrimmage_shots_summary(self, team_id: str, from_ms: int, to_ms: int) -> Batch[ShotsSummary]:
        """Return the counts of shots of scrimmages."""
        return await self._shots_summary("practice_scrimmage_shots_summary", team_id, from_ms, to_ms)

    async def practice_shooting_shots(self, team_id: str, from_ms: int, to_ms: int) -> Sets:
        """Return the shots of shooting drills."""
        return await self._player_shots("practice_shooting_shots", team_id, from_ms, to_ms)

    async def practice_shooting_shots_summary(self, team_id: str, from_ms: int, to_ms: int) -> Batch[ShotsSummary]:
        """Return the counts of shots of shooting drills."""
        return await self._shots_summary("practice_shooting_shots_summary", team_id, from_ms, to_ms)

    async def workout_shots(self, team_id: str, from_ms: int, to_ms: int) -> Sets:
        """Return the shots of workouts."""
        return await self._player_shots("workout_shots", team_id, from_ms, to_ms)

    async def workout_shots_summary(self, team_id: str, from_ms: int, to_ms: int) -> Batch[ShotsSummary]:
        """Return the counts of shots of workouts."""
        return await self._shots_summary("workout_shots_summary", team_id, from_ms, to_ms)

    async def player_game_stats(self, team_id: str, from_ms: int, to_ms: int) -> Sets:
        """Return the stats of games."""
        return await self._player_stats("player_game_stats", team_id, from_ms, to_ms)

    async def player_game_shots(self, team_id: str, from_ms: int, to_ms: int) -> Sets:
        """Return the shots of games."""
        return await self._player_shots("player_game_shots", team_id, from_ms, to_ms)

    async def player_game_shots_summary(self, team_id: str, from_ms: int, to_ms: int) -> Batch[ShotsSummary]:
        """Return the counts of shots of games."""
        return await self._shots_summary("player_game_shots_summary", team_id, from_ms, to_ms)

    async def game_stats_details(self, event_id: str) -> Sets:
        """Return stats, team stats and plays of a whole game, by player, and the totals.

        The service calls this endpoint deprecated; `catch_up` gives the same.
        """
        return sets_of(await self._ask("game_stats_details", event_id=event_id), ("stats", "details"))

    async def _player_stats(self, name: str, team_id: str, from_ms: int, to_ms: int) -> Sets:
        body = await self._ask(name, {"from": from_ms, "to": to_ms}, team_id=team_id)
        return sets_of(body, ("stats",), {"scope": assumed.PRACTICE_SCOPES[name]})

    async def _player_shots(self, name: str, team_id: str, from_ms: int, to_ms: int) -> Sets:
        return sets_of(await self._ask(name, {"from": from_ms, "to": to_ms}, team_id=team_id), ("shots",))

    async def _shots_summary(self, name: str, team_id: str, from_ms: int, to_ms: int) -> Batch[ShotsSummary]:
        body = await self._ask(name, {"from": from_ms, "to": to_ms}, team_id=team_id)
        return understood(decode_shots_summary, body)
