"""Callbacks: addresses that the service tells when a game goes live or ends.

What they tell only hastens what asking for the schedule finds anyway.
"""

from broadcast.eventapi import assumed
from broadcast.eventapi.resources.batch import Batch
from broadcast.eventapi.resources.callbacks import Notification, decode_notification, decode_notifications
from broadcast.eventapi.sections.base import Section, one_of, understood


class Callbacks(Section):
    """The callbacks of this credential. An unknown id raises `NotFound`, an address that is no web address
    `BadRequest` (ASSUMED).
    """

    async def notifications(self) -> Batch[Notification]:
        """Return the callbacks that there are."""
        return understood(decode_notifications, await self._ask("notifications"))

    async def add_notification(self, url: str, *, end_notify: bool = False) -> Notification:
        """Have `url` told when a game goes live and, where `end_notify` says so, when it ends."""
        body = {assumed.NOTIFICATION_URL: url, assumed.END_NOTIFY: end_notify}
        return one_of(decode_notification, await self._ask("add_notification", body=body))

    async def update_notification(self, notify_id: str, url: str) -> Notification:
        """Give a callback another address."""
        body = await self._ask("update_notification", body={assumed.NOTIFICATION_URL: url}, notify_id=notify_id)
        return one_of(decode_notification, body)

    async def delete_notification(self, notify_id: str) -> None:
        """Delete a callback; what the service answers to that is not looked at."""
        await self._ask("delete_notification", notify_id=notify_id)

    async def enable_end_notification(self, notify_id: str) -> Notification:
        """Have a callback told when a game ends, too."""
        return one_of(decode_notification, await self._ask("enable_end_notification", notify_id=notify_id))

    async def disable_end_notification(self, notify_id: str) -> Notification:
        """Have a callback told only when a game goes live."""
        return one_of(decode_notification, await self._ask("disable_end_notification", notify_id=notify_id))
