"""Where the feedback of outputs is pushed to: addresses of Bitfocus Companion, one row each."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from broadcast.overlays.models import Output

prefix_letters = RegexValidator(r"^[A-Za-z0-9_-]*$", _("Write letters, digits, - and _ alone."))


def check_address(address: str) -> None:
    """Raise ValidationError unless this is where a Companion may be: http or https, a host, maybe a port and a path."""
    wrong = ValidationError(_("Write an address such as http://192.168.1.20:8000."))
    try:
        parts = urlsplit(address)
        _port = parts.port
    except ValueError as error:
        raise wrong from error
    plain = not (parts.username or parts.password or parts.query or parts.fragment)
    if parts.scheme not in ("http", "https") or not parts.hostname or not plain or any(map(str.isspace, address)):
        raise wrong


class FeedbackTarget(models.Model):
    """One Companion that is told of one output. What came of it last is noted here by whoever pushes (`push.py`)."""

    output = models.ForeignKey(Output, on_delete=models.CASCADE, related_name="feedback_targets")
    address = models.CharField(max_length=200, validators=[check_address])
    prefix = models.CharField(max_length=40, blank=True, default="courtside_", validators=[prefix_letters])
    makes = models.BooleanField(default=False, help_text="Make variables that are missing there, where Companion can.")
    enabled = models.BooleanField(default=True)
    reached_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=200, blank=True, help_text="Why it could not be reached last; empty: it was.")
    error_at = models.DateTimeField(null=True, blank=True)
    missing = models.JSONField(default=list, blank=True, help_text="The variables that Companion does not have.")

    class Meta:
        ordering = ["output__name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["output", "address", "prefix"], name="one_target_for_each_set_of_variables")
        ]

    def __str__(self) -> str:
        return f"{self.output}: {self.address}"
