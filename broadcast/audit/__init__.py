"""One registry of who did what, and when."""
