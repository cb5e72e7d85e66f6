"""Records with something wrong in them that no digest shows, and all that reads records.

Whoever can compute a digest may write anything into a transcript; the files of sessions, workshops and
cards have no digest at all.
"""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.helpers.mutating import mutated
from wizard.cli.settings import read_settings
from wizard.pack.knowledge import Knowledge
from wizard.records import evidence, filing
from wizard.records.gathered import gathered
from wizard.records.given import read_facts
from wizard.records.keeper import Keeper
from wizard.records.lately import finished
from wizard.records.preferences import read_toml, remember_theme
from wizard.records.replay import Replayer
from wizard.records.resuming import offers, resumed
from wizard.records.seal import SEAL, SUMS, misfits, seal
from wizard.records.sessions import Sessions
from wizard.records.signing import sign
from wizard.records.telling import as_csv, as_json, line
from wizard.registers.register import register
from wizard.source.printable import gated
from wizard.source.problems import Broken, Refused
from wizard.transcript.calendar import calendar_of, days
from wizard.transcript.markdown import as_markdown
from wizard.transcript.model import SignOff, Transcript
from wizard.transcript.proof import PLACE, page_digest
from wizard.transcript.record import as_json as transcript_json
from wizard.transcript.record import digest, record, sealed
from wizard.transcript.store import FORMATS
from wizard.walk.ahead import given_by, settle
from wizard.walk.result import result_of
from wizard.walk.walk import UNSURE, Walk, begin
from wizard.walk.whole import walk_of
from wizard.workshop import report
from wizard.workshop.deck import deck_kind, open_deck
from wizard.workshop.quiz import next_due, open_memory
from wizard.workshop.session import FOLDER, Passing, resume
from wizard.workshop.session import begin as begin_workshop

NOW = datetime(2026, 11, 22, 13, 5, tzinfo=UTC)
TODAY = NOW.date()

SETTINGS = 'theme = "dark"\ntree = "phi"\nexport-folder = "~/x"\n\n[keys]\nf1 = "?"\n'

DEEP = "nested"
"""What stands for parts nested so deep that no program here can write them."""

HOSTILE: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1, 1.5, 1e308, float("nan"), float("inf"), 10**30, "", " ", "x" * 3_000),
    *("\ud800", "\x1b[2J", "\u202e", "\r\n", "../../x", "unsure", "none", "=1+1", [], {}, [[]], [{}], "{}"),
    *("9999-12-31", "0001-01-01", "2026-W47-1", "20261122", "2026-02-30", "soon"),
    *("9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z", "2026-W47-1T13:05:01Z", "20261122T130501.000Z"),
    *("2026-11-22 13:05:01Z", "2026-11-22T13:05:01+", DEEP),
)
"""What a place may hold instead."""


def forged(data: Any, dice: random.Random) -> Any:
    """JSON data with one to three places of it changed."""
    data = json.loads(json.dumps(data))
    for _ in range(dice.randint(1, 3)):
        places = [*_places(data)]
        if not places:
            return data
        holder, key = dice.choice(places)
        edit = dice.randrange(7)
        if edit == 0:
            del holder[key]
        elif edit == 1:
            other, theirs = dice.choice(places)
            holder[key] = json.loads(json.dumps(other[theirs]))
        elif edit == 2 and isinstance(holder, list):
            many = 1_100 if len(repr(holder[key])) < 300 else 3
            holder[key:key] = [deepcopy(holder[key]) for _ in range(dice.choice((1, 2, many)))]
        elif edit == 3:
            for _ in range(dice.choice((3, 45, 200))):
                holder[key] = [holder[key]] if dice.random() < 0.5 else {str(key): holder[key]}
        elif edit == 4 and isinstance(holder, dict):
            holder[dice.choice(("x", "", "signed", "given", "on", "settled_by", "day"))] = _hostile(dice)
        else:
            holder[key] = _hostile(dice)
    return data


def _hostile(dice: random.Random) -> Any:
    return deepcopy(dice.choice(HOSTILE))


def _places(data: Any) -> Iterator[tuple[Any, Any]]:
    """Every object or list with each of its keys or numbers."""
    for key, each in data.items() if isinstance(data, dict) else enumerate(data):
        yield data, key
        if isinstance(each, dict | list):
            yield from _places(each)


def _text(data: Any) -> str:
    return json.dumps(data).replace(json.dumps(DEEP), "[" * 100_000 + "]" * 100_000)


def _resealed(data: Any) -> Any:
    """A transcript whose digest fits what it holds now."""
    try:
        return {**data, "digest": digest(data)}
    except (UnicodeEncodeError, TypeError):
        return data


