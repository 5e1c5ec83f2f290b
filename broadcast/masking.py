"""Keep the tokens that stand in addresses out of the logs: those of overlays, and the one in vMix's data source."""

from __future__ import annotations

import logging
import re

# What is hidden already, and a place that is left for a token, stay as they are.
BEFORE = ("/overlay/", "?token=", "&token=")
TOKEN = re.compile(rf"({'|'.join(map(re.escape, BEFORE))})(?!\.\.\.|\*\*\*|{{)[^/&\s\"']+")


def mask(text: str) -> str:
    """Return the text with each token taken out of its address."""
    return TOKEN.sub(r"\1...", text)


class MaskTokens(logging.Filter):
    """Takes tokens out of a record. Its arguments stay, since formatters of access logs read them."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        if not any(before in message for before in BEFORE):
            return True
        if isinstance(record.args, tuple):
            record.args = tuple(mask(value) if isinstance(value, str) else value for value in record.args)
        if TOKEN.search(record.getMessage()):
            record.msg, record.args = mask(record.getMessage()), None
        return True
