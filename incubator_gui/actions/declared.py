"""What a command is, before any window shows it."""

from __future__ import annotations

from dataclasses import dataclass

from incubator_gui.core.messages import Message

EVERYWHERE = "everywhere"
"""The scope of commands that hold on every screen."""


@dataclass(frozen=True, slots=True)
class Action:
    """A command declared once; menus, shortcuts and the palette are fed from it.

    `id` is stable ("applications.new"): shortcuts are remembered by it. `scopes` are the ids of
    the screens where it applies, or `EVERYWHERE`. `menu` is the path of menu keys in which it
    stands ("file", "edit", "go", "view", "help"). `shortcut` is in Qt's portable form ("Ctrl+Z").
    """

    id: str
    text: Message
    icon: str = ""
    shortcut: str = ""
    scopes: frozenset[str] = frozenset({EVERYWHERE})
    menu: tuple[str, ...] = ()
    tip: Message | None = None
    checkable: bool = False
    in_palette: bool = True

    def applies(self, scope: str) -> bool:
        """Whether it holds on a screen."""
        return EVERYWHERE in self.scopes or scope in self.scopes

    def overlaps(self, other: Action) -> bool:
        """Whether both can be asked for at the same place."""
        everywhere = EVERYWHERE in self.scopes or EVERYWHERE in other.scopes
        return everywhere or bool(self.scopes & other.scopes)
