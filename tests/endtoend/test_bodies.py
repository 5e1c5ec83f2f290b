"""Large bodies of requests: `manage.py serve` goes on meanwhile, and takes none that is too large."""

from __future__ import annotations

import asyncio
import os
import re
import socket
from pathlib import Path

import httpx
import pytest

from tests.endtoend.processes import program

pytestmark = pytest.mark.endtoend

MOST = 80 << 20
"""`broadcast.feed.bodies.MOST`, which is not imported here: Daphne would come with it, and Twisted's reactor."""
LONGEST_PAUSE = 1.0
"""Seconds of a processor. It was 2.4 to 3.8 when the form was parsed in the event loop; it is 0.1 since."""


def processor_seconds(pid: int) -> float:
    """Return how long a process has had a processor so far: on a busy machine it goes on, but no faster than the work.

    Fields 14 and 15 of /proc/PID/stat, in user mode and in the kernel; the second is a name in parentheses.
    """
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def answer_times(base: str, pid: int, upload: asyncio.Task[httpx.Response]) -> list[float]:
    """Ask whether the server is alive, again and again while something is uploaded.

    Return how much the server has worked (s of a processor) while each waited for its answer.
    """
    times = []
    async with httpx.AsyncClient(base_url=base, timeout=120, trust_env=False) as client:
        while not upload.done():
            before = processor_seconds(pid)
            assert (await client.get("/healthz")).status_code == 200
            times.append(processor_seconds(pid) - before)
            await asyncio.sleep(0.01)
    return times


async def test_upload_holds_nothing_up(tmp_path: Path) -> None:
    """While 60 MB come in, are looked at and refused, the server answers others."""
    with program(tmp_path) as running:
        running.env["RECORDINGS_DIR"] = str(tmp_path / "recordings")
        running.serve()
        with running.login() as client:
            cookies = dict(client.cookies)
        token = cookies["csrftoken"]
        rows = b'{"at":0,"source":"s","key":"k","row":{"text":"' + b"x" * 200 + b'"}}\n'
        head, tail = (
            f'--edge\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{token}\r\n--edge\r\n'
            'Content-Disposition: form-data; name="recording"; filename="a.jsonl"\r\n\r\n'.encode(),
            b"\r\n--edge--\r\n",
        )
        body = head + rows * ((60 << 20) // len(rows)) + tail

        def send() -> httpx.Response:
            headers = {"content-type": "multipart/form-data; boundary=edge", "accept": "application/json"}
            with httpx.Client(base_url=running.base, cookies=cookies, timeout=300, trust_env=False) as sender:
                return sender.post("/rehearsal/recordings/", content=body, headers=headers)

        upload = asyncio.create_task(asyncio.to_thread(send))
        times = await answer_times(running.base, running.children["serve"].pid, upload)
        answer = await upload
        assert answer.status_code == 400 and re.search("Line 1: expected", answer.json()["error"]), answer.text
        assert max(times) < LONGEST_PAUSE, max(times)


@pytest.mark.parametrize("announced", [True, False])
def test_body_that_is_too_large_is_not_taken_in(tmp_path: Path, announced: bool) -> None:
    """Whoever sends more than is ever needed, logged in or not, is answered 413 and cut off, told before or not."""
    with program(tmp_path) as running:
        running.serve()
        with socket.create_connection(("127.0.0.1", running.port), timeout=120) as sending:
            # What the kernel holds back for a busy server counts as sent: let that be little.
            sending.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 16)
            length = f"Content-Length: {MOST + 1}" if announced else "Transfer-Encoding: chunked"
            sending.sendall(f"POST /accounts/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\n{length}\r\n\r\n".encode())
            sent = 0
            try:
                while not announced and sent < 2 * MOST:
                    sending.sendall(b"%x\r\n%s\r\n" % (1 << 20, b"x" * (1 << 20)))
                    sent += 1 << 20
                said = sending.recv(100)
            except ConnectionError:
                said = b"HTTP/1.1 413" if sent <= MOST + (8 << 20) else b""  # cut off before the answer was read
        assert said.startswith(b"HTTP/1.1 413"), (said, sent)
        assert httpx.get(f"{running.base}/healthz", timeout=60).status_code == 200
