"""`manage.py eventapi`: ask the Event API from a shell (docs/event-api.md).

Standard output holds JSON and nothing else, so that it can be piped; everything said to a person goes to standard
error.
"""

from __future__ import annotations

import asyncio
import difflib
import json
import logging
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from broadcast.eventapi.asking import Question, QuestionError, free_question, matching, parse_body, question
from broadcast.eventapi.endpoints import ENDPOINTS, GROUPS, Endpoint
from broadcast.eventapi.errors import (
    ApiError,
    BadAnswer,
    BadRequest,
    Forbidden,
    NotFound,
    RateLimited,
    ServerError,
    Unauthorized,
    Unreachable,
)
from broadcast.eventapi.http import EventApi
from broadcast.eventapi.snippets import GOOD_FOR_MINUTES, as_curl
from broadcast.eventapi.transport import Answer
from broadcast.feed.worker import configuration_error

METHODS: Final = ("GET", "PUT", "DELETE")
LARGEST_SKEW: Final = 300

_ADVICE: Final[tuple[tuple[type[ApiError], str], ...]] = (
    (Unauthorized, "Check EVENT_USERNAME and EVENT_SECRET."),
    (Forbidden, "This credential has no right to that resource: ask ShotTracker for it, or use another credential."),
    (NotFound, "Check the ids in the path: `manage.py eventapi schedule from=now-1d` lists games and teams."),
    (RateLimited, "Wait a while and ask again."),
    (ServerError, "The service failed. Ask again later; tell ShotTracker the request's id if it stays."),
    (Unreachable, "Check this machine's network, and EVENT_API_URL."),
    (BadRequest, "Check the parameters: `manage.py eventapi` lists those of each endpoint."),
    (BadAnswer, "Check that EVENT_API_URL is the address of the Event API."),
)


class Command(BaseCommand):
    """Send one signed request and print what comes."""

    help = "Ask the Event API, signed with the credentials of the settings. Alone, it lists the endpoints."
    requires_system_checks: list[str] = []  # noqa: RUF012 - Django's own way

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare what is asked and how it is shown."""
        parser.add_argument(
            "words",
            nargs="*",
            metavar="[METHOD] PATH|NAME [k=v ...]",
            help="a path, or the name of an endpoint with the parts of its path among the parameters. "
            "Moments are epoch ms, ISO 8601, now, now-1d, now-30m",
        )
        parser.add_argument("--data", metavar="JSON|@FILE|-", help="what a PUT sends; - is standard input")
        parser.add_argument("--include", action="store_true", help="status and headers, on standard error")
        parser.add_argument(
            "--curl", action="store_true", help="send nothing; print the curl command that would, already signed"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """List, print the curl command, or ask."""
        if not options["words"]:
            self._say(_listing())
            return
        try:
            asked = _question(options["words"], options["data"], round(time.time() * 1000))
        except QuestionError as error:
            raise CommandError(str(error)) from error
        if reason := configuration_error():
            raise CommandError(reason)
        if options["curl"]:
            self._say(as_curl(asked, settings.EVENT_API_URL, settings.EVENT_USERNAME, settings.EVENT_SECRET))
            self.stderr.write(f"Good for {GOOD_FOR_MINUTES} minutes: the service refuses an older date.")
            return
        try:
            with _quiet():
                answer = asyncio.run(_answer(asked))
        except ApiError as error:
            raise CommandError(f"{error}\n{_advice(error, asked)}") from error
        if options["include"]:
            self.stderr.write(f"{answer.status} in {answer.seconds * 1000:.0f} ms")
            for name, value in answer.headers.items():
                self.stderr.write(f"{name}: {value}")
        if answer.body is not None:
            self._say(json.dumps(answer.body, indent=2, ensure_ascii=False))

    def _say(self, text: str) -> None:
        """Write to standard output; whoever reads it may have had enough, as `head` does."""
        try:
            self.stdout.write(text)
            self.stdout.flush()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


async def _answer(asked: Question) -> Answer:
    async with EventApi(settings.EVENT_API_URL, settings.EVENT_USERNAME, settings.EVENT_SECRET) as api:
        return await api.request(asked.method, asked.path, asked.parameters, asked.body)


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the client's own log of refusals and retries out of what is said: an error is told once."""
    logger = logging.getLogger("broadcast.eventapi")
    before = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(before)


