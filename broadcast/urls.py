"""The address of every page."""

from django.contrib.auth.views import LoginView, LogoutView
from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from broadcast.control import target_pages, token_pages
from broadcast.control.api import api
from broadcast.texts import texts

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/login/", LoginView.as_view(), name="login"),
    path("accounts/logout/", LogoutView.as_view(), name="logout"),
    path("accounts/language/", set_language, name="set_language"),
    path("texts/<str:language>.js", texts, name="texts"),
    path("", include("broadcast.control.urls")),  # before the panels of a game, which have any word
    path("", include("broadcast.dashboard.urls")),
    path("", include("broadcast.backstage.urls")),
    path("", include("broadcast.overlays.urls")),
    path("control/tokens/", token_pages.tokens, name="control-tokens"),
    path("control/tokens/<int:pk>/revoke/", token_pages.revoke_token, name="control-token-revoke"),
    path("control/feedback/", target_pages.targets, name="feedback-targets"),
    path("control/feedback/<int:pk>/switch/", target_pages.switch_target, name="feedback-target-switch"),
    path("control/feedback/<int:pk>/remove/", target_pages.remove_target, name="feedback-target-remove"),
    path("api/", api.urls),
]
