"""Puts it together: start, main window, palette, command line."""
