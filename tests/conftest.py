"""What all tests share."""

from __future__ import annotations

import os
import tempfile

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("INCUBATOR_HOME", tempfile.mkdtemp(prefix="incubator-tests-"))

from tests.qt_support import context, jobs, nothing_left, settings, theme
from tests.support.postgres import new_postgres_url, postgres, postgres_url
from tests.support.quick_age import quick_age
from tests.support.samples import sample_house, samples

__all__ = ["context", "jobs", "new_postgres_url", "nothing_left", "postgres", "postgres_url", "quick_age",
           "sample_house", "samples", "settings", "theme"]


def pytest_configure(config: pytest.Config) -> None:
    """The offscreen screen complains about what it lacks; that is no fault of ours."""
    config.addinivalue_line("qt_log_ignore", "This plugin does not support")
