"""What stands beside the outcome screen's list: the text, as Markdown, of what a line opens."""

from __future__ import annotations

from datetime import date

from wizard.library.shelves import Library
from wizard.transcript.model import Found, Transcript
from wizard.transcript.outline import plan_lines
from wizard.tree.model import Tree
from wizard.ui.outcome_lines import ANSWER, ENTRY, FINDING, PLAN, UNKNOWN
from wizard.words.escaping import markdown_safe


def text_beside(line: str, told: Transcript, tree: Tree, library: Library) -> str:
    """What a line opens, as Markdown; its links as seen from the library's top folder."""
    kind, _, which = line.partition(":")
    if kind == ENTRY:
        return _page_text(library, library.paths[which.partition(":")[0]][1])
    if kind == FINDING:
        return _finding_text(told.findings[int(which)], tree, library)
    if kind == PLAN:
        plan = told.plans[int(which)]
        lines = "\n".join(f"- {markdown_safe(line.strip())}" for line in plan_lines(plan))
        return f"## {markdown_safe(plan.heading)}\n\n{lines}\n\nEnter shows the outcome after it."
    if kind in (ANSWER, UNKNOWN):
        asked = tree.questions[which]
        return f"## {markdown_safe(asked.ask)}\n\n{markdown_safe(asked.why)}\n\nEnter changes this answer."
    outcome = tree.outcomes.get(told.outcome.id)
    return "" if outcome is None else _page_text(library, outcome.page)


def _page_text(library: Library, path: str) -> str:
    page = library.page(path)
    folder = path.rpartition("/")[0]
    body = page.body.replace("](../", "](").replace("](#", f"]({path}#") if folder else page.body
    return f"## {markdown_safe(page.title)}\n\n{body}"


def _finding_text(finding: Found, tree: Tree, library: Library) -> str:
    parts = [markdown_safe(finding.says)]
    if finding.remedy:
        parts.append(f"**What to do:** {markdown_safe(finding.remedy)}")
    links = []
    for id in (*finding.rules, *finding.cases):
        entry = library.entry(id)
        standing = markdown_safe(entry.standing(date.today()))
        cite = f"[{markdown_safe(entry.cite)}]({entry.path})"
        links.append(f"- {cite}: {markdown_safe(entry.summary)} ({standing})")
    learn = tree.findings[finding.id].learn
    if learn:
        links.append(f"- [{markdown_safe(library.page(learn).title)}]({learn})")
    return "\n\n".join([*parts, "\n".join(links)])
