"""What all tests share: a test that needs a browser is skipped where there is none, and fails where CI has none."""

from __future__ import annotations

import os

import pytest

from tests import chromium


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip the browser tests, with the reason, on a machine without Chromium."""
    if chromium.EXECUTABLE or os.environ.get("CI"):
        return
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason="no Chromium on this machine"))
