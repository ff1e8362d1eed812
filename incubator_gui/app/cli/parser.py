"""The parser: one program with commands, all of its words in the language that was asked for."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from incubator_gui import __version__
from incubator_gui.app.cli.out import Out
from incubator_gui.app.cli.words import our_words
from incubator_gui.core.languages import LANGUAGES
from incubator_gui.core.messages import tr

Run = Callable[[argparse.Namespace, Out], int]


class Parser(argparse.ArgumentParser):
    """An `ArgumentParser` that speaks our language and knows no shortened options."""

    def __init__(self, **values: Any) -> None:
        with our_words():
            super().__init__(allow_abbrev=False, add_help=False, **values)
        self.add_argument("-h", "--help", action="help", default=argparse.SUPPRESS,
                          help=tr("show this help and exit"))

    def parse_known_args(self, args: Sequence[str] | None = None,  # type: ignore[override]
                         namespace: argparse.Namespace | None = None) -> tuple[argparse.Namespace, list[str]]:
        """Argparse's own, in our words."""
        with our_words():
            return super().parse_known_args(args, namespace)

    def parse_args(self, args: Sequence[str] | None = None,  # type: ignore[override]
                   namespace: argparse.Namespace | None = None) -> argparse.Namespace:
        """Argparse's own, in our words."""
        with our_words():
            return super().parse_args(args, namespace)

    def format_help(self) -> str:
        """The help, in our words."""
        with our_words():
            return super().format_help()

    def format_usage(self) -> str:
        """The line on usage, in our words."""
        with our_words():
            return super().format_usage()

    def _print_message(self, message: str, file: Any = None) -> None:
        stream = file or sys.stderr
        if stream is not None and message:
            encoding = getattr(stream, "encoding", None) or "utf-8"
            stream.write(message.encode(encoding, "replace").decode(encoding))


class Commands:
    """Takes the commands of the modules; every one has the options that all have."""

    def __init__(self, parser: Parser) -> None:
        with our_words():
            self._group = parser.add_subparsers(title=tr("commands"), metavar=tr("COMMAND"), dest="command",
                                                parser_class=Parser, prog=parser.prog)

    def add(self, name: str, words: str, run: Run, *, own_language: bool = False) -> Parser:
        """A command: its name, what it does, and its function; `own_language` keeps --language for itself."""
        made: Parser = self._group.add_parser(name, help=words, description=words)
        common(made, default=argparse.SUPPRESS, language=not own_language)
        made.set_defaults(run=run)
        return made


def build() -> Parser:
    """The whole parser, in the present language."""
    from incubator_gui.app.cli import care, checks, data, lists, packs, papers, review_packages

    parser = Parser(prog="incubator-gui", description=tr(
        "Runs a startup incubator. Without a command it opens the window; with a file that ends in .ireview it opens "
        "that review package, without any database."), epilog=tr(
        "Exit status: 0 done, 1 refused or failed, 2 wrong usage."))
    common(parser)
    parser.add_argument("--version", action="version", version=f"incubator-gui {__version__}",
                        help=tr("show the version and exit"))
    commands = Commands(parser)
    for module in (data, lists, papers, packs, review_packages, care, checks):
        module.declare(commands)
    return parser


def common(parser: Parser, default: Any = None, *, language: bool = True) -> None:
    """The options that every command has."""
    parser.add_argument("--database", metavar=tr("FILE|URL"), default=default,
                        help=tr("the database: a file, or postgresql://…; else the one that was open last"))
    parser.add_argument("--demo", action="store_true", default=default or False,
                        help=tr("work on the sample incubator in a temporary file"))
    parser.add_argument("--json", action="store_true", default=default or False,
                        help=tr("say the result as one JSON value"))
    if language:
        parser.add_argument("--language", choices=LANGUAGES, default=default, help=tr("the language of all words"))


def language_in(arguments: Sequence[str]) -> str:
    """The language that the command line asks for, found before it is parsed; empty when none.

    What stands behind a command with a language of its own (a paper's) is not meant.
    """
    for place, word in enumerate(arguments):
        if word in OWN_LANGUAGE or (word == "packages" and "out" in arguments[place + 1:place + 2]):
            return ""
        value = word.partition("=")[2] if word.startswith("--language=") else (
            arguments[place + 1] if word == "--language" and place + 1 < len(arguments) else "")
        if value in LANGUAGES:
            return value
    return ""


def package_in(arguments: Sequence[str]) -> str:
    """The review package that is to be opened: a file in the place of a command; empty when none."""
    if not arguments or not arguments[-1].lower().endswith(".ireview"):
        return ""
    before = [word for word in arguments[:-1] if word not in LANGUAGES and not word.startswith("--language")]
    return "" if before else arguments[-1]


OWN_LANGUAGE = frozenset({"dossier", "floor", "pack"})
"""Commands whose --language is that of what they make."""


def day_of(word: str) -> date:
    """A day as 2027-05-12, for argparse."""
    try:
        return date.fromisoformat(word)
    except ValueError as error:
        raise argparse.ArgumentTypeError(tr("“{value}” is no day; write it as 2027-05-12", value=word)) from error


def month_of(word: str) -> date:
    """A month as 2027-05, for argparse: its first day."""
    try:
        return datetime.strptime(word, "%Y-%m").date()
    except ValueError as error:
        raise argparse.ArgumentTypeError(tr("“{value}” is no month; write it as 2027-05", value=word)) from error
