"""Courtside: a live broadcast dashboard for basketball."""
