import logging

from django.apps import AppConfig

from broadcast.overlays.masking import MaskTokens

# The loggers that write addresses of requests. Filters of a logger do not reach its children.
REQUEST_LOGGERS = ("django.request", "django.server", "django.channels.server", "uvicorn.access")


class OverlaysConfig(AppConfig):
    name = "broadcast.overlays"

    def ready(self) -> None:
        for name in REQUEST_LOGGERS:
            logging.getLogger(name).addFilter(MaskTokens())
