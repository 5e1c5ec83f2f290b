"""One team during a game: who is on the floor and for how long, fouls, and whom the coach would send on."""

from __future__ import annotations

from random import Random

from broadcast.recordings.simulator.league import Side, Talent

# A substitute comes when he is owed this much more floor time (seconds) than the one who goes.
OWED_SECONDS = 75.0
MOST_AT_ONCE = 3


class Bench:
    """The state of one team; seconds are of the game clock."""

    def __init__(self, side: Side, fouls_out: int, timeouts: int) -> None:
        self.side = side
        self.id = side.team.id
        self.floor = [player.id for player in side.team.players if player.starter]
        self.seconds = {player.id: 0.0 for player in side.team.players}
        self.fouls = dict.fromkeys(self.seconds, 0)
        self.fouls_out = fouls_out
        self.timeouts = timeouts
        self.team_fouls = 0
        self.late_fouls = 0
        self.names = {player.id: player.display_name or player.last_name for player in side.team.players}

    def talent(self, player: int) -> Talent:
        """A player's talents."""
        return self.side.talents[player]

    def play_on(self, seconds: float) -> None:
        """Let the five on the floor play for so long."""
        for player in self.floor:
            self.seconds[player] += seconds

    def must_leave(self) -> list[int]:
        """Who on the floor has fouled out."""
        return [player for player in self.floor if self.fouls[player] >= self.fouls_out]

    def substitutions(self, elapsed: float, closing: bool) -> list[tuple[int, int]]:
        """Choose changes as (who goes, who comes): first those who must leave, then by the time owed.

        `elapsed` is how many seconds have been played; in a close ending (`closing`) the best play.
        """
        changes: list[tuple[int, int]] = []
        available = [
            player
            for player in self.seconds
            if player not in self.floor and self.fouls[player] < self.fouls_out
        ]

        def owed(player: int) -> float:
            share = self.talent(player).share
            return share * 1000 if closing else share * elapsed - self.seconds[player]

        for player in self.must_leave():
            if not available:
                break
            # With nobody owed any time left, whoever can still play comes.
            substitute = max(available, key=lambda one: (self.talent(one).share > 0, owed(one)))
            available.remove(substitute)
            changes.append((player, substitute))
        staying = [player for player in self.floor if player not in {out for out, _ in changes}]
        regulars = [player for player in available if self.talent(player).share > 0]
        while regulars and staying and len(changes) < MOST_AT_ONCE:
            tired = min(staying, key=owed)
            fresh = max(regulars, key=owed)
            if owed(fresh) - owed(tired) < (1.0 if closing else OWED_SECONDS):
                break
            staying.remove(tired)
            regulars.remove(fresh)
            changes.append((tired, fresh))
        return changes

    def change(self, out: int, into: int) -> None:
        """Carry out a change."""
        self.floor[self.floor.index(out)] = into

    def draw(self, rng: Random, by: str, but: int | None = None) -> int:
        """Draw one of the five, weighted by a talent, leaving one player out."""
        players = [player for player in self.floor if player != but]
        return rng.choices(players, [getattr(self.talent(player), by) for player in players])[0]

    def best_free_throws(self) -> int:
        """Who on the floor shoots technical free throws."""
        return max(self.floor, key=lambda player: self.talent(player).free_throws)
