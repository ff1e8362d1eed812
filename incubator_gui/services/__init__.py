"""The use cases, one module for each area; the only place that commits."""
