"""The recipes of docs/companion.md are what the API takes."""

import re
from pathlib import Path

from tests.control.conftest import Desk

RECIPES = Path(__file__).parents[2] / "docs" / "companion.md"
ROW = re.compile(r"^\| (?P<button>[^|]+) \| (?P<uris>`/[^|]+) \| (?P<bodies>[^|]+) \|$", re.M)


def recipes() -> list[tuple[str, str, str]]:
    """Return what is sent: a name, an address below /api, and a body."""
    found = []
    for row in ROW.finditer(RECIPES.read_text("utf-8")):
        uris = re.findall(r"`/([^`]+)`", row["uris"])
        bodies = [body for body in re.findall(r"`([^`]+)`", row["bodies"]) if body.startswith("{")]
        found += [(row["button"], uri, body) for uri in uris for body in bodies]
    return found


async def test_every_recipe_is_understood(desk: Desk) -> None:
    """With the headers that it says: it is done, or cannot be done now; no address, argument or right is wrong."""
    tried = recipes()
    assert len(tried) > 25
    done = set()
    for button, uri, body in tried:
        address = uri.replace("outputs/1/", f"outputs/{desk.output.pk}/").replace("EVENT", desk.game.pk)
        headers = {"Authorization": f"Bearer {desk.token}"}
        answer = await desk.client.post(f"/api/{address}", body, content_type="application/json", headers=headers)
        assert answer.status_code in (200, 409), (button, uri, body, answer.content)
        if answer.status_code == 200:
            done.add(button)
    assert len(done) > 15, done
