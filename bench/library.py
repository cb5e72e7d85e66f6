"""Search by the keystroke against a bare loop of `str.find`; opening an entry against a bare update.

Opening is measured in the app's headless driver at 120x40: from asking to the page being laid out.
"""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Awaitable, Callable

from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Markdown

from wizard.library.links import parser
from wizard.library.search import Index, build_index
from wizard.pack.knowledge import open_knowledge
from wizard.ui.widgets.page_view import PageView

QUERIES = ("164.312", "unique user", "dentist", "backup", "lost phone", "phi", "penalty", "meta ai")
PAGES = ("164.402", "patient-chosen-channel", "phoenix-cardiac", "twilio", "breach-steps", "penalties")
TIMES, MOST_MILLISECONDS, MOST_SEARCH, MOST_OPEN = 30, 20.0, 3.0, 1.5


def seconds(do: Callable[[], object]) -> float:
    """The median of some runs."""
    found = []
    for _ in range(TIMES):
        start = time.perf_counter()
        do()
        found.append(time.perf_counter() - start)
    return statistics.median(found)


def searching(index: Index) -> None:
    """A line for each query typed to its end."""
    texts = [item.whole for item in index.items]
    for query in QUERIES:
        ours = seconds(lambda query=query: index.search(query)) * 1000
        bare = seconds(lambda query=query: [text.find(query) for text in texts]) * 1000
        within = "within" if ours <= MOST_MILLISECONDS and ours <= MOST_SEARCH * bare else "over"
        print(f"  {query:<14}{ours:8.2f} ms  bare {bare:.2f} ms  ratio {ours / bare:.1f}: {within}")


class Bench(App[None]):
    """A bare Markdown widget and ours, side by side."""

    def compose(self) -> ComposeResult:
        """Both, each in its scrolling container."""
        with VerticalScroll():
            yield Markdown(id="bare", parser_factory=parser, open_links=False)
        yield PageView(id="ours")


async def opening() -> None:
    """Each page shown by turns in both."""
    library = open_knowledge().library
    bodies = [library.entry(id).body for id in PAGES]
    app = Bench()
    async with app.run_test(size=(120, 40)) as pilot:
        bare, ours = app.query_one("#bare", Markdown), app.query_one("#ours", PageView)
        found: dict[str, list[float]] = {"bare": [], "ours": []}
        shows: dict[str, Callable[[str], Awaitable[object]]] = {"bare": bare.update, "ours": ours.show}
        for _ in range(6):
            for body in bodies:
                for name, show in shows.items():
                    start = time.perf_counter()
                    await show(body)
                    await pilot.pause()
                    found[name].append(time.perf_counter() - start)
        mine, theirs = (statistics.median(found[name]) * 1000 for name in ("ours", "bare"))
        within = "within" if mine <= MOST_OPEN * theirs else "over"
        ratio = f"ratio {mine / theirs:.2f}: {within}"
        print(f"opening an entry {mine:.1f} ms, bare update {theirs:.1f} ms, {ratio}")


def main() -> None:
    """Search, then opening."""
    index = build_index(open_knowledge().library.entries())
    limits = f"limits {MOST_MILLISECONDS:.0f} ms and {MOST_SEARCH:.0f} times"
    print(f"search over {len(index.items)} entries; {limits}")
    searching(index)
    asyncio.run(opening())


if __name__ == "__main__":
    main()
