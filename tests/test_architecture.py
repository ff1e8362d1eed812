"""The rules of the house that a machine can check."""

from __future__ import annotations

import ast
import io
import statistics
import subprocess
import sys
import tokenize
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "incubator_gui"
SOURCES = sorted(PACKAGE.rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))

LITERALS = {"tr": 1, "msg": 1, "ntr": 2, "nmsg": 2, "ptr": 2, "pmsg": 2}
"""How many arguments of these must be literals: the extraction of the catalogues sees nothing else."""


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    """Every call with the last part of its name."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name):
                yield node.func.id, node
            elif isinstance(node.func, ast.Attribute):
                yield node.func.attr, node


def place(path: Path, node: ast.stmt | ast.expr | ast.excepthandler) -> str:
    return f"{path.relative_to(ROOT)}:{node.lineno}"


def test_layers() -> None:
    """The contracts in pyproject.toml; the layers are exhaustive, so a stray package fails too."""
    program = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([str(program), "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-1000:]


def test_files_are_short() -> None:
    """A revision of the database is one thing and never edited again, whatever its length."""
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines())
               for path in SOURCES + TESTS if path.parent.name != "versions"}
    long = [f"{path.relative_to(ROOT)}: {lines}" for path, lines in lengths.items() if lines > 400]
    assert not long
    assert statistics.median(lengths[path] for path in SOURCES if lengths.get(path, 0) > 1) <= 200


def test_keys_of_messages_are_literals() -> None:
    wrong = []
    for path in SOURCES:
        for name, node in calls(path):
            if name not in LITERALS or (isinstance(node.func, ast.Attribute) and not _of_messages(node.func)):
                continue
            first = node.args[:LITERALS[name]]
            if len(first) < LITERALS[name] or not all(
                isinstance(argument, ast.Constant) and isinstance(argument.value, str)
                for argument in first
            ):
                wrong.append(place(path, node))
    assert not wrong


def _of_messages(function: ast.Attribute) -> bool:
    return isinstance(function.value, ast.Name) and function.value.id == "messages"


def test_no_event_loop_inside_a_step() -> None:
    wrong = [place(path, node) for path in SOURCES for name, node in calls(path) if name == "processEvents"]
    assert not wrong


def test_text_from_outside_meets_plain_labels_only() -> None:
    """Labels and message boxes render HTML and load local files unless told otherwise."""
    wrong = []
    for path in SOURCES:
        layer = path.relative_to(PACKAGE).parts[0]
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ImportFrom) and node.module == "PySide6.QtWidgets":
                names = {alias.name for alias in node.names}
                forbidden = {"QMessageBox", "QErrorMessage"} | ({"QLabel"} if layer in ("views", "app") else set())
                if names & forbidden:
                    wrong.append(place(path, node))
            if isinstance(node, ast.ClassDef) and any(
                isinstance(base, ast.Name) and base.id == "QLabel" for base in node.bases
            ) and "PlainText" not in {inner.attr for inner in ast.walk(node) if isinstance(inner, ast.Attribute)}:
                wrong.append(place(path, node))
        wrong += [place(path, node) for name, node in calls(path) if name == "QLabel"]
    assert not wrong


def test_tool_tips_of_screens_are_plain_or_literals() -> None:
    """`setToolTip` renders what looks like markup: other words than literals go through `widgets.tips`."""
    wrong = []
    for path in SOURCES:
        if path.relative_to(PACKAGE).parts[0] not in ("widgets", "views", "app") or path.name == "tips.py":
            continue
        for node in ast.walk(tree(path)):
            if (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "setToolTip"
                    and not _own_words(node.args[0])):
                wrong.append(place(path, node))
    assert not wrong


def _own_words(node: ast.expr) -> bool:
    """A literal, a sentence of the program without places, or a choice among such."""
    if isinstance(node, ast.IfExp):
        return _own_words(node.body) and _own_words(node.orelse)
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) and node.func.id == "tr" and not node.keywords
    return isinstance(node, ast.Constant)


@pytest.mark.parametrize("kind", ["Exception", "BaseException"])
def test_catching_everything_says_why(kind: str) -> None:
    wrong = []
    for path in SOURCES:
        comments = _comments(path)
        for node in ast.walk(tree(path)):
            if not isinstance(node, ast.ExceptHandler) or not _catches(node, kind):
                continue
            if isinstance(node.body[-1], ast.Raise) and node.body[-1].exc is None:
                continue  # nothing is swallowed: it only cleans up and lets go
            if not comments & {node.lineno - 1, node.lineno, node.lineno + 1}:
                wrong.append(place(path, node))
    assert not wrong


def test_no_bare_except() -> None:
    wrong = [place(path, node) for path in SOURCES for node in ast.walk(tree(path))
             if isinstance(node, ast.ExceptHandler) and node.type is None]
    assert not wrong


def _catches(handler: ast.ExceptHandler, kind: str) -> bool:
    types = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(isinstance(entry, ast.Name) and entry.id == kind for entry in types)


def _comments(path: Path) -> set[int]:
    tokens = tokenize.generate_tokens(io.StringIO(path.read_text(encoding="utf-8")).readline)
    return {token.start[0] for token in tokens if token.type == tokenize.COMMENT}
