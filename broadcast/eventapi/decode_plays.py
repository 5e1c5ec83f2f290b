"""Decode the rows of play: shots, details, stats, possessions, lineups. Both vocabularies of the service
are read.

A decoder takes a `Reader` of a wire row that is complete in itself and returns the row's key and decoded
data (docs/rows.md). It raises `Unusable` where the row cannot be kept. `ungroup` first takes apart the
groups per team and player that REST wraps some rows in.
"""

import math
from collections.abc import Iterator
from typing import Any

from broadcast.eventapi import assumed
from broadcast.eventapi.values import Reader, Unusable, identifier, identifiers, present, words

Decoded = tuple[str, dict[str, Any] | None]


def decode_shot(reader: Reader) -> Decoded:
    """Decode a shot (EVENT_API sections 5.5 and 5.9). A shot needs a time and a team."""
    at = reader.time(*assumed.TIME)
    if at is None:
        raise Unusable("a shot without a time")
    player = reader.identifier(*assumed.PLAYER)
    session = reader.identifier(*assumed.SESSION)
    key = f"{session or ''}:{player or ''}:{at}"
    if assumed.DELETED_STATUS_PART in (reader.word(*assumed.ROW_STATUS) or ""):
        return key, None
    team = reader.identifier(*assumed.TEAM)
    if team is None:
        raise Unusable("a shot without a team")
    x, y = _position(reader)
    clock = reader.clock(*assumed.GAME_CLOCK)
    shot_clock = reader.clock(*assumed.SHOT_CLOCK)
    return key, present(
        team=team,
        player=player,
        at=at,
        session=session,
        period=reader.period(),
        clock_ms=clock and clock.ms,
        shot_clock_ms=shot_clock and shot_clock.ms,
        made=_made(reader),
        three=_three(reader),
        x=x,
        y=y,
        distance=_distance(reader, x, y),
        zone=reader.whole(assumed.ZONE, 1, 99),
        advanced_zone=reader.whole(assumed.ADVANCED_ZONE, 1, 99),
        attributes=words(reader.first("attributes")),
    )


def _made(reader: Reader) -> bool:
    result = reader.word("st")
    if result in assumed.MADE_WORDS:
        return True
    if result in assumed.MISSED_WORDS:
        return False
    made = reader.flag("is_make")
    if result is not None or made is None:
        raise Unusable("a shot that is neither made nor missed")
    return made


def _three(reader: Reader) -> bool:
    three = reader.flag(*assumed.THREE)
    if three is not None:
        return three
    points = reader.first("pts")
    if points not in (2, 3):
        reader.drop("is3", "it is not said whether the shot was for three; taken as not")
    return bool(points == 3)


def _coordinate(reader: Reader, names: assumed.Names) -> int | None:
    return reader.whole(names, -assumed.FARTHEST_MM, assumed.FARTHEST_MM)


def _position(reader: Reader) -> tuple[int | None, int | None]:
    """Return x and y in mm in the frame of the hoop, worked out from the court's frame where only that is
    there (section 6).
    """
    x = _coordinate(reader, assumed.HOOP_FRAME_X)
    y = _coordinate(reader, assumed.HOOP_FRAME_Y)
    if x is not None and y is not None:
        return x, y
    player_x, player_y = _coordinate(reader, assumed.COURT_X), _coordinate(reader, assumed.COURT_Y)
    hoop_x, hoop_y = _coordinate(reader, assumed.HOOP_X), _coordinate(reader, assumed.HOOP_Y)
    if player_x is None or player_y is None or hoop_x is None or hoop_y is None or hoop_y == 0:
        return None, None
    side = 1 if hoop_y > 0 else -1
    return side * (hoop_x - player_x), side * (hoop_y - player_y)


