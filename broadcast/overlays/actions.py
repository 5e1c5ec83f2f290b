"""The actions that change outputs. Each locks the row, counts its version, and leaves an audit entry."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from broadcast.audit.models import record
from broadcast.games.models import Game
from broadcast.overlays.catalog import graphics
from broadcast.overlays.documents import OPTIONAL, SETTINGS, publish
from broadcast.overlays.models import Output, OutputToken, check_cue
from broadcast.overlays.payloads import action_of, check_payload
from broadcast.overlays.program import Cue, Program, acted, cleared, out, panicked, standing_by, stepped, taken

CHANGEABLE = frozenset({*SETTINGS, *OPTIONAL, "program"} - {"reload_at"})


def create_output(actor: Any, name: str, game: Game | None = None, **settings: Any) -> Output:
    """Create an output with its first token. Raises ValidationError where a setting is wrong."""
    output = Output(name=name, game=game, **settings)
    output.full_clean()
    with transaction.atomic():
        output.save()
        OutputToken.objects.create(output=output)
        record(actor, "output.created", output.document_name, name=name, event_id=output.game_id)
        transaction.on_commit(lambda: publish(output))
    return output


def point_output(actor: Any, output: Output, game: Game | None) -> Output:
    """Point an output at another game, or at none."""
    with transaction.atomic():
        output = _locked(output)
        before = output.game_id
        output.game = game
        _save(output)
        record(actor, "output.pointed", output.document_name, event_id=output.game_id, before=before)
    return output


def change_output(actor: Any, output: Output, **settings: Any) -> Output:
    """Change an output's settings, or its program as a whole.

    Raises TypeError for a setting that does not exist, and ValidationError where a value is wrong; then
    nothing has changed.
    """
    if unknown := settings.keys() - CHANGEABLE:
        raise TypeError(f"an output has no setting {', '.join(sorted(unknown))}")
    with transaction.atomic():
        output = _locked(output)
        for name, value in settings.items():
            setattr(output, name, value)
        output.full_clean()
        _save(output)
        record(actor, "output.changed", output.document_name, **settings)
    return output


def issue_token(actor: Any, output: Output, name: str = "") -> OutputToken:
    """Give an output one more token, for a place of this name. Raises ValidationError."""
    with transaction.atomic():
        output = _locked(output)
        token = OutputToken(output=output, name=name)
        token.full_clean()
        token.save()
        _save(output)
        record(actor, "output.token_issued", output.document_name, token=token.pk, name=name)
    return token


def revoke_token(actor: Any, token: OutputToken) -> None:
    """End a token. Overlays that came with it go dark, and cannot come back."""
    with transaction.atomic():
        output = _locked(token.output)
        OutputToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now())
        _save(output)
        record(actor, "output.token_revoked", output.document_name, token=token.pk)


def take_cue(actor: Any, output: Output, zone: str, cue: Cue) -> Output:
    """Put a cue on air; what its zone excludes goes out. Raises ValidationError where the cue is wrong."""
    cue = cue | {"step": cue.get("step", 1), "at": _now_ms()}
    check_cue(zone, cue)
    return _direct(actor, output, "output.take", lambda program: taken(program, zone, cue), zone=zone, cue=cue)


def take_after(actor: Any, output: Output, zone: str, at: int, there: str, cue: Cue) -> Output:
    """Put a cue on air in place of what was taken at this time, which goes out, in the same zone or in another.

    Where something else has come in its place nothing changes. Raises ValidationError where the cue is wrong.
    """
    cue = cue | {"step": cue.get("step", 1), "at": _now_ms()}
    check_cue(there, cue)

    def change(program: Program) -> Program:
        if program["graphics"].get(zone, {}).get("at") != at:
            return program
        return taken(out(program, zone) if there != zone else program, there, cue)

    return _direct(actor, output, "output.loop", change, zone=there, cue=cue)


def step_cue(actor: Any, output: Output, zone: str, delta: int) -> Output:
    """Move what stands in a zone by so many of its steps, from the first to the last and not beyond.

    Where nothing stands there any more nothing changes.
    """

    def change(program: Program) -> Program:
        cue = program["graphics"].get(zone)
        graphic = graphics().get(cue["graphic"]) if cue else None
        if cue is None or graphic is None:
            return program
        step = max(1, cue.get("step", 1) + delta)
        return stepped(program, zone, step if graphic.steps < 0 else min(step, max(1, graphic.steps)))

    return _direct(actor, output, "output.step", change, zone=zone, delta=delta)


def act(actor: Any, output: Output, zone: str, name: str, payload: dict[str, Any]) -> Output:
    """Tell what stands in a zone to do one of its actions (OGraf `customActions`).

    Raises ValidationError where nothing stands there, the graphic has no such action or has no room for it, and where
    the payload is not what the manifest says; then nothing has changed.
    """
    at = _now_ms()

    def change(program: Program) -> Program:
        action = action_of(program, zone, name)
        check_payload(action, payload)
        lasts = action.lasts(payload)
        return acted(program, zone, {"id": name, "payload": payload, "at": at, "ends": at + lasts})

    return _direct(actor, output, "output.action", change, zone=zone, name=name, payload=payload)


def take_out(actor: Any, output: Output, zone: str) -> Output:
    """Take what stands in a zone off air."""
    return _direct(actor, output, "output.out", lambda program: out(program, zone), zone=zone)


def take_out_of(actor: Any, output: Output, zone: str, at: int) -> Output:
    """Take off air what was taken at this time, and nothing that has come in its place."""

    def change(program: Program) -> Program:
        stands = program["graphics"].get(zone, {}).get("at") == at
        return out(program, zone) if stands else program

    return _direct(actor, output, "output.out", change, zone=zone)


def clear(actor: Any, output: Output) -> Output:
    """Take everything off air but the bug."""
    return _direct(actor, output, "output.clear", cleared)


def panic(actor: Any, output: Output) -> Output:
    """Take everything off air, the bug too; where nothing is on air, bring the bug back."""
    return _direct(actor, output, "output.panic", panicked)


def stand_by(actor: Any, output: Output, zone: str, cue: Cue | None) -> Output:
    """Let the renderers load a cue ahead, or no longer. Raises ValidationError where the cue is wrong.

    It changes nothing that is seen, so the audit log has no entry of it.
    """
    if cue is not None:
        check_cue(zone, cue)
    with transaction.atomic():
        output = _locked(output)
        output.program = standing_by(output.program, zone, cue)
        _save(output)
    return output


def ask_to_reload(actor: Any, output: Output) -> Output:
    """Let the pages of an output load anew at once, whatever is on air: they come back with what is on it."""
    with transaction.atomic():
        output = _locked(output)
        output.reload_at = _now_ms()
        _save(output)
        record(actor, "output.reload", output.document_name)
    return output


def _direct(actor: Any, output: Output, action: str, change: Callable[[Program], Program], **details: Any) -> Output:
    """Change what is on air. What changes nothing leaves no entry."""
    with transaction.atomic():
        output = _locked(output)
        program = change(output.program)
        if program == output.program:
            return output
        output.program = program
        _save(output)
        record(actor, action, output.document_name, event_id=output.game_id, **details)
    return output


def _now_ms() -> int:
    return time.time_ns() // 1_000_000


def _locked(output: Output) -> Output:
    return Output.objects.select_for_update().get(pk=output.pk)


def _save(output: Output) -> None:
    output.version = F("version") + 1
    output.save()
    output.refresh_from_db()
    transaction.on_commit(lambda: publish(output))