def _advice(error: ApiError, asked: Question) -> str:
    found = matching(asked.method, asked.path)
    if isinstance(error, NotFound) and found is not None and found[0].path_assumed:
        return "The service may not offer this: the path is not documented, and our reading of it may be wrong."
    if isinstance(error, Unauthorized) and error.skew is not None and abs(error.skew) > LARGEST_SKEW:
        return "Set this machine's clock: the service refuses what is more than 5 minutes off."
    return next(text for kind, text in _ADVICE if isinstance(error, kind))


def _question(words: list[str], data: str | None, now_ms: int) -> Question:
    """Return the request that the words of the command line make. Raises `QuestionError`."""
    method = words[0].upper() if words[0].upper() in METHODS else None
    rest = words[1:] if method else words
    if not rest or "=" in rest[0].partition("?")[0]:
        raise QuestionError(f"say what to ask: {words[0]} and then a path or the name of an endpoint")
    target, values = rest[0], [_value(word) for word in rest[1:]]
    endpoint = _endpoint(method, target)
    if endpoint is not None:
        return question(endpoint, values, now_ms, _body(endpoint.method, endpoint, data))
    method = method or "GET"
    found = matching(method, target)
    return free_question(method, target, values, now_ms, _body(method, found[0] if found else None, data))


def _endpoint(method: str | None, target: str) -> Endpoint | None:
    """Return the endpoint that is named, or whose path is written as in the list, with its braces."""
    if target.startswith("/"):
        written = (each for each in ENDPOINTS.values() if each.path == target and "{" in target)
        return next((each for each in written if method in (None, each.method)), None)
    endpoint = ENDPOINTS.get(target)
    if endpoint is None:
        near = difflib.get_close_matches(target, ENDPOINTS, n=3)
        hint = f"Is it {' or '.join(near)}?" if near else "`manage.py eventapi` lists the names."
        raise QuestionError(f"There is no endpoint {target}. {hint}")
    if method not in (None, endpoint.method):
        raise QuestionError(f"{target} is asked by {endpoint.method}, not by {method}")
    return endpoint


def _value(word: str) -> tuple[str, str]:
    name, given, value = word.partition("=")
    if not given or not name:
        raise QuestionError(f"a parameter is written name=value, got {word}")
    return name, value


def _body(method: str, endpoint: Endpoint | None, data: str | None) -> Any:
    """Return what is sent: the JSON itself, of a file, or of standard input."""
    example = None if endpoint is None else endpoint.body
    if data is None:
        if example is not None:
            raise QuestionError(f"this sends a body; give it as --data '{json.dumps(example)}'")
        return None
    if method != "PUT":
        raise QuestionError(f"{method} sends no body: leave --data out")
    try:
        if data == "-":
            return parse_body(sys.stdin.read())
        return parse_body(Path(data[1:]).read_text(encoding="utf-8") if data.startswith("@") else data)
    except (OSError, UnicodeError) as error:
        raise QuestionError(f"--data {data}: {error}") from error


def _listing() -> str:
    """Return the endpoints by section, with their parameters; one in brackets or with a value may be left out."""
    lines = []
    for group, endpoints in GROUPS.items():
        lines += [group, ""]
        for endpoint in endpoints:
            lines += [f"  {endpoint.name}: {endpoint.title}{' (deprecated)' if endpoint.deprecated else ''}"]
            lines += [f"    {endpoint.method} {endpoint.path}"]
            words = [
                f"{each.name}={each.default or ''}" if each.required else f"[{each.name}=]"
                for each in endpoint.parameters
            ]
            words += ["--data"] if endpoint.body is not None else []
            lines += [f"    {' '.join(words)}"] if words else []
        lines += [""]
    return "\n".join(lines).rstrip()
