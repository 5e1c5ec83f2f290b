"""What all tests share: one that needs a browser or a server is skipped where there is none, and fails where CI has
none. How long an example of a property takes is no failure: machines are of all speeds, and busy.

Several workers get the tests in the order of `tests/shares.py`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from django.conf import settings as django_settings
from django.db import connection
from hypothesis import HealthCheck, settings
from playwright import async_api, sync_api
from pytest_django.plugin import DjangoDbBlocker

from tests import chromium, postgres_server, redis_server, shares

PATIENCE_MS = 20_000
NO_SERVERS = "no Redis or no PostgreSQL on this machine"
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "django_db_serialized_rollback"}


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option with which the tests are run once more on another database."""
    parser.addoption("--database-only", action="store_true", help="run only the tests that use the database")


def pytest_configure() -> None:
    """Let WhiteNoise look for a file when it is asked for: each test client has it list them all else.

    Programs in processes of their own list them, as in use. What a page is to show may take longer on a busy machine.
    """
    django_settings.WHITENOISE_AUTOREFRESH = True
    for playwright in (async_api, sync_api):
        playwright.expect.set_options(timeout=PATIENCE_MS)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip what this machine lacks something for, with the reason; leave out what --database-only does.

    pytest-randomly has put them in its order before.
    """
    if config.getoption("database_only"):
        chosen = [item for item in items if uses_database(item)]
        config.hook.pytest_deselected(items=[item for item in items if item not in chosen])
        items[:] = chosen
    workers = getattr(config, "workerinput", {}).get("workercount", 1)
    if workers > 1:
        items[:] = shares.long_first(items, lambda item: item.get_closest_marker("endtoend") is not None, workers)
    if os.environ.get("CI"):
        return
    missing = {
        "browser": None if chromium.EXECUTABLE else "no Chromium on this machine",
        "servers": None if redis_server.EXECUTABLE and postgres_server.executable("initdb") else NO_SERVERS,
    }
    for item in items:
        for marker, reason in missing.items():
            if reason and item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Have PostgreSQL end what threads of past tests still hold, before the test database is dropped."""
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


def uses_database(item: pytest.Item) -> bool:
    """Tell whether a test asks for the database."""
    fixtures = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(fixtures & DATABASE_FIXTURES)
