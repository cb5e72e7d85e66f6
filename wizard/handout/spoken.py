"""What a tree's file says in ids, in words for a reader, as HTML with links within the page.

The handout calls it. Every text from a file is escaped here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from wizard.tree.model import Clause, Condition, Question, Term, Tree
from wizard.words.escaping import safe

EFFORTS = {1: "easy", 2: "fairly easy", 3: "some work", 4: "hard", 5: "very hard"}
"""How hard it is to change a fact, in a word for each effort."""


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
    """A condition: in a line where it is short, else a list of what must hold together.

    Where any of several clauses will do, they are numbered.
    """
    if len(when) == 1:
        return clause(tree, when[0])
    return f"any of these holds:<ol>{''.join(f'<li>{clause(tree, each)}</li>' for each in when)}</ol>"


def clause(tree: Tree, each: Clause) -> str:
    """What was answered and which findings are raised: a line for one thing, a list for more."""
    parts = [term(tree, one) for one in each.terms]
    parts += [f"the finding {to('finding', id, id)} is raised" for id in each.found]
    if len(parts) <= 1:
        return parts[0] if parts else "always"
    return f"all of these hold:<ul>{''.join(f'<li>{part}</li>' for part in parts)}</ul>"


def term(tree: Tree, each: Term) -> str:
    """The question and the answers that will do."""
    question = tree.questions[each.question]
    labels = [f"“{safe(one.label)}”" for one in question.answers.values() if one.id in each.answers]
    return f"{to('question', question.id, question.ask)} {listed(labels)}"


def change(question: Question) -> str:
    """How hard a question's answer is to change."""
    if question.fixed:
        return "Nobody can change this fact."
    fixed = [f"“{safe(each.label)}”" for each in question.answers.values() if each.fixed]
    words = f"To change: {EFFORTS[question.effort]} (effort {question.effort} of 5)."
    return f"{words} Cannot be undone once true: {listed(fixed, 'and')}." if fixed else words
