"""The words about an output, as a program sends them."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from asgiref.sync import sync_to_async

from broadcast.audit.models import Entry
from broadcast.control import output_words
from broadcast.control.models import Rundown, RundownRow
from broadcast.control.tokens import issue, revoke
from broadcast.games.models import Game
from broadcast.overlays.actions import point_output
from tests.control.conftest import Desk
from tests.control.documents import game_on_air
from tests.overlays.documents import now

LINE = {"graphic": "lower-player", "data": {"player": "#23", "team": "home"}}


async def test_a_take_says_who_is_on_air(desk: Desk) -> None:
    """The player is meant by jersey, and the cue has the id; what it excludes goes out."""
    await desk.on("take", cue={"graphic": "on-the-floor", "data": {"team": "home"}})
    status, said = await desk.on("take", cue=LINE)
    assert (status, said["ok"], said["said"]) == (200, True, "LOWER: #23 KOVALENKO is on air.")
    program = await desk.program()
    assert set(program["graphics"]) == {"bug", "lower"}
    assert program["graphics"]["lower"]["data"] == {"player": "h0", "team": "home"}


async def test_what_stands_by_is_taken_without_saying_it_again(desk: Desk) -> None:
    """TAKE takes the preview; a second time there is nothing to take."""
    status, said = await desk.on("standby", cue=LINE)
    assert (status, said["said"]) == (200, "LOWER: #23 KOVALENKO stands by.")
    assert "lower" not in (await desk.program())["graphics"]
    assert (await desk.on("take"))[1]["said"] == "LOWER: #23 KOVALENKO is on air."
    assert "standby" not in await desk.program()
    assert await desk.on("take") == (409, {"ok": False, "said": "Nothing stands by."})


async def test_of_two_that_stand_by_one_is_named(desk: Desk) -> None:
    """Which zone is asked for rather than guessed."""
    await desk.on("standby", cue=LINE)
    await desk.on("standby", cue={"graphic": "slate", "data": {"line1": "Soon"}})
    status, said = await desk.on("take")
    assert (status, said["zones"]) == (409, ["lower", "slate"])
    assert (await desk.on("take", zone="slate"))[0] == 200


async def test_the_preview_is_emptied(desk: Desk) -> None:
    """A cue of null empties the zone, and without a zone all of them."""
    await desk.on("standby", cue=LINE)
    await desk.on("standby", cue={"graphic": "slate", "data": {"line1": "Soon"}})
    await desk.on("standby", zone="lower", cue=None)
    assert set((await desk.program())["standby"]) == {"slate"}
    assert (await desk.on("standby"))[1]["said"] == "Nothing stands by."
    assert "standby" not in await desk.program()


@pytest.mark.parametrize(
    ("word", "arguments", "said"),
    [
        ("take", {"cue": {"graphic": "nonsense"}}, "There is no graphic nonsense."),
        ("take", {"cue": {"graphic": "lower-player"}}, "Player needs player."),
        ("take", {"cue": {"graphic": "slate"}, "zone": "bug"}, "Slate has no place in bug: it stands in slate."),
        ("take", {"cue": {"graphic": "lower-player", "data": {"player": "#99"}}}, "Nobody wears #99: Wolves / Ravens."),
        ("out", {}, "Nothing but the bug is on air."),
        ("out", {"zone": "full"}, "FULL: nothing is on air there."),
        ("step", {"zone": "full"}, "FULL: nothing is on air there."),
        ("point", {"event_id": "g9"}, "No game g9 has been followed."),
        ("cue-row", {"row": 7}, "There is no such row any more."),
        ("player", {"team": "home", "jersey": "77"}, "Nobody wears #77: Ravens."),
    ],
)
async def test_what_cannot_be_done_is_said_and_nothing_changes(
    desk: Desk, word: str, arguments: dict[str, Any], said: str
) -> None:
    """409, why in plain words, and the output as it was."""
    before = desk.output.version
    status, answer = await desk.on(word, **arguments)
    assert (status, answer["ok"], answer["said"]) == (409, False, said)
    await desk.output.arefresh_from_db()
    assert desk.output.version == before


async def test_steps_go_to_the_last_and_no_further(desk: Desk) -> None:
    """Starting five has six; beyond is refused, and the take stays the one it was."""
    await desk.on("take", cue={"graphic": "starting-five", "data": {"team": "home"}})
    at = (await desk.program())["graphics"]["full"]["at"]
    assert (await desk.on("step", zone="full", delta=9))[1]["step"] == 6
    status, said = await desk.on("step", zone="full", delta=1)
    assert (status, said["said"]) == (409, "FULL: STARTING FIVE stays at step 6, there is none beyond.")
    assert (await desk.on("step", zone="full", delta=-1))[1]["said"] == "FULL: STARTING FIVE is at step 5."
    assert (await desk.program())["graphics"]["full"]["at"] == at


async def test_out_takes_the_last_one_in(desk: Desk) -> None:
    """The bug is not meant by it."""
    await desk.on("take", cue=LINE)
    assert (await desk.on("out"))[1]["said"] == "LOWER: #23 KOVALENKO is out."
    assert set((await desk.program())["graphics"]) == {"bug"}


async def test_the_bug_comes_back_as_the_one_it_was(desk: Desk) -> None:
    """Out and in again keep the graphic and its place."""
    cue = {"graphic": "score-bug-b", "data": {"place": "foot"}}
    await desk.on("take", cue=cue)
    assert (await desk.on("bug"))[1]["said"] == "BUG: SCORE BUG B, BOX is out."
    assert (await desk.on("bug"))[0] == 200
    bug = (await desk.program())["graphics"]["bug"]
    assert {name: bug[name] for name in cue} == cue


async def test_a_bug_under_a_full_frame_waits(desk: Desk) -> None:
    """It is said that it is not on air yet."""
    await desk.on("bug")
    await desk.on("take", cue={"graphic": "title"})
    assert (await desk.on("bug"))[1]["said"] == "BUG: SCORE BUG A, BAR comes in when the full frame is out."


async def test_clear_keeps_the_bug_and_panic_takes_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second panic brings the bug back."""
    await desk.on("take", cue=LINE)
    assert (await desk.on("clear"))[1]["said"] == "All graphics are out, the bug stays."
    assert (await desk.on("panic"))[1]["said"] == "Everything is out, the bug too."
    assert (await desk.program())["graphics"] == {}
    with monkeypatch.context() as slow:
        slow.setattr(output_words, "PRESSED_AT_ONCE", timedelta(minutes=1))  # however slow this machine is
        status, answer = await desk.on("panic")
    assert status == 409 and answer["said"].startswith("Everything went out a moment ago."), "two desks at once"
    assert (await desk.program())["graphics"] == {}
    await asyncio.sleep(output_words.PRESSED_AT_ONCE.total_seconds())
    assert (await desk.on("panic"))[1]["said"] == "The bug is back."
    assert set((await desk.program())["graphics"]) == {"bug"}


