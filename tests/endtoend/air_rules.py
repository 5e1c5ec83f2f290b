"""What an overlay may show and when: the score, the clock (by the rules of the air), the delay, the pixels.

Each check raises AssertionError with what was shown. Times are epoch ms; all processes run by one machine's clock.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from broadcast.basketball.aired import aired_view
from broadcast.basketball.reading import game_time, read_clock
from broadcast.live.history import History
from broadcast.live.patch import apply
from tests.endtoend.air import Air, Shown
from tests.endtoend.tape import Tape
from tests.endtoend.viewer import merged

TOPICS = ("game", "score", "clock", "feed")
NIGHT = [14, 17, 22]
"""#0E1116, the ground of the bug's centre block."""

EARLY = 2
"""Times are whole ms, and rounded by whoever says them."""
TRIM = 150
"""A clock follows a sample that is this near (ms) by running slower or faster."""
KNOWS = 300
"""How well a page knows the server's time where the machine is busy, ms: by the answers to its pings."""
HOLD = 1000
"""It stands for one that is higher by up to so much, and is cut to one that is higher by more."""
MOVE = 200
"""A score that has moved is there after so long."""
LOST = 6000
"""After so long without a sample a clock that ran is not shown."""
LOST_STANDING = 10_000
"""After so long without an answer one that stood is not shown either."""
LOOK_BACK = 8000
"""A clock that nothing is heard of runs on for `LOST`."""

State = dict[str, Any]


class Stand(NamedTuple):
    """A document from a moment on."""

    at: int
    state: State


class Past:
    """What a document was when, as the store has kept it. A revision is noted once."""

    def __init__(self) -> None:
        self._stands: dict[tuple[str, int], Stand] = {}

    def note(self, history: History | None, topics: Iterable[str] = TOPICS) -> None:
        """Take in what the store keeps now."""
        if history is None:
            return
        wanted = set(topics)
        trail = history.trail
        state = {topic: value for topic, value in trail.state.items() if topic in wanted}
        self._stands.setdefault((trail.epoch, trail.rev), Stand(trail.at, state))
        for change in history.changes:
            state = apply(state, {topic: value for topic, value in change.patch.items() if topic in wanted})
            self._stands.setdefault((trail.epoch, change.rev), Stand(change.at, state))

    @property
    def stands(self) -> list[Stand]:
        """All states, the oldest first."""
        return sorted(self._stands.values(), key=lambda stand: stand.at)

    def between(self, since: float, until: float) -> list[State]:
        """Return the states that were so at some moment of a time."""
        stands = self.stands
        first = max(0, bisect_right(stands, since, key=lambda stand: stand.at) - 1)
        last = bisect_right(stands, until, key=lambda stand: stand.at)
        return [stand.state for stand in stands[first:last]]


def check_nothing_comes_early(air: Air, game: Past, by_hand: Past, tape: Tape, noted: float) -> int:
    """A page neither hears nor shows anything of the game before its time and the output's delay.

    Against what was served: each frame, the state that the page was loaded with, each score, label and time shown.
    Against the recording: each score. What is shown is looked at as long as the store's past is known, until `noted`.
    Returns how many scores were looked at.
    """
    for at, frame in air.heard:
        if frame["op"] in ("patch", "snapshot") and frame["doc"].startswith("game:"):
            assert frame["at"] + air.delay <= at + EARLY, f"{air.name} has heard {frame['rev']} early"
    for name, held in air.start.get("documents", {}).items():
        if name.startswith("game:") and air.delay:
            assert held["at"] <= air.start["now"] - air.delay, f"{air.name} was served {held['rev']} early"
    stands, hands = game.stands, [Stand(0, {}), *by_hand.stands]
    firsts = [first_scores(stands, hand.state) for hand in hands]
    looked = 0
    for shown in air.shown:
        if shown.score is None or shown.at > noted:
            continue
        looked += 1
        then = shown.at - air.delay + EARLY
        set_by_hand = [at for at, hand in enumerate(hands) if hand in near(hands, shown.at, 2 * air.late(shown.at))]
        known = any(firsts[at].get(shown.score, then + 1) <= then for at in set_by_hand)
        assert known, f"{air.name} shows {shown.score} at {shown.at}, too early or never so"
        if not any("score" in hands[at].state.get("groups", {}) for at in set_by_hand):
            away, home = shown.score
            early = not (tape.had_said("away", away, then) and tape.had_said("home", home, then))
            assert not early, f"{air.name} shows {shown.score} before the recording had it"
    check_no_clock_comes_early([shown for shown in air.shown if shown.at <= noted], air, stands, hands)
    return looked


