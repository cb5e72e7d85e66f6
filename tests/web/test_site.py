"""The pages of the site: whole, linked, inert, and none that loads anything."""

from __future__ import annotations

import json
import posixpath
import re
from base64 import b64encode
from datetime import date
from functools import cache
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest

import wizard.web
from tests.helpers.calling import call
from tests.helpers.small import make_root, page
from wizard.pack.knowledge import Knowledge, find_root
from wizard.source.printable import acts
from wizard.web.site import site

DAY = date(2026, 11, 22)


class Read(HTMLParser):
    """The ids, links, scripts and styles of a page, and whatever else it would load."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.loads: list[str] = []
        self.held: dict[str, list[str]] = {"script": [], "style": []}
        self.policy = ""
        self.inside = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        self.ids += [named["id"]] if "id" in named else []
        self.links += [named["href"]] if tag == "a" else []
        self.loads += [named["src"]] if "src" in named else []
        self.loads += [named["href"]] if tag == "link" else []
        self.policy = (
            named["content"] if named.get("http-equiv") == "Content-Security-Policy" else self.policy
        )
        runs = tag == "style" or (tag == "script" and named.get("type") != "application/json")
        self.inside = tag if runs else ""
        assert not [name for name in named if name.startswith("on") or name == "style"]

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.held[self.inside].append(data)


@cache
def pages() -> dict[str, str]:
    return dict(site(Knowledge(find_root()), DAY))


@cache
def read(path: str) -> Read:
    return Read(pages()[path])


def test_every_tree_and_every_entry_has_its_page() -> None:
    knowledge = Knowledge(find_root())
    assert {f"{id}.html" for id in knowledge.tree_ids} <= set(pages())
    assert len(pages()) == len(knowledge.tree_ids) + len(knowledge.library.paths) + 2


def test_every_link_leads_to_a_page_and_a_place_on_it() -> None:
    broken = []
    for path in pages():
        for link in read(path).links:
            address, anchor = urldefrag(link)
            if not address.startswith("https://"):
                target = (
                    posixpath.normpath(posixpath.join(posixpath.dirname(path), address)) if address else path
                )
                if target not in pages() or (anchor and unquote(anchor) not in read(target).ids):
                    broken.append((path, link))
    assert broken == []


def test_no_id_stands_twice_on_a_page() -> None:
    assert [path for path in pages() if len(read(path).ids) != len(set(read(path).ids))] == []


def test_a_browser_may_run_what_stands_in_the_page_and_load_nothing() -> None:
    for path in pages():
        found = read(path)
        assert found.loads == []
        for kind in ("script", "style"):
            hashes = [
                f"'sha256-{b64encode(sha256(each.encode()).digest()).decode()}'" for each in found.held[kind]
            ]
            named = re.findall(rf"{kind}-src ([^;]*);", found.policy)
            assert named == ([" ".join(hashes)] if hashes else [])
        assert found.policy.startswith("default-src 'none'")


def test_texts_from_files_are_shown_as_they_are(tmp_path: Path) -> None:
    bad = "</script><script>alert(1)</script><img src=x onerror=alert(1)>"
    root = make_root(tmp_path, {"content/outcomes/free.md": page("free").replace("What free says.", bad)})
    tree = root / "trees/small.yaml"
    tree.write_text(tree.read_text("utf-8").replace("Colour decides the rest.", f"'{bad}'"), "utf-8")
    made = dict(site(Knowledge(root), DAY))
    for text in made.values():
        assert "<img" not in text and "<script>alert" not in text
    data = made["small.html"].split('id="tree">')[1].split("</script>")[0]
    assert json.loads(data)["questions"][0]["why"] == bad


def test_nothing_in_a_page_acts(tmp_path: Path) -> None:
    root = make_root(
        tmp_path / "root", {"content/outcomes/free.md": page("free", "\u202e \u200b \x9b31m end\n")}
    )
    assert call("export", "web", str(tmp_path / "site"), "--root", str(root)).code == 0
    text = (tmp_path / "site" / "small.html").read_text("utf-8")
    assert "\\u202e" in text and not any(acts(each) for each in text.replace("\n", "").replace("\t", ""))


def test_the_site_of_another_pack_says_nothing_of_this_field(tmp_path: Path) -> None:
    from tests.helpers.field_words import field_words

    root = make_root(tmp_path)
    assert [words for text in dict(site(Knowledge(root), DAY)).values() if (words := field_words(text))] == []


def test_the_command_writes_the_site_once_and_over_nothing(tmp_path: Path) -> None:
    root, to = make_root(tmp_path / "root"), tmp_path / "site"
    done = call("export", "web", str(to), "--root", str(root))
    assert done.code == 0 and f"Open {to / 'index.html'}" in done.err
    assert (to / "small.html").stat().st_mode & 0o044
    before = sorted(tmp_path.rglob("*"))
    again = call("export", "web", str(to), "--root", str(root))
    assert again.code == 2 and "is there already" in again.err
    assert sorted(tmp_path.rglob("*")) == before


def test_a_site_that_cannot_be_written_whole_leaves_nothing(tmp_path: Path) -> None:
    root = make_root(tmp_path / "root", {"content/outcomes/free.md": "no front matter"})
    done = call("export", "web", str(tmp_path / "site"), "--root", str(root))
    assert done.code == 2 and "content/outcomes/free.md" in done.err
    assert [each.name for each in tmp_path.iterdir()] == ["root"]


@pytest.mark.parametrize("name", sorted(each.name for each in Path(wizard.web.__file__).parent.glob("*.js")))
def test_a_script_never_reads_texts_as_markup(name: str) -> None:
    from wizard.web.frame import part

    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacent|document\.write|eval\(|new Function|fetch\(", part(name)
    )
