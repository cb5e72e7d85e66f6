"""The SVG picture of a tree: well-formed, complete, nothing on top of anything else, walks marked."""

from __future__ import annotations

import re
import subprocess
import sys
from functools import cache
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings

from tests.conftest import EXAMPLES, example
from tests.helpers.drawn import SVG, boxes, contrast, route, strokes
from tests.helpers.random_trees import Case, cases
from tests.helpers.small import TREE, edited, make_root
from wizard.pack.knowledge import Knowledge, find_root
from wizard.picture.diagrams import DRAWINGS
from wizard.picture.svg import as_svg
from wizard.space.routes import step
from wizard.space.space import exact_graph, judged_space
from wizard.tree.model import END, Tree

ROOT = find_root()
TREES = Knowledge(ROOT).tree_ids


@cache
def tree_of(id: str) -> Tree:
    return Knowledge(ROOT).tree(id)


@cache
def picture_of(id: str) -> str:
    return as_svg(tree_of(id))


def walked(tree: Tree, facts: dict[str, str]) -> list[str]:
    """The questions of a walk."""
    asked: list[str] = [tree.start]
    while (following := step(tree, asked[-1], facts)) != END:
        asked.append(following)
    return asked


@pytest.mark.parametrize("id", TREES)
def test_every_question_and_every_outcome_that_walks_reach_is_in_the_picture(id: str) -> None:
    tree, drawn, graph = tree_of(id), boxes(picture_of(id)), exact_graph(tree_of(id))
    assert {each.id for each in drawn if each.kind == "question"} == graph.nodes & tree.questions.keys()
    listed = {
        (each.id, name)
        for each in drawn
        if each.kind == "verdict"
        for name in each.text.split()
        if name in graph
    }
    assert listed == {(tree.outcomes[name].verdict, name) for name in graph if name in tree.outcomes}
    verdicts = [each.id for each in drawn if each.kind == "verdict"]
    assert len(verdicts) == len(set(verdicts))


@pytest.mark.parametrize("id", TREES)
def test_every_answer_stands_on_one_line_of_its_question(id: str) -> None:
    tree, drawn = tree_of(id), boxes(picture_of(id))
    for question in tree.questions.values():
        lines = [each.text for each in drawn if each.kind == "answers" and each.id == question.id]
        if lines != ["any answer"]:
            assert sorted(", ".join(lines).split(", ")) == sorted(question.answers)


@pytest.mark.parametrize("id", TREES)
def test_no_two_boxes_overlap(id: str) -> None:
    drawn = boxes(picture_of(id))
    assert [(one, two) for one, two in combinations(drawn, 2) if one.meets(two)] == []


@pytest.mark.parametrize("id", TREES)
def test_no_line_runs_through_a_box(id: str) -> None:
    drawn = boxes(picture_of(id))
    points = [point for each in strokes(picture_of(id), "way") for point in each]
    assert len(points) > 100
    assert [(box.id, point) for box in drawn for point in points if box.holds(point)] == []


@settings(max_examples=40)
@given(cases())
def test_nothing_lies_on_anything_else_in_any_tree(case: Case) -> None:
    for walk in case.walks[:1]:
        svg = as_svg(case.tree, walk.facts)
        drawn = boxes(svg)
        points = [point for kind in ("way", "walk") for each in strokes(svg, kind) for point in each]
        assert not any(one.meets(two) for one, two in combinations(drawn, 2))
        assert not any(box.holds(point) for box in drawn for point in points)
        assert {each.id for each in drawn if each.marked and each.kind == "question"} == walk.facts.keys()


@pytest.mark.parametrize("id", TREES)
def test_everything_lies_on_the_canvas(id: str) -> None:
    root = ElementTree.fromstring(picture_of(id))
    width, height = float(root.get("width", "")), float(root.get("height", ""))
    assert root.get("viewBox") == f"0 0 {width:.0f} {height:.0f}"
    [shift] = [each.get("transform", "") for each in root.iter(f"{SVG}g") if each.get("transform")]
    x, y = (float(each) for each in re.findall(r"[\d.]+", shift))
    for box in boxes(picture_of(id)):
        assert box.left + x > 0 and box.top + y > 0 and box.right + x < width and box.bottom + y < height


