"""What companies may use: granted, used, left."""

from __future__ import annotations

from incubator_gui.views.services.tab_base import Tab


class EntitlementsTab(Tab):
    """What companies may use: granted, used, left."""
