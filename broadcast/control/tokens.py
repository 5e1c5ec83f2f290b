"""Control tokens: making them, finding who holds one, and ending them."""

from __future__ import annotations

import secrets
from hashlib import sha256
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from broadcast.audit.models import record
from broadcast.control.models import ControlToken
from broadcast.overlays.models import Output


class Issued(NamedTuple):
    """A new token with its secret, which is known nowhere else."""

    token: ControlToken
    secret: str


def issue(actor: Any, name: str, right: str, output: Output | None = None) -> Issued:
    """Make a token: to read or to control, one output or all. Raises ValidationError."""
    secret = secrets.token_urlsafe(32)
    token = ControlToken(name=name, right=right, output=output, digest=digest_of(secret))
    token.full_clean()
    with transaction.atomic():
        token.save()
        target = output.document_name if output else "control"
        record(actor, "control.token_issued", target, token=token.pk, name=name, right=right)
    return Issued(token, secret)


def find(secret: str) -> ControlToken | None:
    """Return the valid token with this secret."""
    return ControlToken.objects.filter(digest=digest_of(secret), revoked_at=None).first()


def revoke(actor: Any, token: ControlToken) -> None:
    """End a token: what is sent with it from now on is refused."""
    with transaction.atomic():
        if ControlToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now()):
            target = token.output.document_name if token.output else "control"
            record(actor, "control.token_revoked", target, token=token.pk, name=token.name)


def digest_of(secret: str) -> str:
    """Return what is kept of a secret. It is random and long, so a plain digest is enough."""
    return sha256(secret.encode()).hexdigest()
