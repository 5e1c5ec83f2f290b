"""The forms of the pages about outputs."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from broadcast.overlays.models import MAX_DELAY_MS, MAX_TRIM_MS, Output

SIZES = [("1920x1080", "1920 × 1080"), ("3840x2160", "3840 × 2160"), ("1280x720", "1280 × 720")]  # noqa: RUF001
TOKENS: dict[str, tuple[Any, str]] = {
    "air-night": (_("Ground"), "#0E1116"),
    "air-panel": (_("Panels"), "#12161C"),
    "air-raised": (_("Raised"), "#171B22"),
    "air-line": (_("Lines"), "#2A303A"),
    "air-ink": (_("Text"), "#F4F6F8"),
    "air-muted": (_("Quiet text"), "#A7B0BC"),
    "air-gold": (_("Bonus and shot clock"), "#FFC53D"),
    "air-alarm": (_("Alarm"), "#C62828"),
}
"""The colors of the stage by name: what they are, and what they are where a theme does not say."""


class NewOutputForm(forms.Form):
    """A new output needs a name alone."""

    name = forms.CharField(label=_("Name"), max_length=80)

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if Output.objects.filter(name=name).exists():
            raise ValidationError(gettext("There is an output of this name."))
        return name


class OutputForm(forms.ModelForm):  # type: ignore[type-arg]
    """The settings of an output, with its size in one field and each color of its theme in one."""

    size = forms.ChoiceField(label=_("Size"), choices=SIZES)
    delay = forms.FloatField(
        label=_("Delay, seconds"),
        min_value=0,
        max_value=MAX_DELAY_MS / 1000,
        widget=forms.NumberInput(attrs={"step": "0.1"}),
    )
    trim = forms.FloatField(
        label=_("Trim of the running clock, seconds"),
        min_value=0,
        max_value=MAX_TRIM_MS / 1000,
        widget=forms.NumberInput(attrs={"step": "0.1"}),
        help_text=_(
            "For data that comes later than the picture, which no delay mends: while it runs the clock is shown "
            "so much further on, without tenths. It is better to delay the video."
        ),
    )

    sponsor = forms.URLField(label=_("Address of a sponsor's picture"), required=False, assume_scheme="https")

    class Meta:
        model = Output
        fields = (
            "name",
            "frame_rate",
            "team_order",
            "swap",
            "language",
            "clock_policy",
            "mark_rehearsal",
            "key_color",
            "sponsor",
            "css",
        )
        labels = {
            "name": _("Name"),
            "frame_rate": _("Frames a second"),
            "team_order": _("Team order"),
            "swap": _("The other way round, for the side the camera is on"),
            "language": _("Language on air"),
            "clock_policy": _("A running clock whose link is lost"),
            "mark_rehearsal": _("Say on air that a game is a rehearsal"),
            "key_color": _("Key color, where the mixer takes no alpha"),
            "css": _("Styles of its own (CSS)"),
        }
        help_texts = dict.fromkeys(fields, "")
        widgets = {"css": forms.Textarea(attrs={"rows": 4, "spellcheck": "false"})}

    def __init__(self, *rest: Any, **named: Any) -> None:
        super().__init__(*rest, **named)
        output = self.instance
        own = f"{output.width}x{output.height}"
        if own not in dict(SIZES):
            self.fields["size"].choices = [*SIZES, (own, own.replace("x", " × "))]  # type: ignore[attr-defined]  # noqa: RUF001
        self.fields["size"].initial = own
        self.fields["delay"].initial = output.delay_ms / 1000
        self.fields["trim"].initial = output.trim_ms / 1000
        for name, (label, usual) in TOKENS.items():
            field = forms.CharField(label=label, required=False, widget=forms.TextInput(attrs={"type": "color"}))
            field.initial = output.theme.get(name, usual)
            self.fields[name] = field

    @property
    def token_fields(self) -> list[Any]:
        """The fields of the theme."""
        return [self[name] for name in TOKENS]

    @property
    def setting_fields(self) -> list[Any]:
        """The fields before the theme, in their order, but for the styles."""
        return [self[name] for name in ("name", "size", *self.Meta.fields[1:-2], "delay", "trim", "sponsor")]

    def settings(self) -> dict[str, Any]:
        """Return what is to be changed, as the action takes it. Only after `is_valid`."""
        cleaned = self.cleaned_data
        width, _times, height = cleaned["size"].partition("x")
        theme = {
            name: cleaned[name].upper()
            for name, (_label, usual) in TOKENS.items()
            if cleaned[name] and cleaned[name].upper() != usual
        }
        others = {name: value for name, value in self.instance.theme.items() if name not in TOKENS}
        found = {name: cleaned[name] for name in self.Meta.fields}
        return found | {
            "width": int(width),
            "height": int(height),
            "delay_ms": round(cleaned["delay"] * 1000),
            "trim_ms": round(cleaned["trim"] * 1000),
            "theme": others | theme,
        }


class PlaceForm(forms.Form):
    """A place that shows an output."""

    place = forms.CharField(label=_("Place"), max_length=60)
