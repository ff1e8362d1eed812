"""The command line: the same services without a window. Exit status 0 done, 1 refused, 2 wrong usage."""

from __future__ import annotations

import contextlib
import logging
import os
import sys
from collections.abc import Callable, Sequence

INTERRUPTED = 130
"""Exit status after Ctrl+C, as shells have it."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command, or open the window where none is given; returns the exit status."""
    try:
        status = _main(list(sys.argv[1:] if argv is None else argv))
        _flush()
    except BrokenPipeError:
        _give_up_output()
        return 1
    except KeyboardInterrupt:
        return INTERRUPTED
    return status


def _main(arguments: list[str]) -> int:
    from incubator_gui.app.cli.out import Out, error
    from incubator_gui.app.cli.parser import build, language_in, package_in
    from incubator_gui.core.errors import IncubatorError
    from incubator_gui.core.languages import current, use_language

    logging.getLogger().addHandler(logging.NullHandler())  # libraries are not to write between our lines
    asked = language_in(arguments)
    before = current().language
    use_language(asked or _usual_language())
    try:
        package = package_in(arguments)
        if package:
            return _window(lambda: _open_package(package, asked))
        parser = build()
        try:
            given = parser.parse_args(arguments)
        except SystemExit as end:  # help, version or wrong usage: argparse has spoken
            return end.code if isinstance(end.code, int) else 0
        if given.command is None:
            from incubator_gui.app.main import run_window

            return _window(lambda: run_window(given.database or "", demo=given.demo, language=asked))
        try:
            return int(given.run(given, Out(given.json)))
        except IncubatorError as refusal:
            error(refusal.message)
            return 1
        except (BrokenPipeError, KeyboardInterrupt):
            raise
        except Exception as mistake:  # a bug: said in one line, the whole of it goes to the log
            return _report(mistake)
    finally:
        use_language(before)


def _window(run: Callable[[], int]) -> int:
    """Open a window, where there is a screen for it."""
    from incubator_gui.app.cli.display import has_screen
    from incubator_gui.app.cli.out import error
    from incubator_gui.core.messages import msg

    if not has_screen():
        error(msg("There is no screen here to open a window on. Give a command; --help lists them."))
        return 1
    return run()


def _open_package(file: str, language: str) -> int:
    """What went out opens in review mode; what came back goes to the window of the house, if there is one here."""
    from pathlib import Path

    from incubator_gui.app.review_mode_files import has_house, is_return
    from incubator_gui.core.paths import paths
    from incubator_gui.core.settings import Settings

    places, path = paths(), Path(file).absolute()
    if is_return(path) and has_house(places, Settings(places.config / "settings.json")):
        from incubator_gui.app.main import run_window

        return run_window(language=language, package=path)
    from incubator_gui.app.review_mode import run_review

    return run_review(path, language=language)


def _usual_language() -> str:
    """The language of the window, else that of the workstation."""
    from incubator_gui.core.languages import system_language
    from incubator_gui.core.paths import paths
    from incubator_gui.core.settings import LANGUAGE, Settings

    return Settings(paths().config / "settings.json").get(LANGUAGE) or system_language()


def _report(mistake: Exception) -> int:
    """A bug: the whole story goes to a file, one line to the person."""
    from incubator_gui.app.cli.out import error
    from incubator_gui.core.logs import write_report
    from incubator_gui.core.messages import msg
    from incubator_gui.core.paths import paths

    file = None
    with contextlib.suppress(OSError):
        folder = paths().state
        folder.mkdir(parents=True, exist_ok=True)
        file = write_report(folder, type(mistake), mistake, mistake.__traceback__)
    error(msg("The program made a mistake and stopped. The report is in {file}.",
              file=str(file) if file else "–"))
    return 1


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()


def _give_up_output() -> None:
    """The reader has gone: nothing more can be said, also not by the interpreter at its end."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
