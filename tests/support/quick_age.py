"""Passphrases that cost next to nothing: for tests of what comes after them."""

from __future__ import annotations

import pytest


@pytest.fixture
def quick_age(monkeypatch: pytest.MonkeyPatch) -> None:
    """Little work for what is locked in this test; it opens as any other."""
    monkeypatch.setattr("incubator_gui.exchange.review_archive_passphrase.LOG_WORK", 10)
