"""Parameters that many endpoints share."""

from typing import Final

from broadcast.eventapi.endpoints.model import Kind, Parameter

TEAM_ID: Final = Parameter(
    name="team_id",
    kind=Kind.ID,
    place="path",
    required=True,
    description="The team, by its ShotTracker id.",
)
EVENT_ID: Final = Parameter(
    name="event_id",
    kind=Kind.ID,
    place="path",
    required=True,
    description="The game, by the event_id of the schedule.",
)
SESSION_ID: Final = Parameter(
    name="session_id",
    kind=Kind.ID,
    place="path",
    required=True,
    description="A half, a quarter or a drill: the id of one of an event's results.",
)


def period(start: str, *, to_required: bool = True, end: str = "now") -> tuple[Parameter, Parameter]:
    """Return `from` and `to`, which a form begins with `start` and `end`."""
    return (
        Parameter(
            name="from",
            kind=Kind.EPOCH_MS,
            required=True,
            default=start,
            description="Where the time asked about begins.",
        ),
        Parameter(
            name="to",
            kind=Kind.EPOCH_MS,
            required=to_required,
            default=end,
            description="Where it ends." if to_required else "Where it ends; without it, one day after from.",
        ),
    )
