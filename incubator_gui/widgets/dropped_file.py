"""A file that somebody drops on a screen."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QDropEvent


def dropped(event: QDropEvent) -> Path | None:
    """The first local file that is dropped."""
    data = event.mimeData()
    return next((Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()), None) if data else None
