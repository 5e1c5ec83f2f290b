"""The servers that are compared, each started as a process of its own on a free port of 127.0.0.1."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from bench.broadcasting import load, wire
from bench.broadcasting.viewers import Manners
from tests.redis_server import RedisServer

ROOT = Path(__file__).resolve().parents[2]
NODE_FOLDER = Path(__file__).parent / "node"
NCHAN_MODULE = Path("/usr/lib/nginx/modules/ngx_nchan_module.so")
START_WITHIN = 60.0  # s
TICKS = os.sysconf("SC_CLK_TCK")

NGINX = """
daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/log warn;
load_module {module};
events {{ worker_connections 8192; }}
http {{
  access_log off; client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder};
  uwsgi_temp_path {folder}; scgi_temp_path {folder}; keepalive_requests 1000000; tcp_nodelay on;
  nchan_shared_memory_size 128m;
  server {{
    listen 127.0.0.1:{port} backlog=4096;
    location ~ ^/orders/(.+)$ {{
      nchan_publisher; nchan_channel_id $1; nchan_message_buffer_length 200; nchan_message_timeout 60s;
    }}
    location ~ ^/viewers/(.+)$ {{
      nchan_subscriber websocket; nchan_channel_id $1; nchan_subscriber_first_message newest;
    }}
  }}
}}
"""


class Missing(RuntimeError):
    """The server is not installed here. The message says what to install."""


class Orders:
    """The line to the publisher in a server: what is to be published, and when it was due."""

    def __init__(self, port: int, doc: str) -> None:
        self.line = wire.connect(port)
        self.line.sendall(wire.handshake(port, "/orders"))
        rest: bytes | None = None
        came = b""
        while rest is None:
            came += self._read()
            rest = wire.after_handshake(came)
        self.line.sendall(wire.masked({"open": doc}))
        while not rest.endswith(b"open"):
            rest += self._read()

    def publish(self, count: int, due: int) -> None:
        """Have patches published, the next `count`; `due` in us of the monotonic clock."""
        self.line.sendall(wire.masked({"count": count, "due": due}))

    def drain(self) -> None:
        """Read what the server answers."""
        data = self._read()
        start = 0
        while (found := wire.frame_at(data, start)) is not None:
            opcode, begin, end = found
            if opcode == wire.PING:
                self.line.sendall(wire.pong(data[begin:end]))
            start = end

    def _read(self) -> bytes:
        data = self.line.recv(65_536)
        if not data:
            raise wire.Refused("the server closed the publisher's socket")
        return data


class Posts(Orders):
    """Publishes to nchan: a POST for each patch, over one connection that does not wait for the answers."""

    def __init__(self, port: int, doc: str) -> None:
        self.line = wire.connect(port)
        self._doc = doc
        self._rev = load.FIRST_REV
        self._head = f"POST /orders/{doc} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"

    def publish(self, count: int, due: int) -> None:
        requests = []
        for number in range(count):
            self._rev += 1
            text = load.text(self._doc, self._rev, due + number)
            requests.append(f"{self._head}Content-Length: {len(text)}\r\n\r\n{text}")
        self.line.sendall("".join(requests).encode())

    def drain(self) -> None:
        data = self._read()
        if b"HTTP/1.1 4" in data or b"HTTP/1.1 5" in data:
            raise wire.Refused(data.decode("latin-1"))


@dataclass(frozen=True, slots=True)
class Kind:
    """One row of the table: a server, how it is started, how its viewers behave and how it is published to."""

    name: str
    title: str
    command: Callable[[Path], list[str]]
    manners: Callable[[str], Manners]
    environment: tuple[tuple[str, str], ...] = ()
    orders: type[Orders] = Orders
    redis: bool = False


def hub_viewer(doc: str) -> Manners:
    """Say hello, watch, and acknowledge as a page does."""
    return Manners("/ws/live/", ({"op": "hello", "v": 1}, {"op": "watch", "doc": doc}), doc)


def plain_viewer(doc: str) -> Manners:
    """Ask for the group, channel or room at its address and say nothing more."""
    return Manners(f"/viewers/{doc}")


def daphne(application: str) -> Callable[[Path], list[str]]:
    """Return how Daphne serves an application."""
    endpoint = "tcp:port=0:interface=127.0.0.1"
    return lambda _: [sys.executable, "-m", "daphne", "-e", endpoint, f"bench.broadcasting.{application}:application"]


def uvicorn(application: str) -> Callable[[Path], list[str]]:
    """Return how uvicorn serves an application."""
    options = ["--host", "127.0.0.1", "--port", "0", "--lifespan", "off", "--no-access-log"]
    return lambda _: [sys.executable, "-m", "uvicorn", *options, f"bench.broadcasting.{application}:application"]


def node(*options: str) -> Callable[[Path], list[str]]:
    """Return how Node runs the broadcast loop. Installs ws beside it where that has not been done."""

    def command(_: Path) -> list[str]:
        executable, npm = shutil.which("node"), shutil.which("npm")
        if executable is None:
            raise Missing("node is not installed")
        if not (NODE_FOLDER / "node_modules" / "ws").exists():
            if npm is None:
                raise Missing("npm is not installed, and so ws is not")
            installed = subprocess.run([npm, "ci", "--silent"], cwd=NODE_FOLDER, capture_output=True, text=True)
            if installed.returncode:
                raise Missing(f"npm could not install ws: {installed.stderr.strip()}")
        shape = [str(load.FIRST_REV), str(load.TEXT_BYTES), str(load.STAMP_DIGITS), load.EPOCH]
        return [executable, str(NODE_FOLDER / "server.js"), *shape, *options]

    return command


def nchan(folder: Path) -> list[str]:
    """Return how nginx runs with nchan. nginx wants its port in its configuration."""
    executable = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")
    if executable is None or not NCHAN_MODULE.exists():
        raise Missing("nchan is not installed (Debian package: libnginx-mod-nchan)")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    configuration = folder / "nginx.conf"
    configuration.write_text(NGINX.format(folder=folder, module=NCHAN_MODULE, port=port))
    (folder / "port").write_text(str(port))
    return [executable, "-c", str(configuration), "-p", str(folder), "-e", str(folder / "log")]


def channels(layer: str, server: Callable[[str], Callable[[Path], list[str]]], title: str) -> Kind:
    """Return plain Channels over a layer."""
    return Kind(
        f"channels-{layer}-{server.__name__}",
        title,
        server("channels_application"),
        plain_viewer,
        (("BENCH_LAYER", layer),),
        redis=True,
    )


HUB = Kind("hub-daphne", "hub, Daphne", daphne("hub_application"), hub_viewer)
HUB_ONE_BY_ONE = replace(
    HUB, name="hub-one-by-one", title="hub, Daphne, a write a patch", environment=(("BENCH_ONE_BY_ONE", "1"),)
)
HUB_BY_SEND = replace(HUB, name="hub-by-send", title="hub, Daphne, by ASGI send", environment=(("BENCH_BY_SEND", "1"),))
HUB_UVICORN = Kind("hub-uvicorn", "hub, uvicorn", uvicorn("hub_application"), hub_viewer)
CHANNELS = (
    channels("core", daphne, "Channels, core layer, Daphne"),
    channels("pubsub", daphne, "Channels, pubsub layer, Daphne"),
)
CHANNELS_UVICORN = channels("pubsub", uvicorn, "Channels, pubsub layer, uvicorn")
WS = Kind("ws", "Node ws", node(), plain_viewer)
WS_CORKED = Kind("ws-corked", "Node ws, corked", node("corked"), plain_viewer)
NCHAN = Kind("nchan", "nchan", nchan, plain_viewer, orders=Posts)


class Server:
    """A server under test. Raises Missing where it is not installed."""

    def __init__(self, kind: Kind, redis: RedisServer | None) -> None:
        self.kind = kind
        self._folder = tempfile.TemporaryDirectory(prefix="courtside-bench-")
        folder = Path(self._folder.name)
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "broadcast.settings",
            "PYTHONPATH": str(ROOT),
            "SECRET_KEY": "bench",
            "DEBUG": "1",
            **dict(kind.environment),
        }
        if kind.redis and redis is not None:
            environment["BENCH_REDIS"] = redis.url
        self._said = folder / "stderr"
        with self._said.open("wb") as said:
            self._process = subprocess.Popen(
                kind.command(folder),
                cwd=folder,
                env=environment,
                stdout=subprocess.DEVNULL,
                stderr=said,
                start_new_session=True,  # what is called node may be a wrapper that starts it
            )
        self.port = self._listening(folder / "port")

    def cpu(self) -> float:
        """Return the CPU time in s that the server and its children have taken."""
        pids = [self._process.pid]
        for pid in pids:
            with suppress(OSError):
                pids += map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())
        return sum(map(cpu_of, pids))

    def stop(self) -> None:
        """End the server."""
        for number in (signal.SIGTERM, signal.SIGKILL):
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, number)
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(5)
        self._folder.cleanup()

    def _listening(self, known: Path) -> int:
        deadline = time.monotonic() + START_WITHIN
        while self._process.poll() is None and time.monotonic() < deadline:
            if known.exists():
                port = int(known.read_text())
                with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                    return port
            elif said := re.search(
                r"(?:TCP address 127\.0\.0\.1:|http://127\.0\.0\.1:|listening on )(\d+)", self._said.read_text()
            ):
                return int(said[1])
            time.sleep(0.02)
        said_last = self._said.read_text()[-2000:]
        self.stop()
        raise RuntimeError(f"{self.kind.title} did not start: {said_last}")


def cpu_of(pid: int) -> float:
    """Return the CPU time of a process in s, user and system."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS
