"""A small package, and what came back for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from incubator_gui.exchange.review_archive import open_package, write_package
from incubator_gui.exchange.review_return import write_return
from tests.exchange.review_archive.packages import FOR_REVIEWER, HALF, HOUSE, REVIEWER, application, content, returned


@pytest.fixture
def package(tmp_path: Path) -> Path:
    path = tmp_path / "a.ireview"
    write_package(path, content(application(1, base=HALF)), {}, signer=HOUSE.secret, protect=FOR_REVIEWER)
    return path


@pytest.fixture
def back(package: Path) -> Path:
    path = package.with_name("back.ireview")
    with open_package(package, identities=[REVIEWER.identity]) as opened:
        write_return(path, returned(), package=opened, signer=REVIEWER.secret)
    return path
