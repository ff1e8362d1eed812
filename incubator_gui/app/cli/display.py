"""Whether there is a screen, and doing without one: Qt ends the process where it finds none."""

from __future__ import annotations

import os
import sys


def has_screen() -> bool:
    """Whether a window could be shown here."""
    return not sys.platform.startswith("linux") or any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def do_without_screen() -> None:
    """Let windows be drawn in memory where there is no screen."""
    if not has_screen():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
