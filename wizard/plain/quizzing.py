"""The quiz by plain lines, for screen readers and simple terminals."""

from __future__ import annotations

from wizard.source.problems import Refused
from wizard.source.streams import ask_line, say
from wizard.words.wrapping import wrap
from wizard.workshop.quiz import Quiz, told


def run_quiz(quiz: Quiz) -> None:
    """Asks cards until they are done, or the reader is."""
    while (card := quiz.card) is not None:
        say("")
        for paragraph in (*card.asked.story, "", card.asked.ask):
            say("\n".join(wrap(paragraph)))
        for number, choice in enumerate(card.asked.choices, 1):
            say("\n".join(wrap(choice.label, "    ", f"{number:>2}. ")))
        line = ask_line("Number, or q to stop: ")
        if not line or line.strip() == "q":
            break
        try:
            right = quiz.answer(line.strip())
        except Refused as error:
            say(f"{error.message}.")
            continue
        say("")
        say("Right." if right else f"Not quite. It is: {card.label(card.right)}.")
        for paragraph in card.point:
            say("\n".join(wrap(paragraph)))
        for reference in card.references[:3]:
            say("\n".join(wrap(reference.cite, "    ", "  ")))
        quiz.go_on()
    say("")
    say(told(quiz))
