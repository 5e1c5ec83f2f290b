"""Merge patches: RFC 7386, its edges, and the laws that resuming and composing rest on."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcast.live.patch import DocumentError, apply, compose, diff, restrict
from tests.live.documents import documents, topic_sets, values

VECTORS = json.loads((Path(__file__).parent.parent / "vectors" / "merge_patch.json").read_text())


@pytest.mark.parametrize("vector", VECTORS["merge"], ids=lambda vector: vector["name"])
def test_merge_vectors(vector: dict[str, Any]) -> None:
    """A patch applies as the shared vectors say, and leaves its target as it was."""
    before = json.dumps(vector["target"])
    assert apply(vector["target"], vector["patch"]) == vector["result"]
    assert json.dumps(vector["target"]) == before


@pytest.mark.parametrize("vector", VECTORS["compose"], ids=lambda vector: vector["name"])
def test_compose_vectors(vector: dict[str, Any]) -> None:
    """Patches compose, or refuse to, as the shared vectors say."""
    assert compose(vector["first"], vector["second"]) == vector["composed"]


@given(documents, documents)
def test_diff_reaches_the_new_document(old: dict[str, Any], new: dict[str, Any]) -> None:
    """The difference of two documents, applied to the old one, gives the new one."""
    assert as_json(apply(old, diff(old, new))) == as_json(new)


@given(documents)
def test_equal_documents_differ_by_nothing(document: dict[str, Any]) -> None:
    """Equal documents have an empty difference, whether they share their parts or not."""
    assert diff(document, document) == {}
    assert diff(document, json.loads(json.dumps(document))) == {}


@given(documents, documents)
def test_applying_a_patch_twice_changes_nothing_more(old: dict[str, Any], new: dict[str, Any]) -> None:
    """A difference applied twice is the difference applied once: duplicates are harmless."""
    patch = diff(old, new)
    assert apply(apply(old, patch), patch) == apply(old, patch)


@given(st.lists(documents, min_size=2, max_size=6), documents)
def test_composed_patches_do_what_the_single_ones_do(versions: list[dict[str, Any]], other: dict[str, Any]) -> None:
    """Where patches compose, the one patch does what the others did, on their own document and on any
    other.
    """
    whole: dict[str, Any] | None = {}
    stepwise = other
    for old, new in zip(versions, versions[1:], strict=False):
        patch = diff(old, new)
        stepwise = apply(stepwise, patch)
        whole = None if whole is None else compose(whole, patch)
    if whole is not None:
        assert as_json(apply(versions[0], whole)) == as_json(versions[-1])
        assert apply(other, whole) == stepwise


@given(st.lists(documents, min_size=3, max_size=6), st.data())
def test_a_composed_patch_applies_to_what_lies_within_its_reach(
    versions: list[dict[str, Any]], data: st.DataObject
) -> None:
    """A viewer that already holds some of a composed patch's changes still ends at the patch's revision."""
    whole: dict[str, Any] | None = {}
    for old, new in zip(versions, versions[1:], strict=False):
        whole = None if whole is None else compose(whole, diff(old, new))
    held = data.draw(st.sampled_from(versions))
    if whole is not None:
        assert as_json(apply(held, whole)) == as_json(versions[-1])


@given(documents, documents, topic_sets)
def test_topics_may_be_chosen_before_or_after(
    old: dict[str, Any], new: dict[str, Any], topics: frozenset[str] | None
) -> None:
    """A patch cut down to some topics turns those topics of the old document into those of the new one."""
    assert apply(restrict(old, topics), restrict(diff(old, new), topics)) == restrict(new, topics)


def test_shared_parts_are_not_looked_at() -> None:
    """A part that is the same object in both documents is skipped, and kept by applying."""

    class Untouchable(dict[str, Any]):
        def items(self) -> Any:
            raise AssertionError("looked at")

        keys = __iter__ = items

    plays = Untouchable(a=1)
    old = {"plays": plays, "score": {"home": 0}}
    patch = diff(old, {"plays": plays, "score": {"home": 2}})
    assert patch == {"score": {"home": 2}}
    assert apply(old, patch)["plays"] is plays


def test_true_is_not_one() -> None:
    """True and 1, False and 0 are different values, in arrays too."""
    assert diff({"a": {"b": 1, "c": [0]}}, {"a": {"b": True, "c": [False]}}) == {"a": {"b": True, "c": [False]}}
    assert diff({"a": [{"b": 1}]}, {"a": [{"b": True}]}) == {"a": [{"b": True}]}


@pytest.mark.parametrize(
    ("value", "place"),
    [
        ({"a": {"b": None}}, "null at /a/b"),
        ({"a": [1, {"c": None}]}, "null at /a/1/c"),
        ({"a": None}, "null at /a"),
        ({"a": {1: "x"}}, "key 1 at /a"),
        ({2: "x"}, "key 2 at /"),
        ({"a": float("nan")}, "nan at /a"),
        ({"a": {"b": {1, 2}}}, "set at /a/b"),
    ],
)
def test_what_a_document_cannot_hold_is_refused(value: dict[str, Any], place: str) -> None:
    """A null, a key that is no text and a value that JSON lacks are refused with their place."""
    with pytest.raises(DocumentError, match=place):
        diff({}, value)


@given(values)
def test_a_null_deep_inside_is_found(value: Any) -> None:
    """A null is refused wherever in a new value it stands."""
    with pytest.raises(DocumentError, match="null"):
        diff({}, {"score": [value, {"a": None}]})


def as_json(value: Any) -> str:
    """Return a text that tells 1 from True, which Python's equality does not."""
    return json.dumps(value, sort_keys=True).replace("1.0", "1")