class Forger:
    """Records of one knowledge, to forge in a folder and to read with everything that does."""

    def __init__(self, knowledge: Knowledge, folder: Path) -> None:
        self.knowledge, self.folder = knowledge, folder
        self.replayers = Replayer(knowledge), Replayer(knowledge, whole=True)
        self.walks = [*_walks(knowledge)]
        self.transcripts = [self._transcript(walk) for walk in self.walks]
        self.sessions = [self._session(walk) for walk in self.walks]
        self.workshop = self._workshop()
        due = {"card_id": 1, "state": 1, "step": 0, "stability": 2.3, "difficulty": 2.1}
        self.cards = {"cards": {"a": {**due, "due": NOW.isoformat(), "last_review": NOW.isoformat()}}}

    def attempt(self, dice: random.Random) -> str:
        """Forges one record and reads it; what kind it was. Lets through what no reader may raise."""
        kinds: dict[str, Callable[[random.Random], None]] = {
            "transcript": self._try_transcript,
            "session": self._try_session,
            "workshop": self._try_workshop,
            "cards": self._try_cards,
            "settings": self._try_settings,
            "facts": self._try_facts,
            "seal": self._try_seal,
            "table": self._try_table,
        }
        kind = dice.choices([*kinds], (5, 5, 5, 5, 5, 5, 5, 1))[0]
        kinds[kind](dice)
        return kind

    def _transcript(self, walk: Walk) -> Transcript:
        made = record(result_of(walk), self.knowledge.library, NOW, NOW, self.knowledge.pack.program, "Ward")
        return sealed(replace(made, signed=SignOff("A", "B", "2026-11-22", "2027-11-22", made.digest)))

    def _session(self, walk: Walk) -> tuple[str, list[Any]]:
        """The name of a session's file, and the objects of its lines."""
        state = self.folder / "state"
        keeper = Keeper(state)
        keeper.content[walk.tree.id] = {"rules/x": "0" * 64}
        keeper.keep(walk.back())
        keeper.keep(walk)
        keeper.close()
        path = next((state / "sessions").iterdir())
        lines = [json.loads(each) for each in path.read_text("utf-8").splitlines()]
        path.unlink()
        return path.name, lines

    def _workshop(self) -> list[Any]:
        """The objects of a workshop's lines."""
        kind = deck_kind(self.knowledge)
        deck = next(id for id, (each, _) in self.knowledge.library.paths.items() if each == kind)
        session = begin_workshop(open_deck(self.knowledge, deck), self.folder, clock=Passing())
        for _ in range(12):
            session.forward()
            with suppress(Refused):  # no vote is open here
                session.count("1", 3)
                session.count("2", 2, 1)
        session.close()
        path = next((self.folder / FOLDER).iterdir())
        return [json.loads(each) for each in path.read_text("utf-8").splitlines()]

    def _try_transcript(self, dice: random.Random) -> None:
        made = dice.choice(self.transcripts)
        if dice.random() < 0.5:
            path = self.folder / "forged.json"
            path.write_text(_text(_resealed(forged(json.loads(transcript_json(made)), dice))), "utf-8")
        else:
            path, page = self.folder / "forged.md", as_markdown(made)
            head, block = page.rsplit("```json\n", 1)
            claims = {**forged(json.loads(block.removesuffix("```\n")), dice), "page": ""}
            claims.pop("page", None)
            claims = {**_resealed(claims), "page": ""}
            lines = ",\n".join(f"  {json.dumps(name)}: {_text(each)}" for name, each in claims.items())
            text = f"{head}```json\n{{\n{lines}\n}}\n```\n"
            path.write_text(PLACE.sub(rf"\g<1>{page_digest(text)}\g<3>", text), "utf-8")
        read_all(self.knowledge, self.replayers, path)

    def _try_session(self, dice: random.Random) -> None:
        name, lines = dice.choice(self.sessions)
        kept = Sessions(self.folder / "state")
        kept.folder.mkdir(parents=True, exist_ok=True)
        path = kept.folder / name
        path.write_text("".join(f"{_text(each)}\n" for each in forged(lines, dice)), "utf-8")
        for each in kept.all():
            gated(f"{each.id} {each.tree} {len(each.steps)} {each.changed}", "text")
            with refusing():
                again = resumed(self.knowledge, each)
                gated("\n".join(again.told), "text")
                keeper = Keeper(self.folder / "state")
                keeper.take_up(each, again.walk)
                keeper.close()
                if again.walk.done:
                    self._transcript(again.walk)
        gated("\n".join(each.detail for each in offers(self.knowledge, kept)), "text")
        finished(self.knowledge, kept)
        gated("\n".join(kept.aside), "text")
        for left in kept.folder.iterdir():
            left.unlink()

    def _try_workshop(self, dice: random.Random) -> None:
        path = self.folder / FOLDER / "20261122-130500-000000.jsonl"
        for each in path.parent.iterdir():
            each.unlink()
        path.write_text("".join(f"{_text(each)}\n" for each in forged(self.workshop, dice)), "utf-8")
        with refusing():
            session = resume(self.knowledge, self.folder, clock=Passing())
            for told in (report.as_markdown, report.as_csv, report.handout):
                gated(told(session), "text")
            session.forward()
            session.count("1")
            session.close()

    def _try_cards(self, dice: random.Random) -> None:
        path = self.folder / "quiz.json"
        path.write_text(_text(forged(self.cards, dice)), "utf-8")
        with refusing():
            memory = open_memory(self.folder)
            next_due(memory, ["a"])
            memory.due("a")
            memory.learn("a", True, NOW)

    def _try_settings(self, dice: random.Random) -> None:
        path = self.folder / "config.toml"
        path.write_bytes(mutated(SETTINGS, dice))
        with refusing():
            read_settings(path)
        with refusing():
            before = path.read_bytes()
            try:
                remember_theme(path, "light")
                assert read_toml(path)["theme"] == "light"
            except (Broken, Refused):
                assert path.read_bytes() == before
                raise

    def _try_facts(self, dice: random.Random) -> None:
        tree = dice.choice(self.walks).tree
        walk = next(each for each in self.walks if each.tree == tree)
        path = self.folder / "facts.yaml"
        path.write_bytes(mutated("".join(f"{id}: {each}\n" for id, each in walk.facts.items()), dice))
        with refusing():
            walk_of(tree, read_facts(tree, [], str(path)))

    def _try_seal(self, dice: random.Random) -> None:
        folder = self.folder / "archive"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        for name in ("a b.md", "more.json"):
            (folder / name).write_text(name, "utf-8")
        seal(folder)
        seal(folder)
        sums = folder / dice.choice((SUMS, SEAL))
        sums.write_bytes(mutated(sums.read_text("utf-8"), dice))
        for each in misfits(folder):
            gated(f"{each.kind} {each.path}", "text")
        with refusing():
            seal(folder)
        seal(folder, anyway=True)
        assert not list(misfits(folder))

    def _try_table(self, dice: random.Random) -> None:
        tree = self.walks[-1].tree
        walk = self.walks[-1]
        if dice.random() < 0.5:
            path, rows = self.folder / "table.csv", [",".join(["workflow", *walk.facts])]
            rows += [",".join([f"Ward {number}", *walk.facts.values()]) for number in range(4)]
        else:
            path = self.folder / "table.jsonl"
            rows = [json.dumps({"workflow": f"Ward {number}", **walk.facts}) for number in range(4)]
        path.write_bytes(mutated("\n".join(rows) + "\n", dice))
        with refusing(), register(self.knowledge, tree, path, TODAY) as judged:
            gated(f"{judged.by_verdict()} {judged.by_finding()} {judged.troubled}", "text")
            gated("\n".join(f"{each.row} {each.message}" for each in judged.troubles(9)), "text")


