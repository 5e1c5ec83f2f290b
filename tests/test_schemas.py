"""The validator that remembers what was right finds what one that remembers nothing finds."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, ValidationError

from tests.schemas import document_schema, validator

NUMBERS = st.sampled_from([0, 1, -1, 1.0, 0.5, True, False, None, "1"])
SIDES = st.sampled_from(["home", "away", "both", None])
SHOTS = st.dictionaries(
    st.sampled_from("ab"),
    st.fixed_dictionaries(
        {"team": SIDES, "at": NUMBERS, "made": NUMBERS, "three": NUMBERS}, optional={"x": NUMBERS, "weather": NUMBERS}
    ),
)
SCORES = st.fixed_dictionaries({}, optional={"home": NUMBERS, "away": NUMBERS})
DOCUMENTS = st.fixed_dictionaries({}, optional={"shots": SHOTS, "score": SCORES, "lineups": NUMBERS})


def told(errors: Any) -> list[tuple[str, str]]:
    """Return where what is wrong, in a fixed order."""
    found: list[ValidationError] = list(errors)
    return sorted((error.json_path, error.message) for error in found)


@given(st.lists(DOCUMENTS, min_size=1, max_size=6))
def test_what_was_right_hides_nothing(documents: list[dict[str, Any]]) -> None:
    """Whatever was looked at before, and however alike it was, the same is found wrong at the same places."""
    remembering, plain = validator(document_schema()), Draft202012Validator(document_schema())
    for document in [*documents, *documents]:
        assert told(remembering.iter_errors(document)) == told(plain.iter_errors(document))


def test_one_is_not_true() -> None:
    """A value that Python holds for equal to one that was right is looked at by itself."""
    remembering = validator({"properties": {"a": {"type": "integer"}}})
    assert remembering.is_valid({"a": 1})
    assert not remembering.is_valid({"a": True})
    assert not remembering.is_valid({"a": "1"})
