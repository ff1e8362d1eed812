"""The solvers. No database."""
