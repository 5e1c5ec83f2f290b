"""The graphics' manifests are OGraf v1 manifests."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

ROOT = Path(__file__).parent.parent.parent
SCHEMAS = ROOT.parent / "shared" / "ograf" / "json-schemas"
MANIFEST = "https://ograf.ebu.io/v1/specification/json-schemas/graphics/schema.json"
GRAPHICS = sorted(path for path in (ROOT / "static" / "graphics").iterdir() if path.is_dir() and path.name != "kit")


@pytest.fixture(scope="module")
def manifest_schema() -> Draft202012Validator:
    if not SCHEMAS.is_dir():
        pytest.skip(f"the OGraf schemas are not beside the repository: {SCHEMAS}")
    loaded = [json.loads(path.read_text("utf-8")) for path in SCHEMAS.rglob("*.json")]
    resources = [(schema["$id"], Resource.from_contents(schema)) for schema in loaded]
    registry: Registry[Any] = Registry().with_resources(resources)
    return Draft202012Validator({"$ref": MANIFEST}, registry=registry)


def manifest_of(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / f"{folder.name}.ograf.json").read_text("utf-8"))
    return found


def test_there_are_graphics() -> None:
    """The folder of graphics is where this test looks for it."""
    assert "score-bug-a" in {folder.name for folder in GRAPHICS}


@pytest.mark.parametrize("folder", GRAPHICS, ids=lambda folder: folder.name)
def test_manifest_is_valid(folder: Path, manifest_schema: Draft202012Validator) -> None:
    """The manifest passes the EBU's schema."""
    assert [error.message for error in manifest_schema.iter_errors(manifest_of(folder))] == []


def test_the_schema_refuses_what_is_wrong(manifest_schema: Draft202012Validator) -> None:
    """The schema is really asked: a manifest without a name, or with a key of its own, does not pass."""
    manifest = manifest_of(ROOT / "static" / "graphics" / "score-bug-a")
    assert list(manifest_schema.iter_errors({**manifest, "zone": "bug"}))
    del manifest["name"]
    assert list(manifest_schema.iter_errors(manifest))


@pytest.mark.parametrize("folder", GRAPHICS, ids=lambda folder: folder.name)
def test_manifest_agrees_with_its_folder(folder: Path) -> None:
    """The id is the folder's name, by which the program calls a graphic, and the sources are there."""
    manifest = manifest_of(folder)
    assert manifest["id"] == folder.name
    assert (folder / manifest["main"]).is_file()
