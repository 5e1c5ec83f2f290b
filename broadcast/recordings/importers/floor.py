"""Who is on the floor: substitutions that always lead from five to five, from ones that may not.

Providers leave substitutions out (those between periods, by ESPN), enter them twice, late, or in the wrong order. What
can be settled from who acts is settled; what cannot is decided for the likeliest, and said.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from broadcast.recordings.importers.entries import Entry

FIVE = 5
ON_FLOOR = ("ACT", "OUT")


class Evidence(NamedTuple):
    """What an entry says of a player: ACT (he is on the floor), IN or OUT; at which entry and clock."""

    place: int
    clock_ms: int
    kind: str


class Floor:
    """Settles the fives of a game. `rosters` are the players of each team, the likeliest first.

    `name` gives a player's name and `period` a period's, for what is noted in `notes`.
    """

    def __init__(
        self, rosters: Mapping[int, Sequence[int]], name: Callable[[int], str], period: Callable[[int], str]
    ) -> None:
        self.rosters = {team: list(players) for team, players in rosters.items()}
        self.name = name
        self.period = period
        self.notes: list[str] = []
        self.starters: dict[int, tuple[int, ...]] = {}
        self.inferred = 0
        """How many fives at the start of a period were inferred from who acts."""
        self._team = {player: team for team, players in rosters.items() for player in players}
        self._fives: dict[int, list[int]] = {}
        self._seen: dict[int, dict[int, list[Evidence]]] = {}
        self._out: list[Entry] = []
        self._left: dict[int, tuple[int, int, int]] = {}
        """Of each player substituted out: the period, the clock, and where in `_out` that group begins."""
        self._expected: set[tuple[str, int]] = set()
        """Substitutions that were made before their entry came."""

    def settle(self, entries: Sequence[Entry], starters: Mapping[int, Sequence[int]]) -> list[Entry]:
        """Return the entries, period by period, with substitutions that fit; `starters` are the box score's."""
        self._fives = {team: list(players) for team, players in starters.items()}
        numbers = sorted({entry.period for entry in entries})
        for number in numbers:
            self._settle_period([entry for entry in entries if entry.period == number], first=number == numbers[0])
        return self._out

    def _settle_period(self, entries: list[Entry], *, first: bool) -> None:
        self._seen = {team: {} for team in self.rosters}
        self._expected = set()
        for index, entry in enumerate(entries):
            for player, kind in _told(entry):
                if player in self._team:
                    evidence = Evidence(index, entry.clock_ms, kind)
                    self._seen[self._team[player]].setdefault(player, []).append(evidence)
        for team in self.rosters:
            self._open(team, entries[0], first=first)
        group: list[tuple[int, Entry]] = []
        for index, entry in enumerate(entries):
            if entry.substitution:
                group.append((index, entry))
                continue
            self._substitute(group)
            group = []
            self._add(index, entry)
        self._substitute(group)

    def _open(self, team: int, entry: Entry, *, first: bool) -> None:
        """Work out the five at the start of a period: those of the end of the last, if what follows allows it."""
        before = self._fives[team]
        five = self._opening(team, before, entry.period)
        if first:
            self.starters[team] = tuple(five)
            if set(five) != set(before):
                names = ", ".join(self.name(player) for player in five)
                self.notes.append(f"the starters of the box score cannot be; taken from who acts: {names}")
        elif set(five) != set(before):
            self.inferred += 1
            leaving = [player for player in before if player not in five]
            coming = [player for player in five if player not in before]
            for player in leaving:
                self._out.append(self._made("SUBSTITUTION_OUT", player, entry, "break"))
            for player in coming:
                self._out.append(self._made("SUBSTITUTION_IN", player, entry, "break"))
        self._fives[team] = five

    def _opening(self, team: int, before: list[int], period: int) -> list[int]:
        seen = self._seen[team]
        on = [player for player, evidence in seen.items() if _starts_on(evidence)]
        off = seen.keys() - set(on)
        if len(before) == FIVE and set(on) <= set(before) and not off & set(before):
            return before
        where = f"{self.period(period)}: "
        if len(on) > FIVE:
            names = ", ".join(self.name(player) for player in on[FIVE:])
            self.notes.append(f"{where}more than five act before a substitution; taken to come in unrecorded: {names}")
        five = on[:FIVE]
        stayed = [player for player in before if player not in seen]
        rest = [player for player in self.rosters[team] if player not in seen and player not in stayed]
        # Nobody else is left where too many are told to have been off: then they too.
        rest += [player for player in self.rosters[team] if player in off]
        missing = FIVE - len(five)
        chosen = [*stayed, *rest][:missing]
        if missing > 0:
            # Starters come first among several who stayed, as the roster has them.
            order = self.rosters[team]
            chosen = [*sorted(stayed, key=order.index), *rest][:missing]
            names = ", ".join(self.name(player) for player in chosen)
            if len(stayed) == missing:
                self.notes.append(f"{where}taken to have stayed on the floor, without a play that shows it: {names}")
            else:
                self.notes.append(f"{where}who is on the floor at its start cannot be settled; taken: {names}")
        return [*five, *chosen]

    def _substitute(self, group: list[tuple[int, Entry]]) -> None:
        """Carry out a group of substitutions; leave out what cannot be, add what is missing."""
        begin = len(self._out)
        before = {player for five in self._fives.values() for player in five}
        for _, entry in group:
            player = entry.player
            if player is None or player not in self._team:
                continue
            five = self._fives[self._team[player]]
            coming = entry.classification == "SUBSTITUTION_IN"
            if coming == (player in five):
                if (entry.classification, player) not in self._expected:
                    self.notes.append(f"{self._place(entry)}: {entry.text!r} does not fit those on the floor: left out")
                self._expected.discard((entry.classification, player))
                continue
            if coming:
                five.append(player)
            else:
                five.remove(player)
                if player in before:  # who came in with this very group can have done nothing before it
                    self._left[player] = (entry.period, entry.clock_ms, begin)
            self._out.append(entry)
        for team in self.rosters if group else ():
            self._even_out(team, *group[-1])

    def _even_out(self, team: int, index: int, entry: Entry) -> None:
        """Make five again of those on the floor after a group of substitutions."""
        five = self._fives[team]
        where = self._place(entry)
        while len(five) > FIVE:
            player = self._who_leaves(team, index, entry.clock_ms, five[:FIVE])
            five.remove(player)
            self._expected.add(("SUBSTITUTION_OUT", player))
            self._out.append(self._made("SUBSTITUTION_OUT", player, entry, "missing"))
            self.notes.append(f"{where}: nobody goes out for the last who came in; taken: {self.name(player)}")
        while len(five) < FIVE:
            player = self._who_enters(team, index, five)
            five.append(player)
            self._expected.add(("SUBSTITUTION_IN", player))
            self._out.append(self._made("SUBSTITUTION_IN", player, entry, "missing"))
            self.notes.append(f"{where}: nobody comes in for the last who went out; taken: {self.name(player)}")

    def _add(self, index: int, entry: Entry) -> None:
        """Add an entry that is no substitution; who acts has to be on the floor."""
        player = entry.player
        team = None if player is None else self._team.get(player)
        if player is None or team is None or entry.classification == "TECHNICAL_FOUL" or player in self._fives[team]:
            self._out.append(entry)
            return
        period, clock_ms, place = self._left.get(player, (0, 0, 0))
        if (period, clock_ms) == (entry.period, entry.clock_ms):
            # Entered after the substitution at the same clock, and happened before it.
            self._out.insert(place, entry)
            self._left = {
                other: (*left[:2], left[2] + 1) if left[2] >= place else left for other, left in self._left.items()
            }
            return
        leaving = self._who_leaves(team, index, entry.clock_ms, self._fives[team])
        self._expected |= {("SUBSTITUTION_IN", player), ("SUBSTITUTION_OUT", leaving)}
        self._out.append(self._made("SUBSTITUTION_OUT", leaving, entry, "missing"))
        self._out.append(self._made("SUBSTITUTION_IN", player, entry, "missing"))
        self._out.append(entry)
        self._fives[team].remove(leaving)
        self._fives[team].append(player)
        self.notes.append(
            f"{self._place(entry)}: {self.name(player)} acts without having come in; taken to be in for "
            f"{self.name(leaving)}"
        )

    def _who_leaves(self, team: int, index: int, clock_ms: int, five: Sequence[int]) -> int:
        """Return who of `five` the later entries are least against having left."""

        def against(player: int) -> tuple[int, int]:
            after = next((e for e in self._seen[team].get(player, ()) if e.place > index), None)
            if after is None:
                return (1, 0)
            if after.kind == "IN" or (after.kind == "OUT" and after.clock_ms == clock_ms):
                return (0, after.place)
            return (2, -after.place)

        return min(five, key=against)

    def _who_enters(self, team: int, index: int, five: Sequence[int]) -> int:
        """Return who off the floor the later entries speak for most."""

        def against(player: int) -> tuple[int, int]:
            after = next((e for e in self._seen[team].get(player, ()) if e.place > index), None)
            if after is None:
                return (1, 0)
            return (0, after.place) if after.kind in ON_FLOOR else (2, 0)

        return min((player for player in self.rosters[team] if player not in five), key=against)

    def _made(self, classification: str, player: int, entry: Entry, why: str) -> Entry:
        """Make a substitution that the provider has not."""
        word = "in" if classification == "SUBSTITUTION_IN" else "out"
        return Entry(
            id=f"{why}-{word}-{player}-{len(self._out)}",
            period=entry.period,
            clock_ms=entry.clock_ms,
            classification=classification,
            text=f"{self.name(player)} {word}",
            team=self._team[player],
            player=player,
        )

    def _place(self, entry: Entry) -> str:
        seconds = entry.clock_ms // 1000
        return f"{self.period(entry.period)} {seconds // 60}:{seconds % 60:02d}"


def _told(entry: Entry) -> list[tuple[int, str]]:
    """Return what an entry says of whom."""
    if entry.classification == "TECHNICAL_FOUL":
        return []
    if entry.substitution:
        return [] if entry.player is None else [(entry.player, entry.classification.removeprefix("SUBSTITUTION_"))]
    acting = () if entry.player is None else (entry.player,)
    return [(player, "ACT") for player in dict.fromkeys((*acting, *entry.witnesses))]


def _starts_on(evidence: Sequence[Evidence]) -> bool:
    """Tell whether a player was on the floor at the start; one who acts just before he comes in was not."""
    first = evidence[0]
    if first.kind == "ACT":
        after = next((e for e in evidence if e.kind != "ACT"), None)
        return not (after is not None and after.kind == "IN" and after.clock_ms == first.clock_ms)
    return first.kind in ON_FLOOR