async def test_a_text_with_a_nul_is_refused(desk: Desk) -> None:
    """No database keeps it: it is said, and nothing is taken."""
    status, answer = await desk.on("take", cue=LINE | {"data": {"title": "a\x00b"}})
    assert (status, answer["said"]) == (422, "A text has a NUL character in it.")
    assert "lower" not in (await desk.program())["graphics"]


async def test_a_delay_is_set_and_changed_within_its_bounds(desk: Desk) -> None:
    """One of the two, in ms; a step beyond the end stays at the end."""
    assert (await desk.on("delay", ms=2000))[1]["said"] == "MAIN is 2.0 s behind the feed."
    assert (await desk.on("delay", by=-500))[1]["ms"] == 1500
    assert (await desk.on("delay", by=-5000))[1]["ms"] == 0
    assert (await desk.on("delay"))[0] == 409
    assert (await desk.on("delay", ms=120_001))[0] == 422


async def test_a_clock_is_trimmed_by_a_little_and_the_trim_is_taken_back(desk: Desk) -> None:
    """More than can be trusted is refused with what to do instead, and nothing has changed."""
    status, answer = await desk.on("trim", ms=1200)
    assert (status, answer["ms"], answer["before"]) == (200, 1200, 0)
    assert answer["said"] == "The running clock of MAIN is 1.2 s further on than the feed's, without tenths."
    status, answer = await desk.on("trim", ms=2300)
    said = "A clock is trimmed by at most 1.5 s: delay the video by 2.3 s instead."
    assert (status, answer["said"]) == (422, said)
    assert (await desk.on("trim", ms=-100))[0] == (await desk.on("trim"))[0] == 422
    assert (await desk.get("games/g1/aired"))[1]["trim_ms"] == 1200
    assert (await desk.on("trim", ms=0))[1]["said"] == "The clock of MAIN is the feed's own."
    await desk.of("clock", do="take")
    assert (await desk.on("trim", ms=500))[1]["said"].endswith("It counts when the clock follows the feed again.")


