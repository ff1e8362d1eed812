"""Looking for words in papers and in pages of text, with one line for both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, Qt, QTimer
from PySide6.QtPdf import QPdfDocument, QPdfSearchModel

if TYPE_CHECKING:
    from incubator_gui.views.review.desk.reading_pane import ReadingPane


class PageSearch(QObject):
    """Papers are searched page by page in the background; text at once."""

    def __init__(self, pane: ReadingPane) -> None:
        super().__init__(pane)
        self._pane = pane
        self._hit = -1
        self._nothing = QPdfDocument(self)
        self.model = QPdfSearchModel(self)
        self.model.rowsInserted.connect(self._found)
        self.model.modelReset.connect(lambda: pane.finder.tell(self._hits(), whole=False))
        self._looked = QTimer(self)
        self._looked.setSingleShot(True)
        self._looked.timeout.connect(lambda: pane.finder.tell(self._hits()))
        pane.finder.typed.connect(self.look)
        pane.finder.sought.connect(self._seek)
        pane.finder.closed.connect(self._end)

    def take_paper(self) -> None:
        """Another paper is in front."""
        self.model.setDocument(self._pane.pdf.document)
        self._pane.pdf.view.setSearchModel(self.model)

    def leave_paper(self) -> None:
        """Something else is in front."""
        self._looked.stop()
        self.model.setDocument(self._nothing)

    def look(self, words: str) -> None:
        """Go to the first place where the words stand."""
        pane, self._hit = self._pane, -1
        if pane.stack.currentWidget() is pane.pdf:
            self.model.setSearchString(words)
            pane.finder.tell(self._hits(), whole=False)
            self._looked.start(1000 + 150 * pane.pdf.document.pageCount())  # nobody says when all pages were searched
        else:
            pane.finder.tell(pane.text.count(words))
            pane.text.seek("")
            pane.text.seek(words)

    def _hits(self) -> int:
        return self.model.rowCount(QModelIndex())

    def _found(self) -> None:
        """Places are found page by page, a while after the words were given."""
        self._pane.finder.tell(self._hits())
        if self._hit < 0:
            self._seek(self.model.searchString())

    def _seek(self, words: str, back: bool = False) -> None:
        pane = self._pane
        if pane.stack.currentWidget() is not pane.pdf:
            pane.text.seek(words, back=back)
            return
        if words != self.model.searchString():
            self.model.setSearchString(words)
        count = self._hits()
        pane.finder.tell(count, whole=not self._looked.isActive())
        if count:
            self._hit = (self._hit + (-1 if back else 1)) % count
            pane.pdf.view.setCurrentSearchResultIndex(self._hit)
            found = self.model.resultAtIndex(self._hit)
            pane.pdf.view.pageNavigator().jump(found)
            pane.pdf.view.choose_hit(found.page(), found.rectangles(), words)

    def _end(self) -> None:
        self.model.setSearchString("")
        self._pane.page().setFocus(Qt.FocusReason.OtherFocusReason)
