"""The control desk's page: the whole application in a process of its own, and a real Chromium before it."""

from __future__ import annotations

import re
import statistics
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.control.site import Site, axe_findings, edge, said, send

pytestmark = pytest.mark.browser


@pytest.fixture
def desk(desk_page: Page) -> Page:
    """Have the desk before us."""
    return desk_page


def test_a_player_is_cued_seen_in_the_preview_and_taken(desk: Page, mixer: Callable[[], Page]) -> None:
    """One press puts a player into the preview alone; Space takes it on air, and red says that it is painted."""
    expect(edge(desk, "program")).to_have_attribute("data-edge", "none")
    expect(edge(desk, "preview")).to_have_attribute("data-edge", "empty")
    mixer()
    expect(edge(desk, "program")).to_have_attribute("data-edge", "on-air")
    desk.locator(".quick-team .player").first.click()
    expect(edge(desk, "preview")).to_have_attribute("data-edge", "ready")
    preview, program = (desk.locator(f"desk-picture[kind={kind}] iframe") for kind in ("preview", "program"))
    lower = "[data-graphic=lower-player]"
    expect(preview.content_frame.locator(f"{lower}")).to_be_visible()
    expect(program.content_frame.locator(f"{lower}")).not_to_be_visible()
    desk.keyboard.press("Space")
    expect(said(desk)).to_contain_text("is on air")
    expect(program.content_frame.locator(f"{lower}")).to_be_visible()
    expect(edge(desk, "program")).to_have_attribute("data-edge", "on-air")
    expect(desk.locator("desk-picture[kind=program] .count")).to_have_text("1 of 1")
    expect(desk.locator(".takes li").first).to_contain_text("LOWER")
    desk.keyboard.press("Backspace")
    expect(program.content_frame.locator(f"{lower}")).not_to_be_visible()


def test_a_new_cue_takes_the_place_of_the_one_before(desk: Page) -> None:
    """The preview holds one cue: what was cued before does not go on air with the next."""
    desk.keyboard.press("l")
    expect(desk.locator(".zone.is-next")).to_contain_text("Line score")
    desk.keyboard.press("e")
    expect(desk.locator(".zone.is-next")).to_have_count(1)
    expect(desk.locator(".zone.is-next")).to_contain_text("Leaders")
    desk.keyboard.press("Escape")
    expect(desk.locator(".zone.is-next")).to_have_count(0)
    expect(desk.locator(".transport .take")).to_be_disabled()


def test_a_typed_player_stands_over_the_preview(desk: Page) -> None:
    """H, a number and S cue the shots of who wears it; a number that nobody wears is refused in words."""
    for key in ("h", "2", "3"):
        desk.keyboard.press(key)
    expect(desk.locator(".typed")).to_contain_text("O’Sullander")
    desk.keyboard.press("s")
    expect(desk.locator(".typed")).to_have_count(0)
    expect(desk.locator(".zone.is-next")).to_contain_text("Shots #23")
    for key in ("a", "9", "9", "Enter"):
        desk.keyboard.press(key)
    expect(said(desk)).to_have_class("said refused")
    expect(said(desk)).to_contain_text("99")


def test_a_correction_follows_the_feed_and_a_typed_score_holds(site: Site, desk: Page) -> None:
    """+1 airs the feed's score and one more; a typed score stands whatever the feed does, and the desk counts that."""
    card = desk.locator("desk-score")
    field = card.get_by_label("Score of GFB")
    was = int(field.input_value())
    card.get_by_role("button", name="GFB +1").click()
    expect(card).to_have_attribute("data-source", "CORRECT")
    expect(field).to_have_value(str(was + 1))
    score = site.document()["score"]
    site.publish(score=score | {"away": was + 2})
    expect(field).to_have_value(str(was + 3))
    field.fill("70")
    expect(field).to_have_class("editing")
    expect(desk.locator(".desk-status .aired")).to_contain_text(str(was + 3))
    field.press("Enter")
    expect(desk.locator(".desk-status .aired")).to_contain_text("70")
    expect(card).to_have_attribute("data-source", "MANUAL")
    site.publish(score=score | {"away": was + 4})
    expect(card).to_contain_text("feed has moved 1 time")
    expect(card).to_contain_text(f"feed {was + 4} · air 70")
    expect(field).to_have_value("70")
    card.get_by_role("button", name="AUTO").click()
    expect(field).to_have_value(str(was + 4))


