"""The line above what is read that says that the application has a newer version."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject

from incubator_gui.core.messages import Message, msg, nmsg
from incubator_gui.domain.review_desk import DeskPaper
from incubator_gui.widgets.messages import MessageBar

if TYPE_CHECKING:
    from incubator_gui.views.review.desk.reading_pane import ReadingPane


class ChangesBar(QObject):
    """Once closed it stays away from this version."""

    def __init__(self, pane: ReadingPane) -> None:
        super().__init__(pane)
        self._pane = pane
        self._dismissed: set[tuple[UUID, int]] = set()
        self._bar: MessageBar | None = None
        self._said: MessageBar | None = None

    def clear(self) -> None:
        """Nothing is read."""
        self._pane.messages.clear()
        self._bar = self._said = None

    def say(self, words: Message) -> None:
        """One sentence, in the place of the one said before."""
        self.hush()
        self._said = bar = self._pane.messages.show_message(words, "info")
        bar.closed.connect(self._gone)

    def hush(self) -> None:
        """What was said is no longer true."""
        said, self._said = self._said, None
        if said is not None:
            self._pane.messages.remove(said)

    def _gone(self) -> None:
        self._said = None

    def tell(self, paper: DeskPaper) -> None:
        """Say what is new, or nothing."""
        if self._bar is not None:
            self._pane.messages.remove(self._bar)
            self._bar = None
        if not paper.row.changed or (paper.row.application, paper.version) in self._dismissed:
            return
        count = len(paper.changes)
        words = nmsg("Version {now} replaced {n} field since your review of version {before}.",
                     "Version {now} replaced {n} fields since your review of version {before}.", count,
                     now=paper.version, before=paper.reviewed_version) if count else msg(
            "This is version {now}; you reviewed version {before}.", now=paper.version, before=paper.reviewed_version)
        bar = self._pane.messages.show_message(words, "info", link=msg("Show the changes"),
                                               on_link=self._pane.show_changes)
        stamp = (paper.row.application, paper.version)
        bar.closed.connect(lambda: self._dismissed.add(stamp))
        self._bar = bar
