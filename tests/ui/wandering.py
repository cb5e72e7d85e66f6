"""A hand that types, clicks, pastes and resizes at random, and never finds a screen without a way out.

The test takes short walks; `bench/fuzz/keys.py` takes long ones.
"""

from __future__ import annotations

from random import Random

from textual import events

from tests.ui.driving import Driver

KEYS = [
    *("enter", "escape", "space", "tab", "shift+tab", "up", "down", "left", "right", "home", "end"),
    *("pageup", "pagedown", "backspace", "delete", "ctrl+t", "ctrl+a", "ctrl+k", "ctrl+u", "f1", "slash"),
    *("question_mark", "plus", "minus", "full_stop", "é", "漢", "\u202e"),
    *"abcdefghijklmnopqrstuvwxyz0123456789",
]
PASTES = ["lock", "2026-11-01", "a\nb\x1b[2J", "x" * 5_000, "\u202e[b]markup[/b]"]
SIZES = [(200, 60), (120, 36), (80, 24), (60, 15), (40, 12), (30, 8), (20, 6), (10, 3)]
WAY_OUT = 12
"""So often Escape is pressed at most until the first screen stands alone."""


async def wander(driver: Driver, random: Random, steps: int) -> list[str]:
    """Takes random steps; what it did, for a failure to name. Raises `AssertionError` where it is stuck."""
    done: list[str] = []
    app = driver.app
    app.exit = lambda *_, **__: done.append("exit")  # type: ignore[method-assign]  # nobody leaves
    for step in range(steps):
        kind = random.choices(["key", "click", "paste", "resize", "out"], [80, 10, 3, 5, 2])[0]
        if kind == "key":
            key = random.choice(KEYS)
            done.append(key)
            await driver.press(key)
        elif kind == "click":
            at = (random.randrange(app.size.width), random.randrange(app.size.height))
            done.append(f"click {at}")
            await driver.pilot.click(offset=at)
            await driver.settle()
        elif kind == "paste":
            text = random.choice(PASTES)
            done.append(f"paste {text[:20]!r}")
            app.post_message(events.Paste(text))
            await driver.settle()
        elif kind == "resize":
            size = random.choice(SIZES)
            done.append(f"resize {size}")
            await driver.resize(size)
        else:
            await leave(driver, done)
        assert app._exception is None, (step, done[-40:])
    await leave(driver, done)
    return done


async def leave(driver: Driver, done: list[str]) -> None:
    """Presses Escape until only the first screen is left, which must come to be."""
    for _ in range(WAY_OUT):
        if len(driver.app.screen_stack) == 1:
            return
        done.append("escape")
        await driver.press("escape")
    raise AssertionError(f"no way out of {driver.screen}: {done[-40:]}")
