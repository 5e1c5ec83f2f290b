"""The addresses of the administrators' pages."""

from django.urls import path

from broadcast.backstage import views

urlpatterns = [
    path("schedule/", views.schedule, name="schedule"),
    path("schedule/follow/", views.follow, name="follow"),
    path("schedule/unfollow/", views.unfollow, name="unfollow"),
]
