"""A register as one page to read: counts with a chart, causes, and the rows."""

from __future__ import annotations

from collections.abc import Iterator

from wizard.registers.register import Register
from wizard.source.problems import Refused
from wizard.tree.tones import SYMBOLS
from wizard.words.escaping import markdown_safe, safe

MOST_ROWS = 5_000
"""A page with more rows than this is read by nobody."""

MOST_CAUSES, BAR = 15, 40

STYLE = """body{font:16px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;width:100%;margin:1rem 0}tr{break-inside:avoid}.wide{overflow-x:auto}
td,th{border-bottom:1px solid #ccc;padding:.3rem .5rem;text-align:left;vertical-align:top}
td.n{text-align:right}td.chart{width:50%}.bar{height:1.1em;min-width:2px}
.good{background:#2e7d4f}.caution{background:#b58900}.stop{background:#b3372f}.info{background:#4a6da7}
.urgent{background:#7f1d1d}.none{background:#888}
@media print{body{margin:0;max-width:none;font-size:11px}}"""

SHOWN = ("verdict", "do-first", "change-plan", "missing", "problems")
"""The columns of a row on a page, after what the row is called."""
TITLES = ("Workflow", "Verdict", "What to do first", "What would change it", "Missing", "Problems")


def _checked(register: Register) -> int:
    rows = register.rows
    if rows > MOST_ROWS:
        raise Refused(
            f"a page holds {MOST_ROWS:,} rows and there are {rows:,}: write .xlsx, .csv or .parquet"
        )
    return rows


def _title(register: Register) -> str:
    return f"Register: {register.tree.title}"


def _about(register: Register) -> str:
    tree = register.tree
    return (
        f"{register.rows:,} workflows, judged by the tree {tree.id} {tree.version}, reviewed {tree.reviewed}."
    )


def _verdicts(register: Register) -> Iterator[tuple[str, str, int]]:
    """Each verdict's label with its sign, its tone, and how many rows have it."""
    for id, count in register.by_verdict().items():
        verdict = register.tree.verdicts.get(id)
        if verdict is None:
            yield "? Not finished", "none", count
        else:
            yield f"{SYMBOLS[verdict.tone]} {verdict.label}", verdict.tone, count


def _causes(register: Register) -> list[tuple[str, str, int]]:
    """The most frequent findings that force a verdict, with their kind."""
    tree = register.tree
    found = [(tree.findings[id], count) for id, count in register.by_finding().items()]
    told = [
        (each.says, tree.weights.get(each.weight, each.weight), count)
        for each, count in found
        if tree.verdict_of_weight(each.weight) is not None
    ]
    return told[:MOST_CAUSES]


def _rows(register: Register) -> Iterator[list[str]]:
    """What is told of each row, what it is called first."""
    kept = {name.casefold(): name for name in register.headers.kept.values()}
    called = kept.get("workflow") or next(
        (name for at, name in register.headers.kept.items() if at not in register.headers.questions.values()),
        "",
    )
    name = '"' + called.replace('"', '""') + '"' if called else "NULL"
    listed = ", ".join(f'"{each}"' for each in SHOWN)
    found = register.base.execute(f"SELECT row__number, {name}, {listed} FROM register ORDER BY row__number")
    while lot := found.fetchmany(1000):
        for number, named, verdict, *others in lot:
            label = register.tree.verdicts[verdict].label if verdict else "Not finished"
            yield [named or f"Row {number}", label, *(each or "" for each in others)]


def as_markdown(register: Register) -> str:
    """The register as a Markdown page."""
    rows = _checked(register)
    lines = [f"# {markdown_safe(_title(register))}", "", markdown_safe(_about(register)), ""]
    lines += ["| Verdict | Workflows | |", "| --- | ---: | --- |"]
    for label, _, count in _verdicts(register):
        lines.append(f"| {markdown_safe(label)} | {count:,} | {'█' * max(1, round(BAR * count / rows))} |")
    lines += ["", "## Causes", "", "| Finding | Kind | Workflows |", "| --- | --- | ---: |"]
    lines += [
        f"| {markdown_safe(says)} | {markdown_safe(kind)} | {count:,} |"
        for says, kind, count in _causes(register)
    ]
    lines += ["", "## Workflows", "", f"| {' | '.join(TITLES)} |", f"|{' --- |' * len(TITLES)}"]
    lines += [f"| {' | '.join(map(markdown_safe, row))} |" for row in _rows(register)]
    return "\n".join(lines) + "\n"


def as_html(register: Register) -> str:
    """The register as one HTML page that needs nothing else; all that came from files is escaped."""
    rows = _checked(register)
    title = safe(_title(register))
    body = [
        f"<h1>{title}</h1>",
        f"<p>{safe(_about(register))}</p>",
        "<table><tr><th>Verdict<th>Workflows<th></tr>",
    ]
    for label, tone, count in _verdicts(register):
        bar = f'<div class="bar {tone}" style="width:{100 * count / rows:.1f}%"></div>'
        body.append(f'<tr><td>{safe(label)}<td class="n">{count:,}<td class="chart">{bar}</tr>')
    body += ["</table>", "<h2>Causes</h2>", "<table><tr><th>Finding<th>Kind<th>Workflows</tr>"]
    body += [
        f'<tr><td>{safe(says)}<td>{safe(kind)}<td class="n">{count:,}</tr>'
        for says, kind, count in _causes(register)
    ]
    body += ["</table>", "<h2>Workflows</h2>", '<div class="wide"><table>']
    body.append(f"<tr>{''.join(f'<th>{each}' for each in TITLES)}</tr>")
    body += [f"<tr>{''.join(f'<td>{safe(cell)}' for cell in row)}</tr>" for row in _rows(register)]
    body.append("</table></div>")
    head = f'<meta charset="utf-8"><title>{title}</title><style>{STYLE}</style>'
    return (
        f'<!doctype html>\n<html lang="en"><head>{head}</head><body>\n{chr(10).join(body)}\n</body></html>\n'
    )
