"""The handout of a tree: complete, well-formed, every link leads somewhere, nothing is loaded."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from tests.helpers.small import TREE, edited, make_root, page
from wizard.handout.page import handout, handout_name
from wizard.handout.spoken import anchor
from wizard.pack.knowledge import Knowledge, find_root
from wizard.space.space import exact_graph
from wizard.tree.cites import named_entries
from wizard.tree.model import Tree

KNOWLEDGE = Knowledge(find_root())
TREES = KNOWLEDGE.tree_ids
VOID = {"meta", "br", "hr", "img", "link", "input"}


@dataclass
class Element:
    """An element, all the text in it, and the addresses of the links in it."""

    tag: str
    attrs: dict[str, str | None]
    text: str = ""
    links: list[str] = field(default_factory=list)


class Page(HTMLParser):
    """Reads a page; fails where an element is closed that is not the last one opened."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[Element] = []
        self.elements: list[Element] = []
        self.feed(html)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs)
        element = Element(tag, dict(attrs))
        self.elements.append(element)
        if href := element.attrs.get("href"):
            for each in self.open:
                each.links.append(href)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        for each in self.open:
            each.text += data

    def by_id(self, id: str) -> Element:
        [found] = [each for each in self.elements if each.attrs.get("id") == id]
        return found

    def tags(self, *names: str) -> list[Element]:
        return [each for each in self.elements if each.tag in names]


@cache
def page_of(id: str) -> Page:
    return Page(handout(KNOWLEDGE, KNOWLEDGE.tree(id)))


def small(folder: Path, *edits: tuple[str, str], **pages: str) -> tuple[Tree, Page]:
    """The handout of the small tree with some edits, and with other outcome pages."""
    files = {f"content/outcomes/{name}.md": text for name, text in pages.items()}
    knowledge = Knowledge(make_root(folder, {"trees/small.yaml": edited(TREE, *edits)[0], **files}))
    tree = knowledge.tree("small")
    return tree, Page(handout(knowledge, tree))


@pytest.mark.parametrize("id", TREES)
def test_every_link_within_the_page_resolves_and_no_id_stands_twice(id: str) -> None:
    ids = [each.attrs["id"] for each in page_of(id).elements if "id" in each.attrs]
    assert len(ids) == len(set(ids))
    links = [each.attrs["href"] or "" for each in page_of(id).tags("a")]
    assert {link for link in links if not link.startswith(("https://", "http://"))} <= {
        f"#{name}" for name in ids
    }


@pytest.mark.parametrize("id", TREES)
def test_everything_in_the_tree_has_its_place_on_the_page(id: str) -> None:
    tree, read = KNOWLEDGE.tree(id), page_of(id)
    for question in tree.questions.values():
        told = read.by_id(anchor("question", question.id)).text
        assert question.ask in told and question.why in told
        assert all(each.label in told for each in question.answers.values())
    for finding in tree.findings.values():
        assert finding.says in read.by_id(anchor("finding", finding.id)).text
        assert (finding.remedy or "") in read.by_id(anchor("finding", finding.id)).text
    for outcome in tree.outcomes.values():
        title = KNOWLEDGE.library.page(outcome.page).title
        assert title in read.by_id(anchor("outcome", outcome.id)).text
    for invariant in tree.invariants.values():
        assert invariant.because in read.by_id(anchor("invariant", invariant.id)).text
    for deadline in tree.deadlines.values():
        assert deadline.says in read.by_id(anchor("date", deadline.id)).text
    for verdict in tree.verdicts.values():
        assert verdict.label in read.by_id(anchor("verdict", verdict.id)).text


@pytest.mark.parametrize("id", TREES)
def test_questions_stand_in_walk_order_and_each_links_to_what_may_come_next(id: str) -> None:
    tree, read, graph = KNOWLEDGE.tree(id), page_of(id), exact_graph(KNOWLEDGE.tree(id))
    places = [
        each.attrs["id"] for each in read.elements if (each.attrs.get("id") or "").startswith("question-")
    ]
    assert places == [anchor("question", each) for each in tree.order]
    for source in tree.order:
        links = read.by_id(anchor("question", source)).links
        for target in graph[source]:
            if target in tree.questions:
                assert f"#{anchor('question', target)}" in links
            else:
                verdict = anchor("verdict", tree.outcomes[target].verdict)
                assert {f"#{anchor('outcome', target)}", f"#{verdict}"} & set(links)


