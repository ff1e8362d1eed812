"""What all tests share."""

from __future__ import annotations

import os
import tempfile

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("INCUBATOR_HOME", tempfile.mkdtemp(prefix="incubator-tests-"))

from tests.qt_support import context, jobs, nothing_left, settings, theme  # noqa: E402
from tests.support.postgres import new_postgres_url, postgres, postgres_url  # noqa: E402

__all__ = ["context", "jobs", "new_postgres_url", "nothing_left", "postgres", "postgres_url", "settings", "theme"]


def pytest_configure(config: pytest.Config) -> None:
    """The offscreen screen says so each time a window has a smallest size; that is no fault of ours."""
    config.addinivalue_line("qt_log_ignore", "propagateSizeHints")
