"""The importer of `espn` on invented games: every trap of the format, and what is broken."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from broadcast.recordings.format import Recording
from broadcast.recordings.importers import IMPORTERS, ImportFailed
from tests.endtoend.reference import final_document
from tests.recordings import espn_game as made
from tests.recordings.consistency import check_recording
from tests.recordings.counting import Floor, Row, final_details, final_rows, lines_of_stats


def of_kind(recording: Recording, kind: str) -> list[Row]:
    """Return the plays of a classification."""
    return [row for row in final_details(recording.records) if row["classification"] == kind]


def started_with(recording: Recording, team: str, period: str) -> set[int]:
    """Return who of a team was on the floor when a period started."""
    start = next(row for row in of_kind(recording, "PERIOD_START") if row["period"] == period)
    return {int(player) for player in Floor(recording.records).five(team, start["timestamp"])}


@pytest.mark.parametrize("late", [False, True])
@pytest.mark.parametrize("game", [made.college, made.pro])
def test_everything_agrees(tmp_path: Path, game: Callable[[], Any], late: bool) -> None:
    """Both games hold together, on time and late."""
    check_recording(made.import_it(tmp_path, game(), late=late).recording)


def test_college_plays_become_classifications(tmp_path: Path) -> None:
    """Each play becomes its classification; a made basket's assist follows it; what is no play is left out."""
    rows = final_details(made.import_it(tmp_path, made.college()).recording.records)
    assert [row["classification"] for row in rows if row["period"] == "H1"] == [
        "PERIOD_START", "JUMP_BALL", "THREE_POINT_MAKE", "ASSIST", "TWO_POINT_MISS", "BLOCK", "OFFENSIVE_REBOUND",
        "LIVE_BALL_TURNOVER", "STEAL", "TWO_POINT_MAKE", "PERSONAL_FOUL", "FREE_THROW_MAKE", "PERSONAL_FOUL",
        "SUBSTITUTION_OUT", "SUBSTITUTION_IN", "FREE_THROW_MISS", "FREE_THROW_MAKE", "TIMEOUT", "TWO_POINT_MAKE",
        "PERIOD_END",
    ]  # fmt: skip


def test_college_notes(tmp_path: Path) -> None:
    """One who is not in the box score is put on the roster, and told; so is a shot without a place."""
    imported = made.import_it(tmp_path, made.college())
    assert imported.notes == ["Hal Owl (208) is in the plays, not in the box", "shots without a place: 1"]
    roster = next(team for team in imported.recording.header.rosters if team["id"] == 22)
    assert [p["display_name"] for p in roster["players"]][-1] == "Hal Owl"
    assert lines_of_stats(imported.recording.records)["208"]["PTS"] == 2


def test_missed_free_throws_are_missed(tmp_path: Path) -> None:
    """A missed free throw of the type MadeFreeThrow is a miss; the clock stands while a trip is shot."""
    recording = made.import_it(tmp_path, made.college()).recording
    line = lines_of_stats(recording.records)["201"]
    assert (line["FTA"], line["FT"]) == (2, 1)
    clocks = [row["gameClock"] for row in final_details(recording.records) if row["classification"].startswith("FREE")]
    assert clocks == ["18:40.0", "18:20.0", "18:20.0", "19:10.0", "19:10.0"]


def test_a_late_entry_holds_nothing_up(tmp_path: Path) -> None:
    """A substitution entered 20 minutes late happened right after the foul; what follows keeps its own time."""
    rows = final_details(made.import_it(tmp_path, made.college()).recording.records)
    foul = next(row for row in rows if row["classification"] == "PERSONAL_FOUL" and row["pid"] == "101")
    swap = [row for row in rows if row["classification"].startswith("SUB") and row["period"] == "H1"]
    after = next(row for row in rows if row["classification"] == "FREE_THROW_MISS")
    assert [row["timestamp"] - foul["timestamp"] for row in (*swap, after)] == [1, 2, 3]


def test_a_wall_clock_that_goes_back_does_not(tmp_path: Path) -> None:
    """Event times strictly increase whatever the provider's clock did."""
    content = made.college()
    for number in (3, 9, 17):
        content["plays"][number]["wallclock"] = "2026-01-03T18:00:00Z"
    times = [row["timestamp"] for row in final_details(made.import_it(tmp_path, content).recording.records)]
    assert times == sorted(set(times))
    assert times[-1] - times[0] < 60 * 60_000


