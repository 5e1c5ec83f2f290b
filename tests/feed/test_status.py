"""What the `feed` topic says of the link: how many messages come."""

from __future__ import annotations

from broadcast.feed.status import FeedStatus

T0 = 1_800_000_000_000


def test_rate_is_that_of_the_last_ten_seconds() -> None:
    """Messages of the last 10 s are told by the second, to one decimal."""
    status = FeedStatus()
    status.count_messages(T0, 500)
    status.count_messages(T0 + 5_000, 40)
    status.count_messages(T0 + 12_000, 7)
    status.measure_rate(T0 + 12_000)
    assert status.topic()["rate"] == 4.7


def test_rate_is_unknown_before_the_first_message() -> None:
    """A stream that has said nothing yet has no rate, and keep-alives are no messages."""
    status = FeedStatus()
    status.count_messages(T0, 0)
    status.measure_rate(T0)
    assert "rate" not in status.topic()


def test_rate_is_told_anew_every_five_seconds() -> None:
    """Within 5 s the same rate is told, whatever comes."""
    status = FeedStatus()
    status.count_messages(T0, 10)
    status.measure_rate(T0)
    status.count_messages(T0 + 1_000, 90)
    status.measure_rate(T0 + 4_999)
    assert status.topic()["rate"] == 1.0
    status.measure_rate(T0 + 5_000)
    assert status.topic()["rate"] == 10.0


def test_silence_brings_the_rate_down() -> None:
    """After 10 s without a message the rate is 0."""
    status = FeedStatus()
    status.count_messages(T0, 10)
    status.measure_rate(T0)
    status.measure_rate(T0 + 10_000)
    assert status.topic()["rate"] == 0.0


def test_clock_set_back_does_not_stop_the_rate() -> None:
    """When the machine's clock is set back, the rate is that of what comes from then on."""
    status = FeedStatus()
    status.count_messages(T0, 10)
    status.measure_rate(T0)
    status.count_messages(T0 - 60_000, 20)
    status.measure_rate(T0 - 60_000)
    assert status.topic()["rate"] == 2.0


def test_ended_feed_has_no_rate() -> None:
    """What is kept of a game that has ended does not say how fast it came."""
    status = FeedStatus()
    status.count_messages(T0, 10)
    status.measure_rate(T0)
    status.state = "ended"
    assert status.topic() == {"state": "ended"}
