"""Workers, progress, cancelling, the change bus. Of Qt only QtCore."""
