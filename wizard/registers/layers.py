"""A tree as layers of columns, each computed from those before: the whole of what `judge` means, as SQL.

Every question has one column, its fact: 0 where the walk does not come to it, `PASSED` where it passes it
over, `NO_ANSWER` where it stops there, else the answer's bit. So a term of a condition is one look at some
bits, never NULL. Columns of findings are truth values, the worst verdict forced is a rank.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlglot import exp

from wizard.registers.cells import NO_ANSWER, PASSED, answer_bits, filled, given, input_columns, reads, unsure
from wizard.registers.naming import column, named, number, text, work
from wizard.space.masks import bits
from wizard.space.space import judged_space
from wizard.tree.model import END, Clause, Finding, Question, Tree

VERDICT = ("verdict", "outcome")
LISTS = ("findings", "rules", "missing", "moot", "unknown")
RESULTS = (*VERDICT, *LISTS)
"""The columns that a register has for each row, in order."""

AT_ONCE = 60
"""So many texts are put together by one call; PostgreSQL takes no more than 100."""

Layer = Sequence[exp.Alias]


@dataclass(frozen=True)
class Compiled:
    """A tree as columns: `layers` to work with, each on the ones before, then the `results` by name.

    Beside `RESULTS`, `wrong` names the questions whose cell is no answer, and `facts` holds the facts
    of the walk in the tree's order, the same for walks that are the same.
    """

    layers: tuple[Layer, ...]
    results: Mapping[str, exp.Expr]


def compiled(tree: Tree, today: date) -> Compiled:
    """The columns of a tree; typed days are counted back from `today`."""
    layers = [*_facts(tree, today), [*_findings(tree), _missing(tree)], [_forced(tree)]]
    prepared = [named(value, name) for name, value in reads(tree).items()]
    return Compiled(
        tuple([prepared, *layers] if prepared else layers),
        {
            "verdict": _verdict(tree),
            "outcome": _outcome(tree),
            "findings": _listed((finding.id, _found(finding.id)) for finding in by_weight(tree)),
            "rules": _rules(tree),
            "missing": column(work("walk", "missing")),
            "moot": _moot(tree),
            "unknown": _unknown(tree),
            "wrong": _wrong(tree, today),
            "facts": _all_facts(tree),
        },
    )


def fact(id: str) -> exp.Column:
    """The column of a question's fact."""
    return column(work(id, "fact"))


def _found(id: str) -> exp.Column:
    return column(work(id, "found"))


def _is(question: Question, answers: Collection[str], more: int = 0) -> exp.Expr:
    """Whether a fact is one of these answers, or has one of the bits `more`."""
    known = answer_bits(question)
    told = [id for id in known if id in answers]
    mask = sum(known[id] for id in told) + more
    none = number(0)
    none.add_comments([f" {', '.join([*told, *(['passed over'] if more else [])])} "])
    return exp.NEQ(this=exp.BitwiseAnd(this=fact(question.id), expression=number(mask)), expression=none)


def _one_of(value: exp.Expr, names: Iterable[str]) -> exp.Expr:
    """Whether a text is one of these."""
    return exp.In(this=value, expressions=[text(each) for each in names])


def _any(parts: Sequence[exp.Expr]) -> exp.Expr:
    return exp.or_(*parts) if parts else exp.false()


def holds(condition: Iterable[Clause], questions: Mapping[str, Question]) -> exp.Expr:
    """A condition: any of its clauses, of which all terms hold and all findings are raised."""
    clauses: list[exp.Expr] = []
    for clause in condition:
        terms: list[exp.Expr] = [_is(questions[term.question], term.answers) for term in clause.terms]
        terms += [_found(id) for id in clause.found]
        clauses.append(exp.and_(*terms) if terms else exp.true())
    return _any(clauses)


