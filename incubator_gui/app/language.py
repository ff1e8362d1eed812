"""Switching the language of the running window, Qt's own words included."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from incubator_gui.core.languages import system_language, use_language
from incubator_gui.core.settings import LANGUAGE, Settings

_QT = {"de": "qtbase_de", "zh": "qtbase_zh_CN"}
_LOCALES = {"en": "en_GB", "de": "de_DE", "zh": "zh_CN"}


class LanguageSwitch:
    """Holds the translator of Qt's words; every widget hears of the change by `LanguageChange`."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._translator: QTranslator | None = None

    def chosen(self) -> str:
        """The language that settings or workstation ask for."""
        return self._settings.get(LANGUAGE) or system_language()

    def use(self, language: str = "") -> None:
        """Speak a language from now on, the chosen one by default."""
        language = language or self.chosen()
        use_language(language)
        QLocale.setDefault(QLocale(_LOCALES[language]))
        turned = self._translator is not None
        self.close()
        if language in _QT:
            translator = QTranslator()
            folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
            if translator.load(_QT[language], folder):
                QCoreApplication.installTranslator(translator)
                self._translator = translator
                turned = True
        app = QApplication.instance()
        if turned:  # Qt tells all widgets itself, but later
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LanguageChange.value)
        elif isinstance(app, QApplication):
            for window in app.topLevelWidgets():
                QCoreApplication.sendEvent(window, QEvent(QEvent.Type.LanguageChange))

    def choose(self, language: str) -> None:
        """Speak a language and remember it; empty is the workstation's."""
        self._settings.set(LANGUAGE, language)
        self.use(language)

    def close(self) -> None:
        """Take Qt's translator away."""
        if self._translator is not None:
            QCoreApplication.removeTranslator(self._translator)
            self._translator = None
