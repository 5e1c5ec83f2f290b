"""The feed's report: what is known of the stream, and what a resource that is barred means for the page."""

from __future__ import annotations

from datetime import UTC, timedelta, timezone

from django.http import QueryDict

from broadcast.dashboard.show.feed import FLOOR, LACKING, MEANING, STATES, feed_report
from broadcast.dashboard.viewing import Viewing
from broadcast.eventapi.decode import RESOURCES
from tests.documents import SCHEMA, TIPOFF, before_tipoff, feed_lost, midgame


def test_every_state_and_resource_has_its_words() -> None:
    """Each state of the schema has a name and a meaning, each resource that is asked for what its lack means."""
    states = set(SCHEMA["properties"]["feed"]["properties"]["state"]["enum"])
    assert set(STATES) == set(MEANING) == states
    assert set(LACKING) >= {*RESOURCES, "roster", "event", "lineups"}
    assert set(FLOOR) == set(SCHEMA["$defs"]["lineup"]["properties"]["source"]["enum"])


def test_unknown_facts_are_left_out() -> None:
    """Before the stream is open there is no rate, no sequence and no last message, but the count of rejections."""
    report = feed_report(before_tipoff(), Viewing(TIPOFF, UTC, QueryDict()))
    assert [fact["name"] for fact in report["facts"]] == ["Rejected"]
    assert "On the floor" not in [str(name) for name, _ in report["sources"]]


def test_times_are_the_viewers() -> None:
    """A rejection has its time of day in the viewer's zone."""
    east = timezone(timedelta(hours=2))
    report = feed_report(feed_lost(), Viewing(TIPOFF, east, QueryDict()))
    assert report["rejected"][0]["time"] == "23:01:35"


def test_source_of_the_floor_is_that_of_the_lineups() -> None:
    """Where the two teams' lineups come from different sources, both are named."""
    state = midgame()
    state["lineups"]["home"]["source"] = "starters"
    sources = [str(source) for name, source in feed_report(state, Viewing(TIPOFF, UTC, QueryDict()))["sources"]]
    assert "The feed’s lineups" in sources
    assert "The starters: no change is known" in sources
