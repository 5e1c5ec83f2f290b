"""The schemas: the committed one of patches is the generated one, and both refuse what is wrong."""

from __future__ import annotations

from typing import Any

import pytest
from jsonschema import Draft202012Validator

from broadcast.live.patch import diff
from tests.schemas import PATCH, document_schema, patch_schema, render, validate_document, validate_patch

GAME = {
    "event_id": "1",
    "status": "live",
    "format": "QUARTER",
    "rules": "NBA",
    "home": {"id": "1", "name": "Harbor"},
    "away": {"id": "2", "name": "Hill"},
}


def test_committed_patch_schema_is_the_generated_one() -> None:
    """`docs/game-patch.schema.json` is what the document's schema makes of it."""
    assert PATCH.read_text(encoding="utf-8") == render(patch_schema())


@pytest.mark.parametrize("schema", [document_schema(), patch_schema()], ids=["document", "patch"])
def test_schemas_are_schemas(schema: dict[str, Any]) -> None:
    """Both files are valid JSON Schemas of the draft they name."""
    Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize(
    "document",
    [
        {},
        {"game": {**GAME, "status": "over"}},
        {"game": GAME, "weather": {}},
        {"game": GAME, "clock": {"ms": -1}},
        {"game": GAME, "clock": {"ms": None}},
        {"game": GAME, "shots": {"a": {"team": "home"}}},
    ],
)
def test_wrong_documents_are_refused(document: dict[str, Any]) -> None:
    """A missing, unknown, negative or null value is not a document."""
    with pytest.raises(AssertionError):
        validate_document(document)


@pytest.mark.parametrize(
    "patch",
    [
        {"weather": {}},
        {"clock": {"ms": -1}},
        {"clock": {"phase": "lunch"}},
        {"lineups": {"home": {"players": ["1", None]}}},
        {"players": {"1": {"line": {"PTS": "2"}}}},
    ],
)
def test_wrong_patches_are_refused(patch: dict[str, Any]) -> None:
    """A patch cannot say what a document cannot hold, and a null within an array deletes nothing."""
    with pytest.raises(AssertionError):
        validate_patch(patch)


def test_patches_may_be_partial_and_delete() -> None:
    """A patch may name any part of an entry, and delete at every depth."""
    old = {"game": GAME, "clock": {"ms": 5, "phase": "period"}, "shots": {"a": {"team": "home", "x": 1}}}
    new = {"game": {**GAME, "venue": "Old Hall"}, "clock": {"phase": "break"}, "shots": {}}
    validate_patch(diff(old, new))
    validate_patch({"shots": {"a": {"x": 2}, "b": {"x": None}}, "score": None})
