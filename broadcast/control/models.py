"""Rundowns, which outlive a game, the desks that are open, and the tokens by which programs control outputs."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from broadcast.control.target_models import FeedbackTarget  # noqa: F401 - a model of this application
from broadcast.games.models import Game
from broadcast.overlays.catalog import graphics
from broadcast.overlays.models import Output
from broadcast.overlays.program import ZONES

LONGEST_AUTO_OUT_MS = 600_000


class Rundown(models.Model):
    """What is going to be cued, in order. Its rows say who by jersey or lead, so that it serves for any game."""

    name = models.CharField(max_length=80, unique=True)
    version = models.PositiveIntegerField(default=0)
    """Counts how often it was written."""

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class RundownRow(models.Model):
    """One line of a rundown. `data` is a template (`templates.py`); rows of a `group` belong together, and may loop."""

    rundown = models.ForeignKey(Rundown, on_delete=models.CASCADE, related_name="rows")
    order = models.PositiveIntegerField()
    group = models.CharField(max_length=40, blank=True)
    key = models.CharField(max_length=1, blank=True, help_text="The key that cues it, where it has one of its own.")
    graphic = models.CharField(max_length=60)
    data = models.JSONField(default=dict, blank=True)
    zone = models.CharField(max_length=10, blank=True, help_text="Empty: the graphic's own.")
    auto_out_ms = models.PositiveIntegerField(
        null=True, blank=True, validators=[MinValueValidator(500), MaxValueValidator(LONGEST_AUTO_OUT_MS)]
    )
    loop = models.BooleanField(default=False)
    note = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["rundown", "order"], name="one_row_a_place")]

    def __str__(self) -> str:
        return f"{self.rundown} {self.order}: {self.graphic}"

    def clean(self) -> None:
        """Raise ValidationError unless this is a row of a graphic that there is, in a zone that it may stand in."""
        graphic = graphics().get(self.graphic)
        if graphic is None:
            raise ValidationError({"graphic": _("There is no graphic of this name.")})
        if self.zone and (self.zone not in ZONES or self.zone not in graphic.zones):
            raise ValidationError({"zone": _("This graphic has no place there.")})
        if not isinstance(self.data, dict):
            raise ValidationError({"data": _("The data are an object.")})


class DeskHere(models.Model):
    """A page of a desk that is open, as it tells of itself every few seconds (`here.py`)."""

    game = models.ForeignKey(Game, on_delete=models.CASCADE, related_name="desks")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    key = models.UUIDField(unique=True, help_text="The page's own.")
    seen_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.user} at the desk of {self.game}"


class ControlToken(models.Model):
    """What lets a program in: to read, or to control too; one output, or all of them and the games.

    The secret is shown once, when it is made; kept is its digest alone (`tokens.py`).
    """

    class Right(models.TextChoices):
        READ = "read", _("read")
        CONTROL = "control", _("control")

    name = models.CharField(max_length=60, help_text="What it is for, such as Stream Deck at the table.")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    output = models.ForeignKey(Output, null=True, blank=True, on_delete=models.CASCADE, related_name="control_tokens")
    right = models.CharField(max_length=7, choices=Right.choices, default=Right.READ)
    created_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name

    def may(self, right: str, output: Output | None) -> bool:
        """Tell whether the token has a right over an output; None stands for what belongs to no output."""
        enough = right == self.Right.READ or self.right == self.Right.CONTROL
        return enough and (self.output_id is None or (output is not None and output.pk == self.output_id))


def describe(row: RundownRow) -> dict[str, Any]:
    """Return a row as the API gives it."""
    told = {
        name: getattr(row, name)
        for name in ("order", "group", "key", "graphic", "data", "zone", "auto_out_ms", "loop", "note")
    }
    return {"id": row.pk, **{name: value for name, value in told.items() if value not in (None, "")}}
