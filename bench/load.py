"""A small closed-loop load generator: N keep-alive connections that send the next request when the last is answered.

Bounded in count and time, loopback only. It runs in a process of its own, so that its work does not share the server's interpreter.
"""

from __future__ import annotations

import asyncio
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


async def _client(host, port, request, until, times, sizes, statuses):
    reader, writer = await asyncio.open_connection(host, port)
    while time.perf_counter() < until:
        began = time.perf_counter()
        writer.write(request)
        status, size = await _answer(reader)
        times.append(time.perf_counter() - began)
        statuses[status] = statuses.get(status, 0) + 1
        sizes.append(size)
    writer.close()


async def measure(url: str, connections: int, seconds: float, cookie: str) -> dict:
    """Requests/s, p50/p95/p99 in milliseconds, bytes of an answer, statuses."""
    parts = urlsplit(url)
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    lines = [f"GET {path} HTTP/1.1", f"Host: {parts.netloc}", "Accept-Encoding: gzip", "Accept: text/html"]
    if cookie:
        lines.append(f"Cookie: {cookie}")
    request = ("\r\n".join(lines) + "\r\n\r\n").encode()
    times: list[float] = []
    sizes: list[int] = []
    statuses: dict[int, int] = {}
    began = time.perf_counter()
    until = began + seconds
    await asyncio.gather(*(_client(parts.hostname, parts.port, request, until, times, sizes, statuses) for _ in range(connections)))
    took = time.perf_counter() - began
    cuts = statistics.quantiles(times, n=100) if len(times) > 1 else [times[0]] * 99
    return {
        "per_second": len(times) / took, "p50": cuts[49] * 1000, "p95": cuts[94] * 1000, "p99": cuts[98] * 1000,
        "count": len(times), "bytes": sizes[-1], "statuses": statuses,
    }


if __name__ == "__main__":
    print(json.dumps(asyncio.run(measure(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]), sys.argv[4] if len(sys.argv) > 4 else ""))))