async def test_pointing_elsewhere_wants_a_word_more(desk: Desk) -> None:
    """An output that shows a game shows another on confirmation only."""
    await Game.objects.acreate(event_id="g2", home_id="3", home_name="C", away_id="4", away_name="D")
    status, said = await desk.on("point", event_id="g2")
    assert (status, said["confirm"]) == (409, True)
    assert (await desk.on("point", event_id="g2", confirmed=True))[1]["said"] == "MAIN shows D at C."
    assert (await desk.on("point", event_id=None, confirmed=True))[1]["said"] == "MAIN shows nothing."
    assert (await desk.on("point", event_id="g1"))[0] == 200, "nothing is taken off it"


@pytest.mark.parametrize(
    ("kind", "zone", "graphic", "data"),
    [
        ("line", "lower", "lower-player", {"player": "h0"}),
        ("shots", "right", "shot-chart", {"player": "h0"}),
        ("name", "lower", "lower-name", {"name": "Sam Kovalenko", "title": "#23 · Ravens", "team": "home"}),
    ],
)
async def test_a_player_is_cued_by_jersey(desk: Desk, kind: str, zone: str, graphic: str, data: dict[str, Any]) -> None:
    """It stands by, or is taken at once."""
    assert (await desk.on("player", team="home", jersey="23", kind=kind))[0] == 200
    assert (await desk.program())["standby"][zone] == {"graphic": graphic, "data": data}
    assert (await desk.on("player", team="home", jersey="23", kind=kind, take=True))[0] == 200
    assert (await desk.program())["graphics"][zone]["graphic"] == graphic


async def test_a_row_of_a_rundown_means_the_players_of_this_game(desk: Desk) -> None:
    """Who leads is found when it is cued, and found again when it is taken."""
    rundown = await Rundown.objects.acreate(name="Night")
    row = await RundownRow.objects.acreate(
        rundown=rundown, order=1, graphic="lower-player", data={"team": "home", "player": "leader PTS"}
    )
    assert (await desk.on("cue-row", row=row.pk))[1]["said"] == "LOWER: #23 KOVALENKO stands by."
    players = game_on_air()["players"]
    players["h3"]["line"] = {"PTS": 40}
    await desk.writer.publish({"players": players})
    status, said = await desk.on("take-row", row=row.pk)
    assert (status, said["said"], said["cue"]["id"]) == (200, "LOWER: #4 CASTRO is on air.", f"row-{row.pk}")


@pytest.mark.parametrize("place", ["home", "centre"])
async def test_a_message_stands_on_the_bug_for_six_seconds(desk: Desk, place: str) -> None:
    """The program has it with its time and its end, so that a page that comes shows the rest; it is logged."""
    status, said = await desk.on("message", text="  12-2   RUN ", place=place)
    assert (status, said["said"]) == (200, "12-2 RUN is on air for 6 s.")
    (held,) = (await desk.program())["graphics"]["bug"]["actions"]
    assert said["action"] == held
    assert (held["id"], held["payload"]) == ("message", {"place": place, "text": "12-2 RUN"})
    assert held["ends"] - held["at"] == 6000 and abs(held["at"] - now()) < 5000
    entry = await Entry.objects.filter(action="output.action").aget()
    assert (entry.details["name"], entry.details["zone"]) == ("message", "bug")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"text": "#23 KOVALENKO · 4TH FOUL, BONUS", "place": "home"}, "room for 28 characters, this text has 31"),
        ({"text": "REVIEW OF THE SHOT"}, "tab of the centre has room for 14 characters, this text has 18"),
        ({"text": " "}, "Say what the tab is to show."),
        ({"text": "RUN", "place": "left"}, "place"),
        ({}, "text"),
    ],
)
async def test_a_message_that_has_no_room_is_refused(desk: Desk, arguments: dict[str, Any], said: str) -> None:
    """It is said how much there is, rather than cut on air."""
    status, answer = await desk.on("message", **arguments)
    assert (status, answer["ok"]) == (422, False) and said in answer["said"]
    assert "actions" not in (await desk.program())["graphics"]["bug"]


