"""What a company is called in each language."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from incubator_gui.core.languages import current, use_language
from incubator_gui.db.search.documents import display


@pytest.fixture(autouse=True)
def _language_back() -> Iterator[None]:
    before = current().language
    yield
    use_language(before)


def test_the_name_follows_the_language_of_the_screen() -> None:
    names = ("Qianlu Ltd", "Qianlu", "千路")
    use_language("zh")
    assert display(*names) == "千路"
    assert display(*names, "en") == "Qianlu"
    use_language("de")
    assert display(*names) == "Qianlu"


def test_a_name_is_found_where_there_is_only_one() -> None:
    for language in ("en", "de", "zh"):
        assert display("Nur GmbH", "", "", language) == "Nur GmbH"
        assert display("", "", "千路", language) == "千路"
        assert display("", "Nur", "", language) == "Nur"
