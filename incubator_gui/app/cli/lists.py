"""Commands that show and export: export, search, history."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from incubator_gui.app.cli.house import opened
from incubator_gui.app.cli.out import Out
from incubator_gui.app.cli.parser import Commands, day_of, month_of
from incubator_gui.core.errors import NotFound, Refused
from incubator_gui.core.languages import current
from incubator_gui.core.messages import msg, nmsg, text, tr
from incubator_gui.domain.vocabulary import RECORD_KINDS

if TYPE_CHECKING:
    from incubator_gui.services.house import House
    from incubator_gui.services.lists_out import Wish

WHAT = ("residents", "desks", "rent-area", "waiting", "engagements", "entitlements", "ledger", "ledger-months",
        "trainings", "attendance", "mentors", "roadshows", "lineup", "applications", "companies", "people", "calls",
        "reviewers", "conflicts", "assignments", "scores", "reviews", "decisions", "tasks", "history", "calendar")
"""What can be exported, as it is typed."""


def declare(commands: Commands) -> None:
    """The commands of this module."""
    export = commands.add("export", tr("write a list as a table or on paper, or the calendar"), run_export)
    export.add_argument("what", choices=WHAT, metavar=tr("LIST"),
                        help=tr("one of: {lists}", lists=", ".join(WHAT)))
    export.add_argument("--out", required=True, metavar=tr("FILE"),
                        help=tr("an .xlsx, .csv, .json or .pdf file, .ics for the calendar; “-” is standard output,"
                                " as JSON or the calendar itself"))
    export.add_argument("--call", default="", metavar=tr("NAME"),
                        help=tr("only this call: applications with the answers to its questions, assignments, scores,"
                                " reviews, decisions"))
    export.add_argument("--day", type=day_of, metavar=tr("DAY"), help=tr("the day, such as 2027-05-12; else today"))
    export.add_argument("--month", type=month_of, metavar=tr("MONTH"),
                        help=tr("the month, such as 2027-05; else all time"))
    search = commands.add("search", tr("find records by words, Chinese characters or pinyin"), run_search)
    search.add_argument("words", metavar=tr("TEXT"), nargs="+", help=tr("what to look for"))
    search.add_argument("--kind", choices=tuple(RECORD_KINDS), action="append", metavar=tr("KIND"),
                        help=tr("only records of this kind: {kinds}", kinds=", ".join(RECORD_KINDS)))
    search.add_argument("--limit", type=_number, default=50, metavar=tr("NUMBER"), help=tr("how many at most"))
    history = commands.add("history", tr("show what was changed, the newest first"), run_history)
    history.add_argument("--limit", type=_number, default=50, metavar=tr("NUMBER"), help=tr("how many at most"))
    history.add_argument("--who", default="", metavar=tr("NAME"), help=tr("only changes by this person"))
    history.add_argument("--of", default="", metavar=tr("COMPANY"), help=tr("only changes of this company"))


def run_export(arguments: Namespace, out: Out) -> int:
    """Write a list to a file, or as JSON to standard output."""
    from incubator_gui.services.lists_out import CALENDAR, KINDS, Wish

    what = arguments.what.replace("-", "_")
    _fits(arguments, KINDS[what].when if what != CALENDAR else "day")
    wish = Wish(what, current().language, arguments.day, arguments.month, arguments.call)
    with opened(arguments) as house:
        if arguments.out == "-" and what != CALENDAR:
            out.raw(house.lists.json(wish))
            return 0
        if arguments.out == "-":
            out.raw(_calendar(house, wish))
            return 0
        path = Path(arguments.out)
        if not path.absolute().parent.is_dir():
            raise NotFound(msg("There is no folder {folder}.", folder=str(path.absolute().parent)))
        if what == CALENDAR:
            rows = house.lists.write_calendar(path, wish.language, since=wish.day)
        else:
            rows = house.lists.write(wish, path)
    out.line(nmsg("{n} row written to {file}", "{n} rows written to {file}", rows, file=str(path)))
    out.value({"list": arguments.what, "rows": rows, "file": str(path)})
    return 0


def _calendar(house: House, wish: Wish) -> str:
    """The calendar as text."""
    with TemporaryDirectory(prefix="incubator-", ignore_cleanup_errors=True) as folder:
        file = Path(folder) / "calendar.ics"
        house.lists.write_calendar(file, wish.language, since=wish.day)
        return file.read_text("utf-8")


def _fits(arguments: Namespace, when: str) -> None:
    """Refuse a day or month where the list has none, rather than leave it out unseen."""
    for option, given in (("day", arguments.day), ("month", arguments.month)):
        if given is not None and when != option:
            raise Refused(msg("The list “{name}” is not one of a {option}; leave --{option} out.",
                              name=arguments.what, option=option))


def run_search(arguments: Namespace, out: Out) -> int:
    """Show what was found, best first."""
    with opened(arguments) as house:
        house.search.catch_up()
        hits = house.search.find(" ".join(arguments.words), tuple(arguments.kind or ()), arguments.limit)
    out.table([(text(RECORD_KINDS[hit.kind]), hit.title, hit.subtitle) for hit in hits])
    if not hits:
        out.line(msg("Nothing was found."))
    out.value([{"id": hit.id, "kind": hit.kind, "title": hit.title, "subtitle": hit.subtitle} for hit in hits])
    return 0


def run_history(arguments: Namespace, out: Out) -> int:
    """Show change sets."""
    with opened(arguments) as house:
        if arguments.of:
            company = house.dossiers.find(arguments.of)
            applications = house.companies.sheet(company).applications
            rows = house.history.of_record([company, *applications], arguments.limit)
        else:
            rows = house.history.recent(arguments.limit, who=arguments.who)
    words = current()
    out.table([(words.number(row.sequence), words.moment(row.at, "short"), row.who,
                words.text(row.message) + (f" ({tr('undone')})" if row.undone else "")) for row in rows])
    out.value([{"id": row.id, "sequence": row.sequence, "at": row.at, "who": row.who, "workstation": row.workstation,
                "command": row.command, "kind": row.kind, "message": row.message, "entries": row.entries,
                "undone": row.undone} for row in rows])
    return 0


def _number(word: str) -> int:
    """A whole number from 1 on, for argparse."""
    from argparse import ArgumentTypeError

    if not (word.isascii() and word.isdecimal() and 1 <= int(word) <= 1_000_000):
        raise ArgumentTypeError(tr("“{value}” is not a number from 1 to 1,000,000", value=word))
    return int(word)