def test_what_is_typed_and_left_goes_nowhere(desk: Page) -> None:
    """Esc, and leaving a field, put its value back; keys typed in it are no commands."""
    field = desk.locator("desk-score").get_by_label("Score of GFB")
    was = field.input_value()
    desk.keyboard.press("m")
    expect(desk.locator(".lamp.off")).to_be_visible()
    field.press_sequentially("7b")
    expect(desk.locator(".transport .bug")).to_have_attribute("aria-pressed", "true")
    field.press("Escape")
    expect(field).to_have_value(was)
    expect(desk.locator("desk-score")).to_have_attribute("data-source", "AUTO")
    expect(desk.locator(".lamp.on")).to_be_visible()


def test_a_clock_whose_feed_is_lost_is_taken(site: Site, desk: Page) -> None:
    """A running clock without samples for 3 s makes the card large; one press goes on from there by hand."""
    running = {"period": "Q3", "phase": "period", "ms": 200_000, "resolution_ms": 100, "running": True}
    site.publish(clock=running | {"as_of": time.time_ns() // 1_000_000})
    expect(desk.locator("desk-clock")).to_have_attribute("data-lost", "")
    desk.get_by_role("button", name="TAKE THE CLOCK").click()
    expect(desk.locator("desk-clock")).to_have_attribute("data-source", "MANUAL")
    expect(desk.locator("desk-clock .lost")).to_have_count(0)
    desk.keyboard.press("s")
    expect(desk.locator("desk-clock").get_by_role("button", name="START")).to_be_visible()
    clock = desk.locator("desk-clock").get_by_label("Time of the clock")
    clock.fill("3:10")
    clock.press("Enter")
    expect(desk.locator("#aired-clock")).to_contain_text("3:10")


def test_the_keys_of_the_clock_need_a_clock_by_hand(desk: Page) -> None:
    """A slip onto S does not take the clock away from the feed."""
    desk.keyboard.press("s")
    expect(said(desk)).to_contain_text("follows the feed")
    expect(desk.locator("desk-clock")).to_have_attribute("data-source", "AUTO")


def test_a_milestone_is_proposed_and_goes_on_air_when_accepted(site: Site, desk: Page) -> None:
    """The tenth point makes a row; Y takes it on air, and without that nothing is."""
    players = site.document()["players"]
    scorer = next(key for key, one in players.items() if 6 <= one["line"].get("PTS", 0) < 10)
    players[scorer]["line"]["PTS"] = 10
    site.publish(players=players)
    expect(desk.locator("desk-proposals li")).to_contain_text("has 10 points")
    expect(desk.locator(".zone.is-on")).to_have_count(1)
    desk.keyboard.press("y")
    expect(desk.locator("desk-proposals li")).to_have_count(0)
    expect(desk.locator(".zone.is-on").first).to_contain_text("Player")


def test_a_panic_counts_when_it_is_held(desk: Page) -> None:
    """A tap of the key does nothing; held for 0.6 s it takes everything off, the bug too."""
    bug = desk.locator(".transport .bug")
    desk.keyboard.press("`")
    expect(bug).to_have_attribute("aria-pressed", "true")
    desk.keyboard.down("`")
    expect(bug).to_have_attribute("aria-pressed", "false")
    desk.keyboard.up("`")
    expect(said(desk)).to_contain_text("the bug too")


def test_a_click_leaves_the_keys_with_the_desk(desk: Page) -> None:
    """After a click Space takes; where Tab has moved the focus Space is the control's, and the lamp says so."""
    desk.locator(".of-game button").first.click()
    expect(desk.locator(".zone.is-next")).to_have_count(1)
    desk.keyboard.press("Tab")
    expect(desk.locator(".lamp.focus")).to_be_visible()
    desk.get_by_role("button", name="SHOTS", exact=True).focus()
    desk.keyboard.press("Space")
    expect(desk.get_by_role("button", name="SHOTS", exact=True)).to_have_attribute("aria-pressed", "true")
    expect(desk.locator(".zone.is-next")).to_have_count(1)
    desk.locator(".desk-foot").click()
    expect(desk.locator(".lamp.on")).to_be_visible()
    desk.keyboard.press("Space")
    expect(said(desk)).to_contain_text("is on air")


def test_the_lamp_puts_the_keys_out(desk: Page) -> None:
    """With the lamp out no key does anything."""
    desk.locator(".lamp").click()
    expect(desk.locator(".lamp.off")).to_be_visible()
    desk.keyboard.press("b")
    desk.keyboard.press("?")
    expect(desk.locator("dialog")).to_have_count(0)
    expect(desk.locator(".transport .bug")).to_have_attribute("aria-pressed", "true")


def test_a_five_is_put_on_the_floor_when_it_is_confirmed(desk: Page) -> None:
    """One comes off, another on; held, the five counts and is by hand."""
    row = desk.locator("desk-floor .floor-row").first
    row.locator(".chip").first.click()
    expect(row.get_by_role("button", name="Confirm")).to_be_disabled()
    row.locator("select").select_option(index=1)
    confirm = row.get_by_role("button", name="Confirm")
    expect(confirm).to_be_enabled()
    confirm.focus()
    desk.keyboard.down("Enter")
    expect(desk.locator("desk-floor")).to_have_attribute("data-source", "MANUAL")
    desk.keyboard.up("Enter")
    expect(row.get_by_role("button", name="Confirm")).to_have_count(0)


def test_rows_of_a_rundown_are_cued_by_number(desk: Page) -> None:
    """The rows that the API has stand in the region, 2 cues the second and Shift+1 takes the first."""
    rows = [{"graphic": "leaders"}, {"graphic": "lower-player", "data": {"team": "home", "player": "#23"}}]
    send(desk, "POST", "/api/rundowns", {"name": "Show", "rows": rows})
    desk.reload()
    expect(desk.locator("desk-rundown .rows li")).to_have_count(2)
    desk.keyboard.press("2")
    expect(desk.locator(".zone.is-next")).to_contain_text("#23")
    desk.keyboard.press("Shift+1")
    expect(desk.locator(".zone.is-on").filter(has_text="Leaders")).to_have_count(1)


@pytest.mark.parametrize("language", ["en", "es"])
def test_everything_stands_in_the_window(site: Site, desk: Page, language: str) -> None:
    """Nothing of a region is cut off in either language, nothing scrolls, and the pictures are where one looks."""
    desk.set_extra_http_headers({"Accept-Language": language})
    desk.reload(wait_until="domcontentloaded")
    desk.locator("desk-score .sources button").last.click()
    expect(desk.locator("desk-score")).to_have_attribute("data-source", "MANUAL")
    desk.locator("desk-clock .sources button").last.click()
    expect(desk.locator("desk-clock")).to_have_attribute("data-source", "MANUAL")
    desk.keyboard.press("l")
    expect(desk.locator(".zone.is-next")).to_have_count(1)
    for width, height in ((1920, 1080), (1440, 900)):
        stands(desk, width, height)


def stands(desk: Page, width: int, height: int) -> None:
    """Expect the desk to fill a window."""
    desk.set_viewport_size({"width": width, "height": height})
    desk.evaluate("document.fonts.ready.then(() => undefined)")
    cut = desk.evaluate(
        """() => [...document.querySelectorAll('.card, .card > header, .transport > *, .card .start, .desk-status')]
            .filter(one => one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1)
            .map(one => [one.tagName, one.className, one.scrollWidth - one.clientWidth])"""
    )
    assert cut == []
    assert desk.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]") == [
        width,
        height,
    ]
    program = desk.locator("desk-picture[kind=program]").bounding_box()
    wanted = {1920: (736, 56, 704, 424), 1440: (552, 48, 528, 321)}[width]
    assert program is not None
    assert [round(program[name]) for name in ("x", "y", "width", "height")] == pytest.approx(wanted, abs=2)


