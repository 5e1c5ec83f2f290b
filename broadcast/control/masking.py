"""Keep control tokens out of the logs: vMix can send its token in the address alone."""

from __future__ import annotations

import logging
import re

TOKEN = re.compile(r"([?&]token=)(?!\.\.\.)[^&\s\"']+")


def mask(text: str) -> str:
    """Return the text with each token taken out of its address."""
    return TOKEN.sub(r"\1...", text)


class MaskQueryTokens(logging.Filter):
    """Takes tokens out of a record. Its arguments stay, since formatters of access logs read them."""

    def filter(self, record: logging.LogRecord) -> bool:
        if "token=" not in record.getMessage():
            return True
        if isinstance(record.args, tuple):
            record.args = tuple(mask(value) if isinstance(value, str) else value for value in record.args)
        if TOKEN.search(record.getMessage()):
            record.msg, record.args = mask(record.getMessage()), None
        return True
