"""Every code that the source gives is on the page of codes, and the page is the one in `docs/`."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import wizard
from wizard.check.codes import CODES, PLACES, as_page
from wizard.library.links import parser, slug
from wizard.pack.knowledge import open_knowledge

SOURCE = Path(wizard.__file__).parent
PAGE = Path(__file__).parents[2] / "docs" / "checks.md"
TAKES_A_CODE = {"problem_at": 2, "Problem": 3, "add": 1, "refuse": 1}
"""What makes a problem, and the place of the code among its arguments."""
PASSES_ON = {"places.py", "fields.py", "yamltext.py"}
"""The modules in which these take the code from their caller."""
PUT_TOGETHER = {
    "unknown-*": {"unknown-rule", "unknown-case"},
    "scenario-*": {"scenario-verdict", "scenario-outcome"},
}
"""The codes behind those that the source puts together."""


def code_arguments(module: ast.Module) -> Iterator[ast.expr]:
    """What a module gives as the codes of its problems."""
    for node in ast.walk(module):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        place = TAKES_A_CODE.get(name)
        if place is None:
            continue
        yield from (each.value for each in node.keywords if each.arg == "code")
        if len(node.args) > max(place, 1 + (name == "add")):
            yield node.args[place]


def codes_of(code: ast.expr, module: str) -> set[str]:
    """The codes an expression stands for; `*` for a part of one that is put in."""
    if isinstance(code, ast.Constant):
        return {str(code.value)}
    if isinstance(code, ast.IfExp):
        return codes_of(code.body, module) | codes_of(code.orelse, module)
    if isinstance(code, ast.JoinedStr):
        return {"".join(str(part.value) if isinstance(part, ast.Constant) else "*" for part in code.values)}
    assert module in PASSES_ON, f"{module}:{code.lineno}: write the code where the problem is made"
    return set()


def codes_in_the_source() -> set[str]:
    """Every code written in the package."""
    return {
        code
        for path in SOURCE.rglob("*.py")
        for argument in code_arguments(ast.parse(path.read_text("utf-8")))
        for code in codes_of(argument, path.name)
    }


def test_the_codes_explained_are_those_that_the_source_gives() -> None:
    found = codes_in_the_source()
    assert {code for code in found if "*" in code} == set(PUT_TOGETHER)
    assert (found - set(PUT_TOGETHER)).union(*PUT_TOGETHER.values()) == set(CODES)


def test_the_page_in_docs_is_made_from_the_codes() -> None:
    assert PAGE.read_text("utf-8") == as_page(open_knowledge().pack.command), (
        "run: python docs/make_checks.py"
    )


def test_every_code_says_in_a_sentence_what_it_means_and_what_to_do() -> None:
    for code, each in CODES.items():
        assert each.meaning[0].isupper() and each.meaning.endswith("."), code
        assert each.remedy[0].isupper() and each.remedy.endswith("."), code
        assert each.example and each.place in PLACES, code


def test_every_link_of_the_page_leads_to_a_heading_of_it() -> None:
    parsed = parser().parse(as_page(open_knowledge().pack.command))
    headings = [slug(parsed[at + 1].content) for at, each in enumerate(parsed) if each.type == "heading_open"]
    linked = {
        str(child.attrGet("href"))
        for each in parsed
        for child in each.children or []
        if child.type == "link_open"
    }
    assert len(headings) == len(set(headings))
    assert linked <= {f"#{heading}" for heading in headings}
    assert {f"#{code}" for code in CODES} <= linked
