"""Keep the tokens of overlays out of the logs: they stand in the addresses."""

from __future__ import annotations

import logging
import re

TOKEN = re.compile(r"(/overlay/)[^/\s\"']+")


def mask(text: str) -> str:
    """Return the text with each overlay's token taken out of its address."""
    return TOKEN.sub(r"\1...", text)


class MaskTokens(logging.Filter):
    """Takes tokens out of a record's message."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        if "/overlay/" in message:
            record.msg, record.args = mask(message), None
        return True
