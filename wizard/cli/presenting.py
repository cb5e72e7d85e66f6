"""Teaching: `present` runs a workshop, on screen or from a script."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wizard.cli.rooted import with_root
from wizard.source.counting import counted
from wizard.source.problems import Refused
from wizard.source.streams import say, tell

if TYPE_CHECKING:
    from wizard.pack.knowledge import Knowledge
    from wizard.workshop.session import Session
    from wizard.workshop.votes import Votes


@click.command()
@click.argument("deck", required=False)
@click.option("--list", "listing", is_flag=True, help="Print the decks, the id first.")
@click.option("--script", metavar="FILE", help="Run the actions of FILE with nobody there. - is stdin.")
@click.option(
    "--report", metavar="OUT", help="Write the report to OUT: .md, .html, .csv, or a folder for all."
)
@click.option("--build", metavar="FILE", help="Write a deck of the scenarios named by --card to a new file.")
@click.option("--card", "cards", multiple=True, metavar="ID", help="A scenario of the deck to build.")
@click.option("--title", metavar="TEXT", default="", help="The name of the deck to build.")
@click.option("--confidence", is_flag=True, help="Also ask who is sure.")
@click.option("--votes", "voting", is_flag=True, help="Open a page where people vote by phone.")
@click.option(
    "--host", metavar="ADDRESS", default="127.0.0.1", help="Where the page answers; this machine alone."
)
@click.option("--port", type=click.IntRange(0, 65535), help="Its port; the first free one from 8080 on.")
@click.option("--notes", is_flag=True, help="Follow the workshop that runs in another window: notes, counts.")
@click.option("--resume", "resuming", is_flag=True, help="Go on with the last workshop that is not over.")
@click.option("--theme", type=click.Choice(["dark", "light"]), help="Colours; light has high contrast.")
@click.option("--forget", is_flag=True, help="Delete what is kept of workshops that are not over.")
@with_root
def present(
    knowledge: Knowledge,
    deck: str | None,
    listing: bool,
    script: str | None,
    report: str | None,
    build: str | None,
    cards: tuple[str, ...],
    title: str,
    confidence: bool,
    voting: bool,
    host: str,
    port: int | None,
    notes: bool,
    resuming: bool,
    theme: str | None,
    forget: bool,
) -> None:
    """Run a workshop with DECK: the id of a deck, or a file."""
    if listing:
        _list(knowledge)
    elif forget:
        _forget(knowledge)
    elif notes:
        _follow(knowledge, theme)
    elif build is not None:
        from wizard.workshop.deck import put_together

        say(f"Written: {put_together(knowledge, Path(build), title, cards).entry.path}")
    elif script is not None:
        _rehearse(knowledge, deck, script, report, confidence, _page(host, port) if voting else None)
    elif deck is None and not resuming and not voting:
        _choose(knowledge, theme, quizzing=False)
    else:
        if not resuming:
            _named(deck)
        page = _page(host, port) if voting else None
        _on_the_wall(knowledge, deck, resuming, report or "", theme, confidence, page)


def _page(host: str, port: int | None) -> Callable[[Session], Votes]:
    """What opens the voting page of a session; says who reaches it. Raises `Refused` where that cannot be."""
    from wizard.workshop.opening import EXPOSED, exposed, voting_page

    page = voting_page(host, port)
    if exposed(host):
        tell(f"{EXPOSED} End the workshop to close it.")
    return page


def _on_the_wall(
    knowledge: Knowledge,
    deck: str | None,
    resuming: bool,
    report: str,
    theme: str | None,
    confidence: bool,
    page: Callable[[Session], Votes] | None,
) -> None:
    """Runs a workshop full-screen; leaving it keeps it, finishing it does not."""
    from wizard.cli.walking import full_screen, keeper_of, open_app
    from wizard.records.folders import state_folder
    from wizard.workshop.deck import open_deck
    from wizard.workshop.session import begin, resume

    state = state_folder(knowledge.pack.program)
    if not full_screen():
        raise Refused("a workshop needs a terminal", "without one: --script FILE --report OUT")
    if resuming:
        session = resume(knowledge, state)
    else:
        session = begin(open_deck(knowledge, _named(deck)), state, confidence)
    from wizard.ui.screens.present import PresentScreen
    from wizard.workshop.follow import Following

    votes = page(session) if page else None
    follow = Following(session, state, votes.connected if votes else None)
    try:
        open_app(
            knowledge,
            None,
            keeper_of(knowledge, private=True),
            theme,
            lambda: PresentScreen(session, votes, report, follow),
        )
    finally:
        session.close()
        if not session.room.ended:
            tell(f"Go on later with: {knowledge.pack.command} present --resume")


def _choose(knowledge: Knowledge, theme: str | None, quizzing: bool) -> None:
    """Opens the list of decks."""
    from wizard.cli.walking import full_screen, keeper_of, open_app
    from wizard.records.folders import state_folder

    if not full_screen():
        raise Refused("name a deck", f"{knowledge.pack.command} present --list prints them")
    state = state_folder(knowledge.pack.program)
    from wizard.ui.screens.decks import DecksScreen

    open_app(knowledge, None, keeper_of(knowledge, private=True), theme, lambda: DecksScreen(state, quizzing))


def _follow(knowledge: Knowledge, theme: str | None) -> None:
    """Runs the presenter's view of the workshop that runs in another window."""
    import asyncio

    from wizard.cli.walking import full_screen, keeper_of, open_app
    from wizard.records.folders import state_folder
    from wizard.workshop.follow import newest

    if not full_screen() or not hasattr(asyncio, "start_unix_server"):
        raise Refused("the notes need a terminal and local sockets", "press p in the workshop instead")
    state = state_folder(knowledge.pack.program)
    id = newest(state)
    from wizard.ui.screens.follow import FollowScreen

    open_app(knowledge, None, keeper_of(knowledge, private=True), theme, lambda: FollowScreen(state, id))


