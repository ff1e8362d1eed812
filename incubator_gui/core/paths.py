"""Where the program keeps things on this machine. `INCUBATOR_HOME` puts all of it in one folder."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from platformdirs import PlatformDirs


@dataclass(frozen=True, slots=True)
class Paths:
    """Folders of one person on one workstation; made when first asked for."""

    data: Path
    config: Path
    state: Path
    cache: Path

    @property
    def default_database(self) -> Path:
        """The file that is opened when none is named."""
        return self.data / "incubator.db"

    @property
    def log(self) -> Path:
        """The log file."""
        return self.state / "incubator.log"

    def make(self) -> Paths:
        """Create the folders, readable by this person only where the system can say so."""
        for folder in (self.data, self.config, self.state, self.cache):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return self


def paths() -> Paths:
    """The folders of this process, after `INCUBATOR_HOME` or the system's custom."""
    home = os.environ.get("INCUBATOR_HOME")
    if home:
        base = Path(home).expanduser()
        return Paths(base / "data", base / "config", base / "state", base / "cache")
    dirs = PlatformDirs("incubator-gui", appauthor=False)
    return Paths(Path(dirs.user_data_dir), Path(dirs.user_config_dir), Path(dirs.user_state_dir),
                 Path(dirs.user_cache_dir))