def first_scores(stands: Sequence[Stand], hand: State) -> dict[tuple[int, int], int]:
    """Return each score, visitors first, with when it could first be aired with these values set by hand."""
    found: dict[tuple[int, int], int] = {}
    seen: set[tuple[int, int]] = set()
    for stand in stands:
        score = stand.state.get("score", {})
        if "home" not in score or (pair := (score["away"], score["home"])) in seen:
            continue
        seen.add(pair)
        aired = aired_view({"score": {"away": pair[0], "home": pair[1]}}, only(hand, "score"))["score"]
        found.setdefault((aired["away"], aired["home"]), stand.at)
    return found


def only(hand: State, group: str) -> State:
    """Return a document of what is set by hand with one group alone."""
    groups = hand.get("groups", {})
    return {"groups": {group: groups[group]} if group in groups else {}}


def check_no_clock_comes_early(
    seen: Sequence[Shown], air: Air, stands: Sequence[Stand], hands: Sequence[Stand]
) -> None:
    """No time of the game clock is shown that was not reached by then, and no label that was not true."""
    labels: dict[str, int] = {}
    for stand in stands:
        labels.setdefault(read_clock(stand.state, stand.at).label, stand.at)
    for shown in seen:
        lately = near(hands, shown.at, 2 * air.late(shown.at))
        if shown.bug is None or any("clock" in hand.state.get("groups", {}) for hand in lately):
            continue
        then = shown.at - air.delay + EARLY
        label = shown.bug["label"]
        if label.startswith(("END", "HALF", "FINAL", "PRE")):
            assert labels.get(label, then + 1) <= then, f"{air.name} says {label} early"
        if shown.bug["time"]:
            first = bisect_right(stands, then - LOOK_BACK, key=lambda stand: stand.at) - 1
            last = bisect_right(stands, then, key=lambda stand: stand.at)
            lowest, unit = written(shown.bug["time"])
            held = [stand for stand in stands[max(0, first) : last] if has_time(stand)]
            reached = [run_down(stand.state["clock"], then) for stand in held]
            assert reached and lowest + unit >= min(reached) - TRIM - KNOWS, (
                f"{air.name} shows {shown.bug} early, {reached}"
            )


def near(stands: Sequence[Stand], at: float, late: float) -> Sequence[Stand]:
    """Return what stood at a moment, or so shortly before it that a screen may still show it."""
    first = max(0, bisect_right(stands, at - late, key=lambda stand: stand.at) - 1)
    return stands[first : bisect_right(stands, at + EARLY, key=lambda stand: stand.at)]


def has_time(stand: Stand) -> bool:
    """Tell whether a state has a game clock."""
    return "ms" in stand.state.get("clock", {}) or stand.state.get("clock", {}).get("phase") == "pregame"


def run_down(clock: State, now: float) -> float:
    """Return what a clock has come to, at most as far as one that is lost is shown."""
    if "ms" not in clock:
        return 720_000.0
    passed = min(max(0.0, now - clock["as_of"]), LOST) if clock.get("running") is True else 0.0
    return float(max(0.0, clock["ms"] - passed))


def written(text: str) -> tuple[int, int]:
    """Return what a text of a game clock says, ms, and how much it leaves open."""
    minutes, _, rest = text.rpartition(":")
    whole, _, tenth = rest.partition(".")
    return int(minutes or 0) * 60_000 + int(whole) * 1000 + int(tenth or 0) * 100, 99 if tenth else 999


def knowledge(air: Air) -> list[Stand]:
    """Return the aired view as the page has come to know it: from what it was loaded with, and from its socket."""
    documents = {name: held["state"] for name, held in air.start.get("documents", {}).items()}
    opened = air.shown[0].at if air.shown else 0
    found: list[Stand] = []

    def note(at: int) -> None:
        feed = next((state for name, state in documents.items() if name.startswith("game:")), None)
        hand = next((state for name, state in documents.items() if name.startswith("manual:")), None)
        if feed:
            found.append(Stand(at, aired_view(feed, hand, air.delay)))

    note(opened)
    for at, frame in air.heard:
        if frame["op"] == "snapshot":
            documents[frame["doc"]] = frame["state"]
        elif frame["op"] == "patch":
            documents[frame["doc"]] = merged(documents.get(frame["doc"], {}), frame["patch"])
        else:
            continue
        if frame["doc"].startswith(("game:", "manual:")):
            note(at)
    return found


def check_clock(air: Air) -> int:
    """The clock follows the rules: never up but by a cut, never off by more than it may hold, hidden when lost.

    Each text is judged as it came and just before it went. Returns how many were judged.
    """
    stands = knowledge(air)
    judged = 0
    for shown, later in pairwise([*air.shown, Shown(air.known_until, None, {}, "")]):
        if shown.bug is None:
            continue
        for at in {shown.at, max(shown.at, later.at - air.late(later.at))}:
            late = air.late(at)
            if known := near(stands, at, late):
                judged += 1
                assert any(may_say(shown.bug, one.state, at - air.delay, late, silence(air, at)) for one in known), (
                    f"{air.name} says {shown.bug} at {at - air.delay:.0f}, knowing {clocks(known)}"
                )
        if later.bug is not None:
            check_step(air, shown, later, near(stands, later.at, air.late(later.at)))
    return judged


