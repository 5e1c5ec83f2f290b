"""What the Event API would answer about one played game at a wall time: its tables and objects.

Pure: a recording, a clock and a wall time in, JSON-ready objects out (EVENT_API.md 5, docs/rows.md).
Only the schedule is shifted to the time of playing; the times of rows stay as they were recorded.
"""

from __future__ import annotations

from typing import Any

import msgspec

from broadcast.recordings.format import Recording
from broadcast.standin.assumed import ACTIVE, ENDED, SCHEDULED, SCORE_STATS
from broadcast.standin.clock import PlayClock
from broadcast.standin.lowering import TakenBack, choose, lowered
from broadcast.standin.shapes import possessions_by_team, whole_number
from broadcast.standin.timeline import Row, Timeline, enframe, game_status, without_clocks

SCHEDULE_KEYS: dict[str, Any] = {
    "event_id": None,
    "facility_name": None,
    "court_name": None,
    "location_id": None,
    "tournament": None,
    "tipoff_at": None,
    "gender": None,
    "status": None,
    "type": "BASKETBALL",
    "home_team_id": None,
    "home_team_name": None,
    "home_team_reference_id": None,
    "away_team_id": None,
    "away_team_name": None,
    "away_team_reference_id": None,
    "officials_team_id": 0,
    "_results": None,
    "reference_id": None,
    "fan_engagement_enabled": False,
    "source": "SHOTTRACKER",
}
# The documentation gives ready-made URLs of at most this length for sensor locations.
_LOCATIONS_WINDOW = 30 * 60 * 1000


