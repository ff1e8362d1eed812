"""What has a date, in months and weeks."""

from __future__ import annotations

from incubator_gui.views.services.tab_base import Tab


class CalendarTab(Tab):
    """What has a date, in months and weeks."""