@pytest.mark.parametrize("outcome", sorted(EXAMPLES))
def test_the_marked_line_is_exactly_the_walk(whatsapp: Tree, outcome: str) -> None:
    facts = example(outcome)
    svg = as_svg(whatsapp, facts)
    passed = route(svg)
    asked = walked(whatsapp, facts)
    assert [each.id for each in passed if each.kind == "question"] == asked
    assert [each.bold for each in passed if each.kind == "answers"] == [facts[id] for id in asked]
    assert passed[-1].kind == "verdict"
    assert passed[-1].id == whatsapp.outcomes[outcome].verdict
    assert passed[-1].bold.split()[-1] == outcome
    assert set(passed) == {each for each in boxes(svg) if each.marked}
    others = [each for each in boxes(svg) if each.kind == "verdict" and not each.marked]
    assert not {name for each in others for name in each.bold.split()} & whatsapp.outcomes.keys()


@pytest.mark.parametrize("id", [id for id in TREES if id != "whatsapp"])
def test_the_walk_to_each_verdict_of_the_other_trees_is_marked(id: str) -> None:
    tree, space = tree_of(id), judged_space(tree_of(id))
    for state in {end.worst: end for end in space.ends}.values():
        facts, outcome = space.facts_to(state), space.fold.outcome(state)
        passed = route(as_svg(tree, facts))
        assert [each.id for each in passed if each.kind == "question"] == list(facts)
        assert outcome and passed[-1].bold.split()[-1] == outcome.id


def test_a_walk_that_is_not_finished_is_marked_as_far_as_it_goes(whatsapp: Tree) -> None:
    svg = as_svg(whatsapp, {"coverage": "covered-entity", "stage": "planning", "device": "managed"})
    assert [each.id for each in route(svg) if each.kind == "question"] == ["coverage", "stage", "product"]


@pytest.mark.parametrize("facts", [None, example("portal-pointer")])
def test_text_meets_the_contrast_that_wcag_asks_for(whatsapp: Tree, facts: dict[str, str] | None) -> None:
    assert [each.id for each in boxes(as_svg(whatsapp, facts)) if contrast(each.ink, each.fill) < 4.5] == []


def test_a_screen_reader_gets_a_title_and_a_description_of_the_walk(whatsapp: Tree) -> None:
    root = ElementTree.fromstring(as_svg(whatsapp, example("outside-us")))
    ids = {each.get("id"): each for each in root}
    title, described = ids[root.get("aria-labelledby")], ids[root.get("aria-describedby")]
    assert (title.tag, title.text) == (f"{SVG}title", whatsapp.title)
    assert described.tag == f"{SVG}desc"
    assert "coverage: outside-us" in (described.text or "") and "outside-us." in (described.text or "")


def test_labels_that_look_like_markup_stay_text(tmp_path: Path) -> None:
    hostile = """'</text><script>alert("1")</script>&lt; ]]>'"""
    text, _ = edited(
        TREE,
        ("title: May I take it?", f"title: {hostile}"),
        ("ask: Which colour has it?", f"ask: {hostile}"),
        ("label: Blue", f"label: {hostile}"),
        ("label: Not fine", f"label: {hostile}"),
    )
    tree = Knowledge(make_root(tmp_path, {"trees/small.yaml": text})).tree("small")
    svg = as_svg(tree, {"colour": "red", "amount": "much", "often": "no"})
    root = ElementTree.fromstring(svg)
    assert "script" not in {each.tag.removeprefix(SVG) for each in root.iter()}
    assert [each.text for each in root.iter(f"{SVG}title")].count(tree.title) == 1
    assert any(tree.questions["colour"].answers["blue"].label in (each.text or "") for each in root.iter())
    assert [pair for pair in combinations(boxes(svg), 2) if pair[0].meets(pair[1])] == []


def test_the_picture_is_self_contained_and_the_same_each_time(whatsapp: Tree) -> None:
    svg = as_svg(whatsapp)
    assert svg == picture_of("whatsapp") == DRAWINGS["svg"](whatsapp)
    code = "from wizard.pack.knowledge import open_knowledge as k\nfrom wizard.picture.svg import as_svg\n"
    code += "import sys\nassert 'igraph' not in sys.modules\n"
    code += "sys.stdout.buffer.write(as_svg(k().tree('whatsapp')).encode())"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, cwd=ROOT)
    assert told.stdout.decode() == svg
    assert re.findall(r"https?:[^\"]*", svg) == ["http://www.w3.org/2000/svg"]
    assert not re.search(r"<(script|style|image|use|foreignObject)|href|url\(", svg)
