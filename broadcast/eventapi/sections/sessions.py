"""A specific period or drill, by its session id."""

from broadcast.eventapi.resources.batch import Batch
from broadcast.eventapi.resources.summaries import PossessionsSummary, decode_possessions_summary
from broadcast.eventapi.rows import Sets
from broadcast.eventapi.sections.base import Section, sets_of, understood


class Sessions(Section):
    """Full sets of one session, in the rows that games have."""

    async def session_stats(self, session_id: str) -> Sets:
        """Return the box score of a session: `stats` rows and the teams' own `team_stats`, whose `scope` is the
        session.
        """
        body = await self._ask("session_stats", session_id=session_id)
        return sets_of(body, ("stats",), {"scope": session_id})

    async def session_stats_details(self, session_id: str) -> Sets:
        """Return the box score of a session as `session_stats` has it, and its plays as rows of `details`."""
        body = await self._ask("session_stats_details", session_id=session_id)
        return sets_of(body, ("stats", "details"), {"scope": session_id, "session_id": session_id})

    async def session_shots(self, session_id: str) -> Sets:
        """Return the shots of a session. Their keys are those that the game's own shots have."""
        body = await self._ask("session_shots", session_id=session_id)
        return sets_of(body, ("shots",), {"session_id": session_id})

    async def session_possessions(self, session_id: str) -> Sets:
        """Return the possessions of a session with the ten players of each."""
        return sets_of(await self._ask("session_possessions", session_id=session_id), ("possessions",))

    async def session_possessions_summary(self, session_id: str) -> Batch[PossessionsSummary]:
        """Return the count, points, turnovers and duration (ms) of each team's possessions."""
        body = await self._ask("session_possessions_summary", session_id=session_id)
        return understood(decode_possessions_summary, body)
