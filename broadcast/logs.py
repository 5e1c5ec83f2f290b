"""How log lines look: for people on a terminal, as JSON for machines. Secrets are taken out of both.

Everything logs through the standard library, our own modules and libraries alike, so all lines take one form: time
(ISO, UTC), level, logger, event, `game` where a line is about one, and the exception as text. What a task has bound
with `structlog.contextvars` is in each of its lines.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote, urlsplit

from structlog.contextvars import merge_contextvars
from structlog.dev import ConsoleRenderer, plain_traceback
from structlog.processors import JSONRenderer, StackInfoRenderer, format_exc_info
from structlog.stdlib import ExtraAdder, ProcessorFormatter, add_log_level, add_logger_name
from structlog.types import EventDict, WrappedLogger

from broadcast.masking import mask

FORMATS = ("console", "json")
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
HIDDEN = "***"
SHORTEST_SECRET = 8
"""A shorter secret is not searched for by its value: it would be found in ordinary words."""

_QUOTE = r"\\*[\"']"
_NAME = r"\b[\w-]*(?:token|password|passwd|secret|signature|hmac|authorization|sessionid|api[_-]?key)[\w-]*"
_HEADER_LINE = re.compile(
    r"(?i)\b((?:proxy-)?authorization|(?:set-)?cookie|x-[\w-]*(?:signature|hmac|token|key)[\w-]*)"
    rf"(\s*[:=]\s*)(?!{_QUOTE})[^\r\n]+"
)
_QUOTED = re.compile(rf"(?i)({_NAME}(?:{_QUOTE})?\s*[=:,]\s*b?)({_QUOTE}).*?(?=\2)")
_BARE = re.compile(rf"(?i)({_NAME}\s*=\s*)(?!b?{_QUOTE})[^\s&;,\"'<>\\()\[\]{{}}]+")
_CREDENTIALS = re.compile(r"([a-zA-Z][\w+.-]*://[^\s/:@\"']*:)[^\s@\"'/]+(?=@)")


class Redactor:
    """Takes secrets out of texts: by how they are written, and those of `values` wherever they stand."""

    def __init__(self, values: Iterable[str] = ()) -> None:
        known = sorted({value for value in values if len(value) >= SHORTEST_SECRET}, key=len, reverse=True)
        self._known = re.compile("|".join(map(re.escape, known))) if known else None

    def clean(self, text: str) -> str:
        """Return the text without secrets."""
        if self._known is not None:
            text = self._known.sub(HIDDEN, text)
        text = _CREDENTIALS.sub(rf"\1{HIDDEN}", text)
        text = _HEADER_LINE.sub(rf"\1\2{HIDDEN}", text)
        text = _QUOTED.sub(rf"\1\2{HIDDEN}", text)
        return mask(_BARE.sub(rf"\1{HIDDEN}", text))

    def __call__(self, logger: WrappedLogger, name: str, event_dict: EventDict) -> EventDict:
        """Clean all that a line says, its exception too. A structlog processor."""
        for key, value in event_dict.items():
            if value is not None and not isinstance(value, bool | int | float):
                event_dict[key] = self.clean(str(value))
        return event_dict


def add_time(logger: WrappedLogger, name: str, event_dict: EventDict) -> EventDict:
    """Say when the line was logged, to the millisecond, in UTC. A structlog processor."""
    at = datetime.fromtimestamp(event_dict["_record"].created, UTC)
    event_dict["timestamp"] = at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return event_dict


def formatter(form: str, secrets: Iterable[str] = (), *, colors: bool = False) -> ProcessorFormatter:
    """Return the formatter of one of FORMATS; `secrets` are values that no line may hold."""
    render = (
        JSONRenderer(ensure_ascii=False)
        if form == "json"
        else ConsoleRenderer(colors=colors, exception_formatter=plain_traceback, pad_event_to=0)
    )
    return ProcessorFormatter(
        foreign_pre_chain=[
            add_time,
            add_log_level,
            add_logger_name,
            merge_contextvars,
            ExtraAdder(allow=["game"]),
            StackInfoRenderer(),
            format_exc_info,
        ],
        processors=[ProcessorFormatter.remove_processors_meta, Redactor(secrets), render],
    )


def configuration(level: str, form: str, secrets: Iterable[str] = ()) -> dict[str, Any]:
    """Return the logging configuration: one handler, to standard error, for everything.

    Django's and uvicorn's own handlers are taken away, so that their lines come once and in the same form.
    """
    through_root = {"handlers": [], "propagate": True}
    quieter = {"level": max("WARNING", level, key=LEVELS.index)}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {"()": formatter, "form": form, "secrets": tuple(secrets), "colors": sys.stderr.isatty()},
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            **dict.fromkeys(("django", "uvicorn", "uvicorn.error"), through_root),
            **{name: {**through_root, "level": "INFO"} for name in ("django.server", "uvicorn.access")},
            **dict.fromkeys(("httpx", "axes", "twisted"), quieter),
        },
    }


def secrets_of(url: str) -> list[str]:
    """Return the password that an address holds, as it is written there and as it is meant."""
    try:
        password = urlsplit(url).password
    except ValueError:
        return []
    return [password, unquote(password)] if password else []
