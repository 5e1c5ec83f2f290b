"""The addresses of the board, the game pages, what is exported of them, and their JSON."""

from django.urls import path

from broadcast.dashboard import api, box_exports, clips, play_exports, shot_exports, unit_exports, views

urlpatterns = [
    path("", views.board, name="board"),
    path("games/<str:event_id>/", views.game, name="game"),
    path("games/<str:event_id>/<slug:name>/", views.panel, name="panel"),
    path("games/<str:event_id>/shots.svg", shot_exports.svg, name="shots-svg"),
    path("games/<str:event_id>/shots.csv", shot_exports.csv, name="shots-csv"),
    path("games/<str:event_id>/recording", views.recording, name="game-recording"),
    path("games/<str:event_id>/box.csv", box_exports.box_csv, name="box-csv"),
    path("games/<str:event_id>/plays.csv", play_exports.plays_csv, name="plays-csv"),
    path("games/<str:event_id>/plays.edl", play_exports.plays_edl, name="plays-edl"),
    path("games/<str:event_id>/clip", clips.clip, name="clip"),
    path("games/<str:event_id>/video", clips.video, name="video"),
    path("games/<str:event_id>/units.csv", unit_exports.units_csv, name="units-csv"),
    path("api/games", api.games, name="api-games"),
    path("api/games/<str:event_id>/document", api.document, name="api-document"),
]
