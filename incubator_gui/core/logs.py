"""The log file, and reports of mistakes that are shown at the next start.

A report holds versions and the way through the program, never a record's content.
"""

from __future__ import annotations

import contextlib
import faulthandler
import logging
import platform
import sys
import traceback
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import TextIO

from incubator_gui import __version__
from incubator_gui.core.paths import Paths

log = logging.getLogger("incubator_gui")
FAULT = "fault.log"
_PATTERN = "report-*.txt"
_KEPT = 10


def start_logging(places: Paths, *, level: int = logging.INFO) -> Path | None:
    """Write the log file and, when the process itself falls, where it stood. Returns the log's path."""
    try:
        places.state.mkdir(parents=True, exist_ok=True, mode=0o700)
        handler = RotatingFileHandler(places.log, maxBytes=1_000_000, backupCount=3, encoding="utf-8", delay=True)
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s"))
        _keep_fault(places.state)
        stream = (places.state / FAULT).open("w", encoding="utf-8")
    except OSError:  # a full or read-only disk must not keep the window from opening
        return None
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(level)
    _streams.append(stream)
    faulthandler.enable(stream)
    return places.log


def stop_logging() -> None:
    """Close the files; for tests and an orderly end."""
    if _streams:
        faulthandler.disable()
    while _streams:
        stream = _streams.pop()
        name = Path(stream.name)
        stream.close()
        with contextlib.suppress(OSError):
            if not name.stat().st_size:
                name.unlink()
    root = logging.getLogger()
    for handler in list(root.handlers):
        if isinstance(handler, RotatingFileHandler):
            root.removeHandler(handler)
            handler.close()


def write_report(folder: Path, kind: type[BaseException], error: BaseException,
                 trace: TracebackType | None) -> Path | None:
    """Write what went wrong into the folder; None where it cannot be written."""
    log.error("unexpected error", exc_info=(kind, error, trace))
    when = datetime.now(UTC)
    # The message of an exception may quote a record: the report names its kind and its place alone.
    frames = traceback.format_list(traceback.extract_tb(trace))
    text = _head(when) + f"{kind.__module__}.{kind.__qualname__}\n\n" + "".join(frames)
    return _write(folder / f"report-{when:%Y%m%d-%H%M%S-%f}.txt", text)


def pending_reports(folder: Path) -> tuple[Path, ...]:
    """Reports that nobody has looked at, the newest first."""
    return tuple(sorted(folder.glob(_PATTERN), reverse=True)) if folder.is_dir() else ()


def mark_seen(folder: Path) -> None:
    """All reports were looked at: keep the last ten aside."""
    for report in pending_reports(folder):
        with contextlib.suppress(OSError):
            report.replace(report.with_name("seen-" + report.name))
    for old in sorted(folder.glob("seen-" + _PATTERN), reverse=True)[_KEPT:]:
        with contextlib.suppress(OSError):
            old.unlink()


def _keep_fault(folder: Path) -> None:
    """What the process wrote when it fell last time becomes a report."""
    fault = folder / FAULT
    if fault.exists() and (text := fault.read_text("utf-8", "replace").strip()):
        when = datetime.fromtimestamp(fault.stat().st_mtime, UTC)
        _write(folder / f"report-{when:%Y%m%d-%H%M%S-%f}.txt", _head(when) + text + "\n")


def _head(when: datetime) -> str:
    return (f"incubator-gui {__version__}\nPython {sys.version.split()[0]}, {platform.platform()}\n"
            f"{when.isoformat(timespec='seconds')}\n\n")


def _write(path: Path, text: str) -> Path | None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    except OSError:
        return None
    return path


_streams: list[TextIO] = []
