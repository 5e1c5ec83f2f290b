"""The keys of fives: the same for the same five, and fit for an address."""

from __future__ import annotations

import re
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from broadcast.basketball.fives import unit_key
from tests.basketball.build import AWAY_FIVE, HOME_FIVE

ids = st.lists(st.text(min_size=1, max_size=8), min_size=5, max_size=5, unique=True)


@given(ids, st.data())
def test_key_depends_on_the_five_alone(five: list[str], data: Any) -> None:
    """The order in which five players are named does not matter, and the key is the side and ten digits."""
    key = unit_key("home", tuple(five))
    assert key is not None
    assert re.fullmatch(r"home-[0-9a-f]{10}", key)
    assert unit_key("home", tuple(data.draw(st.permutations(five)))) == key


def test_key_stays_the_same() -> None:
    """The key is no run's own: it stands in addresses that are kept."""
    assert unit_key("home", HOME_FIVE) == "home-3ca1ea4863"


def test_other_fives_have_other_keys() -> None:
    """Another player, and the same five on the other side, make another key."""
    keys = {unit_key(side, five) for side in ("home", "away") for five in (HOME_FIVE, AWAY_FIVE)}
    assert len(keys) == 4


def test_fewer_or_more_than_five_have_no_key() -> None:
    """Only five players are a unit."""
    assert unit_key("home", HOME_FIVE[:4]) is None
    assert unit_key("home", (*HOME_FIVE, "106")) is None
