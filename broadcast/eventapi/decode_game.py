"""Decode what describes a game as a whole: clock, totals, markers, sessions, schedule, roster.

As in `decode_plays`, a decoder takes a `Reader` and returns the row's key and decoded data (docs/rows.md),
or raises `Unusable`.
"""

from typing import Any

from broadcast.eventapi import assumed
from broadcast.eventapi.clocks import parse_clock
from broadcast.eventapi.decode_plays import Decoded
from broadcast.eventapi.values import Reader, Unusable, present

GAME_KEY = "game"


def decode_clock(reader: Reader) -> Decoded:
    """Decode the running clock. A clock that cannot be read is kept as `clock_text`."""
    shot_clock = reader.clock(*assumed.SHOT_CLOCK)
    return GAME_KEY, present(
        period=reader.period(),
        **_game_clock(reader),
        shot_clock_ms=shot_clock and shot_clock.ms,
        at=reader.time(*assumed.TIME),
    )


def _game_clock(reader: Reader) -> dict[str, Any]:
    value = reader.first(*assumed.GAME_CLOCK)
    clock = parse_clock(value)
    if clock is not None:
        return {"clock_ms": clock.ms, "resolution_ms": clock.resolution_ms}
    if value is None or value == "":
        return {}
    reader.drop(assumed.GAME_CLOCK[0], "a clock that cannot be read")
    return {"clock_text": str(value)[:100]} if isinstance(value, str | int | float) else {}


def decode_totals(reader: Reader) -> Decoded:
    """Decode `gameTotals` (EVENT_API section 5.6), bare or wrapped; a score missing beside complete periods
    is their sum.
    """
    inner = reader.first("gameTotals", "game_totals")
    if isinstance(inner, dict):
        wrapped = Reader(reader.source, inner)
        decoded = decode_totals(wrapped)
        reader.rejected += wrapped.rejected
        return decoded
    periods = _periods(reader)
    home, away = _side(reader, "home"), _side(reader, "away")
    for name, side in (("home", home), ("away", away)):
        if side is not None and "score" not in side and periods:
            side["score"] = sum(period[name] for period in periods)
    data = present(
        home=home if home and "score" in home else None,
        away=away if away and "score" in away else None,
        period=reader.period(),
        **_game_clock(reader),
        status=status_word(reader),
    )
    if not data and not periods:
        raise Unusable("totals that say nothing that is known")
    return GAME_KEY, {**data, "periods": periods}


def _side(reader: Reader, name: str) -> dict[str, Any] | None:
    """Return {team?, score?} of one side, from `homeTeamScore` or plainer keys (ASSUMED)."""
    value = reader.first(f"{name}TeamScore", f"{name}_team_score", f"{name}Score", f"{name}_score", name)
    part = Reader(reader.source, value if isinstance(value, dict) else {"value": value})
    side = present(
        team=part.identifier(*assumed.TEAM, "id") or reader.identifier(f"{name}TeamId", f"{name}_team_id"),
        score=part.whole(("value", "score", "points"), 0, assumed.HIGHEST_SCORE),
    )
    reader.rejected += part.rejected
    return side or None


def _periods(reader: Reader) -> list[dict[str, Any]]:
    """Return the periods in the order of play, which is not the order they are sent in (EVENT_API Part II
    B, gameTotals).
    """
    sent = reader.first("periodTotals", "period_totals")
    found: dict[str, dict[str, Any]] = {}
    for entry in sent if isinstance(sent, list) else []:
        part = Reader(reader.source, entry if isinstance(entry, dict) else {})
        name, home, away = part.period(), _side(part, "home"), _side(part, "away")
        reader.rejected += part.rejected
        if name is None or home is None or away is None or "score" not in home or "score" not in away:
            reader.drop("periodTotals", "a period without its name or its two scores")
            continue
        session = part.identifier(*assumed.SESSION)
        found.setdefault(name, present(period=name, home=home["score"], away=away["score"], session=session))
    return sorted(found.values(), key=lambda period: period_order(period["period"]))


def period_order(name: str) -> tuple[int, int, str]:
    """Return a sort key that puts periods in the order of play: halves or quarters, overtimes, then the
    unknown by name.
    """
    match = assumed.PERIOD_ORDER.fullmatch(name)
    if match is None:
        return 2, 0, name
    return assumed.PERIOD_KINDS[match["kind"]], int(match["number"] or 1), name


def status_word(reader: Reader) -> str | None:
    """Return scheduled, live or ended, or the feed's own word in lower case."""
    word = reader.word("status")
    return None if word is None else assumed.STATUS_WORDS.get(word, word.lower())


