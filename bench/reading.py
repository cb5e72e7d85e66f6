"""Prints the US reading grade (Flesch-Kincaid) of what readers see: `python bench/reading.py`.

The aim is a median at or below grade 9 for questions, findings, outcomes and pages.
"""

from __future__ import annotations

import re
from statistics import median, quantiles

import textstat

from wizard.library.links import tokens
from wizard.library.model import Entry
from wizard.pack.knowledge import Knowledge, open_knowledge

AIM = 9.0


def grade(text: str) -> float:
    """The grade of a text of a few sentences."""
    return float(textstat.flesch_kincaid_grade(text))


def prose(entry: Entry) -> str:
    """The paragraphs of a page without headings, tables, citations and addresses."""
    lines = [token.content for token in tokens(entry.body) if token.type == "inline"]
    text = " ".join(line if line.endswith((".", "?", ":")) else f"{line}." for line in lines)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return re.sub(r"\b\d+ (CFR|FR|USC) [\w.()\-]+|https?://\S+|[*_`~]", "", text)


def texts(knowledge: Knowledge) -> dict[str, list[tuple[str, str]]]:
    """What is graded, by kind: where it stands and its text."""
    found: dict[str, list[tuple[str, str]]] = {"questions": [], "findings": []}
    for id in knowledge.tree_ids:
        tree = knowledge.tree(id)
        for question in tree.questions.values():
            labels = " ".join(f"{answer.label}." for answer in question.answers.values())
            found["questions"].append((f"{id} {question.id}", f"{question.ask} {question.why} {labels}"))
        for finding in tree.findings.values():
            found["findings"].append((f"{id} {finding.id}", f"{finding.says} {finding.remedy or ''}"))
    for kind in knowledge.library.kinds:
        entries = knowledge.library.entries(kind)
        found[kind.plural.lower()] = [(entry.path, prose(entry)) for entry in entries]
    return found


def main() -> None:
    """A line for each kind, then the hardest texts."""
    hardest: list[tuple[float, str]] = []
    print(f"{'kind':<24}{'texts':>6}{'median':>8}{'upper tenth':>13}   aim {AIM}")
    for kind, listed in texts(open_knowledge()).items():
        grades = [(grade(text), where) for where, text in listed]
        hardest += grades
        values = [value for value, _ in grades]
        tenth = quantiles(values, n=10)[-1] if len(values) > 1 else values[0]
        verdict = "within" if median(values) <= AIM else "over"
        print(f"{kind:<24}{len(values):>6}{median(values):>8.1f}{tenth:>13.1f}   {verdict}")
    print("\nhardest:")
    for value, where in sorted(hardest, reverse=True)[:12]:
        print(f"  {value:>5.1f}  {where}")


if __name__ == "__main__":
    main()
