"""Reports of the program's mistakes: that there is one, and what it says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from incubator_gui.app.dialogs import Dialog
from incubator_gui.core.logs import pending_reports
from incubator_gui.core.messages import msg, tr
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.messages import MessageArea
from incubator_gui.widgets.theme import Theme


def tell_report(messages: MessageArea, report: Path | None, show: Callable[[tuple[Path, ...]], object]) -> None:
    """The program made a mistake: say so, the report behind a link."""
    reports = (report,) if report is not None else ()
    messages.show_message(
        msg("The program made a mistake here. What you saved is safe; what you were just doing may not be."),
        "error", link=msg("Show the report") if reports else "", on_link=lambda: show(reports))


def tell_earlier(messages: MessageArea, folder: Path, show: Callable[[tuple[Path, ...]], object]) -> bool:
    """The mistakes of last time that nobody has looked at; False where there are none."""
    reports = pending_reports(folder)
    if reports:
        messages.show_message(msg("The program made a mistake the last time and wrote a report."), "warning",
                              link=msg("Show the report"), on_link=lambda: show(reports))
    return bool(reports)


class ReportDialog(Dialog):
    """What the program wrote down when it made a mistake; nothing is sent anywhere."""

    def __init__(self, theme: Theme, reports: tuple[Path, ...], parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setWindowTitle(tr("Report of a mistake"))
        self.body.addWidget(PlainLabel(tr(
            "The program made a mistake and wrote this report. It holds no names and no figures of yours. "
            "Your data is as you saved it last. Please give the report to whoever looks after the program."),
            wrap=True))
        contents = []
        for report in reports[:3]:
            try:
                contents.append(report.read_text("utf-8", "replace")[:20_000])
            except OSError:
                continue
        area = QPlainTextEdit()
        area.setReadOnly(True)
        area.setAccessibleName(tr("Report"))
        area.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        area.setPlainText("\n\n".join(contents))
        self.body.addWidget(area, 1)
        self.add_button(tr("Copy the report"), lambda: QGuiApplication.clipboard().setText(area.toPlainText()))
        self.add_close()
        self.resize(theme.px(640), theme.px(440))