def _facts(tree: Tree, today: date) -> list[list[exp.Alias]]:
    """The facts of all questions, in layers: each question after all that its own column names."""
    depth: dict[str, int] = {}
    layers: dict[int, list[exp.Alias]] = {}
    into = _ways_in(tree)
    for id in tree.order:
        question = tree.questions[id]
        # Nothing has answered the questions still to come, and no walk comes from those that none reaches.
        ways = {each: answers for each, answers in into[id].items() if each in depth}
        when = [each for each in question.when or () if all(term.question in depth for term in each.terms)]
        read = {*ways, *(term.question for clause in when for term in clause.terms)}
        depth[id] = 1 + max((depth[each] for each in read), default=-1)
        value: exp.Expr = given(tree, question, today)
        if question.when is not None:
            value = exp.Case(default=number(PASSED)).when(holds(when, tree.questions), value)
        if id != tree.start:
            arrived = [
                _is(tree.questions[each], to, PASSED * passing) for each, (to, passing) in ways.items()
            ]
            value = exp.Case(default=number(0)).when(_any(arrived), value)
        layers.setdefault(depth[id], []).append(named(value, work(id, "fact"), f"{id}: {question.ask}"))
    return [layers[at] for at in sorted(layers)]


def _ways_in(tree: Tree) -> dict[str, dict[str, tuple[list[str], bool]]]:
    """For each question those that lead to it: with which answers, and whether by being passed over."""
    into: dict[str, dict[str, tuple[list[str], bool]]] = {id: {} for id in tree.order}
    for question in tree.questions.values():
        for target in {question.next, *(each.next for each in question.answers.values())}:
            if target is not None and target != END:
                answers = [id for id in question.answers if question.target(id) == target]
                passing = question.when is not None and question.next == target
                if answers or passing:
                    into[target][question.id] = (answers, passing)
    return into


def by_weight(tree: Tree) -> list[Finding]:
    """The findings as `judge` puts them: the weightiest kinds first."""
    rank = {weight: place for place, weight in enumerate(tree.weights)}
    return sorted(tree.findings.values(), key=lambda each: rank.get(each.weight, len(rank)))


def _findings(tree: Tree) -> list[exp.Alias]:
    return [
        named(holds(finding.when, tree.questions), work(finding.id, "found"), f"{finding.id}: {finding.says}")
        for finding in by_weight(tree)
    ]


def _missing(tree: Tree) -> exp.Alias:
    """The question at which a walk stops for want of an answer; there is one at most."""
    case = exp.Case(default=text(""))
    for id in tree.order:
        told = str(tree.questions[id].screen or id)
        case = case.when(exp.EQ(this=fact(id), expression=number(NO_ANSWER)), text(told))
    return named(case, work("walk", "missing"), "the question without an answer, where the walk stops")


def _forced(tree: Tree) -> exp.Alias:
    """The rank of the worst verdict that a raised finding forces; 0, the best, where none forces any."""
    case = exp.Case(default=number(0))
    for verdict in reversed(list(tree.verdicts.values())):
        forcing = [
            _found(each.id)
            for each in tree.findings.values()
            if verdict.rank and tree.verdict_of_weight(each.weight) == verdict
        ]
        if forcing:
            case = case.when(_any(forcing), number(verdict.rank))
    value = case if case.args.get("ifs") else number(0)
    ranks = ", ".join(f"{each.rank} {each.id}" for each in tree.verdicts.values())
    return named(value, work("walk", "forced"), f"the worst verdict that a finding forces: {ranks}")


def _by_rank(results: Mapping[int, exp.Expr]) -> exp.Case:
    """What holds for each worst verdict forced."""
    case = exp.Case(this=column(work("walk", "forced")))
    for rank, result in results.items():
        case = case.when(number(rank), result)
    return case


def _whole(case: exp.Case, result: exp.Expr) -> exp.Case:
    """A case that has this result where the walk stops nowhere."""
    return case.when(exp.EQ(this=column(work("walk", "missing")), expression=text("")), result)


def _verdict(tree: Tree) -> exp.Expr:
    """The verdict of a walk that is whole, or that no answer left can change; else NULL."""
    case = _whole(exp.Case(), _by_rank({each.rank: text(each.id) for each in tree.verdicts.values()}))
    for (verdict, rank), stops in early(tree).items():
        stopped = _one_of(column(work("walk", "missing")), stops)
        forced = exp.EQ(this=column(work("walk", "forced")), expression=number(rank))
        case = case.when(exp.and_(stopped, forced), text(verdict))
    return case


