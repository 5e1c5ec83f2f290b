"""What a graphic on air can be told, and whether a payload is what its manifest says."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from broadcast.overlays.catalog import MOMENT_MS, graphics
from broadcast.overlays.payloads import action_of, check_payload, problems

MESSAGE = graphics()["score-bug-a"].actions["message"]
SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["text"],
    "additionalProperties": False,
    "properties": {
        "text": {"type": "string", "minLength": 1, "maxLength": 3, "pattern": "^[a-c]*$"},
        "side": {"type": "string", "enum": ["home", "away"]},
        "count": {"type": "integer", "minimum": 1, "maximum": 3},
        "share": {"type": ["number", "null"], "minimum": 0},
        "on": {"type": "boolean"},
        "all": {
            "type": "array",
            "items": {"type": "object", "required": ["x"], "properties": {"x": {"type": "integer"}}},
        },
    },
}
values = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 5) | st.sampled_from([0.5, 2.0, -1.5]) | st.text("abcd", max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from([*SCHEMA["properties"], "x"]), inner),
    max_leaves=5,
)
near = st.fixed_dictionaries(
    {"text": st.text("abcd", max_size=4)},
    optional={
        "side": st.sampled_from(["home", "away", "x"]),
        "count": st.integers(0, 4) | st.just(2.0) | st.just(2.5) | st.booleans(),
        "share": st.none() | st.floats(-1, 1),
        "on": st.booleans() | st.integers(0, 1),
        "all": st.lists(st.dictionaries(st.sampled_from("xy"), st.integers() | st.text("a")), max_size=2),
        "more": st.none(),
    },
)


@given(values | near)
def test_a_payload_is_refused_exactly_where_json_schema_refuses_it(payload: Any) -> None:
    """The checks agree with an independent implementation, over payloads that fit and payloads that nearly do."""
    assert (problems(SCHEMA, payload) == []) == Draft202012Validator(SCHEMA).is_valid(payload)


@pytest.mark.parametrize(
    ("payload", "said"),
    [
        ({}, "payload.text is missing."),
        ({"text": 7}, "payload.text is no string."),
        ({"text": "abca"}, "payload.text has 4 characters, at most 3 have room."),
        ({"text": ""}, "payload.text is too short."),
        ({"text": "d"}, "payload.text is not written as it should be."),
        ({"text": "a", "side": "x"}, "payload.side is none of home, away."),
        ({"text": "a", "count": 9}, "payload.count is out of bounds."),
        ({"text": "a", "more": 1}, "payload.more is unknown."),
        ({"text": "a", "all": [{"x": 1}, {}]}, "payload.all[1].x is missing."),
        ([], "payload is no object."),
    ],
)
def test_what_is_wrong_is_named(payload: Any, said: str) -> None:
    """The sentence says where, and why."""
    assert problems(SCHEMA, payload) == [said]


def test_the_bugs_take_a_message_of_28_characters() -> None:
    """Both of them, of any alphabet; one more is refused."""
    for bug in ("score-bug-a", "score-bug-b"):
        action = graphics()[bug].actions["message"]
        check_payload(action, {"text": "Đ" * 28, "place": "home"})
        with pytest.raises(ValidationError, match="29 characters"):
            check_payload(action, {"text": "Đ" * 29})


def test_an_action_lasts_as_long_as_it_stands() -> None:
    """A message 6 s or less, never more; what does not stand is over after a moment."""
    assert [MESSAGE.lasts(payload) for payload in ({}, {"stands_ms": 2000}, {"stands_ms": 9000})] == [6000, 2000, 6000]
    moment = type(MESSAGE)("wink", "Wink", None, None, ())
    assert moment.lasts({}) == MOMENT_MS
    check_payload(moment, {"anything": [1]})


@pytest.mark.parametrize(
    ("standing", "zone", "name", "said"),
    [
        ({}, "bug", "message", "BUG: nothing is on air there."),
        ({"bug": "score-bug-a"}, "bug", "dance", "Score bug A, bar has no action dance. It has: message."),
        ({"bug": "gone"}, "bug", "message", "gone has no action message. It has: -."),
        ({"slate": "slate"}, "slate", "message", "Slate has no action message. It has: -."),
        ({"bug": "score-bug-a", "lower": "line-score"}, "bug", "message", "has no room for it while LOWER is on air"),
    ],
)
def test_an_action_that_cannot_be_told_is_refused(standing: dict[str, str], zone: str, name: str, said: str) -> None:
    """Where nothing stands, where the graphic knows no such action, and where there is no room for it."""
    program = {"graphics": {one: {"graphic": graphic} for one, graphic in standing.items()}}
    with pytest.raises(ValidationError) as refused:
        action_of(program, zone, name)
    assert said in " ".join(refused.value.messages)


def test_the_box_has_room_for_a_message_beside_a_lower_third() -> None:
    """Its tab stands elsewhere."""
    program = {"graphics": {"bug": {"graphic": "score-bug-b"}, "lower": {"graphic": "line-score"}}}
    assert action_of(program, "bug", "message").id == "message"
