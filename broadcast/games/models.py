"""What the database knows of games: games, follows, teams, the journal, and the documents of ended games."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

hex_color = RegexValidator(r"^#[0-9A-Fa-f]{6}$", _("Write a color as #RRGGBB."))


class Rules(models.TextChoices):
    """The rule-set presets (broadcast/basketball/rules.json)."""

    NBA = "NBA", "NBA"
    WNBA = "WNBA", "WNBA"
    NCAA_M = "NCAA_M", _("NCAA men")
    NCAA_W = "NCAA_W", _("NCAA women")
    FIBA = "FIBA", "FIBA"
    NFHS = "NFHS", _("NFHS (high school)")


class Team(models.Model):
    """What producers set by hand for a team, for all of its games. It beats what the feed says.

    `color` is the ground of its block on air, `text_color` the ink on it, `secondary` the ground that it takes as
    visitors where the two grounds clash.
    """

    team_id = models.CharField(max_length=40, primary_key=True)
    name = models.CharField(max_length=120, blank=True)
    short_name = models.CharField(max_length=40, blank=True)
    abbreviation = models.CharField(max_length=6, blank=True)
    color = models.CharField(max_length=7, blank=True, validators=[hex_color])
    text_color = models.CharField(max_length=7, blank=True, validators=[hex_color])
    secondary = models.CharField(max_length=7, blank=True, validators=[hex_color])
    logo = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return self.name or self.team_id

    def overrides(self) -> dict[str, str]:
        """Return the fields that are set, by their names in the game document."""
        fields = ("name", "short_name", "abbreviation", "color", "text_color", "secondary", "logo")
        return {name: value for name in fields if (value := getattr(self, name))}


class Game(models.Model):
    """A game of the schedule that somebody has followed at least once."""

    event_id = models.CharField(max_length=80, primary_key=True)
    home_id = models.CharField(max_length=40)
    home_name = models.CharField(max_length=120)
    away_id = models.CharField(max_length=40)
    away_name = models.CharField(max_length=120)
    tipoff_at = models.DateTimeField(null=True, blank=True)
    venue = models.CharField(max_length=160, blank=True)
    status = models.CharField(
        max_length=12,
        choices=[("scheduled", "scheduled"), ("live", "live"), ("ended", "ended")],
        default="scheduled",
    )
    rules = models.CharField(max_length=8, choices=Rules.choices, default=Rules.NCAA_M)
    rehearsal = models.BooleanField(default=False)
    schedule = models.JSONField(default=dict, blank=True, help_text="The Event API's own schedule object.")
    take = models.PositiveIntegerField(default=0, help_text="Counts how often the game has been begun anew.")

    class Meta:
        ordering = ["tipoff_at", "event_id"]

    def __str__(self) -> str:
        return gettext("%(away)s at %(home)s") % {
            "away": self.away_name or self.away_id,
            "home": self.home_name or self.home_id,
        }


class Follow(models.Model):
    """The wish that a game be followed. The feed worker compares these with what it runs."""

    game = models.OneToOneField(Game, on_delete=models.CASCADE, related_name="follow")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL)
    since = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"follow of {self.game_id}"


class Worker(models.Model):
    """A feed worker that runs, or ran until a short while ago. It writes its row every few seconds.

    Times are the database's own, so that the clocks of several machines need not agree.
    """

    name = models.CharField(max_length=120, primary_key=True, help_text="Host, process and a random part.")
    started_at = models.DateTimeField(help_text="When the process began to follow games.")
    seen_at = models.DateTimeField(help_text="When it last wrote this row.")
    games: Any = models.JSONField(default=list, blank=True, help_text="The event ids of the games it follows.")

    class Meta:
        ordering = ["started_at", "name"]

    def __str__(self) -> str:
        return self.name


class JournalEntry(models.Model):
    """One change of a game's tables, as a record of a recording with its stamp.

    `row` is the wire row (docs/rows.md), null where the row was taken back. The newest entry of a key is
    the table's row; an entry with an empty `key` holds the floor of its source's table.
    """

    game = models.ForeignKey(Game, on_delete=models.CASCADE, related_name="journal")
    at = models.BigIntegerField(help_text="Server time of receipt, epoch ms.")
    run = models.IntegerField()
    seq = models.BigIntegerField()
    n = models.BigIntegerField()
    asked = models.BigIntegerField(default=0)
    source = models.CharField(max_length=20)
    key = models.CharField(max_length=160, blank=True)
    row = models.JSONField(null=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["game", "id"])]

    def __str__(self) -> str:
        return f"{self.source} {self.key} of {self.game_id}"


class FeedPosition(models.Model):
    """Where a game's feed stands, saved in the same transaction as the journal entries it covers."""

    game = models.OneToOneField(Game, on_delete=models.CASCADE, related_name="position")
    take = models.PositiveIntegerField(default=0, help_text="The take that the journal is of.")
    run = models.IntegerField(default=0)
    last_seq = models.BigIntegerField(null=True)
    n = models.BigIntegerField(default=0)
    asked = models.BigIntegerField(default=0)


class Document(models.Model):
    """The last state of a live document, kept when its game has ended."""

    name = models.CharField(max_length=120, primary_key=True)
    epoch = models.CharField(max_length=40)
    rev = models.BigIntegerField()
    at = models.BigIntegerField(help_text="Epoch ms of the last revision.")
    state: Any = models.JSONField()

    def __str__(self) -> str:
        return self.name