def test_college_technical_fouls_are_charged(tmp_path: Path) -> None:
    """In a college game a technical foul counts among the player's; its free throws change nobody's possession."""
    recording = made.import_it(tmp_path, made.college()).recording
    assert of_kind(recording, "TECHNICAL_FOUL")[0]["stats"] == {"FL": 1}
    in_possessions = [
        stat for row in final_rows(recording.records, "possessions") for stat in row["stats"]
        if stat["game_clock"] == "19:10.0"
    ]  # fmt: skip
    assert in_possessions == []


def test_double_technical_fouls_are_of_both(tmp_path: Path) -> None:
    """Both who take part in a double foul have it; a coach, who is no player, leaves it to his team."""
    log = made.Log(20, 2)
    log.add(1, "9:00", "Double Technical Foul", "Double technical foul", 101, 201)
    coach = log.add(1, "8:00", "Technical Foul", "Herons bench technical foul", team={"id": made.HOME})
    coach["participants"] = [{"athlete": {"id": "-11"}}, {"athlete": {}}]
    log.add(1, "0:00", "End Game", "End of Game")
    content = made.summary(log, league="mens-college-basketball", periods=2, clock=1200)
    recording = made.import_it(tmp_path, content).recording
    check_recording(recording)
    fouls = [(row.get("pid"), row["teamId"], row["stats"]) for row in of_kind(recording, "TECHNICAL_FOUL")]
    assert fouls == [("101", "11", {"FL": 1}), ("201", "22", {"FL": 1}), (None, "11", {})]


def test_clocks_under_a_minute(tmp_path: Path) -> None:
    """ "0.4" is four tenths of a second."""
    recording = made.import_it(tmp_path, made.college()).recording
    assert [row["gameClock"] for row in of_kind(recording, "TWO_POINT_MAKE")][1] == "00:00.4"


def test_colors_travel(tmp_path: Path) -> None:
    """The teams' colors are those of their jerseys, with numbers that can be read on them."""
    document = final_document(made.import_it(tmp_path, made.college()).recording)
    assert (document["game"]["home"]["color"], document["game"]["home"]["text_color"]) == ("#102030", "#FFFFFF")
    assert (document["game"]["away"]["color"], document["game"]["away"]["text_color"]) == ("#F0E0D0", "#000000")


def test_pro_plays_credit_the_second_player(tmp_path: Path) -> None:
    """Assist, steal and block go to the second who takes part, the gained tip to the third."""
    recording = made.import_it(tmp_path, made.pro()).recording
    lines = lines_of_stats(recording.records)
    assert (lines["102"]["AST"], lines["202"]["STL"], lines["103"]["BLK"]) == (1, 1, 1)
    assert of_kind(recording, "JUMP_BALL")[0]["pid"] == "101"
    assert of_kind(recording, "LIVE_BALL_TURNOVER")[0]["pid"] == "105"
    assert lines["201"]["FGA3"] == 1


def test_pro_fouls(tmp_path: Path) -> None:
    """A charge is an offensive foul and one turnover; a professional's technical foul is not charged."""
    recording = made.import_it(tmp_path, made.pro()).recording
    lines = lines_of_stats(recording.records)
    assert (lines["106"]["FL"], lines["106"]["TO"], lines["103"]["FL"]) == (1, 1, 1)
    assert of_kind(recording, "TECHNICAL_FOUL")[0]["stats"] == {}
    assert "FL" not in lines["102"]


@pytest.mark.parametrize(("year", "attempts"), [(2025, 1), (2026, 0)])
def test_heaves(tmp_path: Path, year: int, attempts: int) -> None:
    """A missed heave is its player's attempt up to the season 2024-25, and since then nobody's."""
    recording = made.import_it(tmp_path, made.pro(year)).recording
    check_recording(recording)
    assert lines_of_stats(recording.records)["106"]["FGA3"] == attempts
    heave = next(row for row in of_kind(recording, "THREE_POINT_MISS") if row["gameClock"] == "00:00.2")
    assert heave["act"] == ("PLAYER" if attempts else "TEAM")
    assert heave["teamId"] == made.HOME