class Playback:
    """One recording being played. `now` is a wall time in epoch seconds in every method.

    `tracked` is the seed of where everybody was on the court; None for a game that nobody tracked.
    """

    def __init__(
        self, recording: Recording, *, start: float, speed: float, offset: float = 0.0, tracked: str | None = None
    ) -> None:
        self.tracked = tracked
        self._recording = recording
        self._taken_back: list[TakenBack] = []
        # The newest summary, which every connection of the game sends.
        self._summaries: dict[tuple[int, bool], str] = {}
        self.timeline = Timeline(recording)
        self.header = recording.header
        self.event_id = str(self.header.game["event_id"])
        self.clock = PlayClock(start=start, speed=speed, end=self.timeline.end, offset=offset)
        # A recording can begin after the hour that the schedule named; played, its beginning is the tip-off.
        named = float(self.header.game.get("tipoff_at") or self.header.t0) - self.header.t0
        self._tipoff = min(max(named, 0.0), float(self.timeline.end))
        self._tipoff_at = self._tipoff_wall()

    def position(self, now: float) -> float:
        """Give the position in ms from the recording's t0."""
        return self.clock.position(now)

    def share(self, now: float) -> float:
        """Give how much of the recording has been played, from 0 to 1."""
        if self.timeline.end == 0:
            return 1.0
        return max(self.position(now), 0.0) / self.timeline.end

    def retime(self, now: float) -> None:
        """Shift the tip-off of a game that has yet to tip off, after its clock was changed."""
        if self.position(now) < self._tipoff:
            self._tipoff_at = self._tipoff_wall()

    def _tipoff_wall(self) -> int:
        return round(self.clock.reaches(self._tipoff) * 1000)

    def status(self, now: float) -> str:
        """Give the schedule's word for the game: SCHEDULED, ACTIVE or ENDED."""
        position = self.position(now)
        markers = self.timeline.table("marker", position).values()
        said = {game_status(row) for row in markers}
        said.add(self.totals(now).get("status"))
        if said & {"GAME_END", ENDED}:
            return ENDED
        if said & {"STARTED", ACTIVE}:
            return ACTIVE
        if self.timeline.has("marker") or self.timeline.has("totals") or position < self._tipoff:
            return SCHEDULED
        return ACTIVE if position < self.timeline.end else ENDED

    def schedule(self, now: float, base_url: str) -> Row:
        """Give the game object of the schedule (5.1), with the tip-off at the time it is played."""
        game = {key: self.header.game.get(key, default) for key, default in SCHEDULE_KEYS.items()}
        game["tipoff_at"] = self._tipoff_at
        game["status"] = self.status(now)
        game["_results"] = f"{base_url}/v1/data/games/{self.event_id}"
        return game

    def event(self, now: float, base_url: str) -> Row:
        """Give the game event (5.3): the sessions begun so far, `ended_at` null in the one that runs."""
        game = {**self.header.game, "event_id": self.event_id}
        event = bare_event(game, base_url, self.header.event.get("game_type"))
        return {
            **event,
            "name": self.header.event.get("name") or event["name"],
            "results": [session_result(session, base_url) for session in self.sessions(now)],
        }

    def sessions(self, now: float) -> list[Row]:
        """Give the sessions of the recording begun so far, `ended_at` null where the end is yet to come."""
        present = self.header.t0 + self.position(now)
        begun = []
        for session in self.header.event["results"]:
            started, ended = session.get("started_at"), session.get("ended_at")
            if started is not None and started <= present:
                begun.append({**session, "ended_at": ended if ended is not None and ended <= present else None})
        return begun

    def totals(self, now: float) -> Row:
        """Give the `gameTotals` object (5.6); before the first one, a game without score."""
        held = self.timeline.table("totals", self.position(now)).get("game")
        if held is not None:
            return held
        home, away = (_text(self.header.game.get(f"{side}_team_id")) for side in ("home", "away"))
        return {
            "awayTeamScore": {"teamId": away, "value": 0},
            "homeTeamScore": {"teamId": home, "value": 0},
            "period": None,
            "gameClock": None,
            "status": SCHEDULED,
            "periodTotals": [],
        }

    def stats(self, now: float) -> list[Row]:
        """Give the players' stats of the whole game (5.4), gathered from rows that carry what changed."""
        return self._stats_at(self.position(now))

    def _stats_at(self, position: float) -> list[Row]:
        lines: dict[str, Row] = {}
        for record in self.timeline.seen("stats", position):
            if record.row is None:
                lines.pop(record.key, None)
                continue
            row = record.row
            line = lines.setdefault(record.key, {"pid": row.get("pid"), "tid": row.get("tid"), "totalStats": {}})
            stats = row.get("totalStats") or {}
            line["totalStats"].update({name: stats[name] for name in stats if name not in SCORE_STATS})
        return list(lines.values())

    def summary_frame(self, index: int, *, null_clocks: bool) -> str:
        """Give the frame of a totals record with the players' stats beside the totals, as of the same moment."""
        key = (index, null_clocks)
        frame = self._summaries.get(key)
        if frame is None:
            record = self.timeline.records[index]
            totals = without_clocks(record.row) if null_clocks else record.row
            body = {"gameTotals": totals, "stats": self._stats_at(record.at)}
            frame = enframe("broadcastsummary", msgspec.json.encode(body).decode())
            self._summaries = {key: frame}
        return frame

    def details(self, now: float) -> list[Row]:
        """Give the plays (5.7), in order of their time."""
        rows = self.timeline.table("details", self.position(now)).values()
        return sorted(rows, key=lambda row: row.get("timestamp") or 0)

    def shots(self, now: float) -> list[Row]:
        """Give the shots (5.5), in order of their time."""
        rows = self.timeline.table("shots", self.position(now)).values()
        return sorted(rows, key=lambda row: row.get("t") or 0)

    def possessions(self, now: float) -> list[Row]:
        """Give the possessions per team, in the shape of a session's (5.10)."""
        rows = self.timeline.table("possessions", self.position(now)).values()
        ordered = sorted(rows, key=lambda row: row.get("start_timestamp") or 0)
        return possessions_by_team(self.teams(now), ordered)

    def lineups(self, now: float, timestamp: int | None = None) -> list[Row]:
        """Give who is on the floor per team, now or at a time of the recording in epoch ms."""
        newest: dict[str, Row] = {}
        for row in self.timeline.table("lineups", self.position(now)).values():
            team, at = str(row.get("team_id")), row.get("timestamp") or 0
            if timestamp is not None and at > timestamp:
                continue
            if team not in newest or at >= (newest[team].get("timestamp") or 0):
                newest[team] = row
        return [{"team_id": row.get("team_id"), "player_ids": row.get("player_ids") or []} for row in newest.values()]

    def teams(self, now: float) -> list[Row]:
        """Give both teams, home first: their rosters, or what the schedule says of a team without one."""
        held = {_text(roster["id"]): roster for roster in self.rosters(now)}
        teams = []
        for side in ("home", "away"):
            team = _text(self.header.game.get(f"{side}_team_id"))
            name = self.header.game.get(f"{side}_team_name")
            roster = held.get(team) or {"id": whole_number(team), "players": []}
            teams.append(roster if roster.get("name") else {**roster, "name": name})
        return teams

    def ball_screens(self, now: float) -> list[Row]:
        """Give the ball screens (5.8), in order of their time."""
        rows = self.timeline.table("ballscreens", self.position(now)).values()
        return sorted(rows, key=lambda row: row.get("timestamp") or 0)

    def assignments(self, now: float) -> list[Row]:
        """Give which sensor each player wore from when on, in order of time."""
        rows = self.timeline.table("assignments", self.position(now)).values()
        return sorted(rows, key=lambda row: (row["timestamp"], row["player_id"]))

    def present(self, now: float) -> int:
        """Give the recording's own time in epoch ms."""
        return self.header.t0 + int(self.position(now))

    def move_tipoff(self, by: float) -> None:
        """Let a game that has yet to begin begin so many seconds later."""
        clock = self.clock
        self.clock = PlayClock(start=clock.start + by, speed=clock.speed, end=clock.end, offset=clock.offset)
        self._tipoff_at = self._tipoff_wall()

    def lower(self, rate: float, seed: str, now: float, until: float) -> None:
        """Have baskets taken back from now on at a rate, up to a share of the game; what was told stays told."""
        position = self.position(now)
        told = [correction for correction in self._taken_back if correction.taken <= position]
        chosen = choose(self._recording.records, rate, seed, position, self.timeline.end * until)
        keys = {correction.key for correction in told}
        self._taken_back = told + [correction for correction in chosen if correction.key not in keys]
        records = lowered(self._recording.records, self._taken_back)
        self.timeline = Timeline(Recording(self.header, records))

    def rosters(self, now: float) -> list[Row]:
        """Give the rosters (5.12): the recording's own, or newer ones among its rows."""
        held = {str(roster["id"]): roster for roster in self.header.rosters}
        held.update(self.timeline.table("roster", self.position(now)))
        return list(held.values())


