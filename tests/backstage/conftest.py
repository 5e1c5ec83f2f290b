"""What the tests of the administrators' pages share."""

from typing import Any

import pytest


@pytest.fixture(autouse=True)
def static_root(settings: Any, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Let the collected static files be elsewhere: a clone has none, and WhiteNoise warns of it."""
    settings.STATIC_ROOT = str(tmp_path_factory.getbasetemp())
