"""The worker that follows games: catch up, stream, reconcile, journal, publish."""
