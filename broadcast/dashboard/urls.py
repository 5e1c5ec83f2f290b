"""The addresses of the board, the game pages, and what is exported of them."""

from django.urls import path

from broadcast.dashboard import clips, views
from broadcast.dashboard.exports import box, plays, shots, units

urlpatterns = [
    path("", views.board, name="board"),
    path("games/<str:event_id>/", views.game, name="game"),
    path("games/<str:event_id>/<slug:name>/", views.panel, name="panel"),
    path("games/<str:event_id>/shots.svg", shots.svg, name="shots-svg"),
    path("games/<str:event_id>/shots.csv", shots.csv, name="shots-csv"),
    path("games/<str:event_id>/recording", views.recording, name="game-recording"),
    path("games/<str:event_id>/box.csv", box.box_csv, name="box-csv"),
    path("games/<str:event_id>/plays.csv", plays.plays_csv, name="plays-csv"),
    path("games/<str:event_id>/plays.edl", plays.plays_edl, name="plays-edl"),
    path("games/<str:event_id>/clip", clips.clip, name="clip"),
    path("games/<str:event_id>/video", clips.video, name="video"),
    path("games/<str:event_id>/units.csv", units.units_csv, name="units-csv"),
]
