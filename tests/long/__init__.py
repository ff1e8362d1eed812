"""Load and soak: `make test-long`, within a quarter of an hour."""
