"""Which database a command works on, and opening it for as long as the command runs."""

from __future__ import annotations

import tempfile
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from incubator_gui.core.errors import NotFound
from incubator_gui.core.languages import current
from incubator_gui.core.messages import msg
from incubator_gui.core.paths import paths
from incubator_gui.core.settings import LAST_DATABASE, Settings

if TYPE_CHECKING:
    from incubator_gui.services.house import House


def place_of(arguments: Namespace) -> str:
    """The database that is named, else the one that the window opened last."""
    if arguments.database:
        return str(arguments.database)
    places = paths()
    kept = Settings(places.config / "settings.json").get(LAST_DATABASE)
    return kept or str(places.default_database)


@contextmanager
def opened(arguments: Namespace, *, create: bool = False, trial: bool = False) -> Iterator[House]:
    """The house of a command; a file that is not there is made only where `create` says so.

    For a `trial` an empty house that is thrown away stands in for a file that is not there.
    """
    from incubator_gui.services.house import House

    if arguments.demo:
        from incubator_gui.services.sample import load_sample

        with tempfile.TemporaryDirectory(prefix="incubator-demo-", ignore_cleanup_errors=True) as folder:
            house = House.open(Path(folder) / "sample.db")
            try:
                load_sample(house.database, current().language)
                yield house
            finally:
                house.close()
        return
    from incubator_gui.db.engine import file_of, parse_url

    place = place_of(arguments)
    file = file_of(parse_url(place))
    missing = file is not None and not file.exists()
    if missing and not create and not trial:
        raise NotFound(msg("There is no database {file}. Name one with --database.", file=place))
    with tempfile.TemporaryDirectory(prefix="incubator-trial-", ignore_cleanup_errors=True) as folder:
        house = House.open(Path(folder) / "trial.db" if missing and trial else place)
        try:
            yield house
        finally:
            house.close()
