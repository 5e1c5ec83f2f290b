from django.apps import AppConfig


class OverlaysConfig(AppConfig):
    name = "broadcast.overlays"
