"""Questions that several trees ask: `trees/shared/NAME.yaml` holds their words, a tree their way on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from wizard.source.fields import Fields, Notes
from wizard.source.files import read_text
from wizard.source.nearest import did_you_mean
from wizard.source.places import Text
from wizard.source.problems import Broken, Refused
from wizard.source.yamltext import Mapping, Value, read_yaml
from wizard.tree.grammar import SHARED, SHARED_QUESTION, USED, USED_ANSWER

Opened = Callable[[str], tuple[str, str]]
"""A shared file's name to its text, and its path in problems. Raises `Refused` when there is none."""


def beside(path: Path, shown: str) -> Opened:
    """The shared files that stand beside a tree file."""

    def opened(name: str) -> tuple[str, str]:
        file = path.parent / "shared" / f"{name}.yaml"
        where = (Path(shown).parent / "shared" / f"{name}.yaml").as_posix()
        if not file.is_file():
            raise Refused(f"there is no {where}")
        return read_text(file, where), where

    return opened


def nowhere(name: str) -> tuple[str, str]:
    """For a tree that stands in no folder."""
    raise Refused(f"there is no shared/{name}.yaml")


class SharedQuestions:
    """The shared questions that one tree uses.

    `texts` are the files it took them from, by name; `unread` its questions whose words are missing.
    """

    def __init__(self, notes: Notes, opened: Opened) -> None:
        self.notes = notes
        self.opened = opened
        self.texts: dict[str, str] = {}
        self.files: dict[str, Mapping | None] = {}
        self.unread: set[str] = set()

    def written_out(self, id: Text, value: Value) -> tuple[Value, str | None]:
        """A question of the tree with the shared words put in, and the name it was taken by."""
        if not isinstance(value, Mapping) or "use" not in value:
            return value, None
        fields = Fields(self.notes, value, f"question {id}", USED.names)
        name = fields.need("use")
        words = self.question(name)
        if words is None:
            self.unread.add(id)
            return value_without_use(value), name
        return self.put_together(fields, words), name

    def question(self, name: Text) -> Mapping | None:
        """The words of a shared question; notes what is wrong with its name."""
        file, _, id = name.partition(".")
        if not file or not id or "/" in file or "\\" in file:
            hint = "write the file's name, a point and the question's id: practice.coverage"
            self.notes.add(name, "unknown-shared", f"{name} names no shared question", hint)
            return None
        questions = self.file(name, file)
        if questions is None:
            return None
        found = questions.field(id)
        if not isinstance(found, Mapping):
            message = f"shared/{file}.yaml has no question {id}"
            self.notes.add(name, "unknown-shared", message, did_you_mean(id, questions))
            return None
        Fields(self.notes, found, f"shared question {name}", SHARED_QUESTION.names)
        return found

    def file(self, name: Text, file: str) -> Mapping | None:
        """The questions of a shared file, read once."""
        if file not in self.files:
            self.files[file] = None
            try:
                self.texts[file], shown = self.opened(file)
                value, refused = read_yaml(self.texts[file], shown, named=True)
            except Refused as error:
                self.notes.add(name, "unknown-shared", str(error))
                return None
            except Broken as broken:
                self.notes.problems += broken.problems
                return None
            self.notes.problems += refused
            fields = Fields(self.notes, value, f"shared/{file}.yaml", SHARED.names)
            self.files[file] = Mapping(fields.entries("questions", required=True)) or None
        return self.files[file]

    def put_together(self, fields: Fields, words: Mapping) -> Mapping:
        """The shared words with the tree's own way on."""
        result = _copy(words)
        for name in [each for each in words if each not in SHARED_QUESTION.names]:
            del result[name]  # told already, of the shared file
        for key in ("when", "next", "fixed"):
            for name, value in fields.values.items():
                if name == key:
                    result[name] = value
        own = dict(fields.entries("answers"))
        if own:
            result[Text("answers")] = self.led(fields.what, words, own)
        return result

    def led(self, what: str, words: Mapping, own: dict[Text, Value]) -> Mapping:
        """The shared answers, some with the tree's own next; a band has an answer whether written or not."""
        answers = words.field("answers")
        written = answers if isinstance(answers, Mapping) else _copy(words, empty=True)
        banded = "number" in words or "day" in words
        result = _copy(written)
        for id, value in own.items():
            known = written.field(id)
            target = Fields(self.notes, value, f"answer {id}", USED_ANSWER.names).get("next", True)
            if known is None and not banded:
                hint = did_you_mean(id, written)
                self.notes.add(id, "unknown-answer", f"{what} has no answer {id}", hint)
            elif target is not None and (known is None or isinstance(known, Mapping)):
                led = _copy(written, empty=True) if known is None else _copy(known)
                led[Text("next")] = target
                result[id] = led
        return result


def value_without_use(value: Mapping) -> Mapping:
    """A question whose shared words are missing, so that only the missing words are told of it."""
    words, answers, label = _copy(value, empty=True), _copy(value, empty=True), _copy(value, empty=True)
    label.update({Text("label"): Text("?"), Text("next"): Text("end")})
    answers[Text("unknown")] = label
    words.update({Text("ask"): Text("?"), Text("why"): Text("?"), Text("answers"): answers})
    words.update({key: each for key, each in value.items() if key in ("when", "next")})
    return words


def _copy(value: Mapping, empty: bool = False) -> Mapping:
    """A mapping that stands where another one does, with the same in it or nothing."""
    result = Mapping({} if empty else value)
    result.line, result.column, result.path = value.line, value.column, value.path
    return result
