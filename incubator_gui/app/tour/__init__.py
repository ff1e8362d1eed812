"""The tour: every screen and dialog in every language and theme, as pictures."""

from incubator_gui.app.tour.guide import run

__all__ = ["run"]
