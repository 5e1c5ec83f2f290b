"""What a signed request costs us: signing, building, sending, and decoding the answer, without server and network.

A server in a process of its own answers every request with the same stats of a game at once. The same request is made
in turn over a bare socket (what server, kernel and event loop take), by plain httpx, and by the client. Our own time
is what the client takes more than the bare socket; more than plain httpx is what the project adds to its library.
Beside it stands the CPU time of this process, which the other work of the machine does not touch.

`python bench/signing.py [--requests N] [--json]`
"""

from __future__ import annotations

import argparse
import asyncio
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import httpx

from broadcast.eventapi.http import EventApi

BUDGET_MS = 5.0
WARM_UP = 50
ROUND = 20
"""So many requests of one way are made before the next way has its turn."""

PATH = "/v1/data/stats/games/062a3726-3b0f-11eb-86c4-02420043683b/stats"
STATS = ("FGA", "FG", "FGA3", "FG3", "FGA2", "FG2", "FTA", "FT", "PTS", "AST", "TO", "STL", "REB", "BLK", "FL", "DIST")


def game_stats() -> bytes:
    """Return an answer with the stats of 26 players and the totals of four periods."""
    score = {"teamId": "1", "value": 21}
    periods = [{"awayTeamScore": score, "homeTeamScore": score, "period": f"Q{number}"} for number in (4, 3, 2, 1)]
    rows = [
        {"pid": str(7000 + player), "tid": str(player % 2 + 1), "totalStats": dict.fromkeys(STATS, player)}
        for player in range(26)
    ]
    totals = {"awayTeamScore": score, "homeTeamScore": score, "period": "Q4", "gameClock": "00:05:00"}
    return json.dumps({"stats": rows, "gameTotals": {**totals, "status": "ACTIVE", "periodTotals": periods}}).encode()


async def serve() -> None:
    """Answer every request on a free port, which is printed, until the process is ended."""
    body = game_stats()
    head = f"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n".encode()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while await reader.readuntil(b"\r\n\r\n"):
                writer.write(head + body)
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


async def measure(port: int, requests: int) -> dict[str, Any]:
    """Return the wall and the CPU time of one request in each way, in ms."""
    url = f"http://127.0.0.1:{port}"
    size = len(game_stats())
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    line = f"GET {PATH} HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\n\r\n".encode()

    async def bare() -> None:
        writer.write(line)
        await reader.readuntil(b"\r\n\r\n")
        await reader.readexactly(size)

    async with httpx.AsyncClient() as plain, EventApi(url, "demo-user", "demo-secret") as api:

        async def by_httpx() -> None:
            (await plain.get(url + PATH)).raise_for_status()

        async def signed() -> None:
            assert (await api.request("GET", PATH)).body

        async def decoded() -> None:
            assert len((await api.stats("062a3726-3b0f-11eb-86c4-02420043683b")).rows["stats"]) == 26

        ways: dict[str, Callable[[], Awaitable[None]]] = {
            "bare socket": bare,
            "plain httpx": by_httpx,
            "signed and parsed": signed,
            "signed and decoded": decoded,
        }
        taken = await _in_turns(ways, requests)
    writer.close()
    walls = {name: statistics.median(wall) for name, (wall, _) in taken.items()}
    cpus = {name: cpu for name, (_, cpu) in taken.items()}
    return {
        "requests": requests,
        "answer_bytes": size,
        "ways": {
            name: {
                "wall_ms": round(walls[name], 3),
                "wall_p99_ms": round(sorted(wall)[round((len(wall) - 1) * 0.99)], 3),
                "cpu_ms": round(cpu, 3),
            }
            for name, (wall, cpu) in taken.items()
        },
        "own_wall_ms": round(walls["signed and decoded"] - walls["bare socket"], 3),
        "own_cpu_ms": round(cpus["signed and decoded"] - cpus["bare socket"], 3),
        "above_httpx_wall_ms": round(walls["signed and decoded"] - walls["plain httpx"], 3),
        "above_httpx_cpu_ms": round(cpus["signed and decoded"] - cpus["plain httpx"], 3),
        "budget_ms": BUDGET_MS,
    }


async def _in_turns(
    ways: dict[str, Callable[[], Awaitable[None]]], requests: int
) -> dict[str, tuple[list[float], float]]:
    """Return the wall times of the requests of each way and their mean CPU time, in ms."""
    walls: dict[str, list[float]] = {name: [] for name in ways}
    cpus = dict.fromkeys(ways, 0.0)
    for way in ways.values():
        for _ in range(WARM_UP):
            await way()
    while len(walls["bare socket"]) < requests:
        for name, way in ways.items():
            cpu = time.process_time()
            for _ in range(ROUND):
                start = time.perf_counter()
                await way()
                walls[name].append((time.perf_counter() - start) * 1000)
            cpus[name] += (time.process_time() - cpu) * 1000
    return {name: (wall, cpus[name] / len(wall)) for name, wall in walls.items()}


def main() -> None:
    """Print the figures as a table, or as JSON; exit with 1 where our own time is above what it may be."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--requests", type=int, default=1000, help="of each way (default: %(default)s)")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        asyncio.run(serve())
        return
    server = subprocess.Popen([sys.executable, __file__, "--serve"], stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        taken = asyncio.run(measure(int(server.stdout.readline()), options.requests))
    finally:
        server.kill()
        server.wait()
    if options.json:
        print(json.dumps(taken))
    else:
        _print(taken)
    if taken["own_wall_ms"] >= BUDGET_MS:
        sys.exit(1)


def _print(taken: dict[str, Any]) -> None:
    print(f"{taken['requests']} requests of each way, an answer of {taken['answer_bytes'] / 1000:.1f} kB\n")
    print(f"{'one request, ms':24}{'wall':>10}{'p99':>10}{'CPU':>10}")
    for name, figures in taken["ways"].items():
        print(f"{name:24}{figures['wall_ms']:>10.2f}{figures['wall_p99_ms']:>10.2f}{figures['cpu_ms']:>10.2f}")
    print(f"\n{'our own time':24}{taken['own_wall_ms']:>10.2f}{'':10}{taken['own_cpu_ms']:>10.2f}")
    print(f"{'above plain httpx':24}{taken['above_httpx_wall_ms']:>10.2f}{'':10}{taken['above_httpx_cpu_ms']:>10.2f}")
    print(f"{'it may be':24}{taken['budget_ms']:>10.2f}")


if __name__ == "__main__":
    main()
