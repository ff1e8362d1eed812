"""Usage, help and errors of the parser, in every language."""

from __future__ import annotations

import argparse
import ast
import gettext
import inspect
import re

import pytest

from incubator_gui import __version__
from incubator_gui.app.cli import words
from incubator_gui.app.cli.lists import WHAT
from incubator_gui.app.cli.papers import SHEETS
from incubator_gui.app.cli.parser import build, language_in
from incubator_gui.core import languages
from incubator_gui.domain.plan_colours import MODES
from incubator_gui.domain.service_words import AUDIENCES
from incubator_gui.domain.vocabulary import RECORD_KINDS
from tests.app.cli.conftest import Run

COMMANDS = ("demo", "import", "import-house", "merge", "export", "search", "history", "dossier", "floor", "packages",
            "pack", "check", "backup", "restore", "undo", "redo", "tour", "self-test", "associate")
TYPED = "|".join(sorted((*WHAT, *RECORD_KINDS, *SHEETS, *MODES, *AUDIENCES, "export", "rent", r"\bout\b", r"\bin\b"),
                        key=len, reverse=True))
"""Words that stay as they are typed, in every language."""


class Marked(gettext.NullTranslations):
    """A catalogue in which every sentence shows that it came through it."""

    def gettext(self, message: str) -> str:
        return re.sub(r"(%\([a-z_]+\)[a-z]|%[srd]|\{[a-z_]+\}|\n)|([^%{\n]+)",
                      lambda m: m[1] or "«" + m[2].replace(" ", "_") + "»", message)

    def ngettext(self, one: str, many: str, n: int) -> str:
        return self.gettext(one if n == 1 else many)

    def pgettext(self, context: str, message: str) -> str:
        return self.gettext(message)


@pytest.fixture
def marked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(languages, "_catalogue", lambda _language: Marked())
    languages.translator.cache_clear()
    monkeypatch.setenv("COLUMNS", "400")


@pytest.fixture(autouse=True)
def fresh() -> object:
    yield
    languages.translator.cache_clear()


def bare(said: str) -> str:
    """What is left without marked words, names of options and commands, and what was typed."""
    said = re.sub(r"«[^»]*»", "", said, flags=re.S)
    for known in ("incubator-gui", *COMMANDS, "en,de,zh", "{new}", "bogus", "'x'"):
        said = said.replace(known, "")
    return re.sub(r"--?[a-z][a-z-]*", "", said)


@pytest.mark.usefixtures("marked")
@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_no_word_of_the_help_escapes_translation(run: Run, command: str) -> None:
    ran = run(*filter(None, ["--language", "de", command, "--help"]))
    assert ran.status == 0
    assert re.findall(r"[A-Za-z]{2,}", re.sub(TYPED, "", bare(ran.out))) == []


@pytest.mark.usefixtures("marked")
@pytest.mark.parametrize("line", [
    ("bogus",), ("import",), ("import", "x", "--bogus"), ("export", "x", "--out"), ("search", "x", "--limit", "x"),
    ("undo", "--overwrite", "--keep"), ("check", "--json=x")])
def test_no_word_of_an_error_escapes_translation(run: Run, line: tuple[str, ...]) -> None:
    ran = run("--language", "zh", *line)
    assert ran.status == 2
    assert ran.out == ""
    said = re.sub(TYPED + "|'x?'", "", bare(ran.err))
    assert re.findall(r"[A-Za-z]{2,}", said) == []


def test_every_sentence_of_argparse_is_known() -> None:
    for node in ast.walk(ast.parse(inspect.getsource(argparse))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "ngettext"):
            for argument in node.args[:2]:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    assert words.known(argument.value), argument.value


def test_argparse_gets_its_own_words_back() -> None:
    before = argparse._  # type: ignore[attr-defined]
    build().format_help()
    assert argparse._ is before  # type: ignore[attr-defined]


def test_all_commands_are_there(run: Run) -> None:
    said = run("--help").out
    assert [name for name in COMMANDS if not re.search(rf"^    {name}\b", said, re.M)] == []


@pytest.mark.parametrize(("line", "language"), [
    (["--language", "de", "check"], "de"), (["check", "--language=zh"], "zh"), (["check"], ""),
    (["dossier", "1", "--language", "de"], ""), (["--language", "zh", "dossier", "--language", "de"], "zh"),
    (["--language", "xx"], "")])
def test_the_language_is_found_before_parsing(line: list[str], language: str) -> None:
    assert language_in(line) == language


def test_options_stand_before_or_behind_the_command() -> None:
    for line in (["--database", "a.db", "--json", "check"], ["check", "--database", "a.db", "--json"]):
        given = build().parse_args(line)
        assert (given.database, given.json, given.demo) == ("a.db", True, False)


def test_version(run: Run) -> None:
    assert run("--version", "--json").out == f"incubator-gui {__version__}\n"


def test_no_option_may_be_shortened(run: Run) -> None:
    assert run("check", "--data", "x").status == 2


def test_every_list_can_be_exported() -> None:
    from incubator_gui.services.lists_out import CALENDAR, KINDS

    assert sorted(WHAT) == sorted([*(key.replace("_", "-") for key in KINDS), CALENDAR])
