"""The schemas of the game document and of its patches, and validators that say where a value is wrong.

A value is held against a part of a schema once: documents are looked at after each change, and most is as it was.

`docs/game-patch.schema.json` is generated from `docs/game-document.schema.json`. To write it anew:
`python -m tests.schemas`.
"""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable, Iterator
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, ValidationError
from jsonschema.protocols import Validator
from jsonschema.validators import extend

DOCS = Path(__file__).resolve().parents[1] / "docs"
DOCUMENT = DOCS / "game-document.schema.json"
PATCH = DOCS / "game-patch.schema.json"

Schema = dict[str, Any]
Check = Callable[[Validator, Any, Any, Any], Iterator[ValidationError]]
"""What a keyword asks: of a validator, the keyword's own value, the value that is checked, and the schema around it."""


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


def _remembering(check: Check) -> Check:
    """Return a check that passes over what it has found right before: the same bytes under the same part of a schema.

    The schema lives as long as the check, so the identity of a part is its own. What is wrong is looked at each time.
    """
    right: set[tuple[int, bytes]] = set()

    def remembering(validator: Validator, asked: Any, value: Any, schema: Any) -> Iterator[ValidationError]:
        # Pickled, 1 and 1.0 and true differ, as they may for a schema.
        key = id(schema), blake2b(pickle.dumps(value), digest_size=16).digest()
        if key in right:
            return
        wrong = False
        for error in check(validator, asked, value, schema):
            wrong = True
            yield error
        if not wrong:
            right.add(key)

    return remembering


def validator(schema: Schema) -> Validator:
    """Return a validator of a schema that remembers which objects were right."""
    keywords = ("properties", "additionalProperties")
    remembered = {keyword: _remembering(Draft202012Validator.VALIDATORS[keyword]) for keyword in keywords}
    made: Validator = extend(Draft202012Validator, remembered)(schema)  # type: ignore[no-untyped-call]
    return made


@cache
def _validator(patch: bool) -> Validator:
    return validator(patch_schema() if patch else document_schema())


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
