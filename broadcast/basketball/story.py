"""How the score went: lead changes, ties, the biggest leads, the runs."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

LONG_RUN = 8
"""From so many unanswered points on a run is told of after it has ended."""


@dataclass(frozen=True)
class Run:
    """Unanswered points of one team. Times are ms of game time played, at its first points and its last."""

    team: str
    points: int
    from_ms: int | None
    to_ms: int | None


@dataclass
class Story:
    """The score so far and what became of it."""

    score: dict[str, int] = field(default_factory=lambda: {"home": 0, "away": 0})
    lead_changes: int = 0
    times_tied: int = 0
    biggest_lead: dict[str, int] = field(default_factory=lambda: {"home": 0, "away": 0})
    run: Run | None = None
    ended_runs: tuple[Run, ...] = ()
    """Those that were long, in order of time."""
    leader: str | None = None
    """Who led last."""

    def copy(self) -> Story:
        """Return a story that goes on from here without changing this one."""
        return replace(self, score=dict(self.score), biggest_lead=dict(self.biggest_lead))

    @property
    def long_runs(self) -> tuple[Run, ...]:
        """The long runs in order of time, the present one included."""
        if self.run is None or self.run.points < LONG_RUN:
            return self.ended_runs
        return (*self.ended_runs, self.run)

    def points(self, side: str, points: int, played: int | None) -> None:
        """Count points of a side, made after `played` ms of the game."""
        self.score[side] += points
        margin = self.score["home"] - self.score["away"]
        leader = "home" if margin > 0 else "away" if margin < 0 else None
        if leader is None:
            self.times_tied += 1
        else:
            self.biggest_lead[leader] = max(self.biggest_lead[leader], abs(margin))
            if self.leader not in (None, leader):
                self.lead_changes += 1
            self.leader = leader
        if self.run is not None and self.run.team == side:
            self.run = replace(self.run, points=self.run.points + points, to_ms=played)
        else:
            self.ended_runs = self.long_runs
            self.run = Run(side, points, played, played)
