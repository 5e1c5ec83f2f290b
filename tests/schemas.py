"""The schemas of the game document and of its patches, and validators that say where a value is wrong.

`docs/game-patch.schema.json` is generated from `docs/game-document.schema.json`. To write it anew:
`python -m tests.schemas`.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

DOCS = Path(__file__).resolve().parents[1] / "docs"
DOCUMENT = DOCS / "game-document.schema.json"
PATCH = DOCS / "game-patch.schema.json"

Schema = dict[str, Any]


def document_schema() -> Schema:
    """Return the schema of the game document."""
    schema: Schema = json.loads(DOCUMENT.read_bytes())
    return schema


def patch_schema() -> Schema:
    """Return the schema of a merge patch (RFC 7386) on the game document, made from the document's.

    Every property may be absent or null, at every depth. Arrays are replaced whole, so they and their items are as
    in the document.
    """
    document = document_schema()
    definitions = document.pop("$defs")
    schema: Schema = {
        **_patched(document),
        "title": "Game patch",
        "description": "A JSON merge patch (RFC 7386) on the game document, generated from its schema. Null deletes.",
        "$defs": {name: _patched(definition) for name, definition in definitions.items()},
    }
    return schema


def _patched(schema: Schema) -> Schema:
    """Return the schema of what a patch may say at the place of a value of this schema, null left aside."""
    changed = {name: value for name, value in schema.items() if name != "required"}
    if "properties" in schema:
        changed["properties"] = {name: _or_null(value) for name, value in schema["properties"].items()}
    if isinstance(schema.get("additionalProperties"), dict):
        changed["additionalProperties"] = _or_null(schema["additionalProperties"])
    return changed


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [_patched(schema), {"type": "null"}]}


def render(schema: Schema) -> str:
    """Return the schema as the file holds it."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


@cache
def _validator(patch: bool) -> Draft202012Validator:
    return Draft202012Validator(patch_schema() if patch else document_schema())


def _validate(value: Any, *, patch: bool) -> None:
    errors = [
        f"/{'/'.join(map(str, error.absolute_path))}: {error.message[:300]}"
        for error in _validator(patch).iter_errors(value)
    ]
    assert not errors, "\n".join(errors)


def validate_document(document: Any) -> None:
    """Raise AssertionError, saying where, if the value is no game document. `feed` may be left out, as a room may."""
    _validate({"feed": {"state": "live"}, **document}, patch=False)


def validate_patch(patch: Any) -> None:
    """Raise AssertionError, saying where, if the value is no merge patch on a game document."""
    _validate(patch, patch=True)


if __name__ == "__main__":
    PATCH.write_text(render(patch_schema()), encoding="utf-8")
