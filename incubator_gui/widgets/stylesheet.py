"""Palette and style sheet made from the named colours."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtGui import QColor, QPalette

from incubator_gui.core.paths import paths
from incubator_gui.core.resources import resource
from incubator_gui.widgets.icons import drawing

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_NAME = re.compile(r"\$([a-z-]+)")
_LENGTH = re.compile(r"(?<![\w.#])(\d+)px")
_PICTURE = re.compile(r"icon\(([a-z0-9-]+), ([a-z-]+)\)")


def palette(colour: Callable[[str], QColor]) -> QPalette:
    """Qt's own roles from our names."""
    out = QPalette()
    role = QPalette.ColorRole
    for which, name in (
            (role.Window, "window"), (role.WindowText, "text"), (role.Base, "surface"),
            (role.AlternateBase, "alt"), (role.Text, "text"), (role.Button, "surface"),
            (role.ButtonText, "text"), (role.BrightText, "on-accent"), (role.ToolTipBase, "surface"),
            (role.ToolTipText, "text"), (role.PlaceholderText, "muted"), (role.Highlight, "selection"),
            (role.HighlightedText, "selection-text"), (role.Link, "accent"), (role.LinkVisited, "accent"),
            (role.Light, "alt"), (role.Midlight, "border"), (role.Mid, "border"), (role.Dark, "strong"),
            (role.Shadow, "strong"), (role.Accent, "accent")):
        out.setColor(which, colour(name))
    for which in (role.WindowText, role.Text, role.ButtonText):
        out.setColor(QPalette.ColorGroup.Disabled, which, colour("disabled"))
    return out


def stylesheet(theme: str, names: Mapping[str, str], percent: int) -> str:
    """The style sheet with colours, lengths and pictures put in."""
    text = _COMMENT.sub("", resource("themes", "style.qss").read_text("utf-8"))
    folder = _folder() / theme

    def length(match: re.Match[str]) -> str:
        value = int(match[1])
        return match[0] if value <= 2 else f"{round(value * percent / 100)}px"

    def picture(match: re.Match[str]) -> str:
        file = folder / f"{match[1]}-{match[2]}.svg"
        folder.mkdir(parents=True, exist_ok=True)
        content = drawing(match[1], QColor(names[match[2]]), 16)
        if not file.exists() or file.read_bytes() != content:
            file.write_bytes(content)
        return f'url("{file.as_posix()}")'

    text = _PICTURE.sub(picture, text)
    text = _NAME.sub(lambda match: names[match[1]], text)
    return _LENGTH.sub(length, text)


_scratch: list[tempfile.TemporaryDirectory[str]] = []


def _folder() -> Path:
    """Where coloured pictures for the style sheet lie: it takes files only."""
    folder = paths().cache / "pictures"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".probe"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError:
        if not _scratch:
            _scratch.append(tempfile.TemporaryDirectory(prefix="incubator-pictures-"))
        return Path(_scratch[0].name)
    return folder
