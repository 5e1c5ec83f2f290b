"""The actions that change where feedback is pushed to. Each leaves its mark in the audit log."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from broadcast.audit.models import record
from broadcast.control.target_models import FeedbackTarget
from broadcast.overlays.models import Output


def add_target(actor: Any, output: Output, address: str, prefix: str, *, makes: bool = False) -> FeedbackTarget:
    """Push an output's feedback to an address from now on. Raises ValidationError."""
    target = FeedbackTarget(output=output, address=address.strip().rstrip("/"), prefix=prefix, makes=makes)
    target.full_clean()
    with transaction.atomic():
        target.save()
        record(actor, "feedback.added", output.document_name, pk=target.pk, address=target.address, prefix=prefix)
    return target


def switch_target(actor: Any, target: FeedbackTarget, *, enabled: bool) -> None:
    """Push no more to a target, or again."""
    with transaction.atomic():
        if FeedbackTarget.objects.filter(pk=target.pk).exclude(enabled=enabled).update(enabled=enabled):
            record(actor, "feedback.switched", target.output.document_name, pk=target.pk, enabled=enabled)


def remove_target(actor: Any, target: FeedbackTarget) -> None:
    """Forget a target."""
    with transaction.atomic():
        record(actor, "feedback.removed", target.output.document_name, pk=target.pk, address=target.address)
        target.delete()
