"""The client of the Event API: signing, REST, Live Data V2 and tolerant decoding."""
