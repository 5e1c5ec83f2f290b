"""What a person writes, and the request that it becomes."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcast.eventapi.asking import (
    Question,
    QuestionError,
    free_question,
    matching,
    parse_body,
    parse_moment,
    question,
)
from broadcast.eventapi.endpoints import ENDPOINTS, Kind

NOW = 1_767_225_600_000  # 2026-01-01T00:00Z
DAY = 86_400_000


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("now", NOW),
        (" NOW ", NOW),
        ("now-1d", NOW - DAY),
        ("now - 30m", NOW - 30 * 60_000),
        ("now+2h", NOW + 7_200_000),
        ("now-90s", NOW - 90_000),
        ("now+1W", NOW + 7 * DAY),
        ("1767225600000", NOW),
        ("0", 0),
        ("2026-01-01T00:00:00Z", NOW),
        ("2026-01-01T01:00+01:00", NOW),
        ("2026-01-01T00:00", NOW),
        ("2026-01-01", NOW),
        ("2026-01-01T00:00:00.250Z", NOW + 250),
    ],
)
def test_moments(text: str, moment: int) -> None:
    """A moment is written relative to now, in ISO 8601 or in ms; without a zone it is UTC."""
    assert parse_moment(text, NOW) == moment


@pytest.mark.parametrize("text", ["", "yesterday", "now-1y", "now-", "-5", "1e3", "2026-13-01", "٣", "now-9999999d"])
def test_no_moments(text: str) -> None:
    """Anything else is an error that says what can be written."""
    with pytest.raises(ValueError, match="write now, now-1d"):
        parse_moment(text, NOW)


def test_moment_in_seconds() -> None:
    """Seconds given for ms, the common slip, are pointed out."""
    with pytest.raises(ValueError, match="looks like seconds"):
        parse_moment("1767225600", NOW)


@given(st.text(max_size=40))
def test_moments_of_anything(text: str) -> None:
    """Any text is a moment or a ValueError; the command line tells the latter as such."""
    try:
        asked = question(ENDPOINTS["schedule"], [("from", text)], NOW)
    except QuestionError as error:
        assert error.parameter == "from"
    else:
        assert dict(asked.query)["from"].removeprefix("-").isdigit()


def test_question() -> None:
    """The parts of the path and the query are put where they belong, repeated ones once each."""
    values = [("team_id", "1"), ("from", "now-1d"), ("team_id", "2"), ("gender", "women"), ("to", " ")]
    asked = question(ENDPOINTS["matchup"], values, NOW)
    assert asked == Question(
        "GET",
        "/v1/data/schedule/games/matchup",
        (
            ("from", str(NOW - DAY)),
            ("team_id", "1"),
            ("team_id", "2"),
            ("reference", "SHOTTRACKER"),
            ("gender", "WOMEN"),
        ),
    )
    assert asked.parameters["team_id"] == ["1", "2"]
    assert asked.target.endswith("&team_id=1&team_id=2&reference=SHOTTRACKER&gender=WOMEN")


def test_parts_of_a_path() -> None:
    """Parts of a path are quoted, and what separates them is not; defaults fill in what is not given."""
    assert question(ENDPOINTS["roster"], [("team_id", "a/b c")], NOW).path == "/v1/data/teams/a%2Fb%20c,SHOTTRACKER"
    listed = question(ENDPOINTS["catch_up"], [("event_id", "e1"), ("resources", "Stats, shots")], NOW)
    assert listed.path == "/v1/data/stats/games/e1/stats,shots"
    assert listed.target == listed.path


@pytest.mark.parametrize(
    ("name", "values", "message"),
    [
        ("schedule", [("form", "now")], "schedule has no parameter form; it has from, to,"),
        ("teams", [("x", "1")], "teams has no parameter x; it has none"),
        ("matchup", [("team_id", "1")], "gender is missing"),
        ("game_event", [("event_id", "")], "event_id is missing: The game"),
        ("game_event", [("event_id", "a"), ("event_id", "b")], "taken once, and was given 2 times"),
        ("game_event", [("event_id", "..")], "cannot be '..'"),
        ("schedule", [("type", "CHESS")], "type is one of BASKETBALL, FOOTBALL, got CHESS"),
        ("schedule", [("weekNumber", "first")], "weekNumber is a number, got first"),
        ("nearest_facilities", [("lat", "nan"), ("lng", "1")], "lat is a number, got nan"),
        ("nearest_facilities", [("lat", "4_5"), ("lng", "1")], "lat is a number, got 4_5"),
        ("nearest_facilities", [("lat", "٤"), ("lng", "1")], "lat is a number, got ٤"),
        ("nearest_facilities", [("lat", "1e999"), ("lng", "1")], "lat is a number, got 1e999"),
        ("schedule", [("team_id", "\udc80")], "'team_id' is no text in UTF-8"),
        ("game_event", [("event_id", "\udc80")], "surrogates not allowed"),
        ("team_events", [("team_id", "1"), ("gamesonly", "maybe")], "gamesonly is true or false, got maybe"),
        ("catch_up", [("event_id", "a"), ("resources", "stats,all")], "resources is one of stats,"),
    ],
)
def test_wrong_questions(name: str, values: list[tuple[str, str]], message: str) -> None:
    """What is wrong or missing is named, with what is right."""
    with pytest.raises(QuestionError) as caught:
        question(ENDPOINTS[name], values, NOW)
    assert message in str(caught.value)


@pytest.mark.parametrize(("text", "sent"), [("Yes", "true"), ("1", "true"), ("off", "false"), ("False", "false")])
def test_booleans(text: str, sent: str) -> None:
    """True and false are sent in the service's words."""
    asked = question(ENDPOINTS["team_events"], [("team_id", "1"), ("gamesonly", text)], NOW)
    assert dict(asked.query)["gamesonly"] == sent


