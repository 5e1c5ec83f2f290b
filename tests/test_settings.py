"""A missing or wrong setting is one clear line at the start, on standard error, and a non-zero exit."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FOLLOWS = {"EVENT_API_URL": "http://127.0.0.1:9", "EVENT_USERNAME": "u", "EVENT_SECRET": "s"}


def start(folder: Path, command: str, **changes: str) -> subprocess.CompletedProcess[str]:
    """Run a management command that is expected to end by itself."""
    database = f"sqlite:///{folder / 'empty.sqlite3'}"
    environment = {**os.environ, "SECRET_KEY": "x", "DATABASE_URL": database, "REDIS_URL": "", **changes}
    return subprocess.run(
        [sys.executable, "manage.py", *command.split()],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize(
    ("command", "changes", "said"),
    [
        ("check", {"DEBUG": "maybe"}, "Wrong settings: DEBUG is 'maybe': write true or false."),
        ("check", {"DATABASE_URL": "nonsense"}, "Wrong settings: DATABASE_URL is wrong: write sqlite:///FILE or"),
        (
            "serve",
            {"EVENT_API_URL": "", "EVENT_USERNAME": "", "EVENT_SECRET": "s"},
            "Not set: EVENT_API_URL, EVENT_USERNAME.",
        ),
        ("serve", FOLLOWS | {"EVENT_API_URL": "ftp://x"}, "EVENT_API_URL is 'ftp://x': write http:// or https://"),
        ("serve", FOLLOWS | {"LIVE_DATA_URL": "ws://x"}, "LIVE_DATA_URL has no {token} in it"),
        ("serve", FOLLOWS | {"SECRET_KEY": ""}, "SECRET_KEY is not set"),
        ("serve --no-worker", FOLLOWS, "REDIS_URL is not set: a worker in a process of its own"),
        ("feedworker", FOLLOWS, "REDIS_URL is not set: a worker in a process of its own"),
        (
            "feedworker",
            FOLLOWS | {"REDIS_URL": "redis://127.0.0.1:9/0"},
            "The database lacks tables of this version. Run: manage.py migrate",
        ),
        ("serve", FOLLOWS, "The database lacks tables of this version. Run: manage.py migrate"),
        ("serve", FOLLOWS | {"DATABASE_URL": "postgres://u:p@127.0.0.1:9/x"}, "The database cannot be used: "),
        ("feedworker", {"EVENT_USERNAME": ""}, "EVENT_USERNAME"),
    ],
)
def test_wrong_setting_is_one_line(command: str, changes: dict[str, str], said: str, tmp_path: Path) -> None:
    """The line names the setting and says what to write."""
    ended = start(tmp_path, command, **changes)
    assert ended.returncode != 0
    assert said in ended.stderr
    assert "Traceback" not in ended.stderr
