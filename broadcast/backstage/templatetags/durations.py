"""Template filters of the administrators' pages."""

from django import template

register = template.Library()


@register.filter
def minutes(seconds: float) -> str:
    """Write a duration: `2 h 14 min`."""
    whole = round(seconds / 60)
    return f"{whole // 60} h {whole % 60:02d} min" if whole >= 60 else f"{whole} min"
