"""The game itself: the merge rule, clocks, lineups, box score, and the game document. No I/O."""