def test_axe_finds_nothing_serious(desk: Page) -> None:
    """Names, roles and contrast, dark and light, with values by hand."""
    desk.locator("desk-clock").get_by_role("button", name="MANUAL").click()
    expect(said(desk)).to_contain_text("by hand")
    desk.keyboard.press("e")
    expect(desk.locator(".zone.is-next")).to_have_count(1)
    for scheme in ("dark", "light"):
        desk.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        assert axe_findings(desk) == [], scheme


def offsets(desk: Page) -> list[float]:
    """Return how much later than its shot each tap was in truth, s: how long a press takes is the machine's."""
    taps, shots = desk.locator("desk-align").evaluate("one => [one.taps, one.desk.madeAt]")
    return [(tap - shot) / 1000 for tap, shot in zip(taps, shots, strict=True)]


def test_five_taps_propose_a_delay(site: Site, desk: Page) -> None:
    """D opens the alignment and taps; five taps that agree with made shots propose a delay, which a person accepts.

    A trim that is in use is taken back with it: it was for data that is later than the picture.
    """
    send(desk, "POST", f"/api/outputs/{site.output}/trim", {"ms": 700})
    expect(desk.locator(".desk-status .trimmed")).to_contain_text("TRIM 0.7 s")
    desk.keyboard.press("d")
    expect(desk.locator("desk-align")).to_contain_text("five made shots")
    shots = site.document()["shots"]
    made = next(one for one in shots.values() if one["made"])
    for number in range(5):
        shots[f"new-{number}"] = made
        site.publish(shots=shots)
        desk.wait_for_timeout(700 + 170 * number)
        desk.keyboard.press("d")
    expect(desk.locator("desk-align")).to_contain_text("behind the data")
    accept = desk.get_by_role("button", name="Set the delay to")
    seconds = accept.inner_text().split()[-2]
    assert float(seconds) == pytest.approx(statistics.median(offsets(desk)), abs=0.051)
    assert float(seconds) >= 0.5
    accept.click()
    expect(said(desk)).to_contain_text(f"{seconds} s behind the feed")
    expect(said(desk)).to_contain_text("It holds for")
    expect(desk.locator(".desk-status .trimmed")).to_have_count(0)
    expect(desk.locator("desk-align")).to_be_hidden()


