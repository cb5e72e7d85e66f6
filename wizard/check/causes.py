"""Causes before consequences: problems about one thing become one, and what cannot be read comes first."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from wizard.source.counting import counted
from wizard.source.problems import Problem

UNREAD = ("file", "not-utf-8", "bom", "yaml", "no-front-matter", "duplicate-key")
"""Codes of files that cannot be read: whatever else is told may come of it."""

NOUNS = {
    "broken-link": "link",
    "broken-anchor": "link",
    "scenario-facts": "scenario",
    "scenario-verdict": "scenario",
    "scenario-outcome": "scenario",
    "scenario-raises": "scenario",
}


def told(problems: Iterable[Problem], needs: Mapping[str, Collection[str]]) -> tuple[Problem, ...]:
    """The problems as they are told: each cause once, with what follows from it counted.

    `needs` are the links to each page that cannot be read, by the page's path.
    """
    grouped: dict[str, list[Problem]] = {}
    result: list[Problem] = []
    for each in sorted(set(problems)):
        if each.about:
            grouped.setdefault(each.about, []).append(each)
        else:
            result.append(each)
    result += (_one(about, group) for about, group in grouped.items())
    return tuple(_counted(sorted(result, key=_rank), needs))


def _one(about: str, group: list[Problem]) -> Problem:
    """The problem that stands for all about one thing: the one where that thing stands, else the first."""
    lead = next((each for each in group if each.path == about.partition("#")[0]), group[0])
    others = tuple(each.place for each in group if each is not lead)
    if not others:
        return lead
    nouns = {NOUNS.get(each.code, "place") for each in group if each is not lead}
    noun = nouns.pop() if len(nouns) == 1 else "place"
    more = "" if lead.path == about.partition("#")[0] else "more "
    message = f"{lead.message}; {_need_it(len(others), more + noun)}"
    return replace(lead, message=message, needed_by=others)


def _counted(problems: list[Problem], needs: Mapping[str, Collection[str]]) -> Iterable[Problem]:
    seen: set[str] = set()
    for each in problems:
        links = needs.get(each.path)
        if links and each.path not in seen:
            each = replace(
                each, message=f"{each.message}; {_need_it(len(links), 'link')}", needed_by=tuple(links)
            )
        seen.add(each.path)
        yield each


def _need_it(number: int, noun: str) -> str:
    return f"{counted(number, noun)} {'needs' if number == 1 else 'need'} it"


def _rank(problem: Problem) -> tuple[bool, Problem]:
    return problem.code not in UNREAD, problem
