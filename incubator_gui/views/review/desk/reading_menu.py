"""What else can be done with what is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QMenu

from incubator_gui.core.messages import ptr, tr

if TYPE_CHECKING:
    from incubator_gui.views.review.desk.reading_pane import ReadingPane


def show_menu(pane: ReadingPane) -> QMenu:
    """Sizes of a page, and the system's program for a document."""
    menu = QMenu(pane)
    menu.aboutToHide.connect(menu.deleteLater)
    paper = pane.stack.currentWidget() is pane.pdf
    modes = QPdfView.ZoomMode
    for words, mode in ((tr("Page width"), modes.FitToWidth), (tr("Whole page"), modes.FitInView)):
        action = menu.addAction(words)
        action.setEnabled(paper)
        action.setCheckable(True)
        action.setChecked(paper and pane.pdf.view.zoomMode() == mode)
        action.triggered.connect(lambda _on=False, mode=mode: pane.pdf.fit(mode))
    menu.addSeparator()
    action = menu.addAction(tr("Open with the system's program"))
    action.setEnabled(pane.leaf is not None)
    action.triggered.connect(lambda _on=False: pane.hand_over())
    menu.popup(pane.bar.more.mapToGlobal(QPoint(0, pane.bar.more.height() + 2)))
    return menu


def show_page_menu(pane: ReadingPane, place: QPoint) -> QMenu:
    """What can be done with the chosen text, and with the note below the pointer."""
    view, notes = pane.pdf.view, pane.notes
    mark = view.mark_at(view.viewport().mapFromGlobal(place))
    menu = pane.menu = QMenu(pane)
    menu.aboutToHide.connect(menu.deleteLater)
    make = menu.addAction(tr("Note on the chosen text"))
    make.setEnabled(view.chosen is not None and notes.writable)
    make.triggered.connect(lambda _on=False: notes.make())
    copy = menu.addAction(tr("Copy"))
    copy.setEnabled(view.chosen is not None)
    copy.triggered.connect(lambda _on=False: view.copy())
    if mark is not None:
        notes.select(mark.key)  # type: ignore[arg-type]
        menu.addSeparator()
        for words, run in ((tr("Insert the note into the remark"), notes.insert),
                           (ptr("review", "Remove the note"), notes.remove)):
            action = menu.addAction(words)
            action.setEnabled(notes.writable)
            action.triggered.connect(lambda _on=False, run=run: run())
    menu.popup(place)
    return menu


def kept_size(view: QPdfView) -> float | str:
    """How large papers are shown, as a JSON value."""
    mode = view.zoomMode()
    return view.zoomFactor() if mode == QPdfView.ZoomMode.Custom else mode.name


def restore_size(view: QPdfView, kept: object) -> None:
    """Take it back; trust nothing in it."""
    if isinstance(kept, float) and 0.25 <= kept <= 4.0:
        view.setZoomMode(QPdfView.ZoomMode.Custom)
        view.setZoomFactor(kept)
    elif kept == QPdfView.ZoomMode.FitInView.name:
        view.setZoomMode(QPdfView.ZoomMode.FitInView)
