"""Games, follows, teams and the journal, with the actions that change them. No pages."""
