"""Callbacks: addresses that the service tells when a game goes live or ends (EVENT_API section 3)."""

from typing import Final

from broadcast.eventapi import assumed
from broadcast.eventapi.endpoints.model import Endpoint, Kind, Parameter

GROUP: Final = "Live game callbacks"
_PATH: Final = "/v1/data/live/notify"
_URL: Final = "https://courtside.example/callback"
_NOTIFY_ID: Final = Parameter(
    name="notify_id", kind=Kind.ID, place="path", required=True, description="The callback, by its id in the list."
)

ENDPOINTS: Final = (
    Endpoint(
        name="notifications",
        method="GET",
        path=_PATH,
        group=GROUP,
        title="List callbacks",
        description="The addresses that are told when a game goes live.",
        section="3, Part II B",
        answer="ASSUMED",
        methods=("notifications",),
    ),
    Endpoint(
        name="add_notification",
        method="PUT",
        path=_PATH,
        group=GROUP,
        title="Add a callback",
        description="Have an address told when a game goes live and, if asked for, when it ends.",
        body={assumed.NOTIFICATION_URL: _URL, assumed.END_NOTIFY: False},
        section="3, Part II B",
        answer="ASSUMED",
        methods=("add_notification",),
    ),
    Endpoint(
        name="update_notification",
        method="PUT",
        path=_PATH + "/{notify_id}",
        group=GROUP,
        title="Change a callback",
        description="Give a callback another address.",
        parameters=(_NOTIFY_ID,),
        body={assumed.NOTIFICATION_URL: _URL},
        section="3, Part II B",
        answer="ASSUMED",
        methods=("update_notification",),
    ),
    Endpoint(
        name="delete_notification",
        method="DELETE",
        path=_PATH + "/{notify_id}",
        group=GROUP,
        title="Delete a callback",
        description="Tell an address nothing more.",
        parameters=(_NOTIFY_ID,),
        section="3, Part II B",
        answer="ASSUMED",
        methods=("delete_notification",),
    ),
    Endpoint(
        name="enable_end_notification",
        method="PUT",
        path=_PATH + "/{notify_id}/_enableEndNotify",
        group=GROUP,
        title="Tell of the end too",
        description="Have a callback told when a game ends, too.",
        parameters=(_NOTIFY_ID,),
        section="3, Part II B",
        answer="ASSUMED",
        methods=("enable_end_notification",),
    ),
    Endpoint(
        name="disable_end_notification",
        method="PUT",
        path=_PATH + "/{notify_id}/_disableEndNotify",
        group=GROUP,
        title="Do not tell of the end",
        description="Have a callback told only when a game goes live.",
        parameters=(_NOTIFY_ID,),
        section="3, Part II B",
        answer="ASSUMED",
        methods=("disable_end_notification",),
    ),
)
