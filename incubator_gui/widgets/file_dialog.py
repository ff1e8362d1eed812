"""The dialog for files. It looks into no file it lists.

The one of Qt opens each file of a folder to find out its kind. On Linux and macOS the first file handle that a
process closes gives up all its locks on that file: with the database in the folder, SQLite would hold none any
more, and another program that writes would throw away the log that this one still writes to.
"""

from __future__ import annotations

from tempfile import TemporaryDirectory
from typing import Any

from PySide6.QtCore import QDir, QFileInfo
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QFileDialog, QFileIconProvider, QStyle, QWidget


class _Icons(QFileIconProvider):
    """By the name alone; asked in a thread of Qt, so the icons are there before."""

    def __init__(self) -> None:
        super().__init__()
        style = QApplication.style()
        self._file = style.standardIcon(QStyle.StandardPixmap.SP_FileIcon)
        self._folder = style.standardIcon(QStyle.StandardPixmap.SP_DirIcon)

    def icon(self, what: Any) -> QIcon:
        """Of a file or folder, or of a kind of place."""
        if isinstance(what, QFileInfo):
            return self._folder if what.isDir() else self._file
        return super().icon(what)

    def type(self, info: QFileInfo) -> str:
        """What stands in the column of kinds."""
        return "" if info.isDir() else info.suffix().upper()


class FileDialog(QFileDialog):
    """As `QFileDialog`; begins in the folder that was chosen last."""

    _icons: _Icons | None = None
    _nowhere: TemporaryDirectory[str] | None = None
    _last = ""

    def __init__(self, parent: QWidget | None = None, caption: str = "", directory: str = "", filter: str = "") -> None:
        if FileDialog._icons is None or FileDialog._nowhere is None:
            FileDialog._icons, FileDialog._nowhere = _Icons(), TemporaryDirectory()
        # It begins to list at once: an empty folder, until it knows how.
        super().__init__(parent, caption, FileDialog._nowhere.name, filter)
        self.setIconProvider(FileDialog._icons)
        self.setDirectory(directory or FileDialog._last or QDir.homePath())
        self.accepted.connect(self._remember)

    def _remember(self) -> None:
        FileDialog._last = self.directory().absolutePath()
