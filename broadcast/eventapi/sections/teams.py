"""Teams, rosters and officials."""

from collections.abc import Mapping
from typing import Any

from broadcast.eventapi import assumed
from broadcast.eventapi.resources.batch import Batch
from broadcast.eventapi.resources.teams import Team, decode_team, decode_teams
from broadcast.eventapi.rows import Row
from broadcast.eventapi.sections.base import Section, one_of, only_row, understood


class Teams(Section):
    """Teams and who is on them."""

    async def teams(self) -> Batch[Team]:
        """Return the teams that the credential may see, without their members."""
        return understood(decode_teams, await self._ask("teams"))

    async def roster(
        self, team_id: str, reference: str = assumed.REFERENCES[0], game_event_id: str | None = None
    ) -> Row:
        """Return the `roster` row of a team, as of a game if one is given. `reference` is the id system."""
        body = await self._ask("roster", {"game_event_id": game_event_id}, team_id=team_id, reference=reference)
        return only_row("roster", body)

    async def replace_roster(self, roster: Mapping[str, Any]) -> Team:
        """Put the players of `roster`, in the form the roster has, in the place of its team's, and return the team
        as it is stored.

        A wrong roster raises `BadRequest`, an unknown team `NotFound`; nothing is stored then (ASSUMED).
        """
        return one_of(decode_team, await self._ask("replace_roster", body=dict(roster)))

    async def officials_teams(self) -> Batch[Team]:
        """Return the teams of officials that the credential may see, without their members."""
        return understood(decode_teams, await self._ask("officials_teams"))

    async def officials_roster(self, team_id: str) -> Team:
        """Return a team of officials with its members; `services` says who carries a microphone or a camera."""
        return one_of(decode_team, await self._ask("officials_roster", team_id=team_id))