def test_data_that_is_a_little_late_trims_the_clock(site: Site, desk: Page) -> None:
    """Taps before the shots propose a trim beside a delay of the video; in use it is amber, and one press ends it."""
    ahead = time.time_ns() // 1_000_000 + 120_000  # a sample of the time to come stands: what is seen is the trim
    running = {"period": "Q3", "phase": "period", "ms": 50_000, "resolution_ms": 100, "running": True, "as_of": ahead}
    site.publish(clock=running)
    aired, trimmed = desk.locator("#aired-clock"), desk.locator(".desk-status .trimmed")
    expect(aired).to_have_text(re.compile(r"^3RD (50\.0|49\.\d)$"))
    expect(trimmed).to_have_count(0)
    desk.keyboard.press("d")
    shots = site.document()["shots"]
    made = next(one for one in shots.values() if one["made"])
    for number in range(5):
        desk.keyboard.press("d")
        desk.wait_for_timeout(700 + 170 * number)
        shots[f"late-{number}"] = made
        site.publish(shots=shots)
    expect(desk.locator("desk-align")).to_contain_text("delay the video by that")
    accept = desk.get_by_role("button", name="Trim the clock by")
    desk.set_viewport_size({"width": 1440, "height": 900})
    assert desk.locator("desk-align [role=status]").evaluate("one => one.scrollHeight <= one.clientHeight"), "not cut"
    seconds = accept.inner_text().split()[-2]
    assert float(seconds) == pytest.approx(-statistics.median(offsets(desk)), abs=0.051)
    assert 0.5 <= float(seconds) <= 1.5
    accept.click()
    expect(said(desk)).to_contain_text(f"{seconds} s further on than the feed")
    expect(desk.locator("desk-align")).to_be_hidden()
    expect(aired).to_have_text(re.compile(r"^3RD 0:4[89]$"))
    expect(desk.locator("desk-clock .beside")).to_contain_text(re.compile(r"feed 3RD (50\.0|49\.\d)"))
    expect(trimmed).to_contain_text(f"TRIM {seconds} s")
    site.publish(clock=running | {"running": False})
    expect(aired).to_have_text("3RD 50.0")
    trimmed.click()
    expect(said(desk)).to_contain_text("The clock of Program is the feed's own.")
    expect(trimmed).to_have_count(0)


