"""The addresses of the control desk."""

from django.urls import path

from broadcast.control.here import here
from broadcast.control.pages import control

urlpatterns = [
    path("games/<str:event_id>/control/", control, name="control"),
    path("games/<str:event_id>/control/here/", here, name="control-here"),
]
