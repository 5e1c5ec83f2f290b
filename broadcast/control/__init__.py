"""The HTTP API for other programs of the control room."""
