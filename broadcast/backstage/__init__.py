"""The admins' pages: the schedule, and which games to follow."""
