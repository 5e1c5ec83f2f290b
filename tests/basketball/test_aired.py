"""The aired view. The examples are shared with the JavaScript twin."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from broadcast.basketball.aired import aired_view

VECTORS = json.loads((Path(__file__).parent.parent / "vectors" / "aired.json").read_text("utf-8"))


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_aired_view(vector: dict[str, Any]) -> None:
    """The aired view is as the shared examples say, and its inputs are left as they were."""
    feed, manual = copy.deepcopy(vector["feed"]), copy.deepcopy(vector["manual"])
    assert aired_view(feed, manual, vector.get("delay_ms", 0)) == vector["aired"]
    assert (feed, manual) == (vector["feed"], vector["manual"])
