"""The audit log: one row for each thing that a person, a token or the worker did."""

from typing import Any

from django.conf import settings
from django.db import models


class Entry(models.Model):
    """One action that was carried out."""

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL)
    actor = models.CharField(max_length=150, help_text="The user's name then, or what acted instead.")
    action = models.CharField(max_length=60, help_text="A dotted word, such as game.followed.")
    target = models.CharField(max_length=120, help_text="What it was done to, such as game:<event id>.")
    details = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name_plural = "entries"

    def __str__(self) -> str:
        return f"{self.actor} {self.action} {self.target}"


def record(actor: Any, action: str, target: str, **details: Any) -> Entry:
    """Write one entry. `actor` is a user, or the name of what acted (`"feed worker"`)."""
    user = actor if getattr(actor, "pk", None) else None
    return Entry.objects.create(
        user=user,
        actor=user.get_username() if user else str(actor),
        action=action,
        target=target,
        details=details,
    )