def _list(knowledge: Knowledge) -> None:
    from wizard.workshop.deck import decks

    for each in decks(knowledge):
        say(f"{each.id}  {each.title} ({counted(len(each.listed), 'card')})")


def _forget(knowledge: Knowledge) -> None:
    from wizard.records.folders import state_folder
    from wizard.workshop.session import forget_all

    for id in forget_all(state_folder(knowledge.pack.program)):
        tell(f"Deleted: {id}")


def _rehearse(
    knowledge: Knowledge,
    deck: str | None,
    script: str,
    report: str | None,
    confidence: bool,
    page: Callable[[Session], Votes] | None,
) -> None:
    """Runs a script, then writes its report, or prints it. Time passes at once, unless people can vote."""
    import asyncio
    from time import time

    from wizard.records.folders import state_folder
    from wizard.workshop.deck import open_deck
    from wizard.workshop.report import as_markdown
    from wizard.workshop.script import play, read_script
    from wizard.workshop.session import Passing, begin

    actions = read_script(_text(script), script)
    clock = Passing()
    state = state_folder(knowledge.pack.program) if page else None
    session = begin(open_deck(knowledge, _named(deck)), state, confidence, time if page else clock)

    async def run() -> None:
        if page is None:
            await play(session, actions, script, clock.wait)
            return
        votes = page(session)
        await votes.start()
        tell(f"Vote: {votes.address}")
        try:
            await play(session, actions, script, asyncio.sleep)
        finally:
            await votes.stop()

    asyncio.run(run())
    if report is None:
        say(as_markdown(session), "markdown", end="")
    else:
        _write(session, report)
    session.forget()


def _named(deck: str | None) -> str:
    if deck is None:
        raise Refused("name a deck", "present --list prints them")
    return deck


def _text(script: str) -> str:
    from wizard.source.files import read_input, read_text

    return read_input() if script == "-" else read_text(Path(script), script, piped=True)


def _write(session: Session, report: str) -> None:
    from wizard.workshop.report import write_report

    for path in write_report(session, Path(report)):
        tell(f"Written to {path}")


@click.command()
@click.argument("deck", required=False)
@click.option("--plain", is_flag=True, help="Line mode: numbered choices, no full screen.")
@click.option("--private", is_flag=True, help="Remember nothing of it on this machine.")
@click.option("--theme", type=click.Choice(["dark", "light"]), help="Colours; light has high contrast.")
@click.option("--forget", "forgetting", is_flag=True, help="Delete what is remembered of your answers.")
@with_root
def quiz(
    knowledge: Knowledge, deck: str | None, plain: bool, private: bool, theme: str | None, forgetting: bool
) -> None:
    """Take DECK as a quiz for one; missed cards come back sooner."""
    from wizard.cli.walking import full_screen, keeper_of, open_app
    from wizard.records.folders import state_folder
    from wizard.workshop.deck import open_deck
    from wizard.workshop.quiz import Quiz, forget, open_memory

    state = state_folder(knowledge.pack.program)
    if forgetting:
        tell("Deleted." if forget(state) else "Nothing is remembered.")
        return
    if deck is None:
        _choose(knowledge, theme, quizzing=True)
        return
    opened = open_deck(knowledge, deck)
    sitting = Quiz(opened.cards, open_memory(None if private else state))
    if plain or not full_screen():
        from wizard.plain.quizzing import run_quiz

        run_quiz(sitting)
        return
    from wizard.ui.screens.quiz import QuizScreen

    open_app(
        knowledge, None, keeper_of(knowledge, private=True), theme, lambda: QuizScreen(sitting, opened.title)
    )


COMMANDS = (present, quiz)
