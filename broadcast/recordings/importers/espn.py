"""Imports a game in the format `espn`: one summary.json, of the NBA, the WNBA or a college game."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import msgspec

from broadcast.recordings.headers import Player, Team
from broadcast.recordings.importers import espn_words as words
from broadcast.recordings.importers.assembly import assemble
from broadcast.recordings.importers.base import Imported, ImportFailed
from broadcast.recordings.importers.entries import RULES, Entry, Rules, Side, Source
from broadcast.recordings.importers.espn_source import BoxLine, Competitor, PlayRow, Summary, moment, read_file
from broadcast.recordings.plays import Shot

FOOT_MM = 304.8
MIDDLE_FT = 25
# From the season that ends in this year a missed heave is charged to nobody.
HEAVES_FREE_FROM = 2026
LAST_PERIOD = 20
_LEAGUES = {
    "nba": "NBA", "wnba": "WNBA", "mens-college-basketball": "NCAA_M", "womens-college-basketball": "NCAA_W",
    "fiba": "FIBA",
}  # fmt: skip
_BOX_KEYS = {
    "points": ("PTS",),
    "fieldGoalsMade-fieldGoalsAttempted": ("FG", "FGA"),
    "threePointFieldGoalsMade-threePointFieldGoalsAttempted": ("FG3", "FGA3"),
    "freeThrowsMade-freeThrowsAttempted": ("FT", "FTA"),
    "assists": ("AST",), "turnovers": ("TO",), "steals": ("STL",), "blocks": ("BLK",), "fouls": ("FL",),
    "offensiveRebounds": ("OFFENSIVE_REB",), "defensiveRebounds": ("DEFENSIVE_REB",),
}  # fmt: skip
_COLOR = re.compile(r"[0-9a-fA-F]{6}")


def import_game(paths: Sequence[Path], late: bool) -> Imported:
    """Import summary.json.

    With `late`, the rows of plays, shots and stats arrive at the time at which the play was entered, where that is
    later than what comes after it in the game; without, at once. Raises ImportFailed where the file is not a game in
    this format.
    """
    summary = read_file(paths)
    try:
        return assemble(_Reader(summary).source(), late)
    except ValueError as error:
        raise ImportFailed(paths[0], str(error)) from error


class _Reader:
    """Turns one summary into entries."""

    def __init__(self, summary: Summary) -> None:
        self.summary = summary
        self.notes: list[str] = []
        self.unknown: dict[str, list[PlayRow]] = {}
        self.placeless = 0
        self.players: dict[int, Player] = {}
        self.team_of: dict[int, int] = {}
        self.rules = self.rule_set()
        self.competitors = self.find_competitors()
        self.boxed: dict[int, dict[str, int]] = {}
        for side in summary.boxscore.players:
            team = _id(side.team.id, "a team of the box score")
            for table in side.statistics:
                for line in table.athletes:
                    self.add_from_box(team, line, table.keys)

    def source(self) -> Source:
        """Return the game."""
        header, info = self.summary.header, self.summary.game_info
        self.find_strangers()
        entries = [entry for play in self.summary.plays for entry in self.entries(play)]
        for kind, plays in self.unknown.items():
            first = plays[0]
            self.notes.append(
                f"left out: {len(plays)} of the unknown type {kind!r}, first play {first.id}, {first.text!r}"
            )
        if self.placeless:
            self.notes.append(f"shots without a place: {self.placeless}")
        date = header.competitions[0].date
        known = [entry.utc for entry in entries if entry.utc is not None]
        home, away = (self.side(competitor) for competitor in self.competitors)
        return Source(
            provider="espn",
            game_id=header.id,
            rules=self.rules,
            gender="WOMEN" if self.rules.name in ("WNBA", "NCAA_W") else "MEN",
            league=header.league.name or self.rules.name,
            home=home,
            away=away,
            venue=info.venue.full_name,
            venue_id=info.venue.id,
            tipoff_at=moment(date, "header.competitions[0].date") if date else min(known, default=0),
            entries=entries,
            notes=self.notes,
            officials=[
                {"id": None, "name": official.display_name, "jersey": "", "role": f"OFFICIAL{number}"}
                for number, official in enumerate(sorted(info.officials, key=lambda official: official.order), start=1)
            ],
            colors=self.colors(),
        )

    def rule_set(self) -> Rules:
        """Return the league's rules, with the periods that the file names."""
        slug = self.summary.header.league.slug
        name = _LEAGUES.get(slug) or ("NBA" if slug.startswith("nba") else None)
        regulation, overtime = self.summary.format.regulation, self.summary.format.overtime
        if name is None:
            name = "NCAA_M" if regulation.periods == 2 else "NBA" if regulation.clock == 720 else "FIBA"
            self.notes.append(f"the league {slug!r} is unknown: taken to play by the rules {name}")
        rules = RULES[name]
        said = (regulation.periods, regulation.clock, overtime.clock)
        if any(said):
            rules = msgspec.structs.replace(
                rules,
                periods=regulation.periods or rules.periods,
                period_ms=round(regulation.clock * 1000) if regulation.clock else rules.period_ms,
                overtime_ms=round(overtime.clock * 1000) if overtime.clock else rules.overtime_ms,
            )
        if (
            rules.periods not in (2, 4)
            or not 0 < rules.period_ms <= 3_600_000
            or not 0 < rules.overtime_ms <= 3_600_000
        ):
            raise ValueError(f"format: expected two halves or four quarters of up to an hour, got {said}")
        if rules != RULES[name]:
            self.notes.append(
                f"{rules.periods} periods of {rules.period_ms // 60_000} min, not as the rules {name} have it"
            )
        return rules

    def find_competitors(self) -> tuple[Competitor, Competitor]:
        """Return both sides, the home team first."""
        competitions = self.summary.header.competitions
        sides = {side.home_away: side for side in competitions[0].competitors} if competitions else {}
        if set(sides) != {"home", "away"}:
            raise ValueError(f"header.competitions[0]: expected a home and an away side, got {sorted(sides)}")
        return sides["home"], sides["away"]

    def add_from_box(self, team: int, line: BoxLine, keys: Sequence[str]) -> None:
        """Note a player of the box score, and what it says of him."""
        athlete = line.athlete
        player = _id(athlete.id, f"the player {athlete.display_name!r} of the box score")
        if not player or player in self.team_of:
            raise ValueError(f"the player {athlete.id} is nobody, or in the box score twice")
        self.add_player(team, player, athlete.display_name, athlete.jersey, athlete.position.abbreviation, line.starter)
        boxed: dict[str, int] = {}
        for key, value in zip(keys, line.stats, strict=False):
            numbers = value.split("-")
            stats = _BOX_KEYS.get(key, ())
            if (
                stats
                and len(numbers) == len(stats)
                and all(number.isascii() and number.isdigit() for number in numbers)
            ):
                boxed.update(zip(stats, (int(number[:6]) for number in numbers), strict=True))
        if boxed:
            self.boxed[player] = boxed

    def add_player(
        self, team: int, player: int, name: str, jersey: str = "", position: str = "", starter: bool = False
    ) -> None:
        """Note a player."""
        first, _, last = name.partition(" ")
        self.team_of[player] = team
        self.players[player] = Player(
            id=player, first_name=first, last_name=last, jersey=jersey, position=position, starter=starter,
            display_name=name or f"player {player}",
        )  # fmt: skip

    def find_strangers(self) -> None:
        """Note the players who are in the plays and not in the box score."""
        for play in self.summary.plays:
            kind = self.kind(play)
            if not play.participants or play.team is None or kind in (None, words.NOT_A_PLAY, "TECHNICAL_FOUL"):
                continue
            team = _id(play.team.id, f"the team of play {play.id}")
            both = kind == "SUBSTITUTION"
            for participant in play.participants[: 2 if both else 1]:
                player = _id(participant.athlete.id or "0", f"a player of play {play.id}")
                if (
                    not player
                    or player in self.team_of
                    or team not in [_id(c.team.id, "a team") for c in self.competitors]
                ):
                    continue
                named = words.name_in(play.text) if participant is play.participants[0] else None
                self.add_player(team, player, named or f"player {player}")
                self.notes.append(f"{self.players[player].display_name} ({player}) is in the plays, not in the box")

    def side(self, competitor: Competitor) -> Side:
        """Return one side."""
        team = _id(competitor.team.id, "a team of the header")
        players = tuple(player for number, player in self.players.items() if self.team_of[number] == team)
        score = competitor.score or ""
        return Side(
            team=Team(id=team, name=competitor.team.display_name or str(team), players=players, reference_id=str(team)),
            score=int(score) if score.isascii() and score.isdigit() and len(score) < 5 else None,
            boxed={player.id: self.boxed[player.id] for player in players if player.id in self.boxed},
        )

    def colors(self) -> dict[str, dict[str, str]] | None:
        """Return the teams' colors, as those of their jerseys; None where one is missing."""
        found = {}
        for side, competitor in zip(("home", "away"), self.competitors, strict=True):
            color = competitor.team.color or ""
            if not _COLOR.fullmatch(color):
                return None
            red, green, blue = (int(color[place : place + 2], 16) for place in (0, 2, 4))
            number = "#000000" if 299 * red + 587 * green + 114 * blue > 128_000 else "#FFFFFF"
            found[side] = {"jersey": f"#{color.upper()}", "number": number}
        return found

    def kind(self, play: PlayRow) -> str | None:
        """Return what a play's words mean."""
        return words.classification(play.type.text, play.text, shooting=play.shooting_play, scoring=play.scoring_play)

    def entries(self, play: PlayRow) -> list[Entry]:
        """Return the entries that a play comes to: none, one, or those of all who are credited with it."""
        kind = self.kind(play)
        if kind is None:
            self.unknown.setdefault(play.type.text, []).append(play)
        if not kind:
            return []
        entry = self.entry(play, kind)
        if kind == "SUBSTITUTION":
            return self.substitution(play, entry)
        if kind in ("FIELD_GOAL", "FREE_THROW"):
            return self.shot(play, entry)
        if kind in ("PERSONAL_FOUL", "OFFENSIVE_FOUL", "TECHNICAL_FOUL"):
            fouls = [entry, *(self.credit(play, 1, kind) if words.both_fouled(play.type.text) else ())]
            for foul in fouls:
                foul.charged = kind == "TECHNICAL_FOUL" and self.rules.technicals_charged
            return fouls
        if kind == "TURNOVER" and "steals" in play.text:
            return [entry, *self.credit(play, 1, "STEAL")]
        if kind == "JUMP_BALL" and len(play.participants) == 3:
            return self.credit(play, 2, kind, id_suffix="") or [entry]
        return [] if kind == "TIMEOUT" and entry.team is None else [entry]

    def entry(self, play: PlayRow, kind: str) -> Entry:
        """Return a play as an entry of its first participant, or of its team."""
        if not 1 <= play.period.number <= LAST_PERIOD:
            raise ValueError(f"play {play.id}: expected a period from 1 to {LAST_PERIOD}, got {play.period.number}")
        clock, length = play.clock_ms, self.rules.length(play.period.number)
        if clock > length:
            raise ValueError(f"play {play.id}: expected a clock of {length // 1000} s at most, got {clock // 1000} s")
        player = self.participant(play, 0)
        team = None if play.team is None else _id(play.team.id, f"the team of play {play.id}")
        if team is not None and team not in {_id(side.team.id, "a team") for side in self.competitors}:
            team = None
        seen = [self.participant(play, place) for place in range(len(play.participants))]
        return Entry(
            id=play.id, period=play.period.number, clock_ms=clock, classification=kind,
            text=" ".join(play.text.split()), utc=play.utc,
            team=self.team_of[player] if player is not None else team, player=player,
            witnesses=tuple(other for other in seen if other is not None),
        )  # fmt: skip

    def participant(self, play: PlayRow, place: int) -> int | None:
        """Return a participant, where he is a known player."""
        if place >= len(play.participants):
            return None
        player = _id(play.participants[place].athlete.id or "0", f"a player of play {play.id}")
        return player if player in self.team_of else None

    def credit(self, play: PlayRow, place: int, kind: str, id_suffix: str | None = None) -> list[Entry]:
        """Return the entry of another participant, where he is known."""
        player = self.participant(play, place)
        if player is None:
            return []
        entry = self.entry(play, kind)
        entry.id = play.id + (f"-{kind.lower()}" if id_suffix is None else id_suffix)
        entry.player, entry.team = player, self.team_of[player]
        if kind in ("ASSIST", "STEAL", "BLOCK"):
            entry.text = f"{self.players[player].display_name} {kind.lower()}"
        return [entry]

    def substitution(self, play: PlayRow, entry: Entry) -> list[Entry]:
        """Return both halves of "A enters the game for B", or the one half of a college substitution."""
        entry.witnesses = ()
        if "enters" in play.text and len(play.participants) >= 2:
            entry.id, entry.classification = f"{play.id}-in", "SUBSTITUTION_IN"
            out = self.credit(play, 1, "SUBSTITUTION_OUT", id_suffix="-out")
            for half in out:
                half.witnesses = ()
            return [*out, *([entry] if entry.player is not None else [])]
        if entry.player is not None and ("subbing in" in play.text or "enters" in play.text):
            entry.classification = "SUBSTITUTION_IN"
        elif entry.player is not None and "subbing out" in play.text:
            entry.classification = "SUBSTITUTION_OUT"
        else:
            self.notes.append(f"left out: the substitution {play.id}, {play.text!r}: who, in or out, cannot be told")
            return []
        return [entry]

    def shot(self, play: PlayRow, entry: Entry) -> list[Entry]:
        """Return a field goal or a free throw, with its assist or block."""
        outcome = "MAKE" if play.scoring_play else "MISS"
        if entry.player is None:
            self.notes.append(f"left out: the shot of play {play.id}, {play.text!r}: by nobody who is known")
            return []
        if entry.classification == "FREE_THROW":
            entry.classification = f"FREE_THROW_{outcome}"
            entry.technical = "technical" in f"{play.type.text} {play.text}".lower()
            entry.ball_stays = words.ball_stays(play.type.text, play.text)
            return [entry]
        if " blocks " in play.text and len(play.participants) >= 2:
            # The shooter is the first participant; where the teams say otherwise, they are right.
            blocker = self.participant(play, 1)
            if (
                blocker is not None
                and play.team is not None
                and entry.team != self.team_of[blocker] == int(play.team.id)
            ):
                entry.player, entry.team = blocker, self.team_of[blocker]
                block = self.credit(play, 0, "BLOCK")
            else:
                block = self.credit(play, 1, "BLOCK")
        else:
            block = []
        three = 3 in (play.score_value, play.points_attempted) or "three point" in play.text.lower()
        entry.classification = f"{'THREE' if three else 'TWO'}_POINT_{outcome}"
        if words.heave(play.type.text) and outcome == "MISS" and self.summary.header.season.year >= HEAVES_FREE_FROM:
            # The team's, and in nobody's line.
            entry.player = None
            return [entry, *block]
        entry.shot = self.place(play, three)
        assist = self.credit(play, 1, "ASSIST") if play.scoring_play and "assist" in play.text.lower() else []
        return [entry, *assist, *block]

    def place(self, play: PlayRow, three: bool) -> Shot:
        """Return where a field goal was tried, in the hoop frame."""
        x = y = None
        at = play.coordinate
        if at is not None and at.on_court and at.x is not None and at.y is not None:
            x, y = round((at.x - MIDDLE_FT) * FOOT_MM), round(at.y * FOOT_MM)
        else:
            self.placeless += 1
        home = play.team is not None and play.team.id == self.competitors[0].team.id
        second = play.period.number > self.rules.periods // 2
        # ASSUMED: both teams are folded to one basket; the home team is taken to shoot at +y first.
        return Shot(
            three=three, made=play.scoring_play, x=x, y=y, end=1 if home != second else -1,
            attributes=words.attributes(play.type.text, play.text),
        )  # fmt: skip


def _id(text: str, what: str) -> int:
    if not (text.isascii() and text.removeprefix("-").isdigit() and len(text) < 16):
        raise ValueError(f"{what}: expected an id in digits, got {text!r}")
    # Below 0 stand teams and coaches among the players: nobody.
    return max(0, int(text))
