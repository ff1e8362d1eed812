"""Every sentence of the code is in both catalogues: translated, with the same places, nothing left over."""

from __future__ import annotations

import re
from functools import cache

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from tests.support.catalogues import ROOT, template

TRANSLATIONS = ROOT / "resources" / "translations"
PLURALS = {"de": 2, "zh_CN": 1}
_PLACE = re.compile(r"\{([a-z_][a-z0-9_]*)\}")

Key = tuple[object, str | None]


@cache
def catalogue(locale: str) -> dict[Key, Message]:
    with (TRANSLATIONS / locale / "LC_MESSAGES" / "incubator_gui.po").open("rb") as stream:
        return _entries(read_po(stream, locale=locale))


@cache
def code() -> dict[Key, Message]:
    return _entries(template())


def _entries(found: Catalog) -> dict[Key, Message]:
    return {(message.id, message.context): message for message in found if message.id}


def _forms(message: Message) -> list[str]:
    return list(message.string) if isinstance(message.string, (list, tuple)) else [message.string]


def _shown(message: Message) -> str:
    return str(message.id if isinstance(message.id, str) else message.id[0])


def test_template_is_up_to_date() -> None:
    """After `make catalogues` it is."""
    with (TRANSLATIONS / "incubator_gui.pot").open("rb") as stream:
        stored = _entries(read_po(stream))
    assert sorted(map(repr, stored)) == sorted(map(repr, code()))


@pytest.mark.parametrize("locale", PLURALS)
def test_every_sentence_is_translated(locale: str) -> None:
    known = catalogue(locale)
    missing = [key for key in code() if key not in known or not all(_forms(known[key]))]
    assert not missing, f"{len(missing)} missing"


@pytest.mark.parametrize("locale", PLURALS)
def test_nothing_is_fuzzy_or_left_over(locale: str) -> None:
    known = catalogue(locale)
    assert not [_shown(message) for message in known.values() if message.fuzzy]
    assert not [_shown(message) for key, message in known.items() if key not in code()]


@pytest.mark.parametrize("locale", PLURALS)
def test_plural_forms_are_complete(locale: str) -> None:
    for message in catalogue(locale).values():
        if not isinstance(message.id, str):
            assert len(_forms(message)) == PLURALS[locale], _shown(message)


@pytest.mark.parametrize("locale", PLURALS)
def test_places_are_the_same(locale: str) -> None:
    """A singular form may leave out the number ("ein Tag"); nothing else is lost or invented."""
    wrong = []
    for message in catalogue(locale).values():
        if not all(_forms(message)):
            continue
        english = [message.id] if isinstance(message.id, str) else list(message.id)
        wanted = set(_PLACE.findall(english[-1]))
        *singular, last = (set(_PLACE.findall(form)) for form in _forms(message))
        if last != wanted or any(not wanted - {"n"} <= form <= wanted for form in singular):
            wrong.append(_shown(message))
    assert not wrong


@pytest.mark.parametrize("locale", PLURALS)
def test_ends_are_the_same(locale: str) -> None:
    """Colons, dots and spaces at the ends are part of the layout."""
    wrong = []
    for message in catalogue(locale).values():
        for form in _forms(message):
            english = _shown(message)
            between = not any(one.isalnum() for one in english)  # "; " between parts is "；" in Chinese, which is wide
            if form and not between and (form != form.strip()) is not (english != english.strip()):
                wrong.append(english)
            if form and english.endswith(":") is not form.endswith((":", "：")):
                wrong.append(english)
    assert not wrong
