"""Courtside: a live broadcast dashboard for basketball."""

__version__ = "0.1.0"