def early(tree: Tree) -> dict[tuple[str, int], list[str]]:
    """Where a verdict is sure before the end: the only one left and the worst forced so far, to questions.

    A question is named where every walk that comes to it with this worst has no other verdict left.
    """
    space, verdicts = judged_space(tree), list(tree.verdicts)
    ahead: dict[tuple[int, int], int] = {}
    for state in space.steps:
        ahead[state.at, state.worst] = ahead.get((state.at, state.worst), 0) | space.ahead[state].verdicts
    result: dict[tuple[str, int], list[str]] = {}
    for (at, worst), left in sorted(ahead.items()):
        question = tree.questions[tree.order[at]]
        screen = None if question.screen is None else tree.screens[question.screen]
        if left.bit_count() == 1 and (screen is None or screen.questions[0] == question.id):
            sure = verdicts[next(bits(left))]
            result.setdefault((sure, worst), []).append(str(question.screen or question.id))
    return result


def _outcome(tree: Tree) -> exp.Expr:
    """The first outcome whose verdict is that of a whole walk and whose condition holds."""
    by_rank: dict[int, exp.Expr] = {}
    for outcome in tree.outcomes.values():
        case = by_rank.setdefault(tree.verdicts[outcome.verdict].rank, exp.Case())
        assert isinstance(case, exp.Case)
        case.when(holds(outcome.when, tree.questions), text(outcome.id), copy=False)
    return _whole(exp.Case(), _by_rank(by_rank))


def _listed(parts: Iterable[tuple[str, exp.Expr]]) -> exp.Expr:
    """The names of those that hold, joined by spaces."""
    words: list[exp.Expr] = [
        exp.Case(default=text("")).when(holding, text(f"{name} ")) for name, holding in parts
    ]
    while len(words) > 1:
        lots = [words[at : at + AT_ONCE] for at in range(0, len(words), AT_ONCE)]
        words = [exp.Anonymous(this="CONCAT", expressions=lot) if len(lot) > 1 else lot[0] for lot in lots]
    return exp.Trim(this=words[0]) if words else text("")


def _rules(tree: Tree) -> exp.Expr:
    """The rules of the raised findings, each once, in the order in which findings first cite them."""
    cited: dict[str, list[exp.Expr]] = {}
    for finding in by_weight(tree):
        for rule in finding.rules:
            cited.setdefault(rule, []).append(_found(finding.id))
    return _listed((rule, _any(found)) for rule, found in cited.items())


def _first(tree: Tree, id: str) -> str:
    """The question whose fact tells whether a column's question was asked: of ticks, the first."""
    return tree.screens[id].questions[0] if id in tree.screens else id


def _moot(tree: Tree) -> exp.Expr:
    """The questions with something in their cell that the whole walk did not ask."""
    parts: list[tuple[str, exp.Expr]] = []
    for id in input_columns(tree):
        first = tree.questions[_first(tree, id)]
        unasked = exp.LTE(this=fact(first.id), expression=number(PASSED))
        parts.append((id, exp.and_(unasked, filled(first))))
    listed = _listed(parts)
    return _whole(exp.Case(default=text("")), listed)


def _unknown(tree: Tree) -> exp.Expr:
    """The questions asked whose answer is assumed, since the reader does not know."""
    parts: list[tuple[str, exp.Expr]] = []
    for id in input_columns(tree):
        first = tree.questions[_first(tree, id)]
        if first.unsure is not None:
            asked = exp.GT(this=fact(first.id), expression=number(PASSED))
            parts.append((id, exp.and_(asked, unsure(first))))
    return _listed(parts)


def _wrong(tree: Tree, today: date) -> exp.Expr:
    """The questions with something in their cell that is no answer to them, asked or not."""
    parts: list[tuple[str, exp.Expr]] = []
    for id in input_columns(tree):
        first = tree.questions[_first(tree, id)]
        none = exp.EQ(this=exp.Paren(this=given(tree, first, today)), expression=number(NO_ANSWER))
        parts.append((id, exp.and_(filled(first), none)))
    return _listed(parts)


def _all_facts(tree: Tree) -> exp.Expr:
    """The facts in the tree's order, joined by spaces."""
    facts: list[exp.Expr] = []
    for id in tree.order:
        facts += [exp.cast(fact(id), "varchar"), text(" ")]
    return exp.Trim(this=exp.Anonymous(this="CONCAT", expressions=facts))


def facts_of(tree: Tree, written: str) -> dict[str, str]:
    """The facts that `facts` holds, as questions and answers in the order of the walk."""
    found: dict[str, str] = {}
    for id, bit in zip(tree.order, map(int, written.split()), strict=True):
        if bit > NO_ANSWER:
            found[id] = list(tree.questions[id].answers)[bit.bit_length() - 3]
    return found
