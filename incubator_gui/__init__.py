"""The program with which the staff of a startup incubator run it."""

__version__ = "0.1.0"
