"""Rehearsals: a recording or a simulated game, played by the rehearsal machine and followed like any other game."""

from __future__ import annotations

import secrets
import tempfile
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

from asgiref.sync import sync_to_async
from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from broadcast.audit.models import record
from broadcast.backstage.machine import Machine, Refused, machine
from broadcast.backstage.schedule import Trouble, trouble
from broadcast.basketball.reading import period_label
from broadcast.eventapi.errors import ApiError
from broadcast.eventapi.http import EventApi
from broadcast.games import actions
from broadcast.games.export import recording_of
from broadcast.games.models import Document, Game
from broadcast.live.store import StoreUnavailable
from broadcast.live.stores import get_store
from broadcast.recordings.format import write
from broadcast.recordings.shelf import Shelf

SPEEDS = ("0.5", "1", "2", "5", "10", "30", "60")
_KEPT_FOR = timedelta(days=1)
_DAY_MS = 86_400_000


class Fault(NamedTuple):
    """A switch of the page: what is written in a spec of faults (docs/standin.md), and what it does."""

    spec: str
    text: str | Promise


FEED = {
    "scheduled": _("Scheduled"),
    "catching-up": _("Catching up"),
    "live": _("Live"),
    "polling": _("Polling"),
    "stale": _("Stale"),
    "lost": _("Feed lost"),
    "ended": _("Ended"),
}
"""What the states of a game's feed are called, as on the board."""

FAULTS = (
    Fault("cut=20", _("Drop the connection every 20 s")),
    Fault("stall=30", _("Go silent every 30 s")),
    Fault("delay=2", _("Delay messages by 2 s")),
    Fault("duplicate=0.1", _("Send one in ten twice")),
    Fault("reorder=0.1", _("Send one in ten out of order")),
    Fault("malformed=0.02", _("Break one in fifty")),
    Fault("restart=120", _("Restart the feed every 2 min")),
    Fault("lower=0.1", _("Take one basket in ten back")),
    Fault("nullclock", _("No clocks")),
    Fault("error500=0.3", _("A third of the answers: error 500")),
    Fault("slow=3", _("Answers take 3 s")),
    Fault("stale=8", _("Answers up to 8 s old")),
    Fault("error403=shots", _("No right to shots")),
    Fault("oversize=60", _("A message of 5 MB every minute")),
    Fault("expired=60", _("Tokens expire after a minute")),
)


class Wish(NamedTuple):
    """What somebody wants to rehearse: a `recording` of the shelf, a followed `game`, or neither: a simulated one."""

    recording: str = ""
    game: str = ""
    seed: int = 7
    rules: str = "NBA"
    speed: str = "1"
    offset: float = 0.0


def shelf() -> Shelf:
    """Return the shelf of recordings that the settings name."""
    return Shelf(settings.RECORDINGS_DIR)


async def start(playing: Machine, wish: Wish, *, by: Any, paused: bool) -> Game:
    """Begin a rehearsal, and follow it. Return its game.

    Raises `Trouble`, `Refused`, `FileNotFoundError` for a recording that is gone, `RecordingError` for one that is
    broken, and `NothingRecorded` for a game without a journal.
    """
    await sync_to_async(_forget_old)()
    event_id = f"rehearsal-{secrets.token_hex(6)}"
    try:
        played = await _played(playing, wish, event_id)
        await playing.act(event_id, "seek", position=wish.offset)  # it ran on, at its speed, until it was paused
        wire = await _scheduled(event_id)
        game = await sync_to_async(actions.follow)(wire, by=by, rules=played["rules"], rehearsal=True)
    except BaseException:
        with suppress(Trouble, Refused):  # why it failed is what there is to say
            await playing.remove(event_id)
        raise
    if not paused:
        await playing.act(event_id, "play")
    return game


async def _played(playing: Machine, wish: Wish, event_id: str) -> dict[str, Any]:
    """Have the machine take up what is wished for, paused, and return how it is played."""
    if wish.recording:
        return await playing.play(shelf().path(wish.recording), event_id, speed=wish.speed, offset=wish.offset)
    if not wish.game:
        return await playing.simulate(wish.seed, wish.rules, event_id, speed=wish.speed, offset=wish.offset)
    with tempfile.TemporaryDirectory(prefix="rehearsal-") as folder:
        path = await sync_to_async(_exported)(wish.game, Path(folder))
        return await playing.play(path, event_id, speed=wish.speed, offset=wish.offset)


