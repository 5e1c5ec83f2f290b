"""A stand-in of the Event API: REST and Live Data V2 over recordings, with faults on demand."""
