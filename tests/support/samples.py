"""The sample incubator as a file: loaded once in a run for each language, however many workers test."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from incubator_gui.services.house import House
from incubator_gui.services.opening import open_house

Samples = Callable[..., Path]


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Samples:
    """`samples("de")` is the file with its documents beside it: copy it before writing."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "samples"

    def made(language: str = "en") -> Path:
        place = folder / language
        folder.mkdir(exist_ok=True)
        try:
            place.mkdir()
        except FileExistsError:  # another worker makes it, or has made it
            until = time.monotonic() + 120
            while not (place / "done").exists():
                assert time.monotonic() < until, "the sample was begun elsewhere and never finished"
                time.sleep(0.1)
        else:
            house, _unclean = open_house(place / "house.db", sample=language)
            house.close()
            (place / "done").touch()
        return place / "house.db"

    return made


@pytest.fixture
def sample_house(samples: Samples, tmp_path: Path) -> Callable[..., House]:
    """Opens a copy of the sample in a language; the test closes it."""

    def opened(language: str = "en") -> House:
        place = tmp_path / f"sample-{language}"
        shutil.copytree(samples(language).parent, place)
        house, _unclean = open_house(place / "house.db")
        return house

    return opened
