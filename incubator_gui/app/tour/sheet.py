"""One contact sheet of all pictures, drawn with Qt."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter

_COLUMNS = 6
_CELL = (360, 250)
_PICTURES_PER_SHEET = 60


def write_sheets(pictures: Sequence[Path], out: Path) -> list[Path]:
    """Thumbnails with their names, sixty to a sheet; returns the sheets."""
    sheets: list[Path] = []
    for start in range(0, len(pictures), _PICTURES_PER_SHEET):
        part = pictures[start : start + _PICTURES_PER_SHEET]
        name = "contact-sheet.png" if len(pictures) <= _PICTURES_PER_SHEET else f"contact-sheet-{len(sheets) + 1}.png"
        sheets.append(_sheet(part, out / name))
    return sheets


def _sheet(pictures: Sequence[Path], target: Path) -> Path:
    width, height = _CELL
    rows = (len(pictures) + _COLUMNS - 1) // _COLUMNS
    image = QImage(_COLUMNS * width, max(rows, 1) * height, QImage.Format.Format_RGB32)
    image.fill(QColor("#808080"))
    painter = QPainter(image)
    painter.setFont(QFont("Inter", 9))
    painter.setPen(QColor("#ffffff"))
    for at, path in enumerate(pictures):
        x, y = at % _COLUMNS * width, at // _COLUMNS * height
        picture = QImage(str(path))
        if not picture.isNull():
            small = picture
            if picture.width() > width - 8 or picture.height() > height - 26:
                small = picture.scaled(width - 8, height - 26, Qt.AspectRatioMode.KeepAspectRatio,
                                       Qt.TransformationMode.SmoothTransformation)
            painter.drawImage(x + 4, y + 4, small)
        painter.drawText(QRect(x + 4, y + height - 20, width - 8, 18), Qt.AlignmentFlag.AlignLeft, path.stem)
    painter.end()
    image.save(str(target))
    return target
