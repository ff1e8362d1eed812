"""Files that were imported before, by kind of import."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from incubator_gui.views.importing.file_page import MOST_RECENT
from incubator_gui.views.importing.kinds import APPLICATIONS, HOUSE, KINDS

_KEPT = {APPLICATIONS: "recent", HOUSE: "recent_house"}


class Recent:
    """The latest first, a handful of each kind."""

    def __init__(self) -> None:
        self._files: dict[str, list[Path]] = {key: [] for key in KINDS}

    def of(self, kind: str) -> list[Path]:
        """Those of a kind."""
        return self._files[kind]

    def add(self, kind: str, file: Path) -> None:
        """One was opened."""
        self._files[kind] = [file, *(one for one in self._files[kind] if one != file)][:MOST_RECENT]

    def state(self) -> dict[str, Any]:
        """As JSON values."""
        return {_KEPT[key]: [str(file) for file in files] for key, files in self._files.items()}

    def restore(self, state: dict[str, Any]) -> None:
        """Take back what `state` gave."""
        for key, name in _KEPT.items():
            kept = state.get(name)
            self._files[key] = [Path(file) for file in kept if isinstance(file, str)][:MOST_RECENT] if isinstance(
                kept, list) else []
