"""Migrations, from the first revision."""
