"""Strategies for wire values: any JSON, with the keys and the kinds of value that the decoders look for."""

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from broadcast.eventapi import assumed
from broadcast.eventapi.decode import DECODERS

# A machine that is busy with other things is no failure of the decoders.
patient = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])

_MORE_KEYS = """
st is_make pts d key eventId classification act corrected results players gameTotals periodTotals homeTeamScore
awayTeamScore home away player_shots shots player_stats possessions event_id tipoff_at status actorId jersey_number
teams details player_details locations x y z type tag speed id events totals _stats _locations game_type started_at
ended_at name gender special_services value team_images logo_image_link jersey_number_str is_active courts hoops
distance endTimestamp offensiveActions screenerPlayerIds streams
"""
KEYS = st.sampled_from(
    sorted(
        {
            *(name for names in vars(assumed).values() if isinstance(names, tuple) for name in names),
            *_MORE_KEYS.split(),
        }
    )
)
LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.integers(0, 10**13),
    st.floats(),
    st.text(max_size=8),
    st.sampled_from(
        [
            "7269",
            "MAKE",
            "MISS",
            "DELETED",
            "Q1",
            "07:20.0",
            "-1:00",
            "TEAM",
            "shots",
            "pong",
            "#12345",
            "1e5",
            "https://h/x",
            "DRILL",
            "BALL",
            "\ud800",
        ]
    ),
)
JSON = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.one_of(KEYS, st.text(max_size=4)), inner, max_size=8)
    ),
    max_leaves=15,
)
SOURCES = st.one_of(st.sampled_from([*DECODERS, *assumed.SOURCE_SYNONYMS]), st.text(max_size=6))
OBJECTS = st.dictionaries(KEYS, JSON, max_size=12)
