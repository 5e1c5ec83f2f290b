"""Callbacks: addresses that the service tells of games (ASSUMED, EVENT_API Part II B)."""

from typing import Any

import msgspec

from broadcast.eventapi import assumed
from broadcast.eventapi.resources.batch import Batch, One, decode_batch, decode_one, list_in
from broadcast.eventapi.values import Reader, Unusable


class Notification(msgspec.Struct, frozen=True, kw_only=True):
    """An address that is told when a game goes live and, where `end_notify` says so, when it ends."""

    id: str
    url: str | None = None
    end_notify: bool | None = None


def decode_notifications(body: Any) -> Batch[Notification]:
    """Decode the list of callbacks. Raises `DecodeError` for an answer without one."""
    return decode_batch("notification", _notification, list_in(body, *assumed.NOTIFICATION_LISTS))


def decode_notification(body: Any) -> One[Notification]:
    """Decode one callback. Raises `DecodeError` for an answer that is none."""
    return decode_one("notification", _notification, body)


def _notification(reader: Reader) -> Notification:
    notify_id = reader.identifier(*assumed.NOTIFICATION_ID)
    if notify_id is None:
        raise Unusable("a callback without an id")
    return Notification(
        id=notify_id, url=reader.link(assumed.NOTIFICATION_URL), end_notify=reader.flag(assumed.END_NOTIFY, "endNotify")
    )
