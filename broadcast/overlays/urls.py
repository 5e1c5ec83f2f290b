"""The addresses of overlays."""

from django.urls import path

from broadcast.overlays.pointing import point
from broadcast.overlays.views import overlay

urlpatterns = [
    path("overlay/<str:token>/", overlay, name="overlay"),
    path("outputs/<int:pk>/point/", point, name="output-point"),
]