@pytest.mark.parametrize("id", TREES)
def test_every_rule_and_case_is_linked_to_its_source_with_its_standing(id: str) -> None:
    tree, read = KNOWLEDGE.tree(id), page_of(id)
    for what, folder, name in named_entries(tree):
        entry = KNOWLEDGE.library.page(f"{folder}/{name}.md")
        kind, owner = what.split(" ", 1)
        place = read.by_id(anchor({"deadline": "date"}.get(kind, kind), owner))
        assert entry.url in place.links
        assert entry.cite in place.text and f"reviewed {entry.reviewed}" in place.text


@pytest.mark.parametrize("id", TREES)
def test_headings_go_down_one_level_at_a_time(id: str) -> None:
    levels = [int(each.tag[1]) for each in page_of(id).tags("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(lower - upper <= 1 for upper, lower in pairwise(levels))


@pytest.mark.parametrize("id", TREES)
def test_the_page_loads_nothing_and_runs_nothing(id: str) -> None:
    read = page_of(id)
    assert not read.tags("script", "link", "img", "iframe", "object", "embed", "base", "form")
    assert not [each for each in read.elements if {"src", "onclick", "style"} & each.attrs.keys()]
    assert not re.search(r"@import|url\(", read.tags("style")[0].text)
    assert len(read.tags("svg")) == 1


def test_each_box_of_the_picture_leads_to_its_place_on_the_page(whatsapp: Tree) -> None:
    [figure] = page_of("whatsapp").tags("figure")
    assert set(figure.links) == {
        *(f"#{anchor('question', id)}" for id in whatsapp.questions),
        *(f"#{anchor('verdict', id)}" for id in whatsapp.verdicts),
    }


def test_conditions_effort_and_not_knowing_are_told_in_words(whatsapp: Tree) -> None:
    read = page_of("whatsapp")
    told = read.by_id(anchor("question", "family-basis"))
    recipient = whatsapp.questions["recipient"]
    assert f"{recipient.ask} “{recipient.answers['family'].label}”" in told.text
    assert recipient.answers["patient"].label not in told.text
    question = whatsapp.questions["family-basis"]
    assert f"effort {question.effort} of 5" in told.text
    assert f"counts as “{question.answers['not-asked'].label}”" in told.text
    absent, objected = (question.answers[id].label for id in ("absent", "objected"))
    assert f"once true: “{absent}” and “{objected}”" in told.text
    assert "Nobody can change" in read.by_id(anchor("question", "recipient")).text


def test_links_of_an_outcome_page_lead_to_the_page_or_the_source_or_become_text(tmp_path: Path) -> None:
    body = (
        "See [the rule](../rules/rule-1.md#next-steps), [the other](free.md), [the reference](../faq.md), "
        "[away](https://example.org/away) and [bad](javascript:alert).\n"
    )
    _, read = small(tmp_path, stopped=page("stopped", body))
    place = read.by_id(anchor("outcome", "stopped"))
    assert place.links[-3:] == ["https://example.org/rule", "#outcome-free", "https://example.org/away"]
    assert "the reference" in place.text


def test_text_that_looks_like_markup_stays_text(tmp_path: Path) -> None:
    hostile = """</h3><script>alert("1")</script>&lt;"""
    body = f"{hostile}\n\n<script>alert(2)</script>\n\n![{hostile}](https://example.org/x.png)\n"
    tree, read = small(
        tmp_path,
        ("title: May I take it?", f"title: '{hostile}'"),
        ("ask: Which colour has it?", f"ask: '{hostile}'"),
        ("label: Blue", f"label: '{hostile}'"),
        ("says: It adds up.", f"says: '{hostile}'"),
        stopped=page("stopped", body),
    )
    assert not read.tags("script", "img")
    assert read.tags("h1")[0].text == tree.title
    assert tree.findings["daily"].says in read.by_id(anchor("finding", "daily")).text
    assert "<script>alert(2)</script>" in read.by_id(anchor("outcome", "stopped")).text


def test_a_handout_is_named_after_its_tree(whatsapp: Tree) -> None:
    assert handout_name(whatsapp) == "whatsapp.html"
