"""Days and times as pages write them, in the viewer's zone and language."""

from __future__ import annotations

import json
from datetime import UTC
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.http import HttpRequest
from django.utils import translation

from broadcast.zone import COOKIE, day_text, from_ms, time_text, viewer_zone

VECTORS = json.loads((Path(__file__).parent / "vectors" / "zone.json").read_text("utf-8"))


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["text"])
def test_moment_is_written_as_the_browser_does(vector: dict[str, str | int]) -> None:
    """A moment has its day, its time of 24 hours, and the letters of its zone or what it is off."""
    at, zone = from_ms(int(vector["at"])), ZoneInfo(str(vector["zone"]))
    assert f"{day_text(at, zone)}, {time_text(at, zone)}" == vector["text"]


def test_day_is_in_the_readers_language() -> None:
    """In Spanish the day and the month have their Spanish names."""
    with translation.override("es"):
        assert day_text(from_ms(1_795_046_400_000), UTC) == "jue 19 nov"


@pytest.mark.parametrize("told", ["Nowhere/Land", "../../etc/passwd", "\0", ""])
def test_zone_that_is_none_is_utc(told: str) -> None:
    """A cookie that names no zone is taken for UTC."""
    request = HttpRequest()
    request.COOKIES[COOKIE] = told
    assert viewer_zone(request) == UTC
