"""The words about a game, as a program sends them."""

from typing import Any

import pytest
from asgiref.sync import sync_to_async

from broadcast.audit.models import Entry
from broadcast.overlays.actions import change_output
from tests.control.conftest import Desk
from tests.overlays.documents import now


async def feed_scores(desk: Desk, home: int, away: int) -> None:
    await desk.writer.publish({"score": {"home": home, "away": away}})


async def test_a_score_by_hand_holds_both_teams(desk: Desk) -> None:
    """What is not said stays as it is aired, whatever the feed says then."""
    status, said = await desk.of("score", home=9)
    assert (status, said["said"]) == (200, "SCORE: WLV 11, RAV 9 (by hand).")
    await feed_scores(desk, 20, 22)
    score = (await desk.aired())["score"]
    assert (score["home"], score["away"]) == (9, 11)


async def test_a_correction_moves_what_is_aired_and_adds_up(desk: Desk) -> None:
    """One more and two more are three more than the feed says, and back is as the feed has it."""
    assert (await desk.of("correct", home=1))[1]["said"] == "SCORE: WLV 11, RAV 9 (RAV +1)."
    assert (await desk.of("correct", home=2))[1]["correct"] == {"home": 3}
    assert (await desk.aired())["score"]["home"] == 11
    assert (await desk.of("correct", home=-3))[1]["said"] == "SCORE: as the feed has it."
    _, answer = await desk.get("games/g1/aired")
    assert answer["groups"] == {}


async def test_a_correction_of_a_held_score_stays_by_hand(desk: Desk) -> None:
    """The +1 of the card moves the value that is held."""
    await desk.of("score", home=9)
    assert (await desk.of("correct", home=1, away=-2))[1]["said"] == "SCORE: WLV 9, RAV 10 (by hand)."
    _, answer = await desk.get("games/g1/aired")
    assert answer["groups"]["score"]["source"] == "MANUAL"


async def test_a_clock_is_taken_over_run_and_given_back(desk: Desk) -> None:
    """Every step says where the clock is; the last lets it follow the feed."""
    assert (await desk.of("clock", do="take"))[1]["said"] == "CLOCK: 7:12 2ND, stands by hand."
    assert (await desk.of("clock", do="nudge", by=-12_000))[1]["said"] == "CLOCK: 7:00 2ND, stands by hand."
    status, said = await desk.of("clock", do="set", ms=30_500, period="Q4", shot_ms=24_000)
    assert (status, said["said"]) == (200, "CLOCK: 30.5 4TH, stands by hand.")
    assert (await desk.of("clock", do="start"))[1]["clock"]["running"] is True
    assert (await desk.of("clock", do="stop"))[1]["clock"]["ms"] <= 30_500
    assert "shot_ms" not in (await desk.of("clock", do="shot", shot_ms=None))[1]["clock"]
    assert (await desk.of("clock", do="label", phase="break"))[1]["said"] == "CLOCK: break, by hand."
    assert (await desk.aired())["clock"]["by_hand"] is True
    assert (await desk.of("release", group="clock"))[1]["said"] == "CLOCK follows the feed."
    assert "by_hand" not in (await desk.aired())["clock"]


async def test_a_clock_is_taken_over_as_a_delayed_output_shows_it(desk: Desk) -> None:
    """An output that is behind shows no document yet: there the time is not known."""
    clock = {"period": "Q2", "phase": "period", "ms": 60_000, "running": True, "resolution_ms": 100, "as_of": now()}
    await desk.writer.publish({"clock": clock})
    await sync_to_async(change_output)("test", desk.output, delay_ms=60_000)
    status, said = await desk.of("clock", do="start")
    assert (status, said["said"]) == (409, "The time of the clock is not known: set it first.")
    await sync_to_async(change_output)("test", desk.output, delay_ms=0)
    assert 50_000 < (await desk.of("clock", do="take"))[1]["clock"]["ms"] <= 60_000


async def test_a_clock_is_taken_over_as_a_trimmed_output_shows_it(desk: Desk) -> None:
    """The picture does not jump: what runs by hand goes on from where the trim had it."""
    clock = {"period": "Q2", "phase": "period", "ms": 60_000, "running": True, "resolution_ms": 100}
    await sync_to_async(change_output)("test", desk.output, trim_ms=1500)
    await desk.writer.publish({"clock": clock | {"as_of": now() + 60_000}})
    assert (await desk.of("clock", do="take"))[1]["clock"]["ms"] == 58_500


async def test_a_jump_is_accepted(desk: Desk) -> None:
    """The value that the feed's digits jumped to becomes the clock; where there is none, it is said."""
    assert (await desk.of("clock", do="accept"))[0] == 409
    await desk.writer.publish(
        {"clock": {"period": "Q2", "phase": "period", "jumped": {"from_ms": 5000, "to_ms": 61_000}, "as_of": now()}}
    )
    assert (await desk.of("clock", do="accept"))[1]["said"] == "CLOCK: 1:01 2ND, stands by hand."


async def test_a_readers_samples_run_the_clock_until_a_person_does(desk: Desk) -> None:
    """They are not logged; while the clock is by hand they are refused; released, they are taken again."""
    assert (await desk.of("external", ms=5000, running=True))[0] == 200
    clock = (await desk.aired())["clock"]
    assert (clock["ms"], clock["period"]) == (5000, "Q2") and "by_hand" not in clock
    assert (await desk.of("clock", do="stop"))[0] == 200
    status, said = await desk.of("external", ms=4000, running=True)
    assert (status, said["said"]) == (409, "clock is run by hand: release it first")
    await desk.of("release", group="clock")
    assert (await desk.of("external", ms=4000, running=True, period="Q3"))[0] == 200
    assert (await desk.aired())["clock"]["period"] == "Q3"
    logged = [one.details.get("source") async for one in Entry.objects.filter(action="manual.set")]
    assert logged == ["MANUAL"]


