"""The catalogs of the texts in other languages: whole, and alike where both ends say the same."""

from __future__ import annotations

import os
import re
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from django.conf import settings as courtside
from django.core.management import call_command

ROOT = Path(__file__).parents[1]
LANGUAGES = [code for code, _ in courtside.LANGUAGES if code != "en"]
DOMAINS = ("django", "djangojs")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\w+\}")
MARKUP = re.compile(r"<[^>]+>")
LITERAL = re.compile(r'\bn?gettext\(\s*"((?:[^"\\]|\\.)*)"')
Id = tuple[str | None, str]


def catalog(folder: Path, language: str, domain: str) -> Catalog:
    """Read one catalog of a tree."""
    with (folder / "broadcast" / "locale" / language / "LC_MESSAGES" / f"{domain}.po").open("rb") as file:
        return read_po(file, language)


def forms(text: Any) -> tuple[str, ...]:
    """Return the forms of a text: one, or one for each number."""
    return (text,) if isinstance(text, str) else tuple(text)


def by_id(messages: Catalog) -> dict[Id, Message]:
    """Return the texts of a catalog by context and English, without its head."""
    return {(one.context, forms(one.id)[0]): one for one in messages if one.id}


@pytest.fixture(scope="module")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the program whose catalogs xgettext has just brought up to date, as bin/texts does."""
    if shutil.which("xgettext") is None:
        assert not os.environ.get("CI"), "CI has no xgettext: install gettext"
        pytest.skip("no xgettext on this machine")
    copy = tmp_path_factory.mktemp("texts")
    for name in ("broadcast", "templates", "static"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("dist", "__pycache__", "*.mo"))
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(copy)
        patch.setattr(courtside, "LOCALE_PATHS", [copy / "broadcast" / "locale"])
        options: dict[str, Any] = {"locale": LANGUAGES, "no_wrap": True, "no_location": True, "no_obsolete": True}
        call_command("makemessages", domain="django", verbosity=0, **options)
        call_command("makemessages", domain="djangojs", extensions=["js"], verbosity=0, **options)
    return copy


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("domain", DOMAINS)
def test_catalog_holds_every_text_of_the_program(extracted: Path, domain: str, language: str) -> None:
    """What xgettext finds is in the repository's catalog, and nothing else is: run bin/texts and translate."""
    found, kept = (by_id(catalog(tree, language, domain)) for tree in (extracted, ROOT))
    assert len(found) > 100
    assert sorted(map(str, found.keys() - kept.keys())) == [], "not in the catalog"
    assert sorted(map(str, kept.keys() - found.keys())) == [], "in no page any more"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("domain", DOMAINS)
def test_every_text_is_translated(domain: str, language: str) -> None:
    """Every text has all of its forms in the other language, and none is a guess of msgmerge's."""
    messages = catalog(ROOT, language, domain)
    assert not messages.fuzzy
    for one in by_id(messages).values():
        many = messages.num_plurals if one.pluralizable else 1
        assert len(forms(one.string)) == many, one.id
        assert all(text.strip() for text in forms(one.string)), one.id
        assert not one.fuzzy, one.id


@pytest.mark.parametrize("domain", DOMAINS)
def test_plural_form_is_spanish(domain: str) -> None:
    """The catalogs say which of the two forms of Spanish a count takes."""
    messages = catalog(ROOT, "es", domain)
    assert (messages.num_plurals, messages.plural_expr) == (2, "(n != 1)")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("domain", DOMAINS)
def test_placeholders_and_markup_are_kept(domain: str, language: str) -> None:
    """A translation fills in what the English does, as often, and has its markup; where there is a count, in each form.

    Only the form for one may leave the count out.
    """
    for one in by_id(catalog(ROOT, language, domain)).values():
        *singular, english = (Counter(PLACEHOLDER.findall(text)) for text in forms(one.id))
        first, *others = (Counter(PLACEHOLDER.findall(text)) for text in forms(one.string))
        assert first in [*singular, english], one.string
        assert all(each == english for each in others), one.string
        tags = [sorted(MARKUP.findall(text)) for text in (*forms(one.id), *forms(one.string))]
        assert all(each == tags[0] for each in tags), one.string


@pytest.mark.parametrize("language", LANGUAGES)
def test_server_and_browser_say_the_same(language: str) -> None:
    """A text that both ends paint has one translation."""
    server, browser = (by_id(catalog(ROOT, language, domain)) for domain in DOMAINS)
    shared = server.keys() & browser.keys()
    assert len(shared) > 20
    for key in shared:
        assert forms(server[key].string) == forms(browser[key].string), key


def test_xgettext_overlooks_no_text_of_a_script() -> None:
    """Each text that a script hands to `gettext` is in the catalog: xgettext can lose its way in a template literal."""
    known = {text for _, text in by_id(catalog(ROOT, "es", "djangojs"))}
    literals = {
        match.replace('\\"', '"')
        for folder in ("components", "js", "pages")
        for script in (ROOT / "static" / folder).rglob("*.js")
        for match in LITERAL.findall(script.read_text("utf-8"))
    }
    assert len(literals) > 100
    assert literals - known == set()
