"""Commands that care for the data: check, backup, restore, undo, redo."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from incubator_gui.app.cli.house import opened, place_of
from incubator_gui.app.cli.out import Out
from incubator_gui.app.cli.out import error as say_error
from incubator_gui.app.cli.parser import Commands
from incubator_gui.core.errors import NotFound, Refused
from incubator_gui.core.languages import current
from incubator_gui.core.messages import msg, nmsg, text, tr

if TYPE_CHECKING:
    from incubator_gui.services.house import House
    from incubator_gui.services.outcome import Outcome


def declare(commands: Commands) -> None:
    """The commands of this module."""
    commands.add("check", tr("check the database, its history and its documents"), run_check)
    backup = commands.add("backup", tr("make a backup of the database file"), run_backup)
    backup.add_argument("--folder", metavar=tr("FOLDER"), help=tr("where it goes; else beside the database"))
    backup.add_argument("--list", action="store_true", help=tr("only list the backups that there are"))
    restore = commands.add("restore", tr("put a backup in the place of the database file"), run_restore)
    restore.add_argument("file", metavar=tr("FILE"), nargs="?", help=tr("the backup; else the newest one"))
    undo = commands.add("undo", tr("take back the last step, or any step of the history"), run_undo)
    undo.add_argument("step", metavar=tr("CHANGE_SET"), nargs="?", help=tr("the step: its number or its id"))
    redo = commands.add("redo", tr("do again what was undone last"), run_redo)
    for command in (undo, redo):
        either = command.add_mutually_exclusive_group()
        either.add_argument("--overwrite", action="store_true",
                            help=tr("where a field was changed since, the old value wins"))
        either.add_argument("--keep", action="store_true",
                            help=tr("where a field was changed since, today's value stays"))


def run_check(arguments: Namespace, out: Out) -> int:
    """Say what is wrong; status 1 when anything is."""
    with opened(arguments) as house:
        verdict = house.history.prove()
        faults = list(dict.fromkeys(map(text, (*house.care.check(), *verdict.faults))))
    out.value({"ok": not faults, "faults": faults, "change_sets": verdict.change_sets, "entries": verdict.entries})
    for fault in faults:
        out.line(fault)
    if faults:
        say_error(nmsg("The check found {n} fault.", "The check found {n} faults.", len(faults)))
        return 1
    out.line(msg("All is well: {steps} steps of the history and {entries} entries hold.", steps=verdict.change_sets,
                 entries=verdict.entries))
    return 0


def run_backup(arguments: Namespace, out: Out) -> int:
    """Make a backup, or list them."""
    words = current()
    with opened(arguments) as house:
        if arguments.folder:
            house.care.folder = Path(arguments.folder).absolute()
        if arguments.list:
            found = house.care.backups()
            out.table([(words.moment(b.made_at, "short"), words.number(b.size), str(b.path)) for b in found])
            if not found:
                out.line(msg("There is no backup yet."))
            out.value([_backup(b) for b in found])
            return 0
        made = house.care.back_up()
    out.line(msg("The backup is checked and lies in {file}.", file=str(made.path)))
    out.value(_backup(made))
    return 0


def run_restore(arguments: Namespace, out: Out) -> int:
    """Put a verified backup in place; the present file is kept beside it."""
    from incubator_gui.services.restoring import restore

    if arguments.demo:
        raise Refused(msg("The sample in its temporary file has no backups."))
    used, kept = restore(place_of(arguments), Path(arguments.file) if arguments.file else None)
    out.line(msg("Restored from {file}.", file=str(used)))
    if kept is not None:
        out.line(msg("The file that was there is kept as {file}.", file=str(kept)))
    out.value({"restored": str(used), "kept": str(kept) if kept is not None else None})
    return 0


def run_undo(arguments: Namespace, out: Out) -> int:
    """Turn a step round."""
    with opened(arguments) as house:
        step = _step(house, arguments.step) if arguments.step else None
        return _turned(out, house, arguments, lambda **how: house.history.undo(step, **how))


def run_redo(arguments: Namespace, out: Out) -> int:
    """Turn the last undo round."""
    with opened(arguments) as house:
        return _turned(out, house, arguments, house.history.redo)


def _turned(out: Out, house: House, arguments: Namespace, turn: Any) -> int:
    from incubator_gui.services.outcome import UndoClash

    try:
        outcome: Outcome[Any] = turn()
    except UndoClash as clash:
        if not (arguments.overwrite or arguments.keep):
            fields = current().joined(dict.fromkeys(text(one.label) for one in clash.clashes))
            raise Refused(msg("{reason} ({fields}) Nothing was undone; say --overwrite or --keep.",
                              reason=clash.message, fields=fields)) from clash
        outcome = turn(**{"overwrite" if arguments.overwrite else "keep": clash.keys})
    (row, *_) = house.history.recent(1)
    out.line(row.message)
    out.value({"change_set": outcome.changes.change_set, "sequence": outcome.changes.sequence,
               "message": row.message})
    return 0


def _step(house: House, word: str) -> UUID:
    """A step by its number or its id."""
    if word.isascii() and word.isdecimal() and len(word) < 12:
        rows = house.history.recent(1, int(word) + 1)
        if rows and rows[0].sequence == int(word):
            return rows[0].id
        raise NotFound(msg("There is no such step in the history."))
    try:
        return UUID(word)
    except ValueError:
        raise Refused(msg("“{value}” is neither the number nor the id of a step.", value=word)) from None


def _backup(made: Any) -> dict[str, Any]:
    return {"file": str(made.path), "made_at": made.made_at, "size": made.size, "reason": made.reason}
