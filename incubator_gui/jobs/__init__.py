"""Workers, progress, cancelling, the change bus. QtCore only."""
