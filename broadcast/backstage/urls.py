"""The addresses of the administrators' pages, and of those for machines."""

from django.urls import path

from broadcast.backstage import explorer_views, health, metrics, rehearsal_views, views

PLAIN_PAGES = {"/healthz": health.healthz, "/readyz": health.readyz, "/metrics": metrics.metrics}
"""Answered by `plain.py` before any other middleware."""

urlpatterns = [
    path("schedule/", views.schedule, name="schedule"),
    path("schedule/follow/", views.follow, name="follow"),
    path("schedule/unfollow/", views.unfollow, name="unfollow"),
    path("rehearsal/", rehearsal_views.page, name="rehearsal"),
    path("rehearsal/state", rehearsal_views.state, name="rehearsal-state"),
    path("rehearsal/start/", rehearsal_views.start, name="rehearsal-start"),
    path("rehearsal/recordings/", rehearsal_views.upload, name="recording-upload"),
    path("rehearsal/recordings/<str:name>", rehearsal_views.download, name="recording"),
    path("rehearsal/recordings/<str:name>/delete/", rehearsal_views.remove, name="recording-delete"),
    path("rehearsal/<str:event_id>/<str:action>/", rehearsal_views.act, name="rehearsal-act"),
    path("explorer/", explorer_views.index, name="explorer"),
    path("explorer/follow/", explorer_views.follow, name="explorer-follow"),
    path("explorer/stream/", explorer_views.stream, name="explorer-stream"),
    path("explorer/<str:name>/", explorer_views.endpoint, name="explorer-endpoint"),
    *(path(address[1:], view, name=address[1:]) for address, view in PLAIN_PAGES.items()),
]
