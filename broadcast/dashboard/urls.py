"""The addresses of the board, the game pages and their JSON."""

from django.urls import path

from broadcast.dashboard import api, unit_exports, views

urlpatterns = [
    path("", views.board, name="board"),
    path("games/<str:event_id>/", views.game, name="game"),
    path("games/<str:event_id>/<slug:name>/", views.panel, name="panel"),
    path("games/<str:event_id>/recording", views.recording, name="game-recording"),
    path("games/<str:event_id>/units.csv", unit_exports.units_csv, name="units-csv"),
    path("api/games", api.games, name="api-games"),
    path("api/games/<str:event_id>/document", api.document, name="api-document"),
]
