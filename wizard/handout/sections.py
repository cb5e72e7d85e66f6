"""The sections of a tree's handout, in the order in which an expert reads them.

`handout` frames them. Every text from a file is escaped here or in `spoken`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wizard.handout.rendered import rendered
from wizard.handout.spoken import anchor, change, condition, listed, to
from wizard.library.links import Target
from wizard.library.model import STATUSES, Entry
from wizard.library.shelves import Library
from wizard.source.counting import counted
from wizard.tree.cites import named_entries
from wizard.tree.model import ALWAYS, Answer, Finding, Invariant, Outcome, Question, Tree, Verdict
from wizard.tree.tones import SYMBOLS
from wizard.walk.deadlines import span_told
from wizard.words.escaping import safe

if TYPE_CHECKING:
    import networkx as nx

FEW = 3
"""Up to so many outcomes are named where an answer may end the walk; of more, their verdicts are."""

PAGE_LEVEL = 5
"""The level of the headings of an outcome's page, under its own."""

Contents = tuple[tuple[str, str], ...]
"""Anchors on the page and the words that lead there."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page under a heading of its own, and what the contents list under it."""

    id: str
    title: str
    html: str
    contents: Contents = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A tree, the library that it cites, and the steps that its walks take (`exact_graph`)."""

    tree: Tree
    library: Library
    graph: nx.MultiDiGraph[str]

    def sections(self) -> Iterator[Section]:
        """Questions, findings, last days, outcomes, promises and sources, as far as there are any."""
        tree = self.tree
        questions = [tree.questions[id] for id in tree.order]
        yield Section(
            "questions",
            "Questions",
            "".join(self.question(number, each) for number, each in enumerate(questions, 1)),
            tuple((anchor("question", each.id), each.ask) for each in questions),
        )
        weights = tuple((anchor("weight", id), label) for id, label in tree.weights.items())
        yield Section("findings", "Findings", "".join(self.findings()), weights)
        if tree.deadlines:
            yield Section("dates", "Last days", "".join(self.deadlines()))
        verdicts = tuple((anchor("verdict", id), each.label) for id, each in tree.verdicts.items())
        yield Section("outcomes", "Outcomes", "".join(map(self.verdict, tree.verdicts.values())), verdicts)
        if tree.invariants:
            promises = "".join(map(self.invariant, tree.invariants.values()))
            yield Section("promises", "What always holds", promises)
        if sources := "".join(map(_source, self.cited())):
            yield Section("sources", self.cited_words, f'<ul class="sources">{sources}</ul>')

    def question(self, number: int, question: Question) -> str:
        """A question: why, when it is asked, its answers and where they lead, and how hard it is."""
        parts = [f"<p>Why: {safe(question.why)}</p>"]
        if question.when is not None:
            parts.append(f'<div class="when">Asked only if {condition(self.tree, question.when)}</div>')
        answers = "".join(f"<li>{self.answer(question, each)}</li>" for each in question.answers.values())
        parts += [f"<p>Answers:</p><ol>{answers}</ol>", *self.notes(question)]
        heading = f"{number}. {safe(question.ask)}"
        return _item("question", question.id, 3, heading, "".join(parts))

    def notes(self, question: Question) -> Iterator[str]:
        """How hard the fact is to change, what not knowing assumes, and how to find out."""
        yield f"<p>{change(question)}</p>"
        if question.unsure is not None:
            assumed = safe(question.answers[question.unsure].label)
            yield f"<p>“I don't know” is allowed and counts as “{assumed}”.</p>"
        if question.find_out is not None:
            yield f"<p>To find out: {safe(question.find_out)}</p>"
        if question.settle is not None:
            yield f"<p>The tree {safe(question.settle)} helps to settle it.</p>"
        if question.learn is not None:
            yield f"<p>Help shown on demand: {safe(self.library.page(question.learn).title)}</p>"

    def answer(self, question: Question, answer: Answer) -> str:
        """An answer and where it leads."""
        following = self.graph.adj.get(question.id, {})
        reached = {id for id, answers in following.items() if answer.id in answers}
        asks = [to("question", id, self.tree.questions[id].ask) for id in self.tree.order if id in reached]
        ends = [each for each in self.tree.outcomes.values() if each.id in reached]
        then = []
        if asks:
            first = "next: " if len(asks) == 1 else "next, the first whose condition holds: "
            then.append(first + listed(asks))
        if ends:
            then.append(f"the end: {self.ends(ends)}")
        return f"{safe(answer.label)} {_id(answer.id)} → {'; or '.join(then) or 'no walk comes here'}"

    def ends(self, ends: list[Outcome]) -> str:
        """Outcomes by title where they are few, else their verdicts with how many of each."""
        if len(ends) <= FEW:
            return listed(to("outcome", each.id, self.library.page(each.page).title) for each in ends)
        counts = {id: sum(each.verdict == id for each in ends) for id in self.tree.verdicts}
        return listed(
            to("verdict", id, f"{self.tree.verdicts[id].label} ({counted(count, 'outcome')})")
            for id, count in counts.items()
            if count
        )

    def findings(self) -> Iterator[str]:
        """The findings, the weightiest kinds first."""
        for weight, label in self.tree.weights.items():
            verdict = self.tree.verdict_of_weight(weight)
            forces = f"the verdict {to('verdict', verdict.id, verdict.label)}" if verdict else "no verdict"
            yield f'<h3 id="{anchor("weight", weight)}">{safe(label)}</h3><p>Each forces {forces}.</p>'
            yield from (self.finding(each) for each in self.tree.findings.values() if each.weight == weight)

    def finding(self, finding: Finding) -> str:
        """A finding: what it says, what to do, when it is raised, and the rules and cases behind it."""
        parts = [f"<p>{safe(finding.says)}</p>"]
        if finding.remedy is not None:
            parts.append(f"<p>What to do: {safe(finding.remedy)}</p>")
        parts.append(f'<div class="when">Raised if {condition(self.tree, finding.when)}</div>')
        parts.append(self.cites(finding.rules, finding.cases))
        return _item("finding", finding.id, 4, "", "".join(parts))

    def cites(self, rules: Iterable[str], cases: Iterable[str] = ()) -> str:
        """Rules and cases with their official addresses and their standing."""
        entries = [self.library.entry(id) for id in (*rules, *cases)]
        lines = "".join(f"<li>{_cite(each)}</li>" for each in entries)
        return f"<p>{self.cited_words}:</p><ul>{lines}</ul>" if lines else ""

    @property
    def cited_words(self) -> str:
        """What the pack calls the rules and the cases."""
        named = [kind.plural for kind in self.library.kinds if kind.cited]
        return safe(listed([named[0], *(each.lower() for each in named[1:])], "and"))

    def deadlines(self) -> Iterator[str]:
        """The day asked for, and the last days counted from it."""
        if self.tree.date is not None:
            yield f"<p>{safe(self.tree.date.ask)} {safe(self.tree.date.why)}</p>"
        for each in self.tree.deadlines.values():
            html = f"<p>{safe(each.says)} Counted: {span_told(each)}.</p>"
            html += f'<div class="when">Applies if {condition(self.tree, each.when)}</div>'
            yield _item("date", each.id, 3, "", html + self.cites(each.rules))

    def verdict(self, verdict: Verdict) -> str:
        """A verdict, what forces it, and its outcomes in the order in which they are tried."""
        weights = [to("weight", id, self.tree.weights[id]) for id in verdict.forced_by]
        forced = f"Forced by {listed(weights)}." if weights else "Where no finding forces another."
        sign = SYMBOLS.get(verdict.tone, "")
        head = f'<h3 id="{anchor("verdict", verdict.id)}">{sign} {safe(verdict.label)}</h3><p>{forced}</p>'
        ends = [each for each in self.tree.outcomes.values() if each.verdict == verdict.id]
        return head + "".join(map(self.outcome, ends))

    def outcome(self, outcome: Outcome) -> str:
        """An outcome: when it is shown, and its page."""
        entry = self.library.page(outcome.page)
        when = "none before it under this verdict fits"
        if outcome.when != ALWAYS:
            when = condition(self.tree, outcome.when)
        parts = [f'<p>{safe(entry.summary)}</p><div class="when">Shown if {when}</div>']
        parts.append(rendered(entry, PAGE_LEVEL, self.address))
        if outcome.then is not None:
            parts.append(f"<p>Goes on with the tree {safe(outcome.then)}.</p>")
        parts.append(f"<p>This page: {standing(entry)}.</p>")
        return _item("outcome", outcome.id, 4, safe(entry.title), "".join(parts))

    def address(self, target: Target) -> str | None:
        """Where a link on an outcome's page leads: on this page, or to a rule's or case's source."""
        if target.url:
            return target.url
        for outcome in self.tree.outcomes.values():
            if outcome.page == target.path:
                return "#" + anchor("outcome", outcome.id)
        if target.id in self.library.paths and self.library.paths[target.id][0].cited:
            return self.library.entry(target.id).url
        return None

    def invariant(self, invariant: Invariant) -> str:
        """What must hold on every walk, and why."""
        tree = self.tree
        holds = []
        if invariant.verdicts:
            verdicts = (to("verdict", id, tree.verdicts[id].label) for id in invariant.verdicts)
            holds.append(f"the verdict is always {listed(verdicts)}")
        if invariant.raises:
            raised = listed((to("finding", id, id) for id in invariant.raises), "and")
            holds.append(f"{raised} {'is' if len(invariant.raises) == 1 else 'are'} always raised")
        html = f'<div class="when">Whenever {condition(tree, invariant.when)}</div>'
        html += f"<p>Then {listed(holds, 'and')}.</p><p>Because: {safe(invariant.because)}</p>"
        return _item("invariant", invariant.id, 3, "", html + self.cites(invariant.rules))

    def cited(self) -> Iterator[Entry]:
        """The rules, then the cases, that the tree names, each once."""
        named = {(key, id) for _, key, id in named_entries(self.tree)}
        for _, id in sorted(named, key=lambda each: (each[0] != "rules", each[1])):
            yield self.library.entry(id)


def standing(entry: Entry) -> str:
    """How good an entry's sources are, and the days of its review."""
    return (
        f"{STATUSES[entry.status]}, reviewed {safe(entry.reviewed)}, next review by {safe(entry.review_by)}"
    )


def _item(kind: str, id: str, level: int, heading: str, html: str) -> str:
    head = f"<h{level}>{heading} {_id(id)}</h{level}>" if heading else f"<h{level}>{_id(id)}</h{level}>"
    return f'<section class="item" id="{anchor(kind, id)}">{head}{html}</section>\n'


def _id(id: str) -> str:
    return f'<span class="id">{safe(id)}</span>'


def _cite(entry: Entry) -> str:
    return f'<a href="{safe(entry.url)}">{safe(entry.cite)}</a> ({standing(entry)})'


def _source(entry: Entry) -> str:
    title = "" if entry.cite.startswith(entry.title) else f" {safe(entry.title)}."
    return f"<li>{_cite(entry)}:{title} {safe(entry.summary)}</li>\n"
