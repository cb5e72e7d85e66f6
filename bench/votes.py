"""200 voters on the voting page, over loopback: how long a vote takes, and whether any is lost."""

from __future__ import annotations

import asyncio
import csv
import io
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from aiohttp import ClientSession, CookieJar

VOTERS, SPREAD, LIMIT = 200, 3.0, 200
DECK = "article-scenarios"
SCRIPT = "next\nwait 12\nrevote\nwait 8\nreveal\nend\n"
CHOICES = ("permissible", "conditional", "unsettled", "impermissible")


async def load(base: str, session: ClientSession) -> None:
    """Opens the page, as everyone has before the vote."""
    async with session.get(base) as answer:
        assert answer.status == 200


async def voter(
    base: str, place: str, wait: float, taps: int, took: list[float], session: ClientSession
) -> None:
    """Votes, twice over where it taps twice, and looks whether it counted."""
    await asyncio.sleep(wait)
    choice = random.choice(CHOICES)
    for _ in range(taps):
        began = time.perf_counter()
        form = {"card": "0", "place": place, "choice": choice}
        async with session.post(base, data=form, allow_redirects=False) as answer:
            assert (answer.status, answer.headers["Location"]) == (303, base[base.rindex("/") :]), (
                answer.status
            )
        took.append((time.perf_counter() - began) * 1000)
    async with session.get(f"{base}/state") as answer:
        assert choice in await answer.text()


async def crowd(
    base: str, place: str, spread: float, taps: int, sessions: list[ClientSession]
) -> list[float]:
    """All voters, spread over so many seconds; the milliseconds of each vote."""
    took: list[float] = []
    await asyncio.gather(*(load(base, each) for each in sessions))
    await asyncio.gather(
        *(voter(base, place, random.uniform(0, spread), taps, took, each) for each in sessions)
    )
    return sorted(took)


def busy(pid: int) -> float:
    """Processor time of a process so far, in milliseconds."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def told(name: str, took: list[float]) -> None:
    """Prints the figures of one round."""
    p95 = took[int(len(took) * 0.95)]
    word = "within" if p95 < LIMIT else "over"
    print(
        f"{name}: {len(took)} votes, median {statistics.median(took):.1f} ms, "
        f"p95 {p95:.1f} ms, limit {LIMIT} ms: {word}"
    )


async def rounds(base: str, pid: int) -> None:
    """One vote spread over three seconds, the second one all at once."""
    sessions = [ClientSession(cookie_jar=CookieJar(unsafe=True)) for _ in range(VOTERS)]
    try:
        told(
            f"spread over {SPREAD:.0f} s, each with a double tap",
            await crowd(base, "vote", SPREAD, 2, sessions),
        )
        await asyncio.sleep(max(12.5 - (time.monotonic() - STARTED), 0))
        before = busy(pid)
        told("all at once", await crowd(base, "again", 0, 1, sessions))
        print(f"processor time of the host for that, with {2 * VOTERS} pages: {busy(pid) - before:.0f} ms")
    finally:
        for each in sessions:
            await each.close()


with tempfile.TemporaryDirectory() as folder:
    script, report = Path(folder) / "script.txt", Path(folder) / "report.csv"
    script.write_text(SCRIPT, "utf-8")
    command = [
        sys.executable,
        "-m",
        "wizard",
        "present",
        DECK,
        "--script",
        str(script),
        "--report",
        str(report),
    ]
    host = subprocess.Popen(
        [*command, "--votes", "--port", "0"],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "WIZARD_STATE": folder},
    )
    assert host.stderr is not None
    address = ""
    while not address:
        found = re.search(r"http://\S+", host.stderr.readline())
        address = found[0] if found else ""
    STARTED = time.monotonic()
    asyncio.run(rounds(address, host.pid))
    peak = next(line for line in Path(f"/proc/{host.pid}/status").read_text().split("\n") if "VmHWM" in line)
    host.wait(60)
    rows = list(csv.DictReader(io.StringIO(report.read_text("utf-8"))))
    kept = [sum(int(row[name] or 0) for row in rows) for name in ("first", "second")]
    lost = "none lost" if kept == [VOTERS] * 2 else "LOST"
    print(f"votes in the report: {kept[0]} and {kept[1]} of {VOTERS}: {lost}")
    print(f"peak of the host: {int(peak.split()[1]) / 1024:.0f} MB")
