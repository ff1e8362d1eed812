"""The protocol between the window and a screen.

How a screen is built
---------------------
A screen is a `Screen` subclass in its own package below `views`, listed by `app` as
`TheScreen.entry()` and built with the `Context` at the first visit. It knows no other screen.

1. *Constructor*: call `super().__init__(context)`, build widgets, declare commands with
   `context.actions.add(Action(..., scopes=frozenset({self.id})), self._do_it)`, then call
   `retranslate()`. Query nothing yet: `activated()` is called when it is shown first and each
   time it comes to the front.
2. *Reading*: `context.jobs.read(lambda: service.rows(...), self._show, owner=self, key="rows")`;
   a `FilterTable` shows placeholder rows until `model.set_rows(...)`.
3. *Writing*: `context.jobs.write(lambda: service.change(...), done, failed=..., owner=self,
   title=msg("…"))`. The returned `Changes` travel to every screen by themselves; the status bar
   shows their message with "Undo". A refused write goes to `failed`, else to the message bar.
4. *Refreshing*: `refresh(changes)` is called for every change, wherever it was made; look at
   `changes.touches("application", …)` and read again what is shown. Never read in the GUI thread.
5. *Words*: every word is set in `retranslate()`, also accessible names; it is called after the
   language changed. Text from outside goes into `PlainLabel` or an item view only.
6. *Colours*: none in the screen's code. Style by object names and properties that
   `resources/themes/style.qss` knows, or paint with `context.theme.colour("accent")`, and listen to
   `context.theme.changed` where something is cached.
7. *Side panel*: return a widget (mostly `widgets.side_panel.SidePanel`) from `side_panel()`;
   call `context.shell.refresh_side()` when it comes or goes.
8. *Elsewhere*: `context.shell.open_record("company", id)` opens any record;
   `context.shell.open_screen("applications", {"stage": "review"})` a filtered list, which arrives
   there in `apply(filters)`.
9. *Leaving*: `leave()` saves what is being typed and says whether the window may go on.
   `state()` and `restore()` carry what the next start should find again, as JSON values.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget

from incubator_gui.core.messages import Message
from incubator_gui.domain.changes import Changes
from incubator_gui.widgets.context import Context


@dataclass(frozen=True, slots=True)
class ScreenEntry:
    """A screen as the window lists it, before it is built: building waits for the first visit."""

    id: str
    title: Message
    icon: str
    make: Callable[[Context], Screen]
    kinds: frozenset[str] = frozenset()
    shortcut: str = ""
    in_navigation: bool = True


class Screen(QWidget):
    """One room of the window; subclasses set the class attributes and override what they need."""

    id: ClassVar[str] = ""
    title: ClassVar[Message] = Message("")
    icon: ClassVar[str] = "square"
    shortcut: ClassVar[str] = ""
    kinds: ClassVar[frozenset[str]] = frozenset()
    """Kinds of records that `open_record` takes."""
    in_navigation: ClassVar[bool] = True

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.setObjectName("Screen")
        self._began = False

    @classmethod
    def entry(cls) -> ScreenEntry:
        """How the window lists this screen."""
        return ScreenEntry(cls.id, cls.title, cls.icon, cls, cls.kinds, cls.shortcut, cls.in_navigation)

    def activate(self) -> None:
        """Called by the window each time the screen comes to the front."""
        first, self._began = not self._began, True
        self.activated(first)

    def activated(self, first: bool) -> None:
        """Read what is shown; `first` the first time only."""

    def retranslate(self) -> None:
        """Set every word in the language of the screen."""

    def refresh(self, changes: Changes) -> None:
        """Something changed, here or elsewhere."""

    def set_date(self, day: date | None) -> None:
        """The date control moved; None is today."""

    def open_record(self, kind: str, id: UUID) -> None:
        """Show this record."""

    def apply(self, filters: dict[str, Any]) -> None:
        """Show the list that a figure elsewhere stands for."""

    def side_panel(self) -> QWidget | None:
        """The panel for what is selected, or None."""
        return None

    def print_(self) -> None:
        """Print what is shown; a screen without it cannot be printed."""

    @property
    def prints(self) -> bool:
        """Whether there is something to print here."""
        return type(self).print_ is not Screen.print_

    def leave(self) -> bool:
        """Save what is being typed; False keeps the screen in front."""
        return True

    def state(self) -> dict[str, Any]:
        """What the next start should find again, as JSON values."""
        return {}

    def restore(self, state: dict[str, Any]) -> None:
        """Take back what `state` gave, perhaps from an older version: trust nothing in it."""

    @property
    def began(self) -> bool:
        """Whether it was ever shown; one that was not needs no refresh."""
        return self._began

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Words follow the language."""
        if event.type() == QEvent.Type.LanguageChange and self._began:
            self.retranslate()
        super().changeEvent(event)
