"""The pages of the server: the one that shows the app, and the one that says a sentence."""

from __future__ import annotations

from wizard.words.escaping import safe

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; "
    "img-src 'self' data:; connect-src 'self' ws: wss:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
"""What a browser may load: this server's own files. The terminal in the page sets styles as it draws."""


def start_page(title: str) -> str:
    """The page that shows the app."""
    return _page(
        title,
        '<link rel="preload" as="font" crossorigin href="/static/fonts/RobotoMono-VariableFont_wght.ttf">'
        '<link rel="stylesheet" href="/static/css/xterm.css">'
        '<script src="/static/own/page.js"></script><script src="/static/js/textual.js"></script>',
        '<p class="font" aria-hidden="true">█</p>'
        '<p id="starting" role="status">Starting. When many start at once, this takes some seconds.</p>'
        '<div id="terminal" class="textual-terminal" data-font-size="16"></div>'
        '<div id="said" role="status" hidden></div>'
        '<div id="closed" role="alertdialog" aria-labelledby="why" hidden><p id="why"></p>'
        '<p><a id="again" href="/">Go on</a></p></div>'
        '<div id="bar" hidden><button type="button" id="back">Back</button> '
        '<button type="button" id="keys">Keyboard</button></div>'
        "<noscript><p>The app needs JavaScript. Ask for the pages that need none.</p></noscript>",
    )


def closed_page(title: str, sentence: str) -> str:
    """A page that says one sentence, and offers to try again."""
    return _page(
        title,
        "",
        f'<main><h1>{safe(title)}</h1><p>{safe(sentence)}</p><p><a href="/">Try again</a></p></main>',
    )


def _page(title: str, head: str, body: str) -> str:
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" '
        'content="width=device-width, initial-scale=1, interactive-widget=resizes-content">'
        f'<title>{safe(title)}</title><link rel="icon" href="data:,">'
        f'<link rel="stylesheet" href="/static/own/page.css">{head}</head><body>{body}</body></html>\n'
    )
