"""Mentors: topics, hours, sessions."""

from __future__ import annotations

from incubator_gui.views.services.tab_base import Tab


class MentorsTab(Tab):
    """Mentors: topics, hours, sessions."""
