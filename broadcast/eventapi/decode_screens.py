"""Decode ball screens and the presence of players: sets of a game beside its plays.

As in `decode_plays`, a decoder takes a `Reader` and returns the row's key and decoded data
(docs/event-api.md), or raises `Unusable`.
"""

from broadcast.eventapi import assumed
from broadcast.eventapi.decode_plays import Decoded
from broadcast.eventapi.values import Reader, Unusable, identifiers, present


def decode_ballscreen(reader: Reader) -> Decoded:
    """Decode a ball screen (EVENT_API section 5.8). It needs an id and a time.

    `offense` and `defense` map what was done (`POP`, `SWITCH`) to its probability.
    """
    key = reader.identifier("eventId", "event_id")
    at = reader.time(*assumed.TIME)
    if key is None:
        raise Unusable("a ball screen without an id")
    if at is None:
        raise Unusable("a ball screen without a time")
    clock, end_clock = reader.clock(*assumed.START_CLOCK), reader.clock(*assumed.END_CLOCK)
    shot_clock, end_shot_clock = reader.clock(*assumed.START_SHOT_CLOCK), reader.clock(*assumed.END_SHOT_CLOCK)
    far = assumed.FARTHEST_MM
    return key, present(
        at=at,
        end=reader.time("endTimestamp", "end_timestamp"),
        team=reader.identifier(*assumed.TEAM),
        defenders=reader.identifier("defenderTeamId", "defender_team_id"),
        session=reader.identifier(*assumed.SESSION),
        possession=reader.identifier("teamPossessionId", "team_possession_id"),
        period=reader.period(),
        clock_ms=clock and clock.ms,
        end_clock_ms=end_clock and end_clock.ms,
        shot_clock_ms=shot_clock and shot_clock.ms,
        end_shot_clock_ms=end_shot_clock and end_shot_clock.ms,
        handler=reader.identifier("ballHandlerPlayerId", "ball_handler_player_id"),
        handler_defender=reader.identifier("ballHandlerDefenderPlayerId", "ball_handler_defender_player_id"),
        screeners=identifiers(reader.first("screenerPlayerIds", "screener_player_ids")),
        screener_defenders=identifiers(reader.first("screenerDefenderPlayerIds", "screener_defender_player_ids")),
        offense=reader.numbers(("offensiveActions", "offensive_actions")),
        defense=reader.numbers(("defensiveActions", "defensive_actions")),
        x=reader.whole(("screenerX", "screener_x"), -far, far),
        y=reader.whole(("screenerY", "screener_y"), -far, far),
        video_mark=reader.text("videoTimeMarkStart", "video_time_mark_start"),
        corrected=reader.flag("corrected") or False,
    )


def decode_presence(reader: Reader) -> Decoded:
    """Decode how long a player was in play (ASSUMED, EVENT_API Part II B).

    `minutes` is text to be shown and never counted with: its unit is not documented.
    """
    team, player = reader.identifier(*assumed.TEAM), reader.identifier(*assumed.PLAYER)
    if team is None or player is None:
        raise Unusable("a presence without a team or a player")
    sent = reader.first(*assumed.STAT_VALUES)
    if not isinstance(sent, dict):
        raise Unusable("a presence without stats")
    stats = Reader(reader.source, sent)
    minutes = stats.first(*assumed.MINUTES)
    clock = stats.clock(*assumed.MINUTES) if isinstance(minutes, str) and ":" in minutes else None
    counted = None if clock is not None else stats.within(assumed.MINUTES, 0, assumed.MOST_MINUTES)
    data = present(
        team=team,
        player=player,
        minutes=str(minutes).strip() if clock else None if counted is None else str(counted),
        possessions=stats.whole(assumed.POSSESSIONS_PLAYED, 0, assumed.MOST_POSSESSIONS),
    )
    reader.rejected += stats.rejected
    return f"{team}:{player}", data
