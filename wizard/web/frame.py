"""What every page of the site stands in: its head, its policy, its way back, its style and script.

Style and script stand in the page itself, so that a page works from a folder and alone. A browser runs
and loads nothing else: the policy names each by its hash.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files

from wizard.words.escaping import safe
from wizard.words.palette import DARK, LIGHT

Ways = Sequence[tuple[str, str]]
"""Words and the addresses that they lead to."""


@lru_cache(maxsize=16)
def part(name: str) -> str:
    """A file of this room."""
    return (files("wizard.web") / name).read_text("utf-8")


@lru_cache(maxsize=1)
def style() -> str:
    """The style of every page, in both schemes of colours."""
    light, dark = (
        "".join(f"--{token}:{colour};" for token, colour in each.items()) for each in (LIGHT, DARK)
    )
    schemes = f":root{{{light}}}\n@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}"
    return f"{schemes}\n{part('style.css')}"


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def framed(title: str, body: str, ways: Ways, foot: str, script: str = "", data: str = "") -> str:
    """A whole page. `title`, `ways` are texts, `body` and `foot` are HTML; `data` is JSON for the script."""
    scripts = f"script-src {_hash(script)}; " if script else ""
    policy = f"default-src 'none'; {scripts}style-src {_hash(style())}; base-uri 'none'; form-action 'none'"
    head = (
        f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="referrer" content="no-referrer">'
        f"<title>{safe(title)}</title><style>{style()}</style>"
    )
    links = "".join(f'<a href="{safe(to)}">{safe(words)}</a>' for words, to in ways)
    held = f'<script type="application/json" id="tree">{_inert(data)}</script>' if data else ""
    run = f"{held}<script>{script}</script>" if script else ""
    return (
        f'<!doctype html>\n<html lang="en"><head>{head}</head><body>\n'
        '<a class="skip" href="#main">Skip to the content</a>\n'
        f'<header><nav aria-label="Site">{links}</nav></header>\n'
        f'<main id="main" tabindex="-1">\n{body}\n</main>\n<footer>{foot}</footer>\n{run}</body></html>\n'
    )


def _inert(json: str) -> str:
    """JSON in which nothing can end the element that holds it."""
    return json.replace("<", "\\u003c")
