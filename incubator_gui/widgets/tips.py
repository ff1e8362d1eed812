"""Tool tips that stay plain text, whatever stands in them."""

from __future__ import annotations

import html

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QToolTip, QWidget


def plain(words: str) -> str:
    """Words as a tool tip shows them literally: Qt renders what looks like markup and loads its local pictures."""
    return f"<span>{html.escape(words)}</span>" if "<" in words or "&lt;" in words else words


def set_tip(widget: QWidget, words: str) -> None:
    """The tool tip of a widget, never as markup."""
    widget.setToolTip(plain(words))


def show_tip(widget: QWidget, place: QPoint, words: str) -> None:
    """A tool tip at once, never as markup."""
    QToolTip.showText(place, plain(words), widget, QRect())
