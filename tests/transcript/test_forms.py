"""Transcripts as text, Markdown and HTML: nothing that came from a file acts on its reader."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from tests.conftest import EXAMPLES, example
from tests.helpers.small import PAGES, TREE, make_root
from wizard.pack.knowledge import Knowledge
from wizard.transcript.html import _section, as_html
from wizard.transcript.markdown import as_markdown
from wizard.transcript.model import Transcript
from wizard.transcript.outline import Item, Section
from wizard.transcript.record import as_json, record
from wizard.transcript.text import as_text
from wizard.walk.result import result_of
from wizard.walk.whole import walk_of
from wizard.words.escaping import markdown_safe
from wizard.words.phrases import either
from wizard.words.wrapping import WIDTH

HOSTILE = (
    "[x](javascript:alert(1)) <script>alert(2)</script> *a* _b_ `c` ~~d~~ ![i](https://j.k) &lt; | # \\e"
)
NOW = datetime(2026, 11, 22, tzinfo=UTC)
WORDS = (
    "title: May I take it?",
    "label: Not fine",
    "ask: Which colour has it?",
    "label: Red or pink",
    "says: That is too much of it.",
    "remedy: Take less of it.",
)


def hostile(folder: Path, words: str) -> Transcript:
    """A transcript in which every text of the tree, and every title of a page, holds these words."""
    tree = TREE
    for line in WORDS:
        key = line.partition(":")[0]
        tree = tree.replace(line, f'{key}: "{line.removeprefix(key + ": ")} {words}"')
    pages = {
        f"content/{path}": text.replace("title: ", f'title: "{words}', 1).replace(
            "\nsummary", '"\nsummary', 1
        )
        for path, text in PAGES.items()
    }
    pages["content/rules/rule-1.md"] = pages["content/rules/rule-1.md"].replace(
        "cite: Rule 1", f'cite: "{words}"'
    )
    knowledge = Knowledge(make_root(folder, {"trees/small.yaml": tree, **pages}))
    walk = walk_of(knowledge.tree("small"), {"colour": "unsure", "amount": "much", "often": "no"})
    return record(result_of(walk), knowledge.library, NOW, NOW)


@pytest.fixture
def transcript(tmp_path: Path) -> Transcript:
    """A transcript full of markup."""
    return hostile(tmp_path, HOSTILE.replace("\\", "\\\\"))


@pytest.fixture
def acting(tmp_path: Path) -> Transcript:
    """A transcript full of characters that a terminal acts on."""
    return hostile(tmp_path, "\\e[31m \\e]8;;https://j.k\\a \\x9b2J \\u202e \\u200b")


def inline(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from inline(token.children or [])


def shown(markdown: str) -> str:
    """What a reader of Markdown sees of it, in one line."""
    tokens = inline(MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown))
    return " ".join("".join(each.content for each in tokens if each.type in ("text", "code_inline")).split())


class Page(HTMLParser):
    """The tags, attributes and words of a page, as a browser takes them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[tuple[str, str | None]] = set()
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(attrs)

    def handle_data(self, data: str) -> None:
        self.words += data


def test_the_hostile_words_are_in_every_part_of_the_transcript(transcript: Transcript) -> None:
    step, finding, (rule,) = transcript.steps[0], transcript.findings[0], transcript.rules
    texts = [transcript.tree.title, step.ask, step.label, finding.says, finding.remedy]
    texts += [rule.title, rule.cite, transcript.outcome.title, transcript.verdict_label]
    texts += [transcript.cases[0].title, transcript.assumptions[0].ask]
    assert all(HOSTILE in text for text in texts)


def test_markdown_shows_hostile_words_as_they_are(transcript: Transcript) -> None:
    markdown = as_markdown(transcript)
    tokens = list(inline(MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown)))
    assert {each.type for each in tokens} <= {
        *("heading_open", "heading_close", "paragraph_open", "paragraph_close", "inline", "text"),
        *("bullet_list_open", "bullet_list_close", "ordered_list_open", "ordered_list_close"),
        *("list_item_open", "list_item_close", "link_open", "link_close", "code_inline", "fence"),
    }
    links = {str(each.attrGet("href")) for each in tokens if each.type == "link_open"}
    assert links and all(link.startswith("https://") for link in links)
    assert shown(markdown).count("[x](javascript:alert(1)) <script>alert(2)</script> *a* _b_ `c` ~~d~~") > 9


MARKS = (
    "*a* _b_ **c** __d__",
    "[x](javascript:alert(1))",
    "[x]: https://a.b",
    "![i](x)",
    "<script>",
    "<!-- a -->",
    "`a` ``b``",
    "~~a~~",
    "# a",
    "> a",
    "- a",
    "+ a",
    "* a",
    "    a",
    "|a|",
    "```",
    "~~~",
    "\\*a\\*",
    "a\\",
    "&lt;&#60;",
    "a\n# b",
    "a  \nb",
    "***",
    "===",
    "- - -",
    "[^1]: a",
    ":::",
)


@pytest.mark.parametrize("text", MARKS)
@pytest.mark.parametrize("before", ["", "- ", "# "], ids=["paragraph", "item", "heading"])
def test_escaped_text_is_shown_by_markdown_as_it_is(text: str, before: str) -> None:
    assert shown(before + markdown_safe(text)) == " ".join(text.split())


