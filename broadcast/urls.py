"""The address of every page."""

from django.contrib.auth.views import LoginView, LogoutView
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/login/", LoginView.as_view(), name="login"),
    path("accounts/logout/", LogoutView.as_view(), name="logout"),
    path("", include("broadcast.dashboard.urls")),
    path("", include("broadcast.backstage.urls")),
    path("", include("broadcast.overlays.urls")),
]
