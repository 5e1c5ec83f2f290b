"""Outputs: what a mixer loads all season long, and the tokens that open them."""

from __future__ import annotations

import re
import secrets
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from broadcast.games.models import Game, hex_color

MAX_DELAY_MS = 120_000
GRAPHIC_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")


def first_program() -> dict[str, Any]:
    """Return the program of a new output: the score bug is in."""
    return {"graphics": {"bug": {"graphic": "score-bug-a", "step": 1}}}


def check_program(program: Any) -> None:
    """Raise ValidationError unless this is a program as `Output` describes it."""
    graphics = program.get("graphics") if isinstance(program, dict) else None
    if not isinstance(graphics, dict) or program.keys() != {"graphics"}:
        raise ValidationError(_("A program is an object with one key, graphics."))
    for slot, cue in graphics.items():
        if not isinstance(cue, dict) or not GRAPHIC_ID.fullmatch(str(cue.get("graphic", ""))):
            raise ValidationError(_("What stands in %(slot)s names no graphic."), params={"slot": slot})
        step = cue.get("step", 1)
        if isinstance(step, bool) or not isinstance(step, int) or step < 1:
            raise ValidationError(_("The step of %(slot)s is a number from 1."), params={"slot": slot})


def new_token() -> str:
    """Return a secret that fits into an address."""
    return secrets.token_urlsafe(32)


class Output(models.Model):
    """A picture for a mixer: permanent, with settings of its own, and pointed at a game.

    `version` counts the changes; it is the revision of the live document `output:<id>`. `program` is what is
    on air: `{"graphics": {slot: {"graphic": id, "step": n}}}`, steps counted from 1.
    """

    class TeamOrder(models.TextChoices):
        AWAY_FIRST = "AWAY_FIRST", _("visitors first")
        HOME_FIRST = "HOME_FIRST", _("home first")

    class ClockPolicy(models.TextChoices):
        HIDE = "hide", _("hide the clock")
        RUN = "run", _("count on")
        HOLD = "hold", _("freeze")

    name = models.CharField(max_length=80, unique=True)
    game = models.ForeignKey(Game, null=True, blank=True, on_delete=models.SET_NULL, related_name="outputs")
    width = models.PositiveIntegerField(default=1920, validators=[MinValueValidator(320)])
    height = models.PositiveIntegerField(default=1080, validators=[MinValueValidator(180)])
    delay_ms = models.PositiveIntegerField(default=0, validators=[MaxValueValidator(MAX_DELAY_MS)])
    team_order = models.CharField(max_length=10, choices=TeamOrder.choices, default=TeamOrder.AWAY_FIRST)
    swap = models.BooleanField(default=False, help_text="The other way round, for the side the camera is on.")
    language = models.CharField(max_length=5, choices=[("en", _("English")), ("es", _("Spanish"))], default="en")
    clock_policy = models.CharField(
        max_length=4,
        choices=ClockPolicy.choices,
        default=ClockPolicy.HIDE,
        help_text="What becomes of a running clock when the link is lost.",
    )
    mark_rehearsal = models.BooleanField(default=False, help_text="Say on air that the game is a rehearsal.")
    key_color = models.CharField(max_length=7, blank=True, validators=[hex_color])
    program = models.JSONField(default=first_program, validators=[check_program])
    version = models.BigIntegerField(default=1)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def document_name(self) -> str:
        return f"output:{self.pk}"


class OutputToken(models.Model):
    """A secret that opens one output's overlay, until it is revoked.

    Kept as it is, since the address is shown again each time a mixer is set up. It is written to no log.
    """

    output = models.ForeignKey(Output, on_delete=models.CASCADE, related_name="tokens")
    token = models.CharField(max_length=64, unique=True, default=new_token)
    created_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"token {self.pk} of {self.output}"

    @property
    def path(self) -> str:
        return f"/overlay/{self.token}/"
