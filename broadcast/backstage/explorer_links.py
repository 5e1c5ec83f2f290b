"""Where the links and ids in an answer lead: to the endpoint of the registry that tells more of them. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, NamedTuple
from urllib.parse import parse_qsl, urlencode, urlsplit

from broadcast.eventapi import assumed
from broadcast.eventapi.asking import matching
from broadcast.eventapi.endpoints import Endpoint
from broadcast.eventapi.errors import ForeignLink
from broadcast.eventapi.transport import host_of

_GAME: Final = ("game_event", "event_id")
_TEAM: Final = ("roster", "team_id")
_SESSION: Final = ("session_shots", "session_id")
_COURTS: Final = ("facility_courts", "facility_id")

IDS: Final[dict[str, tuple[str, str]]] = {
    **dict.fromkeys(("event_id", "eventid", "gid", "gameId", "game_id"), _GAME),
    **dict.fromkeys((*assumed.TEAM, "home_team_id", "away_team_id"), _TEAM),
    **dict.fromkeys(assumed.SESSION, _SESSION),
    **dict.fromkeys(("facility_id", "facilityId"), _COURTS),
    "officials_team_id": ("officials_roster", "team_id"),
}
"""The endpoint that a value under a key leads to, and the parameter that it fills in."""

OWN_IDS: Final[dict[str, tuple[str, str]]] = {
    "games": _GAME,
    "results": _SESSION,
    "sessions": _SESSION,
    "teams": _TEAM,
    "facilities": _COURTS,
    "notifications": ("update_notification", "notify_id"),
}
"""The same for the `id` of what is in a list, by the name of the list."""

_MOST_LISTED = 60


class Destination(NamedTuple):
    """An endpoint with its parameters; `unknown` are those of a link that the registry does not know."""

    endpoint: Endpoint
    values: list[tuple[str, str]]
    unknown: list[str]


class Found(NamedTuple):
    """A link or an id in an answer: its place, what it says, and the address in the explorer."""

    place: str
    text: str
    address: str


def destination(link: str, base_url: str) -> Destination | None:
    """Return where a link of an answer leads; `None` where no endpoint of the registry fits.

    Raises `ForeignLink` for one to another host than that of `base_url`: no signed request goes there.
    """
    if host_of(link) is None or host_of(link) != host_of(base_url):
        raise ForeignLink(f"a link to another host than {host_of(base_url)}: {link[:200]}")
    parts = urlsplit(link)
    found = matching("GET", parts.path)
    if found is None:
        return None
    endpoint, path_values = found
    known = {parameter.name for parameter in endpoint.query_parameters}
    query = parse_qsl(parts.query)
    values = [*path_values.items(), *((name, value) for name, value in query if name in known)]
    return Destination(endpoint, values, [name for name, _ in query if name not in known])


def links_in(body: Any, base_url: str, root: str, api: str) -> list[Found]:
    """Return the links and ids of an answer, each address once and the first sixty of them.

    For pages without a script; with one, every place of the answer is a link. `root` is the explorer's address.
    """
    found: dict[str, Found] = {}
    for place, key, holder, value in _leaves(body):
        address = _address(key, holder, value, base_url, root, api)
        if address and address not in found:
            found[address] = Found(place, str(value)[:120], address)
            if len(found) == _MOST_LISTED:
                break
    return list(found.values())


def _address(key: str, holder: str, value: Any, base_url: str, root: str, api: str) -> str | None:
    if isinstance(value, str) and host_of(value) is not None:
        ours = host_of(value) == host_of(base_url)
        return f"{root}follow/?{urlencode({'api': api, 'link': value})}" if ours else None
    target = OWN_IDS.get(holder) if key == "id" else IDS.get(key)
    if target is None or isinstance(value, bool) or not isinstance(value, str | int) or not value:
        return None
    return f"{root}{target[0]}/?{urlencode({target[1]: value, 'api': api})}"


def _leaves(body: Any) -> Iterator[tuple[str, str, str, Any]]:
    """Go through the single values: place, key, the key of the list or object that the object is in, value."""
    waiting: list[tuple[str, str, str, Any]] = [("", "", "", body)]
    while waiting:
        place, key, holder, value = waiting.pop()
        match value:
            case dict():
                inner = [(f"{place}.{name}".lstrip("."), name, key, each) for name, each in value.items()]
                waiting += reversed(inner)
            case list():
                waiting += reversed([(f"{place}[{number}]", key, holder, each) for number, each in enumerate(value)])
            case _:
                yield place, key, holder, value
