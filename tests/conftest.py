"""What all tests share."""

from __future__ import annotations

from tests.support.postgres import new_postgres_url, postgres, postgres_url

__all__ = ["new_postgres_url", "postgres", "postgres_url"]
