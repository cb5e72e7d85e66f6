"""Makes the pictures in README from the running app: `python docs/screenshots.py`."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

from wizard.pack.knowledge import open_knowledge
from wizard.ui.app import WizardApp

HERE = Path(__file__).parent
SIZE = (110, 32)
FIRST, REST = "1211", ("2", "2", "1", "3", "1", "2", "2", "3")


def save(app: WizardApp, name: str) -> None:
    """Writes the screen as SVG that loads nothing from elsewhere."""
    svg = re.sub(r"@font-face\s*{[^}]*}", "", app.export_screenshot())
    (HERE / f"{name}.svg").write_text(svg, "utf-8")


async def main() -> None:
    """Walks to a question with its help open, then to an outcome."""
    app = WizardApp(open_knowledge(), "whatsapp")
    async with app.run_test(size=SIZE) as pilot:
        await app.workers.wait_for_complete()
        await pilot.press(*FIRST)
        await pilot.press("h")
        await pilot.pause()
        save(app, "question")
        await pilot.press("escape", *REST)
        await app.workers.wait_for_complete()
        await pilot.press("down", "down", "down")
        await app.workers.wait_for_complete()
        await pilot.pause()
        save(app, "outcome")


if __name__ == "__main__":
    asyncio.run(main())
