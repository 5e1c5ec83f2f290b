"""What a process makes sure of before it starts, so that what is wrong is said in one line."""

from __future__ import annotations

import socket

from django.core.management.base import CommandError
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

NO_REDIS = "REDIS_URL is not set: a worker in a process of its own shares the live documents through a Redis."


def check_database() -> None:
    """Raise `CommandError` in one line if the database is not there or its tables are not those of this version."""
    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        raise CommandError(f"The database cannot be used: {str(error).splitlines()[0]}") from error
    finally:
        connection.close()
    if missing:
        raise CommandError("The database lacks tables of this version. Run: manage.py migrate")


def check_port(host: str, port: int) -> None:
    """Raise `CommandError` in one line if nothing can listen there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as error:
            reason = getattr(error, "strerror", None) or error
            raise CommandError(f"Cannot listen on {host}:{port}: {reason}. Choose another with --port.") from error
