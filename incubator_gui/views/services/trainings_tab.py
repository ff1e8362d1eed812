"""Trainings: seats, attendance, hours into the ledger."""

from __future__ import annotations

from incubator_gui.views.services.tab_base import Tab


class TrainingsTab(Tab):
    """Trainings: seats, attendance, hours into the ledger."""