def test_fives_between_periods_are_inferred(tmp_path: Path) -> None:
    """Who acts before he comes in was on the floor; the others stayed."""
    imported = made.import_it(tmp_path, made.pro())
    recording = imported.recording
    assert started_with(recording, made.HOME, "Q1") == {101, 102, 103, 104, 105}
    assert started_with(recording, made.HOME, "Q2") == {107, 102, 104, 105, 106}
    assert started_with(recording, made.HOME, "Q3") == {101, 102, 104, 105, 106}
    assert started_with(recording, made.AWAY, "OT2") == {201, 203, 204, 205, 207}
    assert imported.notes == ["substitutions between periods are not among the plays; fives inferred from who acts: 1"]


def test_a_five_that_cannot_be_settled_is_told(tmp_path: Path) -> None:
    """Where several could have gone for the one who came, the likeliest are taken, and it is said."""
    content = made.pro()
    kept = [play for play in content["plays"] if play["period"]["number"] != 2 or play["text"].startswith("End")]
    log = made.Log(12)
    log.shot(2, "11:40", 107, 2)
    place = next(number for number, play in enumerate(kept) if play["period"]["number"] == 2)
    content["plays"] = [*kept[:place], log.plays[0] | {"id": "9"}, *kept[place:]]
    imported = made.import_it(tmp_path, content)
    check_recording(imported.recording)
    assert imported.notes[0].startswith("Q2: who is on the floor at its start cannot be settled; taken: ")
    assert 107 in started_with(imported.recording, made.HOME, "Q2")


def test_overtimes(tmp_path: Path) -> None:
    """Periods after the fourth are overtimes, each with its session and its points."""
    recording = made.import_it(tmp_path, made.pro()).recording
    totals = final_rows(recording.records, "totals")[0]
    assert [period["period"] for period in totals["periodTotals"]] == ["OT2", "OT1", "Q4", "Q3", "Q2", "Q1"]
    assert (totals["homeTeamScore"]["value"], totals["awayTeamScore"]["value"]) == (14, 12)
    assert [row["gameClock"] for row in of_kind(recording, "PERIOD_START")][-2:] == ["05:00.0", "05:00.0"]


