"""Where the files that ship with the program are: checkout, wheel, or frozen bundle."""

from __future__ import annotations

import sys
from functools import lru_cache
from pathlib import Path


@lru_cache(maxsize=1)
def resource_root() -> Path:
    """The `resources` folder; raises FileNotFoundError when the installation is broken."""
    here = Path(__file__).resolve()
    frozen = getattr(sys, "_MEIPASS", None)
    candidates = [Path(frozen) / "resources"] if frozen else []
    candidates += [here.parents[2] / "resources", here.parents[1] / "resources",
                   Path(sys.prefix) / "share" / "incubator-gui" / "resources"]
    for candidate in candidates:
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError("the folder 'resources' is missing from the installation")


def resource(*parts: str) -> Path:
    """A file or folder below `resources`; not checked for existence."""
    return resource_root().joinpath(*parts)
