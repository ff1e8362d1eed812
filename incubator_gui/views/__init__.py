"""One package for each screen; screens do not know each other."""
