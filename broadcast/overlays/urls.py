"""The addresses of overlays."""

from django.urls import path

from broadcast.overlays.views import overlay

urlpatterns = [path("overlay/<str:token>/", overlay, name="overlay")]
