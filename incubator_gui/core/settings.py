"""Declared, typed settings of one person on one workstation, kept in a JSON file."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from incubator_gui.core.messages import Message, msg

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Setting(Generic[T]):
    """One setting: where it is kept, what holds without it, and what it means."""

    key: str
    default: T
    kind: type[T]
    description: Message
    choices: tuple[T, ...] = ()
    low: float | None = None
    high: float | None = None

    def accepts(self, value: object) -> bool:
        """Whether a value read from the file may be used."""
        if self.kind is float and isinstance(value, int) and not isinstance(value, bool):
            value = float(value)
        if not isinstance(value, self.kind) or (isinstance(value, bool) and self.kind is not bool):
            return False
        if self.choices and value not in self.choices:
            return False
        if isinstance(value, (int, float)):
            return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)
        return True


LANGUAGE = Setting("language", "", str, msg("Language of the screen; empty: as the workstation"),
                   ("", "en", "de", "zh"))
THEME = Setting("theme", "system", str, msg("Colours of the window"), ("system", "light", "dark", "contrast"))
TEXT_SIZE = Setting("text_size", 100, int, msg("Size of the text in per cent"), low=80, high=200)
HOUSE_NAME = Setting("house_name", "", str, msg("Name of the house, in the window and on papers"))
PERSON_NAME = Setting("person_name", "", str, msg("Your name, as it stands in the history"))
NAVIGATION_OPEN = Setting("navigation_open", True, bool, msg("The navigation shows words beside its icons"))
LAST_SCREEN = Setting("last_screen", "", str, msg("The screen that was open last"))
LAST_DATABASE = Setting("last_database", "", str, msg("The database that was open last"))
BACKUP_FOLDER = Setting("backup_folder", "", str, msg("Folder of the backups; empty: beside the database"))
BACKUP_HOURS = Setting("backup_hours", 4, int, msg("Hours between two backups; 0: none by itself"),
                       low=0, high=168)
LESS_MOTION = Setting("less_motion", False, bool, msg("No animations"))
SHORTCUTS: Setting[dict[str, Any]] = Setting("shortcuts", {}, dict, msg("Shortcuts that were changed"))
WINDOW: Setting[dict[str, Any]] = Setting("window", {}, dict, msg("Place and size of the window"))
LAYOUTS: Setting[dict[str, Any]] = Setting("layouts", {}, dict, msg("Columns and views of the tables"))
SCREENS: Setting[dict[str, Any]] = Setting("screens", {}, dict, msg("How each screen was left"))
MAPPINGS: Setting[dict[str, Any]] = Setting("mappings", {}, dict,
                                             msg("Columns of imported files, by their header"))

ALL: tuple[Setting[Any], ...] = (
    LANGUAGE, THEME, TEXT_SIZE, HOUSE_NAME, PERSON_NAME, NAVIGATION_OPEN, LAST_SCREEN, LAST_DATABASE,
    BACKUP_FOLDER, BACKUP_HOURS, LESS_MOTION, SHORTCUTS, WINDOW, LAYOUTS, SCREENS, MAPPINGS)


class Settings:
    """The values of the settings; writes the file at each change, and leaves alone what it does not know.

    `notice` says what happened to a file that could not be read.
    """

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self._values: dict[str, Any] = {}
        self._listeners: list[Callable[[Setting[Any]], None]] = []
        self.notice: Message | None = None
        if file is not None:
            self._values = self._read(file)

    def get(self, setting: Setting[T]) -> T:
        """The value, or the default where the file has none that fits."""
        value = self._values.get(setting.key, setting.default)
        if not setting.accepts(value):
            return setting.default
        return setting.kind(value) if setting.kind is float else value  # type: ignore[call-arg]

    def set(self, setting: Setting[T], value: T) -> None:
        """Keep a value; raises ValueError for one that the setting does not accept."""
        if not setting.accepts(value):
            raise ValueError(f"{setting.key}: {value!r}")
        if self._values.get(setting.key, setting.default) == value:
            return
        self._values[setting.key] = value
        self._write({setting.key: value})
        for listener in tuple(self._listeners):
            listener(setting)

    def part(self, setting: Setting[dict[str, Any]], name: str) -> Any:
        """One entry of a setting that is a dictionary; None when missing."""
        return self.get(setting).get(name)

    def set_part(self, setting: Setting[dict[str, Any]], name: str, value: Any) -> None:
        """Keep one entry of a dictionary; None removes it."""
        whole: dict[str, Any] = dict(self.get(setting).items())
        if value is None:
            whole.pop(name, None)
        else:
            whole[name] = value
        self.set(setting, whole)

    def listen(self, listener: Callable[[Setting[Any]], None]) -> Callable[[], None]:
        """Be told of each change; the result ends it."""
        self._listeners.append(listener)

        def end() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return end

    def _read(self, file: Path) -> dict[str, Any]:
        try:
            content = json.loads(file.read_text("utf-8"))
            if not isinstance(content, dict):
                raise ValueError
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, RecursionError):
            kept = file.with_name(file.name + ".damaged")
            try:
                os.replace(file, kept)
            except OSError:
                kept = file
            self.notice = msg(
                "The settings could not be read and start afresh. The old file is kept as {path}.",
                path=str(kept))
            return {}
        return content

    def _write(self, changed: Mapping[str, Any]) -> None:
        if self._file is None:
            return
        try:  # another window may have written in between: only what we changed is ours
            on_disk = json.loads(self._file.read_text("utf-8"))
        except (OSError, ValueError, RecursionError):
            on_disk = None
        content = {**(on_disk if isinstance(on_disk, dict) else self._values), **changed}
        scratch = self._file.with_name(f".{self._file.name}.{os.getpid()}")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            scratch.write_text(json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True), "utf-8")
            os.replace(scratch, self._file)
        except OSError:
            self.notice = msg(
                "The settings could not be saved in {path}. They hold until you close the window.",
                path=str(self._file))
