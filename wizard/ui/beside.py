"""What stands beside the outcome screen's list: the text, as Markdown, of what a row opens."""

from __future__ import annotations

from datetime import date

from wizard.library.shelves import Library
from wizard.transcript.model import Found, Transcript
from wizard.transcript.outline import plan_lines
from wizard.tree.model import Tree
from wizard.ui.outcome_told import ANSWER, ENTRY, FINDING, LEFT_OUT, PLAN, REMEDY, UNKNOWN
from wizard.words.escaping import markdown_safe


def text_beside(row: str, told: Transcript, tree: Tree, library: Library) -> str:
    """What a row opens, as Markdown; its links as seen from the library's top folder."""
    kind, _, which = row.partition(":")
    if kind == ENTRY:
        return _page_text(library, library.paths[which.partition(":")[0]][1])
    if kind in (FINDING, REMEDY):
        return _finding_text(told, told.findings[int(which)], tree, library)
    if kind == PLAN:
        plan = told.plans[int(which)]
        lines = "\n".join(f"- {markdown_safe(line.strip())}" for line in plan_lines(plan))
        return f"## {markdown_safe(plan.heading)}\n\n{lines}\n\nEnter shows the outcome after it."
    if kind in (ANSWER, UNKNOWN, LEFT_OUT):
        asked = tree.questions[which]
        does = "Enter goes back to the questions." if kind == LEFT_OUT else "Enter changes this answer."
        return f"## {markdown_safe(asked.ask)}\n\n{markdown_safe(asked.why)}\n\n{does}"
    outcome = tree.outcomes.get(told.outcome.id)
    return "" if outcome is None else _page_text(library, outcome.page)


def title_beside(row: str, told: Transcript) -> tuple[str, str]:
    """What the pane beside the list is called, and the key that acts on what it shows."""
    kind, _, which = row.partition(":")
    if kind in (FINDING, REMEDY):
        finding = told.findings[int(which)]
        same = [each for each in told.findings if each.weight == finding.weight]
        return (
            f"{finding.weight_label}: {same.index(finding) + 1} of {len(same)}",
            "Enter lists what it rests on",
        )
    if kind == PLAN:
        return "What would change it", "a follows it"
    if kind in (ANSWER, UNKNOWN):
        return "Your answer", "Enter changes it"
    return ("Library", "Enter opens it") if kind == ENTRY else ("The outcome's page", "h opens it")


def _page_text(library: Library, path: str) -> str:
    page = library.page(path)
    folder = path.rpartition("/")[0]
    body = page.body.replace("](../", "](").replace("](#", f"]({path}#") if folder else page.body
    return f"## {markdown_safe(page.title)}\n\n{body}"


def _finding_text(told: Transcript, finding: Found, tree: Tree, library: Library) -> str:
    parts = [markdown_safe(finding.says)]
    if finding.remedy:
        parts.append(f"**What to do:** {markdown_safe(finding.what_to_do)}")
    labels = {each.question: each.label for each in told.steps}
    because = "\n".join(f"- {markdown_safe(labels[fact.question])}" for fact in finding.because)
    parts.append(f"**Because you answered**\n\n{because}")
    links = []
    for id in (*finding.rules, *finding.cases):
        entry = library.entry(id)
        standing = markdown_safe(entry.standing(date.today()))
        cite = f"[{markdown_safe(entry.cite)}]({entry.path})"
        links.append(f"- {cite}: {markdown_safe(entry.summary)} ({standing})")
    learn = tree.findings[finding.id].learn
    if learn:
        links.append(f"- [{markdown_safe(library.page(learn).title)}]({learn})")
    return "\n\n".join([*parts, "**Rests on**", "\n".join(links)])
