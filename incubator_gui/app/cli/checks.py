"""Commands about the program itself: tour, self-test, associate."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from incubator_gui.app.cli.display import do_without_screen
from incubator_gui.app.cli.out import Out, error
from incubator_gui.app.cli.parser import Commands
from incubator_gui.core.errors import Environment
from incubator_gui.core.languages import current, use_language
from incubator_gui.core.messages import msg, nmsg, tr


def declare(commands: Commands) -> None:
    """The commands of this module."""
    tour = commands.add("tour", tr("visit every screen on sample data and save the pictures"), run_tour)
    tour.add_argument("--out", required=True, metavar=tr("FOLDER"), help=tr("where the pictures go"))
    commands.add("self-test", tr("check this installation from the inside"), run_self_test)
    tell = commands.add("associate", tr("let review packages open with this program by a double click"), run_associate)
    tell.add_argument("--remove", action="store_true", help=tr("take that back"))


def run_tour(arguments: Namespace, out: Out) -> int:
    """Take the tour."""
    _prepare_qt()
    from incubator_gui.app import tour

    folder = Path(arguments.out)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as reason:
        raise Environment(msg("The folder {folder} cannot be made: {reason}.", folder=str(folder),
                              reason=reason.strerror or str(reason))) from reason
    language = current().language
    made = tour.run(folder, say=out.line)
    use_language(language)  # the tour spoke them all
    out.line(nmsg("{n} picture", "{n} pictures", len(made.pictures)))
    for path in (*made.sheets, *made.papers):
        out.line(str(path))
    out.value(made.to_json())
    if made.faults:
        error(msg("The tour found faults: {faults}", faults="; ".join(made.faults)))
        return 1
    return 0


def run_self_test(arguments: Namespace, out: Out) -> int:
    """Run the checks."""
    _prepare_qt()
    from incubator_gui.app import selftest

    results = selftest.run(None if out.as_json else out.line)
    out.value({"ok": all(r.passed for r in results), "checks": [
        {"check": r.key, "ok": r.passed, "detail": r.detail, "seconds": round(r.seconds, 3)} for r in results]})
    if not all(r.passed for r in results):
        error(msg("The self-test failed: {checks}.", checks=", ".join(r.key for r in results if not r.passed)))
        return 1
    return 0


def run_associate(arguments: Namespace, out: Out) -> int:
    """Tell the desktop of this person, or take it back."""
    from incubator_gui.app import file_types

    if arguments.remove:
        file_types.dissociate()
        out.line(msg("Review packages no longer open with this program."))
    else:
        file_types.associate()
        out.line(file_types.ASSOCIATED)
    out.value({"associated": not arguments.remove})
    return 0


def _prepare_qt() -> None:
    """Qt draws in memory where there is no screen, and its own messages stay out of our lines."""
    do_without_screen()
    from incubator_gui.app.crash import log_qt

    log_qt()
