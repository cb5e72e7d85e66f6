"""What a workshop leaves behind: its report and its handout, as Markdown, as HTML made of it, and as CSV."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from wizard.library.links import parser
from wizard.source.counting import counted
from wizard.source.files import write_files
from wizard.source.printable import gated
from wizard.source.problems import Refused
from wizard.words.escaping import markdown_safe, row, safe
from wizard.workshop.card import Card
from wizard.workshop.path import stops
from wizard.workshop.room import Played
from wizard.workshop.session import Session
from wizard.workshop.tally import EXPLAIN, GO_ON, HIGH, TALK, Tally, gain, guide

GUIDES = {
    EXPLAIN: "Fewer than 35 % were right at first: explain it before they talk.",
    TALK: "Between 35 and 70 % were right at first: let them talk, then vote again.",
    GO_ON: "More than 70 % were right at first: say why in a sentence and go on.",
}
"""What to do by the first vote, in words."""

STYLE = """
body{font:17px/1.5 system-ui,sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem;color:#1f2328;
background:#fff}h2{border-bottom:2px solid;margin-top:2.4rem}table{border-collapse:collapse;margin:1rem 0}
td,th{border:1px solid #6d7883;padding:.25rem .6rem;text-align:left}a{color:#0b4f9e}
@media print{body{max-width:none;margin:0;font-size:11pt}h2,h3{break-after:avoid}li,tr{break-inside:avoid}}
"""
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
BLANK = "." * 24


@dataclass(frozen=True, slots=True)
class Line:
    """One card of a report."""

    number: int
    card: Card
    played: Played
    seconds: float

    @property
    def first(self) -> Tally:
        """Its first vote."""
        return self.played.first.tally

    @property
    def second(self) -> Tally:
        """Its second vote."""
        return self.played.second.tally if self.played.second is not None else Tally()

    @property
    def shares(self) -> tuple[int | None, int | None]:
        """How many percent were right, first and second."""
        return self.first.percent(self.card.right), self.second.percent(self.card.right)

    @property
    def gain(self) -> int | None:
        """How many percentage points more are right the second time."""
        return gain(self.first, self.second, self.card.right)

    @property
    def last(self) -> int | None:
        """How many percent were right in the last vote there was."""
        return self.shares[1] if self.shares[1] is not None else self.shares[0]

    @property
    def mistaken(self) -> str | None:
        """The wrong choice that most took in the first vote."""
        wrong = {id: number for id, number in self.first.counts.items() if id != self.card.right}
        return max(wrong, key=wrong.__getitem__) if wrong else None


def lines(session: Session) -> list[Line]:
    """The cards that were played, in the deck's order."""
    room = session.room
    return [
        Line(number, card, played, room.times.get(number - 1, 0))
        for number, (card, played) in enumerate(zip(session.deck.cards, room.cards, strict=True), 1)
        if played.revealed or played.first.tally.total
    ]


def as_markdown(session: Session) -> str:
    """The report."""
    return "\n".join(_report(session)) + "\n"


def _report(session: Session) -> Iterator[str]:
    found, room = lines(session), session.room
    yield f"# {markdown_safe(session.deck.title)}: how the room voted"
    yield ""
    day = f"{datetime.fromtimestamp(room.began, UTC):%Y-%m-%d}" if room.began else "no day"
    minutes = round((room.now - room.began) / 60)
    played = f"{len(found)} of {counted(session.cards, 'card')}"
    yield f"{day}, {played}, {counted(minutes, 'minute')}. Nobody is named here."
    yield ""
    if not found:
        yield "No card was played."
        return
    yield "| card | first vote | second vote | gain |"
    yield "| --- | --- | --- | --- |"
    for line in found:
        row = [_named(line), *map(_share, line.shares), _points(line.gain)]
        yield f"| {' | '.join(map(markdown_safe, row))} |"
    yield from ["", "The votes give the share that was right.", ""]
    yield from _wrong(found)
    yield from _revisit(found)
    for line in found:
        yield from _card(line)


def _named(line: Line) -> str:
    return f"Card {line.number}: {line.card.title}"


def _share(share: int | None) -> str:
    return "no vote" if share is None else f"{share} %"


def _points(points: int | None) -> str:
    if points is None:
        return ""
    return f"{points} points more" if points > 0 else f"{-points} points fewer" if points else "no change"


def _wrong(found: list[Line]) -> Iterator[str]:
    hard = sorted((each for each in found if each.mistaken), key=lambda each: each.shares[0] or 0)
    yield from ["## What the room got wrong most", ""]
    if not hard:
        yield from ["Nothing, as far as there were votes.", ""]
        return
    for line in hard[:3]:
        mistaken = line.mistaken or ""
        said = f"{line.first.counts[mistaken]} of {line.first.total} said “{line.card.label(mistaken)}”"
        right = f"right was “{line.card.label(line.card.right)}”"
        yield f"- {markdown_safe(f'{_named(line)}. {said}; {right}.')}"
    yield ""


def _revisit(found: list[Line]) -> Iterator[str]:
    weak = [each for each in found if each.last is not None and each.last <= HIGH]
    cites = Counter(ref for each in weak for ref in each.card.references)
    yield from ["## Rules to revisit", ""]
    if not cites:
        yield from ["None: more than 70 % were right on every card with a vote.", ""]
        return
    yield from [f"They stand behind the cards on which {HIGH} % or fewer were right in the end.", ""]
    for reference, count in cites.most_common(8):
        same = reference.title.startswith(reference.cite)
        named = reference.title if same else f"{reference.cite}, {reference.title}"
        behind = counted(count, "card")
        yield f"- {markdown_safe(f'{named} ({behind}): {reference.url}')}"
    yield ""


def _card(line: Line) -> Iterator[str]:
    card, advice = line.card, guide(line.first, line.card.right)
    yield from [f"## {markdown_safe(_named(line))}", ""]
    yield from [markdown_safe(card.asked.ask), "", "| choice | first | second |", "| --- | --- | --- |"]
    for choice in card.asked.choices:
        votes = [_votes(line.first, choice.id), _votes(line.second, choice.id)]
        mark = " (right)" if choice.id == card.right else ""
        yield f"| {' | '.join(map(markdown_safe, [choice.label + mark, *votes]))} |"
    yield ""
    late = " after the reveal" if line.played.late else ""
    if line.gain is not None:
        told = f"Second vote{late}: {line.shares[1]} % right, {_points(line.gain)}."
        yield from [markdown_safe(told), ""]
    if advice is not None:
        yield from [markdown_safe(GUIDES[advice]), ""]
    split = [card.steps[at] for at in stops(card.steps, line.first)] if line.first.total else []
    if split:
        yield from ["Where the room split:", ""]
        yield from (f"- {markdown_safe(f'{each.ask} {each.answer}')}" for each in split)
        yield ""
    if line.seconds:
        yield from [f"Time: {max(round(line.seconds / 60), 1)} min.", ""]


def _votes(tally: Tally, choice: str) -> str:
    if not tally.total:
        return ""
    sure = tally.sure.get(choice, 0)
    return f"{tally.counts.get(choice, 0)}{f' ({sure} sure)' if sure else ''}"


COLUMNS = (
    *("card", "scenario", "choice", "label", "right"),
    *("first", "first sure", "second", "second sure", "gain"),
)


def as_csv(session: Session) -> str:
    """The votes as a table: a row for each choice of each card."""
    return "\n".join([row(COLUMNS), *(row(each) for line in lines(session) for each in _rows(line)), ""])


def _rows(line: Line) -> Iterator[list[str]]:
    gained = "" if line.gain is None else f"{line.gain}"
    for choice in line.card.asked.choices:
        votes = [
            f"{counted.get(choice.id, 0)}" if tally.total else ""
            for tally in (line.first, line.second)
            for counted in (tally.counts, tally.sure)
        ]
        right = "yes" if choice.id == line.card.right else "no"
        yield [f"{line.number}", line.card.id, choice.id, choice.label, right, *votes, gained]


def handout(session: Session) -> str:
    """What everyone takes home: cards, verdicts, reasons and references, and nothing of the presenter's."""
    return "\n".join(_handout(session)) + "\n"


def _handout(session: Session) -> Iterator[str]:
    deck = session.deck
    yield from [f"# {markdown_safe(deck.title)}", ""]
    notice = deck.knowledge.pack.notice
    yield from [markdown_safe(notice), ""] if notice else []
    for number, card in enumerate(deck.cards, 1):
        yield from [f"## {number}. {markdown_safe(card.title)}", ""]
        yield from (f"{markdown_safe(each)}\n" for each in card.asked.story)
        yield from [f"**{markdown_safe(card.judgement.verdict.label)}**", ""]
        if card.about:
            yield from [markdown_safe(f"{card.asked.ask} {card.label(card.right)}"), ""]
        if card.outcome is not None:
            yield from [markdown_safe(card.outcome.summary), ""]
        yield from (f"{markdown_safe(each)}\n" for each in card.point)
        grounds = dict.fromkeys(each.finding.says for each in card.deciding)
        yield from ["Why:", "", *(f"- {markdown_safe(each)}" for each in grounds), ""] if grounds else []
        rests = [f"- {markdown_safe(f'{each.cite}: {each.url}')}" for each in card.references]
        yield from ["It rests on:", "", *rests, ""] if rests else []
        yield from (f"To talk about: {markdown_safe(each)}\n" for each in card.discuss)
    yield from ["## I took part", ""]
    yield from [f"{word}: {BLANK}\n" for word in ("Name", "Date", "Presenter")]


def as_html(markdown: str) -> str:
    """One of these texts as a page that needs nothing else and prints."""
    title = markdown.partition("\n")[0].lstrip("# ").replace("\\", "")
    head = (
        f'<meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        f"<title>{safe(title)}</title><style>{STYLE}</style>"
    )
    body = parser().render(markdown)
    return f'<!doctype html>\n<html lang="en"><head>{head}</head><body><main>\n{body}</main></body></html>\n'


FORMS: dict[str, Callable[[Session], str]] = {
    ".md": as_markdown,
    ".html": lambda session: as_html(as_markdown(session)),
    ".csv": as_csv,
}
"""The ending of a report's file and what it holds."""

HANDOUTS: dict[str, Callable[[Session], str]] = {
    ".md": handout,
    ".html": lambda session: as_html(handout(session)),
}
"""The same of a handout."""


def write_report(session: Session, path: Path) -> list[Path]:
    """Writes a report to a new file, in the form of its ending, or all of them, and handouts, to a folder.

    Raises `Refused` when something is there already or cannot be written.
    """
    if path.suffix and path.suffix not in FORMS and not path.is_dir():
        raise Refused(
            f"a report cannot be {path.suffix}", f"write {', '.join(FORMS)}, or the name of a folder"
        )
    if path.suffix in FORMS:
        texts = {path: gated(FORMS[path.suffix](session), "text")}
    else:
        texts = {path / f"report{ending}": gated(form(session), "text") for ending, form in FORMS.items()}
        texts |= {
            path / f"handout{ending}": gated(form(session), "text") for ending, form in HANDOUTS.items()
        }
    write_files(texts, folders=True)
    return list(texts)
