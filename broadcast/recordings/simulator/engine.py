"""Plays a simulated game, possession by possession: what happens. How it is entered stands in scorer.py."""

from __future__ import annotations

from random import Random

from broadcast.recordings.headers import Session
from broadcast.recordings.plays import Game
from broadcast.recordings.simulator.bench import Bench
from broadcast.recordings.simulator.league import Side
from broadcast.recordings.simulator.rules import Rules
from broadcast.recordings.simulator.scorer import Scorer
from broadcast.recordings.simulator.shooting import HEAVE, PUTBACK, Kind, draw_kind, make_shot
from broadcast.recordings.simulator.timeline import Timeline
from broadcast.recordings.wire import made_id

# What an attack leads to, when it comes to something; the rest are shots.
COMMON_FOUL, OFFENSIVE_FOUL, TURNOVER, SHOT_CLOCK = 0.085, 0.013, 0.115, 0.006
TECHNICAL_FOUL = 0.004
LIVE_BALL = 0.55
OFFENSIVE_REBOUND = {"rim": 0.31, "short": 0.26, "mid": 0.24, "corner": 0.23, "arc": 0.24, "heave": 0.05}
TEAM_REBOUND = 0.07
FREE_THROW_OFFENSIVE_REBOUND = 0.13
CLOSING_MS = 240_000
LAST_SHOT_MS = 2500


