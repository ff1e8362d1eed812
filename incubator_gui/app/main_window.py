"""The window: frame around the screens. What it offers to them is `WindowShell`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAction, QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from incubator_gui.app import window_actions
from incubator_gui.app.language import LanguageSwitch
from incubator_gui.app.look_actions import follow_look
from incubator_gui.app.navigation import Navigation
from incubator_gui.app.news import News
from incubator_gui.app.reports import tell_report
from incubator_gui.app.review_mode_files import PackageDrops, Packages
from incubator_gui.app.screen_stack import ScreenStack
from incubator_gui.app.shell import WindowShell
from incubator_gui.app.side_splitter import SideSplitter
from incubator_gui.app.status_bar import StatusBar
from incubator_gui.app.top_bar import TopBar
from incubator_gui.app.undo import UndoControl
from incubator_gui.app.window_dialogs import WindowDialogs
from incubator_gui.app.window_life import Closing, WindowPlace
from incubator_gui.core.account import full_name
from incubator_gui.core.messages import msg, tr
from incubator_gui.core.settings import HOUSE_NAME, LAST_SCREEN, NAVIGATION_OPEN, PERSON_NAME, THEME, Setting
from incubator_gui.domain.changes import Changes
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.focus_ring import FocusRing
from incubator_gui.widgets.messages import MessageArea
from incubator_gui.widgets.screen import Screen, ScreenEntry
from incubator_gui.widgets.styling import tight


class MainWindow(QMainWindow):
    """Navigation, top bar, screens, side panel, status bar."""

    def __init__(self, context: Context, screens: Sequence[ScreenEntry], language: LanguageSwitch,
                 *, database: str = "") -> None:
        super().__init__()
        self.context, self._language = context, language
        self._warned = False
        theme, settings = context.theme, context.settings
        context.shell = WindowShell(self)
        self.setObjectName("Window")
        self.undo = UndoControl(context, self)
        self.navigation = Navigation(theme)
        self.messages = MessageArea(theme)
        self.stack = ScreenStack(context, screens)
        self.status = StatusBar(theme)
        self.top = TopBar(theme, context.actions, context.jobs, lambda: context.clock.today(), self.open_record)
        self.splitter = SideSplitter(theme, settings, self.stack)
        self.dialogs = WindowDialogs(self, context, database, self.choose_language, self._front_id)
        self._news = News(context, self.undo, self.top, self.status, self.messages, self)
        self.packages = Packages(lambda: context.house is not None, self._merge, self._news.refused)
        self._drops = PackageDrops(self, self.packages.take)
        self._closing = Closing(self, context, self.status)
        self._place = WindowPlace(self, context, "geometry")
        self._build()
        theme.dress(self)
        self._ring = FocusRing(theme, self)
        self.navigation.set_screens([entry for entry in screens if entry.in_navigation])
        self.navigation.set_open(settings.get(NAVIGATION_OPEN))
        context.actions.added.connect(self._take_action)
        window_actions.declare(self, context.actions)
        self._connect()
        self._name_person()
        self.retranslate()
        self._place.restore()
        if settings.notice is not None:
            self.messages.show_message(settings.notice, "warning")

    def _build(self) -> None:
        middle = QVBoxLayout()
        tight(middle)
        middle.addWidget(self.messages)
        middle.addWidget(self.splitter, 1)
        row = QHBoxLayout()
        tight(row)
        row.addWidget(self.navigation)
        row.addLayout(middle, 1)
        centre = QWidget()
        column = QVBoxLayout(centre)
        tight(column)
        column.addWidget(self.top)
        column.addLayout(row, 1)
        column.addWidget(self.status)
        self.setCentralWidget(centre)

    def _take_action(self, action: QAction) -> None:
        self.addAction(action)

    def _connect(self) -> None:
        context = self.context
        self.navigation.chosen.connect(self.go)
        self.navigation.settings_asked.connect(self.dialogs.settings)
        self.navigation.collapsed.connect(lambda closed: context.settings.set(NAVIGATION_OPEN, not closed))
        self.top.language_chosen.connect(self.choose_language)
        self.top.person_asked.connect(self.dialogs.settings)
        self.top.menu_asked.connect(self._menu)
        self.top.date.day_changed.connect(self.stack.set_date)
        self.stack.shown.connect(self._shown)
        self.splitter.needs_changed.connect(self._share)
        self._end_listening = context.settings.listen(self._setting_changed)
        self.undo.look()

    # screens ---------------------------------------------------------------------------------

    def go(self, id: str) -> Screen | None:
        """Bring a screen to the front."""
        if id in self.stack.entries:
            self.navigation.show_at_once(id)
            if self.context.house is None:
                self.context.settings.set(LAST_SCREEN, id)  # `start` shows it once the database is open
                return None
        shown = self.stack.show_screen(id)
        front = self.stack.front()
        if shown is None and front is not None:
            self.navigation.show_current(front.id)
        return shown

    def start(self) -> None:
        """Show the screen of the last time, or the first one."""
        last = self.context.settings.get(LAST_SCREEN)
        ids = list(self.stack.entries)
        if ids:
            self.go(last if last in ids else ids[0])
        self.packages.begin()
        if self.focusWidget() is None:  # else the first button of all would have the keyboard, and its ring
            self.stack.setProperty("noRing", True)
            self.stack.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_record(self, kind: str, id: UUID) -> None:
        """Show a record on the screen that owns it."""
        screen = self.stack.screen_for(kind)
        shown = self.go(screen) if screen else None
        if shown is not None:
            shown.open_record(kind, id)

    def open_list(self, screen: str, filters: dict[str, Any] | None) -> None:
        """Show a screen, filtered."""
        shown = self.go(screen)
        if shown is not None and filters:
            shown.apply(filters)

    def _merge(self, files: list[str]) -> None:
        self.open_list("review", {"part": "packages", "files": files})

    def _shown(self, id: str) -> None:
        self.context.actions.set_scope(id)
        self.navigation.show_current(id)
        self.context.settings.set(LAST_SCREEN, id)
        self.refresh_side()
        self._set_title()
        self._allow_print()

    def _allow_print(self) -> None:
        front = self.stack.front()
        self.context.actions.allow("file.print", front is not None and front.prints,
                                   tr("This screen has nothing to print."))

    def refresh_front(self) -> None:
        """Read again what is shown."""
        self.context.bus.publish(Changes(everything=True))

    def print_front(self) -> None:
        """Print what is shown."""
        front = self.stack.front()
        if front is not None:
            front.print_()

    def refresh_side(self) -> None:
        """Show the side panel of the screen in front, or none."""
        front = self.stack.front()
        self.splitter.bring(front.side_panel() if front is not None else None, front if front is not None else self)

    def _share(self) -> None:
        """The navigation folds where its words would take the room of the screen."""
        self.navigation.set_cramped(self.navigation.open_width() + self.splitter.needed() > self.width())
        self.splitter.settle()

    def _front_id(self) -> str:
        front = self.stack.front()
        return front.id if front is not None else ""

    def show_report(self, report: Path | None) -> None:
        """The program made a mistake: say so, the report behind a link."""
        tell_report(self.messages, report, self.dialogs.report)

    # settings --------------------------------------------------------------------------------

    def _setting_changed(self, setting: Setting[Any]) -> None:
        settings, theme = self.context.settings, self.context.theme
        grown = follow_look(setting, settings, theme, self.messages)
        if grown != 1:
            self.splitter.scale(grown)
        if setting is PERSON_NAME:
            self._name_person()
            if self.context.house is not None:
                self.context.house.known_as(settings.get(PERSON_NAME))
        elif setting is HOUSE_NAME:
            self.show_house_name()

    def _name_person(self) -> None:
        """The name in the corner: the entered one, or the account's."""
        self.top.set_person(self.context.settings.get(PERSON_NAME) or full_name())

    def show_house_name(self) -> None:
        """The name of the house, in bar and title."""
        self.top.set_house(self.context.settings.get(HOUSE_NAME))
        self._set_title()

    def _set_title(self) -> None:
        front = self.stack.front()
        house = self.context.settings.get(HOUSE_NAME) or tr("Incubator")
        title = tr("{screen} – {house}", screen=front.title, house=house) if front is not None else house
        self.setWindowTitle(title)

    def choose_theme(self, key: str) -> None:
        """Other colours."""
        self.context.settings.set(THEME, key)

    def choose_language(self, key: str) -> None:
        """Another language, for everything at once."""
        self._language.choose(key)
        self.context.bus.publish(Changes(everything=True))  # names of companies follow the language

    def _menu(self, place: QPoint) -> None:
        window_actions.main_menu(self, self.context.actions).popup(place)

    # language, state, end --------------------------------------------------------------------

    def retranslate(self) -> None:
        """Words of the frame; screens hear of it themselves."""
        self.context.actions.retranslate()
        for part in (self.navigation, self.top, self.status, self.messages):
            part.retranslate()
        self.splitter.setAccessibleName(tr("Screen and side panel"))
        self.splitter.room.setAccessibleName(tr("Screens"))
        self.undo.tell()
        self._allow_print()
        self._news.show_way_back()
        self.show_house_name()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Words follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """What gives way where there is little room."""
        super().resizeEvent(event)
        self._share()

    def save_state(self) -> None:
        """Remember what the next start should find again."""
        self._place.save()
        self.splitter.save()
        self.stack.save()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Save what is typed, let writes end, then go."""
        if not self.stack.leave_all() and not self._warned:
            self.status.say(msg("Something typed is not saved yet. Correct it, or close again to give it up."),
                            level="warning")
            self._warned = True
            event.ignore()
            return
        if self._closing.must_wait():
            event.ignore()
            return
        self.save_state()
        self._end_listening()
        event.accept()
