"""A whole league from a seed: its teams, halls, schedule, practices and tracking, for the stand-in to serve.

All of it is pure and deterministic: the same seed and the same moment to be laid out around give the same world, to the
byte. Nothing here is of a real team, person or place.
"""
