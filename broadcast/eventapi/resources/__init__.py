"""What the service tells beside the rows of games: events, teams, sensors, callbacks, facilities.

Each module has the kinds of one subject and how they are decoded. Decoding is as tolerant as that of rows: both
vocabularies are read, unknown keys passed over, what is absent is `None`, ids are text, and what is bad is reported
and spares the rest. The only error is `DecodeError`.
"""
