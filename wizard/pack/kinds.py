"""The kinds of entries that a pack names, read from its file, and those of a pack that names none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from wizard.library.model import CASE_FIELDS, CITED, COMMON, NO_ENTRIES, REFERENCE, SLOT, TYPES, Field, Kind
from wizard.pack.schema import FIELD, KIND
from wizard.source.fields import Fields, Notes
from wizard.source.files import read_text
from wizard.source.ids import ID
from wizard.source.nearest import did_you_mean
from wizard.source.places import Text
from wizard.source.problems import Broken
from wizard.source.yamltext import Value, read_yaml

NEUTRAL = Path(__file__).with_name("neutral.yaml")
ALWAYS = ("outcomes", "help", "scenarios", "decks", REFERENCE)
"""The kinds that every library has, whether its pack names them or not."""

CARD_FIELDS = ("tree", "outcome", "verdict")
"""What an entry with facts must say beside them, so that it can be tried."""

USUAL_CASE = "{title} ({year})"
"""How a case is cited where its pack does not say it otherwise."""

TAKEN = ("tree", "pack")
"""What `new` writes beside entries, so that no kind may be called so."""


@cache
def neutral_kinds() -> tuple[Kind, ...]:
    """The kinds of a library whose pack names none, in their order."""
    value, problems = read_yaml(read_text(NEUTRAL, NEUTRAL.name), NEUTRAL.name)
    notes = Notes(NEUTRAL.name)
    fields = Fields(notes, value, "the kinds", ("kinds",))
    kinds = _placed(_kinds(notes, fields.entries("kinds"), {}))
    if problems or notes.problems:
        raise Broken([*problems, *notes.problems])
    return kinds


def read_kinds(fields: Fields) -> tuple[Kind, ...]:
    """The kinds that a pack names, in its order, then those that every library has."""
    neutral = {kind.key: kind for kind in neutral_kinds()}
    notes = fields.notes
    kinds = list(_kinds(notes, fields.entries("kinds", required=True), neutral))
    keys = {kind.key for kind in kinds}
    kinds += [neutral[key] for key in ALWAYS if key not in keys]
    _check_names(notes, kinds)
    _check_lists(notes, kinds)
    if not any(kind.cited == CITED[0] for kind in kinds):
        message = f"no kind is cited as {CITED[0]}, so no finding can say what it rests on"
        notes.add(fields.get("kinds"), "missing-field", message, f"give one cited: {CITED[0]}")
    return _placed(kinds)


def _placed(kinds: Iterator[Kind] | Sequence[Kind]) -> tuple[Kind, ...]:
    return tuple(replace(kind, place=place) for place, kind in enumerate(kinds))


def _kinds(
    notes: Notes, entries: Iterator[tuple[Text, Value]], neutral: Mapping[str, Kind]
) -> Iterator[Kind]:
    for key, value in entries:
        if not ID.fullmatch(key):
            notes.add(key, "wrong-value", f"{key} is no folder", "use small letters, digits and hyphens")
        blank = Kind("" if key == REFERENCE else str(key), "", "")
        yield _kind(Fields(notes, value, f"kind {key}", KIND.names), neutral.get(key, blank))


def _kind(fields: Fields, base: Kind) -> Kind:
    """One kind: what its mapping says, over what it starts from."""
    own = _fields(fields) if fields.has("fields") else base.fields
    kind = replace(
        base,
        name=fields.text("name", required=not base.name) or base.name,
        plural=fields.text("plural", required=not base.plural) or base.plural,
        about=fields.text("about") or base.about,
        fields=own,
        lists=dict(_lists(fields)) if fields.has("lists") else base.lists,
        facts=fields.flag("facts") if fields.has("facts") else base.facts,
        cited=fields.choice("cited", CITED) or base.cited,
        cite=_pattern(fields, "cite", own) or base.cite,
        section=fields.text("section") or base.section,
        body=fields.text("body") or base.body,
    )
    kind = replace(kind, line=_pattern(fields, "line", own) or base.line or _line(kind))
    if kind.cited and not kind.folder:
        fields.notes.add(fields.place, "wrong-value", f"{fields.what} has no folder and cannot be cited")
    if kind.facts:
        for name in CARD_FIELDS:
            if name not in own:
                fields.notes.add(fields.place, "missing-field", f"{fields.what} has facts and needs {name}")
    return kind


def _line(kind: Kind) -> str:
    """The pattern of a line under an outcome, where the usual one would not do for the kind."""
    if kind.cited == "rules":
        return kind.cite if "{title}" in kind.cite else ""
    usual = kind.cite == USUAL_CASE and kind.fields.keys() >= set(CASE_FIELDS)
    return "" if usual or not kind.cited else kind.cite


def _fields(fields: Fields) -> dict[str, Field]:
    result: dict[str, Field] = {}
    for name, value in fields.entries("fields"):
        if name in (*COMMON, "facts"):
            fields.notes.add(name, "reserved", f"{fields.what}: {name} is a field of every entry already")
        each = Fields(fields.notes, value, f"{fields.what}: field {name}", FIELD.names)
        type = each.choice("type", TYPES) or TYPES[0]
        caption = each.text("caption") or name.capitalize()
        result[str(name)] = Field(str(name), str(type), str(caption), each.need("about"))
    return result


def _lists(fields: Fields) -> Iterator[tuple[str, Text]]:
    for name, target in fields.entries("lists"):
        if isinstance(target, Text):
            yield str(name), target
        else:
            fields.notes.add(target, "wrong-type", f"{fields.what}: the list {name} names one kind")


def _pattern(fields: Fields, key: str, own: Mapping[str, Field]) -> Text | None:
    """A pattern whose slots are fields of the kind."""
    pattern = fields.text(key)
    known = ("title", "summary", *own)
    for slot in SLOT.findall(pattern or ""):
        if slot not in known:
            message = f"{fields.what}: {key} names no field {slot}"
            fields.notes.add(pattern, "wrong-value", message, did_you_mean(slot, known))
            return None
    return pattern


def _check_names(notes: Notes, kinds: Sequence[Kind]) -> None:
    seen: dict[str, str] = {}
    for kind in kinds:
        where = kind.name if isinstance(kind.name, Text) else None
        if kind.name in seen:
            message = f"kinds {seen[kind.name]} and {kind.key} have the same name"
            notes.add(where, "same-label", message, "each needs a name of its own")
        if kind.name in TAKEN:
            notes.add(where, "reserved", f"{kind.name} cannot be the name of a kind")
        seen[kind.name] = kind.key


def _check_lists(notes: Notes, kinds: Sequence[Kind]) -> None:
    known = (*NO_ENTRIES, *(kind.key for kind in kinds))
    for kind in kinds:
        for name, target in kind.lists.items():
            if target not in known:
                where = target if isinstance(target, Text) else None
                message = f"kind {kind.key}: the list {name} names {target}, which is no kind"
                notes.add(where, "wrong-value", message, did_you_mean(target, known))
