"""The first tab: key figures, the life line as a picture or as a list, and what is newest."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from incubator_gui.core.languages import current
from incubator_gui.core.messages import msg, ntr, text, tr
from incubator_gui.domain.vocabulary import PERSON_ROLES
from incubator_gui.views.companies.indicator_grid import IndicatorGrid
from incubator_gui.views.companies.life_chart import LifeChart
from incubator_gui.views.companies.life_items import LANES, life_items
from incubator_gui.views.companies.stay_words import pick, stay_remark
from incubator_gui.views.companies.stock import CompanyStock
from incubator_gui.views.companies.words import months_between, person_name
from incubator_gui.widgets.card import Card, FigureRow, KeyFigure
from incubator_gui.widgets.initials import InitialsBadge
from incubator_gui.widgets.labels import ElidedLabel, PlainLabel
from incubator_gui.widgets.segments import SegmentedControl
from incubator_gui.widgets.styling import Button, IconButton, line, tight
from incubator_gui.widgets.theme import Theme

SHOWN = 5


class LifeTab(QWidget):
    """Asks for other tabs by `asked`."""

    asked = Signal(str)
    plan_asked = Signal()
    """The desks on the floor plan."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._stock: CompanyStock | None = None
        column = QVBoxLayout(self)
        tight(column, 16, 16, 16, 16, 16)
        self._figures = {key: KeyFigure(theme) for key in ("stay", "milestone", "contact", "hours", "desks", "people")}
        column.addWidget(FigureRow(list(self._figures.values())))
        self._figures["desks"].opened.connect(self.plan_asked)
        for key, tab in (("stay", "stay"), ("milestone", "milestones"), ("people", "team"), ("contact", "services"),
                         ("hours", "services")):
            self._figures[key].opened.connect(lambda tab=tab: self.asked.emit(tab))
        self.chart = LifeChart(theme)
        self.list = QListWidget()
        self.list.setProperty("noRing", True)
        self._life = Card(theme)
        self._legend = _Legend(theme)
        self.view = SegmentedControl(theme, (("chart", msg("Chart"), ""), ("list", msg("List"), "")),
                                     msg("How the life line is shown"))
        self._out, self._in = IconButton(theme, "zoom-out"), IconButton(theme, "zoom-in")
        for tool in (self._legend, self.view, self._out, self._in):
            self._life.add_tool(tool)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.chart)
        self._pages.addWidget(self.list)
        self._pages.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._life.body.addWidget(self._pages)
        column.addWidget(self._life)
        row = QHBoxLayout()
        tight(row, 16)
        self._indicators, self._people, self._documents = Card(theme), Card(theme), Card(theme)
        self.grid = IndicatorGrid(theme)
        self._indicators.body.addWidget(self.grid)
        self._indicators.body.addStretch()
        self._all: dict[str, Button] = {}
        for card, tab, stretch in ((self._indicators, "indicators", 2), (self._people, "team", 1),
                                   (self._documents, "documents", 1)):
            link = Button(theme, kind="link")
            link.clicked.connect(lambda _=False, tab=tab: self.asked.emit(tab))
            card.add_tool(link)
            self._all[tab] = link
            row.addWidget(card, stretch)
        column.addLayout(row)
        column.addStretch()
        self.view.chosen.connect(self._turn)
        self._in.clicked.connect(lambda: self._zoom(1.5))
        self._out.clicked.connect(lambda: self._zoom(1 / 1.5))
        self.chart.opened.connect(self.asked)
        self.chart.zoomed.connect(self._allow_zoom)
        self.chart.walked.connect(self.list.setCurrentRow)
        self.list.itemActivated.connect(self._open_item)
        theme.changed.connect(self._size)
        self.retranslate()

    def show_stock(self, stock: CompanyStock) -> None:
        """Another company, or the same one changed."""
        self._stock = stock
        items = life_items(stock)
        self.chart.set_life(items, stock.today)
        lanes = dict(LANES)
        row = self.list.currentRow()
        self.list.clear()
        for item in items:
            entry = QListWidgetItem(tr("{lane}: {item}", lane=lanes[item.lane], item=item.tip))
            entry.setData(Qt.ItemDataRole.UserRole, item.opens)
            self.list.addItem(entry)
        self.list.setCurrentRow(row)
        first, last = self.chart.period()
        speak = current()
        self._life.set_words(tr("Life line"), tr("{start} to {end}", start=speak.day(first, "month"),
                                                 end=speak.day(last, "month")))
        self._show_figures(stock)
        self.grid.show_rows(stock.sheet.indicators[:SHOWN], stock.today)
        self._show_people(stock)
        self._show_documents(stock)
        self._all["team"].setText(tr("All {n}", n=len(stock.sheet.people)))
        self._all["documents"].setText(tr("All {n}", n=len(stock.documents)))
        self._all["indicators"].setText(tr("All figures"))
        for key, words in (("team", tr("All people")), ("documents", tr("All documents"))):
            self._all[key].setAccessibleName(words)
        self._size()
        self._allow_zoom()

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self._life.set_words(tr("Life line"))
        self._indicators.set_words(tr("Indicators"), tr("against the baseline at entry"))
        self._people.set_words(tr("People"))
        self._documents.set_words(tr("Documents"))
        self._in.set_name(tr("Zoom in"))
        self._out.set_name(tr("Zoom out"))
        self.list.setAccessibleName(tr("Life line as a list"))
        self._legend.retranslate()
        self.view.retranslate()
        self.chart.retranslate()
        self.grid.retranslate()
        if self._stock is not None:
            self.show_stock(self._stock)

    def _show_figures(self, stock: CompanyStock) -> None:
        sheet, today = stock.sheet, stock.today
        since = sheet.resident_since
        months = months_between(since, today) if since and since <= today else None
        stay = pick(stock.stays, today)
        remark, tone = stay_remark(stay, stock.rules) if stay is not None else ("", "")
        self._figures["stay"].set(
            tr("Time in the house"), ntr("{n} month", "{n} months", months) if months is not None else "–",
            remark=remark or (tr("since {day}", day=since) if since else tr("not resident")), tone=tone)
        coming = [m for m in sheet.milestones if m.state != "done" and m.due_on is not None]
        coming.sort(key=lambda m: m.due_on or today)
        nearest = next((m for m in coming), None)
        if nearest is None or nearest.due_on is None:
            self._figures["milestone"].set(tr("Next milestone"), "–", remark=tr("none planned"))
        else:
            days = (nearest.due_on - today).days
            remark = (ntr("{day}, in {n} day", "{day}, in {n} days", days, day=nearest.due_on) if days >= 0 else
                      ntr("{day}, {n} day late", "{day}, {n} days late", -days, day=nearest.due_on))
            name = nearest.title if len(nearest.title) <= 14 else nearest.title[:13] + "…"
            name = name.replace("&", "&&")
            self._figures["milestone"].set(tr("Next milestone"), name, remark=remark,
                                           tone="" if days >= 0 else "warning")
        contact = sheet.last_contact
        gap = (today - contact).days if contact else None
        self._figures["contact"].set(
            tr("Last contact"), _ago(gap), remark=current().day(contact) if contact else tr("nothing booked"),
            tone="warning" if gap is not None and gap > 30 else "", opens=bool(stock.engagements))
        self._figures["hours"].set(tr("Hours booked"), current().number(sheet.hours),
                                   remark=tr("contact and preparation"), opens=bool(stock.engagements))
        self._figures["desks"].set(tr("Desks"), current().number(sheet.row.desks), remark=tr("in use today"),
                                   opens=bool(sheet.row.desks))
        full = sheet.values.get("headcount_full_time")
        head = sheet.row.headcount
        self._figures["people"].set(tr("Head count"), "–" if head is None else current().number(head),
                                    remark=tr("{n} of them full time", n=full) if full is not None else "")

    def _show_people(self, stock: CompanyStock) -> None:
        rows = []
        for person in stock.sheet.people[:SHOWN]:
            name = person_name(person.name, person.chinese_name) or tr("(erased)")
            role = current().joined(dict.fromkeys((text(PERSON_ROLES.get(person.role, person.role)), person.title)))
            row = QHBoxLayout()
            tight(row, 8, 12, 0, 12, 0)
            row.addWidget(InitialsBadge(person.name or name, self._theme.px(24)))
            row.addWidget(PlainLabel(name if len(name) <= 24 else name[:23] + "…", "strong"))
            row.addWidget(ElidedLabel(role, "muted"), 1)
            rows.append(row)
        _fill(self._people, rows, tr("Nobody is listed yet."), self._theme)

    def _show_documents(self, stock: CompanyStock) -> None:
        rows = []
        for document in stock.documents[:SHOWN]:
            row = QHBoxLayout()
            tight(row, 8, 12, 0, 12, 0)
            mark = PlainLabel()
            mark.setPixmap(self._theme.pixmap("file-text", "muted", 16, self.devicePixelRatioF()))
            row.addWidget(mark)
            row.addWidget(ElidedLabel(document.title), 1)
            row.addWidget(PlainLabel(current().day(document.dated_on or document.added_at.date()), "label"))
            rows.append(row)
        _fill(self._documents, rows, tr("No documents yet."), self._theme)

    def _turn(self, key: str) -> None:
        self._pages.setCurrentWidget(self.chart if key == "chart" else self.list)
        for tool in (self._in, self._out, self._legend):
            tool.setVisible(key == "chart")

    def _zoom(self, factor: float) -> None:
        self.chart.zoom(factor)
        self._allow_zoom()

    def _allow_zoom(self) -> None:
        self._in.setEnabled(self.chart.can_zoom(2))
        self._out.setEnabled(self.chart.can_zoom(0.5))

    def _open_item(self, item: QListWidgetItem) -> None:
        tab = item.data(Qt.ItemDataRole.UserRole)
        if tab:
            self.asked.emit(tab)

    def _size(self) -> None:
        self._pages.setFixedHeight(max(self._theme.px(120), self.chart.sizeHint().height()))


