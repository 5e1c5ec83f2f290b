"""Ports for servers of tests: nobody is given one twice, be it in another process."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests import ports
from tests.ports import PORTS, take_port

TAKE_ONE = "from tests.ports import take_port; print(take_port(), flush=True); input()"


def test_ports_of_several_processes_differ() -> None:
    """What one process has taken and does not listen on is not given to another, nor to itself again."""
    root = Path(__file__).resolve().parent.parent
    others = [
        subprocess.Popen(
            [sys.executable, "-c", TAKE_ONE], cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    try:
        taken = [take_port() for _ in range(3)]
        for other in others:
            assert other.stdout is not None
            taken.append(int(other.stdout.readline()))
    finally:
        for other in others:
            other.communicate("\n")
    assert len(set(taken)) == 5
    assert set(taken) <= set(PORTS)


def test_port_that_somebody_listens_on_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that knows nothing of the locks keeps its port."""
    port = take_port()
    monkeypatch.setattr(ports, "FOLDER", tmp_path)
    monkeypatch.setattr(ports, "PORTS", range(port, PORTS.stop))
    monkeypatch.setattr(ports, "_locks", {})
    with socket.create_server(("127.0.0.1", port)):
        assert take_port() > port
