"""The addresses of overlays, and of the pages about outputs."""

from django.urls import path

from broadcast.overlays import pages, teams
from broadcast.overlays.pointing import point
from broadcast.overlays.views import overlay, picture

urlpatterns = [
    path("overlay/<str:token>/", overlay, name="overlay"),
    path("outputs/", pages.outputs, name="outputs"),
    path("outputs/<int:pk>/", pages.output, name="output"),
    path("outputs/<int:pk>/change/", pages.change, name="output-change"),
    path("outputs/<int:pk>/point/", point, name="output-point"),
    path("outputs/<int:pk>/picture/", picture, name="output-picture"),
    path("outputs/<int:pk>/reload/", pages.reload_pages, name="output-reload"),
    path("outputs/<int:pk>/places/", pages.issue, name="output-issue"),
    path("outputs/<int:pk>/places/<int:token>/revoke/", pages.revoke, name="output-revoke"),
    path("outputs/<int:pk>/places/<int:token>/local.html", pages.local_file, name="output-local"),
    path("teams/", teams.teams, name="teams"),
    path("teams/<str:team_id>/", teams.team, name="team"),
]
