"""The producers' pages: the board of followed games and the game page."""
