"""All commands of a window: their QActions, shortcuts and what they run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence

from incubator_gui.actions.declared import EVERYWHERE, Action
from incubator_gui.core.messages import text, tr
from incubator_gui.core.settings import SHORTCUTS, Settings


@dataclass(slots=True)
class _Entry:
    action: Action
    qaction: QAction
    run: Callable[[], object]
    allowed: bool = True


class Actions(QObject):
    """The registry. Disabled actions keep a tool tip that says why."""

    changed = Signal()
    """An action came, went, or got another shortcut or scope."""

    added = Signal(object)
    """A new QAction: the window takes it, so that its shortcut holds."""

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._entries: dict[str, _Entry] = {}
        self._scope = EVERYWHERE

    def add(self, action: Action, run: Callable[[], object]) -> QAction:
        """Declare a command and what it does; returns the QAction for buttons and menus."""
        if action.id in self._entries:
            raise ValueError(f"action declared twice: {action.id}")
        qaction = QAction(self)
        qaction.setObjectName(action.id)
        qaction.setCheckable(action.checkable)
        qaction.setProperty("icon_name", action.icon)
        qaction.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        qaction.triggered.connect(lambda _checked=False: self.trigger(action.id))
        entry = _Entry(action, qaction, run)
        self._entries[action.id] = entry
        self._dress(entry)
        self._update(entry)
        self.added.emit(qaction)
        self.changed.emit()
        return qaction

    def remove(self, id: str) -> None:
        """Take a command away again."""
        entry = self._entries.pop(id, None)
        if entry is not None:
            entry.qaction.deleteLater()
            self.changed.emit()

    def trigger(self, id: str) -> None:
        """Run a command where it applies and is allowed."""
        entry = self._entries[id]
        if entry.allowed and entry.action.applies(self._scope):
            entry.run()

    def qaction(self, id: str) -> QAction:
        """The QAction of a command."""
        return self._entries[id].qaction

    def has(self, id: str) -> bool:
        """Whether a command is declared."""
        return id in self._entries

    def declared(self, scope: str | None = None) -> tuple[Action, ...]:
        """All commands, or those of one scope, in the order of their declaration."""
        return tuple(entry.action for entry in self._entries.values()
                     if scope is None or entry.action.applies(scope))

    def ready(self) -> tuple[Action, ...]:
        """Commands that can be run at this moment: for the palette."""
        return tuple(entry.action for entry in self._entries.values()
                     if entry.action.in_palette and entry.qaction.isEnabled())

    def allow(self, id: str, allowed: bool, why: str = "") -> None:
        """Enable or disable; `why` is the tool tip of a disabled one."""
        entry = self._entries[id]
        entry.allowed = allowed
        self._update(entry)
        entry.qaction.setToolTip(self._tip(entry) if allowed or not why else why)

    def set_scope(self, scope: str) -> None:
        """Another screen is in front: its commands hold now."""
        self._scope = scope
        for entry in self._entries.values():
            self._update(entry)
        self.changed.emit()

    def shortcut(self, id: str) -> str:
        """The shortcut that holds, in portable form; empty when there is none."""
        kept = self._settings.part(SHORTCUTS, id)
        return kept if isinstance(kept, str) else self._entries[id].action.shortcut

    def shown_shortcut(self, id: str) -> str:
        """The shortcut that holds, as the keyboard of this language names it."""
        return native(self.shortcut(id))

    def conflicts(self, id: str, shortcut: str) -> tuple[Action, ...]:
        """Other commands that hold at the same place and have this shortcut."""
        wanted = QKeySequence(shortcut, QKeySequence.SequenceFormat.PortableText)
        if wanted.isEmpty():
            return ()
        action = self._entries[id].action
        return tuple(
            other.action for key, other in self._entries.items()
            if key != id and action.overlaps(other.action)
            and QKeySequence(self.shortcut(key), QKeySequence.SequenceFormat.PortableText) == wanted)

    def rebind(self, id: str, shortcut: str) -> None:
        """Give a command another shortcut, or none; raises ValueError on a conflict."""
        if self.conflicts(id, shortcut):
            raise ValueError(shortcut)
        entry = self._entries[id]
        self._settings.set_part(SHORTCUTS, id, None if shortcut == entry.action.shortcut else shortcut)
        self._dress(entry)
        self.changed.emit()

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        for entry in self._entries.values():
            self._dress(entry)

    def _dress(self, entry: _Entry) -> None:
        words = text(entry.action.text)
        entry.qaction.setText(words.replace("&", "&&"))
        entry.qaction.setIconText(words)
        entry.qaction.setShortcut(
            QKeySequence(self.shortcut(entry.action.id), QKeySequence.SequenceFormat.PortableText))
        entry.qaction.setToolTip(self._tip(entry))

    def _tip(self, entry: _Entry) -> str:
        words = text(entry.action.tip or entry.action.text).rstrip("…")
        keys = entry.qaction.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        return tr("{action} ({keys})", action=words, keys=keys) if keys else words

    def _update(self, entry: _Entry) -> None:
        entry.qaction.setEnabled(entry.allowed and entry.action.applies(self._scope))


def native(keys: str) -> str:
    """A shortcut as the keyboard of this language names it: "Ctrl+K" is "Strg+K" in German."""
    sequence = QKeySequence(keys, QKeySequence.SequenceFormat.PortableText)
    return sequence.toString(QKeySequence.SequenceFormat.NativeText)
