"""Plots whose marks are rows of a list: the keyboard, screen readers and selection come with it."""
