"""Measures the server: first frame, memory a visit, fifty visits at once: `python bench/serve.py [N]`.

Needs the `serve` extra. All traffic is on the loopback. Beside it, textual-serve as it is, which starts a
new interpreter for each visit.
"""

from __future__ import annotations

import asyncio
import os
import shlex
import statistics
import sys
import tempfile
import time
from contextlib import AsyncExitStack
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.serve.visiting import Served, children, free_port, served, visiting, wait_for

WORDS = "I want to send something"
PLAIN = """
from wizard.pack.knowledge import open_knowledge
from wizard.ui.app import WizardApp
WizardApp(open_knowledge()).run()
"""


def pss(pid: int) -> float:
    """The memory of a process in MB, what it shares divided among those that share it."""
    text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return int(text.split("Pss:")[1].split()[0]) / 1024


async def first_frame(server: Served) -> float:
    """Seconds from opening the socket to the first whole screen."""
    async with visiting(server) as visitor:
        start = time.monotonic()
        await visitor.until(WORDS)
        return time.monotonic() - start


def processor(pid: int) -> float:
    """The processor's time that a process has taken, in seconds."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def together(server: Served, count: int) -> tuple[list[float], float]:
    """When each of so many visits, begun at once, had its first screen; and the memory of one in MB."""

    async def begin(stack: AsyncExitStack) -> float:
        start = time.monotonic()
        visitor = await stack.enter_async_context(visiting(server))
        await visitor.until(WORDS, 120)
        return time.monotonic() - start

    async with AsyncExitStack() as stack:
        times = await asyncio.gather(*(begin(stack) for _ in range(count)))
        apps = server.apps()
        assert len(apps) == count, len(apps)
        print(f"processor time of a start {statistics.mean(map(processor, apps)):.3f} s")
        return sorted(times), statistics.mean(map(pss, apps))


async def plain(count: int) -> tuple[float, float]:
    """The first frame and the memory of a visit with textual-serve as it is."""
    from textual_serve.server import Server as Plain

    port = free_port()
    with tempfile.NamedTemporaryFile("w", suffix=".py") as script:
        script.write(PLAIN)
        script.flush()
        command = f"{shlex.quote(sys.executable)} {shlex.quote(script.name)}"
        code = f"from textual_serve.server import Server; Server({command!r}, port={port}).serve()"
        assert Plain
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", code, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL
        )
        try:
            from tests.serve.visiting import answers

            await asyncio.to_thread(wait_for, lambda: answers(port), 20)
            server = Served(process, port, Path())  # type: ignore[arg-type]
            times = [await first_frame(server) for _ in range(count)]
            async with visiting(server) as visitor:
                await visitor.until(WORDS)
                shells = children(process.pid)
                apps = [each for shell in shells for each in (children(shell) or [shell])]
                memory = statistics.mean(map(pss, apps))
            return statistics.median(times), memory
        finally:
            process.kill()


async def main(count: int) -> None:
    """Prints the figures."""
    with tempfile.TemporaryDirectory() as state, served(Path(state), "--max-sessions", "200") as server:
        alone = [await first_frame(server) for _ in range(9)]
        print(f"first frame {statistics.median(alone):.3f} s (worst {max(alone):.3f}), limit 0.15 s")
        times, memory = await together(server, count)
        middle, late = times[len(times) // 2], times[int(len(times) * 0.95)]
        print(f"{count} at once: first frame median {middle:.1f} s, p95 {late:.1f} s, last {times[-1]:.1f} s")
        print(f"memory a visit {memory:.1f} MB (PSS), limit 20 MB; 150 visits {memory * 150 / 1024:.1f} GB")
        print(f"fork server {pss(server.forker()):.0f} MB, server {pss(server.process.pid):.0f} MB (PSS)")
        left = server.apps()
        took = wait_for(lambda: not set(left) & set(server.apps()), 15)
        print(f"all apps gone {took:.1f} s after the visitors left")
    frame, memory = await plain(3)
    print(f"textual-serve as it is: first frame {frame:.3f} s, memory a visit {memory:.1f} MB (PSS)")


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 50))
