"""The worlds that tests only read."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.standin.reader import Reader, reading


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=[7, pytest.param(20260103, marks=pytest.mark.soak)])
async def world(request: pytest.FixtureRequest) -> AsyncIterator[Reader]:
    """Serve a world that the tests of a module only read."""
    async with reading(request.param) as reader:
        yield reader
