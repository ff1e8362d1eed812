"""What a screen reader is told of the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from incubator_gui.widgets.plan.canvas import PlanCanvas


def install() -> None:
    """Once for the process."""


def focused(canvas: PlanCanvas) -> None:
    """Another item is current."""


def selected(canvas: PlanCanvas) -> None:
    """The selection changed."""


def changed(canvas: PlanCanvas) -> None:
    """Other items are there."""


def say(canvas: PlanCanvas, words: str) -> None:
    """Speak at once."""


def value_changed(widget: QWidget, words: str) -> None:
    """A slider stands elsewhere."""