def _ago(days: int | None) -> str:
    if days is None:
        return "–"
    if days == 0:
        return tr("today")
    if days == 1:
        return tr("yesterday")
    return ntr("{n} day ago", "{n} days ago", days)


def _fill(card: Card, rows: list[QHBoxLayout], nothing: str, theme: Theme) -> None:
    """Put rows of 32 px into a card in place of what was there."""
    while (item := card.body.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
    for number, row in enumerate(rows):
        if number:
            card.body.addWidget(line("GridLine"))
        holder = QWidget()
        holder.setLayout(row)
        holder.setFixedHeight(theme.px(34))
        card.body.addWidget(holder)
    if not rows:
        label = PlainLabel(nothing, "muted", wrap=True)
        label.setContentsMargins(12, 12, 12, 12)
        card.body.addWidget(label)
    card.body.addStretch()


class _Legend(QWidget):
    """In force, planned, event: the same strokes as on the line."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._words: list[PlainLabel] = []
        row = QHBoxLayout(self)
        tight(row, 4, 0, 0, 12, 0)
        for key in ("force", "planned", "event"):
            row.addWidget(_Swatch(theme, key))
            label = PlainLabel("", "label")
            self._words.append(label)
            row.addWidget(label)
            row.addSpacing(8)
        self.retranslate()

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        for label, words in zip(self._words, (tr("in force"), tr("planned"), tr("event")), strict=True):
            label.setText(words)


class _Swatch(QWidget):
    def __init__(self, theme: Theme, key: str) -> None:
        super().__init__()
        self._theme, self._key = theme, key
        self.setFixedSize(theme.px(20), theme.px(12))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter, accent = QPainter(self), self._theme.colour("accent")
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if self._key == "event":
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(accent, 1))
            painter.setBrush(accent)
            c, half = box.center(), box.height() / 2
            painter.drawPolygon(QPolygonF([QPointF(c.x(), c.y() - half), QPointF(c.x() + half, c.y()),
                                           QPointF(c.x(), c.y() + half), QPointF(c.x() - half, c.y())]))
        else:
            planned = self._key == "planned"
            painter.setPen(QPen(accent, 1, Qt.PenStyle.DashLine if planned else Qt.PenStyle.SolidLine))
            painter.setBrush(self._theme.colour("surface" if planned else "selection"))
            painter.drawRect(box)
        painter.end()

