"""Makes the pictures in README from the running app, and the recorded walk: `python docs/screenshots.py`."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from itertools import accumulate
from pathlib import Path

from textual.pilot import Pilot

from wizard.pack.knowledge import open_knowledge
from wizard.ui.app import WizardApp
from wizard.ui.screens.present import PresentScreen
from wizard.ui.widgets.sheet import Sheet
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

RECORDED = (80, 24)
SAID = "may I text lab results to a patient on WhatsApp"
TAKES = ("o", f"say {SAID}", "enter", "g", *(f"answer {each}" for each in (*EARLY, *REST)), "p", "s")
"""What happens in the recorded walk: keys, a sentence typed, and answers given."""
LONG, SHORT = 3.0, 1.3
"""How many seconds a screen stands: what is to be read takes longest."""


CLIPS = re.compile(r' clip-path="[^"]*-line-\d+\)"|<clipPath id="[^"]*-line-\d+">.*?</clipPath>', re.DOTALL)
"""What keeps each line of a screen in its place, which a terminal's lines never leave."""


def walked(answers: Sequence[str]) -> Walk:
    """The main tree's walk after these answers."""
    knowledge = open_knowledge()
    walk = begin(knowledge.tree(knowledge.default_tree))
    for answer in answers:
        walk = walk.answer(answer)
    return walk


@asynccontextmanager
async def running(size: tuple[int, int]) -> AsyncIterator[tuple[WizardApp, Pilot[None]]]:
    """The app at home."""
    app = WizardApp(open_knowledge())
    async with app.run_test(size=size) as pilot:
        await rest(app, pilot)
        yield app, pilot


async def rest(app: WizardApp, pilot: Pilot[None]) -> None:
    """Waits until everything is drawn."""
    for _ in range(4):
        await pilot.pause()
        await app.workers.wait_for_complete()


def drawn(app: WizardApp) -> str:
    """The screen as SVG that loads nothing from elsewhere."""
    svg = re.sub(r"@font-face\s*{[^}]*}", "", app.export_screenshot())
    return svg.replace("<text ", '<text xml:space="preserve" ')


async def picture(name: str, answers: Sequence[str], keys: Sequence[str]) -> None:
    """Opens the app at a walk, presses the keys, and saves what stands on screen."""
    async with running(SIZE) as (app, pilot):
        app.ask(walked(answers))
        await rest(app, pilot)
        for key in keys:
            await pilot.press(key)
            await rest(app, pilot)
        (HERE / f"{name}.svg").write_text(drawn(app), "utf-8")


async def recording() -> list[tuple[str, float]]:
    """A walk from a sentence to an outcome: each screen, and how many seconds it stands."""
    async with running(RECORDED) as (app, pilot):
        frames = [(drawn(app), LONG)]
        for take in TAKES:
            key, _, words = take.partition(" ")
            if key == "say":
                await pilot.press(*("space" if letter == " " else letter for letter in words))
            elif key == "answer":
                app.screen.query_one("#answers", Sheet).point(words)
                await pilot.press("enter")
            else:
                await pilot.press(key)
            await rest(app, pilot)
            frames.append((drawn(app), SHORT if key == "answer" and words != REST[-1] else LONG))
        return frames


def animated(frames: Iterable[tuple[str, float]]) -> str:
    """The screens one after the other in one SVG; where motion is not wanted, the last one."""
    shown = [*frames]
    whole = sum(seconds for _, seconds in shown)
    starts = [0.0, *accumulate(seconds for _, seconds in shown)]
    rules, parts = [], []
    for number, (svg, seconds) in enumerate(shown):
        begins, ends = (100 * at / whole for at in (starts[number], starts[number] + seconds))
        steps = f"{begins:.3f}%{{opacity:1}}{ends:.3f}%{{opacity:0}}"
        rules.append(f"@keyframes f{number}{{0%{{opacity:{0 if number else 1}}}{steps}100%{{opacity:0}}}}")
        rules.append(f".f{number}{{animation:f{number} {whole:.1f}s step-end infinite}}")
        parts.append(f'<g class="f f{number}">{CLIPS.sub("", svg)}</g>')
    still = ".f{animation:none!important;opacity:0}.f:last-child{opacity:1!important}"
    style = f"{''.join(rules)}@media (prefers-reduced-motion:reduce){{{still}}}"
    box = re.search(r'viewBox="([^"]+)"', shown[0][0])
    assert box is not None
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box[1]}"><style>{style}</style>'
    return f"{head}\n{''.join(parts)}\n</svg>\n"


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
        (HERE / "workshop.svg").write_text(drawn(app), "utf-8")


async def main() -> None:
    """Makes every picture, and the recording."""
    for name, (answers, keys) in PICTURES.items():
        await picture(name, answers, keys)
    (HERE / "walk.svg").write_text(animated(await recording()), "utf-8")
    await workshop()


if __name__ == "__main__":
    asyncio.run(main())