async def end(event_id: str, *, by: Any) -> bool:
    """End a rehearsal, whatever the machine says; tell whether that plays it no longer.

    What is known of it stays for a day, to be exported.
    """
    await sync_to_async(actions.unfollow)(event_id, by=by)
    try:
        async with machine() as playing:
            await playing.remove(event_id)
    except (Trouble, Refused):
        return False
    return True


async def seek(playing: Machine, event_id: str, position: float, *, by: Any) -> None:
    """Move a rehearsal to a position in seconds. A game that is set back is followed from its start again."""
    before = (await playing.games()).get(event_id)
    await playing.act(event_id, "seek", position=position)
    if before is not None and position < before["position"]:
        await sync_to_async(actions.begin_anew)(event_id, by=by)


async def set_faults(playing: Machine, event_id: str, spec: str, *, by: Any) -> None:
    """Give a rehearsal its faults."""
    await playing.set_faults(event_id, spec)
    await sync_to_async(record)(by, "rehearsal.faults", f"game:{event_id}", faults=spec)


async def under_way(playing: Machine | None) -> list[dict[str, Any]]:
    """Return the rehearsals: how each is played, and what the desk shows of it. The newest is the first.

    Where there is no machine that answers, each is `lost`: it is on the board all the same, and can be ended.
    """
    played = await playing.games() if playing is not None else {}
    followed = [
        game async for game in Game.objects.filter(rehearsal=True, follow__isnull=False).order_by("-follow__since")
    ]
    return [await _described(game, played.get(game.event_id)) for game in followed]


async def _described(game: Game, played: dict[str, Any] | None) -> dict[str, Any]:
    try:
        snapshot = await get_store().snapshot(f"game:{game.event_id}")
    except StoreUnavailable:
        snapshot = None
    state = snapshot.state if snapshot else {}
    score, clock, feed = (state.get(topic, {}) for topic in ("score", "clock", "feed"))
    period = clock.get("period", "")
    spec = (played or {}).get("faults") or ""
    parts = [part for part in spec.split(",") if part]
    known = {_normal(fault.spec): fault.spec for fault in FAULTS}
    outputs = [one async for one in game.outputs.order_by("name").values("pk", "name", "mark_rehearsal")]
    return {
        "event_id": game.event_id,
        "name": str(game),
        "home": game.home_name or game.home_id,
        "away": game.away_name or game.away_id,
        "rules": game.rules,
        "lost": played is None,
        "paused": bool(played and played["paused"]),
        "position": played["position"] if played else 0,
        "duration": played["duration"] if played else 0,
        "speed": _speed(played["speed"]) if played else "1",
        "ended": bool(played and played["position"] >= played["duration"]),
        "faults": [known[_normal(part)] for part in parts if _normal(part) in known],
        "more": ",".join(part for part in parts if _normal(part) not in known),
        "score": {side: score.get(side) for side in ("away", "home")},
        "period": period_label(period, get_language() or "en") or period,
        "feed": str(FEED.get(feed.get("state"), "")),
        "outputs": outputs,
        "on_air": ", ".join(one["name"] for one in outputs),
    }


def _speed(told: float | str) -> str:
    return told if isinstance(told, str) else f"{told:g}"


def _normal(part: str) -> str:
    """Write one fault so that `cut=20` and `cut=20.0` are the same."""
    name, given, value = part.partition("=")
    try:
        return f"{name}={float(value):g}" if given else name
    except ValueError:
        return part


async def _scheduled(event_id: str) -> dict[str, Any]:
    """Return the schedule's object of a game that the machine plays, asked for as of any game."""
    now = int(timezone.now().timestamp() * 1000)
    try:
        async with EventApi(
            settings.REHEARSAL_URL.rstrip("/"), settings.REHEARSAL_USERNAME, settings.REHEARSAL_SECRET, timeout=8.0
        ) as api:
            rows = await api.schedule(now - 3 * _DAY_MS, now + 3 * _DAY_MS)
    except ApiError as error:
        raise trouble(error) from error
    found = next((row.raw for row in rows if row.data and row.data["event_id"] == event_id), None)
    if found is None:
        raise Refused(gettext("The machine plays the game, but its schedule does not list it."))
    return found


def _exported(event_id: str, folder: Path) -> Path:
    recording = recording_of(event_id)
    path = folder / "game.jsonl.gz"
    write(path, recording.header, recording.records)
    return path


def _forget_old() -> None:
    """Delete what is known of rehearsals that ended a day ago."""
    long_ago = Q(tipoff_at__lt=timezone.now() - _KEPT_FOR) | Q(tipoff_at=None)
    old = Game.objects.filter(long_ago, rehearsal=True, follow__isnull=True)
    Document.objects.filter(name__in=[f"game:{game.event_id}" for game in old]).delete()
    old.delete()
