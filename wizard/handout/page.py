"""A whole tree as one HTML page, for the expert who reviews it and does not use terminals.

The page needs no script, no network and no other file, and prints.
"""

from __future__ import annotations

from collections.abc import Iterable

from wizard.handout.sections import Section, Sheet
from wizard.handout.spoken import anchor
from wizard.pack.knowledge import Knowledge
from wizard.picture.boxes import Box
from wizard.picture.svg import as_svg
from wizard.space.space import exact_graph
from wizard.tree.model import Tree
from wizard.words.escaping import safe

STYLE = """
body{font:16px/1.5 system-ui,sans-serif;max-width:54rem;margin:2rem auto;padding:0 1rem;color:#1f2328}
a{color:#0b4f9e}h2{border-bottom:2px solid;margin-top:3rem}h3{margin-top:2.2rem}
section.item{border-left:3px solid #8b9198;padding-left:1rem;margin:1.6rem 0}
section.item>h3,section.item>h4{margin-top:0}.id{font:14px ui-monospace,monospace;color:#57606a}
.when{margin:.4rem 0}.notice{border:2px solid;padding:.6rem 1rem}p,ul,ol{margin:.4rem 0}li{margin:.25rem 0}
figure{margin:1rem 0}svg{max-width:100%;height:auto}
table{border-collapse:collapse}td,th{border:1px solid #8b9198;padding:.2rem .5rem;text-align:left}
:target{outline:3px solid #0b4f9e;outline-offset:4px}
@page{margin:15mm}
@media print{body{font-size:10.5pt;max-width:none;margin:0;padding:0}a{color:inherit}
h2,h3,h4,h5,h6{break-after:avoid}li,tr{break-inside:avoid}main h2{break-before:page}nav>ul{columns:2}
.sources a::after{content:" " attr(href);word-break:break-all}}
"""

POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""What a browser may load for the page: nothing."""


def handout_name(tree: Tree) -> str:
    """The file name of a tree's handout."""
    return f"{tree.id}.html"


def handout(knowledge: Knowledge, tree: Tree) -> str:
    """The page: picture, questions, findings, last days, outcomes, what always holds, sources.

    Raises `Refused` or `Broken` when the library lacks what the tree cites.
    """
    sections = list(Sheet(tree, knowledge.library, exact_graph(tree)).sections())
    head = (
        f'<meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        f"<title>{safe(tree.title)}</title><style>{STYLE}</style>"
    )
    picture = f'<h2 id="picture">Picture</h2><figure>{as_svg(tree, link=_place)}</figure>'
    parts = (f'<h2 id="{each.id}">{each.title}</h2>\n{each.html}' for each in sections)
    body = "\n".join([_top(tree), _contents(sections), "<main>", picture, *parts, "</main>"])
    return f'<!doctype html>\n<html lang="en"><head>{head}</head><body>\n{body}\n</body></html>\n'


def _top(tree: Tree) -> str:
    notice = f'<p class="notice">{safe(tree.notice)}</p>' if tree.notice else ""
    version = f"Tree {safe(tree.id)}, version {safe(tree.version)}, reviewed {safe(tree.reviewed)}."
    return f"<header><h1>{safe(tree.title)}</h1>{notice}<p>{version}</p></header>"


def _contents(sections: Iterable[Section]) -> str:
    parts = ['<li><a href="#picture">Picture</a></li>']
    for each in sections:
        inner = "".join(f'<li><a href="#{place}">{safe(words)}</a></li>' for place, words in each.contents)
        below = f"<ol>{inner}</ol>" if inner else ""
        parts.append(f'<li><a href="#{each.id}">{each.title}</a>{below}</li>')
    return f'<nav aria-labelledby="contents"><h2 id="contents">Contents</h2><ul>{"".join(parts)}</ul></nav>'


def _place(box: Box) -> str | None:
    return None if box.kind == "answers" else f"#{anchor(box.kind, box.id)}"