async def test_fouls_and_timeouts_are_set_and_moved(desk: Desk) -> None:
    """Fouls that nobody feeds count from 0; a timeout is taken from those that are aired."""
    status, said = await desk.of("fouls", home={"fouls": {"by": 1}, "timeouts": {"by": -1}}, arrow="away")
    assert (status, said["said"]) == (200, "FOULS: RAV fouls 1, timeouts 3; the arrow is WLV's.")
    aired = await desk.aired()
    assert aired["team_stats"]["home"] == {"fouls": 1, "timeouts": 3}
    assert aired["possession"] == {"team": "away"}
    await desk.of("fouls", home={"fouls": {"by": 1}, "bonus": "BONUS"})
    assert (await desk.aired())["team_stats"]["home"] == {"fouls": 2, "timeouts": 3, "bonus": "BONUS"}
    await desk.of("fouls", home={"bonus": None}, arrow=None)
    aired = await desk.aired()
    assert aired["team_stats"]["home"] == {"fouls": 2, "timeouts": 3} and "possession" not in aired


async def test_timeouts_that_are_not_known_are_not_counted_down(desk: Desk) -> None:
    """They are to be set first."""
    await desk.writer.publish({"team_stats": None})
    assert (await desk.of("fouls", away={"timeouts": {"by": -1}}))[1]["said"] == (
        "WLV: the timeouts left are not known, set them."
    )


async def test_a_lineup_is_of_the_teams_own(desk: Desk) -> None:
    """Its names are said; nobody of the others, and nobody twice."""
    status, said = await desk.of("lineup", team="home", players=["h0", "h5"])
    assert (status, said["said"]) == (200, "FLOOR: RAV: #23 KOVALENKO, #6 ERIKSEN.")
    assert (await desk.aired())["lineups"]["home"]["players"] == ["h0", "h5"]
    assert (await desk.of("lineup", team="home", players=["a0"]))[0] == 409
    assert (await desk.of("lineup", team="home", players=["h0", "h0"]))[0] == 409


async def test_names_are_set_and_taken_back(desk: Desk) -> None:
    """A null follows the feed again."""
    assert (await desk.of("names", players={"h0": "Kova"}))[1]["said"] == "NAMES: #23 KOVALENKO: Kova."
    await desk.of("names", teams={"home": {"color": "#102030"}})
    aired = await desk.aired()
    assert (aired["players"]["h0"]["on_air_name"], aired["game"]["home"]["color"]) == ("Kova", "#102030")
    await desk.of("names", players={"h0": None})
    assert "on_air_name" not in (await desk.aired())["players"]["h0"]


async def test_undo_takes_the_last_one_back(desk: Desk) -> None:
    """It says what is by hand then, and that nothing is left."""
    await desk.of("score", home=9)
    await desk.of("fouls", home={"fouls": 2})
    assert (await desk.of("undo"))[1]["said"] == "Undone. By hand now: SCORE MANUAL."
    assert (await desk.of("undo"))[1]["said"] == "Undone. By hand now: nothing."
    assert await desk.of("undo") == (409, {"ok": False, "said": "Nothing is left to undo."})


@pytest.mark.parametrize(
    ("word", "arguments", "status"),
    [
        ("score", {}, 409),
        ("score", {"home": -1}, 422),
        ("correct", {"home": 0}, 409),
        ("correct", {"home": 100}, 422),
        ("clock", {}, 422),
        ("clock", {"do": "set"}, 409),
        ("clock", {"do": "nudge"}, 409),
        ("clock", {"do": "label"}, 409),
        ("clock", {"do": "set", "period": "FIRST"}, 422),
        ("clock", {"do": "explode"}, 422),
        ("external", {"ms": 5}, 422),
        ("fouls", {}, 409),
        ("lineup", {"team": "home", "players": ["1"] * 6}, 422),
        ("names", {}, 409),
        ("names", {"players": {"x9": "Nobody"}}, 409),
        ("names", {"teams": {"home": {"color": "red"}}}, 409),
        ("release", {"group": "officials"}, 422),
    ],
)
async def test_what_is_wrong_changes_nothing(desk: Desk, word: str, arguments: dict[str, Any], status: int) -> None:
    """It is said what is wrong, and nothing is set by hand."""
    got, answer = await desk.of(word, **arguments)
    assert (got, answer["ok"], bool(answer["said"])) == (status, False, True)
    assert (await desk.get("games/g1/aired"))[1]["groups"] == {}


async def test_a_game_that_nobody_follows_is_not_found(desk: Desk) -> None:
    """404, in the same shape."""
    assert await desk.post("games/g9/undo") == (404, {"ok": False, "said": "No game g9 has been followed."})


async def test_a_bonus_that_is_fed_is_taken_away_by_hand(desk: Desk) -> None:
    """NONE airs none, whatever the feed says, until it follows the feed again."""
    await desk.writer.publish({"team_stats": {"home": {"fouls": 5, "bonus": "BONUS"}, "away": {}}})
    status, said = await desk.of("fouls", home={"bonus": "NONE"})
    assert (status, said["said"]) == (200, "FOULS: RAV bonus none.")
    assert (await desk.aired())["team_stats"]["home"] == {"fouls": 5}
    await desk.of("fouls", home={"bonus": None})
    assert (await desk.aired())["team_stats"]["home"]["bonus"] == "BONUS"
    assert (await desk.of("fouls", home={"bonus": "NOTHING"}))[0] == 422
