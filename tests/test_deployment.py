"""What Dockerfile, compose.yaml, .env.example and docs/operating.md name is there in the program."""

from __future__ import annotations

import json
import re
import tomllib
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import get_commands, load_command_class
from prometheus_client import REGISTRY

from broadcast import __version__
from broadcast.backstage.metrics import VIEWERS
from broadcast.feed.management.commands.serve import APPLICATIONS_SECONDS, FAREWELL_SECONDS
from broadcast.feed.metrics import FEEDS
from broadcast.feed.stopping import STOP_SECONDS

ROOT = Path(__file__).resolve().parent.parent
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text())
SERVICES: dict[str, Any] = COMPOSE["services"]
OURS = [name for name, service in SERVICES.items() if service["image"] == "courtside"]
OPERATING = (ROOT / "docs" / "operating.md").read_text()


@cache
def instructions() -> list[tuple[str, str]]:
    """Return the Dockerfile's instructions, with lines that go on joined."""
    text = re.sub(r"\\\n\s*", " ", (ROOT / "Dockerfile").read_text())
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [(name, rest) for name, _, rest in (line.partition(" ") for line in lines)]


def commands() -> list[list[str]]:
    """Return all command lines of manage.py that the image and the services run."""
    found = [service["command"] for name, service in SERVICES.items() if name in OURS]
    for name, rest in instructions():
        if name == "CMD":
            found.append(json.loads(rest))
        elif name == "RUN":
            found += [part.split() for part in rest.split(" && ") if "manage.py" in part]
    return [line[line.index("manage.py") + 1 :] for line in found]


@cache
def settings_read() -> set[str]:
    """Return the names that settings.py reads from the environment."""
    text = (ROOT / "broadcast" / "settings.py").read_text()
    return set(re.findall(r'(?:env\.\w+|flag|choice)\(\s*"([A-Z_]+)"', text))


def variables(text: str) -> set[str]:
    """Return the names that a text of compose.yaml takes from whoever starts it."""
    return set(re.findall(r"\$\{([A-Z_]+)", text))


@pytest.mark.parametrize("line", commands(), ids=" ".join)
def test_command_can_be_parsed(line: list[str]) -> None:
    """Every command is there, and takes the options it is given."""
    name, *options = line
    command = load_command_class(get_commands()[name], name)
    command.create_parser("manage.py", name).parse_args(options)


def test_the_image_holds_all_that_is_copied() -> None:
    """What the Dockerfile copies from here is there and is not ignored, and what the program needs is copied."""
    ignored = [line for line in (ROOT / ".dockerignore").read_text().splitlines() if line and not line.startswith("#")]
    assert ignored[0] == "*"
    let_in = {line[1:] for line in ignored if line.startswith("!")}
    copied = {
        source
        for name, rest in instructions()
        if name == "COPY" and not rest.startswith("--from")
        for source in rest.split()[:-1]
    }
    for source in copied:
        assert (ROOT / source).exists(), source
        assert source.split("/")[0] in let_in, source
    assert let_in == {source.split("/")[0] for source in copied}
    assert {"manage.py", "broadcast", "templates", "static"} <= copied
    secret = [name for name in (".env", "var", ".git", "node_modules") if any(fnmatch(name, one) for one in let_in)]
    assert not secret


def test_front_end_is_built_where_it_finds_its_sources() -> None:
    """Whatever the front end imports from beside `static` is copied into its stage."""
    stage = (ROOT / "Dockerfile").read_text().split("\nFROM ")[1]
    outside = set()
    for file in (ROOT / "static").rglob("*.js"):
        if "dist" not in file.parts:
            for imported in re.findall(r'from "(\.\.?/[^"]+)"', file.read_text()):
                path = (file.parent / imported).resolve().relative_to(ROOT)
                if path.parts[0] != "static":
                    outside.add(path.parent)
    assert outside
    assert all(f"COPY {folder} {folder}" in stage for folder in outside)


def test_packages_are_locked_with_hashes() -> None:
    """Each package of the image has one version and its hashes."""
    text = (ROOT / "requirements.txt").read_text().replace("\\\n", "")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    assert len(lines) > 40
    assert all(re.match(r"[a-z0-9.-]+==\S+ +--hash=sha256:", line) for line in lines)


