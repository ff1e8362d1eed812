"""Files that leave the program: given safe names, opened only when harmless."""

from __future__ import annotations

import atexit
import re
import shutil
import tempfile
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from incubator_gui.core.files import write_whole

_HARMLESS = frozenset({
    ".pdf", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".tif", ".tiff", ".bmp", ".txt", ".csv", ".rtf",
    ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".pages", ".numbers", ".key", ".mp4", ".mov", ".zip"})
_UNSAFE = re.compile(r'[\x00-\x1f<>:"/\\|?*]+')
_folder: list[str] = []


def harmless(file_name: str) -> bool:
    """Whether the system may open such a file: no scripts, programs or documents with macros."""
    return Path(file_name).suffix.lower() in _HARMLESS


def safe_name(file_name: str) -> str:
    """A name that every system takes, without folders."""
    return _UNSAFE.sub("_", Path(file_name.replace("\\", "/")).name).strip(" .")[-120:] or "document"


def copy_of(file_name: str, content: bytes) -> Path:
    """A read-only copy that goes when this program ends."""
    if not _folder:
        _folder.append(tempfile.mkdtemp(prefix="incubator-"))
        atexit.register(shutil.rmtree, _folder[0], ignore_errors=True)
    path = Path(tempfile.mkdtemp(dir=_folder[0])) / safe_name(file_name)
    write_whole(path, content)
    path.chmod(0o400)
    return path


def open_copy(file_name: str, content: bytes) -> bool:
    """Open such a copy; False when the system has no program for it."""
    return bool(QDesktopServices.openUrl(QUrl.fromLocalFile(str(copy_of(file_name, content)))))