def test_a_typed_delay_says_what_it_does_on_air_before_it_does_it(site: Site, desk: Page) -> None:
    """More holds, on a running clock with advice, and less jumps; nothing changes before Enter."""
    field = desk.get_by_label("Delay in seconds")
    field.fill("1.2")
    expect(desk.locator(".delay-told")).to_have_text("It holds for 1.2 s.")
    site.publish(clock=site.document()["clock"] | {"running": True, "as_of": time.time_ns() // 1_000_000})
    expect(desk.locator(".delay-told")).to_have_text("It holds for 1.2 s: do it on a standing clock.")
    field.press("Enter")
    expect(said(desk)).to_contain_text("1.2 s behind the feed")
    field.fill("0.5")
    expect(desk.locator(".delay-told")).to_have_text("It jumps forward by 0.7 s.")
    field.press("Escape")
    expect(field).to_have_value("1.2")
    expect(desk.locator(".delay-told")).to_have_count(0)


def test_the_preview_stands_on_a_still_that_is_kept(desk: Page) -> None:
    """A picture is chosen, fills the preview, and is there after a reload; a file that is none is refused in words."""
    upload = desk.get_by_label("Choose a still to stand on")
    upload.set_input_files({"name": "hall.png", "mimeType": "image/png", "buffer": b"no picture"})
    expect(said(desk)).to_contain_text("no picture")
    upload.set_input_files({"name": "hall.png", "mimeType": "image/png", "buffer": desk.screenshot()})
    still = desk.locator("desk-picture[kind=preview] .backdrop")
    expect(still).to_be_visible()
    desk.reload(wait_until="domcontentloaded")
    expect(still).to_be_visible()
    assert still.evaluate("one => one.decode().then(() => [one.naturalWidth, one.naturalHeight])") == [1920, 1080]
    desk.get_by_role("button", name="On black").first.click()
    expect(still).to_have_count(0)
    desk.keyboard.press("b")
    expect(desk.locator(".transport .bug")).to_have_attribute("aria-pressed", "false")


def test_a_card_by_hand_pulses_while_the_feed_moves_under_it(site: Site, desk: Page) -> None:
    """The whole card, once a second; not where the user asked for reduced motion."""
    desk.locator("desk-score").get_by_role("button", name="MANUAL").click()
    card = desk.locator("desk-score")
    expect(card).to_have_attribute("data-source", "MANUAL")
    score = site.document()["score"]
    site.publish(score=score | {"home": score["home"] + 2})
    expect(card).to_contain_text("feed has moved 1 time")
    animated = "card => [getComputedStyle(card).animationName, getComputedStyle(card).animationDuration]"
    assert card.evaluate(animated)[0] == "none"
    desk.emulate_media(reduced_motion="no-preference")
    assert card.evaluate(animated) == ["pulse", "1s"]


def test_quick_keys_keep_their_order(site: Site, desk: Page) -> None:
    """Keys come faster than answers: a cue and its take at once, then the next, end as they were pressed."""
    for key in ("l", "Space", "h", "2", "3", "Enter", "Space", "e", "Space"):
        desk.keyboard.press(key)
    expect(desk.locator(".zone.is-on").filter(has_text="Leaders")).to_have_count(1)
    expect(desk.locator(".zone.is-next")).to_have_count(0)
    takes = [entry["details"]["cue"]["graphic"] for entry in site.log() if entry["action"] == "output.take"]
    assert takes == ["line-score", "lower-player", "leaders"]


def test_a_clear_waits_for_nothing_that_was_not_sent(site: Site, desk: Page) -> None:
    """While a take hangs on its way, Shift+Esc clears, and what was pressed in between never comes on air."""
    for key in ("e", "Space"):
        desk.keyboard.press(key)
    expect(desk.locator(".zone.is-on").filter(has_text="Leaders")).to_have_count(1)
    held: list[Route] = []
    desk.route("**/take", lambda route: held.append(route))
    with desk.expect_request("**/take"):
        desk.keyboard.press("l")
        desk.keyboard.press("Space")
    for key in ("c", "Space", "Shift+Escape"):
        desk.keyboard.press(key)
    expect(said(desk)).to_contain_text("the bug stays")
    assert len(held) == 1
    expect(desk.locator(".zone.is-on")).to_have_count(1)
    held[0].abort()
    desk.unroute("**/take")
    desk.keyboard.press("b")
    expect(said(desk)).to_contain_text("is out")
    actions = [entry["action"] for entry in site.log() if entry["target"] == f"output:{site.output}"]
    assert actions[-3:] == ["output.take", "output.clear", "output.out"]


def test_the_bonus_goes_round_and_a_fed_one_is_taken_away(site: Site, desk: Page) -> None:
    """Bonus, double bonus, none: also where the feed goes on saying that there is one."""
    stats = site.document()["team_stats"]
    site.publish(team_stats=stats | {"home": stats["home"] | {"bonus": "BONUS+"}})
    button = desk.locator("desk-fouls .bonus").nth(1)
    expect(button).to_have_text("BONUS+")
    for told, pressed in [("BONUS", "false"), ("BONUS", "true"), ("BONUS+", "true"), ("BONUS", "false")]:
        button.click()
        expect(button).to_have_text(told)
        expect(button).to_have_attribute("aria-pressed", pressed)


def test_a_lost_clock_grows_over_the_fouls(site: Site, desk: Page) -> None:
    """With one large button, which K and Enter press."""
    running = {"period": "Q3", "phase": "period", "ms": 200_000, "resolution_ms": 100, "running": True}
    site.publish(clock=running | {"as_of": time.time_ns() // 1_000_000 - 4000})
    card = desk.locator("desk-clock")
    expect(card).to_have_attribute("data-lost", "")
    box, fouls = card.bounding_box(), desk.locator("desk-fouls").bounding_box()
    assert box is not None
    assert fouls is not None
    assert box["y"] + box["height"] == pytest.approx(fouls["y"] + fouls["height"], abs=1)
    button = desk.get_by_role("button", name="TAKE THE CLOCK").bounding_box()
    assert button is not None
    assert button["width"] > 0.85 * box["width"]
    assert button["height"] >= 90
    for key in ("k", "Enter"):
        desk.keyboard.press(key)
    expect(card).to_have_attribute("data-source", "MANUAL")
    expect(card.locator(".lost")).to_have_count(0)


def test_the_menu_leads_to_the_outputs_and_the_tokens(desk: Page) -> None:
    """And to the other pages; Esc shuts it, and is no command."""
    desk.get_by_label("Menu").click()
    menu = desk.locator("details.account nav")
    for name, address in (("Outputs", "/outputs/"), ("Control tokens", "/control/tokens/"), ("Board", "/")):
        expect(menu.get_by_role("link", name=name)).to_have_attribute("href", address)
    desk.keyboard.press("Escape")
    expect(menu).to_be_hidden()


def test_a_narrow_window_scrolls_one_column(desk: Page) -> None:
    """Below 1100 px the regions stand under each other, and nothing is wider than the window."""
    desk.set_viewport_size({"width": 800, "height": 900})
    assert desk.evaluate("document.documentElement.scrollWidth") == 800
    assert desk.evaluate("document.documentElement.scrollHeight") > 1500
