"""A small closed-loop load generator: N keep-alive connections that send the next request when the last is answered.

Bounded in count and time, loopback only. It runs in a process of its own, so that its work does not share the server's interpreter. With cookies the requests go
round the people they belong to. With a database every person's own row is changed before each round, outside the measured time: each request is then
the first view after a change.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import statistics
import sys
import time
from urllib.parse import urlsplit


async def _answer(reader) -> tuple[int, int]:
    head = await reader.readuntil(b"\r\n\r\n")
    status = int(head[9:12])
    lower = head.lower()
    size = 0
    at = lower.find(b"content-length:")
    if at >= 0:
        size = int(lower[at + 15 : lower.find(b"\r\n", at)])
        await reader.readexactly(size)
    elif b"transfer-encoding: chunked" in lower:
        while True:
            length = int(await reader.readline(), 16)
            await reader.readexactly(length + 2)
            size += length
            if not length:
                break
    return status, size


class Load:
    """What was sent and how it was answered."""

    def __init__(self, url: str, connections: int, cookies: list[str]):
        self.parts, self.connections, self.cookies = urlsplit(url), connections, cookies
        self.times: list[float] = []
        self.sizes: list[int] = []
        self.statuses: dict[int, int] = {}
        self.took = 0.0

    def _request(self, cookie: str) -> bytes:
        path = self.parts.path + (f"?{self.parts.query}" if self.parts.query else "")
        lines = [f"GET {path} HTTP/1.1", f"Host: {self.parts.netloc}", "Accept-Encoding: gzip", "Accept: text/html"]
        lines += [f"Cookie: {cookie}"] if cookie else []
        return ("\r\n".join(lines) + "\r\n\r\n").encode()

    async def _client(self, requests, until: float) -> None:
        reader, writer = await asyncio.open_connection(self.parts.hostname, self.parts.port)
        while time.perf_counter() < until and (request := next(requests, None)):
            began = time.perf_counter()
            writer.write(request)
            status, size = await _answer(reader)
            self.times.append(time.perf_counter() - began)
            self.statuses[status] = self.statuses.get(status, 0) + 1
            self.sizes.append(size)
        writer.close()

    async def send(self, seconds: float, rounds: int | None = None) -> None:
        """Send until the time is over, or `rounds` times round the people."""
        each = [self._request(cookie) for cookie in self.cookies or [""]]
        requests = iter(each * rounds) if rounds else itertools.cycle(each)
        began = time.perf_counter()
        await asyncio.gather(*(self._client(requests, began + seconds) for _ in range(self.connections)))
        self.took += time.perf_counter() - began

    def result(self) -> dict:
        """Requests/s, p50/p95/p99 in milliseconds, bytes of an answer, statuses."""
        cuts = statistics.quantiles(self.times, n=100) if len(self.times) > 1 else [self.times[0]] * 99
        return {
            "per_second": len(self.times) / self.took, "p50": cuts[49] * 1000, "p95": cuts[94] * 1000, "p99": cuts[98] * 1000,
            "count": len(self.times), "bytes": self.sizes[-1], "statuses": self.statuses,
        }


def _change_everyone(database: str) -> None:
    """Touch the own row of every person, as any write of theirs would."""
    from osaava.project import sqlite  # noqa: F401  (the same SQLite as the server's)

    import sqlite3

    with sqlite3.connect(database, timeout=20) as connection:
        connection.execute("UPDATE accounts_person SET language = language WHERE id IN (SELECT id FROM accounts_person ORDER BY id LIMIT 200)")
    connection.close()


async def measure(url: str, connections: int, seconds: float, cookies: list[str], database: str = "") -> dict:
    """One measurement."""
    load = Load(url, connections, cookies)
    while database and load.took < seconds:
        _change_everyone(database)
        await load.send(seconds - load.took, rounds=1)
    if not database:
        await load.send(seconds)
    return load.result()


async def warm(url: str, cookies: list[str]) -> None:
    """Two views for each person, so that what may be remembered is."""
    load = Load(url, 1, cookies)
    await load.send(120, rounds=2)


if __name__ == "__main__":
    told = json.load(sys.stdin)
    if told.pop("warm", False):
        asyncio.run(warm(told["url"], told["cookies"]))
    else:
        print(json.dumps(asyncio.run(measure(**told))))
