"""Makes the pictures in README from the running app: `python docs/screenshots.py`."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from pathlib import Path

from wizard.pack.knowledge import open_knowledge
from wizard.ui.app import WizardApp
from wizard.ui.screens.present import PresentScreen
from wizard.walk.walk import Walk, begin
from wizard.workshop.deck import open_deck
from wizard.workshop.session import Passing
from wizard.workshop.session import begin as begin_workshop

HERE = Path(__file__).parent
SIZE = (110, 32)
EARLY = ("covered-entity", "in-use", "messenger")
REST = (
    *("clinical", "none", "representative", "practice", "cloud-default", "individual"),
    *("locked-personal", "stays-in-chat", "decides", "none"),
)
PICTURES: dict[str, tuple[Sequence[str], Sequence[str]]] = {
    "question": (EARLY, ("down", "down", "down")),
    "outcome": ((*EARLY, *REST), ("down", "down", "down")),
    "change": ((*EARLY, *REST), ("c", "3", "down", "down")),
}
"""Each picture: the answers that lead there, and the keys pressed then."""


def walked(answers: Sequence[str]) -> Walk:
    """The main tree's walk after these answers."""
    knowledge = open_knowledge()
    walk = begin(knowledge.tree(knowledge.default_tree))
    for answer in answers:
        walk = walk.answer(answer)
    return walk


def save(app: WizardApp, name: str) -> None:
    """Writes the screen as SVG that loads nothing from elsewhere."""
    svg = re.sub(r"@font-face\s*{[^}]*}", "", app.export_screenshot())
    (HERE / f"{name}.svg").write_text(svg.replace("<text ", '<text xml:space="preserve" '), "utf-8")


async def picture(name: str, answers: Sequence[str], keys: Sequence[str]) -> None:
    """Opens the app at a walk, presses the keys, and saves what stands on screen."""
    app = WizardApp(open_knowledge())
    async with app.run_test(size=SIZE) as pilot:
        app.ask(walked(answers))
        for _ in range(4):
            await pilot.pause()
            await app.workers.wait_for_complete()
        for key in keys:
            await pilot.press(key)
            await pilot.pause()
            await app.workers.wait_for_complete()
        await pilot.pause()
        save(app, name)


async def workshop() -> None:
    """A workshop at the step where the room split."""
    knowledge = open_knowledge()
    session = begin_workshop(open_deck(knowledge, "article-scenarios"), None, clock=Passing())
    app = WizardApp(knowledge, opening=lambda: PresentScreen(session))
    async with app.run_test(size=SIZE) as pilot:
        session.forward()
        for choice, hands in (("1", 2), ("2", 9), ("3", 4), ("4", 12)):
            session.count(choice, hands)
        for _ in range(3):
            session.forward()
        await pilot.pause()
        await pilot.pause()
        save(app, "workshop")


async def main() -> None:
    """Makes every picture."""
    for name, (answers, keys) in PICTURES.items():
        await picture(name, answers, keys)
    await workshop()


if __name__ == "__main__":
    asyncio.run(main())