def decode_marker(reader: Reader) -> Decoded:
    """Decode a marker (ASSUMED, EVENT_API Part II A10): something changed that is worth asking about."""
    kind = reader.word(*assumed.MARKER_TYPE)
    if kind is None:
        raise Unusable("a marker without a type")
    at = reader.time(*assumed.TIME)
    inner = reader.first("data")
    part = Reader(reader.source, inner) if isinstance(inner, dict) else reader
    colors = {side: found for side in ("home", "away") if (found := _colors(part, side))}
    if part is not reader:
        reader.rejected += part.rejected
    return f"{kind}:{'' if at is None else at}", present(
        type=kind,
        at=at,
        status=part.word("status"),
        session=part.identifier(*assumed.SESSION),
        period=part.period(),
        colors=colors or None,
    )


def _colors(reader: Reader, side: str) -> dict[str, Any]:
    value = reader.first(side)
    part = Reader(reader.source, value if isinstance(value, dict) else {"color": value})
    found = present(color=part.color(*assumed.MARKER_COLORS), text_color=part.color(*assumed.MARKER_TEXT_COLORS))
    reader.rejected += part.rejected
    return found


def decode_event(reader: Reader) -> Decoded:
    """Decode a game event (EVENT_API section 5.3): its sessions, in the order they are sent."""
    sent = reader.first("results")
    sessions = []
    for entry in sent if isinstance(sent, list) else []:
        part = Reader(reader.source, entry if isinstance(entry, dict) else {})
        session = part.identifier("id", *assumed.SESSION)
        if session is None:
            reader.drop("results", "a session without an id")
            continue
        sessions.append(
            present(
                id=session,
                period=part.period() or part.word("name"),
                started_at=part.time("started_at"),
                ended_at=part.time("ended_at"),
            )
        )
        reader.rejected += part.rejected
    return GAME_KEY, present(name=reader.text("name"), format=reader.word("game_type"), sessions=sessions)


def decode_schedule(reader: Reader) -> Decoded:
    """Decode a game of the schedule (EVENT_API section 5.1). A side not yet known has the empty id."""
    event_id = reader.identifier("event_id")
    if event_id is None:
        raise Unusable("a scheduled game without an event id")
    return GAME_KEY, present(
        event_id=event_id,
        status=status_word(reader) or "scheduled",
        tipoff_at=reader.time("tipoff_at"),
        venue=reader.text("facility_name", "court_name"),
        gender=reader.word("gender"),
        home=_scheduled_side(reader, "home"),
        away=_scheduled_side(reader, "away"),
        results_url=reader.link("_results"),
    )


def _scheduled_side(reader: Reader, side: str) -> dict[str, str]:
    return {"id": reader.identifier(f"{side}_team_id") or "", "name": reader.text(f"{side}_team_name") or ""}


def decode_roster(reader: Reader) -> Decoded:
    """Decode a team and its players (EVENT_API section 5.12)."""
    team = reader.identifier("id", *assumed.TEAM)
    if team is None:
        raise Unusable("a roster without a team")
    images = reader.first("team_images")
    logos = Reader(reader.source, images if isinstance(images, dict) else {})
    logo = reader.link("logo_image_link") or logos.link(
        "logo_dark_transparent", "logo_light_transparent", "logo_dark", "logo_light"
    )
    reader.rejected += logos.rejected
    players: dict[str, dict[str, Any]] = {}
    sent = reader.first("players")
    for entry in sent if isinstance(sent, list) else []:
        part = Reader(reader.source, entry if isinstance(entry, dict) else {})
        player = part.identifier("id", *assumed.PLAYER)
        if player is None:
            reader.drop("players", "a player without an id")
            continue
        players[player] = _player(part)
        reader.rejected += part.rejected
    return team, present(id=team, name=reader.text("name") or "", logo=logo, players=players)


def _player(reader: Reader) -> dict[str, Any]:
    display, first, last = (
        reader.text("display_name"),
        reader.text("first_name", "firstname"),
        reader.text("last_name", "lastname"),
    )
    number = reader.whole(("jersey_number",), 0, 999)
    images = reader.first("team_player_images")
    pictures = Reader(reader.source, images if isinstance(images, dict) else {})
    picture = reader.link("profile_image_link") or pictures.link(
        "headshot_transparent", "headshot_light", "image_profile"
    )
    reader.rejected += pictures.rejected
    return present(
        name=" ".join(part for part in (first, last) if part) or display or "",
        display_name=display,
        first_name=first,
        last_name=last,
        jersey=reader.text("jersey_number_str") or (None if number is None else str(number)),
        position=reader.text("position"),
        picture=picture,
        starter=reader.flag("is_starter"),
        active=reader.flag("is_active"),
    )
