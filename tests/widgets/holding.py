"""Putting parts into the window of a test."""

from __future__ import annotations


def put(holder, widget):
    """Put the part there, shown."""
    holder.layout().addWidget(widget)
    widget.show()
    holder.layout().activate()
    return widget
