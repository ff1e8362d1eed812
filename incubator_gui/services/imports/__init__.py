"""Applicants in: a plan that says what each row would do, and one transaction that does it."""

from incubator_gui.services.imports.service import ImportResult, ImportsService

__all__ = ["ImportResult", "ImportsService"]
