"""The addresses of the administrators' pages, and of those for machines."""

from django.urls import path

from broadcast.backstage import health, metrics, views

PLAIN_PAGES = {"/healthz": health.healthz, "/readyz": health.readyz, "/metrics": metrics.metrics}
"""Answered by `plain.py` before any other middleware."""

urlpatterns = [
    path("schedule/", views.schedule, name="schedule"),
    path("schedule/follow/", views.follow, name="follow"),
    path("schedule/unfollow/", views.unfollow, name="unfollow"),
    *(path(address[1:], view, name=address[1:]) for address, view in PLAIN_PAGES.items()),
]
