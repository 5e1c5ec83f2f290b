"""The demo itself, inside the virtual environment: a fresh database, a stand-in with one game, and the program.

Everything listens on 127.0.0.1 only. Ctrl-C stops all of it.
"""

from __future__ import annotations

import argparse
import errno
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from io import StringIO
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "var" / "demo"
STOPS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
START_SECONDS = 30
STOP_SECONDS = 15
UNDER_WAY_SECONDS = 2960
"""A stretch of the default game in which the clock runs for most of four minutes: a first look should see it move."""


def say(text: str) -> None:
    """Tell what is going on."""
    print(f"courtside: {text}", flush=True)


def port_number(text: str) -> int:
    """Read a port. Raises `argparse.ArgumentTypeError`."""
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(f"a port is a number from 1 to 65535, not {text}")
    return int(text)


def parse() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="bin/demo", description="Start Courtside with a game to look at.")
    parser.add_argument("--port", type=port_number, default=8000, help="port of the pages (default: %(default)s)")
    parser.add_argument("--game", type=Path, metavar="FILE", help="a recording; without it a game is simulated")
    parser.add_argument("--speed", default="1", help="times as fast as life (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=7, help="of the simulated game (default: %(default)s)")
    parser.add_argument(
        "--offset",
        type=float,
        help="seconds into the recording to begin (default: 0; a simulated game is joined under way)",
    )
    return parser.parse_args()


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def check_port(port: int) -> None:
    """Stop with one clear line if nothing can listen there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            why = "is in use" if error.errno == errno.EADDRINUSE else f"cannot be had ({error.strerror})"
            raise SystemExit(f"courtside: port {port} {why}; choose another, such as bin/demo --port 8123") from error


class Children:
    """The processes that the demo starts, in a session of their own so that Ctrl-C reaches only the demo."""

    def __init__(self) -> None:
        self._running: list[tuple[str, subprocess.Popen[bytes]]] = []

    def start(self, name: str, *arguments: str) -> None:
        """Start `manage.py` with these arguments; what it says goes to var/demo/<name>.log."""
        with (FOLDER / f"{name}.log").open("wb") as log:
            child = subprocess.Popen(
                [sys.executable, str(ROOT / "manage.py"), *arguments],
                cwd=ROOT,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._running.append((name, child))

    def failed(self) -> str | None:
        """Return the name of one that has ended, with the last line it said."""
        for name, child in self._running:
            if child.poll() is not None:
                lines = (FOLDER / f"{name}.log").read_text(errors="replace").strip().splitlines()
                last = lines[-1] if lines else "nothing"
                return f"{name} has stopped with code {child.returncode}; it last said: {last}"
        return None

    def stop(self) -> None:
        """Stop the newest first, and wait for each; a second Ctrl-C does not leave one behind."""
        for number in STOPS:
            signal.signal(number, signal.SIG_IGN)
        for name, child in reversed(self._running):
            if child.poll() is None:
                child.send_signal(signal.SIGTERM)
                try:
                    child.wait(STOP_SECONDS)
                except subprocess.TimeoutExpired:
                    say(f"{name} does not stop, it is killed")
                    child.kill()
                    child.wait()


def wait_for(url: str, children: Children) -> None:
    """Wait until the address answers."""
    until = time.monotonic() + START_SECONDS
    while True:
        if said := children.failed():
            raise SystemExit(f"courtside: {said}")
        try:
            with urllib.request.urlopen(url, timeout=2):  # noqa: S310 - an address of our own
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            if time.monotonic() > until:
                raise SystemExit(f"courtside: {url} does not answer; see {FOLDER}/*.log") from None
            time.sleep(0.1)


def configure(port: int, api_port: int) -> None:
    """Set the environment that this process and its children read their settings from."""
    os.environ.update(
        {
            "DJANGO_SETTINGS_MODULE": "broadcast.settings",
            "DATABASE_URL": f"sqlite:///{FOLDER / 'db.sqlite3'}",
            "REDIS_URL": "",
            "LOG_FORMAT": "console",
            "SECRET_KEY": secrets.token_urlsafe(40),
            "ALLOWED_HOSTS": "127.0.0.1,localhost",
            "EVENT_API_URL": f"http://127.0.0.1:{api_port}",
            "LIVE_DATA_URL": f"ws://127.0.0.1:{api_port}/v2/live?token={{token}}",
            "REHEARSAL_URL": f"http://127.0.0.1:{api_port}",
            "RECORDINGS_DIR": str(FOLDER / "recordings"),
            "EVENT_USERNAME": "demo",
            "EVENT_SECRET": secrets.token_urlsafe(20),
        }
    )


def recording_of(options: argparse.Namespace) -> Path:
    """Return the recording to play: the one asked for, or a simulated one, kept from start to start."""
    if options.game is not None:
        path: Path = options.game.resolve()
        if not path.is_file():
            raise SystemExit(f"courtside: there is no file {options.game}")
        return path
    from django.core.management import call_command

    path = FOLDER / f"simulated-{options.seed}.jsonl.gz"
    if not path.exists():
        say("simulating a game")
        call_command("simulate_game", seed=options.seed, out=str(path), rules="NBA", stdout=StringIO())
    return path


def main() -> None:
    """Run the demo until Ctrl-C."""
    options = parse()
    check_port(options.port)
    FOLDER.mkdir(parents=True, exist_ok=True)
    for file in FOLDER.glob("db.sqlite3*"):
        file.unlink()
    api_port = free_port()
    configure(options.port, api_port)
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    from django.core.management import call_command

    from broadcast.recordings.format import RecordingError, read

    recording = recording_of(options)
    try:
        header, _ = read(recording)
    except RecordingError as error:
        raise SystemExit(f"courtside: {error}") from error
    offset = options.offset if options.offset is not None else (0 if options.game else UNDER_WAY_SECONDS)
    event_id = header.game["event_id"]
    children = Children()
    try:
        say("starting the stand-in of the Event API")
        children.start(
            "standin",
            "standin",
            str(recording),
            f"--world={options.seed}",
            f"--port={api_port}",
            f"--speed={options.speed}",
            f"--offset={offset}",
        )
        say("making a fresh database")
        call_command("migrate", verbosity=0)
        say("starting Daphne and the feed worker")
        children.start("serve", "serve", f"--port={options.port}", "--worker")
        os.environ["DJANGO_SUPERUSER_PASSWORD"] = "demo"  # noqa: S105 - bound to 127.0.0.1
        call_command("createsuperuser", interactive=False, username="demo", email="demo@localhost", verbosity=0)
        wait_for(f"http://127.0.0.1:{api_port}/standin/", children)
        call_command("follow", event_id, rules=header.rules, days=30, stdout=StringIO())
        overlay = output_url(event_id, options.port)
        base = f"http://127.0.0.1:{options.port}"
        wait_for(f"{base}/accounts/login/", children)
        wait_for(overlay, children)
        say("ready. Log in as demo, password demo.")
        print(f"  board    {base}/\n  game     {base}/games/{event_id}/\n  overlay  {overlay}", flush=True)
        print("  Ctrl-C stops all of it.", flush=True)
        while not (said := children.failed()):
            time.sleep(0.5)
        raise SystemExit(f"courtside: {said}")
    except KeyboardInterrupt:
        say("stopping")
        raise
    finally:
        children.stop()


def output_url(event_id: str, port: int) -> str:
    """Make the output "Program" for the game, and return the address of its overlay."""
    from django.core.management import call_command

    said = StringIO()
    call_command("output", "Program", event=event_id, stdout=said)
    return f"http://127.0.0.1:{port}{said.getvalue().strip()}"


def interrupt(*_: object) -> None:
    """End as Ctrl-C does."""
    raise KeyboardInterrupt


if __name__ == "__main__":
    # By hand: a shell that starts a program in the background has it ignore Ctrl-C, and a terminal that is closed
    # would end the demo without its children.
    for number in STOPS:
        signal.signal(number, interrupt)
    try:
        main()
    except KeyboardInterrupt:
        say("stopped")
