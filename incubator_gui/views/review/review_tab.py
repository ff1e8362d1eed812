"""What the parts of the review screen have in common: the call they work on, and their place in the head."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from incubator_gui.widgets.tab import Tab

if TYPE_CHECKING:  # the desk stands in a window without a database too
    from incubator_gui.services.rounds import RoundRow


class ReviewTab(Tab):
    """One part. The screen tells it the round with `set_round`; None before anything was read or in an empty house.

    `part_asked` brings another part to the front with filters, as `Screen.apply` takes them.
    """

    part_asked = Signal(str, dict)

    round: RoundRow | None = None

    @property
    def call(self) -> UUID | None:
        """The call whose applications are reviewed."""
        return None if self.round is None else self.round.call_id

    def set_round(self, row: RoundRow | None) -> None:
        """Another round, or other facts of the same one."""
        if row != self.round:
            other = row is None or self.round is None or row.call_id != self.round.call_id
            self.round = row
            self.round_changed(other)

    def round_changed(self, other_call: bool) -> None:
        """Show it: read again, if this part came to the front once."""
        if self.began:
            self.read()

    def head_widget(self) -> QWidget | None:
        """What stands at the right of the head while this part is in front."""
        return None
