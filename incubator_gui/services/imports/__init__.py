"""Applicants in: a plan that says what each row would do, and one transaction that does it."""

from incubator_gui.services.imports.service import ImportResult, ImportsService, Prepared

__all__ = ["ImportResult", "ImportsService", "Prepared"]