def clocks(known: Sequence[Stand]) -> list[Any]:
    """Return the clocks of what a page knew, for a message."""
    return [(one.at, one.state.get("clock")) for one in known]


def silence(air: Air, at: float) -> float:
    """Return for how long no ping of a page has been answered at a moment. It sends one every 5 s."""
    answers = [heard for heard, frame in air.heard if frame["op"] == "pong" and heard <= at]
    return at - answers[-1] if answers else 0.0


def may_say(bug: dict[str, Any], view: State, now: float, late: float, silent: float) -> bool:
    """Tell whether a bug may say this of a clock at a moment, give or take how late its screen may be."""
    clock = view.get("clock", {})
    if clock.get("running") is not True or not clock.get("ms"):
        readings = [read_clock(view, now), read_clock(view, now - late)]
        if silent > LOST_STANDING - late:
            readings.append(read_clock(view, now, silent_ms=LOST_STANDING + 1))
        said = bug["label"], bug["time"], bug["period"]
        return said in [(reading.label, reading.time, reading.period) for reading in readings]
    age = 0.0 if clock.get("by_hand") else now - clock["as_of"]
    if bug["time"] == "":
        return bool(age >= LOST - KNOWS)
    if age > LOST + late:
        return False
    truth = max(0.0, clock["ms"] - max(0.0, now - clock["as_of"]))
    lowest, unit = written(bug["time"])
    return bool(truth - HOLD - TRIM - KNOWS - unit <= lowest <= truth + late)


def check_step(air: Air, before: Shown, after: Shown, known: Sequence[Stand]) -> None:
    """From one text to the next the time goes down, or up by a cut that the feed shows."""
    assert before.bug is not None and after.bug is not None
    if not (before.bug["time"] and after.bug["time"]) or before.bug["period"] != after.bug["period"]:
        return
    (low, open_by), (high, unit) = written(before.bug["time"]), written(after.bug["time"])
    if high <= low + open_by:  # "47.1" may follow "0:47"
        return
    cut = False
    for one in known:
        clock = one.state.get("clock", {})
        if "ms" not in clock:
            cut = cut or clock.get("phase") == "pregame"
        elif clock.get("running") is True:
            cut = cut or high + unit - low > HOLD
        else:
            cut = cut or after.bug["time"] in (game_time(clock["ms"]), game_time(clock["ms"], tenths=False))
    assert cut, f"{air.name} counts up from {before.bug} to {after.bug}, knowing {clocks(known)}"


def check_against_recording(air: Air, tape: Tape, since: float, until: float) -> int:
    """At the speed of life the clock on air is the recording's, to 3 s (it is told that it stands every 2 s)."""
    looked = 0
    for shown in air.shown:
        if since <= shown.at <= until and shown.bug is not None and shown.bug["time"]:
            _period, recorded = tape.clock(shown.at - air.delay)
            assert abs(written(shown.bug["time"])[0] - recorded) <= 3000, f"{air.name}: {shown.bug}, not {recorded}"
            looked += 1
    return looked


def check_pictures(air: Air, on_air: Sequence[tuple[float, float]]) -> int:
    """While the bug is on air each picture has its whole ground, its centre, and both scores.

    A score that moves fades in: it need not be there in the fifth of a second that this takes.
    """
    moved = [later.at for shown, later in pairwise(air.shown) if shown.score != later.score]
    looked = 0
    for picture in air.camera.pictures:
        if any(since <= picture.since and picture.until <= until for since, until in on_air):
            looked += 1
            assert picture.least == 255, f"the bug of {air.name} is not whole: {picture}"
            assert picture.night == NIGHT, f"the centre of {air.name} is another color: {picture}"
            moving = any(picture.since - MOVE - air.late(at) <= at <= picture.until for at in moved)
            assert moving or min(picture.ink) > 100, f"a score of {air.name} is not drawn: {picture}"
    return looked


def check_shown(air: Air, on_air: Sequence[tuple[float, float]]) -> None:
    """While the bug is on air the page has it at each frame; and it never has anything but graphics."""
    for shown, later in pairwise([*air.shown, Shown(2**62, None, {}, "")]):
        assert shown.stray == "", f"{air.name} shows {shown.stray}"
        if shown.bug is None:
            gone = [(since, until) for since, until in on_air if shown.at < until and later.at > since]
            assert gone == [], f"{air.name} was without its bug from {shown.at} to {later.at}"
