"""A game denser than any: a simulated one up to its last period, and then a play every tenth of a second."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

from broadcast.recordings import wire
from broadcast.recordings.format import Record, Recording
from broadcast.recordings.simulator import simulate

RULES = "NBA"
LEAD_MS = 2_000
"""So long after the simulated part the dense one begins."""
SPREAD = 0.5
"""The plays come unevenly, by up to this share of the pause between them, so as to beat with no timer."""
LAST_PERIOD = "Q4"
CUT_CLOCK_MS = 660_000
HIGHEST_SCORE = 999
SHOT_EVERY = 3
"""One play in so many is a field goal with its place on the shot chart, as in a game; the others are free throws."""


class DenseGame:
    """The recording; each play of its dense part raises the home team's score, from
    `score_before` to one after another of `scores`."""

    def __init__(self, plays: int, pause_ms: float, seed: int = 7) -> None:
        """Let `plays` plays follow each other every `pause_ms` on average. Raises `ValueError` for too many."""
        base = simulate(seed, RULES)
        self.header = base.header
        self._home = str(base.header.game["home_team_id"])
        cut = next(number for number, record in enumerate(base.records) if _is_cut(record))
        known = base.records[:cut]
        self.begins_ms = known[-1].at + LEAD_MS
        self._totals = next(record.row for record in reversed(known) if record.source == "totals" and record.row)
        self._templates = {kind: self._template(known, kind) for kind in ("TWO_POINT_MAKE", "FREE_THROW_MAKE")}
        self._lines = self._final_lines(known)
        self.score_before: int = self._totals["homeTeamScore"]["value"]
        self.scores: list[int] = []
        dense = list(self._dense(plays, pause_ms, random.Random(seed)))
        if self.scores[-1] > HIGHEST_SCORE:
            raise ValueError(f"{plays} plays lead to {self.scores[-1]} points, more than the program believes")
        self.recording = Recording(base.header, [*known, *dense])

    def _template(self, known: list[Record], kind: str) -> tuple[dict[str, Any], dict[str, Any] | None]:
        """Return the newest play of a kind and its shot, if it has one."""
        play = next(
            record.row
            for record in reversed(known)
            if record.source == "details" and record.row and record.row["classification"] == kind
        )
        shot = next((r.row for r in known if r.source == "shots" and r.row and r.row["t"] == play["timestamp"]), None)
        return play, shot

    def _final_lines(self, known: list[Record]) -> dict[str, dict[str, int]]:
        lines: dict[str, dict[str, int]] = {}
        for record in known:
            if record.source == "stats" and record.row and str(record.row["tid"]) == self._home:
                lines.setdefault(str(record.row["pid"]), {}).update(record.row["totalStats"])
        return lines

    def _dense(self, plays: int, pause_ms: float, rng: random.Random) -> Iterator[Record]:
        at, clock_at, clock_ms = float(self.begins_ms), float(self.begins_ms), CUT_CLOCK_MS
        players = sorted(self._lines)
        for number in range(plays):
            while clock_at <= at:
                clock_ms -= 1000
                yield self._clock(round(clock_at), clock_ms)
                clock_at += 1000
            kind = "TWO_POINT_MAKE" if number % SHOT_EVERY == 0 else "FREE_THROW_MAKE"
            yield from self._play(number, round(at), kind, players[number % len(players)], clock_ms)
            at += pause_ms * rng.uniform(1 - SPREAD, 1 + SPREAD)

    def _clock(self, at: int, clock_ms: int) -> Record:
        return Record(at, "clock", "game", wire.clock_row(self.header.t0 + at, LAST_PERIOD, clock_ms, 14_000))

    def _play(self, number: int, at: int, kind: str, player: str, clock_ms: int) -> Iterator[Record]:
        """Give the rows of a play in the order in which a game has them: totals, details, shot, stats."""
        moment, play_id = self.header.t0 + at, wire.made_id("dense", number)
        template, shot = self._templates[kind]
        score = self._score(template["stats"]["PTS"])
        self.scores.append(score)
        yield Record(at, "totals", "game", self._totals)
        session = self._totals["periodTotals"][0]["sessionId"]
        same = {"gameClock": wire.game_clock(clock_ms), "period": LAST_PERIOD, "teamId": self._home, "pid": player}
        same["sessionId"] = session
        key = {"actorId": player, "timestamp": moment}
        yield Record(at, "details", play_id, {**template, **same, "eventId": play_id, "timestamp": moment, "key": key})
        if shot is not None:
            place = {"t": moment, "pid": player, "tid": self._home, "gc": same["gameClock"]}
            place |= {"sid": session, "prd": LAST_PERIOD}
            spread = {"hsx": shot["hsx"] + number % 40 * 50 - 1000, "hsy": shot["hsy"] + number % 37 * 50}
            yield Record(at, "shots", f"{session}:{player}:{moment}", {**shot, **place, **spread})
        line = self._lines[player]
        changed = {stat: line.get(stat, 0) + by for stat, by in template["stats"].items()}
        line.update(changed)
        other = self._totals["awayTeamScore"]["value"]
        stats = {**changed, "TEAM_SCORE": score, "OPPOSING_TEAM_SCORE": other}
        yield Record(
            at,
            "stats",
            f"{self._home}:{player}",
            {"pid": player, "tid": self._home, "sid": session, "t": moment}
            | {"classification": kind, "totalStats": stats},
        )

    def _score(self, points: int) -> int:
        """Raise the home team's score in the totals, of the game and of the period; return the game's."""
        totals = self._totals
        raised = _raised(totals, points)
        [newest, *others] = totals["periodTotals"]
        self._totals = {**raised, "periodTotals": [_raised(newest, points), *others]}
        score: int = self._totals["homeTeamScore"]["value"]
        return score


def _is_cut(record: Record) -> bool:
    row = record.row
    return (
        record.source == "clock"
        and row is not None
        and row["prd"] == LAST_PERIOD
        and row["gc"] < (wire.game_clock(CUT_CLOCK_MS) or "")
    )


def _raised(totals: dict[str, Any], points: int) -> dict[str, Any]:
    home = totals["homeTeamScore"]
    return {**totals, "homeTeamScore": {**home, "value": home["value"] + points}}
