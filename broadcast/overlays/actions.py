"""The actions that change outputs. Each locks the row, counts its version, and leaves an audit entry."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from broadcast.audit.models import record
from broadcast.games.models import Game
from broadcast.overlays.documents import publish
from broadcast.overlays.models import Output, OutputToken

CHANGEABLE = frozenset(
    {
        "width",
        "height",
        "delay_ms",
        "team_order",
        "swap",
        "language",
        "clock_policy",
        "mark_rehearsal",
        "key_color",
        "program",
    }
)


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
    """Change an output's settings or its program.

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


def issue_token(actor: Any, output: Output) -> OutputToken:
    """Give an output one more token."""
    with transaction.atomic():
        output = _locked(output)
        token = OutputToken.objects.create(output=output)
        _save(output)
        record(actor, "output.token_issued", output.document_name, token=token.pk)
    return token


def revoke_token(actor: Any, token: OutputToken) -> None:
    """End a token. Overlays that came with it keep their last picture and learn no more."""
    with transaction.atomic():
        output = _locked(token.output)
        OutputToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now())
        _save(output)
        record(actor, "output.token_revoked", output.document_name, token=token.pk)


def _locked(output: Output) -> Output:
    return Output.objects.select_for_update().get(pk=output.pk)


def _save(output: Output) -> None:
    output.version = F("version") + 1
    output.save()
    output.refresh_from_db()
    transaction.on_commit(lambda: publish(output))