def _distance(reader: Reader, x: int | None, y: int | None) -> int | None:
    """Return mm. The service sends cm; where it sends none, the position gives it."""
    sent = reader.first("d")
    if sent is not None:
        centimeters = Reader(reader.source, {"d": sent})
        known = centimeters.whole(("d",), 0, assumed.FARTHEST_MM // 10)
        if known is not None:
            return round(float(sent) * 10)
        reader.drop("d", f"not a distance from 0 to {assumed.FARTHEST_MM // 10} cm")
    return None if x is None or y is None else round(math.hypot(x, y))


def decode_detail(reader: Reader) -> Decoded:
    """Decode a play (EVENT_API section 5.7). A play needs an id, or the actor and time that stand for one."""
    nested = reader.first("key")
    actor_key = nested if isinstance(nested, dict) else {}
    at = reader.time(*assumed.TIME)
    if at is None:
        at = Reader(reader.source, actor_key).time("timestamp")
    actor = identifier(actor_key.get("actorId"))
    event = reader.identifier("eventId", "event_id")
    if event is None and (actor is None or at is None):
        raise Unusable("a play without an id")
    key = event or f"{actor}:{at}"
    classification = reader.word("classification") or assumed.UNKNOWN_CLASSIFICATION
    if classification.startswith(assumed.DELETED_CLASSIFICATION_START):
        return key, None
    if at is None:
        raise Unusable("a play without a time")
    by_team = reader.word("act") == "TEAM"
    clock = reader.clock(*assumed.GAME_CLOCK)
    shot_clock = reader.clock(*assumed.SHOT_CLOCK)
    return key, present(
        at=at,
        team=reader.identifier(*assumed.TEAM) or (actor if by_team else None),
        player=None if by_team else reader.identifier(*assumed.PLAYER),
        session=reader.identifier(*assumed.SESSION),
        period=reader.period(),
        clock_ms=clock and clock.ms,
        shot_clock_ms=shot_clock and shot_clock.ms,
        classification=classification,
        text=reader.text("description") or "",
        stats=reader.numbers(("stats",)),
        corrected=reader.flag("corrected") or False,
        x=_coordinate(reader, assumed.HOOP_FRAME_X),
        y=_coordinate(reader, assumed.HOOP_FRAME_Y),
    )


def decode_stats(reader: Reader) -> Decoded:
    """Decode the current totals of a player (EVENT_API sections 5.4 and 7.1).

    The scores that ride on scoring rows are no stats of the player and become `team_score` and
    `opposing_score`.
    """
    team = reader.identifier(*assumed.TEAM)
    player = reader.identifier(*assumed.PLAYER)
    if team is None:
        raise Unusable("a stats row without a team")
    if player is None:
        raise Unusable("a stats row without a player")
    scope = reader.identifier("scope")
    if scope is None:
        session = reader.identifier(*assumed.SESSION) if assumed.LIVE_STATS_SCOPE == "session" else None
        scope = session or "game"
    stats = reader.numbers(assumed.STAT_VALUES)
    scores = Reader(reader.source, {name: stats.pop(name, None) for name in ("TEAM_SCORE", "OPPOSING_TEAM_SCORE")})
    team_score = scores.whole(("TEAM_SCORE",), 0, assumed.HIGHEST_SCORE)
    opposing_score = scores.whole(("OPPOSING_TEAM_SCORE",), 0, assumed.HIGHEST_SCORE)
    reader.rejected += scores.rejected
    return f"{team}:{player}" if scope == "game" else f"{team}:{player}:{scope}", present(
        team=team,
        player=player,
        scope=scope,
        stats=stats,
        team_score=team_score,
        opposing_score=opposing_score,
        at=reader.time(*assumed.TIME),
        classification=reader.word("classification"),
    )


def decode_team_stats(reader: Reader) -> Decoded:
    """Decode the line of a whole team, which session box scores give under player id 0 (EVENT_API section
    3).
    """
    team = reader.identifier(*assumed.TEAM)
    if team is None:
        raise Unusable("a stats row without a team")
    scope = reader.identifier("scope") or "game"
    return f"{team}:{scope}", {"team": team, "scope": scope, "stats": reader.numbers(assumed.STAT_VALUES)}


def decode_possession(reader: Reader) -> Decoded:
    """Decode a possession (EVENT_API section 5.10). It needs a team and a start."""
    team = reader.identifier(*assumed.TEAM)
    start = reader.time(*assumed.POSSESSION_START)
    if team is None:
        raise Unusable("a possession without a team")
    if start is None:
        raise Unusable("a possession without a start")
    start_clock = reader.clock(*assumed.START_CLOCK)
    end_clock = reader.clock(*assumed.END_CLOCK)
    return f"{team}:{start}", present(
        team=team,
        start=start,
        end=reader.time(*assumed.POSSESSION_END),
        period=reader.period(),
        start_clock_ms=start_clock and start_clock.ms,
        end_clock_ms=end_clock and end_clock.ms,
        players=identifiers(reader.first(*assumed.PLAYER_IDS)),
        opponents=identifiers(reader.first(*assumed.OPPOSING_PLAYER_IDS)),
        stats=list(_possession_stats(reader)),
    )


def _possession_stats(reader: Reader) -> Iterator[dict[str, Any]]:
    entries = reader.first("stats")
    for entry in entries if isinstance(entries, list) else []:
        if not isinstance(entry, dict):
            reader.drop("stats", "an entry that is not an object")
            continue
        part = Reader(reader.source, entry)
        clock = part.clock(*assumed.GAME_CLOCK)
        shot_clock = part.clock(*assumed.SHOT_CLOCK)
        yield present(
            at=part.time(*assumed.TIME),
            player=part.identifier(*assumed.PLAYER),
            clock_ms=clock and clock.ms,
            shot_clock_ms=shot_clock and shot_clock.ms,
            type=part.word("possession_type"),
            details=words(part.first("details")),
        )
        reader.rejected += part.rejected


def decode_lineup(reader: Reader) -> Decoded:
    """Decode who of a team is on the floor from a moment on; `at` is 0 where the answer does not say the
    moment (ASSUMED).
    """
    team = reader.identifier(*assumed.TEAM, "id")
    if team is None:
        raise Unusable("a lineup without a team")
    players = identifiers(reader.first(*assumed.PLAYER_IDS))
    if not players:
        lists = (identifiers(value) for value in reader.raw.values())
        players = next((found for found in lists if found), [])
    if not players:
        raise Unusable("a lineup without players")
    at = reader.time(*assumed.TIME) or assumed.UNKNOWN_MOMENT
    clock = reader.clock(*assumed.GAME_CLOCK)
    return f"{team}:{at}", present(
        team=team, players=players, at=at, period=reader.period(), clock_ms=clock and clock.ms
    )


def ungroup(source: str, row: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield (source, row) for each row in a group per team (and player), completed with the ids of its
    group.

    A row that is not a group is yielded as it is; the line of a whole team, player id 0 or null, as source
    `team_stats`.
    """
    team = next((row[name] for name in ("id", *assumed.TEAM) if row.get(name) is not None), None)
    if source == "possessions" and isinstance(row.get("possessions"), list):
        for item in row["possessions"]:
            yield source, _completed(item, team_id=team)
    elif source == "shots" and isinstance(row.get("player_shots"), list):
        for group in row["player_shots"]:
            shots = group.get("shots") if isinstance(group, dict) else None
            for item in shots if isinstance(shots, list) else []:
                yield source, _completed(item, team_id=team, player_id=group.get("id"))
    elif source == "stats" and isinstance(row.get("player_stats"), list):
        for item in row["player_stats"]:
            player = (
                next((item[name] for name in ("id", *assumed.PLAYER) if name in item), None)
                if isinstance(item, dict)
                else None
            )
            yield from ungroup(source, _completed(item, team_id=team, player_id=player))
    elif source == "details" and isinstance(row.get("player_stats"), list):
        for item in row["player_stats"]:
            plays = item.get("details") if isinstance(item, dict) else None
            for play in plays if isinstance(plays, list) else []:
                yield source, _completed(play, team_id=team, player_id=item.get("id"))
    elif source == "stats" and _is_team_line(row):
        yield "team_stats", row
    else:
        yield source, row


def _completed(item: Any, **ids: Any) -> dict[str, Any]:
    """Return a grouped row with the ids of its group; what is not an object is kept so that it can be
    reported.
    """
    return {**ids, **item} if isinstance(item, dict) else {"value": item}


def _is_team_line(row: dict[str, Any]) -> bool:
    """Tell the line of a whole team from a player's: it has the team's id and stats, and no player."""
    reader = Reader("stats", row)
    return (
        reader.identifier(*assumed.PLAYER) is None
        and reader.identifier(*assumed.TEAM) is not None
        and isinstance(reader.first(*assumed.STAT_VALUES), dict)
    )
