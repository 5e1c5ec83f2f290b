"""The plays by the choices of an address, and their exports by the time of day."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from broadcast.dashboard.exports import edl
from broadcast.dashboard.exports.handles import Handles
from broadcast.dashboard.exports.plays import decision_list, table, time_of_day
from broadcast.dashboard.exports.spreadsheet import as_csv
from broadcast.dashboard.exports.timecode import RATES, Rate
from broadcast.dashboard.show.play_filter import PlayFilter
from broadcast.dashboard.show.plays import play_list
from broadcast.dashboard.viewing import Viewing
from tests.documents import TIPOFF, before_tipoff, hostile, midgame

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "plays.json").read_text("utf-8"))
DROPPING = [rate for rate in RATES.values() if rate.dropped]


def looked(choices: str = "") -> Viewing:
    """Look at a game at tip-off, with choices as an address has them."""
    return Viewing(TIPOFF, UTC, QueryDict(choices))


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: case["name"])
def test_filter_takes(case: dict[str, Any]) -> None:
    """Each choice narrows the list, and all together do."""
    chosen = PlayFilter.of(QueryDict(case["choices"]))
    assert [key for key, play in VECTORS["plays"].items() if chosen.takes(play)] == case["takes"]


def test_choices_are_those_that_there_are_plays_of() -> None:
    """Kinds, players and periods without a play are not offered, but what is chosen stays."""
    panel = play_list(midgame(), looked("plays_kind=timeouts&plays_period=Q2"))
    assert {one["value"] for one in panel["kinds"]} >= {"scoring", "shots", "fouls", "timeouts"}
    assert "defense" in {one["value"] for one in panel["kinds"]}
    assert [one["value"] for one in panel["periods"]] == ["Q1", "Q2", "Q3"]
    assert [team["text"] for team in panel["teams"]] == ["Badgers", "Herons"]
    assert panel["rows"] == []
    assert panel["any"]
    assert not play_list(before_tipoff(), looked())["any"]


def test_more_plays_come_by_the_thirty() -> None:
    """An address asks for the next thirty, or all; what is no number asks for the first."""
    state = midgame()
    last = max(state["plays"].values(), key=lambda play: play["order"])
    state["plays"] |= {f"q{n}": last | {"order": 900 + n} for n in range(60)}
    count = len(state["plays"])
    shown = {asked: len(play_list(state, looked(f"plays={asked}"))["rows"]) for asked in ("200", "-1", "9999", "all")}
    assert shown == {"200": 200, "-1": 30, "9999": count, "all": count}
    assert play_list(state, looked("plays=200"))["next"] == 230


def test_other_choices_are_kept_by_the_form() -> None:
    """The filter's form carries every other parameter of the address, and the export's carries the filter."""
    panel = play_list(midgame(), looked("tab=flow&plays_kind=shots&team=home&plays=all"))
    assert sorted(panel["kept"]) == [("plays", "all"), ("tab", "flow"), ("team", "home")]
    assert panel["asked"] == [("plays_kind", "shots")]


@pytest.mark.parametrize(
    ("choices", "expected"),
    [("", (8, 4)), ("plays_lead=0&plays_tail=120", (0, 120)), ("plays_lead=121&plays_tail=x", (8, 4))],
)
def test_handles_of_an_address(choices: str, expected: tuple[int, int]) -> None:
    """Seconds before and after a play are whole and at most two minutes; else they are the usual."""
    assert Handles.of(QueryDict(choices)) == expected


def test_clip_is_never_empty() -> None:
    """Without lead and tail a clip is a second long."""
    assert Handles(0, 0).around(5000) == (5000, 6000)
    assert Handles(8, 4).around(20_000) == (12_000, 24_000)


@pytest.mark.parametrize(
    ("rate", "frame", "text"),
    [
        ("29.97", 0, "00:00:00;00"),
        ("29.97", 1799, "00:00:59;29"),
        ("29.97", 1800, "00:01:00;02"),
        ("29.97", 17_981, "00:09:59;29"),
        ("29.97", 17_982, "00:10:00;00"),
        ("29.97", 107_892, "01:00:00;00"),
        ("29.97", 2_589_407, "23:59:59;29"),
        ("59.94", 3599, "00:00:59;59"),
        ("59.94", 3600, "00:01:00;04"),
        ("59.94", 35_964, "00:10:00;00"),
        ("25", 90_000, "01:00:00:00"),
        ("23.976", 86_399, "00:59:59:23"),
        ("60", 59, "00:00:00:59"),
        ("50", 4_320_000, "00:00:00:00"),
    ],
)
def test_known_timecodes(rate: str, frame: int, text: str) -> None:
    """Frames have the numbers that SMPTE ST 12-1 gives them."""
    assert RATES[rate].write(frame) == text


@pytest.mark.parametrize("rate", DROPPING, ids=lambda rate: rate.name)
def test_dropped_numbers_are_those_of_the_standard(rate: Rate) -> None:
    """For an hour, number by number, none is missing but the first ones of each minute that is no tenth."""
    numbers = (
        f"00:{minute:02}:{second:02};{frame:02}"
        for minute in range(60)
        for second in range(60)
        for frame in range(rate.dropped if minute % 10 and not second else 0, rate.base)
    )
    assert all(rate.write(frame) == text for frame, text in enumerate(numbers))


@given(rate=st.sampled_from(list(RATES.values())), ms=st.integers(0, 86_399_999))
def test_timecode_reads_as_the_clock(rate: Rate, ms: int) -> None:
    """At any time of day the timecode is within 0.1 s, and a frame, of the clock."""
    hour, minute, second, frame = (int(part) for part in rate.write(rate.at(ms)).replace(";", ":").split(":"))
    assert frame < rate.base
    read = ((hour * 60 + minute) * 60 + second) * 1000 + frame * 1000 / rate.base
    assert abs(read - ms) <= 90 + 3000 / rate.base


def test_time_of_day_is_of_the_viewers_zone() -> None:
    """The clock on the wall of the viewer, across a change of the hour too."""
    assert time_of_day(TIPOFF, UTC) == 21 * 3_600_000
    assert time_of_day(TIPOFF + 7, ZoneInfo("Europe/Riga")) == 23 * 3_600_000 + 7
    changed = (
        1_793_501_999_999  # one ms before 2026-11-01 03:00 UTC, in the hour that America/Chicago had twice or once
    )
    assert time_of_day(changed, ZoneInfo("America/Chicago")) % 3_600_000 == 3_599_999


EDL = """TITLE: Badgers at Herons
FCM: DROP FRAME

