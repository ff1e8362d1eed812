"""What tests of this screen share."""

from __future__ import annotations

from tests.qt_support import context, jobs, nothing_left, settings, theme
from tests.views.companies.room import house, room, shell

__all__ = ["context", "house", "jobs", "nothing_left", "room", "settings", "shell", "theme"]
