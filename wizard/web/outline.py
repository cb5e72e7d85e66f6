"""All questions and outcomes of a tree, linked with each other, for a browser that runs no script."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from wizard.handout.rendered import rendered
from wizard.handout.sections import Sheet
from wizard.handout.spoken import anchor, condition
from wizard.library.links import Target
from wizard.library.model import Entry
from wizard.tree.model import Finding, Outcome, Question, Verdict
from wizard.tree.tones import SYMBOLS
from wizard.words.escaping import safe


@dataclass(frozen=True, slots=True)
class Outline(Sheet):
    """The sheet of a tree as a reader needs it who walks it by hand: `place` tells where the page of an
    entry stands, `turn` where a link of a page leads."""

    place: Callable[[Entry], str]
    turn: Callable[[Target], str | None]

    def html(self) -> str:
        """The questions, the findings by weight, and the outcomes by verdict."""
        tree = self.tree
        asked = "".join(self.question(number, tree.questions[id]) for number, id in enumerate(tree.order, 1))
        verdicts = "".join(map(self.verdict, tree.verdicts.values()))
        return (
            f"<h2>Questions</h2>{asked}<h2>Findings</h2>{''.join(self.findings())}<h2>Outcomes</h2>{verdicts}"
        )

    def notes(self, question: Question) -> Iterator[str]:
        """What not knowing assumes, how to find out, and the page that helps."""
        if question.unsure is not None:
            assumed = safe(question.answers[question.unsure].label)
            yield f"<p>If you do not know, go on as for “{assumed}”.</p>"
        if question.find_out is not None:
            yield f"<p>To find out: {safe(question.find_out)}</p>"
        if question.settle is not None:
            other = safe(question.settle)
            yield f'<p>Helps to find out: <a href="{other}.html">{other}</a></p>'
        if question.learn is not None:
            yield f"<p>More on this: {self.link(self.library.page(question.learn))}</p>"

    def finding(self, finding: Finding) -> str:
        """What a finding says and asks for, when it is raised, and the pages that it rests on."""
        cites = "; ".join(self.link(self.library.entry(id)) for id in (*finding.rules, *finding.cases))
        todo = f"<p>What to do: {safe(finding.remedy)}</p>" if finding.remedy else ""
        when = condition(self.tree, finding.when)
        return (
            f'<section class="item" id="{anchor("finding", finding.id)}"><h4>{safe(finding.says)}</h4>'
            f"{todo}<div>Raised if {when}</div>{f'<p>See: {cites}</p>' if cites else ''}</section>\n"
        )

    def verdict(self, verdict: Verdict) -> str:
        """A verdict and its outcomes."""
        ends = "".join(
            self.outcome(each) for each in self.tree.outcomes.values() if each.verdict == verdict.id
        )
        sign = SYMBOLS.get(verdict.tone, "")
        return f'<h3 id="{anchor("verdict", verdict.id)}">{sign} {safe(verdict.label)}</h3>{ends}'

    def outcome(self, outcome: Outcome) -> str:
        """An outcome, when it is shown, and its page, which the script shows too."""
        entry = self.library.page(outcome.page)
        when = (
            condition(self.tree, outcome.when)
            if any(each.terms or each.found for each in outcome.when)
            else ""
        )
        shown = f"<div>Shown if {when}</div>" if when else "<p>Shown if no other outcome here fits.</p>"
        page = rendered(entry, 5, self.turn)
        return (
            f'<section class="item" id="{anchor("outcome", outcome.id)}"><h4>{safe(entry.title)}</h4>'
            f"<p>{safe(entry.summary)}</p>{shown}"
            f'<div id="page-{safe(outcome.id)}">{page}</div></section>\n'
        )

    def link(self, entry: Entry) -> str:
        """A link to the page of an entry."""
        return f'<a href="{safe(self.place(entry))}">{safe(entry.cite)}</a>'
