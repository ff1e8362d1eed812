"""The commands that send reviews out and merge what comes back."""

from __future__ import annotations

import argparse
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from incubator_gui.app.cli.house import opened
from incubator_gui.app.cli.out import Out
from incubator_gui.app.cli.parser import Commands, Parser, common, day_of
from incubator_gui.app.cli.words import our_words
from incubator_gui.core.errors import Environment, NotFound, Refused
from incubator_gui.core.languages import LANGUAGES
from incubator_gui.core.messages import msg, nmsg, text, tr
from incubator_gui.domain.review_words import REVIEW_STATES, WAYS

if TYPE_CHECKING:
    from incubator_gui.services.house import House
    from incubator_gui.services.review_returns import FileRun


def declare(commands: Commands) -> None:
    """`packages out` and `packages in`."""
    packages = commands.add("packages", tr("send review packages out, and merge what comes back"), run_log)
    with our_words():
        group = packages.add_subparsers(title=tr("commands"), metavar=tr("COMMAND"), parser_class=Parser,
                                        prog=packages.prog)
    out = _sub(group, "out", tr("write one file for each reviewer of a call"), run_out, language=False)
    out.add_argument("call", metavar=tr("CALL"), help=tr("its name"))
    out.add_argument("--reviewer", action="append", default=[], metavar=tr("NAME"),
                     help=tr("only this reviewer; may be given several times; else all who have something open"))
    out.add_argument("--way", choices=tuple(WAYS), default="package", help=tr("how it travels: {ways}",
                                                                              ways=", ".join(WAYS)))
    out.add_argument("--out", default=".", metavar=tr("FOLDER"), help=tr("where the files go"))
    out.add_argument("--passphrase-file", metavar=tr("FILE"),
                     help=tr("its first line is the passphrase of all packages; else each gets a new one"))
    out.add_argument("--language", dest="paper_language", choices=LANGUAGES,
                     help=tr("the language of the files; else each reviewer's own"))
    out.add_argument("--only-open", action="store_true", help=tr("only what is still open"))
    out.add_argument("--due", type=day_of, metavar=tr("DAY"), help=tr("wanted back by this day"))
    back = _sub(group, "in", tr("merge files that reviewers sent back; only says what would happen"), run_in)
    back.add_argument("files", nargs="+", metavar=tr("FILE"), help=tr("return packages, PDF forms and sheets"))
    back.add_argument("--apply", action="store_true", help=tr("merge, in one step that can be undone"))
    back.add_argument("--take", choices=("mine", "theirs"),
                      help=tr("for answers that both sides changed: mine is what the file says, theirs what is stored"))


def _sub(group: Any, name: str, words: str, run: Any, *, language: bool = True) -> Parser:
    made: Parser = group.add_parser(name, help=words, description=words)
    common(made, default=argparse.SUPPRESS, language=language)
    made.set_defaults(run=run)
    return made


def run_log(arguments: Namespace, out: Out) -> int:
    """Without a further word: the packages of all calls."""
    with opened(arguments) as house:
        rows = [(call.name, row) for call in house.calls.calls() for row in house.review_packages.rows(call.id)]
    out.table([(call, row.reviewer, text(WAYS[row.way]), row.made_at.date().isoformat(),
                row.returned_at.date().isoformat() if row.returned_at else "–", row.file_name) for call, row in rows])
    out.value([{"package": row.id, "call": call, "reviewer": row.reviewer, "way": row.way, "made_at": row.made_at,
                "returned_at": row.returned_at, "applications": row.applications, "file": row.file_name,
                "sha256": row.sha256} for call, row in rows])
    return 0


def run_out(arguments: Namespace, out: Out) -> int:
    """Write and log the files; new passphrases are said once."""
    from incubator_gui.exchange.review_keys import new_passphrase
    from incubator_gui.services.review_packages import Wish

    folder, shared = Path(arguments.out), _passphrase(arguments.passphrase_file)
    with opened(arguments) as house:
        call = _call(house, arguments.call)
        reviewers = _reviewers(house, call, arguments.reviewer)
        wish = Wish(arguments.paper_language or "", None, arguments.only_open, arguments.due)
        phrases: dict[UUID, str] = {}
        if arguments.way == "package":
            phrases = {one.reviewer: shared or new_passphrase()
                       for one in house.review_packages.plan(call, reviewers, wish) if shared or not one.recipient}
        made = house.review_packages.make(call, reviewers, arguments.way, folder, wish, passphrases=phrases).value
    out.line(nmsg("{n} file made", "{n} files made", len(made)))
    out.table([(one.name, str(one.path), "" if shared else one.passphrase) for one in made])
    for sentence in dict.fromkeys(text(note) for one in made for note in one.notes):
        out.line(sentence)
    out.value([{"package": one.package, "reviewer": one.name, "file": str(one.path), "applications": one.applications,
                "passphrase": None if shared else one.passphrase or None, "notes": [text(note) for note in one.notes]}
               for one in made])
    return 0