def test_image_does_not_run_as_root_and_says_how_it_is() -> None:
    """The last user is not root, health is asked at /healthz, and what stops it is what serve listens to."""
    given = dict(instructions())  # the last of each
    assert given["USER"] not in ("root", "0")
    assert "/healthz" in given["HEALTHCHECK"]
    assert given["STOPSIGNAL"] == "SIGTERM"


def test_settings_of_the_services_are_read() -> None:
    """Every variable that a service gets is a setting, and every variable asked for is in .env.example."""
    known = settings_read()
    for name in OURS:
        assert set(SERVICES[name]["environment"]) <= known, name
    example = set(re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    assert variables((ROOT / "compose.yaml").read_text()) <= example
    assert known <= example
    assert example <= known | {"POSTGRES_PASSWORD", "WEB_PORT"}


def test_settings_are_documented() -> None:
    """docs/operating.md has a row for every setting."""
    missing = [name for name in sorted(settings_read()) if not re.search(rf"^\|[^|]*`{name}`", OPERATING, re.MULTILINE)]
    assert not missing


def test_required_variables_say_what_to_put() -> None:
    """Without a secret nothing starts, and the message says what to put where."""
    text = (ROOT / "compose.yaml").read_text()
    for name in ("SECRET_KEY", "EVENT_USERNAME", "EVENT_SECRET", "POSTGRES_PASSWORD"):
        assert re.search(rf"\$\{{{name}:\?[^}}]+\.env\}}", text), name
        assert not re.search(rf"\$\{{{name}[^:]", text), name


def test_only_the_pages_are_published_and_only_here() -> None:
    """Redis, PostgreSQL and the worker are not reachable from outside, the pages on this machine alone."""
    published = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}
    assert list(published) == ["web"]
    assert all(port.startswith("127.0.0.1:") for port in published["web"])
    for name in ("redis", "postgres"):
        assert SERVICES[name]["networks"] == ["inside"]
    assert COMPOSE["networks"]["inside"]["internal"] is True


def test_services_wait_for_what_they_need() -> None:
    """Web and worker start after the tables are made, and after Redis and PostgreSQL are well."""
    for name in ("web", "worker"):
        wanted = {other: after["condition"] for other, after in SERVICES[name]["depends_on"].items()}
        assert wanted["migrate"] == "service_completed_successfully"
        assert wanted["redis"] == wanted["postgres"] == "service_healthy"
    assert all("healthcheck" in SERVICES[name] for name in ("worker", "redis", "postgres"))
    assert SERVICES["migrate"]["restart"] == "no"
    assert all(SERVICES[name]["restart"] == "unless-stopped" for name in SERVICES if name != "migrate")


def test_services_are_given_the_time_to_stop() -> None:
    """A process is killed only after all that it waits for itself."""
    longest = STOP_SECONDS + FAREWELL_SECONDS + APPLICATIONS_SECONDS
    for name in ("web", "worker"):
        assert int(SERVICES[name]["stop_grace_period"].removesuffix("s")) > longest + 5


def test_redis_forgets_nothing_by_itself() -> None:
    """Redis keeps what it has over a restart, and never drops a document to make room."""
    line = " ".join(SERVICES["redis"]["command"])
    assert "--appendonly yes" in line
    assert "--maxmemory-policy noeviction" in line


def test_figures_are_documented() -> None:
    """docs/operating.md has a row for every figure, and names none that is not there."""
    with FEEDS.watching({}):
        families = [*REGISTRY.collect(), *VIEWERS.collect()]
    ours = set()
    for family in families:
        if family.name.startswith("courtside_"):
            suffix = {"counter": "_total", "info": "_info"}.get(family.type, "")
            ours.add(family.name + suffix)
    named = set(re.findall(r"courtside_[a-z_]+", OPERATING))
    series = {re.sub(r"_(bucket|sum|count)$", "", name) for name in named}
    assert ours - series == set()
    assert series - ours == set()


def test_version_is_said_once() -> None:
    """The version of the package is that of the program."""
    assert tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"] == __version__