def _walks(knowledge: Knowledge) -> Iterator[Walk]:
    """A walk of each tree to its first answers, one that assumes, and one that another tree helps."""
    for id in knowledge.tree_ids:
        walk = begin(knowledge.tree(id))
        while walk.question is not None:
            question = walk.question
            by = _straight(knowledge, question.settle) if question.settle in knowledge.tree_ids else None
            if by is not None and given_by(question, by):
                walk = settle(walk, by)
            else:
                walk = walk.answer(UNSURE if question.unsure else next(iter(question.answers)))
        yield replace(walk, day=TODAY) if walk.tree.date else walk


def _straight(knowledge: Knowledge, id: str) -> Walk:
    """The walk of the first answers."""
    walk = begin(knowledge.tree(id))
    while walk.question is not None:
        walk = walk.answer(next(iter(walk.question.answers)))
    return walk


@contextmanager
def refusing() -> Iterator[None]:
    """What a reader may say of a file."""
    try:
        yield
    except (Broken, Refused) as error:
        gated(str(error), "text")


def read_all(knowledge: Knowledge, replayers: tuple[Replayer, ...], path: Path) -> None:
    """Everything that reads a transcript."""
    shown = str(path)
    for replayer in replayers:
        found = replayer.replay(path, shown)
        gated(line(found), "text")
        gated("\n".join(as_csv([found])), "csv")
        gated("\n".join(as_json([found])), "json")
    for each in gathered(knowledge, [path]):
        gated(each.why, "text")
        if each.transcript is not None:
            gated("\n".join(evidence.rows(each)), "csv")
            gated(calendar_of(days(each.transcript), "x 1"), "calendar")
            filing.rows({"a.pdf": each.transcript}, 6)
            for form, (_, write) in FORMATS.items():
                gated(write(each.transcript), form)
    with refusing():
        read_facts(knowledge.tree(next(iter(knowledge.tree_ids))), [], shown)
    with refusing():
        sign(knowledge, path, "A", "B", "2999-01-01", TODAY)
