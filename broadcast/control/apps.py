import logging

from django.apps import AppConfig

from broadcast.control.masking import MaskQueryTokens

# The loggers that write addresses of requests. Filters of a logger do not reach its children.
REQUEST_LOGGERS = ("django.request", "django.server", "django.channels.server", "uvicorn.access")


class ControlConfig(AppConfig):
    name = "broadcast.control"

    def ready(self) -> None:
        """Keep the tokens that stand in addresses out of the logs, and run what belongs beside the worker."""
        from broadcast.control.auto_out import take_out_by_itself
        from broadcast.control.watch import watch_corrections
        from broadcast.feed.beside import register

        for name in REQUEST_LOGGERS:
            logging.getLogger(name).addFilter(MaskQueryTokens())
        register(watch_corrections)
        register(take_out_by_itself)
