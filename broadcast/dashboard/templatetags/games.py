"""Template tags of the frame round every page."""

from django import template
from django.db.models import QuerySet

from broadcast.games.models import Game

register = template.Library()


@register.simple_tag
def games_menu() -> QuerySet[Game]:
    """Return the followed games, by tip-off."""
    return Game.objects.filter(follow__isnull=False)