def bare_event(game: Row, base_url: str, game_type: str | None) -> Row:
    """Give the event of a schedule's game before its first session; `game_type` is HALF or QUARTER, None if unsaid."""
    links = f"{base_url}/v1/data/stats/games/{game['event_id']}"
    return {
        "id": game["event_id"],
        "name": f"{game.get('home_team_name')} vs {game.get('away_team_name')}",
        "game_type": game_type,
        "totals": {"_stats": f"{links}/stats", "_shots": f"{links}/shots"},
        "results": [],
    }


def session_result(session: Row, base_url: str) -> Row:
    """Give one session of a game or practice in the keys of 5.3, its links pointing here."""
    name = session["id"]
    links = f"{base_url}/v1/data/stats/{name}"
    return {
        "id": name,
        "name": session.get("name"),
        "type": session.get("type") or "GAME_ROUND",
        "started_at": session.get("started_at"),
        "ended_at": session["ended_at"],
        "_stats": f"{links}/stats",
        "_stats_details": f"{links}/stats/details",
        "_shots": f"{links}/shots",
        "_locations": _locations(session, base_url),
        "_possessions": f"{links}/possessions",
        "_possessions_summary": f"{links}/possessions/summary",
    }


def _locations(session: Row, base_url: str) -> list[str]:
    """Give the URLs of a session's locations in windows of 30 minutes; one window where it still runs."""
    started = session["started_at"]
    ended = session["ended_at"] or started + _LOCATIONS_WINDOW
    return [
        f"{base_url}/v1/data/sensors/locations?id={session['id']}"
        f"&from={begin}&to={min(begin + _LOCATIONS_WINDOW, ended)}"
        for begin in range(started, max(ended, started + 1), _LOCATIONS_WINDOW)
    ]


def _text(value: object) -> str | None:
    return None if value is None else str(value)
