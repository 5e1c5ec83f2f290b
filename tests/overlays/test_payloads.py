"""What a graphic on air can be told, and whether a payload is what its manifest says."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from broadcast.overlays.catalog import MOMENT_MS, graphics
from broadcast.overlays.payloads import action_of, check_payload, problems

MESSAGE = graphics()["score-bug-a"].actions["message"]
SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["text"],
    "additionalProperties": False,
    "properties": {
        "text": {"type": "string", "minLength": 1, "maxLength": 3},
        "all": {"type": "array", "items": {"type": "object", "required": ["x"]}},
    },
}


@pytest.mark.parametrize(
    ("payload", "said"),
    [
        ({}, "payload: 'text' is a required property"),
        ({"text": 7}, "payload.text: 7 is not of type 'string'"),
        ({"text": "abca"}, "payload.text has 4 characters, at most 3 have room."),
        ({"text": "a", "all": [{"x": 1}, {}]}, "payload.all[1]: 'x' is a required property"),
        ([], "payload: [] is not of type 'object'"),
    ],
)
def test_what_is_wrong_is_named(payload: Any, said: str) -> None:
    """The sentence says where, and why."""
    assert problems(SCHEMA, payload) == [said]


@pytest.mark.parametrize(
    "schema", [{"type": "shape"}, {"properties": {"text": {"pattern": "("}}}, {"$ref": "https://nowhere.test/one.json"}]
)
def test_a_schema_that_is_none_is_left_to_its_graphic(schema: Any) -> None:
    """The manifest of a foreign graphic may be wrong: what it is told is not checked then."""
    assert problems(schema, {"text": "a"}) == []


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
