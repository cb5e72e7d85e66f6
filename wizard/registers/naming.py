"""How columns are named in the query, and texts and names as parts of SQL."""

from __future__ import annotations

from hashlib import sha256

from sqlglot import exp

LONGEST = 63
"""PostgreSQL cuts longer names off."""


def work(id: str, part: str) -> str:
    """The name of a column that the query works with: two underscores stand in no id."""
    name = f"{id.replace('.', '__')}__{part}"
    return name if len(name) <= LONGEST else f"{name[:50]}__{sha256(name.encode()).hexdigest()[:8]}"


def column(name: str) -> exp.Column:
    """A column by its name."""
    return exp.column(exp.to_identifier(name, quoted=True))


def named(value: exp.Expr, name: str, comment: str = "") -> exp.Alias:
    """An expression under a name, with a comment beside it."""
    alias = exp.Alias(this=value, alias=exp.to_identifier(name, quoted=True))
    if comment:
        alias.add_comments([f" {uncommented(comment)} "])
    return alias


def text(value: str) -> exp.Literal:
    """A text."""
    return exp.Literal.string(value)


def number(value: int) -> exp.Expr:
    """A whole number."""
    return exp.Literal.number(value)


def uncommented(comment: str) -> str:
    """Words that may stand in a comment: nothing in them begins or ends one, all on one line."""
    return " ".join(comment.replace("*", "·").split()).replace("--", "–")
