"""Template tags for pages of other rooms that say what the outputs show."""

from django import template
from django.db.models import QuerySet

from broadcast.overlays.models import Output

register = template.Library()


@register.simple_tag
def outputs() -> QuerySet[Output]:
    """Return the outputs by name."""
    return Output.objects.select_related("game").all()