async def test_a_message_needs_a_bug_to_stand_on(desk: Desk) -> None:
    """No bug, no tab; and a lower third has the place of the bar's tabs, though not of the box's."""
    await desk.on("take", cue=LINE)
    status, answer = await desk.on("message", text="TIMEOUT")
    assert (status, answer["said"]) == (409, "Score bug A, bar has no room for it while LOWER is on air.")
    await desk.on("take", cue={"graphic": "score-bug-b"})
    assert (await desk.on("message", text="TIMEOUT"))[0] == 200
    await desk.on("panic")
    assert await desk.on("message", text="TIMEOUT") == (
        409,
        {"ok": False, "said": "No score bug is on air, and the tab stands on it."},
    )


async def test_any_action_of_a_graphic_can_be_told(desk: Desk) -> None:
    """By zone and id, checked against what its manifest says; the catalog has them."""
    _, listed = await desk.get("graphics")
    bug = next(one for one in listed if one["id"] == "score-bug-a")
    assert bug["actions"][0]["id"] == "message" and "text" in bug["actions"][0]["schema"]["properties"]
    payload = {"text": "REVIEW", "stands_ms": 2000}
    status, said = await desk.on("action", zone="bug", name="message", payload=payload)
    assert (status, said["said"]) == (200, "BUG: SCORE BUG A, BAR does message.")
    assert said["action"]["ends"] - said["action"]["at"] == 2000
    assert (await desk.on("action", zone="bug", name="message"))[1]["said"] == "payload: 'text' is a required property"
    assert (await desk.on("action", zone="bug", name="dance"))[0] == 409
    assert (await desk.on("action", zone="lower", name="message"))[1]["said"] == "LOWER: nothing is on air there."


async def test_without_a_game_only_what_is_typed_can_be_taken(desk: Desk) -> None:
    """A slate stands before anything is followed."""
    await sync_to_async(point_output)("test", desk.output, None)
    assert (await desk.on("take", cue={"graphic": "line-score"}))[1]["said"] == "The output points at no game."
    assert (await desk.on("take", cue={"graphic": "slate", "data": {"line1": "Soon"}}))[0] == 200


async def test_wrong_arguments_are_named(desk: Desk) -> None:
    """422 for what does not fit, 400 for what is no JSON, 404 for what there is not."""
    assert (await desk.on("take", zone="nowhere"))[0] == 422
    status, said = await desk.on("take", zoom="lower")
    assert (status, said["ok"]) == (422, False) and "zoom" in said["said"]
    answer = await desk.client.post(
        f"/api/outputs/{desk.output.pk}/clear",
        "{",
        content_type="application/json",
        headers={"Authorization": f"Bearer {desk.token}"},
    )
    assert answer.status_code == 400
    assert (await desk.post("outputs/99/clear"))[1]["said"] == "There is no output 99."
    status, said = await desk.on("explode")
    assert status == 404 and "panic" in said["said"]


async def test_who_may_not_is_told_so(desk: Desk) -> None:
    """No token 401; a wrong or revoked one 401; one that only reads, or of another output, 403."""
    address = f"/api/outputs/{desk.output.pk}/clear"
    nobody = await desk.client.post(address)
    assert (nobody.status_code, nobody.json()["ok"]) == (401, False)
    assert (await desk.post(f"outputs/{desk.output.pk}/clear", token="nonsense"))[0] == 401
    reader = await sync_to_async(issue)("test", "vMix", "read")
    assert (await desk.post(f"outputs/{desk.output.pk}/clear", token=reader.secret))[0] == 403
    assert (await desk.get(f"outputs/{desk.output.pk}", token=reader.secret))[0] == 200
    own = await sync_to_async(issue)("test", "own", "control", desk.output)
    assert (await desk.post(f"outputs/{desk.output.pk}/clear", token=own.secret))[0] == 200
    assert (await desk.post("games/g1/undo", token=own.secret))[0] == 403
    await sync_to_async(revoke)("test", own.token)
    assert (await desk.post(f"outputs/{desk.output.pk}/clear", token=own.secret))[0] == 401


async def test_a_command_leaves_its_mark_with_who_sent_it(desk: Desk) -> None:
    """The audit log names the token by what it is called, and never has its secret."""
    await desk.on("take", cue=LINE)
    entry = await Entry.objects.filter(action="output.take").afirst()
    assert entry is not None and entry.actor == "token deck"
    told = [f"{one.actor} {one.details}" async for one in Entry.objects.all()]
    assert told and all(desk.token not in one for one in told)