def test_every_default_is_a_value_of_its_parameter() -> None:
    """Every default of the registry can be asked with, and a form that sends all of them makes a request."""
    for endpoint in ENDPOINTS.values():
        values = [
            (each.name, each.default or ("MEN" if each.kind is Kind.CHOICE else "1"))
            for each in endpoint.parameters
            if each.required or each.default
        ]
        asked = question(endpoint, values, NOW, endpoint.body)
        assert matching(asked.method, asked.path) is not None
        assert "{" not in asked.path


def test_free_question() -> None:
    """Any path can be asked with any query; moments are read, the rest is sent as it is."""
    asked = free_question("get", "/v1/new", [("from", "now"), ("q", "now"), ("q", "")], NOW)
    assert asked == Question("GET", "/v1/new", (("from", str(NOW)), ("q", "now"), ("q", "")))


@pytest.mark.parametrize(
    ("path", "message"), [("/v1/x?a=1&b=2", "query apart from the path: /v1/x a=1 b=2"), ("v1", "slash")]
)
def test_wrong_paths(path: str, message: str) -> None:
    """A path that would not be signed as it is meant is refused."""
    with pytest.raises(QuestionError, match="query apart|slash") as caught:
        free_question("GET", path, [], NOW)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("method", "path", "expected"),
    [
        ("GET", "/v1/data/schedule/games/matchup", ("matchup", {})),
        ("GET", "/v1/data/stats/games/e1/stats", ("game_stats", {"event_id": "e1"})),
        ("GET", "/v1/data/stats/games/e1/stats,shots", ("catch_up", {"event_id": "e1", "resources": "stats,shots"})),
        ("GET", "/v1/data/stats/s1/stats", ("session_stats", {"session_id": "s1"})),
        ("get", "/v1/data/teams/1,EXTERNAL", ("roster", {"team_id": "1", "reference": "EXTERNAL"})),
        ("PUT", "/v1/data/teams/roster", ("replace_roster", {})),
        ("DELETE", "/v1/data/live/notify/a%20b", ("delete_notification", {"notify_id": "a b"})),
    ],
)
def test_matching(method: str, path: str, expected: tuple[str, dict[str, str]]) -> None:
    """A path leads to its endpoint; where two fit, to the one with fewer parts to fill in."""
    found = matching(method, path)
    assert found is not None
    assert (found[0].name, found[1]) == expected


@pytest.mark.parametrize(("method", "path"), [("GET", "/v1/data/other"), ("POST", "/v1/data/teams"), ("GET", "/")])
def test_nothing_matches(method: str, path: str) -> None:
    """A path of no endpoint leads to none."""
    assert matching(method, path) is None


def test_every_endpoint_matches_itself() -> None:
    """The path of each endpoint, filled in, leads back to it and its parts."""
    for endpoint in ENDPOINTS.values():
        parts = {each.name: (each.choices or ("x-1",))[-1] for each in endpoint.path_parameters}
        parts |= {"resources": "stats,shots"} if endpoint.name == "catch_up" else {}
        assert matching(endpoint.method, endpoint.filled(**parts)) == (endpoint, parts)


@pytest.mark.parametrize("body", [{"a": [1, None, "é"]}, [], "text"])
def test_bodies(body: Any) -> None:
    """A body is JSON."""
    assert parse_body(json.dumps(body)) == body


@pytest.mark.parametrize("text", ["{", "", "{'a': 1}", "[" * 100_000, "1" * 5_000])
def test_wrong_bodies(text: str) -> None:
    """A body that is no JSON is an error that says where."""
    with pytest.raises(QuestionError, match="the data is n|too many digits"):
        parse_body(text)
