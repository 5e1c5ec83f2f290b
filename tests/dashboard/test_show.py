"""What the panels say of a document: known things right, unknown things not at all."""

from __future__ import annotations

from datetime import UTC
from typing import Any

import pytest
from django.http import QueryDict

from broadcast.dashboard.panels import BY_NAME, said
from broadcast.dashboard.show.board import tile
from broadcast.dashboard.show.box_score import box_score
from broadcast.dashboard.show.feed import feed_pill, feed_report
from broadcast.dashboard.show.floor import floor_five
from broadcast.dashboard.show.page import frame
from broadcast.dashboard.show.plays import NEWEST, play_list
from broadcast.dashboard.show.scoreboard import clock_notes, line_score, scoreboard
from broadcast.dashboard.show.shots import shot_chart
from broadcast.dashboard.show.words import number
from broadcast.dashboard.viewing import Viewing
from tests.documents import TIPOFF, before_tipoff, ended, feed_lost, halves, midgame, variants


def looked(choices: str = "") -> Viewing:
    """Look at a game at tip-off, with choices as an address has them."""
    return Viewing(TIPOFF, UTC, QueryDict(choices))


@pytest.mark.parametrize("name", sorted(variants()))
def test_page_and_tile_can_be_made_of_every_document(name: str) -> None:
    """No variant, however bare, is refused."""
    state = variants()[name]
    assert frame(state, TIPOFF)["title"]
    assert set(said(state, looked(), set(BY_NAME))) == set(BY_NAME)
    assert tile(state, TIPOFF, UTC)["teams"][0]["side"] == "away"


def test_panel_that_fails_is_left_out_of_the_page(caplog: pytest.LogCaptureFixture) -> None:
    """A document that one panel cannot be painted of is logged, and painted in the others."""
    state = midgame()
    state["clock"]["ms"] = "12:00"
    painted = said(state, looked(), set(BY_NAME))
    assert set(BY_NAME) - set(painted) == {"scoreboard", "flow", "rotation"}
    assert "the panel flow cannot be painted" in caplog.text


def test_numbers_are_rounded_as_a_browser_does() -> None:
    """The middle between two tenths goes away from 0; whole numbers have no tenths."""
    written = [number(value) for value in (0.25, 0.35, -0.25, 12.0, 1e6, 2.449, None)]
    assert written == ["0.3", "0.3", "-0.3", "12", "1000000", "2.4", ""]


def test_scoreboard_before_tipoff_knows_no_score() -> None:
    """Before the first totals there is no score, no fouls and no timeouts, but the tip-off time."""
    board = scoreboard(before_tipoff(), looked())
    assert [(team["score"], team["fouls"], team["timeouts"]) for team in board["teams"]] == [("", "", "")] * 2
    assert board["tipoff"] == "Tue 17 Nov, 21:00 UTC"


def test_score_of_zero_is_shown() -> None:
    """A score of 0 that the feed sends is 0, not unknown."""
    state = midgame() | {"score": {"home": 0, "away": 0}}
    assert [team["score"] for team in scoreboard(state, looked())["teams"]] == ["0", "0"]


def test_clock_notes_are_for_the_desk() -> None:
    """A countdown, a jump and an unreadable clock are said in words."""
    notes = clock_notes({"countdown_ms": 754_000, "jumped": {"from_ms": 432_000, "to_ms": 60_000}, "text": "7;3"})
    assert notes == ["Countdown 12:34", "Clock jumped 7:12 → 1:00", "Feed's clock: 7;3"]


def test_line_score_leaves_coming_periods_blank() -> None:
    """Periods still to come have a column and no number; the period in play is marked."""
    line = line_score(midgame(), looked())
    assert [column["label"] for column in line["columns"]] == ["1ST", "2ND", "3RD", "4TH"]
    assert [column["current"] for column in line["columns"]] == [False, False, True, False]
    assert line["rows"][0]["cells"][3]["text"] == ""


def test_line_score_of_halves_and_overtimes() -> None:
    """A game of halves has two columns; overtimes add theirs in order; nothing is marked after the end."""
    assert [column["label"] for column in line_score(halves(), looked())["columns"]] == ["1ST", "2ND"]
    columns = line_score(midgame(overtimes=2), looked())["columns"]
    assert [column["label"] for column in columns][-2:] == ["OT", "2OT"]
    assert not any(column["current"] for column in line_score(ended(), looked())["columns"])


def test_floor_lists_guards_first() -> None:
    """The five are ordered by position; everybody else who is active is bench, by number."""
    five = floor_five(midgame(), "home")
    positions = [row["position"] for row in five["five"]]
    assert positions == sorted(positions, key="GFC".index)
    assert len(five["five"]) == 5
    assert len(five["bench"]) == 7


def test_floor_that_is_not_known_is_not_guessed() -> None:
    """Without a lineup nobody is shown on the floor."""
    five = floor_five(halves(), "home")
    assert not five["known"]
    assert five["five"] == []
    assert len(five["bench"]) == 12


