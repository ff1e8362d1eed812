"""What was understood of the quick line, as tags, and what booking it would do, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QWidget

from incubator_gui.core.languages import current
from incubator_gui.core.messages import Message, Words, ntr, text, tr
from incubator_gui.domain.quick_line import Known, Part, Reading
from incubator_gui.services.ledger import Effect
from incubator_gui.widgets.flow import Flow
from incubator_gui.widgets.labels import ElidedLabel, PlainLabel
from incubator_gui.widgets.styling import Button, set_property, tight
from incubator_gui.widgets.tag import Tag, Tone
from incubator_gui.widgets.theme import Theme

_ICONS = {"company": "building-2", "day": "calendar"}


@dataclass(frozen=True, slots=True)
class _Look:
    """What a tag says; `part` where it can mean several."""

    words: str
    icon: str
    tone: Tone
    part: Part | None = None

    @property
    def is_doubt(self) -> bool:
        return self.part is not None


class LineTags(QFrame):
    """Tags at the left, the effect at the right; a tag with several meanings opens a menu."""

    chosen = Signal(object, object)
    """A part, and the id it shall mean."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._known: Known | None = None
        row = QHBoxLayout(self)
        tight(row, 12, 36, 8, 12, 8)
        self._flow = Flow(gap=8)
        self._head = ElidedLabel("", "label")
        self._flow.addWidget(self._head)
        row.addLayout(self._flow, 1)
        self._say = QHBoxLayout()
        tight(self._say, 4)
        self._mark = PlainLabel()
        self._before = PlainLabel("", "label")
        self._effect = PlainLabel("", "label")
        self._effect.setWordWrap(True)
        for widget in (self._mark, self._before, self._effect):
            self._say.addWidget(widget)
        row.addLayout(self._say)
        self._tags: list[Tag | Button] = []
        self._shown: list[_Look] = []
        self.retranslate()
        self._tell("", "", "")

    def words(self) -> list[str]:
        """What the tags say."""
        return [one.text() for one in self._tags]

    def effect_words(self) -> str:
        """What stands at the right."""
        return " ".join(one.text() for one in (self._before, self._effect) if one.text())

    def tone(self) -> str:
        """The colour of what stands at the right."""
        return str(self._effect.property("tone") or "")

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self._head.setText(tr("Understood as"))

    def show_reading(self, line: str, reading: Reading | None, effect: Effect | None, known: Known | None,
                     left_over: str, failed: Message | None, asked: bool) -> None:
        """What is understood now; tags that say something else change, the others stay. `asked` says that somebody
        wanted to book it: what is missing is an error then.
        """
        self._known = known
        self._head.setText(tr("Understood as") if reading is not None else
                           tr("Each part is shown here before it is booked. Several lines can be pasted at once."))
        looks = [self._look(part, line) for part in reading.parts] if reading is not None else []
        if left_over:
            looks.append(_Look(tr("not used: {words}", words=_short(left_over)), "circle-help", "warning"))
        same = 0
        while same < min(len(looks), len(self._tags)) and self._shown[same].is_doubt == looks[same].is_doubt:
            same += 1
        focus = any(isinstance(one, Button) and one.hasFocus() for one in self._tags)
        for old in self._tags[same:]:
            self._flow.removeWidget(old)
            old.hide()
            old.deleteLater()
        for widget, look, shown in zip(self._tags, looks[:same], self._shown, strict=False):
            if look != shown:
                self._change(widget, look)
        self._tags = self._tags[:same] + [self._make(look) for look in looks[same:]]
        self._shown = looks
        first = next((one for one in self._tags if isinstance(one, Button)), None)
        if focus and first is not None:
            first.setFocus()
        self._say_effect(reading, effect, failed, asked)

    def open_first(self) -> bool:
        """The menu of the first tag with several meanings; False where there is none."""
        first = next((one for one in self._tags if isinstance(one, Button)), None)
        if first is not None:
            first.click()
        return first is not None

    def _look(self, part: Part, line: str) -> _Look:
        if not part.is_clear:
            return _Look(ntr("{words}: {n} meaning", "{words}: {n} meanings", len(part.ids),
                             words=line[part.start:part.end]), "circle-help", "warning", part)
        words = text_of(part.label)
        if part.kind == "person":
            initials = self._known.initials if self._known is not None else {}
            words = tr("Who: {name}", name=next((short for short, id in initials.items() if id in part.ids), words))
        elif part.kind == "note":
            words = tr("Note: {words}", words=_short(words))
        return _Look(words, _ICONS.get(part.kind, ""), "accent")

    def _make(self, look: _Look) -> Tag | Button:
        made: Tag | Button
        if look.is_doubt:
            made = Button(self._theme, look.words, look.icon, "chip")
            set_property(made, "doubt", True)
            made.setAccessibleDescription(tr("Opens the choice of what it means"))
            made.clicked.connect(partial(self._open, made))
        else:
            made = Tag(self._theme, look.words, look.icon, look.tone)
        self._flow.addWidget(made)
        return made

    def _change(self, widget: Tag | Button, look: _Look) -> None:
        if isinstance(widget, Tag):
            widget.set(look.words, look.icon, look.tone)
        else:
            widget.setText(look.words)

    def _open(self, button: Button) -> QMenu | None:
        part, known = self._shown[self._tags.index(button)].part, self._known
        if part is None or known is None:
            return None
        names: Mapping[UUID, Any] = known.company_names if part.kind == "company" else known.service_names
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for id in part.ids[:20]:
            menu.addAction(text_of(names[id]).replace("&", "&&"), partial(self.chosen.emit, part, id))
        menu.popup(button.mapToGlobal(QPoint(0, button.height() + 2)))
        if menu.actions():
            menu.setActiveAction(menu.actions()[0])
        return menu

    def _say_effect(self, reading: Reading | None, effect: Effect | None, failed: Message | None, asked: bool) -> None:
        if failed is not None:
            self._tell("", text(failed), "error", "circle-x")
        elif reading is None:
            self._tell("", "", "")
        elif reading.problems:
            self._tell("", text(reading.problems[0]), "error" if asked else "warning", "circle-x" if asked else "")
        elif effect is None:
            self._tell("", "", "")
        elif effect.warnings:
            self._tell("", text(effect.warnings[0]), "warning", "triangle-alert")
        elif effect.left is None or effect.granted is None:
            self._tell("", tr("No entitlement covers this"), "muted")
        elif effect.is_over:
            self._tell(tr("Entitlement afterwards:"),
                       tr("{hours} h over the {granted} h granted", hours=-effect.left, granted=effect.granted),
                       "error", "circle-x", strong=True)
        else:
            self._tell(tr("Entitlement afterwards:"),
                       tr("{left} of {granted} h left", left=effect.left, granted=effect.granted), "", strong=True)

    def _tell(self, before: str, words: str, tone: str, icon: str = "", strong: bool = False) -> None:
        self._before.setText(before)
        self._before.setVisible(bool(before))
        self._effect.setText(words)
        self._effect.setVisible(bool(words))
        set_property(self._effect, "type", "strong" if strong else "label")
        self._effect.set_tone(tone)
        self._mark.setVisible(bool(icon))
        if icon:
            self._mark.setPixmap(self._theme.pixmap(icon, tone or "text", 14, self.devicePixelRatioF()))
        self._effect.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setAccessibleDescription(f"{before} {words}".strip())
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """A long sentence has two lines in a narrow place."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self._effect.ensurePolished()
        wanted = self._effect.fontMetrics().horizontalAdvance(self._effect.text()) + 4
        self._effect.setFixedWidth(max(1, min(wanted, max(self._theme.px(180), self.width() * 45 // 100))))


def text_of(value: Any) -> str:
    """A name, which for services is one in each language."""
    return value.of(current().language) if isinstance(value, Words) else text(value)


def _short(words: str) -> str:
    return words if len(words) <= 40 else words[:39] + "…"
