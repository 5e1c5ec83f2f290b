"""Outputs: what a mixer loads all season long, the tokens that open them, and who shows them now."""

from __future__ import annotations

import re
import secrets
import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from broadcast.games.models import Game, hex_color
from broadcast.overlays.catalog import graphics
from broadcast.overlays.program import ZONES

MAX_DELAY_MS = 120_000
MAX_TRIM_MS = 1500
"""A clock that is further off than this is not to be mended by a guess."""
MAX_CSS = 20_000
FRAME_RATES = [(rate, f"{rate:g}") for rate in (25.0, 29.97, 30.0, 50.0, 59.94, 60.0)]
THEME_NAME = re.compile(r"air-[a-z][a-z-]{0,30}")
THEME_VALUE = re.compile(r"[#%(),. \"'A-Za-z0-9-]{1,120}")
"""No semicolon, brace or slash: a value ends where it ends, and loads nothing."""


def first_program() -> dict[str, Any]:
    """Return the program of a new output: the score bug is in."""
    return {"graphics": {"bug": {"graphic": "score-bug-a", "step": 1}}}


def check_program(program: Any) -> None:
    """Raise ValidationError unless this is a program as `program.py` describes it, of graphics that there are."""
    known = isinstance(program, dict) and "graphics" in program and program.keys() <= {"graphics", "standby", "held"}
    if not known or not all(isinstance(part, dict) for part in program.values()):
        raise ValidationError(_("A program is an object with graphics, and maybe standby and held."))
    for part in program.values():
        for zone, cue in part.items():
            check_cue(zone, cue)


def check_cue(zone: str, cue: Any) -> None:
    """Raise ValidationError unless this is a cue of a graphic that there is, in a zone that it may stand in."""
    if zone not in ZONES:
        raise ValidationError(_("There is no zone %(zone)s."), params={"zone": zone})
    graphic = graphics().get(str(cue.get("graphic", ""))) if isinstance(cue, dict) else None
    if graphic is None:
        raise ValidationError(_("What stands in %(zone)s names no graphic."), params={"zone": zone})
    if zone not in graphic.zones:
        params = {"graphic": graphic.name, "zone": zone}
        raise ValidationError(_("%(graphic)s has no place in %(zone)s."), params=params)
    step = cue.get("step", 1)
    if isinstance(step, bool) or not isinstance(step, int) or step < 1:
        raise ValidationError(_("The step of %(zone)s is a number from 1."), params={"zone": zone})
    data = cue.get("data", {})
    if not isinstance(data, dict):
        raise ValidationError(_("The data of %(zone)s is an object."), params={"zone": zone})
    missing = [name for name in graphic.needs if data.get(name) in (None, "")]
    if missing:
        params = {"graphic": graphic.name, "names": ", ".join(missing)}
        raise ValidationError(_("%(graphic)s needs %(names)s."), params=params)


def check_theme(theme: Any) -> None:
    """Raise ValidationError unless this is design tokens by name: `{"air-gold": "#FFC53D", ...}`."""
    if not isinstance(theme, dict):
        raise ValidationError(_("A theme is an object of names and values."))
    for name, value in theme.items():
        if not THEME_NAME.fullmatch(name) or not isinstance(value, str) or not THEME_VALUE.fullmatch(value):
            raise ValidationError(_("%(name)s is no value of a theme."), params={"name": name})


def new_token() -> str:
    """Return a secret that fits into an address."""
    return secrets.token_urlsafe(32)


class Output(models.Model):
    """A picture for a mixer: permanent, with settings of its own, and pointed at a game.

    `version` counts the changes; it is the revision of the live document `output:<id>`, `presence` that of
    `renderers:<id>`. `program` is what is on air (`program.py`). `theme` is design tokens of the stage by name. At
    `reload_at` (epoch ms) the pages were asked to take a new build whatever is on air.
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
    frame_rate = models.FloatField(default=60, choices=FRAME_RATES, help_text="Frames a second of the show.")
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
    trim_ms = models.PositiveIntegerField(
        default=0,
        validators=[MaxValueValidator(MAX_TRIM_MS)],
        help_text="By how much a running clock is shown further on than it is fed.",
    )
    mark_rehearsal = models.BooleanField(default=False, help_text="Say on air that the game is a rehearsal.")
    key_color = models.CharField(max_length=7, blank=True, validators=[hex_color])
    theme = models.JSONField(default=dict, blank=True, validators=[check_theme])
    css = models.TextField(blank=True, max_length=MAX_CSS, help_text="Styles of this output's own.")
    sponsor = models.URLField(blank=True, help_text="The picture of a sponsor. Empty: there is none.")
    program = models.JSONField(default=first_program, validators=[check_program])
    reload_at = models.BigIntegerField(null=True, blank=True)
    version = models.BigIntegerField(default=1)
    presence = models.BigIntegerField(default=1)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def document_name(self) -> str:
        return f"output:{self.pk}"

    @property
    def presence_name(self) -> str:
        return f"renderers:{self.pk}"


class OutputToken(models.Model):
    """A secret that opens one output's overlay, until it is revoked: one for each place that shows it.

    Kept as it is, since the address is shown again each time a mixer is set up. It is written to no log.
    """

    output = models.ForeignKey(Output, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=60, blank=True, help_text="Where it is shown, such as OBS in the truck.")
    token = models.CharField(max_length=64, unique=True, default=new_token)
    created_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)
    seen_from = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"token {self.pk} of {self.output}"

    @property
    def path(self) -> str:
        return f"/overlay/{self.token}/"


class Renderer(models.Model):
    """A page that shows an output now, as it tells of itself. Its row goes when its socket does.

    `shown` is what it has painted: `{cue: {"step": n, "at": epoch ms}}`; step 0 is a cue that has gone out. `refused`
    are the cues that it could not show, with the reason. `offset_ms` is the server's time less the machine's.
    """

    output = models.ForeignKey(Output, on_delete=models.CASCADE, related_name="renderers")
    token = models.ForeignKey(OutputToken, on_delete=models.CASCADE, related_name="renderers")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    address = models.CharField(max_length=60, blank=True)
    agent = models.CharField(max_length=300, blank=True)
    build = models.CharField(max_length=60, blank=True)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    fps = models.FloatField(null=True)
    fonts = models.BooleanField(null=True)
    offset_ms = models.IntegerField(null=True)
    shown = models.JSONField(default=dict)
    refused = models.JSONField(default=dict)
    connected_at = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.output} at {self.address}"


class Manual(models.Model):
    """What people have set by hand of a game: the row of the live document `manual:<event id>`.

    `groups` is as `manual.py` describes it. `before` is what the groups were, newest last, for the undo.
    """

    game = models.OneToOneField(Game, primary_key=True, on_delete=models.CASCADE, related_name="manual")
    groups = models.JSONField(default=dict)
    before = models.JSONField(default=list)
    version = models.BigIntegerField(default=1)

    def __str__(self) -> str:
        return self.document_name

    @property
    def document_name(self) -> str:
        return f"manual:{self.game_id}"
