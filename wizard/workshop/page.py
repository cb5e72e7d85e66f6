"""The voting page as HTML: one card, big buttons, no names; it works without JavaScript.

With JavaScript it asks the host now and then whether anything has changed, and says when the host is gone.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass

from wizard.words.escaping import safe
from wizard.workshop.card import Asked
from wizard.workshop.room import SURE, UNSURE, VOTE, Ballot

REFRESH = 5
"""Seconds after which a page that waits loads again, without JavaScript."""

STYLE = """
:root{color-scheme:light dark;--ink:#14181d;--page:#fff;--line:#4a5561;--mark:#0b4f9e;--tint:#d9e7f8}
@media(prefers-color-scheme:dark){:root{--ink:#e4e8ec;--page:#11151a;--line:#9eabb8;--mark:#7fb4e6;
--tint:#1e3247}}
body{font:1.125rem/1.5 system-ui,sans-serif;margin:0;color:var(--ink);background:var(--page)}
main{max-width:40rem;margin:0 auto;padding:1rem}h1{font-size:1.25rem;margin:.5rem 0}
button,.button{font:inherit;display:block;width:100%;box-sizing:border-box;min-height:3.25rem;margin:.6rem 0;
padding:.6rem .9rem;text-align:left;color:var(--ink);background:var(--page);border:2px solid var(--line);
border-radius:.5rem;cursor:pointer;text-decoration:none}
button[aria-pressed=true]{background:var(--tint);border-color:var(--mark);font-weight:bold}
:focus-visible{outline:3px solid var(--mark);outline-offset:3px}
input{font:inherit;padding:.6rem;border:2px solid var(--line);border-radius:.5rem;width:8em;
background:var(--page);color:var(--ink)}
.note{border-left:4px solid var(--mark);padding:.2rem 0 .2rem .8rem;background:var(--tint)}
.small{font-size:.95rem}[hidden]{display:none}
"""
SCRIPT = """
(()=>{const b=document.body,gone=document.getElementById("gone");let lost=0;
async function look(){try{const r=await fetch(b.dataset.at,{cache:"no-store"});if(!r.ok)throw 0;
const t=await r.text();lost=0;gone.hidden=true;if(t!==b.dataset.state)location.reload()}
catch(e){lost+=1;gone.hidden=lost<2}}
const asks=setInterval(look,3000);addEventListener("submit",()=>clearInterval(asks));
addEventListener("pageshow",e=>{if(e.persisted)location.reload()})})()
"""


def _source(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


POLICY = (
    f"default-src 'none'; style-src {_source(STYLE)}; script-src {_source(SCRIPT)}; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""What a browser may do for the page: its own style, its own script, its own host."""

HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


@dataclass(frozen=True, slots=True)
class Phone:
    """What one phone is to see. `place` names the card and vote, `state` all that makes the page another."""

    path: str
    state: str
    token: str
    name: str


def _page(phone: Phone, body: str, waits: bool) -> str:
    refresh = f'<noscript><meta http-equiv="refresh" content="{REFRESH}"></noscript>' if waits else ""
    head = (
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">'
        f"{refresh}<title>{safe(phone.name)}</title><style>{STYLE}</style>"
    )
    gone = (
        '<p id="gone" class="note" role="alert" hidden>The host cannot be reached. A vote that was taken is '
        "kept. This page tries again by itself.</p>"
    )
    data = f'data-state="{safe(phone.state)}" data-at="{safe(phone.path)}/state"'
    return (
        f'<!doctype html>\n<html lang="en"><head>{head}</head><body {data}><main>{gone}\n{body}\n</main>'
        f"<script>{SCRIPT}</script></body></html>\n"
    )


def _story(asked: Asked) -> str:
    return "".join(f"<p>{safe(each)}</p>" for each in asked.story)


def _form(phone: Phone, inside: str) -> str:
    token = f'<input type="hidden" name="token" value="{safe(phone.token)}">'
    return f'<form method="post" action="{safe(phone.path)}">{token}{inside}</form>'


def _hidden(**values: str) -> str:
    return "".join(
        f'<input type="hidden" name="{name}" value="{safe(value)}">' for name, value in values.items()
    )


def voting(
    phone: Phone,
    asked: Asked,
    card: int,
    place: str,
    ballot: Ballot | None,
    labels: list[str],
    note: str = "",
) -> str:
    """The card with its choices, the one taken marked; it may be changed as long as the vote is open."""
    buttons = "".join(
        f'<button name="choice" value="{safe(choice.id)}" '
        f'aria-pressed="{"true" if ballot is not None and ballot.choice == choice.id else "false"}">'
        f"{number}. {safe(label)}</button>"
        for number, (choice, label) in enumerate(zip(asked.choices, labels, strict=True), 1)
    )
    told = note or ("Your vote is in. You can change it until the reveal." if ballot is not None else "")
    again = '<p class="small">This is the second vote.</p>' if place != VOTE else ""
    form = _form(phone, _hidden(card=str(card), place=place) + buttons)
    body = f"{again}{_story(asked)}<h1>{safe(asked.ask)}</h1>{_note(told)}{form}"
    return _page(phone, body, waits=ballot is not None)


def _note(words: str) -> str:
    return f'<p class="note" role="status">{safe(words)}</p>' if words else ""


def confidence(phone: Phone, card: int, place: str, choice: str, label: str) -> str:
    """Asks how sure, after the choice."""
    buttons = (
        f'<button name="sure" value="{SURE}" aria-pressed="false">I am sure</button>'
        f'<button name="sure" value="{UNSURE}" aria-pressed="false">I am not sure</button>'
    )
    form = _form(phone, _hidden(card=str(card), place=place, choice=choice) + buttons)
    told = _note(f"Your vote is in: {label}")
    return _page(phone, f"{told}<h1>How sure are you?</h1>{form}", waits=False)


def waiting(phone: Phone, title: str, words: str, note: str = "") -> str:
    """A page with nothing to do but wait."""
    return _page(phone, f"{_note(note)}<h1>{safe(title)}</h1><p>{safe(words)}</p>", waits=True)


def asking_code(name: str, wrong: bool) -> str:
    """Asks for the room's code."""
    note = '<p class="note" role="alert">No room has this code. Look at the wall again.</p>' if wrong else ""
    form = (
        '<form method="get" action="/"><p><label for="code">Code of the room</label></p>'
        '<p><input id="code" name="code" autocomplete="off" autocapitalize="characters" maxlength="8" '
        "required></p><button>Go in</button></form>"
    )
    head = (
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{safe(name)}</title><style>{STYLE}</style>"
    )
    body = f"<h1>{safe(name)}</h1>{note}{form}"
    return f'<!doctype html>\n<html lang="en"><head>{head}</head><body><main>{body}</main></body></html>\n'