class Match:
    """One game under way."""

    def __init__(
        self, rng: Random, rules: Rules, game: Game, sides: tuple[Side, Side], t0: int, tip: int
    ) -> None:
        self.rng = rng
        self.rules = rules
        self.game = game
        self.line = Timeline(rules, tip)
        self.scorer = Scorer(rng, game, self.line, t0)
        self.home, self.away = (Bench(side, rules.fouls_out, rules.timeouts) for side in sides)
        self.benches = (self.home, self.away)
        self.sessions: list[Session] = []
        self.elapsed = 0.0
        self.final = False
        self.marks: list[int] = []
        self.unanswered = {self.home.id: 0, self.away.id: 0}

    def play(self) -> None:
        """Play the whole game, with as many overtimes as it takes."""
        names = self.rules.period_names()
        first = self.rng.choice(self.benches)
        for number, name in enumerate(names):
            self.final = number == len(names) - 1
            second_half = 2 * number >= len(names)
            self.scorer.ends = {
                self.home.id: -1 if second_half else 1,
                self.away.id: 1 if second_half else -1,
            }
            if number:
                half_time = 2 * number == len(names)
                self.line.rest(self.rules.half_time_ms if half_time else self.rules.break_ms)
            # Quarters: the winner of the tip starts the last, the other team those between. Halves: in turn.
            offense = first if number in (0, 3) else self.other(first)
            self.period(name, self.rules.period_ms, offense, tip=number == 0, reset_fouls=True)
        overtimes = 0
        while self.scorer.score[self.home.id] == self.scorer.score[self.away.id]:
            overtimes += 1
            self.line.rest(self.rules.break_ms)
            offense = self.rng.choice(self.benches)
            carry = self.rules.fouls_carry_over
            self.period(f"OT{overtimes}", self.rules.overtime_ms, offense, tip=True, reset_fouls=not carry)
        self.line.stand(8_000)
        self.scorer.book.end_game(self.scorer.enter("GAME_END"))

    def other(self, bench: Bench) -> Bench:
        """The other team."""
        return self.away if bench is self.home else self.home

    def period(self, name: str, length: int, offense: Bench, *, tip: bool, reset_fouls: bool) -> None:
        """Play one period."""
        self.game.sessions[name] = made_id(self.game.event_id, name)
        self.line.start_period(name, length)
        self.marks = [mark for mark in self.rules.media_marks_ms if mark < length]
        for bench in self.benches:
            bench.late_fouls = 0
            if reset_fouls:
                bench.team_fouls = 0
        self.substitute(always=bool(self.sessions))
        start = self.scorer.enter("PERIOD_START")
        self.scorer.book.start_period(start, first=not self.sessions)
        for bench in self.benches:
            self.scorer.lineup(bench, start.at)
        self.line.stand(self.rng.randrange(1_500, 4_000))
        if tip and (not self.rules.arrow or not self.sessions or name.startswith("OT")):
            self.run(self.rng.randrange(700, 2_000), shot_clock=False)
            self.scorer.enter("JUMP_BALL", offense, offense.floor[4])
        while self.line.clock_ms > 0:
            offense = self.attack(offense)
        self.line.stand(self.rng.randrange(1_000, 6_000))
        end = self.scorer.enter("PERIOD_END")
        self.scorer.book.end_period(end)
        self.sessions.append(Session(id=self.game.sessions[name], started_at=start.at, ended_at=end.at))

    def run(self, ms: int, shot_clock: bool = True) -> None:
        """Let the clock run for everybody on the floor."""
        before = self.line.clock_ms
        self.line.run(ms, shot_clock)
        seconds = (before - self.line.clock_ms) / 1000
        self.elapsed += seconds
        for bench in self.benches:
            bench.play_on(seconds)

    def lead(self, bench: Bench) -> int:
        """By how much a team leads."""
        return self.scorer.score[bench.id] - self.scorer.score[self.other(bench).id]

    def attack(self, offense: Bench) -> Bench:
        """Play one possession, offensive rebounds included; gives the team that has the ball next."""
        defense = self.other(offense)
        self.line.reset_shot_clock()
        self.bring_up()
        again = False
        while self.line.clock_ms > 0:
            hurried = self.must_foul(defense)
            wait = self.rng.randrange(1_200, 4_000) if hurried else self.tempo(offense, again)
            if wait >= self.line.clock_ms:
                return self.last_attack(offense, defense)
            self.run(wait)
            next_ball = (
                self.common_foul(offense, defense) if hurried else self.come_to_something(offense, again)
            )
            if next_ball is not None:
                return next_ball
            again = True
        return defense

    def bring_up(self) -> None:
        """Put the ball in play after a basket or a dead ball: the shot clock waits for a touch."""
        if self.line.clock_ms > LAST_SHOT_MS:
            self.run(self.rng.randrange(500, 2_000), shot_clock=False)

    def tempo(self, offense: Bench, again: bool) -> int:
        """How long until an attack comes to something, ms."""
        mean = 0.80 * self.rules.possession_ms
        if again:
            mean = 4_500
        elif self.final and self.line.clock_ms < 120_000 and self.lead(offense):
            mean *= 0.5 if self.lead(offense) < 0 else 1.3
        wait = int(self.rng.gammavariate(4, mean / 4)) + 500
        if self.line.shot_ms is not None:
            wait = min(wait, max(self.line.shot_ms - self.rng.randrange(150, 2_500), 150))
        return wait

    def must_foul(self, defense: Bench) -> bool:
        """Whether the defense stops the clock by fouling, late and behind."""
        return self.final and 3_000 < self.line.clock_ms < 40_000 and -9 <= self.lead(defense) <= -2

    def last_attack(self, offense: Bench, defense: Bench) -> Bench:
        """Play out a period: a last shot just before the end, a heave, or nothing."""
        if self.line.clock_ms > LAST_SHOT_MS:
            self.run(self.line.clock_ms - self.rng.randrange(200, 1_800))
            self.shoot(offense, draw_kind(self.rng, 1.2))
        elif self.rng.random() < 0.4:
            self.run(self.line.clock_ms - self.rng.randrange(1, max(self.line.clock_ms // 2, 2)))
            self.shoot(offense, HEAVE)
        self.run(self.line.clock_ms)
        return defense

    def come_to_something(self, offense: Bench, again: bool) -> Bench | None:
        """Let an attack lead to a foul, a turnover or a shot; None: the offense still has the ball."""
        defense = self.other(offense)
        if self.rng.random() < TECHNICAL_FOUL:
            self.technical_foul(defense, offense)
        chance = self.rng.random()
        for share, what in (
            (COMMON_FOUL, self.common_foul),
            (OFFENSIVE_FOUL, self.offensive_foul),
            (TURNOVER, self.turnover),
            (SHOT_CLOCK if self.line.shot_ms else 0, self.shot_clock_violation),
        ):
            if chance < share:
                return what(offense, defense)
            chance -= share
        if again and self.rng.random() < 0.45:
            return self.shoot(offense, PUTBACK)
        return self.shoot(offense, None)

    def common_foul(self, offense: Bench, defense: Bench) -> Bench | None:
        """A foul on the floor: free throws where the team is in the bonus."""
        self.foul(defense)
        if not self.in_bonus(defense):
            self.dead_ball(12_000, 22_000)
            self.line.raise_shot_clock()
            return None
        one_and_one = defense.team_fouls <= self.rules.one_and_one_until
        return self.free_throws(offense, offense.draw(self.rng, "usage"), 2, one_and_one=one_and_one)

    def offensive_foul(self, offense: Bench, defense: Bench) -> Bench:
        """A foul by the offense: a turnover too."""
        player = self.foul(offense, "OFFENSIVE_FOUL")
        self.scorer.enter("TURNOVER", offense, player)
        self.dead_ball(12_000, 22_000)
        return defense

    def turnover(self, offense: Bench, defense: Bench) -> Bench:
        """A turnover: stolen, or out of bounds."""
        player = offense.draw(self.rng, "usage")
        if self.rng.random() < LIVE_BALL:
            self.scorer.enter("LIVE_BALL_TURNOVER", offense, player)
            self.scorer.enter("STEAL", defense, defense.draw(self.rng, "defense"))
        else:
            self.scorer.enter("TURNOVER", offense, player)
            self.dead_ball(8_000, 18_000)
        return defense

    def shot_clock_violation(self, offense: Bench, defense: Bench) -> Bench:
        """The shot clock runs out: a turnover of the team."""
        self.run(self.line.shot_ms or 0)
        self.scorer.enter("TURNOVER", offense, text=f"{offense.side.team.name}: shot clock violation")
        self.dead_ball(10_000, 18_000)
        return defense

    def technical_foul(self, defense: Bench, offense: Bench) -> None:
        """A technical foul: one free throw, and the ball stays where it was."""
        self.scorer.enter("TECHNICAL_FOUL", defense, defense.draw(self.rng, "defense"))
        self.line.stand(self.rng.randrange(15_000, 30_000))
        self.free_throw(offense, offense.best_free_throws(), technical=True)

    def foul(self, bench: Bench, kind: str = "PERSONAL_FOUL") -> int:
        """Call a foul on somebody of a team; gives who."""
        player = self.rng.choice(bench.floor)
        bench.fouls[player] += 1
        if kind != "OFFENSIVE_FOUL" or self.rules.offensive_fouls_count:
            bench.team_fouls += 1
            bench.late_fouls += self.line.clock_ms <= self.rules.late_bonus_ms
        self.scorer.enter(kind, bench, player)
        return player

    def in_bonus(self, defense: Bench) -> bool:
        """Whether the foul that was just called gives free throws."""
        overtime_afresh = self.line.period.startswith("OT") and not self.rules.fouls_carry_over
        start = self.rules.overtime_bonus_from if overtime_afresh else self.rules.bonus_from
        return defense.team_fouls >= start or defense.late_fouls >= 2

    def shoot(self, offense: Bench, kind: Kind | None) -> Bench | None:
        """Take a shot; gives the team that has the ball next, None after an offensive rebound."""
        defense = self.other(offense)
        shooter = offense.draw(self.rng, "usage")
        talent = offense.talent(shooter)
        putback = kind is PUTBACK
        kind = kind or draw_kind(self.rng, talent.threes)
        guard = defense.draw(self.rng, "defense")
        fouled = self.rng.random() < kind.fouled
        chance = kind.made * talent.shooting * self.rules.shooting * (0.25 if fouled else 1)
        made = self.rng.random() < chance + (0.01 if offense is self.home else 0)
        assisted = made and not putback and self.rng.random() < kind.assisted
        passer = offense.draw(self.rng, "passing", but=shooter) if assisted else None
        shot = make_shot(
            self.rng, kind, self.rules, made=made, assisted=assisted, end=self.scorer.ends[offense.id]
        )
        if fouled and not made:
            self.foul(defense)
            return self.free_throws(offense, shooter, 3 if kind.three else 2)
        if made and not fouled and self.scorer.basket_waved_off(offense, shooter, passer, shot):
            self.dead_ball(5_000, 9_000)
            return defense
        points = "THREE_POINT" if kind.three else "TWO_POINT"
        self.scorer.enter(f"{points}_{'MAKE' if made else 'MISS'}", offense, shooter, shot)
        if passer is not None:
            self.scorer.enter("ASSIST", offense, passer)
        if made:
            return self.after_basket(offense, shooter, fouled, 3 if kind.three else 2)
        if self.rng.random() < kind.blocked:
            self.scorer.enter("BLOCK", defense, guard)
        return self.rebound(offense, OFFENSIVE_REBOUND[kind.name])

    def after_basket(self, offense: Bench, shooter: int, fouled: bool, points: int) -> Bench | None:
        """Go on after a basket: its free throw, a timeout, or the ball in play again."""
        defense = self.other(offense)
        self.count_run(offense, points)
        if fouled:
            self.foul(defense)
            return self.free_throws(offense, shooter, 1)
        if self.unanswered[offense.id] >= 8 and self.line.clock_ms and self.rng.random() < 0.35:
            self.timeout(defense)
            self.substitute()
        elif self.final and self.line.clock_ms < self.rules.stop_after_basket_ms:
            self.line.stand(self.rng.randrange(2_000, 4_500))
        return defense

    def count_run(self, offense: Bench, points: int) -> None:
        """Count the points that a team has scored without an answer."""
        self.unanswered[offense.id] += points
        self.unanswered[self.other(offense).id] = 0

    def free_throws(
        self, offense: Bench, shooter: int, count: int, *, one_and_one: bool = False
    ) -> Bench | None:
        """Shoot free throws; gives the team that has the ball next, None after an offensive rebound."""
        self.dead_ball(10_000, 18_000)
        if shooter not in offense.floor:
            shooter = offense.best_free_throws()
        for number in range(1, count + 1):
            made = self.free_throw(offense, shooter, last=number == count)
            if not made and (number == count or one_and_one):
                return self.rebound(offense, FREE_THROW_OFFENSIVE_REBOUND)
        return self.other(offense)

    def free_throw(
        self, offense: Bench, shooter: int, *, last: bool = False, technical: bool = False
    ) -> bool:
        """Shoot one free throw."""
        gap = self.rules.free_throw_gap_ms
        self.line.stand(self.rng.randrange(gap - 3_000, gap + 4_000))
        made = self.rng.random() < offense.talent(shooter).free_throws
        kind = "FREE_THROW_MAKE" if made else "FREE_THROW_MISS"
        self.scorer.enter(kind, offense, shooter, last=last, technical=technical)
        if made:
            self.count_run(offense, 1)
        return made

    def rebound(self, offense: Bench, chance: float) -> Bench | None:
        """Fight for a missed shot; None where the offense gets it."""
        defense = self.other(offense)
        self.run(self.rng.randrange(600, 2_600))
        winner = offense if self.rng.random() < chance else defense
        if not self.line.clock_ms:
            return defense
        kind = "OFFENSIVE_REBOUND" if winner is offense else "DEFENSIVE_REBOUND"
        if self.rng.random() < TEAM_REBOUND:
            self.scorer.enter(kind, winner)
            self.dead_ball(8_000, 15_000)
        else:
            self.scorer.enter(kind, winner, winner.draw(self.rng, "rebounding"))
        if winner is defense:
            return defense
        self.line.reset_shot_clock(self.rules.shot_clock_reset_ms)
        return None

    def dead_ball(self, least: int, most: int) -> None:
        """Let the clocks stand: time for timeouts and substitutions."""
        self.line.stand(self.rng.randrange(least, most))
        if self.marks and self.line.clock_ms <= self.marks[0]:
            self.marks.pop(0)
            self.timeout(max(self.benches, key=lambda bench: bench.timeouts))
        elif self.final and self.line.clock_ms < 60_000 and self.rng.random() < 0.12:
            self.timeout(min(self.benches, key=self.lead))
        self.substitute(always=False)

    def timeout(self, bench: Bench) -> None:
        """Take a timeout, where the team has one left."""
        if bench.timeouts:
            bench.timeouts -= 1
            self.scorer.enter("TIMEOUT", bench)
            self.line.stand(self.rules.timeout_ms + self.rng.randrange(-5_000, 20_000))
            self.unanswered = dict.fromkeys(self.unanswered, 0)

    def substitute(self, always: bool = True) -> None:
        """Let both coaches change; whoever has fouled out goes."""
        closing = self.final and self.line.clock_ms < CLOSING_MS and abs(self.lead(self.home)) <= 10
        for bench in self.benches:
            if not always and not bench.must_leave() and self.rng.random() > 0.5:
                continue
            last = None
            for out, into in bench.substitutions(self.elapsed, closing):
                bench.change(out, into)
                self.scorer.enter("SUBSTITUTION_OUT", bench, out)
                last = self.scorer.enter("SUBSTITUTION_IN", bench, into)
            if last is not None:
                self.scorer.lineup(bench, last.at)