001  CAM_1    V     C        21:01:00;08 21:01:12;08 01:00:00;00 01:00:12;00
* FROM CLIP NAME: 1ST 10:00 Tip
* COMMENT: Tip
* LOC: 01:00:08;00 BLUE    1ST 10:00 Tip

002  CAM_1    V     C        21:01:30;07 21:01:42;07 01:00:12;00 01:00:24;00
* FROM CLIP NAME: 1ST 59.9 HCH Ada | makes
* COMMENT: Ada | makes 0-2
* LOC: 01:00:20;00 YELLOW  1ST 59.9 HCH Ada | makes
"""
MARKERS = """TITLE: Badgers at Herons
FCM: NON-DROP FRAME

001  GAME     V     C        21:01:08:04 21:01:08:05 21:01:08:04 21:01:08:05
Tip |C:ResolveColorBlue |M:1ST 10:00 Tip |D:1

002  GAME     V     C        21:01:38:04 21:01:38:05 21:01:38:04 21:01:38:05
Ada / makes 0-2 |C:ResolveColorYellow |M:1ST 59.9 HCH Ada / makes |D:1
"""


def two_plays() -> dict[str, Any]:
    """Return a game with two plays and one that was taken back."""
    state = midgame()
    at = TIPOFF + 68_200
    state["plays"] = {
        "b": {
            **{"order": 2, "at": at + 30_000, "kind": "two_point_make", "text": "Ada |\nmakes", "team": "home"},
            **{"period": "Q1", "clock_ms": 59_900, "points": 2, "home": 2, "away": 0},
        },
        "a": {"order": 1, "at": at, "kind": "jump_ball", "text": "Tip", "period": "Q1", "clock_ms": 600_000},
        "c": {"order": 3, "at": at + 31_000, "kind": "deleted_steal", "text": "Gone", "team": "home"},
    }
    return state


def test_edl_of_cuts() -> None:
    """CMX 3600: numbered events, reel, source by the time of day, record one after another, names and markers."""
    written = decision_list(two_plays(), QueryDict("plays_reel=cam 1"), UTC)
    assert written == EDL.replace("\n", "\r\n") + "\r\n"


def test_edl_of_markers() -> None:
    """Markers of one frame at the plays' own time, with name and color as DaVinci Resolve has them."""
    written = decision_list(two_plays(), QueryDict("plays_edl=markers&plays_rate=24"), UTC)
    assert written == MARKERS.replace("\n", "\r\n") + "\r\n"


def test_exports_take_the_filter() -> None:
    """An export has the plays that the list shows, all of them, in order of time."""
    state = midgame()
    choices = QueryDict("plays_kind=fouls&plays_who=home")
    keys = [row["key"] for row in play_list(state, Viewing(TIPOFF, UTC, choices))["rows"]]
    rows = list(csv.DictReader(io.StringIO(as_csv(table(state, choices, UTC)).removeprefix("\ufeff"))))
    assert [row["Play"] for row in rows] == keys[::-1]
    assert decision_list(state, choices, UTC).count("* LOC:") == len(keys)


def test_csv_says_what_is_known() -> None:
    """Times to the ms with their zone, timecodes of the chosen rate, and nothing for what is not known."""
    rows = list(csv.DictReader(io.StringIO(as_csv(table(two_plays(), QueryDict("plays_rate=25"), UTC))[1:])))
    first, second, last = rows
    assert first["Wall clock"] == "2026-11-17T21:01:08.200+00:00"
    assert (first["Timecode"], first["In"], first["Out"]) == ("21:01:08:05", "21:01:00:05", "21:01:12:05")
    assert (first["Points"], first["Team"], first["Home"]) == ("", "", "")
    assert (second["Points"], second["Team"], second["Home"], second["Clock"]) == ("2", "Herons", "2", "59.9")
    assert last["Deleted"] == "yes"


def test_names_from_outside_end_no_line() -> None:
    """Whatever a play says, an event has its own lines and no more."""
    state = hostile()
    for play in state["plays"].values():
        play["text"] = "x\r\n999  AX\u2028\x85\x0b|M:"
    lines = decision_list(state, QueryDict(), UTC).splitlines()
    count = len(state["plays"])
    assert len(lines) == 3 + 5 * count
    assert [line for line in lines if line.startswith("999")] == []


@pytest.mark.parametrize(
    ("text", "reel"), [("", "GAME"), ("cam 1", "CAM_1"), ("Ünïted…Center", "UNITEDCE"), ("***", "GAME")]
)
def test_reel_names(text: str, reel: str) -> None:
    """A reel is of eight plain characters at most."""
    assert edl.reel_name(text, "GAME") == reel