@pytest.mark.parametrize(
    ("league", "periods", "clock", "rules", "form"),
    [
        ("nba", 4, 720, "NBA", "QUARTER"),
        ("nba-development", 4, 720, "NBA", "QUARTER"),
        ("wnba", 4, 600, "WNBA", "QUARTER"),
        ("mens-college-basketball", 2, 1200, "NCAA_M", "HALF"),
        ("womens-college-basketball", 4, 600, "NCAA_W", "QUARTER"),
    ],
)
def test_the_league_says_the_rules(
    tmp_path: Path, league: str, periods: int, clock: int, rules: str, form: str
) -> None:
    """Each league plays by its own rules; its periods are those of the file."""
    log = made.Log(clock // 60, periods)
    log.shot(1, "8:00", 101, 2)
    log.add(periods, "0:00", "End Game", "End of Game")
    log.shot(periods, "8:00", 201, 2)
    imported = made.import_it(tmp_path, made.summary(log, league=league, periods=periods, clock=clock))
    assert (imported.recording.header.rules, imported.notes) == (rules, [])
    document = final_document(imported.recording)
    assert (document["game"]["rules"], document["game"]["format"]) == (rules, form)


def test_points_from_free_throws_follow_the_league(tmp_path: Path) -> None:
    """In the NBA a free throw counts for those on the floor at the foul, in a college for those at the shot."""
    for league, periods, clock, minutes in (("nba", 4, 720, 12), ("mens-college-basketball", 2, 1200, 20)):
        log = made.Log(minutes, periods)
        log.add(1, "8:00", "PersonalFoul", f"Foul on {made.name(201)}.", 201)
        log.swap(1, "8:00", 106, 105, college=periods == 2)
        log.free_throw(1, "8:00", 101, "1 of 1", made=True)
        log.add(1, "0:00", "End Game", "End of Game")
        content = made.summary(log, league=league, periods=periods, clock=clock)
        players = final_document(made.import_it(tmp_path, content).recording)["players"]
        assert (players["105"]["plus_minus"], players["106"]["plus_minus"]) == ((1, 0) if league == "nba" else (0, 1))


def test_a_substitution_in_the_wrong_place_does_no_harm(tmp_path: Path) -> None:
    """A play entered after the substitution of its player, at the same clock, happened before it."""
    log = made.Log(12)
    log.swap(1, "8:00", 106, 105)
    log.add(1, "8:00", "Personal Foul", f"{made.name(105)} personal foul", 105)
    log.shot(1, "7:00", 106, 2)
    log.add(1, "0:00", "End Game", "End of Game")
    imported = made.import_it(tmp_path, made.summary(log, league="nba", periods=4, clock=720))
    check_recording(imported.recording)
    assert imported.notes == []
    kinds = [row["classification"] for row in final_details(imported.recording.records)]
    assert kinds[:4] == ["PERIOD_START", "PERSONAL_FOUL", "SUBSTITUTION_OUT", "SUBSTITUTION_IN"]


def test_missing_and_double_substitutions_are_told(tmp_path: Path) -> None:
    """One who acts without having come in is taken to be in; a substitution that cannot be is left out."""
    log = made.Log(12)
    log.shot(1, "8:00", 106, 2)
    log.swap(1, "7:00", 106, 103)
    log.swap(1, "6:00", 105, 104)
    log.add(1, "0:00", "End Game", "End of Game")
    log.plays.insert(0, made.Log(12).shot(1, "9:00", 103, 2) | {"id": "8"})
    log.plays.insert(0, made.Log(12).shot(1, "9:30", 105, 2) | {"id": "7"})
    imported = made.import_it(tmp_path, made.summary(log, league="nba", periods=4, clock=720))
    check_recording(imported.recording)
    assert imported.notes


def test_what_is_unknown_is_told(tmp_path: Path) -> None:
    """Plays of an unknown type are left out and counted, a play that is there twice is taken once."""
    content = made.pro()
    plays = content["plays"]
    plays.insert(5, plays[4] | {"id": "77", "type": {"text": "Mascot Dance"}, "text": "The owl dances"})
    plays.insert(9, plays[8])
    imported = made.import_it(tmp_path, content)
    check_recording(imported.recording)
    assert imported.notes[:2] == [
        "left out: 1 of the unknown type 'Mascot Dance', first play 77, 'The owl dances'",
        "left out: play 40008-out 'Flo Heron enters the game for Cy Heron', which is there twice",
    ]


def test_statistics_are_never_the_boxs(tmp_path: Path) -> None:
    """Where box and plays differ, the plays are counted and the difference is told."""
    content = made.pro()
    athlete = content["boxscore"]["players"][1]["statistics"][0]["athletes"][0]
    athlete["stats"] = ["30", "99", "4-5", "0", "0"]
    content["header"]["competitions"][0]["competitors"][0]["score"] = "15"
    imported = made.import_it(tmp_path, content)
    assert lines_of_stats(imported.recording.records)["101"]["PTS"] == 6
    assert [note for note in imported.notes if "in the box" in note] == [
        "Herons: 14 points in the plays, 15 in the box",
        "Ána Heron: PTS 6 in the plays, 99 in the box",
        "Ána Heron: FG 3 in the plays, 4 in the box",
        "Ána Heron: FGA 4 in the plays, 5 in the box",
    ]


def test_a_game_that_stops_is_ended(tmp_path: Path) -> None:
    """Plays that stop in the third quarter make a recording that ends there, and it is told."""
    content = made.pro()
    content["plays"] = [play for play in content["plays"] if play["period"]["number"] < 4][:-1]
    imported = made.import_it(tmp_path, content)
    check_recording(imported.recording)
    assert "the plays stop in Q3 without its end: the game is ended there" in imported.notes


def change(path: str, value: Any) -> Callable[[Any], None]:
    """Return a function that sets what lies at a path, `/` between keys."""

    def set_it(content: Any) -> None:
        *way, last = path.split("/")
        for key in way:
            content = content[int(key) if isinstance(content, list) else key]
        content[int(last) if isinstance(content, list) else last] = value

    return set_it


@pytest.mark.parametrize(
    ("path", "value", "reason"),
    [
        ("plays", [], r"expected plays, got none"),
        ("plays", {}, r"not in the format espn: Expected `array`, got `object` - at `\$\.plays`"),
        ("plays/3/clock/displayValue", "7 min", r"play 40004: expected a clock like 12:34 or 0\.2, got '7 min'"),
        ("plays/3/clock/displayValue", "55:00", r"play 40004: expected a clock of 720 s at most, got 3300 s"),
        ("plays/3/clock", None, r"Expected `object`, got `null` - at `\$\.plays\[3\]\.clock`"),
        ("plays/3/period/number", 0, r"play 40004: expected a period from 1 to 20, got 0"),
        ("plays/3/wallclock", "soon", r"play 40004: expected a time like .*, got 'soon'"),
        ("plays/3/participants/0/athlete/id", "x", r"a player of play 40004: expected an id in digits, got 'x'"),
        ("header/competitions", [], r"expected a home and an away side, got \[\]"),
        ("header/competitions/0/competitors/0/team/id", "22", r"expected two teams, got Herons twice"),
        ("boxscore/players", [], r"expected five players or more of Herons, got 0"),
        ("format/regulation/periods", 9, r"expected two halves or four quarters"),
    ],
)
def test_broken_files_are_refused(tmp_path: Path, path: str, value: Any, reason: str) -> None:
    """What cannot be read is refused with the file, the place and the reason."""
    content = made.pro()
    change(path, value)(content)
    if path == "boxscore/players":
        content["plays"] = content["plays"][-1:]
    with pytest.raises(ImportFailed, match=r"summary\.json: .*" + reason):
        made.import_it(tmp_path, content)


def test_other_numbers_of_files_are_refused(tmp_path: Path) -> None:
    """The format is one file."""
    with pytest.raises(ImportFailed, match=r"no files: expected one file, summary\.json, got 0"):
        IMPORTERS["espn"]([], False)
    with pytest.raises(ImportFailed, match="expected one file"):
        IMPORTERS["espn"]([tmp_path / "a", tmp_path / "b"], False)


def test_blocks_that_name_the_blocker_first(tmp_path: Path) -> None:
    """Where the first who takes part is not of the play's team, he is the blocker and the second the shooter."""
    log = made.college_log()
    text = f"{made.name(103)} blocks {made.name(201)}'s jumper"
    log.plays[-2:-2] = [
        made.Log(20, 2).add(2, "9:00", "JumpShot", text, 103, 201, id="x", team={"id": made.AWAY}, shootingPlay=True)
    ]
    game = made.summary(log, league="mens-college-basketball", periods=2, clock=1200)
    before = lines_of_stats(made.import_it(tmp_path, made.college()).recording.records)
    lines = lines_of_stats(made.import_it(tmp_path, game).recording.records)
    assert lines["103"]["BLK"] == before["103"]["BLK"] + 1
    assert lines["201"]["FGA"] == before["201"]["FGA"] + 1
    assert "FGA" not in lines["103"]


def test_ids_below_zero_are_nobody(tmp_path: Path) -> None:
    """A coach or a team stands among the players with an id below 0, which is not the player's without the sign."""
    log = made.college_log()
    log.plays[-2:-2] = [made.Log(20, 2).add(2, "9:00", "PersonalFoul", "Foul on the coach.", -102, id="x")]
    game = made.summary(log, league="mens-college-basketball", periods=2, clock=1200)
    assert "FL" not in lines_of_stats(made.import_it(tmp_path, game).recording.records)["102"]


def test_home_team_shoots_at_one_end_in_the_first_half(tmp_path: Path) -> None:
    """The file has one basket, the ends are made up: the home team's first half and the visitors' second share one."""
    shots = final_rows(made.import_it(tmp_path, made.college()).recording.records, "shots")
    ends = {(str(shot["pid"])[0], shot["prd"]): shot["hy"] > 0 for shot in shots}
    assert ends == {("1", "H1"): True, ("2", "H1"): False, ("1", "H2"): False, ("2", "H2"): True}
