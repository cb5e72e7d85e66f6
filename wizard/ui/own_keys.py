"""The keys that this program gives a screen, beside those of Textual's own widgets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from textual.binding import Binding
from textual.screen import Screen


def own_keys(screen: Screen[Any]) -> Iterator[tuple[Binding, object]]:
    """Each action the screen and the app offer now, once, with the node that carries it out."""
    declared = [*type(screen).BINDINGS, *screen.app.BINDINGS]
    actions = {each.action for each in declared if isinstance(each, Binding) and not each.key.isdigit()}
    seen: set[str] = set()
    for active in screen.active_bindings.values():
        binding = active.binding
        if binding.action in actions - seen and active.enabled and active.node in (screen, screen.app):
            seen.add(binding.action)
            yield binding, active.node