def run_in(arguments: Namespace, out: Out) -> int:
    """Say what each file would do; with --apply merge all that can be merged."""
    with opened(arguments) as house:
        runs = house.review_returns.read([Path(name) for name in arguments.files])
        for run in runs:
            _say(run, out)
        refused = sum(run.refused is not None for run in runs)
        conflicts = sum(run.conflicts for run in runs)
        change_set = None
        if arguments.apply:
            if conflicts and arguments.take is None:
                raise Refused(nmsg("{n} answer was changed on both sides. Say --take mine or --take theirs; nothing "
                                   "was merged.", "{n} answers were changed on both sides. Say --take mine or --take "
                                   "theirs; nothing was merged.", conflicts))
            choices = {(run.sha256, one.application, field.field): arguments.take
                       for run in runs for one in run.reviews for field in one.conflicts}
            outcome = house.review_returns.apply(runs, choices)
            change_set = outcome.changes.change_set
            out.line(nmsg("{n} review merged", "{n} reviews merged", outcome.value.reviews))
        elif len(runs) > refused:
            out.line(tr("Nothing was merged yet: say --apply."))
    out.value({"files": [_value(run) for run in runs], "applied": bool(arguments.apply), "change_set": change_set})
    if refused:
        raise Refused(nmsg("{n} file was not taken: {why}", "{n} files were not taken, the first: {why}", refused,
                           why=next(run.refused for run in runs if run.refused is not None)))
    return 0


def _say(run: FileRun, out: Out) -> None:
    if run.refused is not None:
        out.line(run.refused)
        return
    out.line(msg("{file}: {reviewer}, {call}", file=run.name, reviewer=run.reviewer_name, call=run.call))
    from incubator_gui.services.review_returns import VERDICTS

    out.table([("  " + f"{one.number:04d}", one.title, text(VERDICTS[one.verdict]), text(REVIEW_STATES[one.after]),
                str(one.taken)) for one in run.reviews])
    for note in (*run.notes, *(note for one in run.reviews for note in one.notes)):
        out.line(f"  {note.place}: {text(note.message)}" if note.place else "  " + text(note.message))


def _value(run: FileRun) -> dict[str, Any]:
    return {
        "file": str(run.path), "sha256": run.sha256, "way": run.way, "package": run.package,
        "reviewer": run.reviewer_name, "call": run.call, "refused": None if run.refused is None else text(run.refused),
        "merged_before": run.merged_at, "notes": [text(note.message) for note in run.notes],
        "reviews": [{
            "application": one.application, "number": one.number, "verdict": one.verdict, "taken": one.taken,
            "state": one.after, "notes": [{"place": note.place, "text": text(note.message)} for note in one.notes],
            "conflicts": [{"field": field.field, "mine": field.returned, "theirs": field.stored, "base": field.base}
                          for field in one.conflicts]} for one in run.reviews]}


def _call(house: House, name: str) -> UUID:
    found = [call for call in house.calls.calls() if call.name.casefold() == name.strip().casefold()]
    if not found:
        raise NotFound(msg("There is no call “{name}”.", name=name))
    return found[0].id


def _reviewers(house: House, call: UUID, names: Sequence[str]) -> list[UUID]:
    states = house.review_packages.reviewers(call)
    if not names:
        found = [one.id for one in states if one.open]
        if not found:
            raise Refused(msg("Nobody has anything open in this call. Name the reviewers with --reviewer."))
        return found
    out = []
    for name in names:
        wanted = name.strip().casefold()
        near = [one for one in states if one.name.casefold() == wanted] or [
            one for one in states if wanted and wanted in one.name.casefold()]
        if len(near) != 1:
            raise NotFound(msg("“{name}” is none of the reviewers of this call, or several of them.", name=name))
        out.append(near[0].id)
    return out


def _passphrase(file: str | None) -> str:
    if not file:
        return ""
    try:
        lines = Path(file).read_text("utf-8-sig").splitlines()
    except OSError as error:
        raise Environment(msg("“{name}” cannot be read: {reason}.", name=file,
                              reason=error.strerror or str(error))) from error
    except UnicodeDecodeError as error:
        raise Refused(msg("“{name}” is no text in UTF-8. Save the passphrase as plain text.", name=file)) from error
    if not lines or not lines[0].strip():
        raise Refused(msg("The first line of “{name}” is empty; it should be the passphrase.", name=file))
    return lines[0].strip()
