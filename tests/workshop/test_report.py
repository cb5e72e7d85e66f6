"""The report and the handout: all their forms, and nothing that is the presenter's alone."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from wizard.source.problems import Refused
from wizard.workshop.deck import Deck
from wizard.workshop.report import as_html, as_markdown, handout, lines, write_report
from wizard.workshop.room import VERDICT, Count
from wizard.workshop.session import Session, begin


@pytest.fixture
def over(deck: Deck) -> Session:
    session = begin(deck, None)
    session.forward()
    session.count("conditional", 8)
    session.count("impermissible", 2)
    session.go((0, VERDICT))
    session.next_card()
    session.count("conditional", 9)
    session.do("end")
    return session


def test_the_report_names_the_hardest_card_and_the_rules_behind_it(over: Session) -> None:
    text = as_markdown(over)
    assert "8 of 10 said “Permissible only with conditions”; right was “Not permissible”." in text
    revisit = text.partition("## Rules to revisit")[2].partition("\n## ")[0]
    assert "45 CFR 164.502(e)" in revisit
    assert "Fewer than 35 % were right at first" in text
    assert "More than 70 % were right at first" in text


def test_a_choice_that_its_tree_has_no_more_is_named_by_its_id(over: Session) -> None:
    [played, *_] = over.room.cards
    votes = replace(played.first, hands=(*played.first.hands, Count("gone", 20)))
    over.room = replace(over.room, cards=(replace(played, first=votes), *over.room.cards[1:]))
    assert "20 of 30 said “gone”; right was “Not permissible”." in as_markdown(over)


def test_cards_that_were_not_played_are_left_out(over: Session) -> None:
    assert [line.number for line in lines(over)] == [1, 2]


def test_the_handout_has_every_card_with_reasons_and_no_notes(over: Session, deck: Deck) -> None:
    text = handout(over).replace("\\", "")
    for card in deck.cards:
        assert card.title in text
        assert card.point[0] in text
        assert all(each.url in text for each in card.references)
        assert not any(note in text for note in card.notes)
    assert re.search(r"Name: \.+\s+Date: \.+\s+Presenter: \.+\s*$", text)


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.seen.add(tag)
        if tag not in ("meta", "br", "hr"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_pages_are_whole_and_load_nothing(over: Session) -> None:
    for text in (as_html(as_markdown(over)), as_html(handout(over))):
        tags = Tags()
        tags.feed(text)
        assert tags.open == []
        assert tags.seen & {"script", "img", "link", "iframe"} == set()


def test_a_folder_gets_all_forms_and_nothing_is_written_over(over: Session, tmp_path: Path) -> None:
    names = {path.name for path in write_report(over, tmp_path / "out")}
    assert names == {"report.md", "report.html", "report.csv", "handout.md", "handout.html"}
    with pytest.raises(Refused, match="is there already"):
        write_report(over, tmp_path / "out")
    assert [path.name for path in write_report(over, tmp_path / "one.html")] == ["one.html"]
    with pytest.raises(Refused, match=r"cannot be \.docx"):
        write_report(over, tmp_path / "one.docx")


def test_a_workshop_without_a_vote_has_a_report_all_the_same(deck: Deck) -> None:
    session = begin(deck, None)
    session.do("end")
    assert "No card was played." in as_markdown(session)
