"""Paths, errors, clock, messages, resources. Standard library, Babel and platformdirs only."""
