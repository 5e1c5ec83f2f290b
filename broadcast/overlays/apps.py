import logging

from django.apps import AppConfig

from broadcast.masking import MaskTokens

# The loggers that write addresses of requests. Filters of a logger do not reach its children.
REQUEST_LOGGERS = ("django.request", "django.server", "django.channels.server", "uvicorn.access")


class OverlaysConfig(AppConfig):
    name = "broadcast.overlays"

    def ready(self) -> None:
        """Let the store find the documents of outputs, and keep tokens out of the logs."""
        from broadcast.live.stores import register_loader
        from broadcast.overlays.documents import MANUAL, PREFIX, PRESENCE, load, load_manual, load_presence

        register_loader(PREFIX, load)
        register_loader(PRESENCE, load_presence)
        register_loader(MANUAL, load_manual)
        for name in REQUEST_LOGGERS:
            logging.getLogger(name).addFilter(MaskTokens())