@pytest.mark.parametrize("text", ["1. a", "12) a", "---", "-", "+", "1."])
def test_text_that_starts_like_a_list_or_a_rule_is_shown_as_it_is(text: str) -> None:
    assert shown("- " + markdown_safe(text)) == text


def test_a_web_address_in_text_becomes_a_link_to_itself() -> None:
    (token,) = MarkdownIt("commonmark").parse(markdown_safe("See https://example.org/?a=1&b=*c*_d_ now"))[1:2]
    hrefs = [each.attrGet("href") for each in token.children or [] if each.type == "link_open"]
    assert hrefs == ["https://example.org/?a=1&b=*c*_d_"]


def test_html_shows_hostile_words_as_they_are(transcript: Transcript) -> None:
    page = Page(as_html(transcript))
    assert page.tags <= {
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "main",
        "section",
        "div",
        "span",
        "h1",
        "h2",
        "p",
        "a",
        "ul",
        "ol",
        "li",
    }
    ours = {"charset", "lang", "class", "href", "name", "content", "aria-hidden"}
    assert {name for name, _ in page.attributes} <= ours
    hrefs = [value or "" for name, value in page.attributes if name == "href"]
    assert hrefs and all(href.startswith("https://") for href in hrefs)
    assert page.words.count(HOSTILE) > 9


def test_html_links_the_whole_of_a_web_address(tmp_path: Path) -> None:
    made = hostile(tmp_path, "https://example.org/?a=1&b=2")
    assert ("href", "https://example.org/?a=1&b=2") in Page(as_html(made)).attributes


def test_html_needs_nothing_from_elsewhere(transcript: Transcript) -> None:
    page = Page(as_html(transcript))
    assert not page.tags & {"link", "script", "img", "iframe", "object"}
    assert "url(" not in as_html(transcript) and "@import" not in as_html(transcript)


def test_text_holds_hostile_words_as_they_are(transcript: Transcript) -> None:
    assert " ".join(as_text(transcript).split()).count(HOSTILE) > 9
    assert max(map(len, as_text(transcript).splitlines()[1:])) <= WIDTH


@pytest.mark.parametrize("form", [as_text, as_markdown])
def test_the_short_form_starts_as_the_whole_and_keeps_every_answer(
    knowledge: Knowledge, form: Callable[[Transcript, bool], str]
) -> None:
    walk = walk_of(knowledge.tree("whatsapp"), example("texted-phi-no-baa"))
    made = record(result_of(walk), knowledge.library, NOW, NOW)
    whole, short = form(made, True), form(made, False)
    assert len(short.splitlines()) < len(whole.splitlines())
    said = shown(short) if form is as_markdown else " ".join(short.split())
    first = [each.text for each in made.outcome.page[0].lines]
    assert first and all(line in said for line in first)
    assert all(step.label in said for step in made.steps)
    assert made.digest in whole and "which the full form lists" in said


@pytest.mark.parametrize("outcome", EXAMPLES)
def test_the_short_form_is_short_and_says_what_to_do_before_why(knowledge: Knowledge, outcome: str) -> None:
    walk = walk_of(knowledge.tree("whatsapp"), example(outcome))
    made = record(result_of(walk), knowledge.library, NOW, NOW)
    lines = as_text(made, full=False).splitlines()
    assert len(lines) <= 150
    headings = [line for line in lines if line.isupper()]
    assert headings[0] == made.outcome.page[0].title.upper()
    if made.findings:
        assert headings.index(made.findings[0].weight_label.upper()) > 0


def acting_letters(text: str) -> set[str]:
    """The letters that a terminal or a browser acts on instead of showing them."""
    return {each for each in text if each not in "\n\t" and unicodedata.category(each) in ("Cc", "Cf")}


@pytest.mark.parametrize("form", [as_text, as_markdown, as_html])
def test_no_form_holds_a_letter_that_a_terminal_acts_on(acting: Transcript, form: object) -> None:
    assert callable(form)
    assert acting_letters(form(acting)) == set()


def test_json_spells_escape_characters_out(acting: Transcript) -> None:
    assert "\x1b" not in as_json(acting) and "\\u001b" in as_json(acting)


def test_json_spells_out_every_letter_that_a_terminal_acts_on(acting: Transcript) -> None:
    assert acting_letters(as_json(acting)) == set()


@pytest.mark.parametrize(
    ("labels", "told"),
    [(["A"], "A"), (["A", "B or C"], "A or B or C"), (["A", "B", "C: d"], "A; B; or C: d"), ([], "")],
)
def test_several_labels_stand_apart_in_one_line(labels: list[str], told: str) -> None:
    assert either(labels) == told


def test_html_keeps_the_order_of_paragraphs_and_lists() -> None:
    """A sentence that leads to a list stands before it."""
    items = (Item("These are:"), Item("one", (), "-"), Item("two", (), "-"), Item("And then:"))
    lines = "".join(_section(Section("page", "Title", items), None))  # type: ignore[arg-type]  # not read here
    places = [lines.index(each) for each in ("These are:", "<ul>", "one", "two", "</ul>", "And then:")]
    assert places == sorted(places)
