"""What a tree's file says in ids, in words for a reader, as HTML with links within the page.

The handout calls it. Every text from a file is escaped here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from wizard.printable import printable
from wizard.tree.model import Clause, Condition, Question, Term, Tree

EFFORTS = {1: "easy", 2: "fairly easy", 3: "some work", 4: "hard", 5: "very hard"}
"""How hard it is to change a fact, in a word for each effort."""


def safe(text: str) -> str:
    """Text from a file as it may stand in HTML, in an attribute too."""
    return escape(printable(text))


def anchor(kind: str, id: str) -> str:
    """The anchor on the page of a question, finding, verdict, outcome, invariant, rule or case."""
    return f"{kind}-" + re.sub(r"[^A-Za-z0-9.-]", lambda found: f"_{ord(found[0]):x}_", id)


def to(kind: str, id: str, words: str) -> str:
    """A link to something on the page."""
    return f'<a href="#{anchor(kind, id)}">{safe(words)}</a>'


def listed(items: Iterable[str], last: str = "or") -> str:
    """Items that are HTML already: "a, b or c"."""
    *most, end = items
    return f"{', '.join(most)} {last} {end}" if most else end


def condition(tree: Tree, when: Condition) -> str:
    """A condition: a sentence for one clause, a list where any of several will do."""
    if len(when) == 1:
        return f"<p>{clause(tree, when[0])}.</p>"
    parts = "".join(f"<li>{clause(tree, each)}.</li>" for each in when)
    return f"<p>any of these holds:</p><ul>{parts}</ul>"


def clause(tree: Tree, each: Clause) -> str:
    """A clause: what was answered, and which findings are raised."""
    parts = [term(tree, one) for one in each.terms]
    if each.found:
        plural = "findings" if len(each.found) > 1 else "finding"
        verb = "are" if len(each.found) > 1 else "is"
        names = listed((to("finding", id, id) for id in each.found), "and")
        parts.append(f"the {plural} {names} {verb} raised")
    return ", and ".join(parts) or "always"


def term(tree: Tree, each: Term) -> str:
    """A term: the question and the answers that will do."""
    question = tree.questions[each.question]
    labels = [f"“{safe(one.label)}”" for one in question.answers.values() if one.id in each.answers]
    return f"the answer to {to('question', question.id, question.ask)} is {listed(labels)}"


def change(question: Question) -> str:
    """How hard a question's answer is to change."""
    if question.fixed:
        return "Nobody can change this fact."
    fixed = [f"“{safe(each.label)}”" for each in question.answers.values() if each.fixed]
    words = f"To change: {EFFORTS[question.effort]} (effort {question.effort} of 5)."
    return f"{words} Cannot be undone once true: {listed(fixed, 'and')}." if fixed else words
