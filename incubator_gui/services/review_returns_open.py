"""What returned files say, whether they come alone, in an archive or attached to a message."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from incubator_gui.core.errors import Cancelled, IncubatorError
from incubator_gui.core.messages import msg
from incubator_gui.domain.clean_text import clean_line
from incubator_gui.services.review_packages_ways import TABLE, Stop, digest, kind_of
from incubator_gui.services.review_returns_rows import FileRun

_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*]')


def open_file(path: Path, secret: bytes, stop: Stop) -> list[FileRun]:
    """What a file says, or why it says nothing; of an archive or a message, what each file in it says."""
    run = FileRun(path, clean_line(path.name) or "?")
    found = _read(run, path, secret, stop)
    if found is not None:
        return [found]
    try:
        with TemporaryDirectory(prefix="incubator-returned-", ignore_cleanup_errors=True) as folder:
            return [_read(replace(run, name=f"{run.name}: {name}", inside=name), file, secret, stop)
                    or run for file, name in inside(path, Path(folder), stop)]
    except Cancelled:
        raise
    except IncubatorError as error:
        return [replace(run, refused=error.message)]
    except OSError as error:
        return [_unreadable(run, error)]


def inside(path: Path, folder: Path, stop: Stop) -> Iterator[tuple[Path, str]]:
    """The files in an archive or a message, laid out under the names their sender gave them."""
    from incubator_gui.exchange.return_parcels import unpack

    for number, (file, name) in enumerate(unpack(path, kind_of(path), folder, stop=stop), 1):
        place = folder / f"{number}-inside"
        place.mkdir()
        yield file.rename(place / (_NOT_IN_NAMES.sub("_", name)[-100:].strip(" .") or file.name)), name


def _read(run: FileRun, path: Path, secret: bytes, stop: Stop) -> FileRun | None:
    """One file; None for one that holds others."""
    try:
        kind = kind_of(path)
        if kind not in TABLE:
            return None
        run = replace(run, way=kind, sha256=digest(path))
        return replace(run, content=TABLE[kind].read(path, secret, stop))
    except Cancelled:
        raise
    except IncubatorError as error:
        return replace(run, refused=error.message)
    except OSError as error:
        return _unreadable(run, error)


def _unreadable(run: FileRun, error: OSError) -> FileRun:
    return replace(run, refused=msg("“{name}” cannot be read: {reason}.", name=run.path.name,
                                    reason=error.strerror or str(error)))