def test_player_one_foul_from_out_is_in_trouble() -> None:
    """The fourth foul of five is marked."""
    state = midgame()
    player = state["lineups"]["home"]["players"][0]
    state["players"][player]["line"]["FL"] = 4
    row = next(row for row in floor_five(state, "home")["five"] if row["id"] == player)
    assert row["stats"][3] == {"text": "4", "trouble": True}


def test_filter_takes_team_player_and_period() -> None:
    """Each part of a filter narrows the chart, and the totals are of the shots shown."""
    state = midgame()
    everything = shot_chart(state, looked())
    home = shot_chart(state, looked("team=home"))
    first = shot_chart(state, looked("team=home&period=Q1"))
    assert len(everything["marks"]) == len(state["shots"])
    assert {mark["side"] for mark in home["marks"]} == {"home"}
    assert len(first["marks"]) < len(home["marks"]) < len(everything["marks"])
    assert home["totals"][0]["tried"] == 0
    assert home["totals"][1]["tried"] == len(home["marks"])


def test_makes_lie_on_misses() -> None:
    """Misses are drawn before makes."""
    made = [mark["made"] for mark in shot_chart(midgame(), looked())["marks"]]
    assert made == sorted(made)


def test_shot_without_a_place_is_counted_and_not_drawn() -> None:
    """A shot that has no place, or one beyond half court, is in the totals and said not to be drawn."""
    state = midgame()
    one, two = list(state["shots"])[:2]
    del state["shots"][one]["x"]
    state["shots"][two]["y"] = 20_000
    chart = shot_chart(state, looked())
    assert chart["unplaced"] == 2
    assert sum(total["tried"] for total in chart["totals"]) == len(state["shots"])


def test_plays_are_newest_first_and_not_endless() -> None:
    """The newest play is on top; the rest beyond the limit is asked for."""
    state = midgame()
    plays = play_list(state, looked())
    assert plays["rows"][0]["key"] == max(state["plays"], key=lambda key: state["plays"][key]["order"])
    assert (len(plays["rows"]), plays["more"]) == (NEWEST, True)
    assert len(play_list(state, looked("plays=all"))["rows"]) == len(state["plays"])


def test_corrected_play_says_what_it_was() -> None:
    """A correction is marked with the text before it."""
    state = midgame()
    key = max(state["plays"])
    state["plays"][key] |= {"corrected": True, "was": "a three"}
    row = play_list(state, looked())["rows"][0]
    assert (row["corrected"], row["was"]) == (True, "a three")


def test_box_score_leaves_out_what_nobody_has() -> None:
    """A stat that is not fed has no column; no block was fed in this game."""
    keys = [column["key"] for column in box_score(midgame(), looked())["columns"]]
    assert "BLK" not in keys
    assert {"PTS", "REB", "AST"} <= set(keys)


def test_box_score_totals_are_the_feeds_own() -> None:
    """Totals come from the team's line, and without one there is no total row."""
    state = midgame()
    state["team_stats"]["home"]["line"] = {"PTS": 1000}
    del state["team_stats"]["away"]
    away, home = box_score(state, looked())["tables"]
    assert "1000" in home["total"]
    assert away["total"] == []


@pytest.mark.parametrize("sort", ["PTS", "MIN", "PM", "FG"])
def test_box_score_sorts_most_first(sort: str) -> None:
    """A sorted column falls from top to bottom, and whoever has none is last."""

    def value(player: dict[str, Any]) -> float:
        if sort == "MIN":
            return float(player.get("seconds", -1))
        if sort == "PM":
            return float(player.get("plus_minus", -1000))
        line = player["line"]
        return float(line.get(sort, 0 if sort == "FG" and "FGA" in line else -1))

    state = midgame()
    ids = [row["id"] for row in box_score(state, looked(f"sort={sort}"))["tables"][0]["rows"]]
    values = [value(state["players"][one]) for one in ids]
    assert values == sorted(values, reverse=True)


def test_unknown_sort_is_starters_first() -> None:
    """A column that does not exist sorts as none does."""
    assert box_score(midgame(), looked("sort='; drop")) | {"sort": ""} == box_score(midgame(), looked())


def test_only_a_lost_feed_looks_old() -> None:
    """Numbers look old when the feed is lost, and not while it is silent."""
    state = midgame()
    later = state["feed"]["last_message_at"] + 90_000
    assert feed_pill(state, later) | {"last": 0} == {
        "state": "live",
        "text": "Live",
        "last": 0,
        "age": "90 s",
        "old": False,
    }
    assert feed_pill(feed_lost(), later)["old"]


def test_feed_report_lists_the_newest_rejection_first() -> None:
    """Rejected rows are listed newest first, with their reasons."""
    report = feed_report(feed_lost(), looked())
    assert [row["number"] for row in report["rejected"]] == ["2", "1"]
    assert report["barred"] == [("possessions", "Access denied to resource")]
