"""Review packages open with this program by a double click: what the desktop of this person is told.

Linux: a MIME type, an application and its icon below XDG_DATA_HOME (freedesktop.org: Shared MIME-info
Database, Desktop Entry Specification, Icon Theme Specification). Windows: two keys of the person below
HKEY_CURRENT_USER\\Software\\Classes. Nothing of other people or of the system is touched.
"""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import platformdirs

from incubator_gui.core.errors import Environment, Refused
from incubator_gui.core.languages import current, translator
from incubator_gui.core.messages import Message, msg
from incubator_gui.core.resources import resource
from incubator_gui.exchange.review_archive_frame import SUFFIX

MIME = "application/x-incubator-review-package"
CLASS = "IncubatorGui.ReviewPackage"
NAME = "incubator-gui"
ASSOCIATED = msg("Review packages open with this program by a double click from now on.")
_KIND = msg("Review package")
_ABOUT = msg("Runs a startup incubator")
_LOCALES = {"en": "", "de": "de", "zh": "zh_CN"}
"""Our languages as the files of the desktop call them; English has no name there."""


def program() -> tuple[str, ...]:
    """The words that start this program: the frozen one, the installed one, else Python with its module."""
    if getattr(sys, "frozen", False):
        return (sys.executable,)
    installed = Path(sys.executable).with_name(NAME + (".exe" if sys.platform == "win32" else ""))
    return (str(installed),) if installed.is_file() else (sys.executable, "-m", "incubator_gui")


def can_associate(system: str = sys.platform) -> bool:
    """Whether this system can be told; macOS takes it from an application bundle only."""
    return system in {"linux", "win32"}


def associate(command: Sequence[str] | None = None, *, system: str = sys.platform, registry: Any = None) -> None:
    """Packages open with `command` from now on; raises Refused where that cannot be, Environment without rights."""
    _on(system, lambda: _write_linux(tuple(command or program())),
        lambda: _write_windows(tuple(command or program()), registry or _winreg()))


def dissociate(*, system: str = sys.platform, registry: Any = None) -> None:
    """Take back what `associate` did; nothing happens where nothing was done."""
    _on(system, _remove_linux, lambda: _remove_windows(registry or _winreg()))


def _on(system: str, linux: Callable[[], None], windows: Callable[[], None]) -> None:
    if not can_associate(system):
        raise Refused(msg("This system cannot be told to open review packages with the program. Drop the file on its "
                          "window instead."))
    try:
        linux() if system == "linux" else windows()
    except OSError as reason:
        raise Environment(msg("The desktop could not be told about review packages: {reason}.",
                              reason=reason.strerror or str(reason))) from reason


def linux_files(command: Sequence[str], base: Path) -> Mapping[Path, str]:
    """What is written below `base` (XDG_DATA_HOME): each file and its text."""
    return {
        base / "mime/packages" / f"{NAME}.xml": "\n".join((
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">',
            f'  <mime-type type="{MIME}">',
            *(f"    <comment{_spoken(locale)}>{words}</comment>" for locale, words in _in_all(_KIND)),
            f'    <icon name="{NAME}"/>',
            f'    <glob pattern="*{SUFFIX}"/>', "  </mime-type>", "</mime-info>", "")),
        base / "applications" / f"{NAME}.desktop": "\n".join((
            "[Desktop Entry]", "Type=Application", "Version=1.0", "Name=Incubator",
            *(f"Comment{f'[{locale}]' if locale else ''}={words}" for locale, words in _in_all(_ABOUT)),
            f"Exec={' '.join(map(exec_word, command))} %f", f"Icon={NAME}", "Terminal=false", "Categories=Office;",
            f"MimeType={MIME};", f"StartupWMClass={NAME}", "")),
        base / "icons/hicolor/scalable/apps" / f"{NAME}.svg":
            resource("application", f"{NAME}.svg").read_text(encoding="utf-8"),
    }


def _in_all(words: Message) -> tuple[tuple[str, str], ...]:
    """A sentence in each language, by locale."""
    return tuple((locale, translator(language).text(words)) for language, locale in _LOCALES.items())


def _spoken(locale: str) -> str:
    return f' xml:lang="{locale}"' if locale else ""


def exec_word(word: str) -> str:
    """A word of an Exec line: quoted, then escaped as a string (Desktop Entry Specification, "The Exec key")."""
    quoted = "".join("\\" + letter if letter in '"`$\\' else letter for letter in word)
    return '"' + quoted.replace("\\", "\\\\").replace("%", "%%") + '"'


def _write_linux(command: Sequence[str]) -> None:
    base = Path(platformdirs.user_data_dir())
    for place, words in linux_files(command, base).items():
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(words, encoding="utf-8")
    _refresh(base)


def _remove_linux() -> None:
    base = Path(platformdirs.user_data_dir())
    for place in linux_files((NAME,), base):
        place.unlink(missing_ok=True)
    _refresh(base)


def _refresh(base: Path) -> None:
    """The caches of the desktop, as far as its tools are there; without them it looks at its next start."""
    for tool, folder in (("update-mime-database", base / "mime"), ("update-desktop-database", base / "applications")):
        if (found := shutil.which(tool)) is not None and folder.is_dir():
            with contextlib.suppress(subprocess.TimeoutExpired):
                subprocess.run((found, str(folder)), check=False, capture_output=True, timeout=60)


def _winreg() -> Any:
    import winreg

    return winreg


def _write_windows(command: Sequence[str], registry: Any) -> None:
    run = subprocess.list2cmdline(command) + ' "%1"'
    icon = f"{command[0]},0"
    for key, value in ((SUFFIX, CLASS), (CLASS, current().text(_KIND)), (rf"{CLASS}\DefaultIcon", icon),
                       (rf"{CLASS}\shell\open\command", run)):
        with registry.CreateKey(registry.HKEY_CURRENT_USER, rf"Software\Classes\{key}") as made:
            registry.SetValueEx(made, "", 0, registry.REG_SZ, value)


def _remove_windows(registry: Any) -> None:
    for key in (rf"{CLASS}\shell\open\command", rf"{CLASS}\shell\open", rf"{CLASS}\shell", rf"{CLASS}\DefaultIcon",
                CLASS, SUFFIX):
        with contextlib.suppress(FileNotFoundError):
            registry.DeleteKey(registry.HKEY_CURRENT_USER, rf"Software\Classes\{key}")
